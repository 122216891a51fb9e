//! Copies of a store, made while people work and verified before anything trusts them.

use crate::support::{PLAN, entity, fresh, named, on_every_engine, visited, write_at};
use akwaba_journal::seal::Key;
use akwaba_store::backup::{Check, check};
use akwaba_store::migrate::Migration;
use akwaba_store::rebuild::{Progress, state_hash};
use akwaba_store::{Plan, Result, Store, StoreError, identity, ledger};
use std::path::Path;

fn checked(path: &Path) -> Result<Check> {
    check(path, None, PLAN, &mut |_| ())
}

fn with_people(store: &Store, people: u32) {
    let drafts: Vec<_> = (0..people)
        .flat_map(|n| {
            let person = entity(&format!("person {n}"));
            [named(person, "Awa Koné", &[]), visited(person, n)]
        })
        .collect();
    write_at(store, 1, 1, drafts).unwrap();
}

#[test]
fn a_copy_of_any_engine_is_sound_and_makes_the_same_store_again() {
    on_every_engine(|store| {
        with_people(store, 60);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("copy.db");
        let mut told: Option<Progress> = None;
        store
            .snapshot(&path, &mut |progress| told = Some(progress))
            .unwrap();
        assert!(told.is_some());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        let found = checked(&path).unwrap();
        assert!(found.is_sound(), "{found:?}");
        assert_eq!(found.entries, 120);
        assert_eq!(found.identity, store.read(identity::find).unwrap());
        let copy = Store::open_sqlite_with(&path, None, PLAN, &mut |_, _| Ok(())).unwrap();
        assert_eq!(
            copy.read(state_hash).unwrap(),
            store.read(state_hash).unwrap()
        );
        let other = fresh();
        other.fill_from(&copy, &mut |_| ()).unwrap();
        assert_eq!(
            other.read(state_hash).unwrap(),
            store.read(state_hash).unwrap()
        );
        let again = other.fill_from(&copy, &mut |_| ());
        assert_eq!(again, Err(StoreError::NotEmpty));
        assert_eq!(
            store.snapshot(&path, &mut |_| ()),
            Err(StoreError::NotEmpty)
        );
    });
}

#[test]
fn a_copy_made_while_others_write_holds_one_moment() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("centre.db");
    let store = Store::open_sqlite_with(&path, None, PLAN, &mut |_, _| Ok(())).unwrap();
    with_people(&store, 500);
    let writer = store.clone();
    let thread = std::thread::spawn(move || {
        for n in 0..80 {
            write_at(
                &writer,
                2,
                n,
                vec![visited(entity("person 1"), 9), visited(entity("x"), 9)],
            )
            .unwrap();
        }
    });
    for n in 0..5 {
        let copy = folder.path().join(format!("copy {n}.db"));
        store.snapshot(&copy, &mut |_| ()).unwrap();
        let found = checked(&copy).unwrap();
        assert!(found.is_sound(), "{found:?}");
        assert_eq!(found.entries % 2, 0);
    }
    thread.join().unwrap();
}

#[test]
fn a_cut_copy_a_strange_file_and_a_file_of_another_program_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let store = fresh();
    with_people(&store, 200);
    let path = folder.path().join("copy.db");
    store.snapshot(&path, &mut |_| ()).unwrap();
    let whole = std::fs::read(&path).unwrap();
    for size in [whole.len() / 2, 5000, 100] {
        std::fs::write(&path, &whole[..size]).unwrap();
        let sound = checked(&path).is_ok_and(|found| found.is_sound());
        assert!(!sound, "cut at {size}");
    }
    std::fs::write(
        &path,
        b"not a database at all, but long enough to be looked at".repeat(40),
    )
    .unwrap();
    assert_eq!(checked(&path), Err(StoreError::WrongKey));
    std::fs::remove_file(&path).unwrap();
    let other = rusqlite::Connection::open(&path).unwrap();
    other
        .execute_batch("CREATE TABLE recipes (name TEXT)")
        .unwrap();
    drop(other);
    assert_eq!(checked(&path), Err(StoreError::NotAStore));
    assert!(matches!(
        checked(&folder.path().join("none.db")),
        Err(StoreError::Io { .. })
    ));
}

#[test]
fn a_changed_byte_of_the_journal_is_found() {
    on_every_engine(|store| {
        with_people(store, 5);
        let intact = |store: &Store| {
            let mut told = 0;
            let found = store
                .read(|tx| ledger::verify(tx, &mut |_| told += 1))
                .unwrap();
            assert!(told > 0);
            found.is_intact()
        };
        assert!(intact(store));
        let change = |sql: &'static str| {
            let dry: Result<()> = store.write(|tx| {
                assert_eq!(tx.execute(sql, &[])?, 1, "{sql}");
                let found = ledger::verify(tx, &mut |_| ())?;
                assert!(!found.is_intact(), "{sql}");
                Err(StoreError::Conflict)
            });
            assert_eq!(dry, Err(StoreError::Conflict));
        };
        change("DELETE FROM entry WHERE seq = 10");
        change("DELETE FROM entry WHERE seq = 4");
        change("UPDATE entry SET seq = 40 WHERE seq = 4");
        change("UPDATE entry SET kind = 'x' WHERE seq = 4");
        change("UPDATE entry SET clock_micros = 7 WHERE seq = 4");
        change("UPDATE stream SET seq = 9");
        change("UPDATE stream SET signature = hash");
        change("DELETE FROM stream");
        assert!(intact(store));
        let mut file = Vec::new();
        let counts = store
            .read(|tx| ledger::export(tx, &mut file, &mut |_| ()))
            .unwrap();
        assert_eq!((counts.keys, counts.heads, counts.entries), (1, 1, 10));
        let how = akwaba_journal::verify::Verifying::default();
        let report = akwaba_journal::verify::verify(file.as_slice(), how).unwrap();
        assert!(report.is_intact());
    });
}

#[test]
fn another_key_does_not_open_a_store() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("centre.db");
    let (ours, theirs) = (Key::new([1; 32]), Key::new([2; 32]));
    let open = |key: &Key| Store::open_sqlite_with(&path, Some(key), PLAN, &mut |_, _| Ok(()));
    with_people(&open(&ours).unwrap(), 3);
    assert_eq!(open(&theirs).err(), Some(StoreError::WrongKey));
    assert_eq!(
        check(&path, Some(&theirs), PLAN, &mut |_| ()),
        Err(StoreError::WrongKey)
    );
    let store = open(&ours).unwrap();
    let copy = folder.path().join("copy.db");
    store.snapshot(&copy, &mut |_| ()).unwrap();
    let found = check(&copy, Some(&ours), PLAN, &mut |_| ()).unwrap();
    assert!(found.is_sound(), "{found:?}");
    if akwaba_store::ENCRYPTS {
        for file in [&path, &copy] {
            let bytes = std::fs::read(file).unwrap();
            for canary in ["SQLite format 3", "CREATE TABLE", "Awa Koné"] {
                let seen = bytes
                    .windows(canary.len())
                    .any(|part| part == canary.as_bytes());
                assert!(!seen, "{canary} in {}", file.display());
            }
        }
    }
}

const LATER: Migration = Migration {
    number: 9_001,
    name: "9001_later",
    sql: "CREATE TABLE later_table (scope BYTEA NOT NULL, PRIMARY KEY (scope))",
};

#[test]
fn a_later_database_is_refused_and_an_older_one_is_copied_before_it_changes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("centre.db");
    let open = |plan: Plan, before: &mut dyn FnMut(&Store)| {
        Store::open_sqlite_with(&path, None, plan, &mut |store, pending| {
            assert!(!pending.fresh);
            assert_eq!(pending.names, ["9001_later"]);
            before(store);
            Ok(())
        })
    };
    with_people(
        &open(PLAN, &mut |_| panic!("nothing to copy yet")).unwrap(),
        3,
    );
    let later = Plan {
        migrations: Box::leak([PLAN.migrations, &[LATER]].concat().into_boxed_slice()),
        ..PLAN
    };
    let copy = folder.path().join("before.db");
    let failing =
        Store::open_sqlite_with(&path, None, later, &mut |_, _| Err(StoreError::DiskFull));
    assert_eq!(failing.err(), Some(StoreError::DiskFull));
    drop(
        open(later, &mut |store| {
            store.snapshot(&copy, &mut |_| ()).unwrap()
        })
        .unwrap(),
    );
    assert!(checked(&copy).unwrap().is_sound());
    let newer = StoreError::NewerSchema {
        number: 9_001,
        name: "9001_later".into(),
    };
    assert_eq!(open(PLAN, &mut |_| ()).err(), Some(newer.clone()));
    assert_eq!(checked(&path), Err(newer));
    let changed = Plan {
        migrations: Box::leak(
            [
                PLAN.migrations,
                &[Migration {
                    sql: "SELECT 1",
                    ..LATER
                }],
            ]
            .concat()
            .into_boxed_slice(),
        ),
        ..PLAN
    };
    let refused = open(changed, &mut |_| ()).err();
    assert_eq!(
        refused,
        Some(StoreError::ChangedMigration { number: 9_001 })
    );
}
