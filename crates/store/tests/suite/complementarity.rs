//! Who lacks what, and what stands in the way, as rows on both engines, after a rebuild too.

use crate::support::on_every_engine;
use akwaba_domain::actor::{Actor, Role};
use akwaba_domain::centre::account::grants_in;
use akwaba_domain::complementarity::{
    AnswerForm, Home, Need, decide, entity as answers_of, for_home, rules,
};
use akwaba_domain::policy::{self, Permit, Target, act};
use akwaba_domain::referral::Obstacle;
use akwaba_domain::registry::Day;
use akwaba_domain::registry::change::{Change, change};
use akwaba_domain::registry::edit::{Why, seen};
use akwaba_domain::registry::kin::Kin;
use akwaba_domain::registry::needs::NeedsForm;
use akwaba_domain::registry::register::{RegisterForm, register};
use akwaba_domain::{Allowed, Ctx, scope};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_store::projections::complementarity::{barriers, counts, lacking};
use akwaba_store::rebuild::state_hash;
use akwaba_store::{Writing, append, entity};

/// Monday the 23rd of November 2026, 8:00.
const MONDAY: i64 = 1_795_420_800_000_000;

fn centre() -> CentreId {
    CentreId::named("complementarity")
}

fn actor() -> Actor {
    Actor {
        account: ActorId::named("worker"),
        grants: grants_in(centre(), &[Role::SocialWorker]),
        suspended: false,
    }
}

fn allowed<A: Permit>() -> Allowed<A> {
    policy::allow(&actor(), &Target::of(centre()), ()).unwrap()
}

fn allowed_for(person: EntityId) -> Allowed<act::PersonChange, EntityId> {
    policy::allow(&actor(), &Target::of(centre()), person).unwrap()
}

#[test]
fn who_lacks_something_is_listed_by_need_and_what_stands_in_the_way_is_counted() {
    on_every_engine(|store| {
        let scope = scope::registry(centre());
        let home = EntityId::named("home");
        let aided = Home {
            aided: true,
            ..Home::default()
        };
        let proposed = for_home(&rules().0, aided);
        let proposal = proposed.first().unwrap();
        let form = RegisterForm {
            names: vec![("given".into(), "Awa".into())],
            ..RegisterForm::default()
        };
        let grid = NeedsForm {
            cmu: "not".into(),
            birth_act: "in-hand".into(),
            ..NeedsForm::default()
        };
        let person = store
            .write(|tx| {
                let mut chance = Seeded::new(1);
                let mut writing = Writing {
                    now_micros: MONDAY,
                    chance: &mut chance,
                };
                let mut own = Seeded::new(2);
                let mut ctx = Ctx {
                    now: jiff::Timestamp::from_microsecond(MONDAY).unwrap(),
                    chance: &mut own,
                };
                let allow = allowed::<act::PersonRegister>();
                let (id, drafts) = register(&mut ctx, &allow, &form).unwrap();
                append(tx, &mut writing, drafts)?;
                let state = entity::load(tx, scope, id)?;
                let boxes = ["birth-act", "school", "cmu", "health"].map(|name| seen(&state, name));
                let changed = change(
                    &allowed_for(id),
                    &state,
                    &Kin::default(),
                    &Change::Needs(boxes, grid.clone()),
                    &Why::default(),
                    Day::of(2026, 11, 23).unwrap(),
                );
                append(tx, &mut writing, changed.unwrap().drafts)?;
                for barrier in ["cout", "distance"] {
                    let form = AnswerForm {
                        answer: "empeche".to_owned(),
                        barrier: barrier.to_owned(),
                        words: String::new(),
                    };
                    let state = entity::load(tx, scope, answers_of(home))?;
                    let allow = allowed::<act::CaseOpen>();
                    let about = (proposal, None);
                    let drafts = decide(&ctx, &allow, (home, &state), about, &form, None);
                    append(tx, &mut writing, drafts.unwrap())?;
                }
                Ok::<_, akwaba_store::StoreError>(id)
            })
            .unwrap();
        let read = || {
            store
                .read(|tx| {
                    Ok::<_, akwaba_store::StoreError>((
                        lacking(tx, scope, "cmu", (0, 9))?,
                        lacking(tx, scope, "act", (0, 9))?,
                        counts(tx, scope)?,
                        barriers(tx, scope)?,
                    ))
                })
                .unwrap()
        };
        let told = (
            vec![person],
            vec![],
            vec![("cmu".to_owned(), 1)],
            // The last answer is the one that stands.
            vec![(Need::Survey.code().to_owned(), Obstacle::Distance, 1)],
        );
        assert_eq!(read(), told);
        let before = store.read(state_hash).unwrap();
        store.rebuild(&mut |_| ()).unwrap();
        assert_eq!(store.read(state_hash).unwrap(), before);
        assert_eq!(read(), told);
    });
}
