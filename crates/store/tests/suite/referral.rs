//! Referrals and the directory: rows follow from what was sent and answered, lists hold what their reader may
//! open, a link ends the one before; a rebuild changes no byte.

use crate::casework::{CHAIR, DAY, MONDAY, allowed, begin, centre, publish, worker, write};
use crate::support::on_every_engine;
use akwaba_domain::actor::Role;
use akwaba_domain::casework::{Case, Edition};
use akwaba_domain::directory::{self, Kind, Known, ServiceForm};
use akwaba_domain::policy::act;
use akwaba_domain::referral::link::{Kept, Secret};
use akwaba_domain::referral::{
    AnswerForm, Obstacle, Referral, SendForm, Sending, State, Whom, answer, remind, send,
};
use akwaba_domain::registry::{Day, PersonView};
use akwaba_domain::{Ctx, scope};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, EntityId};
use akwaba_store::local::referral_link as links;
use akwaba_store::projections::directory as services;
use akwaba_store::projections::referral::{self as rows, Viewer};
use akwaba_store::rebuild::state_hash;
use akwaba_store::{Result, Store, StoreError, Tx, entity};

const OTHERS: Viewer = Viewer {
    who: ActorId::from_bytes([7; 16]),
    directs: false,
    inside: false,
};

fn at(micros: i64) -> jiff::Timestamp {
    jiff::Timestamp::from_microsecond(micros).unwrap()
}

fn read<T>(store: &Store, body: impl FnMut(&mut dyn Tx) -> Result<T>) -> T {
    store.read(body).unwrap()
}

/// A service of the directory, verified on Monday.
fn service(store: &Store, name: &str) -> Known {
    let form = ServiceForm {
        kinds: vec!["sante".into()],
        name: name.into(),
        organisation: "Maison fictive".into(),
        ..ServiceForm::default()
    };
    let form = form.parse(Day::of(2026, 11, 23).unwrap()).unwrap();
    let mut chance = Seeded::new(name.len() as u64);
    let mut ctx = Ctx {
        now: at(MONDAY),
        chance: &mut chance,
    };
    let allowed = allowed::<act::DirectoryChange>(Role::SocialWorker);
    let (id, drafts) = directory::open(&mut ctx, &allowed, &form);
    write(store, MONDAY, &drafts);
    let here = scope::directory(centre());
    Known::of(id, &read(store, |tx| entity::load(tx, here, id))).unwrap()
}

/// Sends somebody on a legal ground, out of a case under that text.
fn sent(store: &Store, micros: i64, text: &str, to: &Known) -> EntityId {
    let (here, person) = (scope::registry(centre()), EntityId::named("Yao"));
    let case = begin(store, micros, text, person);
    let edition = Edition::read(text, None).unwrap();
    let case = Case::of(case, &read(store, |tx| entity::load(tx, here, case))).unwrap();
    let view = PersonView::of(person, &akwaba_journal::state::State::default());
    let sending = Sending {
        case: (&case, &edition),
        whom: Whom::Person(&view),
        service: to,
        opposed: &std::collections::BTreeSet::new(),
    };
    let form = SendForm {
        basis: "exception".into(),
        ground: "danger".into(),
        ground_words: "Menace.".into(),
        reason: "Blessure.".into(),
        wanted: "Soins.".into(),
        ..SendForm::default()
    };
    let mut chance = Seeded::new(micros.unsigned_abs() + 3);
    let mut ctx = Ctx {
        now: at(micros),
        chance: &mut chance,
    };
    let id = ctx.fresh();
    let allowed = allowed::<act::ReferralSend>(Role::SocialWorker);
    write(
        store,
        micros,
        &send(&ctx, &allowed, id, &sending, &form).unwrap(),
    );
    id
}

fn known(store: &Store, id: EntityId) -> (Referral, akwaba_journal::state::State) {
    let here = scope::registry(centre());
    let state = read(store, |tx| entity::load(tx, here, id));
    (Referral::of(id, &state).unwrap(), state)
}

#[test]
fn a_referral_is_listed_as_it_stands_and_counted_by_service() {
    on_every_engine(|store| {
        let here = scope::registry(centre());
        publish(store, MONDAY - DAY, CHAIR);
        let to = service(store, "Hôpital");
        let id = sent(store, MONDAY, CHAIR, &to);
        let me = Viewer {
            who: worker(),
            directs: false,
            inside: false,
        };
        let line = || read(store, |tx| rows::waiting(tx, here, OTHERS, (0, 9))).remove(0);
        let first = line();
        assert_eq!(
            (first.id, first.service, first.state),
            (id, to.id, State::Sent)
        );
        assert_eq!(
            (first.sent_micros, first.reminders, first.review),
            (MONDAY, 0, true)
        );
        let due = |unreminded, reminded| {
            read(store, |tx| {
                rows::due_count(tx, here, me, (unreminded, reminded))
            })
        };
        assert_eq!((due(MONDAY - 1, MONDAY), due(MONDAY, 0)), (0, 1));

        let (referral, state) = known(store, id);
        let allowed = allowed::<act::ReferralSend>(Role::SocialWorker);
        let mut chance = Seeded::new(1);
        let mut later = |days| {
            let now = at(MONDAY + days * DAY);
            (now, Seeded::new(chance_of(&mut chance)))
        };
        let (now, mut own) = later(7);
        let ctx = Ctx {
            now,
            chance: &mut own,
        };
        let about = (&referral, &state);
        let reminded = remind(&ctx, &allowed, about, &Default::default(), "Sage-femme").unwrap();
        write(store, now.as_microsecond(), &reminded);
        assert_eq!(
            (line().reminders, line().since_micros),
            (1, MONDAY + 7 * DAY)
        );
        assert_eq!((due(MONDAY + 8 * DAY, 0), due(0, MONDAY + 7 * DAY)), (0, 1));

        let (referral, state) = known(store, id);
        let (now, mut own) = later(9);
        let ctx = Ctx {
            now,
            chance: &mut own,
        };
        let form = AnswerForm {
            answer: "refuse-service".into(),
            via: "telephone".into(),
            obstacle: "attente".into(),
            ..AnswerForm::default()
        };
        let answered = answer(&ctx, &allowed, (&referral, &state), &form).unwrap();
        write(store, now.as_microsecond(), &answered);
        let waiting = read(store, |tx| rows::waiting(tx, here, me, (0, 9)));
        assert!(waiting.is_empty());
        let counts = read(store, |tx| rows::counts(tx, here, MONDAY));
        let count = counts.first().unwrap();
        assert_eq!(
            (count.service, count.count, count.micros),
            (to.id, 1, 9 * DAY)
        );
        assert_eq!(
            (count.state, count.obstacle),
            (State::RefusedByService, Some(Obstacle::Wait))
        );
        assert!(read(store, |tx| rows::counts(tx, here, MONDAY + 1)).is_empty());

        let before = store.read(state_hash).unwrap();
        store.rebuild(&mut |_| ()).unwrap();
        assert_eq!(store.read(state_hash).unwrap(), before);
        let listed = read(store, |tx| rows::to_service(tx, here, me, to.id, (0, 9)));
        assert_eq!(listed.len(), 1);
        let code = known(store, id).0.code();
        assert_eq!(read(store, |tx| rows::by_code(tx, here, me, &code)), listed);
        assert_eq!(
            read(store, |tx| rows::of_case(tx, here, listed[0].case)),
            listed
        );
    });
}

fn chance_of(chance: &mut Seeded) -> u64 {
    use akwaba_journal::chance::Chance;
    let mut bytes = [0; 8];
    chance.fill(&mut bytes);
    u64::from_le_bytes(bytes)
}

#[test]
fn a_referral_out_of_a_restricted_case_is_listed_to_its_team_and_to_who_directs_and_fills_no_page_of_others()
 {
    on_every_engine(|store| {
        let here = scope::registry(centre());
        let text = CHAIR.replace(
            "| confidentialite | ordinaire |",
            "| confidentialite | restreinte |",
        );
        assert_ne!(text, CHAIR, "the example tells how confidential it is");
        publish(store, MONDAY - DAY, &text);
        let to = service(store, "Refuge");
        let id = sent(store, MONDAY, &text, &to);
        let seen = |viewer| {
            let lines = read(store, |tx| rows::waiting(tx, here, viewer, (0, 9)));
            let asked = read(store, |tx| rows::to_review(tx, here, viewer, 9));
            assert_eq!(lines, asked);
            lines.iter().map(|line| line.id).collect::<Vec<_>>()
        };
        let team = Viewer {
            who: worker(),
            directs: false,
            inside: false,
        };
        let director = Viewer {
            directs: true,
            ..OTHERS
        };
        assert_eq!((seen(team), seen(director)), (vec![id], vec![id]));
        assert!(seen(OTHERS).is_empty());
        let inside = Viewer {
            inside: true,
            ..OTHERS
        };
        assert_eq!(seen(inside), [id], "what their keys opened");
        let due = read(store, |tx| {
            rows::due_count(tx, here, OTHERS, (MONDAY, MONDAY))
        });
        assert_eq!(due, 0);
    });
}

#[test]
fn a_service_is_named_and_is_to_be_verified_again_by_who_verified_it() {
    on_every_engine(|store| {
        let known = service(store, "Hôpital");
        let labels = read(store, |tx| services::labels(tx, centre()));
        assert_eq!(labels.get(&known.id).unwrap(), "Hôpital, Maison fictive");
        let stale = |who, year, month| {
            let today = Day::of(year, month, 23).unwrap();
            read(store, |tx| services::stale_count(tx, centre(), today, who))
        };
        assert_eq!(stale((worker(), false), 2027, 4), 0);
        assert_eq!(stale((worker(), false), 2027, 5), 1);
        assert_eq!(stale((OTHERS.who, true), 2027, 5), 0);
        let here = scope::directory(centre());
        let state = read(store, |tx| entity::load(tx, here, known.id));
        let allowed = allowed::<act::DirectoryChange>(Role::Director);
        let closed = directory::close(&allowed, (&known, &state), Day::of(2027, 5, 1)).unwrap();
        write(store, MONDAY + DAY, &closed);
        assert_eq!(stale((worker(), false), 2027, 5), 0);
    });
}

#[test]
fn the_rows_of_the_directory_say_what_the_states_say_and_are_found_by_kind() {
    on_every_engine(|store| {
        let here = scope::directory(centre());
        let agrees = || {
            let mut said = Vec::new();
            let states = store.read(|tx| {
                entity::each_of_kind(tx, here, directory::SERVICE, &mut |id, state| {
                    said.extend(Known::of(id, &state));
                    Ok(())
                })
            });
            states.unwrap();
            said.sort_by_key(|known| known.service.name.to_lowercase());
            assert_eq!(read(store, |tx| services::services(tx, centre())), said);
            for kind in Kind::ALL {
                let theirs = said
                    .iter()
                    .filter(|known| known.service.kinds.contains(kind));
                let found = read(store, |tx| services::of_kinds(tx, centre(), &[*kind]));
                assert!(found.iter().eq(theirs), "{kind:?}");
            }
            let all = read(store, |tx| services::of_kinds(tx, centre(), Kind::ALL));
            assert_eq!(all, said, "who gives two kinds is there once");
        };
        let known = service(store, "Hôpital");
        service(store, "école");
        agrees();
        let allowed = allowed::<act::DirectoryChange>(Role::Director);
        let state = || read(store, |tx| entity::load(tx, here, known.id));
        let changed = directory::Service {
            kinds: vec![Kind::Health, Kind::Shelter],
            ..known.service.clone()
        };
        write(
            store,
            MONDAY + DAY,
            &directory::change(&allowed, (known.id, &state()), &changed),
        );
        agrees();
        let mut chance = Seeded::new(4);
        let ctx = Ctx {
            now: at(MONDAY + 2 * DAY),
            chance: &mut chance,
        };
        let verified = directory::verify(&ctx, &allowed, (known.id, &state()));
        write(store, MONDAY + 2 * DAY, &verified);
        let closed = directory::close(&allowed, (&known, &state()), Day::of(2027, 5, 1)).unwrap();
        write(store, MONDAY + 3 * DAY, &closed);
        agrees();
    });
}

#[test]
fn a_referral_has_one_link_at_a_time_known_by_its_fingerprint() {
    on_every_engine(|store| {
        let here = scope::registry(centre());
        let referral = EntityId::named("referral");
        let kept = |until_micros| Kept {
            referral,
            until_micros,
            whole: true,
            ended: false,
            openings: 0,
        };
        let mut chance = Seeded::new(4);
        let [first, second] = [(); 2].map(|()| Secret::fresh(&mut chance).fingerprint());
        let (find, live) = store
            .write(|tx| {
                links::begin(tx, here, &first, &kept(MONDAY))?;
                links::begin(tx, here, &second, &kept(MONDAY + 1))?;
                links::visited(tx, &second)?;
                links::opened(tx, &second)?;
                Ok::<_, StoreError>((
                    links::find(tx, here, &first)?,
                    links::live(tx, here, referral)?,
                ))
            })
            .unwrap();
        assert!(find.unwrap().ended);
        let live = live.unwrap();
        assert_eq!(
            (live.link.until_micros, live.link.openings, live.visits),
            (MONDAY + 1, 1, 1)
        );
        store
            .write(|tx| {
                assert!(links::find(tx, scope::directory(centre()), &second)?.is_none());
                links::end_all(tx, here, referral)?;
                assert!(links::live(tx, here, referral)?.is_none());
                assert_eq!(links::sweep(tx, MONDAY + 1)?, 1);
                Ok::<_, StoreError>(())
            })
            .unwrap();
    });
}
