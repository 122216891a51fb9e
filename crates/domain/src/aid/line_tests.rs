//! What a book may take and give, in any order.

use super::*;
use crate::aid::cash;
use crate::policy::{self, Target};
use crate::{Actor, Grant, Reach, Role};
use akwaba_journal::chance::Seeded;
use proptest::prelude::*;

fn allowed<A: Permit>(role: Role) -> Allowed<A> {
    let centre = CentreId::named("aid");
    let actor = Actor {
        account: ActorId::named("keeper"),
        grants: vec![Grant {
            role,
            reach: Reach::of([centre]),
        }],
        suspended: false,
    };
    policy::allow(&actor, &Target::of(centre), ()).unwrap()
}

fn form(quantity: &str) -> LineForm {
    LineForm {
        quantity: quantity.to_owned(),
        words: "Dotation".to_owned(),
        ..LineForm::default()
    }
}

/// By how much a line changes a cash book that holds `held`.
fn change(
    held: i64,
    decide: impl FnOnce(&mut Ctx<'_>, &Standing<'_>) -> Result<Drafts, Refusals>,
) -> Result<i64, Refusals> {
    let mut chance = Seeded::new(3);
    let mut ctx = Ctx {
        now: "2026-11-23T09:00:00Z".parse().unwrap(),
        chance: &mut chance,
    };
    let book = cash(CentreId::named("aid"));
    let standing = Standing {
        book: &book,
        held,
        letter: reception::Book::MAIN,
        year: &State::default(),
    };
    let drafts = decide(&mut ctx, &standing)?;
    let changes = &drafts.as_slice().first().unwrap().act.changes;
    match changes.first() {
        Some(akwaba_journal::act::Change::Fact { value, .. }) => {
            Ok(value.read::<Written>().unwrap().change)
        }
        other => panic!("{other:?}"),
    }
}

fn received(held: i64, form: &LineForm) -> Result<i64, Refusals> {
    change(held, |ctx, standing| {
        receive(ctx, &allowed(Role::Reception), standing, form)
    })
}

#[test]
fn an_amount_is_read_as_people_write_it_and_nothing_else_is() {
    assert_eq!(received(0, &form("25 000")), Ok(25_000));
    assert_eq!(received(0, &form("25\u{202f}000")), Ok(25_000));
    for typed in [
        "",
        "0",
        "-5",
        "12,5",
        "mille",
        "1e3",
        "٣",
        "99999999999999999999",
    ] {
        let refused = received(0, &form(typed)).unwrap_err();
        let first = refused.as_slice().first().unwrap();
        assert_eq!(first.field.as_deref(), Some("quantity"), "{typed}");
    }
}

#[test]
fn a_line_is_of_a_day_that_came_and_not_too_long_ago_and_says_why() {
    let on = |day: &str| {
        let form = LineForm {
            day: day.to_owned(),
            ..form("5")
        };
        received(0, &form)
    };
    assert_eq!(on("20/11/2026"), Ok(5));
    assert!(on("24/11/2026").is_err(), "tomorrow");
    assert!(on("01/11/2024").is_err(), "the paper book");
    assert!(on("31/02/2026").is_err(), "no such day");
    let silent = LineForm {
        words: " ".to_owned(),
        ..form("5")
    };
    assert!(received(0, &silent).is_err());
}

proptest! {
    #[test]
    fn a_count_makes_the_book_say_what_was_found(held in 0_i64..5_000_000, found in 0_i64..5_000_000) {
        let form = form(&found.to_string());
        let change = change(held, |ctx, standing| {
            count(ctx, &allowed(Role::Director), standing, &form)
        });
        prop_assert_eq!(held + change.unwrap(), found);
    }
}
