//! Projections made again from the journal, and what is forgotten.

use crate::support::{entity, named, on_every_engine, scope, visited, write_at};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::EntityId;
use akwaba_store::entity::{history, load};
use akwaba_store::forget::forget;
use akwaba_store::rebuild::state_hash;
use akwaba_store::{Store, StoreError, Tx};
use proptest::prelude::*;

fn rows(tx: &mut dyn Tx) -> akwaba_store::Result<(i64, i64)> {
    Ok((
        tx.one("SELECT count(*) FROM test_person", &[])?.int(0)?,
        tx.one("SELECT count(*) FROM test_feed", &[])?.int(0)?,
    ))
}

fn rebuild_changes_nothing(store: &Store) {
    let before = store.read(state_hash).unwrap();
    let mut told = Vec::new();
    store.rebuild(&mut |progress| told.push(progress)).unwrap();
    assert_eq!(store.read(state_hash).unwrap(), before);
    assert!(told.iter().all(|progress| progress.done <= progress.total));
    let last = told.last().unwrap();
    assert_eq!(last.done, last.total);
}

fn write_random(store: &Store, steps: &[(i64, u8, u8)]) {
    for (number, (now, who, what)) in steps.iter().enumerate() {
        let seen = store
            .read(|tx| load(tx, scope(), person(*who)))
            .unwrap()
            .seen("name");
        let draft = match what % 4 {
            0 => visited(person(*who), number as u32),
            1 => named(person(*who), &format!("n{number}"), &[]),
            _ => named(person(*who), &format!("n{number}"), &seen),
        };
        let pair = vec![draft, visited(person(what % 5), 7)];
        write_at(store, *now, number as u64, pair).unwrap();
    }
}

fn person(number: u8) -> EntityId {
    entity(&format!("person {number}"))
}

// Few and long: what takes the time of a case is to make its tables, on three engines.
proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]
    #[test]
    fn a_rebuild_of_any_journal_changes_no_byte(
        steps in proptest::collection::vec((any::<i64>(), 0u8..5, any::<u8>()), 1..60),
    ) {
        on_every_engine(|store| {
            write_random(store, &steps);
            rebuild_changes_nothing(store);
        });
    }
}

#[test]
fn a_rebuild_longer_than_one_page_changes_nothing() {
    on_every_engine(|store| {
        let many: Vec<_> = (0..700)
            .map(|n| named(entity(&format!("p{n}")), "Awa", &[]))
            .collect();
        write_at(store, 1, 1, many).unwrap();
        let visits: Vec<_> = (0..700).map(|n| visited(entity("p3"), n)).collect();
        write_at(store, 2, 2, visits).unwrap();
        rebuild_changes_nothing(store);
    });
}

#[test]
fn the_sum_differs_when_one_row_does() {
    on_every_engine(|store| {
        write_at(store, 1, 1, vec![named(entity("awa"), "Awa", &[])]).unwrap();
        let before = store.read(state_hash).unwrap();
        store
            .write(|tx| tx.execute("UPDATE test_person SET visits = visits + 1", &[]))
            .unwrap();
        assert_ne!(store.read(state_hash).unwrap(), before);
        store.rebuild(&mut |_| ()).unwrap();
        assert_eq!(store.read(state_hash).unwrap(), before);
    });
}

#[test]
fn a_person_forgotten_leaves_no_row_and_nothing_more_can_be_kept_of_them() {
    on_every_engine(|store| {
        let (awa, yao) = (entity("awa"), entity("yao"));
        let both = vec![
            named(awa, "Awa", &[]),
            named(yao, "Yao", &[]),
            visited(yao, 1),
        ];
        write_at(store, 1, 1, both).unwrap();
        assert_eq!(store.read(rows).unwrap(), (2, 3));
        store.write(|tx| forget(tx, 5, scope(), awa)).unwrap();
        store.write(|tx| forget(tx, 5, scope(), yao)).unwrap();
        assert_eq!(store.read(rows).unwrap(), (1, 1));
        store
            .read(|tx| {
                assert!(!load(tx, scope(), awa)?.exists());
                assert_eq!(load(tx, scope(), yao)?.one::<String>("name"), None);
                let past = history(tx, scope(), yao)?;
                let known: Vec<_> = past.iter().map(|past| past.act.is_some()).collect();
                assert_eq!(known, [false, true]);
                Ok::<_, StoreError>(())
            })
            .unwrap();
        rebuild_changes_nothing(store);
        let again = write_at(store, 9, 3, vec![named(awa, "Awa", &[])]);
        assert_eq!(again, Err(StoreError::Forgotten));
    });
}

#[test]
fn chance_decides_keys_but_never_what_is_projected() {
    let hashes: Vec<_> = [1, 2]
        .into_iter()
        .map(|seed| {
            let store = Store::memory_with(crate::support::PLAN, None).unwrap();
            store
                .write(|tx| akwaba_store::identity::ensure(tx, 1, &mut Seeded::new(77)).map(|_| ()))
                .unwrap();
            write_at(&store, 1, seed, vec![named(entity("awa"), "Awa", &[])]).unwrap();
            store.read(state_hash).unwrap()
        })
        .collect();
    assert_eq!(hashes[0], hashes[1]);
}
