//! The same store under another key: what the former key opens afterwards, and what goes on.

use crate::support::{PLAN, entity, named, scope, visited, write_at};
use akwaba_journal::chance::Seeded;
use akwaba_journal::seal::Key;
use akwaba_store::rebuild::state_hash;
use akwaba_store::{Result, Store, StoreError, Successor, forget, identity, ledger};
use std::path::Path;

fn open(path: &Path, key: &Key) -> Result<Store> {
    Store::open_sqlite_with(path, Some(key), PLAN, &mut |_, _| Ok(()))
}

fn lived_in(path: &Path, key: &Key) -> Store {
    let store = open(path, key).unwrap();
    let people = (0..40).map(|n| named(entity(&format!("person {n}")), "Awa Koné", &[]));
    write_at(&store, 1, 1, people.collect()).unwrap();
    store
        .write(|tx| forget::forget(tx, 9, scope(), entity("person 3")))
        .unwrap();
    store
}

fn succeed(
    store: &Store,
    path: &Path,
    key: &Key,
    switch: &mut dyn FnMut() -> Result<()>,
) -> Result<()> {
    let successor = Successor { path, key };
    let mut chance = Seeded::new(5);
    let done = store.succeed(
        successor,
        &mut chance,
        &mut |_, _| Ok(()),
        switch,
        &mut |_| (),
    );
    done.map(drop)
}

#[test]
fn the_former_key_opens_nothing_of_the_new_store_and_everything_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let (was, is) = (folder.path().join("was.db"), folder.path().join("is.db"));
    let (former, new) = (Key::new([1; 32]), Key::new([2; 32]));
    let store = lived_in(&was, &former);
    let before = store.read(state_hash).unwrap();
    let name = |store: &Store| {
        store
            .write(|tx| identity::naming_key(tx, 1, &mut Seeded::new(1)))
            .unwrap()
    };
    let named_by = name(&store);
    succeed(&store, &is, &new, &mut || Ok(())).unwrap();
    assert_eq!(open(&is, &former).err(), Some(StoreError::WrongKey));
    // Whoever tries to write to the former file is told so: nothing is lost in silence.
    let late = write_at(&store, 2, 2, vec![visited(entity("person 1"), 1)]);
    assert_eq!(late, Err(StoreError::Busy));
    let next = open(&is, &new).unwrap();
    assert_eq!(next.read(state_hash).unwrap(), before);
    assert!(
        next.read(|tx| ledger::verify(tx, &mut |_| ()))
            .unwrap()
            .is_intact()
    );
    assert_eq!(
        name(&next),
        named_by,
        "a file that came in before is known again"
    );
    // The keys of persons open, the destroyed one stays destroyed, and the journal goes on.
    next.rebuild(&mut |_| ()).unwrap();
    assert_eq!(next.read(state_hash).unwrap(), before);
    let gone = write_at(&next, 3, 3, vec![named(entity("person 3"), "Awa", &[])]);
    assert_eq!(gone, Err(StoreError::Forgotten));
    write_at(&next, 3, 4, vec![named(entity("person 4"), "Awa", &[])]).unwrap();
    // And once more: the naming secret stands by itself by now.
    let again = folder.path().join("again.db");
    succeed(&next, &again, &former, &mut || Ok(())).unwrap();
    assert_eq!(name(&open(&again, &former).unwrap()), named_by);
}

#[test]
fn the_wrapped_keys_of_persons_are_all_others_and_the_former_secret_opens_none() {
    let folder = tempfile::tempdir().unwrap();
    let (was, is) = (folder.path().join("was.db"), folder.path().join("is.db"));
    let (former, new) = (Key::new([1; 32]), Key::new([2; 32]));
    let wrapped = |store: &Store| -> Vec<Vec<u8>> {
        let read = |tx: &mut dyn akwaba_store::Tx| -> Result<Vec<Vec<u8>>> {
            let sql = "SELECT wrapped FROM subject_key WHERE destroyed_micros IS NULL \
                       UNION ALL SELECT wrapped FROM local_secret WHERE name <> 'naming'";
            tx.query(sql, &[])?
                .iter()
                .map(|row| Ok(row.blob(0)?.to_vec()))
                .collect()
        };
        store.read(read).unwrap()
    };
    let store = lived_in(&was, &former);
    let before = wrapped(&store);
    succeed(&store, &is, &new, &mut || Ok(())).unwrap();
    let after = wrapped(&open(&is, &new).unwrap());
    assert_eq!((before.len(), after.len()), (41, 41));
    assert!(after.iter().all(|row| !before.contains(row)));
    // The secret that wraps the keys of persons is another one: rows of the former file put in the
    // place of the new ones do not open.
    drop(store);
    let next = open(&is, &new).unwrap();
    let mut each = before.iter();
    let planted: Result<()> = next.write(|tx| {
        let first = each.next().unwrap();
        tx.execute(
            "UPDATE subject_key SET wrapped = $1 WHERE destroyed_micros IS NULL",
            akwaba_store::params![first],
        )?;
        Ok(())
    });
    planted.unwrap();
    assert!(matches!(
        next.rebuild(&mut |_| ()),
        Err(StoreError::Corrupt { .. })
    ));
}

#[test]
fn a_change_that_does_not_come_to_its_end_leaves_the_store_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let (was, is) = (folder.path().join("was.db"), folder.path().join("is.db"));
    let (former, new) = (Key::new([1; 32]), Key::new([2; 32]));
    let store = lived_in(&was, &former);
    std::fs::write(&is, b"").unwrap();
    let taken = succeed(&store, &is, &new, &mut || Ok(()));
    assert_eq!(taken, Err(StoreError::NotEmpty));
    std::fs::remove_file(&is).unwrap();
    let failed = succeed(&store, &is, &new, &mut || Err(StoreError::DiskFull));
    assert_eq!(failed, Err(StoreError::DiskFull));
    write_at(&store, 2, 2, vec![visited(entity("person 1"), 1)]).unwrap();
    drop(store);
    assert!(open(&was, &former).is_ok());
}
