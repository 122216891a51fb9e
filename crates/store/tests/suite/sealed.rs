//! Sealed scopes: who opens their keys, before and after somebody leaves, and what the table tells.

use crate::support::on_every_engine;
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::ScopeId;
use akwaba_journal::seal::Key;
use akwaba_store::sealed::leave::{self, Swept};
use akwaba_store::sealed::{self, HeldKey, PrivateKey, Recipient};
use akwaba_store::{Row, Store, StoreError, Successor, params};

fn file(name: &str) -> ScopeId {
    ScopeId::named(name)
}

fn people<const N: usize>(chance: &mut Seeded) -> [(PrivateKey, Recipient); N] {
    core::array::from_fn(|_| {
        let private = PrivateKey::fresh(chance);
        let public = Recipient::own(&private).unwrap();
        (private, public)
    })
}

fn held(store: &Store, private: &PrivateKey) -> Vec<HeldKey> {
    store.read(|tx| sealed::held(tx, private)).unwrap()
}

fn epochs(keys: &[HeldKey]) -> Vec<u32> {
    keys.iter().map(|held| held.epoch).collect()
}

fn rows(store: &Store) -> Vec<Row> {
    let all = "SELECT scope, place, epoch, wrapped FROM sealed_wrap ORDER BY scope, place";
    store.read(|tx| tx.query(all, &[])).unwrap()
}

#[test]
fn those_a_scope_was_wrapped_to_open_it_and_nobody_else() {
    on_every_engine(|store| {
        let mut chance = Seeded::new(1);
        let [awa, koffi, other] = people(&mut chance);
        let key = store
            .write(|tx| sealed::create(tx, file("a"), &[awa.1, koffi.1], &mut chance))
            .unwrap();
        for private in [&awa.0, &koffi.0] {
            let keys = held(store, private);
            assert_eq!(keys[0].key.as_bytes(), key.as_bytes());
            assert_eq!(
                (keys.len(), keys[0].scope, keys[0].epoch),
                (1, file("a"), 1)
            );
        }
        assert!(held(store, &other.0).is_empty());
        let twice = store.write(|tx| sealed::create(tx, file("a"), &[awa.1], &mut chance));
        assert_eq!(twice.err(), Some(StoreError::Conflict));
        let nobody = store.write(|tx| sealed::create(tx, file("b"), &[], &mut chance));
        assert_eq!(nobody.err(), Some(StoreError::NoHolder));
        assert!(
            held(store, &awa.0)
                .iter()
                .all(|held| held.scope == file("a"))
        );
    });
}

#[test]
fn who_left_opens_nothing_written_since_and_those_who_stay_or_come_read_everything() {
    on_every_engine(|store| {
        let mut chance = Seeded::new(2);
        let [awa, koffi, yao] = people(&mut chance);
        store
            .write(|tx| sealed::create(tx, file("a"), &[awa.1, koffi.1], &mut chance))
            .unwrap();
        let before = held(store, &koffi.0);
        let next = store
            .write(|tx| sealed::rotate(tx, file("a"), &before[0], &[awa.1], &mut chance))
            .unwrap();
        assert!(held(store, &koffi.0).is_empty());
        let awas = held(store, &awa.0);
        assert_eq!(epochs(&awas), [1, 2]);
        assert_eq!(awas[0].key.as_bytes(), before[0].key.as_bytes());
        assert_eq!(awas[1].key.as_bytes(), next.key.as_bytes());
        assert_ne!(awas[0].key.as_bytes(), awas[1].key.as_bytes());
        // With the former key in hand, nobody wraps it in the place of the present one.
        let stale = store.write(|tx| sealed::assign(tx, &before, &[koffi.1], &mut chance));
        assert_eq!(stale.err(), Some(StoreError::Contended));
        let stale =
            store.write(|tx| sealed::rotate(tx, file("a"), &before[0], &[koffi.1], &mut chance));
        assert_eq!(stale.err(), Some(StoreError::Contended));
        store
            .write(|tx| sealed::assign(tx, &awas, &[awa.1, yao.1], &mut chance))
            .unwrap();
        assert_eq!(epochs(&held(store, &yao.0)), [1, 2]);
        assert_eq!(epochs(&held(store, &awa.0)), [1, 2]);
        assert!(held(store, &koffi.0).is_empty());
    });
}

#[test]
fn the_table_tells_neither_who_holds_a_scope_nor_how_many() {
    on_every_engine(|store| {
        let mut chance = Seeded::new(3);
        let all = people::<5>(&mut chance);
        for (name, count, rows) in [("a", 1, 4), ("b", 3, 4), ("c", 4, 4), ("d", 5, 8)] {
            let to: Vec<Recipient> = all[..count].iter().map(|one| one.1).collect();
            store
                .write(|tx| sealed::create(tx, file(name), &to, &mut chance))
                .unwrap();
            let kept = store.read(|tx| {
                tx.query(
                    "SELECT wrapped FROM sealed_wrap WHERE scope = $1",
                    params![&file(name)],
                )
            });
            let kept = kept.unwrap();
            assert_eq!(kept.len(), rows);
            let lengths: Vec<usize> = kept.iter().map(|row| row.blob(0).unwrap().len()).collect();
            assert_eq!(lengths, vec![80; rows]);
        }
        // All rows of a scope are others when somebody is added: none tells who was there before.
        let before = rows(store);
        let awas = held(store, &all[0].0);
        let of_a: Vec<HeldKey> = awas.into_iter().filter(|k| k.scope == file("a")).collect();
        store
            .write(|tx| sealed::assign(tx, &of_a, &[all[0].1, all[1].1], &mut chance))
            .unwrap();
        let wraps = |rows: &[Row]| -> Vec<Vec<u8>> {
            let of = rows
                .iter()
                .filter(|row| row.id::<ScopeId>(0).unwrap() == file("a"));
            of.map(|row| row.blob(3).unwrap().to_vec()).collect()
        };
        let (before, after) = (wraps(&before), wraps(&rows(store)));
        assert_eq!((before.len(), after.len()), (4, 4));
        assert!(after.iter().all(|wrap| !before.contains(wrap)));
    });
}

#[test]
fn the_holder_of_a_scope_stands_at_no_place_of_their_own() {
    let store = Store::memory().unwrap();
    let mut chance = Seeded::new(3);
    let [awa] = people(&mut chance);
    for n in 0..24 {
        store
            .write(|tx| sealed::create(tx, file(&n.to_string()), &[awa.1], &mut chance))
            .unwrap();
    }
    let left = [0_i64, 1, 2, 3].map(|place| {
        let sql = "DELETE FROM sealed_wrap WHERE place = $1";
        store.write(|tx| tx.execute(sql, params![place])).unwrap();
        held(&store, &awa.0).len()
    });
    assert!(24 > left[0] && left[0] > left[1] && left[1] > left[2] && left[2] > left[3]);
}

#[test]
fn a_destroyed_scope_opens_for_nobody() {
    on_every_engine(|store| {
        let mut chance = Seeded::new(4);
        let [awa] = people(&mut chance);
        for name in ["a", "b"] {
            store
                .write(|tx| sealed::create(tx, file(name), &[awa.1], &mut chance))
                .unwrap();
        }
        let of_a = held(store, &awa.0)
            .into_iter()
            .find(|held| held.scope == file("a"))
            .unwrap();
        store
            .write(|tx| sealed::rotate(tx, file("a"), &of_a, &[awa.1], &mut chance))
            .unwrap();
        store.write(|tx| sealed::destroy(tx, file("a"))).unwrap();
        let left = held(store, &awa.0);
        assert_eq!((left.len(), left[0].scope), (1, file("b")));
        let left = store
            .read(|tx| tx.query("SELECT scope FROM sealed_epoch", &[]))
            .unwrap();
        assert!(left.is_empty());
    });
}

#[test]
fn wraps_put_in_by_who_can_only_write_the_table_open_for_nobody() {
    // The same scope and people in another installation: everything but its secret is known.
    let mut chance = Seeded::new(5);
    let [awa] = people(&mut chance);
    let [ours, theirs] = [1, 2].map(|seed| {
        let store = Store::memory().unwrap();
        let mut chance = Seeded::new(seed);
        store
            .write(|tx| sealed::create(tx, file("a"), &[awa.1], &mut chance))
            .unwrap();
        store
    });
    for row in rows(&theirs) {
        let put = ours.write(|tx| {
            tx.execute(
                "UPDATE sealed_wrap SET wrapped = $1 WHERE place = $2",
                params![row.blob(3)?, row.int(1)?],
            )
        });
        assert_eq!(put, Ok(1));
    }
    assert!(held(&ours, &awa.0).is_empty());
    assert_eq!(held(&theirs, &awa.0).len(), 1);
}

#[test]
fn sealed_scopes_open_as_before_under_another_master_key() {
    let folder = tempfile::tempdir().unwrap();
    let (was, is) = (folder.path().join("was.db"), folder.path().join("is.db"));
    let (former, new) = (Key::new([1; 32]), Key::new([2; 32]));
    let store =
        Store::open_sqlite_with(
            &was,
            Some(&former),
            crate::support::PLAN,
            &mut |_, _| Ok(()),
        )
        .unwrap();
    let mut chance = Seeded::new(6);
    let [awa] = people(&mut chance);
    crate::support::write_at(&store, 1, 1, vec![]).unwrap();
    store
        .write(|tx| akwaba_store::identity::ensure(tx, 1, &mut Seeded::new(7)))
        .unwrap();
    store
        .write(|tx| sealed::create(tx, file("a"), &[awa.1], &mut chance))
        .unwrap();
    let successor = Successor {
        path: &is,
        key: &new,
    };
    store
        .succeed(
            successor,
            &mut chance,
            &mut |_, _| Ok(()),
            &mut || Ok(()),
            &mut |_| (),
        )
        .unwrap();
    let next =
        Store::open_sqlite_with(&is, Some(&new), crate::support::PLAN, &mut |_, _| Ok(())).unwrap();
    assert_eq!(held(&next, &awa.0).len(), 1);
}

#[test]
fn after_a_departure_the_key_of_who_left_and_an_old_backup_open_nothing_written_since() {
    let folder = tempfile::tempdir().unwrap();
    let (path, copy) = (
        folder.path().join("centre.db"),
        folder.path().join("old.db"),
    );
    let open = |path: &std::path::Path| {
        Store::open_sqlite_with(path, None, crate::support::PLAN, &mut |_, _| Ok(())).unwrap()
    };
    let store = open(&path);
    let mut chance = Seeded::new(8);
    let [awa, koffi, yao] = people(&mut chance);
    // Koffi holds two of three files with Awa, and one that is his alone.
    for (name, to) in [
        ("a", vec![awa.1, koffi.1]),
        ("b", vec![awa.1, koffi.1, yao.1]),
        ("c", vec![awa.1, yao.1]),
        ("d", vec![koffi.1]),
        ("e", vec![awa.1, koffi.1]),
    ] {
        store
            .write(|tx| sealed::create(tx, file(name), &to, &mut chance))
            .unwrap();
    }
    store.snapshot(&copy, &mut |_| ()).unwrap();
    store.write(|tx| leave::depart(tx, &koffi.1, 5)).unwrap();
    // Before anybody did anything, a write begins another key.
    let of_b = held(&store, &yao.0)
        .into_iter()
        .find(|held| held.scope == file("b"));
    let of_b = of_b.unwrap();
    let fit = store
        .write(|tx| sealed::fit_to_write(tx, &of_b, &mut chance))
        .unwrap();
    assert_eq!((of_b.epoch, fit.epoch), (1, 2));
    // Awa does the rest, one at a time: what is done is not done again.
    let mut told = Vec::new();
    for left in [1, 0] {
        assert!(store.read(|tx| leave::is_due(tx, &awa.1)).unwrap());
        let swept = leave::leave(&store, &awa.0, 1, &mut chance, &mut |step| {
            told.push((step.done, step.total));
        });
        assert_eq!(swept.unwrap(), Swept { changed: 1, left });
    }
    assert_eq!(told, [(1, 2), (1, 1)]);
    assert!(!store.read(|tx| leave::is_due(tx, &awa.1)).unwrap());
    let again = leave::leave(&store, &awa.0, 9, &mut chance, &mut |_| ());
    assert_eq!(again.unwrap(), Swept::default());
    // What is written since, in the three files that he held with others.
    let since: Vec<Vec<u8>> = held(&store, &awa.0)
        .iter()
        .filter(|held| held.epoch == 2)
        .map(|held| held.key.wrap(b"since", b"", &mut chance).unwrap())
        .collect();
    assert_eq!(since.len(), 3);
    let old = open(&copy);
    let mut his = held(&old, &koffi.0);
    assert_eq!(his.len(), 4);
    his.extend(held(&store, &koffi.0));
    assert!(his.iter().all(|held| held.epoch == 1));
    for body in &since {
        assert!(his.iter().all(|held| held.key.unwrap(body, b"").is_err()));
    }
    // Nothing is wrapped to him any more, by mistake either, and his own key does not sweep.
    let by_mistake = store.write(|tx| sealed::create(tx, file("f"), &[koffi.1], &mut chance));
    assert_eq!(by_mistake.err(), Some(StoreError::NoHolder));
    let his = leave::leave(&store, &koffi.0, 9, &mut chance, &mut |_| ());
    assert_eq!(his.unwrap(), Swept::default());
}

#[test]
fn what_former_keys_opened_passes_to_the_present_keys_of_the_same_person() {
    on_every_engine(|store| {
        let mut chance = Seeded::new(9);
        let [former, present, yao] = people(&mut chance);
        for (name, to) in [("a", vec![former.1, yao.1]), ("b", vec![yao.1])] {
            store
                .write(|tx| sealed::create(tx, file(name), &to, &mut chance))
                .unwrap();
        }
        let done = leave::hand_over(store, &former.0, &present.1, &mut chance, &mut |_| ());
        assert_eq!(
            done.unwrap(),
            Swept {
                changed: 1,
                left: 0
            }
        );
        assert!(held(store, &former.0).is_empty());
        assert_eq!(epochs(&held(store, &present.0)), [1, 2]);
        assert_eq!(held(store, &yao.0).len(), 3);
    });
}
