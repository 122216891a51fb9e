//! The PostgreSQL engine of the hub: one schema of one database.
//!
//! Invariant: transactions see one snapshot (REPEATABLE READ). Two writers of one scope always
//! meet in the row of its stream, so that one of them is told to run again: writes in a scope
//! are as if one after another.

use crate::error::{Result, StoreError};
use crate::home::Home;
use crate::pool::Pool;
use crate::store::Body;
use crate::tx::{Cell, Param, Row, Tx};
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::private::BytesMut;
use postgres::types::{FromSql, IsNull, ToSql, Type};
use postgres::{Client, NoTls, Statement};
use std::collections::HashMap;
use std::error::Error;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Connections open at a time; more wait.
const CONNECTIONS_MAX: usize = 8;
/// How often a body is run again when others change the same rows: about five seconds in all, as
/// long as a writer of SQLite waits.
const TRIES_MAX: u32 = 45;
/// How long to wait for the server when connecting.
const CONNECT: Duration = Duration::from_secs(10);

/// Makes the schema named in the setting `akwaba.schema`, and goes there.
const ENTER: &str = "DO $$ BEGIN \
     EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I', current_setting('akwaba.schema')); \
     END $$; \
     SET lock_timeout = '10s'; \
     SET idle_in_transaction_session_timeout = '10min'; \
     SET standard_conforming_strings = on;";

/// A schema of a server.
pub(crate) struct Server {
    config: postgres::Config,
    schema: String,
    pool: Pool<Session>,
    /// One writer at a time in this process, as with SQLite: a long import is not run again
    /// because of the small writes beside it. Other processes are met by running again.
    writer: Mutex<()>,
}

/// A connection and the statements it has prepared.
struct Session {
    client: Client,
    prepared: HashMap<&'static str, Statement>,
    /// A transaction is open: left so by a body that panicked, the connection is closed.
    open: bool,
}

impl Server {
    pub(crate) fn open(url: &str, schema: &str) -> Result<Self> {
        let mut config: postgres::Config = url.parse().map_err(|error| told(&error))?;
        config.connect_timeout(CONNECT);
        config.application_name("akwaba");
        Ok(Self {
            config,
            schema: schema.to_owned(),
            pool: Pool::new(CONNECTIONS_MAX),
            writer: Mutex::new(()),
        })
    }

    fn connect(&self) -> Result<Session> {
        let mut client = self.config.connect(NoTls).map_err(|error| told(&error))?;
        let enter = |client: &mut Client| {
            client.execute(
                "SELECT set_config('akwaba.schema', $1, false), \
                 set_config('search_path', quote_ident($1), false)",
                &[&self.schema],
            )?;
            client.batch_execute(ENTER)
        };
        enter(&mut client).map_err(|error| told(&error))?;
        Ok(Session {
            client,
            prepared: HashMap::new(),
            open: false,
        })
    }

    pub(crate) fn read(&self, home: &Arc<Home>, body: Body<'_>) -> Result<()> {
        let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";
        self.lent(|session| session.transact(begin, home, body).map(|_| ()))
    }

    pub(crate) fn write(&self, home: &Arc<Home>, body: Body<'_>) -> Result<()> {
        let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ WRITE";
        let _writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        for attempt in 0..TRIES_MAX {
            match self.lent(|session| session.transact(begin, home, body))? {
                Ended::Done => return Ok(()),
                Ended::RunAgain => {
                    // Two programs that met must not meet again at the same pace.
                    let apart = std::ptr::from_ref(self).addr() as u64 / 64 % 13;
                    let wait = (1 << attempt.min(7)) + apart;
                    std::thread::sleep(Duration::from_millis(wait));
                }
            }
        }
        Err(StoreError::Contended)
    }

    /// Writes these tables anew, without the rows that were deleted. Their names are the program's own.
    pub(crate) fn write_anew(&self, tables: &[&str]) -> Result<()> {
        let text = ["VACUUM (FULL) ", &tables.join(", ")].concat();
        let _writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        self.lent(|session| {
            let done = session.client.batch_execute(&text);
            done.map_err(|error| told(&error))
        })
    }

    fn lent<T>(&self, body: impl FnOnce(&mut Session) -> Result<T>) -> Result<T> {
        let sound = |session: &Session| !session.open && !session.client.is_closed();
        self.pool.with(|| self.connect(), sound, body)
    }
}

/// How a transaction ended.
enum Ended {
    /// As its body wished.
    Done,
    /// Another one came between; nothing was kept.
    RunAgain,
}

impl Session {
    fn transact(&mut self, begin: &'static str, home: &Arc<Home>, body: Body<'_>) -> Result<Ended> {
        self.client
            .batch_execute(begin)
            .map_err(|error| told(&error))?;
        self.open = true;
        let ended = self.run(home, body);
        self.open = false;
        ended
    }

    fn run(&mut self, home: &Arc<Home>, body: Body<'_>) -> Result<Ended> {
        let mut tx = PostgresTx {
            session: self,
            home: Arc::clone(home),
            doomed: None,
        };
        let keep = body(&mut tx);
        match tx.doomed.take() {
            Some(StoreError::Contended) => {
                self.roll_back()?;
                Ok(Ended::RunAgain)
            }
            Some(error) if keep => {
                self.roll_back()?;
                Err(error)
            }
            None if keep => match self.client.batch_execute("COMMIT").map_err(|e| told(&e)) {
                Ok(()) => Ok(Ended::Done),
                Err(StoreError::Contended) => Ok(Ended::RunAgain),
                Err(error) => Err(error),
            },
            _ => self.roll_back().map(|()| Ended::Done),
        }
    }

    fn roll_back(&mut self) -> Result<()> {
        self.client
            .batch_execute("ROLLBACK")
            .map_err(|error| told(&error))
    }

    fn statement(&mut self, sql: &'static str) -> Result<Statement, postgres::Error> {
        if let Some(known) = self.prepared.get(sql) {
            return Ok(known.clone());
        }
        let made = self.client.prepare(sql)?;
        self.prepared.insert(sql, made.clone());
        Ok(made)
    }
}

/// A transaction of PostgreSQL.
struct PostgresTx<'s> {
    session: &'s mut Session,
    home: Arc<Home>,
    /// The first error: after it the server refuses everything, so nothing can be kept.
    doomed: Option<StoreError>,
}

impl PostgresTx<'_> {
    fn guarded<T>(&mut self, run: impl FnOnce(&mut Session) -> Result<T>) -> Result<T> {
        if let Some(error) = &self.doomed {
            return Err(error.clone());
        }
        run(self.session).inspect_err(|error| self.doomed = Some(error.clone()))
    }
}

impl Tx for PostgresTx<'_> {
    fn each(
        &mut self,
        sql: &'static str,
        params: &[Param<'_>],
        row: &mut dyn FnMut(&Row) -> Result<()>,
    ) -> Result<()> {
        let mut refused = None;
        self.guarded(|session| {
            let statement = session.statement(sql).map_err(|error| told(&error))?;
            let bound = params.iter().map(|param| Bound(*param));
            let mut rows = session
                .client
                .query_raw(&statement, bound)
                .map_err(|error| told(&error))?;
            while let Some(found) = rows.next().map_err(|error| told(&error))? {
                if let Err(error) = cells(&found).and_then(|cells| row(&Row::new(cells))) {
                    refused = Some(error);
                    break;
                }
            }
            Ok(())
        })?;
        refused.map_or(Ok(()), Err)
    }

    fn execute(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<u64> {
        self.guarded(|session| {
            let statement = session.statement(sql).map_err(|error| told(&error))?;
            let bound: Vec<_> = params.iter().map(|param| Bound(*param)).collect();
            let bound: Vec<&(dyn ToSql + Sync)> = bound
                .iter()
                .map(|bound| bound as &(dyn ToSql + Sync))
                .collect();
            session
                .client
                .execute(&statement, &bound)
                .map_err(|error| told(&error))
        })
    }

    fn batch(&mut self, sql: &'static str) -> Result<()> {
        self.guarded(|session| {
            session
                .client
                .batch_execute(sql)
                .map_err(|error| told(&error))
        })
    }

    fn home(&self) -> Arc<Home> {
        Arc::clone(&self.home)
    }

    fn engine(&self) -> &'static str {
        "postgres"
    }

    fn prepare(&mut self, sql: &str) -> Result<()> {
        self.guarded(|session| {
            session
                .client
                .prepare(sql)
                .map(|_| ())
                .map_err(|error| told(&error))
        })
    }
}

fn cells(row: &postgres::Row) -> Result<Vec<Cell>> {
    (0..row.len())
        .map(|column| {
            row.try_get::<_, Cell>(column)
                .map_err(|_| StoreError::Shape {
                    column,
                    wanted: "a BIGINT, TEXT or BYTEA",
                })
        })
        .collect()
}

impl<'a> FromSql<'a> for Cell {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        match *ty {
            Type::INT8 => i64::from_sql(ty, raw).map(Self::Int),
            Type::INT4 => i32::from_sql(ty, raw).map(|value| Self::Int(value.into())),
            Type::INT2 => i16::from_sql(ty, raw).map(|value| Self::Int(value.into())),
            Type::BOOL => bool::from_sql(ty, raw).map(|value| Self::Int(value.into())),
            Type::BYTEA => Ok(Self::Blob(raw.to_vec())),
            _ => String::from_sql(ty, raw).map(Self::Text),
        }
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self::Null)
    }

    fn accepts(ty: &Type) -> bool {
        matches!(
            *ty,
            Type::INT8 | Type::INT4 | Type::INT2 | Type::BOOL | Type::BYTEA
        ) || <String as FromSql>::accepts(ty)
    }
}

/// A parameter on its way to the server.
#[derive(Debug)]
struct Bound<'a>(Param<'a>);

impl ToSql for Bound<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self.0 {
            Param::Null => Ok(IsNull::Yes),
            Param::Int(value) if *ty == Type::INT4 => i32::try_from(value)?.to_sql(ty, out),
            Param::Int(value) if *ty == Type::INT8 => value.to_sql(ty, out),
            Param::Text(value) if <&str as ToSql>::accepts(ty) => value.to_sql(ty, out),
            Param::Blob(value) if *ty == Type::BYTEA => value.to_sql(ty, out),
            _ => Err("a parameter has another type than its column".into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    postgres::types::to_sql_checked!();
}

/// The error of the driver, told in our cases and without values.
fn told(error: &postgres::Error) -> StoreError {
    let Some(answer) = error.as_db_error() else {
        let what = error.to_string();
        return if error.is_closed()
            || error
                .source()
                .is_some_and(<dyn Error>::is::<std::io::Error>)
        {
            StoreError::Unreachable { what }
        } else {
            StoreError::Sql { what }
        };
    };
    // The message names tables and columns; values stand only in the detail, left out.
    let what = answer.message().to_owned();
    let code = answer.code().code();
    match code {
        "40001" | "40P01" => StoreError::Contended,
        "23505" => StoreError::Conflict,
        "25006" => StoreError::ReadOnly,
        "53100" => StoreError::DiskFull,
        "55P03" | "57014" => StoreError::Busy,
        "58030" => StoreError::Io { what },
        "XX001" | "XX002" => StoreError::Corrupt { what },
        _ => match code.get(..2) {
            Some("08" | "28" | "3D" | "53" | "57") => StoreError::Unreachable { what },
            _ => StoreError::Sql { what },
        },
    }
}
