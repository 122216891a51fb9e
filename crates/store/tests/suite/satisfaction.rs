//! What people said of how they were received: counted by channel and scale, forgotten without the count.

use crate::support::on_every_engine;
use akwaba_domain::Ctx;
use akwaba_domain::actor::{Actor, Role};
use akwaba_domain::centre::account::grants_in;
use akwaba_domain::policy::{self, Target, act};
use akwaba_domain::reception::Day;
use akwaba_domain::satisfaction::{Channel, Satisfaction, SatisfactionForm, Scale, tell, withdraw};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_store::forget::forget;
use akwaba_store::projections::satisfaction::{counted, words};
use akwaba_store::rebuild::state_hash;
use akwaba_store::{Store, StoreError, Writing, append, entity};

/// Monday the 23rd of November 2026, 8:00.
const MONDAY: i64 = 1_795_420_800_000_000;

fn centre() -> CentreId {
    CentreId::named("satisfaction")
}

fn allowed() -> policy::Allowed<act::SatisfactionTell> {
    let actor = Actor {
        account: ActorId::named("counter"),
        grants: grants_in(centre(), &[Role::Reception]),
        suspended: false,
    };
    policy::allow(&actor, &Target::of(centre()), ()).unwrap()
}

/// Writes one down, or takes the one of an id back; its id.
fn write(store: &Store, at: i64, form: Option<(&str, &str)>, back: Option<EntityId>) -> EntityId {
    let scope = akwaba_domain::scope::registry(centre());
    let done = store.write(|tx| {
        let mut own = Seeded::new(at.unsigned_abs());
        let mut ctx = Ctx {
            now: jiff::Timestamp::from_microsecond(at).unwrap(),
            chance: &mut own,
        };
        let (id, drafts) = match (form, back) {
            (Some((scale, words)), _) => {
                let form = SatisfactionForm {
                    channel: "boite".to_owned(),
                    scale: scale.to_owned(),
                    words: words.to_owned(),
                };
                tell(&mut ctx, &allowed(), &form).unwrap()
            }
            (None, id) => {
                let id = id.unwrap();
                let state = entity::load(tx, scope, id)?;
                let word = Satisfaction::of(id, &state).unwrap();
                (id, withdraw(&ctx, &allowed(), (&word, &state)).unwrap())
            }
        };
        let mut writing = Writing {
            now_micros: at,
            chance: &mut Seeded::new(at.unsigned_abs() + 1),
        };
        append(tx, &mut writing, drafts)?;
        Ok::<_, StoreError>(id)
    });
    done.unwrap()
}

#[test]
fn words_are_counted_taken_back_forgotten_and_made_again_from_the_journal() {
    on_every_engine(|store| {
        let scope = akwaba_domain::scope::registry(centre());
        let first = write(store, MONDAY, Some(("bien", "Merci")), None);
        let second = write(store, MONDAY + 1, Some(("mal", "Attente")), None);
        write(store, MONDAY + 2, Some(("mal", "")), None);
        let days = [20_261_101, 20_261_130].map(|day| Day::from_sortable(day).unwrap());
        let days = (days[0], days[1]);
        let counts = || store.read(|tx| counted(tx, scope, days)).unwrap();
        let said = || store.read(|tx| words(tx, scope, days, 9)).unwrap();
        assert_eq!(
            counts(),
            [
                (Channel::Box, Scale::Good, 1),
                (Channel::Box, Scale::Bad, 2)
            ]
        );
        assert_eq!(said().len(), 2);
        write(store, MONDAY + 3, None, Some(second));
        assert_eq!(counts()[1], (Channel::Box, Scale::Bad, 1));
        store
            .write(|tx| forget(tx, MONDAY + 4, scope, first))
            .unwrap();
        assert!(said().is_empty(), "the words go");
        assert_eq!(counts().len(), 2, "the count stays");
        let before = store.read(state_hash).unwrap();
        store.rebuild(&mut |_| ()).unwrap();
        assert_eq!(store.read(state_hash).unwrap(), before);
        assert_eq!(counts().len(), 2);
        let december = [20_261_201, 20_261_231].map(|day| Day::from_sortable(day).unwrap());
        let none = store.read(|tx| counted(tx, scope, (december[0], december[1])));
        assert!(none.unwrap().is_empty());
    });
}
