//! Who may destroy what, and when nobody may.

use super::*;
use crate::policy::{self, Target};
use crate::privacy::Kind;
use crate::privacy::file::{OverCase, ends};
use crate::privacy::term::{FileKind, Terms};
use crate::registry::birth::Birth;
use crate::{Actor, Grant, Reach, Role};
use akwaba_journal::chance::Seeded;
use jiff::civil::date;

fn actor(name: &str, role: Role) -> Actor {
    Actor {
        account: ActorId::named(name),
        grants: vec![Grant {
            role,
            reach: Reach::of([CentreId::named("c")]),
        }],
        suspended: false,
    }
}

fn file() -> FileRef {
    FileRef {
        kind: Kind::Person,
        id: EntityId::named("awa"),
    }
}

fn proposed(ground: Ground, holds: Vec<Hold>, why: &str) -> Result<usize, Refusals> {
    let target = Target::of(CentreId::named("c"));
    let allowed = policy::allow(&actor("a", Role::SocialWorker), &target, ()).unwrap();
    let mut chance = Seeded::new(1);
    let mut ctx = Ctx {
        now: "2026-11-23T09:00:00Z".parse().unwrap(),
        chance: &mut chance,
    };
    let files = [(file(), holds)];
    let proposed = Proposed {
        ground,
        files: &files,
        training_before: None,
        why,
    };
    let year = State::default();
    let (_, drafts) = propose(&mut ctx, &allowed, &proposed, (Book::MAIN, &year))?;
    Ok(drafts.as_slice().len())
}

#[test]
fn whoever_proposed_a_destruction_never_confirms_it_whatever_their_roles() {
    let centre = CentreId::named("c");
    let asked = Target::asked(centre, ActorId::named("a"));
    let confirms = |who: &str, role: Role, target: &Target| {
        policy::allow::<act::DestructionConfirm, _>(&actor(who, role), target, ()).is_ok()
    };
    assert!(!confirms("a", Role::Director, &asked));
    assert!(confirms("b", Role::Director, &asked));
    assert!(
        !confirms("b", Role::Director, &Target::of(centre)),
        "nobody has proposed it"
    );
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Director) {
        assert!(!confirms("b", role, &asked), "{role:?}");
    }
}

#[test]
fn what_holds_a_file_refuses_its_destruction_and_a_request_lifts_the_term_alone() {
    let own = EntityId::named("request");
    let other = EntityId::named("another request");
    let term = Hold::Term(date(2030, 1, 1));
    for hold in [
        Hold::Case(other),
        Hold::Referral,
        Hold::Appointment,
        Hold::Request(other),
        Hold::Kept,
        Hold::Members,
        term,
    ] {
        assert!(
            proposed(Ground::Term, vec![hold], "Terme").is_err(),
            "{hold:?}"
        );
        let asked = proposed(Ground::Request(own), vec![hold], "Demande");
        assert_eq!(asked.is_ok(), hold == term, "{hold:?}");
    }
    let itself = vec![Hold::Request(own), term];
    assert!(proposed(Ground::Request(own), itself, "Demande").is_ok());
    assert_eq!(proposed(Ground::Term, vec![], "Terme"), Ok(2));
    assert!(proposed(Ground::Term, vec![], " ").is_err(), "a reason");
}

#[test]
fn a_record_is_kept_until_the_last_of_its_terms_and_a_child_until_they_are_of_age() {
    let terms = Terms::of(&State::default());
    assert!(terms.all().iter().all(|term| term.decision.is_empty()));
    let years = |kind: FileKind| terms.of_kind(kind).months / 12;
    assert_eq!((years(FileKind::Case), years(FileKind::Trail)), (5, 10));
    let last = date(2019, 3, 1);
    assert_eq!(
        ends((&terms, FileKind::Person), last, &[], None),
        date(2024, 3, 1)
    );
    let case = OverCase {
        ended: date(2020, 2, 29),
        restricted: true,
    };
    assert_eq!(
        ends((&terms, FileKind::Person), last, &[case], None),
        date(2025, 2, 28)
    );
    let child = Birth::stated(None, None, Some(2012));
    // Born on the last day of that year at the latest: of age at the end of 2030, and five years more.
    assert_eq!(
        ends((&terms, FileKind::Person), last, &[case], Some(&child)),
        date(2035, 12, 31)
    );
}
