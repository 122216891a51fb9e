//! Group activities: the register in its order, and the figures of a month equal to a plain recount,
//! on both engines, after a rebuild too.

use crate::support::on_every_engine;
use akwaba_domain::activity::{
    Activity, HeldForm, PlanForm, Planning, Stage, Theme, hold, plan, year_entity,
};
use akwaba_domain::actor::{Actor, Role};
use akwaba_domain::centre::account::grants_in;
use akwaba_domain::policy::{self, Target, act};
use akwaba_domain::reception::number::Counter;
use akwaba_domain::reception::{Book, Day};
use akwaba_domain::registry::person::Sex;
use akwaba_domain::reports::age::AgeBand;
use akwaba_domain::{Allowed, Ctx, scope};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_store::projections::activity::{between, due, figures, planned, register, years};
use akwaba_store::rebuild::state_hash;
use akwaba_store::{Store, Writing, append, entity};

/// Monday the 23rd of November 2026, 8:00.
const MONDAY: i64 = 1_795_420_800_000_000;

fn centre() -> CentreId {
    CentreId::named("activity")
}

fn allowed() -> Allowed<act::ActivityRecord> {
    let actor = Actor {
        account: ActorId::named("worker"),
        grants: grants_in(centre(), &[Role::SocialWorker]),
        suspended: false,
    };
    policy::allow(&actor, &Target::of(centre()), ()).unwrap()
}

/// Plans an activity of a theme on a day; and writes who came, when somebody did.
fn one(store: &Store, seed: u64, theme: &str, day: &str, came: &[(&str, u32)]) -> EntityId {
    let scope = scope::registry(centre());
    let now = jiff::Timestamp::from_microsecond(MONDAY).unwrap();
    let form = PlanForm {
        kind: "causerie".to_owned(),
        theme: theme.to_owned(),
        place: "ecole".to_owned(),
        day: day.to_owned(),
        ..PlanForm::default()
    };
    let held = HeldForm {
        boxes: came
            .iter()
            .map(|(name, n)| ((*name).to_owned(), n.to_string()))
            .collect(),
        total: came.iter().map(|(_, n)| n).sum::<u32>().to_string(),
        ..HeldForm::default()
    };
    store
        .write(|tx| {
            let mut writing = Writing {
                now_micros: MONDAY,
                chance: &mut Seeded::new(seed),
            };
            let mut own = Seeded::new(seed + 1_000);
            let mut ctx = Ctx {
                now,
                chance: &mut own,
            };
            let id = ctx.fresh();
            let year = entity::load(tx, scope, year_entity(centre(), 2026))?;
            let counter = Counter {
                book: Book::MAIN,
                year: &year,
            };
            let planning = Planning {
                team: &[],
                counter: &counter,
            };
            let (_, drafts) = plan(&mut ctx, &allowed(), id, &planning, &form).unwrap();
            append(tx, &mut writing, drafts)?;
            if !came.is_empty() {
                let state = entity::load(tx, scope, id)?;
                let activity = Activity::of(id, &state).unwrap();
                let drafts = hold(&ctx, &allowed(), (&activity, &state), &held).unwrap();
                append(tx, &mut writing, drafts)?;
            }
            Ok::<_, akwaba_store::StoreError>(id)
        })
        .unwrap()
}

#[test]
fn activities_stand_in_their_register_and_the_figures_of_a_month_count_who_came_in_it() {
    on_every_engine(|store| {
        let scope = scope::registry(centre());
        let day = |text: &str| Day::typed("day", text).unwrap().unwrap();
        let women = ("female-25-59", 8);
        let first = one(store, 1, "acte", "02/11/2026", &[women, ("male-60", 2)]);
        let second = one(store, 2, "acte", "30/11/2026", &[]);
        let third = one(store, 3, "cmu", "20/11/2026", &[women, ("male-unknown", 5)]);
        one(store, 4, "acte", "31/10/2026", &[("female-0-5", 40)]);
        let november = (day("01/11/2026"), day("30/11/2026"));
        store
            .read(|tx| {
                let lines = register(tx, scope, 2026, (0, 10))?;
                let ids: Vec<_> = lines.iter().map(|line| line.id).collect();
                assert_eq!(ids[..3], [first, second, third]);
                let numbers: Vec<_> = lines.iter().map(|line| line.number.number).collect();
                assert_eq!(numbers, [1, 2, 3, 4]);
                assert_eq!(years(tx, scope)?, [(2026, 4)]);
                let held: Vec<_> = between(tx, scope, november)?.iter().map(|l| l.id).collect();
                assert_eq!(held, [first, third]);
                assert_eq!(lines[0].stage, Stage::Held);
                assert_eq!((lines[0].women, lines[0].men), (8, 2));
                assert_eq!(planned(tx, scope, 9)?.len(), 1);
                assert_eq!(due(tx, scope, day("23/11/2026"))?, 0);
                assert_eq!(due(tx, scope, day("30/11/2026"))?, 1);
                let figures = figures(tx, scope, november)?;
                assert_eq!(figures.activities(), 2);
                assert_eq!(figures.people(None, Sex::Female, None), 16);
                assert_eq!(figures.people(Some(Theme::Act), Sex::Male, None), 2);
                let old = Some(Some(AgeBand::From60));
                assert_eq!(figures.people(None, Sex::Male, old), 2);
                assert_eq!(figures.people(None, Sex::Male, Some(None)), 5);
                Ok::<_, akwaba_store::StoreError>(())
            })
            .unwrap();
        let before = store.read(state_hash).unwrap();
        store.rebuild(&mut |_| ()).unwrap();
        assert_eq!(store.read(state_hash).unwrap(), before);
    });
}
