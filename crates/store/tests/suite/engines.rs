//! What both engines promise alike: values, errors, writers beside each other.

use crate::support::{PLAN, entity, on_every_engine, scope, visited, write_at};
use akwaba_store::entity::load;
use akwaba_store::{Param, Result, Store, StoreError, Tx, ledger, params};

#[test]
fn values_come_back_as_they_were_given() {
    on_every_engine(|store| {
        let bytes: Vec<u8> = (0..=255).collect();
        let text = "Kouamé N'Guessan — \u{1F600} '\"; DROP TABLE entry";
        let row = store
            .write(|tx| {
                tx.execute(
                    "INSERT INTO test_person (scope, entity, name, visits) VALUES ($1, $2, $3, $4)",
                    params![&bytes, &bytes, text, i64::MIN],
                )?;
                tx.execute(
                    "UPDATE test_person SET name = $1 WHERE visits = $2 AND name IS NULL",
                    params![Param::Null, i64::MIN],
                )?;
                tx.one(
                    "SELECT scope, name, visits, CAST(NULL AS TEXT), count(*) FROM test_person \
                     GROUP BY scope, name, visits",
                    &[],
                )
            })
            .unwrap();
        assert_eq!((row.blob(0), row.text(1)), (Ok(&bytes[..]), Ok(text)));
        assert_eq!((row.int(2), row.int(4)), (Ok(i64::MIN), Ok(1)));
        assert_eq!((row.opt_text(3), row.is_null(3)), (Ok(None), true));
        assert!(matches!(
            row.int(1),
            Err(StoreError::Shape { column: 1, .. })
        ));
        assert!(matches!(
            row.int(9),
            Err(StoreError::Shape { column: 9, .. })
        ));
    });
}

#[test]
fn after_an_error_nothing_more_is_done_or_kept() {
    on_every_engine(|store| {
        let insert = |tx: &mut dyn Tx| {
            tx.execute(
                "INSERT INTO known_node (node, public) VALUES ($1, $2)",
                params![&[1u8; 16], &[2u8; 32]],
            )
        };
        let swallowed: Result<()> = store.write(|tx| {
            insert(tx)?;
            assert_eq!(insert(tx), Err(StoreError::Conflict));
            assert_eq!(
                tx.one("SELECT count(*) FROM entry", &[]),
                Err(StoreError::Conflict)
            );
            Ok(())
        });
        assert_eq!(swallowed, Err(StoreError::Conflict));
        let left = store.read(|tx| tx.one("SELECT count(*) FROM known_node", &[])?.int(0));
        assert_eq!(left, Ok(0));
        let wrong: Result<_> = store.write(|tx| tx.query("SELECT nothing FROM nowhere", &[]));
        assert!(matches!(wrong, Err(StoreError::Sql { .. })), "{wrong:?}");
    });
}

#[test]
fn a_row_that_is_refused_by_its_reader_ends_the_query_and_no_more() {
    on_every_engine(|store| {
        let read = store.read(|tx| {
            let seen = tx.each("SELECT number FROM schema_migration", &[], &mut |_| {
                Err(StoreError::Forgotten)
            });
            assert_eq!(seen, Err(StoreError::Forgotten));
            tx.one("SELECT count(*) FROM entry", &[])?.int(0)
        });
        assert_eq!(read, Ok(0));
    });
}

#[test]
fn a_body_that_panics_leaves_nothing_behind_and_the_store_goes_on() {
    on_every_engine(|store| {
        let fallen = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let _: Result<()> = store.write(|tx| {
                tx.execute("DELETE FROM schema_migration", &[])?;
                panic!("on purpose");
            });
        }));
        assert!(fallen.is_err());
        let fallen = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let _: Result<()> = store.read(|_| panic!("on purpose"));
        }));
        assert!(fallen.is_err());
        let left = store.read(|tx| tx.one("SELECT count(*) FROM schema_migration", &[])?.int(0));
        assert_eq!(left, Ok(PLAN.migrations.len() as i64));
        write_at(store, 1, 1, vec![visited(entity("awa"), 1)]).unwrap();
    });
}

#[test]
fn a_reader_sees_one_moment_while_others_write() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("centre.db");
    let store = Store::open_sqlite_with(&path, None, PLAN, &mut |_, _| Ok(())).unwrap();
    one_moment(&store);
    #[cfg(feature = "postgres")]
    if let Some(url) = crate::support::server() {
        let schema = crate::support::schema();
        one_moment(&Store::postgres_with(&url, &schema, None, PLAN, &mut |_, _| Ok(())).unwrap());
    }
}

fn one_moment(store: &Store) {
    let other = store.clone();
    store
        .read(|tx| {
            assert_eq!(ledger::count(tx)?, 0);
            let other = other.clone();
            std::thread::spawn(move || {
                write_at(&other, 1, 1, vec![visited(entity("awa"), 1)]).unwrap();
            })
            .join()
            .unwrap();
            assert_eq!(ledger::count(tx)?, 0);
            Ok::<_, StoreError>(())
        })
        .unwrap();
    assert_eq!(store.read(ledger::count), Ok(1));
}

#[test]
fn writers_of_several_programs_on_one_scope_all_succeed_and_no_stream_forks() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("centre.db");
    several_programs(&|| Store::open_sqlite_with(&path, None, PLAN, &mut |_, _| Ok(())).unwrap());
    #[cfg(feature = "postgres")]
    if let Some(url) = crate::support::server() {
        let schema = crate::support::schema();
        several_programs(&|| {
            Store::postgres_with(&url, &schema, None, PLAN, &mut |_, _| Ok(())).unwrap()
        });
    }
}

fn several_programs(open: &dyn Fn() -> Store) {
    write_at(&open(), 1, 1, vec![visited(entity("awa"), 0)]).unwrap();
    let threads: Vec<_> = (0..3)
        .map(|program| {
            let store = open();
            std::thread::spawn(move || {
                for n in 0..20 {
                    write_at(&store, 5, n, vec![visited(entity("awa"), program)]).unwrap();
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    let store = open();
    let found = store.read(|tx| ledger::verify(tx, &mut |_| ())).unwrap();
    assert!(found.is_intact());
    let state = store.read(|tx| load(tx, scope(), entity("awa"))).unwrap();
    assert_eq!(state.facts::<u32>("visits").len(), 61);
}
