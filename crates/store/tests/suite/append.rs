//! Writing to the journal, and reading it back.

use crate::support::{entity, named, on_every_engine, scope, visited, write_at};
use akwaba_store::entity::{as_of, history, load};
use akwaba_store::{Result, StoreError, params};

const NOW: i64 = 1_790_000_000_000_000;

#[test]
fn what_is_written_is_read_back_with_its_history() {
    on_every_engine(|store| {
        let awa = entity("awa");
        let first = write_at(store, NOW, 1, vec![named(awa, "Awa", &[])]).unwrap();
        write_at(
            store,
            NOW + 10,
            2,
            vec![named(awa, "Awa K", &first), visited(awa, 1)],
        )
        .unwrap();
        store
            .read(|tx| {
                let state = load(tx, scope(), awa)?;
                assert_eq!(state.one::<String>("name").as_deref(), Some("Awa K"));
                assert!(state.conflicts().is_empty());
                assert_eq!(history(tx, scope(), awa)?.len(), 3);
                let before = as_of(tx, scope(), awa, NOW + 5)?;
                assert_eq!(before.one::<String>("name").as_deref(), Some("Awa"));
                let row = tx.one(
                    "SELECT name, visits FROM test_person WHERE scope = $1 AND entity = $2",
                    params![&scope(), &awa],
                )?;
                assert_eq!((row.text(0)?, row.int(1)?), ("Awa K", 1));
                Ok::<_, StoreError>(())
            })
            .unwrap();
    });
}

#[test]
fn a_body_that_fails_leaves_nothing_behind() {
    on_every_engine(|store| {
        let failed: Result<()> = store.write(|tx| {
            tx.execute("DELETE FROM schema_migration", &[])?;
            Err(StoreError::Conflict)
        });
        assert_eq!(failed, Err(StoreError::Conflict));
        let left = store
            .read(|tx| tx.one("SELECT count(*) FROM schema_migration", &[])?.int(0))
            .unwrap();
        assert!(left > 0);
    });
}

#[test]
fn a_clock_set_back_to_1970_keeps_the_order_of_what_is_written() {
    on_every_engine(|store| {
        let awa = entity("awa");
        let mut last = Vec::new();
        for (number, now) in [NOW, 0, NOW - 86_400_000_000, -5, NOW + 1]
            .into_iter()
            .enumerate()
        {
            let name = format!("name {number}");
            last = write_at(store, now, number as u64, vec![named(awa, &name, &last)]).unwrap();
        }
        store
            .read(|tx| {
                let names: Vec<_> = history(tx, scope(), awa)?;
                assert!(
                    names
                        .windows(2)
                        .all(|pair| pair[0].header.clock < pair[1].header.clock)
                );
                let state = load(tx, scope(), awa)?;
                assert_eq!(state.one::<String>("name").as_deref(), Some("name 4"));
                Ok::<_, StoreError>(())
            })
            .unwrap();
    });
}

#[test]
fn a_reading_body_cannot_write_and_a_nested_one_is_refused() {
    on_every_engine(|store| {
        let wrote = store.read(|tx| tx.execute("DELETE FROM stream", &[]));
        assert_eq!(wrote, Err(StoreError::ReadOnly));
        let nested: Result<()> = store.write(|_| store.read(|_| Ok(())));
        assert_eq!(nested, Err(StoreError::Nested));
    });
}
