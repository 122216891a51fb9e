//! What was signed out of sealed files: in the report of its month and of no other, one table a person, on both engines.

use crate::support::on_every_engine;
use akwaba_domain::actor::{Actor, Role};
use akwaba_domain::centre::account::grants_in;
use akwaba_domain::policy::{self, Room, Target, act};
use akwaba_domain::reports::monthly::{Counted, Facets, Figures, Gathering, Month, Record, Rubric};
use akwaba_domain::reports::sealed::{entity as counts, seen, sign_out};
use akwaba_domain::{Allowed, Ctx, casework, scope};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_store::projections::reports;
use akwaba_store::{Store, Writing, append, entity};

/// Tuesday the 1st of December 2026, 8:00.
const DECEMBER: i64 = 1_796_112_000_000_000;

fn centre() -> CentreId {
    CentreId::named("counts")
}

fn allowed(name: &str) -> Allowed<act::ProtectedCount> {
    let actor = Actor {
        account: ActorId::named(name),
        grants: grants_in(centre(), &[Role::SocialWorker]),
        suspended: false,
    };
    let inside = Target::of(centre()).inside(Room::Protected);
    policy::allow(&actor, &inside, ()).unwrap()
}

fn counted(of_one: usize, of_other: usize) -> Figures {
    let mut gathering = Gathering::default();
    for number in 0..of_one + of_other {
        let line = if number < of_one { "P14-viol" } else { "P25" };
        let record = Record::Case(EntityId::named(&number.to_string()));
        gathering.count(
            Rubric::Sealed,
            line,
            Counted::one(record, Facets::default()),
        );
    }
    let mut figures = gathering.figures();
    figures.tables.retain(|table| table.rubric.is_signed_out());
    figures
}

fn sign(store: &Store, at: i64, name: &str, full: &Figures) {
    let (allowed, month) = (allowed(name), Month::parse("2026-11").unwrap());
    let (mut chance, mut own) = (Seeded::new(at.unsigned_abs()), Seeded::new(1));
    store
        .write(|tx| {
            let state = entity::load(tx, scope::reports(centre()), counts(centre(), month))?;
            let ctx = Ctx {
                now: jiff::Timestamp::from_microsecond(at).unwrap(),
                chance: &mut own,
            };
            let drafts = sign_out(&ctx, &allowed, (month, &state), full, &seen(full)).unwrap();
            let mut writing = Writing {
                now_micros: at,
                chance: &mut chance,
            };
            append(tx, &mut writing, drafts)
        })
        .unwrap();
}

/// The rubric of a month: whether anybody signed, what is told in all and of one line, and whether that is a least.
fn told(store: &Store, month: &str) -> (bool, Option<u32>, Option<u32>, bool) {
    let month = Month::parse(month).unwrap();
    let now = casework::time::civil(DECEMBER);
    let gathered = store.read(|tx| reports::gathered(tx, centre(), month, now, None));
    let figures = gathered.unwrap().figures();
    let table = figures.table(Rubric::Sealed).unwrap();
    let line = table.line("P14-viol");
    (
        table.kept,
        table.line("").and_then(|line| line.count),
        line.and_then(|line| line.count),
        line.is_some_and(|line| line.least),
    )
}

#[test]
fn what_was_signed_out_of_sealed_files_is_in_the_report_of_its_month_on_every_engine() {
    on_every_engine(|store| {
        assert_eq!(told(store, "2026-11"), (false, None, None, false));
        sign(store, DECEMBER, "one", &counted(7, 8));
        assert_eq!(told(store, "2026-11"), (true, Some(15), Some(7), false));
        sign(store, DECEMBER + 1, "two", &counted(1, 2));
        assert_eq!(told(store, "2026-11"), (true, Some(15), Some(7), true));
        // A correction takes the place of what its author told before, and tells less.
        sign(store, DECEMBER + 2, "one", &counted(8, 8));
        assert_eq!(told(store, "2026-11"), (true, None, None, false));
        assert_eq!(told(store, "2026-10"), (false, None, None, false));
    });
}
