//! What remains of a file whose keys are destroyed: nothing, in the tables, the pages and the log; and
//! requests, which stay as dates.

use crate::support::{PLAN, entity, lying, named, on_every_engine, scope, write_at};
use akwaba_domain::actor::{Actor, Role};
use akwaba_domain::centre::account::grants_in;
use akwaba_domain::policy::{self, Permit, Target, act};
use akwaba_domain::privacy::request::{self, AnswerForm};
use akwaba_domain::privacy::{Destruction, FileRef, Ground, Kind, RequestForm};
use akwaba_domain::reception::{Book, Day, LineNumber};
use akwaba_domain::{Allowed, Ctx, Drafts};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, CentreId, EntityId, ScopeId};
use akwaba_store::forget::{forget, is_forgotten};
use akwaba_store::projections::privacy;
use akwaba_store::rebuild::state_hash;
use akwaba_store::{Store, StoreError, Wiped, Writing, append, ledger, params};
use std::collections::BTreeSet;

/// Monday the 23rd of November 2026, 8:00.
const MONDAY: i64 = 1_795_420_800_000_000;

fn person(number: usize) -> EntityId {
    entity(&format!("person {number}"))
}

fn name(number: usize) -> String {
    format!("Canari-Kouassi-{number:04}-fin")
}

fn destruction(files: impl Iterator<Item = EntityId>) -> Destruction {
    Destruction {
        id: entity("destruction"),
        number: LineNumber {
            year: 2026,
            book: Book::MAIN,
            number: 1,
        },
        ground: Ground::Term,
        files: files
            .map(|id| FileRef {
                kind: Kind::Person,
                id,
            })
            .collect(),
        training_before: None,
        why: akwaba_domain::privacy::Words::new("Terme"),
        at_micros: MONDAY,
        by: ActorId::named("worker"),
        ruling: None,
        cleaned: None,
    }
}

fn wrap(store: &Store, scope: ScopeId, subject: EntityId) -> Vec<u8> {
    store
        .read(|tx| {
            let row = tx.one(
                "SELECT wrapped FROM subject_key WHERE scope = $1 AND subject = $2",
                params![&scope, &subject],
            )?;
            Ok::<_, StoreError>(row.blob(0)?.to_vec())
        })
        .unwrap()
}

#[test]
fn after_a_destruction_no_wrap_and_no_name_lies_in_the_file_its_free_pages_or_its_log() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("centre.db");
    let store = Store::open_sqlite_with(&path, None, PLAN, &mut |_, _| Ok(())).unwrap();
    for (turn, chunk) in (0..240).collect::<Vec<_>>().chunks(40).enumerate() {
        let drafts = chunk.iter().map(|n| named(person(*n), &name(*n), &[]));
        write_at(&store, MONDAY, turn as u64, drafts.collect()).unwrap();
    }
    let gone: Vec<usize> = (0..240).filter(|n| n % 12 == 0).collect();
    let wraps: Vec<Vec<u8>> = gone
        .iter()
        .map(|n| wrap(&store, scope(), person(*n)))
        .collect();
    let names: Vec<String> = gone.iter().map(|n| name(*n)).collect();
    let kept = wrap(&store, scope(), person(1));
    let backup = place.path().join("before.backup");
    store.snapshot(&backup, &mut |_| ()).unwrap();

    let what = destruction(gone.iter().map(|n| person(*n)));
    let counts = store
        .write(|tx| privacy::destroy(tx, MONDAY + 1, scope(), &what))
        .unwrap();
    assert_eq!((counts.persons, counts.keys), (20, 20));
    let wraps_of = || wraps.iter().map(Vec::as_slice);
    let names_of = || names.iter().map(String::as_bytes);
    if !akwaba_store::ENCRYPTS {
        assert_eq!(lying(&backup, wraps_of()), 20, "what a copy still holds");
        assert!(
            lying(&path, wraps_of()) + lying(&path, names_of()) > 0,
            "the log still holds them: the search finds what is there"
        );
    }
    assert_eq!(store.wipe().unwrap(), Wiped::File);
    assert_eq!(lying(&path, wraps_of()), 0);
    assert_eq!(lying(&path, names_of()), 0);
    if !akwaba_store::ENCRYPTS {
        assert_eq!(
            lying(&path, [kept.as_slice(), name(1).as_bytes()].into_iter()),
            2
        );
    }
    let after = place.path().join("after.backup");
    store.snapshot(&after, &mut |_| ()).unwrap();
    assert_eq!(lying(&after, wraps_of().chain(names_of())), 0);
    let verified = store.read(|tx| ledger::verify(tx, &mut |_| ())).unwrap();
    assert!(verified.is_intact(), "the chain still verifies");
}

fn here() -> CentreId {
    CentreId::named("privacy")
}

fn allowed<A: Permit>() -> Allowed<A> {
    let actor = Actor {
        account: ActorId::named("worker"),
        grants: grants_in(here(), &[Role::SocialWorker]),
        suspended: false,
    };
    policy::allow(&actor, &Target::of(here()), ()).unwrap()
}

fn write<T>(
    store: &Store,
    at: i64,
    decide: impl Fn(&mut Ctx<'_>, &mut dyn akwaba_store::Tx) -> (T, Drafts),
) -> T {
    let seed = at.unsigned_abs();
    store
        .write(|tx| {
            let mut own = Seeded::new(seed);
            let mut ctx = Ctx {
                now: jiff::Timestamp::from_microsecond(at).unwrap(),
                chance: &mut own,
            };
            let (done, drafts) = decide(&mut ctx, tx);
            let mut writing = Writing {
                now_micros: at,
                chance: &mut Seeded::new(seed + 1),
            };
            append(tx, &mut writing, drafts)?;
            Ok::<_, StoreError>(done)
        })
        .unwrap()
}

#[test]
fn a_request_is_counted_after_its_person_is_destroyed_and_its_words_are_gone() {
    on_every_engine(|store| {
        let awa = EntityId::named("awa");
        let scope = akwaba_domain::scope::registry(here());
        let form = RequestForm {
            wish: "erase".to_owned(),
            channel: "spoken".to_owned(),
            words: "Que tout soit détruit.".to_owned(),
            ..RequestForm::default()
        };
        let id = write(store, MONDAY, |ctx, _| {
            request::receive(ctx, &allowed::<act::RequestReceive>(), awa, &form).unwrap()
        });
        let read = |store: &Store| {
            store
                .read(|tx| privacy::requests_of(tx, scope, awa))
                .unwrap()
        };
        assert_eq!(read(store)[0].words.as_str(), "Que tout soit détruit.");
        let open = store
            .read(|tx| privacy::requests_open(tx, scope, Day::from_sortable(20_270_101).unwrap()))
            .unwrap();
        assert_eq!(open, (1, 1), "late a month later");
        let answer = AnswerForm {
            outcome: "granted".to_owned(),
            known: "worker".to_owned(),
            words: "Fait.".to_owned(),
            ..AnswerForm::default()
        };
        write(store, MONDAY + 1, |ctx, tx| {
            let state = akwaba_store::entity::load(tx, scope, id).unwrap();
            let known = akwaba_domain::privacy::Request::of(id, &state).unwrap();
            let allowed = allowed::<act::RequestAnswer>();
            (
                (),
                request::answer(ctx, &allowed, (&known, &state), &answer).unwrap(),
            )
        });
        store
            .write(|tx| forget(tx, MONDAY + 2, scope, awa))
            .unwrap();
        assert!(store.read(|tx| is_forgotten(tx, scope, awa)).unwrap());
        let left = read(store);
        assert_eq!(left[0].words.as_str(), "");
        assert_eq!(left[0].answer.as_ref().unwrap().words.as_str(), "");
        let days = [20_261_101, 20_261_130].map(|day| Day::from_sortable(day).unwrap());
        let counted = store
            .read(|tx| privacy::requests_counted(tx, scope, (days[0], days[1])))
            .unwrap();
        assert_eq!(
            counted,
            [("erase".to_owned(), Some("granted".to_owned()), 1)]
        );
        let before = store.read(state_hash).unwrap();
        store.rebuild(&mut |_| ()).unwrap();
        assert_eq!(store.read(state_hash).unwrap(), before);
        store.wipe().unwrap();
        assert_eq!(store.read(state_hash).unwrap(), before);
    });
}

#[test]
fn an_opposition_stops_every_record_of_a_person_until_it_is_lifted() {
    use akwaba_domain::privacy::opposition;
    use akwaba_domain::privacy::request::Use;
    on_every_engine(|store| {
        let (awa, yao) = (EntityId::named("awa"), EntityId::named("yao"));
        let scope = akwaba_domain::scope::registry(here());
        let form = RequestForm {
            wish: "oppose".to_owned(),
            channel: "spoken".to_owned(),
            words: "Pas sur les listes.".to_owned(),
            ..RequestForm::default()
        };
        let id = write(store, MONDAY, |ctx, _| {
            request::receive(ctx, &allowed::<act::RequestReceive>(), awa, &form).unwrap()
        });
        let stopped = |stop| store.read(|tx| privacy::opposed(tx, scope, stop)).unwrap();
        assert!(stopped(Use::Lists).is_empty(), "nothing is granted yet");
        let known = |tx: &mut dyn akwaba_store::Tx| {
            let state = akwaba_store::entity::load(tx, scope, id).unwrap();
            let known = akwaba_domain::privacy::Request::of(id, &state).unwrap();
            (known, state)
        };
        let answer = AnswerForm {
            outcome: "granted".to_owned(),
            known: "worker".to_owned(),
            stops: vec!["lists".to_owned()],
            words: "Entendu.".to_owned(),
        };
        let may = allowed::<act::RequestAnswer>();
        write(store, MONDAY + 1, |ctx, tx| {
            let (known, state) = known(tx);
            assert!(opposition::lift(ctx, &may, (&known, &state), "Oui").is_err());
            (
                (),
                request::answer(ctx, &may, (&known, &state), &answer).unwrap(),
            )
        });
        assert_eq!(stopped(Use::Lists), BTreeSet::from([awa]));
        assert!(stopped(Use::Sharing).is_empty());
        let told = |who| {
            store
                .read(|tx| privacy::opposes(tx, scope, who, Use::Lists))
                .unwrap()
        };
        assert!(told(awa) && !told(yao));
        let kept_in = store.read(|tx| privacy::kept_in(tx, scope)).unwrap();
        assert_eq!(kept_in, BTreeSet::from([awa]));
        let people = store.read(|tx| privacy::people_of(tx, scope, &kept_in));
        assert_eq!(people.unwrap(), 1);
        let before = store.read(state_hash).unwrap();
        store.rebuild(&mut |_| ()).unwrap();
        assert_eq!(store.read(state_hash).unwrap(), before);
        write(store, MONDAY + 2, |ctx, tx| {
            let (known, state) = known(tx);
            assert!(opposition::lift(ctx, &may, (&known, &state), " ").is_err());
            (
                (),
                opposition::lift(ctx, &may, (&known, &state), "Elle veut bien.").unwrap(),
            )
        });
        assert!(stopped(Use::Lists).is_empty() && !told(awa));
    });
}

#[test]
fn after_a_sealed_file_is_destroyed_no_wrap_of_it_lies_in_the_file_its_free_pages_or_its_log() {
    use akwaba_store::sealed::{self, PrivateKey, Recipient};
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("centre.db");
    let store = Store::open_sqlite_with(&path, None, PLAN, &mut |_, _| Ok(())).unwrap();
    let mut chance = Seeded::new(11);
    let owner = PrivateKey::fresh(&mut chance);
    let to = [Recipient::own(&owner).unwrap()];
    let files: Vec<ScopeId> = (0..120).map(|n| ScopeId::named(&n.to_string())).collect();
    for file in &files {
        let key = store
            .write(|tx| sealed::create(tx, *file, &to, &mut chance))
            .unwrap();
        // It changes hands: its former key stands under the one that follows.
        let held = sealed::HeldKey {
            scope: *file,
            epoch: 1,
            key,
        };
        store
            .write(|tx| sealed::rotate(tx, *file, &held, &to, &mut chance))
            .unwrap();
    }
    let gone: Vec<ScopeId> = files.iter().step_by(10).copied().collect();
    let wraps = |of: &[ScopeId]| -> Vec<Vec<u8>> {
        let mut found = Vec::new();
        for file in of {
            for text in [
                "SELECT wrapped FROM sealed_wrap WHERE scope = $1",
                "SELECT former FROM sealed_epoch WHERE scope = $1",
                "SELECT holders FROM sealed_holders WHERE scope = $1",
                "SELECT sealed FROM glass_share WHERE scope = $1",
                "SELECT roll FROM glass_roll WHERE scope = $1",
            ] {
                let rows = store.read(|tx| tx.query(text, params![file])).unwrap();
                found.extend(rows.iter().map(|row| row.blob(0).unwrap().to_vec()));
            }
        }
        found
    };
    let (lost, kept) = (wraps(&gone), wraps(&files[1..2]));
    assert_eq!(
        lost.len(),
        gone.len() * 11,
        "four wraps, a former key, the holders, four shares and among whom"
    );
    store
        .write(|tx| {
            for file in &gone {
                sealed::destroy(tx, *file)?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    assert_eq!(store.wipe().unwrap(), Wiped::File);
    assert_eq!(lying(&path, lost.iter().map(Vec::as_slice)), 0);
    if !akwaba_store::ENCRYPTS {
        assert_eq!(lying(&path, kept.iter().map(Vec::as_slice)), kept.len());
    }
    let held = store.read(|tx| sealed::held(tx, &owner)).unwrap();
    assert!(held.iter().all(|one| !gone.contains(&one.scope)));
    assert!(
        store
            .read(|tx| ledger::verify(tx, &mut |_| ()))
            .unwrap()
            .is_intact()
    );
}
