//! What relations cannot be, and what they may be in real families.

use super::*;
use proptest::prelude::*;

fn id(n: u8) -> EntityId {
    EntityId::from_bytes([n; 16])
}

fn born(year: i16) -> Brief {
    Brief {
        birth: Some(Birth::stated(None, None, Some(year))),
        ..Brief::default()
    }
}

fn edge(subject: u8, kind: RelationKind, to: u8) -> Edge {
    dated(subject, kind, to, None, None)
}

fn dated(subject: u8, kind: RelationKind, to: u8, from: Option<i16>, until: Option<i16>) -> Edge {
    let day = |year: Option<i16>| year.and_then(|year| Day::of(year, 6, 1));
    Edge {
        subject: id(subject),
        relation: Relation {
            to: id(to),
            kind,
            from: day(from),
            until: day(until),
        },
    }
}

fn code(kin: &Kin, edge: &Edge) -> Option<&'static str> {
    check(kin, edge).err().map(|wrong| wrong.as_slice()[0].code)
}

#[test]
fn a_mother_certainly_younger_than_her_child_is_refused_and_a_doubt_is_not() {
    let mut kin = Kin::default();
    kin.people.insert(id(1), born(1990));
    kin.people.insert(id(2), born(1995));
    assert_eq!(
        code(&kin, &edge(1, RelationKind::Mother, 2)),
        Some("registry-mother-not-older")
    );
    assert_eq!(
        code(&kin, &edge(1, RelationKind::Father, 2)),
        Some("registry-father-not-older")
    );
    assert_eq!(code(&kin, &edge(1, RelationKind::Spouse, 2)), None);
    assert_eq!(code(&kin, &edge(2, RelationKind::Mother, 1)), None);

    let vague = Birth {
        about: true,
        ..Birth::stated(None, None, Some(1991))
    };
    kin.people.insert(
        id(2),
        Brief {
            birth: Some(vague),
            ..Brief::default()
        },
    );
    assert_eq!(
        code(&kin, &edge(1, RelationKind::Mother, 2)),
        None,
        "vers 1991 may be 1970 to some clerk"
    );
}

#[test]
fn a_new_birth_is_checked_against_the_parents_and_children_already_known() {
    let mut kin = Kin::default();
    kin.people.insert(id(1), born(1990));
    kin.people.insert(id(2), born(1970));
    kin.edges.push(edge(1, RelationKind::Mother, 2));
    let check =
        |person, year| kin.check_birth(id(person), Some(Birth::stated(None, None, Some(year))));
    assert_eq!(
        check(1, 1969),
        [Refusal::at("birth_year", "registry-mother-not-older")]
    );
    assert_eq!(
        check(2, 1991),
        [Refusal::at("birth_year", "registry-mother-not-older")]
    );
    assert!(check(2, 1972).is_empty());
    assert!(kin.check_birth(id(1), None).is_empty());
}

#[test]
fn guardians_do_not_go_round_in_a_circle() {
    let mut kin = Kin::default();
    kin.edges.push(edge(1, RelationKind::Guardian, 2));
    kin.edges.push(edge(2, RelationKind::Guardian, 3));
    assert_eq!(
        code(&kin, &edge(3, RelationKind::Guardian, 1)),
        Some("registry-guardians-in-a-circle")
    );
    assert_eq!(code(&kin, &edge(3, RelationKind::Caregiver, 1)), None);
    assert_eq!(
        code(&kin, &edge(1, RelationKind::Guardian, 3)),
        None,
        "two guardians are no circle"
    );
    assert_eq!(
        code(&kin, &edge(1, RelationKind::Guardian, 1)),
        Some("registry-relation-to-self")
    );
}

#[test]
fn a_ward_may_later_be_the_guardian_of_who_raised_them() {
    let mut kin = Kin::default();
    kin.edges
        .push(dated(1, RelationKind::Guardian, 2, Some(1990), Some(2005)));
    assert_eq!(
        code(&kin, &dated(2, RelationKind::Guardian, 1, Some(2015), None)),
        None
    );
    assert_eq!(
        code(&kin, &dated(2, RelationKind::Guardian, 1, Some(2004), None)),
        Some("registry-guardians-in-a-circle")
    );
}

#[test]
fn nobody_descends_from_themselves() {
    let mut kin = Kin::default();
    kin.edges.push(edge(1, RelationKind::Mother, 2));
    kin.edges.push(edge(2, RelationKind::Father, 3));
    assert_eq!(
        code(&kin, &edge(3, RelationKind::Mother, 1)),
        Some("registry-parents-in-a-circle")
    );
}

#[test]
fn a_relation_form_says_everything_that_is_missing() {
    let today = Day::of(2026, 11, 23).unwrap();
    let form = RelationForm {
        from: "24/11/2026".into(),
        ..RelationForm::default()
    };
    let wrong = form.parse(today).unwrap_err();
    let fields: Vec<_> = wrong
        .as_slice()
        .iter()
        .filter_map(|r| r.field.as_deref())
        .collect();
    assert_eq!(
        fields,
        ["relation-person", "relation-kind", "relation-from"]
    );
}

proptest! {
    /// Guardians accepted one after another never close a circle on any day.
    #[test]
    fn accepted_guardians_never_form_a_circle(
        tries in proptest::collection::vec((0_u8..6, 0_u8..6, 2000_i16..2010, 0_i16..6), 1..40),
    ) {
        let mut kin = Kin::default();
        for (subject, to, from, length) in tries {
            let new = dated(subject, RelationKind::Guardian, to, Some(from), Some(from + length));
            if check(&kin, &new).is_ok() {
                kin.edges.push(new);
            }
        }
        for year in 2000..2016 {
            let day = Day::of(year, 6, 1).unwrap();
            let holds = |e: &&Edge| e.relation.from <= Some(day) && e.relation.until.is_none_or(|u| u >= day);
            let today: Vec<&Edge> = kin.edges.iter().filter(holds).collect();
            // Independent check: repeatedly take away whoever has no guardian left.
            let mut left: BTreeSet<EntityId> = today.iter().map(|e| e.subject).collect();
            loop {
                let stuck: BTreeSet<EntityId> = today
                    .iter()
                    .filter(|e| left.contains(&e.subject) && left.contains(&e.relation.to))
                    .map(|e| e.subject)
                    .collect();
                if stuck.len() == left.len() { break; }
                left = stuck;
            }
            prop_assert!(left.is_empty(), "a circle in {}", year);
        }
    }
}
