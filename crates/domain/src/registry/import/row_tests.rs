//! Rows as the field sends them.

use super::*;
use crate::registry::identity::IdentityKind;
use crate::registry::person::Sex;

fn read(columns: &[(&str, &str)]) -> Result<Taken, Vec<Fault>> {
    let mapping = Mapping::from_codes(columns.iter().map(|(code, _)| *code)).unwrap();
    let naming = Naming::new([3; 32]);
    let today = Day::of(2026, 11, 23).unwrap();
    let cells: Vec<String> = columns.iter().map(|(_, text)| (*text).to_owned()).collect();
    Reader::new(&mapping, &naming, "Mairie", today).read(&cells)
}

fn faults(columns: &[(&str, &str)]) -> Vec<(Option<usize>, &'static str)> {
    let faults = read(columns).unwrap_err();
    faults.iter().map(|f| (f.column, f.refusal.code)).collect()
}

#[test]
fn one_row_is_one_person_with_every_zero() {
    let taken = read(&[
        ("surname", "KOUASSI"),
        ("given", "Affoué Marie"),
        ("sex", "F"),
        ("birth", "14/03/1990"),
        ("nni", "00012345600"),
        ("phone", "07 07 12 34 56 / 0505050505"),
        ("unit", "anyama"),
        ("household", "M-001"),
        ("role", "Cheffe de ménage"),
        ("ignore", "tout autre chose"),
    ])
    .unwrap();
    let person = &taken.person;
    assert_eq!(person.names.len(), 2);
    assert_eq!(person.sex, Some(Sex::Female));
    assert_eq!(
        person.birth.unwrap().known(),
        (Some(14), Some(3), Some(1990))
    );
    assert_eq!(person.identities[0].key().as_deref(), Some("00012345600"));
    assert_eq!(person.identities[0].kind, IdentityKind::Nni);
    assert_eq!(person.phones.len(), 2);
    assert_eq!(
        person.place.as_ref().unwrap().unit.as_deref(),
        Some("CI010102")
    );
    assert_eq!(taken.household.unwrap().1, MemberRole::Head);
}

#[test]
fn a_first_of_january_from_a_file_counts_as_unknown() {
    let taken = read(&[("given", "Awa"), ("birth", "01/01/1980")]).unwrap();
    assert_eq!(
        taken.person.birth.unwrap().known(),
        (None, None, Some(1980))
    );
}

#[test]
fn every_fault_of_a_row_is_said_at_its_own_cell() {
    let columns = [
        ("surname", "123"),
        ("sex", "oui"),
        ("birth", "31/02/1990"),
        ("nni", "CI001234567"),
        ("card", "CI0099"),
        ("phone", "12"),
        ("unit", "Santa"),
        ("household", "M1"),
        ("role", "patron"),
    ];
    assert_eq!(
        faults(&columns),
        [
            (Some(1), "import-sex-unknown"),
            (Some(2), "date-not-real"),
            (Some(8), "import-role-unknown"),
            (Some(0), "registry-name-without-letter"),
            (Some(3), "registry-nni-is-card-number"),
            (Some(5), "registry-phone-form"),
            (Some(6), "registry-unit-several"),
        ]
    );
}

#[test]
fn a_fault_never_repeats_what_the_cell_says() {
    let columns = [
        ("surname", "Kouassi"),
        ("birth", "le jour du marché"),
        ("age", "vieux"),
    ];
    let faults = read(&columns).unwrap_err();
    assert!(!format!("{faults:?}").contains("marché"));
    assert!(!format!("{faults:?}").contains("Kouassi"));
}

#[test]
fn a_row_without_a_name_and_a_birth_to_come_are_refused() {
    assert_eq!(
        faults(&[("surname", ""), ("given", " "), ("sex", "M")]),
        [(None, "registry-person-needs-a-name")]
    );
    assert_eq!(
        faults(&[
            ("given", "Awa"),
            ("birth-year", "2027"),
            ("birth-month", "13")
        ]),
        [
            (Some(2), "registry-number-between"),
            (Some(1), "registry-birth-in-future"),
        ]
    );
    assert_eq!(
        faults(&[("given", "Awa"), ("birth", "01/12/2026")]),
        [(Some(1), "registry-birth-in-future")]
    );
}

#[test]
fn a_household_needs_the_place_of_its_member_and_the_other_way_round() {
    let row = |household, role| [("given", "Awa"), ("household", household), ("role", role)];
    assert_eq!(faults(&row("M1", "")), [(Some(2), "import-role-missing")]);
    assert_eq!(
        faults(&row("", "enfant")),
        [(Some(1), "import-household-missing")]
    );
    assert!(read(&row("", "")).unwrap().household.is_none());
}

#[test]
fn the_same_row_is_the_same_record_and_a_number_stands_for_its_row() {
    let id = |columns: &[(&str, &str)]| read(columns).unwrap().id;
    let said = [("surname", "KONÉ"), ("given", "Awa")];
    assert_eq!(
        id(&said),
        id(&[("given", "Awa"), ("surname", "KONÉ"), ("ignore", "x")])
    );
    let numbered = id(&[("given", "Awa"), ("external-id", "0042")]);
    assert_eq!(
        numbered,
        id(&[("given", "Awa corrigée"), ("external-id", "0042")])
    );
    assert_ne!(numbered, id(&[("given", "Awa"), ("external-id", "42")]));
}

#[test]
fn over_long_cells_and_other_alphabets_are_answered() {
    let long = "a".repeat(200);
    assert_eq!(faults(&[("given", &long)]), [(Some(0), "text-too-long")]);
    assert_eq!(
        faults(&[("given", "Awa\u{202E}")]),
        [(Some(0), "text-control")]
    );
    assert!(read(&[("given", "آمنة")]).is_ok());
}
