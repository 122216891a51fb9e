//! Group activities: the register in its order, and the figures of a month equal to a plain recount,
//! on both engines, after a rebuild too.

use crate::support::on_every_engine;
use akwaba_domain::activity::{
    Activity, HeldForm, PlanForm, Planning, Stage, Theme, hold, plan, year_entity,
};
use akwaba_domain::actor::{Actor, Role};
use akwaba_domain::casework::manual::{self, Texts};
use akwaba_domain::casework::number::{Counter as CaseCounter, year_entity as case_year};
use akwaba_domain::casework::open::{Opening, open as open_case};
use akwaba_domain::casework::step::{StepForm, finish};
use akwaba_domain::casework::{Case, Edition, Hands, ProcedureRef, Subject, time};
use akwaba_domain::centre::account::grants_in;
use akwaba_domain::policy::{self, Target, act};
use akwaba_domain::reception::number::Counter;
use akwaba_domain::reception::{Book, Day};
use akwaba_domain::registry::person::Sex;
use akwaba_domain::reports::age::AgeBand;
use akwaba_domain::reports::monthly::{Month, Rubric};
use akwaba_domain::{Allowed, Ctx, scope};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_journal::state::State;
use akwaba_procedures::form::Answers;
use akwaba_store::projections::activity::{between, due, figures, planned, register, years};
use akwaba_store::projections::reports;
use akwaba_store::rebuild::state_hash;
use akwaba_store::{Store, Tx, Writing, append, entity};

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
    planned_in(store, seed, None, (theme, day), came)
}

/// An activity on birth acts on the 20th, told in a case too.
fn tied(store: &Store, seed: u64, case: EntityId, came: &[(&str, u32)]) {
    planned_in(store, seed, Some(case), ("acte", "20/11/2026"), came);
}

fn planned_in(
    store: &Store,
    seed: u64,
    case: Option<EntityId>,
    (theme, day): (&str, &str),
    came: &[(&str, u32)],
) -> EntityId {
    let scope = scope::registry(centre());
    let now = jiff::Timestamp::from_microsecond(MONDAY).unwrap();
    let form = PlanForm {
        kind: "causerie".to_owned(),
        theme: theme.to_owned(),
        place: "ecole".to_owned(),
        day: day.to_owned(),
        of: (None, case),
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
                let figures = figures(tx, (scope, centre()), november)?;
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

/// What the procedures of the manual share: its roles.
const SHARED: &str = include_str!("../../../../manuel/manuel.md");

/// P23 of the manual, whose first step waits for nobody here.
fn p23() -> String {
    include_str!("../../../../manuel/P23-causerie-prevention.md")
        .replace("| visa | directeur |\n", "")
}

/// Holds a talk on birth acts as steps of a new case under P23: twelve women, three men, two girls of 12 to 17.
fn talk_in_a_case(store: &Store, seed: u64) -> EntityId {
    let scope = scope::registry(centre());
    let known = Edition::read(&p23(), Some(SHARED)).unwrap();
    let mut chance = Seeded::new(seed);
    let mut writing_chance = Seeded::new(seed + 500);
    let worker = Actor {
        account: ActorId::named("worker"),
        grants: grants_in(centre(), &[Role::SocialWorker]),
        suspended: false,
    };
    let target = Target::of(centre());
    let hands = Hands::of(&worker, centre());
    let now = jiff::Timestamp::from_microsecond(MONDAY).unwrap();
    let mut ctx = Ctx {
        now,
        chance: &mut chance,
    };
    let id = ctx.fresh();
    let named = ProcedureRef {
        code: "P23".into(),
        version: 1,
        layer: 0,
    };
    let opening = Opening {
        procedure: (&named, &known),
        subject: Subject::Nobody,
        assigned: None,
    };
    let mut put = |tx: &mut dyn Tx, drafts| {
        let mut writing = Writing {
            now_micros: MONDAY,
            chance: &mut writing_chance,
        };
        append(tx, &mut writing, drafts).map(|_| ())
    };
    let steps: [(&str, &[(&str, &str)]); 3] = [
        (
            "preparer",
            &[
                ("theme", "acte"),
                ("demande", "centre"),
                ("question_entendue", "Combien coûte l'extrait ?"),
                ("message_1", "Trois mois."),
                ("public", "femmes"),
                ("methodes", "histoire"),
                ("delicat", "non"),
            ],
        ),
        (
            "convenir",
            &[
                ("accord_qui", "femmes"),
                ("lieu_type", "cour"),
                ("jour_prevu", "2026-11-23"),
                ("heure_langue", "16 h, dioula"),
                ("convenu", "oui"),
            ],
        ),
        (
            "animer",
            &[
                ("faite_le", "2026-11-20"),
                ("femmes_18_59", "12"),
                ("hommes_18_59", "3"),
                ("filles_12_17", "2"),
            ],
        ),
    ];
    store
        .write(|tx| {
            let year = entity::load(tx, scope, case_year(centre(), 2026))?;
            let counter = CaseCounter {
                book: Book::MAIN,
                year: &year,
            };
            let allowed = policy::allow(&worker, &target, ()).unwrap();
            let (_, drafts) = open_case(&mut ctx, &allowed, id, &counter, &opening).unwrap();
            put(tx, drafts)?;
            for (step, said) in &steps {
                let state = entity::load(tx, scope, id)?;
                let case = Case::of(id, &state).unwrap();
                let mut answers = Answers::new();
                for (name, value) in *said {
                    answers.set(&format!("{step}/{name}"), value);
                }
                let form = StepForm {
                    answers,
                    decision: String::new(),
                };
                let allowed = policy::allow(&worker, &target, ()).unwrap();
                let about = (&case, &state);
                let done = finish(&mut ctx, &allowed, &hands, about, &known, step, &form);
                put(tx, done.unwrap().1)?;
            }
            Ok::<_, akwaba_store::StoreError>(id)
        })
        .unwrap()
}

#[test]
fn a_talk_of_p23_and_an_activity_count_once_each_and_what_is_both_counts_once() {
    let store = Store::memory().unwrap();
    let texts = Texts {
        shared: Some(SHARED),
        procedures: &[&p23()],
    };
    let director = Actor {
        account: ActorId::named("director"),
        grants: grants_in(centre(), &[Role::Director]),
        suspended: false,
    };
    let allowed: Allowed<act::ManualPublish> =
        policy::allow(&director, &Target::of(centre()), ()).unwrap();
    let adopted = manual::adopt(&allowed, &State::default(), texts).unwrap();
    let mut chance = Seeded::new(40);
    let written = store.write(|tx| {
        let mut writing = Writing {
            now_micros: MONDAY - 1,
            chance: &mut chance,
        };
        append(tx, &mut writing, adopted.clone())
    });
    written.unwrap();
    let scope = scope::registry(centre());
    let day = |text: &str| Day::typed("day", text).unwrap().unwrap();
    let november = (day("01/11/2026"), day("30/11/2026"));
    let counted = || {
        let month = Month::parse("2026-11").unwrap();
        let now = time::civil(MONDAY);
        let only = Some(Rubric::Activities);
        let (figures, report) = store
            .read(|tx| {
                let figures = figures(tx, (scope, centre()), november)?;
                let report = reports::gathered(tx, centre(), month, now, only)?;
                Ok::<_, akwaba_store::StoreError>((figures, report.figures()))
            })
            .unwrap();
        let table = report
            .tables
            .iter()
            .find(|one| one.rubric == Rubric::Activities);
        let act = table
            .unwrap()
            .lines
            .iter()
            .find(|line| line.code == "acte")
            .unwrap();
        let women = figures.people(Some(Theme::Act), Sex::Female, None);
        let men = figures.people(Some(Theme::Act), Sex::Male, None);
        assert_eq!(
            act.count,
            Some(women + men),
            "the page and the report count alike"
        );
        assert_eq!(act.amount, Some(i64::from(figures.activities())));
        (figures.activities(), women, men)
    };
    assert_eq!(counted(), (0, 0, 0));
    let case = talk_in_a_case(&store, 50);
    assert_eq!(counted(), (1, 14, 3), "a step of P23 is an activity");
    let girls = store
        .read(|tx| figures(tx, (scope, centre()), november))
        .unwrap();
    let girls = girls.people(None, Sex::Female, Some(Some(AgeBand::To17)));
    assert_eq!(girls, 2, "an age is told where the form asks one band");
    one(&store, 60, "acte", "18/11/2026", &[("female-25-59", 5)]);
    assert_eq!(counted(), (2, 19, 3), "another one is another");
    one(
        &store,
        61,
        "acte",
        "20/11/2026",
        &[("female-25-59", 14), ("male-60", 3)],
    );
    assert_eq!(counted(), (2, 19, 3), "the same told on both pages is one");
    let again = talk_in_a_case(&store, 70);
    assert_ne!(again, case);
    tied(&store, 80, again, &[("female-25-59", 9)]);
    assert_eq!(
        counted(),
        (3, 28, 3),
        "one that is tied to its case counts as it was counted there"
    );
}
