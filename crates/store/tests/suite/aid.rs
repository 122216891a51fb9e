//! The books of aid: what stands is the sum of the lines, on both engines, after a rebuild too.

use crate::support::on_every_engine;
use akwaba_domain::actor::{Actor, Role};
use akwaba_domain::aid::line::{LineForm, Standing, count, receive, undo, year_entity};
use akwaba_domain::aid::{Book, cash};
use akwaba_domain::centre::account::grants_in;
use akwaba_domain::policy::{self, Permit, Target, act};
use akwaba_domain::reception::{self, Day};
use akwaba_domain::refusal::Refusals;
use akwaba_domain::{Allowed, Ctx, Drafts, scope};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, CentreId};
use akwaba_store::projections::aid;
use akwaba_store::rebuild::state_hash;
use akwaba_store::{Store, Writing, append, entity};

/// Monday the 23rd of November 2026, 8:00.
const MONDAY: i64 = 1_795_420_800_000_000;

fn centre() -> CentreId {
    CentreId::named("aid")
}

fn allowed<A: Permit>() -> Allowed<A> {
    let actor = Actor {
        account: ActorId::named("keeper"),
        grants: grants_in(centre(), &[Role::Director]),
        suspended: false,
    };
    policy::allow(&actor, &Target::of(centre()), ()).unwrap()
}

/// Writes in the cash book as it stands, at a moment.
fn write(
    store: &Store,
    at: i64,
    decide: &dyn Fn(&mut Ctx<'_>, &Standing<'_>) -> Result<Drafts, Refusals>,
) {
    let (scope, book): (_, Book) = (scope::registry(centre()), cash(centre()));
    let mut chance = Seeded::new(at.unsigned_abs());
    store
        .write(|tx| {
            let year = entity::load(tx, scope, year_entity(centre(), book.id, 2026))?;
            let standing = Standing {
                book: &book,
                held: aid::held(tx, scope, book.id)?,
                letter: reception::Book::MAIN,
                year: &year,
            };
            let mut own = Seeded::new(at.unsigned_abs() + 1);
            let mut ctx = Ctx {
                now: jiff::Timestamp::from_microsecond(at).unwrap(),
                chance: &mut own,
            };
            let drafts = decide(&mut ctx, &standing).unwrap();
            let mut writing = Writing {
                now_micros: at,
                chance: &mut chance,
            };
            append(tx, &mut writing, drafts)
        })
        .unwrap();
}

fn form(quantity: &str) -> LineForm {
    LineForm {
        quantity: quantity.to_owned(),
        words: "Dotation".to_owned(),
        ..LineForm::default()
    }
}

#[test]
fn a_book_says_the_sum_of_its_lines_and_a_rebuild_changes_nothing() {
    on_every_engine(|store| {
        let (scope, book) = (scope::registry(centre()), cash(centre()).id);
        let (record, direct) = (allowed::<act::AidRecord>(), allowed::<act::AidCount>());
        let first = LineForm {
            day: "30/10/2026".to_owned(),
            ..form("1000")
        };
        write(store, MONDAY, &|ctx, standing| {
            receive(ctx, &record, standing, &first)
        });
        write(store, MONDAY + 1, &|ctx, standing| {
            receive(ctx, &record, standing, &form("250"))
        });
        write(store, MONDAY + 2, &|ctx, standing| {
            count(ctx, &direct, standing, &form("1200"))
        });
        let days = (
            Day::typed("d", "01/11/2026").unwrap().unwrap(),
            Day::typed("d", "30/11/2026").unwrap().unwrap(),
        );
        let read = || {
            store
                .read(|tx| {
                    Ok::<_, akwaba_store::StoreError>((
                        aid::held_before(tx, scope, book, days.0)?,
                        aid::lines(tx, scope, book, days)?,
                        aid::held(tx, scope, book)?,
                    ))
                })
                .unwrap()
        };
        let (carried, lines, held) = read();
        let changes: Vec<i64> = lines.iter().map(|(line, _)| line.change).collect();
        assert_eq!((carried, changes, held), (1000, vec![250, -50], 1200));
        let wrong = lines.first().unwrap().0.clone();
        write(store, MONDAY + 3, &|ctx, standing| {
            undo(ctx, &direct, standing, (&wrong, false), "Compté deux fois.")
        });
        let (_, lines, held) = read();
        let undone: Vec<bool> = lines.iter().map(|(_, undone)| *undone).collect();
        assert_eq!((undone, held), (vec![true, false, false], 950));
        let numbers: Vec<String> = lines
            .iter()
            .map(|(line, _)| line.number.to_string())
            .collect();
        assert_eq!(numbers, ["2/2026", "3/2026", "4/2026"]);
        let before = store.read(state_hash).unwrap();
        store.rebuild(&mut |_| ()).unwrap();
        assert_eq!(store.read(state_hash).unwrap(), before);
        assert_eq!(read().2, 950);
    });
}
