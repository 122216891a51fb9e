//! Files on their way in: the staged rows of each, and what was found out about them.
//!
//! Invariant: nothing here is in the registry; it goes when the import is done or dropped. Never:
//! reads a file or decides what a row means.

pub mod line;
pub mod member;
mod staged;

pub use line::{Choice, Finding, Line, LineState};
pub use staged::Staged;

use crate::error::Result;
use crate::params;
use crate::tx::{Row, Tx};
use akwaba_journal::id::{ActorId, EntityId};

/// A file on its way in. Its content is the caller's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: EntityId,
    /// Who brings it.
    pub account: ActorId,
    /// How far it is, as the caller numbers it.
    pub phase: i64,
    /// Since when, in microseconds since 1970.
    pub begun_micros: i64,
    /// What else is known of it.
    pub content: Vec<u8>,
}

/// Keeps a job, in place of what was known of it.
///
/// # Errors
/// Those of the engine.
pub fn keep(tx: &mut dyn Tx, job: &Job) -> Result<()> {
    tx.execute(
        "INSERT INTO import_job (job, account, phase, begun_micros, content) \
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (job) DO UPDATE SET \
         phase = excluded.phase, content = excluded.content",
        params![
            &job.id,
            &job.account,
            job.phase,
            job.begun_micros,
            &job.content
        ],
    )?;
    Ok(())
}

/// A job, if there is one of that id.
///
/// # Errors
/// Those of the engine.
pub fn find(tx: &mut dyn Tx, job: EntityId) -> Result<Option<Job>> {
    let row = tx.maybe(
        "SELECT job, account, phase, begun_micros, content FROM import_job WHERE job = $1",
        params![&job],
    )?;
    row.as_ref().map(read_job).transpose()
}

/// The jobs of an account, latest first.
///
/// # Errors
/// Those of the engine.
pub fn of_account(tx: &mut dyn Tx, account: ActorId) -> Result<Vec<Job>> {
    let rows = tx.query(
        "SELECT job, account, phase, begun_micros, content FROM import_job \
         WHERE account = $1 ORDER BY begun_micros DESC, job",
        params![&account],
    )?;
    rows.iter().map(read_job).collect()
}

fn read_job(row: &Row) -> Result<Job> {
    Ok(Job {
        id: row.id(0)?,
        account: row.id(1)?,
        phase: row.int(2)?,
        begun_micros: row.int(3)?,
        content: row.blob(4)?.to_vec(),
    })
}

/// Forgets a job; its rows are removed by [`sweep`].
///
/// # Errors
/// Those of the engine.
pub fn forget(tx: &mut dyn Tx, job: EntityId) -> Result<()> {
    tx.execute("DELETE FROM import_job WHERE job = $1", params![&job])?;
    Ok(())
}

/// Removes some rows of jobs that are no longer there, `limit` at most of each kind; says whether
/// there may be more.
///
/// # Errors
/// Those of the engine.
pub fn sweep(tx: &mut dyn Tx, limit: u32) -> Result<bool> {
    let job = tx.maybe("SELECT job FROM import_job LIMIT 1", &[])?;
    if job.is_none() {
        // Everything goes: no need to look at each row.
        tx.execute("DELETE FROM import_line", &[])?;
        tx.execute("DELETE FROM import_key", &[])?;
        tx.execute("DELETE FROM import_member", &[])?;
        return Ok(false);
    }
    let lines = tx.execute(
        "DELETE FROM import_line WHERE (job, number) IN (SELECT job, number FROM import_line \
         WHERE job NOT IN (SELECT job FROM import_job) LIMIT $1)",
        params![limit],
    )?;
    let keys = tx.execute(
        "DELETE FROM import_key WHERE (job, key, rank, letters, id) IN (SELECT job, key, rank, letters, id \
         FROM import_key WHERE job NOT IN (SELECT job FROM import_job) LIMIT $1)",
        params![limit],
    )?;
    let members = tx.execute(
        "DELETE FROM import_member WHERE (job, household, number, place) IN (SELECT job, household, \
         number, place FROM import_member WHERE job NOT IN (SELECT job FROM import_job) LIMIT $1)",
        params![limit],
    )?;
    let limit = u64::from(limit);
    Ok(lines >= limit || keys >= limit || members >= limit)
}
