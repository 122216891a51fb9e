//! HSDS in and out: what leaves comes back the same, what is confidential does not leave, and any bytes are read or refused.

use akwaba_domain::directory::{Incoming, Known, ServiceForm};
use akwaba_domain::registry::Day;
use akwaba_journal::id::EntityId;
use proptest::prelude::*;

use super::{HsdsError, read, write};

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
    let [Incoming { id, form }] = back.as_slice() else {
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
    let service = read.first().unwrap().form.parse(today()).unwrap();
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
        (&b"PK\x03\x04"[..], HsdsError::NotJson),
        (b"{\"total\":0}", HsdsError::NoServices),
        (b"[]", HsdsError::NoServices),
        (b"3", HsdsError::NoServices),
        (&vec![b' '; super::BYTES_MAX + 1], HsdsError::TooLarge),
    ] {
        assert_eq!(read(bytes).err(), Some(why));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_file_stops_the_reading(text in "[\\[\\]{}:,\"a-z0-9 ]{0,60}") {
        for one in read(text.as_bytes()).unwrap_or_default() {
            let _ = one.form.parse(today());
        }
    }
}
