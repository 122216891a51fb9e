//! HSDS in and out: what leaves comes back the same, what is confidential does not leave, and any bytes are read or refused.

use akwaba_domain::directory::{Incoming, Known, ServiceForm};
use akwaba_domain::registry::Day;
use akwaba_journal::id::EntityId;
use proptest::prelude::*;

use super::{HsdsError, keep, kept, read, write, write_tables};
use crate::i18n::Lang;
use akwaba_tables::package::pack;

fn today() -> Day {
    Day::of(2026, 11, 23).unwrap()
}

fn known(form: &ServiceForm) -> Known {
    Known {
        id: EntityId::named(&form.name),
        service: form.parse(today()).unwrap(),
        closed: None,
        verified: None,
        origin: None,
    }
}

fn full() -> ServiceForm {
    ServiceForm {
        kinds: vec!["education".into(), "formation".into()],
        name: "Classe passerelle".into(),
        organisation: "École fictive".into(),
        unit: "CI010102".into(),
        address: "Derrière le marché".into(),
        conditions: "Enfants qui ont quitté l'école".into(),
        papers: "Extrait\nCarnet".into(),
        price: "1500".into(),
        hours: "Lundi à vendredi, 8 h à 12 h".into(),
        languages: "Français, Dioula".into(),
        capacity: "20 places".into(),
        age_from: "6".into(),
        age_to: "12".into(),
        only: vec!["deplace".into()],
        phone: "0700000009".into(),
        ..ServiceForm::default()
    }
}

#[test]
fn what_leaves_comes_back_the_same_and_who_answers_there_stays() {
    let with = ServiceForm {
        focal: "Dame Fictive".into(),
        ..full()
    };
    let (count, bytes) = write(&[known(&with)], today());
    assert_eq!(count, 1);
    assert!(!String::from_utf8_lossy(&bytes).contains("Dame Fictive"));
    let back = read(&bytes).unwrap();
    let [Incoming { id, form }] = back.incoming.as_slice() else {
        panic!("one service");
    };
    assert_eq!(*id, known(&with).id.to_string());
    assert_eq!(form.parse(today()).unwrap(), known(&full()).service);
}

#[test]
fn what_is_confidential_or_closed_does_not_leave() {
    let secret = known(&ServiceForm {
        name: "Refuge".into(),
        secret: true,
        ..full()
    });
    let mut closed = known(&full());
    closed.closed = Some(today());
    let (count, bytes) = write(&[secret, closed], today());
    assert_eq!(count, 0);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    assert!(!text.contains("Refuge") && !text.contains("marché"));
    assert_eq!(read(&bytes).err(), Some(HsdsError::NoServices));
}

#[test]
fn a_service_of_another_program_is_put_where_this_directory_has_it() {
    let file = r#"[{"id":"7f9a5c1e-0000-4000-8000-000000000001","name":"Legal aid","status":"active",
      "fees_description":"Sliding scale","minimum_age":18,
      "organization":{"id":"o1","name":"Fictional Aid"},
      "cost_options":[{"id":"c","amount":5,"currency":"USD","option":"first visit"}],
      "schedules":[{"id":"s","byday":"MO,TU","opens_at":"08:00","closes_at":"12:00"}],
      "service_at_locations":[{"id":"l","location":{"id":"p","location_type":"physical",
        "addresses":[{"id":"a","address_1":"12 Main Street","city":"Springfield"}],
        "phones":[{"id":"t","number":"+1 555 0100"}]}}],
      "contacts":[{"id":"n","name":"A. Person","title":"Clerk"}]}]"#;
    let read = read(file.as_bytes()).unwrap();
    let service = read.incoming[0].form.parse(today()).unwrap();
    assert_eq!(service.price_xof, None);
    assert_eq!(service.conditions, "Sliding scale\nfirst visit 5 USD");
    assert_eq!(service.hours, "MO,TU 08:00–12:00");
    let address = service.address.as_ref().unwrap().as_str();
    assert_eq!(address, "12 Main Street, Springfield");
    assert_eq!(service.phone, "+1 555 0100");
    assert_eq!(service.focal.as_ref().unwrap().as_str(), "A. Person, Clerk");
    assert_eq!(service.ages, (Some(18), None));
}

#[test]
fn a_file_that_is_none_is_refused_for_what_it_is() {
    for (bytes, why) in [
        (&b"PK\x03\x04"[..], HsdsError::NotPackage),
        (&b"PKWARE"[..], HsdsError::NotJson),
        (b"{\"total\":0}", HsdsError::NoServices),
        (b"[]", HsdsError::NoServices),
        (b"3", HsdsError::NoServices),
        (&vec![b' '; super::BYTES_MAX + 1], HsdsError::TooLarge),
    ] {
        assert_eq!(read(bytes).err(), Some(why));
    }
}

/// The tables of a package with one service, a place, a phone of the place, and a price.
const TABLES: [(&str, &str); 6] = [
    (
        "datapackage.json",
        r#"{"resources":[{"name":"service","path":"services.csv"},
      {"name":"organization","path":"organizations.csv"},{"name":"address","path":"addresss.csv"},
      {"name":"program","path":"programs.csv"}]}"#,
    ),
    (
        "organizations.csv",
        "id,name,description\no1,Association fictive,Aide\n",
    ),
    (
        "services.csv",
        "id,organization_id,name,status,minimum_age\ns1,o1,Aide juridique,active,18\n",
    ),
    (
        "service_at_location.csv",
        "id,service_id,location_id\nl1,s1,p1\n",
    ),
    ("locations.csv", "id,location_type\np1,physical\n"),
    (
        "addresss.csv",
        "id,location_id,address_1,city\na1,p1,12 rue des Manguiers,Ailleurs\n",
    ),
];

fn package(change: &[(&str, &str)]) -> Vec<u8> {
    let changed = |name: &str| change.iter().find(|(known, _)| *known == name);
    let parts = TABLES.iter().map(|part| changed(part.0).unwrap_or(part));
    let others = change
        .iter()
        .filter(|(name, _)| TABLES.iter().all(|part| part.0 != *name));
    pack(parts.chain(others).copied()).unwrap()
}

#[test]
fn what_leaves_in_tables_comes_back_the_same_also_beside_others_and_kept_as_text() {
    let other = known(&ServiceForm {
        name: "=Mairie".into(),
        organisation: "École fictive".into(),
        kinds: vec!["etat_civil".into()],
        phone: "+225 0700000010".into(),
        ..ServiceForm::default()
    });
    let secret = known(&ServiceForm {
        name: "Refuge".into(),
        secret: true,
        ..full()
    });
    let mut all = [known(&full()), other, secret];
    all[0].verified = None;
    let (count, bytes) = write_tables(&all, today()).unwrap();
    assert_eq!(count, 2);
    assert_eq!(
        bytes,
        write_tables(&all, today()).unwrap().1,
        "the same bytes"
    );
    let text = keep(&bytes);
    assert!(!text.contains('\0'));
    let back = read(&kept(&text)).unwrap();
    assert_eq!(back.incoming.len(), 2, "the confidential one stays");
    for (one, known) in back.incoming.iter().zip(&all) {
        assert_eq!(one.id, known.id.to_string());
        assert_eq!(one.form.parse(today()).unwrap(), known.service);
    }
    assert_eq!(
        back.place(Lang::Fr, 1, "phone").unwrap(),
        "phones.csv, ligne 3, number"
    );
}

#[test]
fn the_tables_of_another_program_are_put_together_by_their_ids() {
    let phones = ("phones.csv", "id;location_id;number\nt1;p1;+1 555 0100\n");
    let back = read(&package(&[phones])).unwrap();
    let service = back.incoming[0].form.parse(today()).unwrap();
    assert_eq!(service.organisation, "Association fictive");
    assert_eq!(service.phone, "+1 555 0100");
    assert_eq!(service.ages, (Some(18), None));
    let address = service.address.as_ref().unwrap().as_str();
    assert_eq!(address, "12 rue des Manguiers, Ailleurs");
}

#[test]
fn what_is_wrong_in_tables_is_said_by_file_row_and_field_all_at_once() {
    let broken = package(&[
        (
            "services.csv",
            "id,organization_id,name\ns1,o1,Aide\ns1,o9,Deux\n,o1,Sans\n",
        ),
        ("cost_options.csv", "id,service_id,amount\nc1,s7,500\n"),
        ("phones.csv", "number\n1\n"),
    ]);
    let error = read(&broken).err().unwrap();
    let said: Vec<String> = error
        .faults()
        .iter()
        .map(|fault| fault.place(Lang::Fr))
        .collect();
    assert_eq!(
        said,
        [
            "cost_options.csv, ligne 2, service_id",
            "phones.csv, id",
            "services.csv, ligne 3, id",
            "services.csv, ligne 3, organization_id",
            "services.csv, ligne 4, id",
        ]
    );
    assert!(error.faults()[0].said(Lang::Fr).contains("services.csv"));
}

#[test]
fn an_archive_that_is_no_directory_or_a_bomb_is_not_opened() {
    let none = pack([("photo.jpg", "x")]).unwrap();
    assert_eq!(read(&none).err(), Some(HsdsError::NotPackage));
    let zeros = "0".repeat(20 * 1024 * 1024);
    let bomb = package(&[("phones.csv", &zeros)]);
    assert!(bomb.len() < 100_000);
    assert_eq!(read(&bomb).err(), Some(HsdsError::Bomb));
    let mut cut = package(&[]);
    cut.truncate(cut.len() / 2);
    assert_eq!(read(&cut).err(), Some(HsdsError::NotPackage));
    let description = package(&[("datapackage.json", "[]")]);
    assert_eq!(
        read(&description).err().unwrap().faults()[0].file,
        "datapackage.json"
    );
    let empty = package(&[
        ("services.csv", "id,organization_id,name\n"),
        ("service_at_location.csv", ""),
    ]);
    assert_eq!(read(&empty).err(), Some(HsdsError::NoServices));
    let many: String = (0..60).map(|n| format!("d{n},s1,Papier\n")).collect();
    let many = package(&[(
        "required_documents.csv",
        &format!("id,service_id,document\n{many}"),
    )]);
    let faults = read(&many).err().unwrap();
    assert_eq!(
        faults.faults()[0].place(Lang::En),
        "required_documents.csv, row 52, service_id"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_file_stops_the_reading(text in "[\\[\\]{}:,\"a-z0-9 ]{0,60}") {
        for one in read(text.as_bytes()).map_or(Vec::new(), |read| read.incoming) {
            let _ = one.form.parse(today());
        }
    }
}
