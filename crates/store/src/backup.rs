//! Copies of a whole store: made while people work, verified before anything trusts them.
//!
//! A copy is one file of SQLite, whatever the engine, under the key of the store where the build
//! encrypts. Encrypting it for other eyes, naming it and sending it away is the host's work.

use crate::error::{Result, StoreError};
use crate::home::Plan;
use crate::identity::{self, Identity};
use crate::ledger::{self, Verified};
use crate::migrate;
use crate::rebuild::Progress;
use crate::sqlite;
use crate::store::{Engine, Store};
use crate::tables::{JOURNAL, Kept};
use crate::tx::{Param, Tx};
use akwaba_journal::seal::Key;
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use std::path::Path;
use std::time::Duration;

/// Pages copied between two reports of progress: a megabyte.
const PAGES: i32 = 256;
/// How long to wait when the copy itself is in use.
const PAUSE: Duration = Duration::from_millis(20);
/// Rows copied between two reports of progress.
const ROWS: u64 = 4096;

/// What a copy holds, and whether it can be trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The newest migration that made its tables.
    pub schema: i64,
    /// Whose store it is; `None` when it never wrote.
    pub identity: Option<Identity>,
    /// How many entries its journal holds.
    pub entries: u64,
    /// What the engine finds wrong with the file itself.
    pub damage: Vec<String>,
    /// What is wrong with the journal.
    pub journal: Verified,
}

impl Check {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.damage.is_empty() && self.journal.is_intact()
    }
}

impl Store {
    /// Writes a copy of the store, as it stands at one moment, to a file that must not exist.
    /// Nobody waits meanwhile.
    ///
    /// # Errors
    /// [`StoreError::NotEmpty`] when the file exists, and those of the disk; a copy that was
    /// begun is then removed.
    pub fn snapshot(&self, to: &Path, progress: &mut dyn FnMut(Progress)) -> Result<()> {
        if to.exists() {
            return Err(StoreError::NotEmpty);
        }
        let done = self.copy_to(to, progress);
        if done.is_err() {
            // What is half written is of no use, and an undo file left beside it would be applied to
            // the next copy of that name. That one could not be removed changes nothing here.
            for end in ["", "-journal", "-wal", "-shm"] {
                let mut name = to.as_os_str().to_owned();
                name.push(end);
                let _ = std::fs::remove_file(name);
            }
        }
        done
    }

    fn copy_to(&self, to: &Path, progress: &mut dyn FnMut(Progress)) -> Result<()> {
        match self.engine() {
            Engine::File(file) => file.with_reader(|reader| {
                reader.execute_batch("BEGIN").map_err(sqlite::told)?;
                let done = copy_pages(reader, to, file.key(), progress);
                reader.execute_batch("ROLLBACK").map_err(sqlite::told)?;
                done
            }),
            // Another engine, or no key yet: the rows are copied.
            _ => {
                let copy = Store::copy_at(to, self)?;
                copy.fill_from(self, progress)?;
                copy.fold_log()
            }
        }
    }

    /// Fills an empty store with everything another one keeps, and makes the rest from it.
    ///
    /// # Errors
    /// [`StoreError::NotEmpty`] when this store holds a journal already.
    pub fn fill_from(&self, other: &Store, progress: &mut dyn FnMut(Progress)) -> Result<()> {
        self.write(|to| {
            if ledger::count(to)? > 0 || identity::find(to)?.is_some() {
                return Err(StoreError::NotEmpty);
            }
            other.read(|from| copy_rows(from, to, progress))
        })?;
        self.rebuild(progress)
    }
}

/// Copies the pages of an open database. The open transaction of `from` holds them still.
pub(crate) fn copy_pages(
    from: &Connection,
    to: &Path,
    key: Option<&Key>,
    progress: &mut dyn FnMut(Progress),
) -> Result<()> {
    // The transaction begins with its first read.
    from.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))
        .map_err(sqlite::told)?;
    let mut copy = sqlite::create(to, key)?;
    let backup = Backup::new(from, &mut copy).map_err(sqlite::told)?;
    loop {
        let step = backup.step(PAGES).map_err(sqlite::told)?;
        let counted = backup.progress();
        let total = u64::try_from(counted.pagecount).unwrap_or(0);
        let left = u64::try_from(counted.remaining).unwrap_or(0);
        progress(Progress {
            done: total.saturating_sub(left),
            total,
        });
        match step {
            StepResult::Done => break,
            StepResult::Busy | StepResult::Locked => std::thread::sleep(PAUSE),
            _ => {}
        }
    }
    drop(backup);
    sqlite::single_file(&copy)
}

/// Copies the rows of every table that is kept.
fn copy_rows(from: &mut dyn Tx, to: &mut dyn Tx, progress: &mut dyn FnMut(Progress)) -> Result<()> {
    let home = from.home();
    let kept: Vec<Kept> = JOURNAL.iter().chain(home.plan().local).copied().collect();
    let total = ledger::count(from)?;
    let mut done = 0;
    for table in kept {
        from.each(table.dump, &[], &mut |row| {
            let params: Vec<_> = row.cells().iter().map(Param::from).collect();
            to.execute(table.insert, &params)?;
            done += u64::from(table.name == "entry");
            if done % ROWS == 0 {
                progress(Progress { done, total });
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// Opens a copy without changing it, and checks all of it: the file, the key, the version, the
/// identity, every stream of the journal.
///
/// # Errors
/// [`StoreError::WrongKey`], [`StoreError::NotAStore`], [`StoreError::NewerSchema`],
/// [`StoreError::ChangedMigration`], [`StoreError::Corrupt`], and those of the disk.
pub fn check(
    path: &Path,
    key: Option<&Key>,
    plan: Plan,
    progress: &mut dyn FnMut(Progress),
) -> Result<Check> {
    let connection = sqlite::open_to_read(path, key)?;
    let damage = sqlite::damage(&connection)?;
    let home = std::sync::Arc::new(crate::Home::new(plan, key));
    let mut checked = Err(StoreError::NotAStore);
    sqlite::transact(&connection, "BEGIN", &home, &mut |tx| {
        checked = contents(tx, plan, progress);
        true
    })?;
    checked.map(|check| Check { damage, ..check })
}

fn contents(tx: &mut dyn Tx, plan: Plan, progress: &mut dyn FnMut(Progress)) -> Result<Check> {
    let ours = tx.one(
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_migration'",
        &[],
    )?;
    if ours.int(0)? == 0 {
        return Err(StoreError::NotAStore);
    }
    migrate::applied(tx, plan.migrations)?;
    let schema = tx.one("SELECT max(number) FROM schema_migration", &[])?;
    crate::rebuild::is_stale(tx)?;
    identity::check(tx)?;
    Ok(Check {
        schema: schema.opt_int(0)?.unwrap_or(0),
        identity: identity::find(tx)?,
        entries: ledger::count(tx)?,
        damage: Vec::new(),
        journal: ledger::verify(tx, progress)?,
    })
}
