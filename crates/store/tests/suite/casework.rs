//! Cases and the manual: what is open follows from both, whichever comes first, and a rebuild changes
//! no byte.

use crate::support::on_every_engine;
use akwaba_domain::actor::{Actor, Role};
use akwaba_domain::casework::manual::{self, Texts};
use akwaba_domain::casework::number::{Counter, year_entity};
use akwaba_domain::casework::open::{Opening, open};
use akwaba_domain::casework::step::{StepForm, finish};
use akwaba_domain::casework::{Case, Edition, Hands, ProcedureRef, Subject};
use akwaba_domain::centre::account::grants_in;
use akwaba_domain::policy::{self, Permit, Target, act};
use akwaba_domain::reception::Book;
use akwaba_domain::{Allowed, Ctx, Drafts, scope};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_journal::state::State;
use akwaba_procedures::form::Answers;
use akwaba_store::forget::forget;
use akwaba_store::projections::casework::{
    Agenda, Seat, Which, agenda, cases, current, edition, left_at_risk, visas,
};
use akwaba_store::rebuild::state_hash;
use akwaba_store::{Store, Writing, append, entity};

pub(super) const CHAIR: &str = include_str!("../../../procedures/tests/P99-fauteuil.md");
/// Monday the 23rd of November 2026, 8:00.
pub(super) const MONDAY: i64 = 1_795_420_800_000_000;
pub(super) const DAY: i64 = 24 * 3600 * 1_000_000;

pub(super) fn centre() -> CentreId {
    CentreId::named("casework")
}

pub(super) fn named(version: u32) -> ProcedureRef {
    ProcedureRef {
        code: "P99".to_owned(),
        version,
        layer: 0,
    }
}

pub(super) fn worker() -> ActorId {
    ActorId::named("worker")
}

pub(super) fn allowed<A: Permit>(role: Role) -> Allowed<A> {
    let actor = Actor {
        account: worker(),
        grants: grants_in(centre(), &[role]),
        suspended: false,
    };
    policy::allow(&actor, &Target::of(centre()), ()).unwrap()
}

pub(super) fn write(store: &Store, at: i64, drafts: &Drafts) {
    let mut chance = Seeded::new(at.unsigned_abs());
    store
        .write(|tx| {
            let mut writing = Writing {
                now_micros: at,
                chance: &mut chance,
            };
            append(tx, &mut writing, drafts.clone())
        })
        .unwrap();
}

pub(super) fn publish(store: &Store, at: i64, text: &str) {
    let texts = Texts {
        shared: None,
        procedures: &[text],
    };
    let allowed = allowed::<act::ManualPublish>(Role::Director);
    write(
        store,
        at,
        &manual::adopt(&allowed, &State::default(), texts).unwrap(),
    );
}

/// Opens a case for a person, under the text given.
pub(super) fn begin(store: &Store, at: i64, text: &str, person: EntityId) -> EntityId {
    let known = Edition::read(text, None).unwrap();
    let mut chance = Seeded::new(at.unsigned_abs() + 7);
    let mut ctx = Ctx {
        now: jiff::Timestamp::from_microsecond(at).unwrap(),
        chance: &mut chance,
    };
    let id = ctx.fresh();
    let year = store
        .read(|tx| entity::load(tx, scope::registry(centre()), year_entity(centre(), 2026)))
        .unwrap();
    let counter = Counter {
        book: Book::MAIN,
        year: &year,
    };
    let opening = Opening {
        procedure: (&named(known.procedure.version), &known),
        subject: Subject::Person(person),
        assigned: None,
    };
    let allowed = allowed::<act::CaseOpen>(Role::SocialWorker);
    let (_, drafts) = open(&mut ctx, &allowed, id, &counter, &opening).unwrap();
    write(store, at, &drafts);
    id
}

/// Does a step of a case with these answers.
pub(super) fn work(store: &Store, at: i64, id: EntityId, step: &str, said: &[(&str, &str)]) {
    let here = scope::registry(centre());
    let (state, known) = store
        .read(|tx| {
            let state = entity::load(tx, here, id)?;
            Ok::<_, akwaba_store::StoreError>((state, edition(tx, centre(), &named(1))?.unwrap()))
        })
        .unwrap();
    let case = Case::of(id, &state).unwrap();
    let mut answers = Answers::new();
    for (path, text) in said {
        answers.set(path, text);
    }
    let form = StepForm {
        answers,
        decision: String::new(),
    };
    let mut chance = Seeded::new(3);
    let mut ctx = Ctx {
        now: jiff::Timestamp::from_microsecond(at).unwrap(),
        chance: &mut chance,
    };
    let hands = Hands::of(
        &Actor {
            account: worker(),
            grants: grants_in(centre(), &[Role::SocialWorker]),
            suspended: false,
        },
        centre(),
    );
    let allowed = allowed::<act::StepDo>(Role::SocialWorker);
    let about = (&case, &state);
    let (_, drafts) = finish(&mut ctx, &allowed, &hands, about, &known, step, &form).unwrap();
    write(store, at, &drafts);
}

fn seen(store: &Store, seat: Seat, now: i64) -> Agenda {
    let here = scope::registry(centre());
    let end = now.div_euclid(DAY) * DAY + DAY - 1_000_000;
    store
        .read(|tx| agenda(tx, here, seat, (now, end), 50))
        .unwrap()
}

pub(super) const YES: [(&str, &str); 2] =
    [("demande/trajets", "le marché"), ("demande/libre", "oui")];

#[test]
fn a_step_moves_through_the_agenda_as_time_passes_and_leaves_it_when_done() {
    on_every_engine(|store| {
        publish(store, MONDAY, CHAIR);
        let id = begin(store, MONDAY + 1, CHAIR, EntityId::named("awa"));
        let me = Seat::Worker(worker());
        let count = |agenda: &Agenda| {
            [
                agenda.late.len(),
                agenda.today.len(),
                agenda.soon.len(),
                agenda.waiting.len(),
            ]
        };
        assert_eq!(count(&seen(store, me, MONDAY + 2)), [0, 0, 1, 0]);
        assert_eq!(count(&seen(store, me, MONDAY + DAY)), [0, 1, 0, 0]);
        let late = seen(store, me, MONDAY + 2 * DAY);
        assert_eq!((count(&late), late.late_count), ([1, 0, 0, 0], 1));
        assert_eq!(late.late[0].number.to_string(), "1/2026");
        assert_eq!(
            count(&seen(
                store,
                Seat::Worker(ActorId::named("other")),
                MONDAY + 2 * DAY
            )),
            [0; 4]
        );
        assert_eq!(
            count(&seen(store, Seat::Centre, MONDAY + 2 * DAY)),
            [1, 0, 0, 0]
        );
        assert_eq!(
            count(&seen(
                store,
                Seat::Job("travailleur_social"),
                MONDAY + 2 * DAY
            )),
            [1, 0, 0, 0]
        );
        assert_eq!(
            count(&seen(store, Seat::Job("accueil"), MONDAY + 2 * DAY)),
            [0; 4]
        );
        work(store, MONDAY + DAY, id, "demande", &YES);
        work(
            store,
            MONDAY + DAY + 1,
            id,
            "remise",
            &[("remise/retour", "2026-12-24")],
        );
        assert_eq!(count(&seen(store, me, MONDAY + 2 * DAY)), [0, 0, 0, 1]);
        let here = scope::registry(centre());
        let asked = |who: &str| {
            let who = ActorId::named(who);
            store
                .read(|tx| visas(tx, here, &["directeur"], who))
                .unwrap()
        };
        assert_eq!(asked("director").len(), 1);
        assert_eq!(asked("worker").len(), 0, "never its author's");
    });
}

#[test]
fn a_case_that_comes_before_its_procedure_opens_its_steps_when_it_comes() {
    on_every_engine(|store| {
        begin(store, MONDAY, CHAIR, EntityId::named("awa"));
        assert!(seen(store, Seat::Centre, MONDAY + 2 * DAY).late.is_empty());
        publish(store, MONDAY + 1, CHAIR);
        assert_eq!(seen(store, Seat::Centre, MONDAY + 2 * DAY).late.len(), 1);
    });
}

#[test]
fn a_rebuild_of_cases_and_procedures_changes_no_byte() {
    on_every_engine(|store| {
        publish(store, MONDAY, CHAIR);
        let newer = CHAIR.replace("| version | 1 |", "| version | 2 |");
        for number in 0..6 {
            let person = EntityId::named(&format!("person {number}"));
            let id = begin(store, MONDAY + 10 * number, CHAIR, person);
            if number % 2 == 0 {
                work(store, MONDAY + 10 * number + 1, id, "demande", &YES);
            }
        }
        publish(store, MONDAY + 100, &newer);
        begin(store, MONDAY + 200, &newer, EntityId::named("awa"));
        let before = store.read(state_hash).unwrap();
        store.rebuild(&mut |_| ()).unwrap();
        assert_eq!(store.read(state_hash).unwrap(), before);
        let versions = store.read(|tx| current(tx, centre())).unwrap();
        assert_eq!(versions.len(), 1);
        assert_eq!(versions[0].named, named(2));
    });
}

#[test]
fn to_forget_a_person_is_to_forget_their_cases() {
    on_every_engine(|store| {
        publish(store, MONDAY, CHAIR);
        let person = EntityId::named("awa");
        let id = begin(store, MONDAY + 1, CHAIR, person);
        work(store, MONDAY + 2, id, "demande", &YES);
        begin(store, MONDAY + 3, CHAIR, EntityId::named("koffi"));
        let here = scope::registry(centre());
        store
            .write(|tx| forget(tx, MONDAY + 4, here, person))
            .unwrap();
        let left = store
            .read(|tx| cases(tx, here, Which::All, false, (0, 50)))
            .unwrap();
        assert_eq!(left.len(), 1);
        assert_ne!(left[0].case, id);
        let open = seen(store, Seat::Centre, MONDAY + 9 * DAY);
        assert_eq!(open.late.len(), 1);
        let state = store.read(|tx| entity::load(tx, here, id)).unwrap();
        assert!(Case::of(id, &state).is_none());
    });
}

#[test]
fn a_person_at_high_risk_is_left_alone_in_no_list_until_another_case_follows_them() {
    let grave = CHAIR.replace(
        "| text | trajets |",
        "| text | risque | Risque | | | | |\n| text | trajets |",
    );
    on_every_engine(|store| {
        publish(store, MONDAY, &grave);
        let (awa, here) = (EntityId::named("awa"), scope::registry(centre()));
        let left = |seat| store.read(|tx| left_at_risk(tx, here, seat)).unwrap();
        let id = begin(store, MONDAY + 1, &grave, awa);
        let said = |risk| {
            [
                ("demande/trajets", "le marché"),
                ("demande/libre", "non"),
                ("demande/risque", risk),
            ]
        };
        assert!(left(Seat::Centre).is_empty());
        work(store, MONDAY + 2, id, "demande", &said("rouge"));
        let alone = left(Seat::Centre);
        assert_eq!((alone.len(), alone[0].case), (1, id));
        assert_eq!(left(Seat::Worker(worker())), alone);
        assert!(left(Seat::Worker(ActorId::named("other"))).is_empty());
        let next = begin(store, MONDAY + 3, &grave, awa);
        assert!(left(Seat::Centre).is_empty(), "another case follows her");
        work(store, MONDAY + 4, next, "demande", &said("vert"));
        assert!(
            left(Seat::Centre).is_empty(),
            "a lower risk was found since"
        );
        let before = store.read(state_hash).unwrap();
        store.rebuild(&mut |_| ()).unwrap();
        assert_eq!(store.read(state_hash).unwrap(), before);
    });
}
