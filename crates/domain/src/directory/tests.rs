//! The directory: what is confidential stays so, what is old is said, and twenty situations find
//! the right service.

use super::*;
use crate::actor::Role;
use crate::draft::Drafts;
use crate::policy::act;
use crate::registry::testing::{Memory, permission, try_permission};

fn today() -> Day {
    Day::of(2026, 11, 23).unwrap()
}

fn form(name: &str, kinds: &[&str]) -> ServiceForm {
    ServiceForm {
        kinds: kinds.iter().map(|k| (*k).to_owned()).collect(),
        name: name.into(),
        organisation: "Maison fictive".into(),
        ..ServiceForm::default()
    }
}

fn added(memory: &mut Memory, form: &ServiceForm) -> Known {
    let service = form.parse(today()).unwrap();
    let allowed = permission::<act::DirectoryChange, _>(Role::SocialWorker, ());
    let (id, drafts): (_, Drafts) = memory.with_ctx(|ctx| open(ctx, &allowed, &service));
    memory.write(drafts);
    Known::of(id, &memory.state(id)).unwrap()
}

#[test]
fn a_service_is_kept_as_typed_and_verified_by_who_added_it() {
    let typed = ServiceForm {
        unit: "Anyama".into(),
        address: "Derrière le marché".into(),
        papers: "Extrait\nCarnet".into(),
        price: "1 500".into(),
        age_from: "6".into(),
        age_to: "17".into(),
        only: vec!["handicap".into()],
        agreement: "01/02/2026".into(),
        ..form("Classe passerelle", &["education", "education"])
    };
    let known = added(&mut Memory::new(), &typed);
    assert_eq!(known.service.kinds, [Kind::Education]);
    assert_eq!(known.service.price_xof, Some(1500));
    assert_eq!(known.service.unit.as_deref(), Some("CI010102"));
    assert_eq!(known.verified.unwrap().on, today());
    let again = ServiceForm::of(&known.service).parse(today()).unwrap();
    assert_eq!(again, known.service);
}

#[test]
fn every_fault_of_the_form_is_said_at_its_field() {
    let typed = ServiceForm {
        price: "gratuit".into(),
        age_from: "18".into(),
        age_to: "6".into(),
        agreement: "01/02/2030".into(),
        name: "a".repeat(59),
        ..ServiceForm::default()
    };
    let wrong = typed.parse(today()).unwrap_err();
    let mut fields: Vec<&str> = wrong
        .as_slice()
        .iter()
        .filter_map(|refusal| refusal.field.as_deref())
        .collect();
    fields.sort_unstable();
    assert_eq!(
        fields,
        [
            "age-to",
            "agreement",
            "kind",
            "name",
            "organisation",
            "price"
        ]
    );
}

#[test]
fn where_a_confidential_service_is_reaches_no_paper() {
    let typed = ServiceForm {
        unit: "Anyama".into(),
        address: "Maison bleue".into(),
        focal: "Dame Fictive".into(),
        phone: "0707123456".into(),
        secret: true,
        ..form("Refuge", &["hebergement"])
    };
    let known = added(&mut Memory::new(), &typed);
    let service = &known.service;
    assert_eq!(service.address_for(false), None);
    assert_eq!(service.focal_for(false), None);
    assert_eq!(service.unit_for(false), None);
    assert_eq!(service.phone_for(false), "");
    assert_eq!(
        service.address_for(true).map(Address::as_str),
        Some("Maison bleue")
    );
    let said = format!("{known:?}");
    assert!(!said.contains("bleue") && !said.contains("Dame"), "{said}");
}

#[test]
fn an_entry_asks_to_be_verified_after_six_months_and_no_more_once_closed() {
    let mut memory = Memory::new();
    let known = added(&mut memory, &form("Mairie", &["etat_civil"]));
    assert!(!known.is_stale(Day::of(2027, 5, 22).unwrap()));
    let late = Day::of(2027, 5, 23).unwrap();
    assert!(known.is_stale(late));
    let allowed = permission::<act::DirectoryChange, _>(Role::Director, ());
    let state = memory.state(known.id);
    memory.write(close(&allowed, (&known, &state), Some(today())).unwrap());
    let known = Known::of(known.id, &memory.state(known.id)).unwrap();
    assert!(known.is_closed(today()) && !known.is_stale(late));
    let wrong = close(&allowed, (&known, &memory.state(known.id)), Some(today())).unwrap_err();
    assert_eq!(wrong.as_slice()[0].code, "directory-closed-already");
}

#[test]
fn the_counter_reads_the_directory_and_does_not_change_it() {
    assert!(try_permission::<act::DirectorySee, _>(Role::Reception, ()).is_ok());
    assert!(try_permission::<act::DirectoryChange, _>(Role::Reception, ()).is_err());
    assert!(try_permission::<act::DirectorySecret, _>(Role::Reception, ()).is_err());
    assert!(try_permission::<act::DirectorySee, _>(Role::Auditor, ()).is_err());
}

/// A small town: name, kinds, unit, ages, only for, price, days of waiting.
/// A service of the town of the tests, as its tuple is read below.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    (&'static str, &'static str),
    &'static str,
    &'static str,
    &'static str,
);

const TOWN: &[Row] = &[
    (
        "Mairie d'Anyama",
        "etat_civil",
        "Anyama",
        ("", ""),
        "",
        "",
        "1",
    ),
    (
        "Mairie de Songon",
        "etat_civil",
        "Songon",
        ("", ""),
        "",
        "",
        "1",
    ),
    ("Hôpital", "sante", "Anyama", ("", ""), "", "", "2"),
    (
        "Maternité",
        "sante",
        "Anyama",
        ("", ""),
        "enceinte",
        "0",
        "1",
    ),
    ("Pédiatrie", "sante", "Anyama", ("", "5"), "", "0", "1"),
    (
        "École primaire",
        "education",
        "Anyama",
        ("6", "12"),
        "",
        "0",
        "5",
    ),
    (
        "Classe passerelle",
        "education",
        "Anyama",
        ("9", "14"),
        "",
        "0",
        "5",
    ),
    (
        "Institut des sourds",
        "education",
        "Songon",
        ("6", "18"),
        "handicap",
        "0",
        "9",
    ),
    ("Couture", "formation", "Anyama", ("16", "35"), "", "", "30"),
    ("Tribunal", "justice", "Songon", ("", ""), "", "", "10"),
    (
        "Aide juridictionnelle",
        "justice",
        "Songon",
        ("", ""),
        "sans_moyens",
        "0",
        "15",
    ),
    ("Commissariat", "police", "Anyama", ("", ""), "", "0", "0"),
    (
        "Filets sociaux",
        "transferts",
        "Anyama",
        ("", ""),
        "sans_moyens",
        "0",
        "60",
    ),
    (
        "Travaux des routes",
        "emploi",
        "Anyama",
        ("18", "55"),
        "",
        "0",
        "30",
    ),
    ("Guichet CMU", "cmu", "Anyama", ("", ""), "", "", "7"),
    (
        "Refuge des femmes",
        "hebergement",
        "Songon",
        ("", ""),
        "violences",
        "0",
        "0",
    ),
    (
        "Foyer des jeunes",
        "hebergement",
        "Anyama",
        ("14", "25"),
        "",
        "",
        "3",
    ),
    ("Écoute", "psychologie", "Anyama", ("", ""), "", "0", "3"),
    (
        "Accueil des déplacés",
        "ong",
        "Anyama",
        ("", ""),
        "deplace",
        "0",
        "2",
    ),
];

fn town() -> Vec<Known> {
    let mut memory = Memory::new();
    let mut services = Vec::new();
    for (name, kind, unit, (from, to), only, price, wait) in TOWN {
        let typed = ServiceForm {
            unit: (*unit).into(),
            age_from: (*from).into(),
            age_to: (*to).into(),
            only: Some(*only)
                .filter(|o| !o.is_empty())
                .map(str::to_owned)
                .into_iter()
                .collect(),
            price: (*price).into(),
            wait: (*wait).into(),
            secret: *name == "Refuge des femmes",
            ..form(name, &[kind])
        };
        services.push(added(&mut memory, &typed));
    }
    let own = ServiceForm {
        own: true,
        ..form("Écoute du centre", &["psychologie"])
    };
    services.push(added(&mut memory, &own));
    services
}

#[test]
fn twenty_situations_lead_to_the_right_service() {
    use Situation::{Disabled, Displaced, Mother, Poor, Survivor, Woman};
    /// Need, age, place, situations, and the service that is right.
    type Scripted = (
        &'static str,
        Option<u8>,
        &'static str,
        &'static [Situation],
        &'static str,
    );
    let cases: [Scripted; 20] = [
        ("etat_civil", None, "Anyama", &[], "Mairie d'Anyama"),
        ("etat_civil", Some(3), "Songon", &[], "Mairie de Songon"),
        ("sante", Some(40), "Anyama", &[], "Hôpital"),
        ("sante", Some(24), "Anyama", &[Woman, Mother], "Maternité"),
        ("sante", Some(2), "Anyama", &[], "Pédiatrie"),
        ("sante", Some(6), "Anyama", &[], "Hôpital"),
        ("education", Some(7), "Anyama", &[], "École primaire"),
        ("education", Some(13), "Anyama", &[], "Classe passerelle"),
        (
            "education",
            Some(8),
            "Anyama",
            &[Disabled],
            "Institut des sourds",
        ),
        ("formation", Some(19), "Anyama", &[], "Couture"),
        ("justice", Some(30), "Songon", &[], "Tribunal"),
        (
            "justice",
            Some(30),
            "Anyama",
            &[Poor],
            "Aide juridictionnelle",
        ),
        ("police", Some(30), "Songon", &[], "Commissariat"),
        ("transferts", Some(66), "Anyama", &[Poor], "Filets sociaux"),
        ("emploi", Some(20), "Anyama", &[], "Travaux des routes"),
        ("cmu", None, "Anyama", &[], "Guichet CMU"),
        (
            "hebergement",
            Some(33),
            "Anyama",
            &[Woman, Survivor],
            "Refuge des femmes",
        ),
        ("hebergement", Some(15), "Anyama", &[], "Foyer des jeunes"),
        ("psychologie", Some(50), "Anyama", &[], "Écoute"),
        (
            "ong",
            Some(28),
            "Anyama",
            &[Displaced],
            "Accueil des déplacés",
        ),
    ];
    let services = town();
    for (kind, age, unit, situations, expected) in cases {
        let place = services[if unit == "Anyama" { 0 } else { 1 }]
            .service
            .unit
            .clone();
        let need = Need {
            kinds: vec![Kind::from_code(kind).unwrap()],
            age,
            unit: place,
            situations: situations.to_vec(),
        };
        let found = suggest(&need, &services, today());
        let first = found.first().map(|s| s.known.service.name.as_str());
        assert_eq!(first, Some(expected), "{kind} {age:?} {unit}");
        assert!(found.iter().all(|s| !s.why.is_empty()));
    }
}

#[test]
fn nothing_is_proposed_that_does_not_receive_the_person() {
    let services = town();
    let suggested = |kinds: &[Kind], age: Option<u8>, situations: &[Situation]| -> Vec<String> {
        let need = Need {
            kinds: kinds.to_vec(),
            age,
            unit: None,
            situations: situations.to_vec(),
        };
        let found = suggest(&need, &services, today());
        found.iter().map(|s| s.known.service.name.clone()).collect()
    };
    assert!(suggested(&[Kind::Education], Some(30), &[]).is_empty());
    assert!(suggested(&[], Some(30), &[Situation::Poor]).is_empty());
    assert!(!suggested(&[Kind::Shelter], Some(33), &[]).contains(&"Refuge des femmes".to_owned()));
    assert_eq!(suggested(&[Kind::Psychology], None, &[]), ["Écoute"]);
}

#[test]
fn a_suggestion_never_tells_how_near_a_confidential_service_is() {
    let services = town();
    let refuge = services.iter().find(|s| s.service.secret).unwrap();
    let need = Need {
        kinds: vec![Kind::Shelter],
        unit: refuge.service.unit.clone(),
        situations: vec![Situation::Survivor],
        ..Need::default()
    };
    let found = suggest(&need, &services, today());
    let why = &found.iter().find(|s| s.known.id == refuge.id).unwrap().why;
    let near = [
        Why::SameSubPrefecture,
        Why::SameDepartment,
        Why::SameRegion,
        Why::Far,
    ];
    assert!(why.iter().all(|one| !near.contains(one)), "{why:?}");
}
