//! The rows of sealed scopes in the hands of who can write the tables: what is moved opens nothing, what stands stays
//! readable; and those who come and go, in any order.

use crate::support::on_every_engine;
use akwaba_journal::chance::{Chance, Seeded};
use akwaba_journal::id::ScopeId;
use akwaba_store::sealed::glass::{self, Name, Roll};
use akwaba_store::sealed::leave::{self, Swept};
use akwaba_store::sealed::{self, HeldKey, PrivateKey, Recipient, holders};
use akwaba_store::{Store, StoreError, params};
use std::collections::BTreeSet;

fn file(name: &str) -> ScopeId {
    ScopeId::named(name)
}

fn person(chance: &mut Seeded) -> (PrivateKey, Recipient) {
    let private = PrivateKey::fresh(chance);
    let public = Recipient::own(&private).unwrap();
    (private, public)
}

fn create(store: &Store, name: &str, to: &[Recipient], chance: &mut Seeded) {
    store
        .write(|tx| sealed::create(tx, file(name), to, chance))
        .unwrap();
}

fn held(store: &Store, private: &PrivateKey) -> Vec<HeldKey> {
    store.read(|tx| sealed::held(tx, private)).unwrap()
}

fn of(store: &Store, private: &PrivateKey, name: &str) -> HeldKey {
    let all = held(store, private).into_iter();
    let mut latest = all.filter(|held| held.scope == file(name));
    latest.next_back().unwrap()
}

fn rotate(store: &Store, held: &HeldKey, to: &[Recipient], chance: &mut Seeded) -> HeldKey {
    store
        .write(|tx| sealed::rotate(tx, held.scope, held, to, chance))
        .unwrap()
}

#[test]
fn a_wrap_moved_to_another_scope_or_epoch_opens_for_nobody() {
    let mut chance = Seeded::new(1);
    let awa = person(&mut chance);
    let (from, to) = (file("a"), file("b"));
    for to_another_scope in [false, true] {
        let store = Store::memory().unwrap();
        create(&store, "a", &[awa.1], &mut chance);
        assert_eq!(held(&store, &awa.0).len(), 1);
        let moved = store.write(|tx| match to_another_scope {
            true => tx.execute("UPDATE sealed_wrap SET scope = $1", params![&to]),
            false => tx.execute("UPDATE sealed_wrap SET epoch = $1", params![2]),
        });
        assert_eq!(moved, Ok(4));
        assert!(held(&store, &awa.0).is_empty(), "{to_another_scope}");
        for scope in [from, to] {
            let opened = store.read(|tx| sealed::present_key(tx, scope, &awa.0));
            assert!(opened.unwrap().is_none(), "{to_another_scope}");
        }
    }
}

#[test]
fn a_former_key_put_under_another_scope_or_epoch_is_said_to_be_damaged() {
    let mut chance = Seeded::new(2);
    let awa = person(&mut chance);
    let store = Store::memory().unwrap();
    for name in ["a", "b"] {
        create(&store, name, &[awa.1], &mut chance);
        let first = of(&store, &awa.0, name);
        rotate(&store, &first, &[awa.1], &mut chance);
    }
    assert_eq!(held(&store, &awa.0).len(), 4);
    let (a, b) = (file("a"), file("b"));
    store
        .write(|tx| {
            tx.execute(
                "UPDATE sealed_epoch SET former = \
                 (SELECT other.former FROM sealed_epoch other WHERE other.scope = $1) \
                 WHERE scope = $2",
                params![&a, &b],
            )
        })
        .unwrap();
    let opened = store.read(|tx| sealed::held(tx, &awa.0));
    assert!(matches!(opened, Err(StoreError::Corrupt { .. })));
}

/// What a former version wrote stays readable: the rows are bound to these bytes and to no others.
#[test]
fn what_only_holders_read_is_bound_to_its_scope_its_epoch_and_what_it_is() {
    on_every_engine(|store| {
        let mut chance = Seeded::new(3);
        let [awa, koffi] = [(); 2].map(|()| person(&mut chance));
        create(store, "a", &[awa.1, koffi.1], &mut chance);
        let first = of(store, &awa.0, "a");
        let key = rotate(store, &first, &[awa.1, koffi.1], &mut chance);
        let row = |sql: &'static str| {
            let row = store.read(|tx| tx.one(sql, params![&file("a")])).unwrap();
            row.blob(0).unwrap().to_vec()
        };
        let kept = [
            (
                row("SELECT holders FROM sealed_holders WHERE scope = $1"),
                " holders",
                4 * 32,
            ),
            (
                row("SELECT roll FROM glass_roll WHERE scope = $1"),
                " roll",
                6 * 32,
            ),
            (
                row("SELECT former FROM sealed_epoch WHERE scope = $1"),
                "",
                32,
            ),
        ];
        for (wrapped, what, length) in kept {
            let place = [file("a").as_bytes().as_slice(), &[0, 0, 0, 2]].concat();
            let bound = [place.as_slice(), what.as_bytes()].concat();
            let plain = key.key.unwrap(&wrapped, &bound).unwrap();
            assert_eq!(plain.len(), length, "{what}");
        }
        let who = store.read(|tx| holders::of(tx, &key)).unwrap();
        let who: BTreeSet<Recipient> = who.into_iter().collect();
        assert_eq!(who, BTreeSet::from([awa.1, koffi.1]));
        let former = store.read(|tx| holders::of(tx, &first));
        assert_eq!(former.err(), Some(StoreError::Contended));
    });
}

#[test]
fn one_scope_opens_by_itself_as_it_does_among_all() {
    on_every_engine(|store| {
        let mut chance = Seeded::new(4);
        let [awa, koffi] = [(); 2].map(|()| person(&mut chance));
        let look = |who: &PrivateKey, name: &str| {
            store.read(|tx| {
                let key = sealed::present_key(tx, file(name), who)?;
                let found = key.map(|held| (held.scope, held.epoch, *held.key.as_bytes()));
                Ok::<_, StoreError>((found, sealed::has_key(tx, file(name))?))
            })
        };
        assert_eq!(
            look(&awa.0, "a"),
            Ok((None, false)),
            "before the first file"
        );
        for name in ["a", "b"] {
            create(store, name, &[awa.1], &mut chance);
        }
        let first = of(store, &awa.0, "a");
        // With the key of one scope nobody begins another one of another scope.
        let wrong = store.write(|tx| sealed::rotate(tx, file("b"), &first, &[awa.1], &mut chance));
        assert_eq!(wrong.err(), Some(StoreError::Contended));
        let next = rotate(store, &first, &[awa.1], &mut chance);
        let found = Some((file("a"), 2, *next.key.as_bytes()));
        assert_eq!(look(&awa.0, "a"), Ok((found, true)));
        assert_eq!(look(&koffi.0, "a"), Ok((None, true)));
        assert_eq!(look(&awa.0, "c"), Ok((None, false)));
        store.write(|tx| sealed::destroy(tx, file("a"))).unwrap();
        assert_eq!(look(&awa.0, "a"), Ok((None, false)));
        assert!(matches!(look(&awa.0, "b"), Ok((Some(_), true))));
    });
}

#[test]
fn a_second_departure_is_due_again_and_who_comes_back_is_wrapped_to_again() {
    on_every_engine(|store| {
        let mut chance = Seeded::new(5);
        let [awa, koffi, yao] = [(); 3].map(|()| person(&mut chance));
        create(store, "a", &[awa.1, koffi.1, yao.1], &mut chance);
        let due = || store.read(|tx| leave::is_due(tx, &awa.1)).unwrap();
        assert!(!due(), "nobody has left");
        for (who, at, epoch) in [(&koffi, 5, 2), (&yao, 9, 3)] {
            store.write(|tx| leave::depart(tx, &who.1, at)).unwrap();
            assert!(due(), "somebody left at {at}");
            let swept = leave::leave(store, &awa.0, 9, &mut chance, &mut |_| ());
            assert_eq!(
                swept,
                Ok(Swept {
                    changed: 1,
                    left: 0
                })
            );
            assert!(!due());
            assert_eq!(of(store, &awa.0, "a").epoch, epoch);
        }
        let wrap = |to: &[Recipient], chance: &mut Seeded| {
            let keys = held(store, &awa.0);
            store
                .write(|tx| sealed::assign(tx, &keys, to, chance))
                .unwrap();
        };
        wrap(&[awa.1, koffi.1], &mut chance);
        assert!(held(store, &koffi.0).is_empty(), "not while they are gone");
        store.write(|tx| leave::come_back(tx, &koffi.1)).unwrap();
        assert!(
            held(store, &koffi.0).is_empty(),
            "not before they are given it again"
        );
        wrap(&[awa.1, koffi.1], &mut chance);
        assert_eq!(held(store, &koffi.0).len(), 3);
        wrap(&[awa.1, yao.1], &mut chance);
        assert!(
            held(store, &yao.0).is_empty(),
            "another's return is not theirs"
        );
    });
}

/// In any order of beginning, assigning, writing, leaving and coming back: what is written after somebody left opens
/// with nothing they ever had; what those who hold the file wrote all of them read.
/// `AKWABA_SEED` says which order comes first.
#[test]
fn after_any_departure_no_key_and_no_backup_of_before_opens_what_is_written_since() {
    let first = std::env::var("AKWABA_SEED").ok();
    let first = first.and_then(|seed| seed.parse().ok()).unwrap_or(1_u64);
    for seed in first..first + 6 {
        come_and_go(seed);
    }
}

fn come_and_go(seed: u64) {
    let mut chance = Seeded::new(seed);
    let store = Store::memory().unwrap();
    // The first of them stays throughout.
    let people: [_; 3] = core::array::from_fn(|_| person(&mut chance));
    let everybody = people.each_ref().map(|one| one.1);
    create(&store, "a", &everybody, &mut chance);
    // What each opened at any moment: with their key, in whatever backup of that moment.
    let mut ever: [Vec<HeldKey>; 3] = Default::default();
    let mut gone = [false; 3];
    let mut steps = Vec::new();
    for turn in 0..14 {
        let who = 1 + usize::from(chance.number().is_multiple_of(2));
        let step = chance.number() % 5;
        steps.push((step, who));
        let told = || format!("seed {seed}, steps {steps:?}");
        match step {
            0 => {
                store
                    .write(|tx| leave::depart(tx, &people[who].1, turn))
                    .unwrap();
                gone[who] = true;
            }
            1 if gone[who] => {
                // Who comes back has what they had, and no more until it is given.
                leave::leave(&store, &people[0].0, 9, &mut chance, &mut |_| ()).unwrap();
                store
                    .write(|tx| leave::come_back(tx, &people[who].1))
                    .unwrap();
                gone[who] = false;
            }
            2 => {
                let keys = held(&store, &people[0].0);
                store
                    .write(|tx| sealed::assign(tx, &keys, &everybody, &mut chance))
                    .unwrap();
            }
            3 => {
                leave::leave(&store, &people[0].0, 9, &mut chance, &mut |_| ()).unwrap();
            }
            _ => (),
        }
        for (ever, (private, _)) in ever.iter_mut().zip(&people) {
            ever.extend(held(&store, private));
        }
        let latest = of(&store, &people[0].0, "a");
        let fit = store.write(|tx| sealed::fit_to_write(tx, &latest, &mut chance));
        let body = fit.unwrap().key.wrap(b"since", b"", &mut chance).unwrap();
        for (at, (private, _)) in people.iter().enumerate() {
            let mut keys = held(&store, private);
            let holds = !keys.is_empty();
            keys.extend(ever[at].iter().cloned());
            let opens = keys.iter().any(|held| held.key.unwrap(&body, b"").is_ok());
            assert_eq!(opens, holds, "person {at}: {}", told());
            assert!(!(opens && gone[at]), "person {at} is gone: {}", told());
        }
    }
    assert!(!held(&store, &people[0].0).is_empty());
}

#[test]
fn a_scope_is_shared_as_it_has_to_be_or_it_is_not() {
    on_every_engine(|store| {
        let mut chance = Seeded::new(6);
        let [owner, awa, koffi] = [(); 3].map(|()| person(&mut chance));
        create(store, "a", &[owner.1], &mut chance);
        let both = Roll::new([awa.1, koffi.1], [Name::of("a")]);
        let mut keys = held(store, &owner.0);
        let fit = |keys: &[HeldKey], roll: &Roll| {
            let latest = keys.last().unwrap();
            store.read(|tx| glass::is_fit(tx, latest, roll))
        };
        assert_eq!(
            fit(&keys, &Roll::default()),
            Ok(true),
            "shared among nobody"
        );
        assert_eq!(fit(&keys, &both), Ok(false));
        let done = store.write(|tx| glass::fit(tx, &mut keys, &both, &mut chance));
        assert_eq!((done, fit(&keys, &both)), (Ok(true), Ok(true)));
        let other_name = Roll::new([awa.1, koffi.1], [Name::of("b")]);
        assert_eq!(fit(&keys, &other_name), Ok(false));
        // Another name is another splitting, of the same key: nobody loses anything.
        let done = store.write(|tx| glass::fit(tx, &mut keys, &other_name, &mut chance));
        assert_eq!((done, keys.len()), (Ok(true), 1));
        store.write(|tx| leave::depart(tx, &koffi.1, 5)).unwrap();
        assert_eq!(fit(&keys, &other_name), Ok(false), "one of them left");
        let alone = Roll::new([awa.1], [Name::of("b")]);
        let done = store.write(|tx| glass::fit(tx, &mut keys, &other_name, &mut chance));
        assert_eq!((done, keys.len()), (Ok(true), 2), "under another key");
        assert_eq!(fit(&keys, &alone), Ok(true));
        let nobody = store.write(|tx| glass::fit(tx, &mut Vec::new(), &alone, &mut chance));
        assert_eq!(nobody.err(), Some(StoreError::NoHolder));
    });
}
