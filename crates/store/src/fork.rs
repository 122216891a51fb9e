//! Stores in memory made from another one by copying its pages: a small part of the time that making their tables takes.
//!
//! Invariant: what is written in one of them afterwards is in no other. Never: a store on a disk.

use crate::error::{Result, StoreError};
use crate::home::{Home, Plan};
use crate::migrate;
use crate::sqlite;
use crate::store::{Engine, Store};
use rusqlite::Connection;
use rusqlite::backup::Backup;
use std::sync::{Mutex, PoisonError};

/// Pages copied at a time: all of them.
const ALL_PAGES: i32 = -1;

/// The tables of Akwaba without a row, once somebody needed them.
static EMPTY: Mutex<Option<Store>> = Mutex::new(None);

impl Store {
    /// A store in memory with the content and the secrets of this one, which is in memory too.
    ///
    /// # Errors
    /// [`StoreError::NotAStore`] for one that is not in memory, and those of the engine.
    pub fn forked(&self) -> Result<Self> {
        let Engine::Memory(from) = self.engine() else {
            return Err(StoreError::NotAStore);
        };
        let copy = copied(&from.lock().unwrap_or_else(PoisonError::into_inner))?;
        Ok(self.with_engine(Engine::Memory(Mutex::new(copy))))
    }

    /// An empty store in memory, for surroundings without a key.
    pub(crate) fn empty_in_memory(home: Home) -> Result<Self> {
        let fresh = |home| {
            let engine = Engine::Memory(Mutex::new(sqlite::in_memory()?));
            Self::ready_in(engine, home, &mut |_, _| Ok(()))
        };
        if !core::ptr::eq(home.plan().migrations, migrate::MIGRATIONS) {
            return fresh(home);
        }
        let mut empty = EMPTY.lock().unwrap_or_else(PoisonError::into_inner);
        let from = match empty.take() {
            Some(known) => known,
            None => fresh(Home::new(Plan::AKWABA, None))?,
        };
        let forked = empty.insert(from).forked()?;
        Ok(forked.with_home(home))
    }
}

fn copied(from: &Connection) -> Result<Connection> {
    let mut to = sqlite::in_memory()?;
    let copy = Backup::new(from, &mut to).map_err(sqlite::told)?;
    copy.step(ALL_PAGES).map_err(sqlite::told)?;
    drop(copy);
    Ok(to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params;

    fn put(store: &Store, name: &str) {
        let written = store.write(|tx| {
            tx.execute(
                "INSERT INTO attempt (name, failures, last_micros) VALUES ($1, 1, 0)",
                params![name],
            )?;
            Ok::<_, StoreError>(())
        });
        written.unwrap();
    }

    fn names(store: &Store) -> Vec<String> {
        let read = store.read(|tx| {
            let rows = tx.query("SELECT name FROM attempt ORDER BY name", &[])?;
            rows.iter()
                .map(|row| Ok::<_, StoreError>(row.text(0)?.to_owned()))
                .collect()
        });
        read.unwrap()
    }

    #[test]
    fn what_is_written_in_one_fork_is_in_no_other() {
        let first = Store::memory().unwrap();
        put(&first, "before");
        let second = first.forked().unwrap();
        put(&first, "first");
        put(&second, "second");
        assert_eq!(names(&first), ["before", "first"]);
        assert_eq!(names(&second), ["before", "second"]);
        // What all stores in memory begin from has none of it.
        assert!(names(&Store::memory().unwrap()).is_empty());
    }
}
