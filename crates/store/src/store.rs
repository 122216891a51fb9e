//! The handle that pages, jobs and the command line share: it opens transactions.
//!
//! Invariant: a thread has at most one transaction open on a store, and a process one writer; a body may be run again, so it must not act on anything but its transaction.

use crate::error::{Result, StoreError};
use crate::home::{Home, Plan};
use crate::migrate::{self, Pending};
use crate::rebuild::Progress;
use crate::sqlite;
use crate::tx::Tx;
use akwaba_journal::seal::Key;
use rusqlite::Connection;
use std::cell::RefCell;
#[cfg(not(target_family = "wasm"))]
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};

/// What runs before the tables of a database that holds data are changed: a backup.
pub type BeforeMigration<'a> = &'a mut dyn FnMut(&Store, &Pending) -> Result<()>;

/// A body of a transaction, without its answer: says whether to keep its changes.
pub(crate) type Body<'a> = &'a mut dyn FnMut(&mut dyn Tx) -> bool;

/// An open store.
#[derive(Clone)]
pub struct Store {
    engine: Arc<Engine>,
    home: Arc<Home>,
}

pub(crate) enum Engine {
    Memory(Mutex<Connection>),
    #[cfg(not(target_family = "wasm"))]
    File(sqlite::File),
    #[cfg(feature = "postgres")]
    Server(Box<crate::postgres::Server>),
}

thread_local! {
    /// The stores that have a transaction open on this thread.
    static OPEN: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

/// Notes that this thread has a transaction open on a store, until dropped.
struct Alone(usize);

impl Alone {
    fn on(engine: &Arc<Engine>) -> Result<Self> {
        let address = Arc::as_ptr(engine).addr();
        OPEN.with_borrow_mut(|open| {
            if open.contains(&address) {
                return Err(StoreError::Nested);
            }
            open.push(address);
            Ok(Self(address))
        })
    }
}

impl Drop for Alone {
    fn drop(&mut self) {
        OPEN.with_borrow_mut(|open| open.retain(|address| *address != self.0));
    }
}

impl core::fmt::Debug for Store {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match *self.engine {
            Engine::Memory(_) => "Store(memory)",
            #[cfg(not(target_family = "wasm"))]
            Engine::File(_) => "Store(file)",
            #[cfg(feature = "postgres")]
            Engine::Server(_) => "Store(server)",
        })
    }
}

impl Store {
    /// A store in memory, for tests and for phones.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn memory() -> Result<Self> {
        #[cfg(target_family = "wasm")]
        return Self::memory_with(Plan::AKWABA, None);
        #[cfg(not(target_family = "wasm"))]
        Self::empty_in_memory(Home::new(Plan::AKWABA, None))
    }

    /// A store in memory with other tables or under a key.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn memory_with(plan: Plan, key: Option<&Key>) -> Result<Self> {
        let engine = Engine::Memory(Mutex::new(sqlite::in_memory()?));
        Self::ready(engine, plan, key, &mut |_, _| Ok(()))
    }

    /// An empty store in memory beside this one, for what must never reach a disk: what is deleted in it is
    /// overwritten.
    ///
    /// # Errors
    /// Those of the engine.
    #[cfg(not(target_family = "wasm"))]
    pub fn beside(&self) -> Result<Self> {
        Self::empty_in_memory(Home::beside(&self.home))
    }

    /// A store in a file of SQLite, made where it is missing, its tables brought up to date.
    ///
    /// # Errors
    /// [`StoreError::WrongKey`], [`StoreError::NewerSchema`] and those of the disk.
    #[cfg(not(target_family = "wasm"))]
    pub fn open_sqlite(path: &std::path::Path, key: Option<&Key>) -> Result<Self> {
        Self::open_sqlite_with(path, key, Plan::AKWABA, &mut |_, _| Ok(()))
    }

    /// The same, calling `before` ahead of any change to the tables of a database with data.
    ///
    /// # Errors
    /// Those of [`Store::open_sqlite`] and of `before`, which leaves the database untouched.
    #[cfg(not(target_family = "wasm"))]
    pub fn open_sqlite_with(
        path: &std::path::Path,
        key: Option<&Key>,
        plan: Plan,
        before: BeforeMigration<'_>,
    ) -> Result<Self> {
        let engine = Engine::File(sqlite::File::open(path, key)?);
        Self::ready(engine, plan, key, before)
    }

    /// A store in one schema of a PostgreSQL server, made where it is missing.
    ///
    /// # Errors
    /// [`StoreError::Unreachable`], [`StoreError::NewerSchema`] and those of the server.
    #[cfg(feature = "postgres")]
    pub fn postgres(url: &str, schema: &str, key: Option<&Key>) -> Result<Self> {
        Self::postgres_with(url, schema, key, Plan::AKWABA, &mut |_, _| Ok(()))
    }

    /// The same, calling `before` ahead of any change to the tables of a schema with data.
    ///
    /// # Errors
    /// Those of [`Store::postgres`] and of `before`, which leaves the schema untouched.
    #[cfg(feature = "postgres")]
    pub fn postgres_with(
        url: &str,
        schema: &str,
        key: Option<&Key>,
        plan: Plan,
        before: BeforeMigration<'_>,
    ) -> Result<Self> {
        let server = crate::postgres::Server::open(url, schema)?;
        Self::ready(Engine::Server(Box::new(server)), plan, key, before)
    }

    /// Empties every projected table and fills it again from the journal.
    ///
    /// # Errors
    /// Those of the engine; the store is then as before.
    pub fn rebuild(&self, progress: &mut dyn FnMut(Progress)) -> Result<()> {
        self.at_length(|| self.write(|tx| crate::rebuild::rebuild(tx, progress)))?
    }

    pub(crate) fn engine(&self) -> &Engine {
        &self.engine
    }

    /// An empty store in a file with the plan and the secrets of another, to copy it into.
    #[cfg(not(target_family = "wasm"))]
    pub(crate) fn copy_at(path: &std::path::Path, other: &Self) -> Result<Self> {
        let plan = other.home.plan();
        let engine = Engine::File(sqlite::File::open(path, other.home.key())?);
        Self::ready(engine, plan, other.home.key(), &mut |_, _| Ok(()))
    }

    #[cfg(not(target_family = "wasm"))]
    pub(crate) fn home(&self) -> &Home {
        &self.home
    }

    /// Runs `body` while nobody writes here, and without a transaction of this thread on this store.
    #[cfg(not(target_family = "wasm"))]
    pub(crate) fn quietly<T>(&self, body: impl FnOnce(&sqlite::File) -> Result<T>) -> Result<T> {
        let _alone = Alone::on(&self.engine)?;
        let Engine::File(file) = &*self.engine else {
            return Err(StoreError::NotAStore);
        };
        let writer = file.writer.lock().unwrap_or_else(PoisonError::into_inner);
        if file.succeeded.load(Ordering::Acquire) {
            return Err(StoreError::Busy);
        }
        // Other programs wait too.
        writer
            .execute_batch("BEGIN IMMEDIATE")
            .map_err(sqlite::told)?;
        let done = body(file);
        // Nothing was written under it; one that stays open is ended before the next.
        let _ = writer.execute_batch("ROLLBACK");
        done
    }

    /// Runs `body` on the writing connection of a file, outside a transaction.
    #[cfg(not(target_family = "wasm"))]
    pub(crate) fn alone<T>(&self, body: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let _alone = Alone::on(&self.engine)?;
        let Engine::File(file) = &*self.engine else {
            return Err(StoreError::NotAStore);
        };
        let writer = file.writer.lock().unwrap_or_else(PoisonError::into_inner);
        if file.succeeded.load(Ordering::Acquire) {
            return Err(StoreError::Busy);
        }
        body(&writer)
    }

    /// Writes the log of a file back into it, so that nothing deleted remains in the log.
    /// Without effect on the other engines.
    ///
    /// # Errors
    /// [`StoreError::Busy`] while somebody reads.
    #[cfg(not(target_family = "wasm"))]
    pub fn fold_log(&self) -> Result<()> {
        let Engine::File(file) = &*self.engine else {
            return Ok(());
        };
        let writer = file.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let busy = writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
            row.get::<_, i64>(0)
        });
        match busy.map_err(sqlite::told)? {
            0 => Ok(()),
            _ => Err(StoreError::Busy),
        }
    }

    /// Runs `work`, a long piece of writing in one transaction or several, with more memory for it in a file of SQLite.
    ///
    /// # Errors
    /// Those of the engine, before `work` has run.
    pub fn at_length<T>(&self, work: impl FnOnce() -> T) -> Result<T> {
        #[cfg(not(target_family = "wasm"))]
        if let Engine::File(file) = &*self.engine {
            let room = |settings| {
                let writer = file.writer.lock().unwrap_or_else(PoisonError::into_inner);
                writer.execute_batch(settings).map_err(sqlite::told)
            };
            room(sqlite::LONG)?;
            let done = work();
            // Only memory is at stake, and what was done is done.
            let _ = room(sqlite::DAILY);
            return Ok(done);
        }
        Ok(work())
    }

    fn ready(
        engine: Engine,
        plan: Plan,
        key: Option<&Key>,
        before: BeforeMigration<'_>,
    ) -> Result<Self> {
        Self::ready_in(engine, Home::new(plan, key), before)
    }

    /// The same surroundings around another engine.
    #[cfg(not(target_family = "wasm"))]
    pub(crate) fn with_engine(&self, engine: Engine) -> Self {
        Self {
            engine: Arc::new(engine),
            home: Arc::clone(&self.home),
        }
    }

    /// Other surroundings around the same engine.
    #[cfg(not(target_family = "wasm"))]
    pub(crate) fn with_home(self, home: Home) -> Self {
        Self {
            home: Arc::new(home),
            ..self
        }
    }

    pub(crate) fn ready_in(
        engine: Engine,
        home: Home,
        before: BeforeMigration<'_>,
    ) -> Result<Self> {
        let plan = home.plan();
        let store = Self {
            engine: Arc::new(engine),
            home: Arc::new(home),
        };
        let pending = store.write(|tx| migrate::pending(tx, plan.migrations))?;
        if !pending.names.is_empty() && !pending.fresh {
            before(&store, &pending)?;
        }
        for migration in plan.migrations {
            if pending.names.contains(&migration.name) {
                store.write(|tx| migrate::apply(tx, migration))?;
            }
        }
        store.read(crate::identity::check)?;
        let changed = !pending.fresh && !pending.names.is_empty();
        if changed || store.read(crate::rebuild::is_stale)? {
            // What the journal already holds is read as this program reads it.
            store.rebuild(&mut |_| ())?;
        }
        Ok(store)
    }

    /// Runs `body` on a consistent view of the store, which it cannot change.
    ///
    /// # Errors
    /// Those of `body` and of the engine.
    pub fn read<T, E: From<StoreError>>(
        &self,
        mut body: impl FnMut(&mut dyn Tx) -> Result<T, E>,
    ) -> Result<T, E> {
        answer(|keep| self.engine_read(keep), &mut body)
    }

    /// Runs `body` as the only writer. Its changes are kept, durably, if it answers `Ok`, and
    /// none of them otherwise. It may be run again when another writer came between.
    ///
    /// # Errors
    /// Those of `body` and of the engine.
    pub fn write<T, E: From<StoreError>>(
        &self,
        mut body: impl FnMut(&mut dyn Tx) -> Result<T, E>,
    ) -> Result<T, E> {
        answer(|keep| self.engine_write(keep), &mut body)
    }

    fn engine_read(&self, body: Body<'_>) -> Result<()> {
        let _alone = Alone::on(&self.engine)?;
        match &*self.engine {
            Engine::Memory(connection) => {
                let connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
                sqlite::only_reads(&connection, true)?;
                sqlite::transact(&connection, "BEGIN", &self.home, body)
            }
            #[cfg(not(target_family = "wasm"))]
            Engine::File(file) => {
                file.with_reader(|reader| sqlite::transact(reader, "BEGIN", &self.home, body))
            }
            #[cfg(feature = "postgres")]
            Engine::Server(server) => server.read(&self.home, body),
        }
    }

    fn engine_write(&self, body: Body<'_>) -> Result<()> {
        let _alone = Alone::on(&self.engine)?;
        let writer = match &*self.engine {
            Engine::Memory(connection) => connection,
            #[cfg(not(target_family = "wasm"))]
            Engine::File(file) => &file.writer,
            #[cfg(feature = "postgres")]
            Engine::Server(server) => return server.write(&self.home, body),
        };
        let writer = writer.lock().unwrap_or_else(PoisonError::into_inner);
        #[cfg(not(target_family = "wasm"))]
        if let Engine::File(file) = &*self.engine
            && file.succeeded.load(Ordering::Acquire)
        {
            // Whoever tries again writes to the file that has taken its place.
            return Err(StoreError::Busy);
        }
        if matches!(&*self.engine, Engine::Memory(_)) {
            sqlite::only_reads(&writer, false)?;
        }
        sqlite::transact(&writer, "BEGIN IMMEDIATE", &self.home, body)
    }
}

/// Carries the typed answer of `body` around an engine that only knows keep or drop.
fn answer<T, E: From<StoreError>>(
    run: impl FnOnce(Body<'_>) -> Result<()>,
    body: &mut impl FnMut(&mut dyn Tx) -> Result<T, E>,
) -> Result<T, E> {
    let mut given = None;
    let ran = run(&mut |tx| {
        let result = body(tx);
        let keep = result.is_ok();
        given = Some(result);
        keep
    });
    match (given, ran) {
        (Some(Err(refused)), _) => Err(refused),
        (_, Err(failed)) => Err(failed.into()),
        (Some(Ok(value)), Ok(())) => Ok(value),
        (None, Ok(())) => Err(StoreError::sql("the transaction was not run").into()),
    }
}
