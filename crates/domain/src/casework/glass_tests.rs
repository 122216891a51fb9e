//! What a file is found by, and who may close the review of an opening.

use super::*;
use crate::actor::{Actor, Grant, Reach, Role};
use crate::policy::{self, Target};
use akwaba_journal::id::CentreId;

fn allowed(who: ActorId) -> Allowed<act::GlassHold> {
    let centre = CentreId::named("centre");
    let actor = Actor {
        account: who,
        grants: vec![Grant {
            role: Role::Director,
            reach: Reach::of([centre]),
        }],
        suspended: false,
    };
    policy::allow(&actor, &Target::of(centre), ()).unwrap()
}

#[test]
fn a_number_or_a_code_is_found_however_it_was_said() {
    for typed in ["Z123456/2026", "z 123 456 / 2026", "Z123456", " z-123456 "] {
        let found = by_number(typed, 2026);
        assert_eq!(found.as_deref(), Some("number/Z123456/2026"), "{typed}");
    }
    for typed in ["Code ABC234", "abc 234", "ABC234"] {
        assert_eq!(
            by_number(typed, 2026).as_deref(),
            Some("code/ABC234"),
            "{typed}"
        );
    }
    for typed in ["", "Affoué", "12/2026", "Z12345678", "Awa Koné"] {
        assert_eq!(by_number(typed, 2026), None, "{typed}");
    }
}

#[test]
fn neither_of_the_two_closes_the_review_and_nobody_does_before_the_end_or_twice() {
    let [asker, second, other] = ["asker", "second", "other"].map(ActorId::named);
    let mut opening = Opening {
        id: EntityId::named("opening"),
        case: EntityId::named("case"),
        opened: Opened {
            asker,
            second,
            reason: GlassWords::new("danger"),
            from_micros: 0,
            epoch: 1,
        },
        seen: BTreeSet::new(),
        closed: None,
        review: None,
    };
    let form = ReviewForm {
        justified: "oui".to_owned(),
        words: "Lu le plan.".to_owned(),
    };
    let end = until(0);
    let code = |result: Result<Drafts, Refusals>| {
        let refused = result.err();
        refused.map(|all| all.as_slice()[0].code.to_owned())
    };
    for one in [asker, second] {
        let found = code(review(&allowed(one), &opening, &form, end));
        assert_eq!(found.as_deref(), Some("glass-own-review"));
        assert!(!opening.awaits(one, None));
    }
    assert!(opening.awaits(other, None) && opening.awaits(asker, Some(asker)));
    let early = code(review(&allowed(other), &opening, &form, end - 1));
    assert_eq!(early.as_deref(), Some("glass-still-open"));
    opening.closed = Some(Ended {
        by: second,
        micros: 5,
        why: None,
    });
    assert_eq!(opening.until_micros(), 5);
    assert_eq!(code(review(&allowed(other), &opening, &form, 6)), None);
    let own = code(review(&allowed(second), &opening, &form, 6));
    assert_eq!(own.as_deref(), Some("glass-own-review"), "who closed it");
    opening.closed = None;
    let empty = code(review(
        &allowed(other),
        &opening,
        &ReviewForm::default(),
        end,
    ));
    assert_eq!(empty.as_deref(), Some("choice-missing"));
    assert_eq!(code(review(&allowed(other), &opening, &form, end)), None);
    opening.review = Some(Review {
        by: other,
        micros: end,
        justified: true,
        words: GlassWords::new("lu"),
    });
    let twice = code(review(&allowed(other), &opening, &form, end));
    assert_eq!(twice.as_deref(), Some("glass-reviewed"));
    assert!(!opening.awaits(other, None) && opening.awaits(other, Some(other)));
}
