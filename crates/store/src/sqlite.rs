//! The SQLite engine: one writer and a few readers on a file, or one connection in memory.
//!
//! Invariant: a write is acknowledged after `synchronous=FULL` has made it durable; nothing is
//! ever written in a temporary file; what is deleted is overwritten.

use crate::error::{Result, StoreError};
use crate::home::Home;
use crate::tx::{Cell, Param, Row, Tx};
use akwaba_journal::seal::Key;
use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode};
use std::sync::Arc;

/// Statements that one connection keeps prepared.
const STATEMENTS_KEPT_MAX: usize = 192;

/// What a migration writes after a table that is all key: SQLite then keeps it once, in that order.
const BY_KEY: &str = "/* all of it is its key */";

/// Settings of every connection, beside the key.
const SETTINGS: &str = "PRAGMA temp_store = MEMORY; \
     PRAGMA secure_delete = ON; \
     PRAGMA foreign_keys = ON; \
     PRAGMA trusted_schema = OFF; \
     PRAGMA cell_size_check = ON; \
     PRAGMA mmap_size = 0; \
     PRAGMA synchronous = FULL;";

/// A transaction of SQLite.
pub(crate) struct SqliteTx<'c> {
    connection: &'c Connection,
    home: Arc<Home>,
    /// The first error: after it nothing more is done or kept, as PostgreSQL has it.
    doomed: Option<StoreError>,
}

impl<'c> SqliteTx<'c> {
    fn guarded<T>(&mut self, run: impl FnOnce(&Self) -> Result<T>) -> Result<T> {
        if let Some(error) = &self.doomed {
            return Err(error.clone());
        }
        run(self).inspect_err(|error| self.doomed = Some(error.clone()))
    }

    fn bound(
        &self,
        sql: &'static str,
        params: &[Param<'_>],
    ) -> Result<rusqlite::CachedStatement<'c>> {
        let mut statement = self.connection.prepare_cached(sql).map_err(told)?;
        if statement.parameter_count() != params.len() {
            return Err(StoreError::sql("the number of parameters differs"));
        }
        for (number, param) in (1..).zip(params) {
            debug_assert!(
                in_order(&statement, number),
                "parameters out of order: {sql}"
            );
            let bound = match *param {
                Param::Null => ToSqlOutput::Borrowed(ValueRef::Null),
                Param::Int(value) => ToSqlOutput::Borrowed(ValueRef::Integer(value)),
                Param::Text(value) => ToSqlOutput::Borrowed(ValueRef::Text(value.as_bytes())),
                Param::Blob(value) => ToSqlOutput::Borrowed(ValueRef::Blob(value)),
            };
            statement.raw_bind_parameter(number, bound).map_err(told)?;
        }
        Ok(statement)
    }
}

/// Whether parameter `number` is written `$number`: SQLite numbers them by first use.
fn in_order(statement: &rusqlite::Statement<'_>, number: usize) -> bool {
    statement
        .parameter_name(number)
        .and_then(|name| name.strip_prefix('$'))
        .is_some_and(|name| name.parse() == Ok(number))
}

impl Tx for SqliteTx<'_> {
    fn each(
        &mut self,
        sql: &'static str,
        params: &[Param<'_>],
        row: &mut dyn FnMut(&Row) -> Result<()>,
    ) -> Result<()> {
        let mut refused = None;
        self.guarded(|tx| {
            let mut statement = tx.bound(sql, params)?;
            let width = statement.column_count();
            let mut rows = statement.raw_query();
            // A search reads thousands of rows: all of them in one place.
            let mut cells = Vec::with_capacity(width);
            while let Some(found) = rows.next().map_err(told)? {
                for column in 0..width {
                    cells.push(cell(column, found.get_ref(column).map_err(told)?)?);
                }
                let read = Row::new(cells);
                if let Err(error) = row(&read) {
                    refused = Some(error);
                    break;
                }
                cells = read.into_cells();
                cells.clear();
            }
            Ok(())
        })?;
        refused.map_or(Ok(()), Err)
    }

    fn execute(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<u64> {
        self.guarded(|tx| {
            let changed = tx.bound(sql, params)?.raw_execute().map_err(told)?;
            Ok(u64::try_from(changed).unwrap_or(u64::MAX))
        })
    }

    fn batch(&mut self, sql: &'static str) -> Result<()> {
        let sql = sql.replace(BY_KEY, "WITHOUT ROWID");
        self.guarded(|tx| tx.connection.execute_batch(&sql).map_err(told))
    }

    fn home(&self) -> Arc<Home> {
        Arc::clone(&self.home)
    }

    fn engine(&self) -> &'static str {
        "sqlite"
    }

    fn prepare(&mut self, sql: &str) -> Result<()> {
        let statement = self.connection.prepare(sql).map_err(told)?;
        if (1..=statement.parameter_count()).all(|number| in_order(&statement, number)) {
            Ok(())
        } else {
            Err(StoreError::sql("parameters are not numbered by first use"))
        }
    }
}

fn cell(column: usize, value: ValueRef<'_>) -> Result<Cell> {
    let wanted = "a BIGINT, TEXT or BYTEA";
    match value {
        ValueRef::Null => Ok(Cell::Null),
        ValueRef::Integer(value) => Ok(Cell::Int(value)),
        ValueRef::Text(bytes) => String::from_utf8(bytes.to_vec())
            .map(Cell::Text)
            .map_err(|_| StoreError::Shape { column, wanted }),
        ValueRef::Blob(bytes) => Ok(Cell::Blob(bytes.to_vec())),
        ValueRef::Real(_) => Err(StoreError::Shape { column, wanted }),
    }
}

/// Opens one connection, with the key where the build encrypts.
fn settle(connection: &Connection, key: Option<&Key>) -> Result<()> {
    if let Some(key) = key.filter(|_| crate::ENCRYPTS) {
        unlock(connection, key)?;
    }
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT_MAX);
    // Plans do not depend on the values asked: else every other value of a range plans its statement anew.
    connection
        .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
        .map_err(told)?;
    connection.execute_batch(SETTINGS).map_err(told)?;
    // The first true read: a wrong key, or a file that is no database, shows here.
    connection
        .query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))
        .map_err(told)
}

/// Hands SQLCipher the raw key. It keeps its default of not locking memory pages: locking
/// every page costs a third of the speed and fails where few pages may be locked; the host
/// keeps the process out of swap instead.
fn unlock(connection: &Connection, key: &Key) -> Result<()> {
    use std::fmt::Write as _;
    let mut literal = zeroize::Zeroizing::new(String::with_capacity(67));
    literal.push_str("x'");
    for byte in key.as_bytes() {
        // Writing to a String cannot fail.
        let _ = write!(literal, "{byte:02x}");
    }
    literal.push('\'');
    connection
        .pragma_update(None, "key", literal.as_str())
        .map_err(told)
}

/// A connection to a database in memory.
pub(crate) fn in_memory() -> Result<Connection> {
    let connection = Connection::open_in_memory().map_err(told)?;
    settle(&connection, None)?;
    Ok(connection)
}

/// Whether the one connection in memory refuses to write, as a reader of a file does.
pub(crate) fn only_reads(connection: &Connection, on: bool) -> Result<()> {
    connection
        .pragma_update(None, "query_only", on)
        .map_err(told)
}

/// A new database in a file, as one transaction writes it: the target of a copy.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn create(path: &std::path::Path, key: Option<&Key>) -> Result<Connection> {
    let connection = Connection::open(path).map_err(told)?;
    settle(&connection, key)?;
    // Without a log beside it, a write is durable only once its undo file is gone for good: EXTRA
    // syncs the folder too. A plug pulled just after could otherwise undo the copy.
    connection
        .pragma_update(None, "synchronous", "EXTRA")
        .map_err(told)?;
    Ok(connection)
}

/// A database in a file that is looked at and not touched.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn open_to_read(path: &std::path::Path, key: Option<&Key>) -> Result<Connection> {
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let connection = Connection::open_with_flags(path, flags).map_err(told)?;
    settle(&connection, key)?;
    Ok(connection)
}

/// Makes a database stand in one file, without a log beside it.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn single_file(connection: &Connection) -> Result<()> {
    let mode: String = connection
        .pragma_update_and_check(None, "journal_mode", "DELETE", |row| row.get(0))
        .map_err(told)?;
    // The engine answers with the mode it is in, and an undo file that stays is a change that failed.
    let undo = connection.path().map(|path| format!("{path}-journal"));
    if mode == "delete" && !undo.is_some_and(|undo| std::path::Path::new(&undo).exists()) {
        Ok(())
    } else {
        Err(StoreError::Io {
            what: "a copy could not be closed".to_owned(),
        })
    }
}

/// What the engine finds wrong with a database; nothing when it is sound.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn damage(connection: &Connection) -> Result<Vec<String>> {
    let mut statement = connection.prepare("PRAGMA integrity_check").map_err(told)?;
    let lines = statement
        .query_map([], |row| row.get::<_, String>(0))
        .map_err(told)?;
    let lines: rusqlite::Result<Vec<String>> = lines.collect();
    let mut lines = lines.map_err(told)?;
    lines.retain(|line| line != "ok");
    Ok(lines)
}

/// Runs `body` between BEGIN and COMMIT; keeps its changes when it says so.
pub(crate) fn transact(
    connection: &Connection,
    begin: &'static str,
    home: &Arc<Home>,
    body: &mut dyn FnMut(&mut dyn Tx) -> bool,
) -> Result<()> {
    if !connection.is_autocommit() {
        // Somebody panicked in here before: what was begun is dropped.
        connection.execute_batch("ROLLBACK").map_err(told)?;
    }
    connection.execute_batch(begin).map_err(told)?;
    let mut tx = SqliteTx {
        connection,
        home: Arc::clone(home),
        doomed: None,
    };
    let wished = body(&mut tx);
    let keep = wished && tx.doomed.is_none();
    if keep {
        let kept = connection.execute_batch("COMMIT").map_err(told);
        if kept.is_err() && !connection.is_autocommit() {
            connection.execute_batch("ROLLBACK").map_err(told)?;
        }
        return kept;
    }
    if !connection.is_autocommit() {
        // Otherwise the engine itself has already undone everything (disk full, I/O error).
        connection.execute_batch("ROLLBACK").map_err(told)?;
    }
    match tx.doomed {
        Some(error) if wished => Err(error),
        _ => Ok(()),
    }
}

/// The error of the engine, told in our cases and without values.
pub(crate) fn told(error: rusqlite::Error) -> StoreError {
    let rusqlite::Error::SqliteFailure(failure, text) = &error else {
        return StoreError::sql(error.to_string());
    };
    let what = || text.clone().unwrap_or_else(|| failure.to_string());
    match failure.code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Busy,
        ErrorCode::DiskFull => StoreError::DiskFull,
        ErrorCode::ReadOnly => StoreError::ReadOnly,
        ErrorCode::NotADatabase => StoreError::WrongKey,
        ErrorCode::DatabaseCorrupt => StoreError::Corrupt { what: what() },
        ErrorCode::SystemIoFailure
        | ErrorCode::CannotOpen
        | ErrorCode::PermissionDenied
        | ErrorCode::FileLockingProtocolFailed
        | ErrorCode::NoLargeFileSupport => StoreError::Io { what: what() },
        ErrorCode::ConstraintViolation if is_unique(failure.extended_code) => StoreError::Conflict,
        _ => StoreError::Sql { what: what() },
    }
}

fn is_unique(extended: i32) -> bool {
    // SQLITE_CONSTRAINT_PRIMARYKEY and SQLITE_CONSTRAINT_UNIQUE.
    extended == 1555 || extended == 2067
}

#[cfg(not(target_family = "wasm"))]
pub(crate) use file::{DAILY, File, LONG};

#[cfg(not(target_family = "wasm"))]
mod file {
    use super::{Connection, Key, Result, settle, told};
    use crate::pool::Pool;
    use rusqlite::OpenFlags;
    use std::path::{Path, PathBuf};
    use std::sync::Mutex;
    use std::sync::atomic::AtomicBool;
    use std::time::Duration;

    /// How long a writer waits for another program that has the file.
    const BUSY: Duration = Duration::from_secs(5);
    /// Readers open at a time; more wait.
    const READERS_MAX: usize = 4;

    /// The writer keeps 12 MB of the file, and a log that is written back every 4 MB and does not keep its size.
    pub(crate) const DAILY: &str = "PRAGMA journal_mode = WAL; PRAGMA journal_size_limit = 8388608; \
         PRAGMA cache_size = -12288; PRAGMA wal_autocheckpoint = 1000; PRAGMA shrink_memory;";
    /// The same for a long piece of writing, which touches pages everywhere again and again: 192 MB, and 64 MB of log.
    pub(crate) const LONG: &str = "PRAGMA cache_size = -196608; PRAGMA wal_autocheckpoint = 16384;";

    /// A database in a file.
    pub(crate) struct File {
        path: PathBuf,
        key: Option<Key>,
        pub(crate) writer: Mutex<Connection>,
        readers: Pool<Connection>,
        /// Another file has taken the place of this one: what were written here would be lost.
        pub(crate) succeeded: AtomicBool,
    }

    impl File {
        pub(crate) fn open(path: &Path, key: Option<&Key>) -> Result<Self> {
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
                | OpenFlags::SQLITE_OPEN_CREATE
                | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let writer = Connection::open_with_flags(path, flags).map_err(told)?;
            writer.busy_timeout(BUSY).map_err(told)?;
            settle(&writer, key)?;
            writer.execute_batch(DAILY).map_err(told)?;
            Ok(Self {
                path: path.to_owned(),
                key: key.cloned(),
                writer: Mutex::new(writer),
                readers: Pool::new(READERS_MAX),
                succeeded: AtomicBool::new(false),
            })
        }

        /// A connection that only reads.
        pub(crate) fn open_reader(&self) -> Result<Connection> {
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let reader = Connection::open_with_flags(&self.path, flags).map_err(told)?;
            reader.busy_timeout(BUSY).map_err(told)?;
            settle(&reader, self.key.as_ref())?;
            reader
                .execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -2048;")
                .map_err(told)?;
            Ok(reader)
        }

        /// The key of the file.
        pub(crate) fn key(&self) -> Option<&Key> {
            self.key.as_ref()
        }

        /// Lends a reader, waiting for one if too many are out.
        pub(crate) fn with_reader<T>(
            &self,
            body: impl FnOnce(&Connection) -> Result<T>,
        ) -> Result<T> {
            let sound = |reader: &Connection| reader.is_autocommit();
            self.readers
                .with(|| self.open_reader(), sound, |reader| body(reader))
        }
    }
}
