//! What the training centre keeps of each account: its plays, and which parts of which procedures it has done.
//!
//! Lies apart from every record and from the journal: nothing here is about a person received. What somebody chose in a quiz
//! is read back for that account only; of others, only that a part is done.

use crate::error::Result;
use crate::params;
use crate::tx::Tx;
use akwaba_journal::id::ActorId;

/// How long a play that nobody takes up again is kept, in microseconds: thirty days.
pub const PLAY_KEPT_MICROS: i64 = 30 * 24 * 3600 * 1_000_000;
/// Longest play that is kept, in bytes.
pub const PLAY_BYTES_MAX: usize = 512 * 1024;
/// Plays of one account at a time; the oldest give way.
const PLAYS_MAX: i64 = 20;

/// One part of a procedure that somebody has done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The code of the procedure.
    pub procedure: String,
    /// `quiz`, `exercice-1`…
    pub part: String,
    /// The version of the procedure that was learnt.
    pub version: u32,
    /// When, in microseconds.
    pub done_micros: i64,
    /// What was chosen, as the page wrote it; empty for an exercise.
    pub chosen: String,
}

/// Keeps a play as it stands, and lets go of what is too old or too many.
///
/// # Errors
/// What the engine says.
pub fn keep_play(
    tx: &mut dyn Tx,
    account: ActorId,
    exercise: &str,
    content: &[u8],
    now_micros: i64,
) -> Result<()> {
    tx.execute(
        "INSERT INTO training_play (account, exercise, saved_micros, content) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (account, exercise) DO UPDATE SET saved_micros = excluded.saved_micros, content = excluded.content",
        params![&account, exercise, now_micros, content],
    )?;
    tx.execute(
        "DELETE FROM training_play WHERE saved_micros < $1",
        params![now_micros - PLAY_KEPT_MICROS],
    )?;
    tx.execute(
        "DELETE FROM training_play WHERE account = $1 AND exercise IN (SELECT exercise FROM training_play \
         WHERE account = $2 ORDER BY saved_micros DESC, exercise LIMIT 1000 OFFSET $3)",
        params![&account, &account, PLAYS_MAX],
    )?;
    Ok(())
}

/// A play as it stands.
///
/// # Errors
/// What the engine says.
pub fn find_play(tx: &mut dyn Tx, account: ActorId, exercise: &str) -> Result<Option<Vec<u8>>> {
    let row = tx.maybe(
        "SELECT content FROM training_play WHERE account = $1 AND exercise = $2",
        params![&account, exercise],
    )?;
    row.map(|row| Ok(row.blob(0)?.to_vec())).transpose()
}

/// Forgets a play.
///
/// # Errors
/// What the engine says.
pub fn forget_play(tx: &mut dyn Tx, account: ActorId, exercise: &str) -> Result<()> {
    tx.execute(
        "DELETE FROM training_play WHERE account = $1 AND exercise = $2",
        params![&account, exercise],
    )?;
    Ok(())
}

/// Notes that an account has done a part, in place of the last time.
///
/// # Errors
/// What the engine says.
pub fn note_done(tx: &mut dyn Tx, account: ActorId, done: &Done) -> Result<()> {
    tx.execute(
        "INSERT INTO training_done (account, procedure_code, part, version, done_micros, chosen) \
         VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (account, procedure_code, part) DO UPDATE SET version = excluded.version, \
         done_micros = excluded.done_micros, chosen = excluded.chosen",
        params![
            &account,
            &done.procedure,
            &done.part,
            i64::from(done.version),
            done.done_micros,
            &done.chosen
        ],
    )?;
    Ok(())
}

/// What an account has done, by procedure and part.
///
/// # Errors
/// What the engine says.
pub fn done_by(tx: &mut dyn Tx, account: ActorId) -> Result<Vec<Done>> {
    let rows = tx.query(
        "SELECT procedure_code, part, version, done_micros, chosen FROM training_done \
         WHERE account = $1 ORDER BY procedure_code, part",
        params![&account],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Done {
                procedure: row.text(0)?.to_owned(),
                part: row.text(1)?.to_owned(),
                version: u32::try_from(row.int(2)?).unwrap_or(0),
                done_micros: row.int(3)?,
                chosen: row.text(4)?.to_owned(),
            })
        })
        .collect()
}

/// Who has done which part of a procedure in a version, and when: never how well.
///
/// # Errors
/// What the engine says.
pub fn learners(
    tx: &mut dyn Tx,
    procedure: &str,
    version: u32,
) -> Result<Vec<(ActorId, String, i64)>> {
    let rows = tx.query(
        "SELECT account, part, done_micros FROM training_done \
         WHERE procedure_code = $1 AND version = $2 ORDER BY account, part",
        params![procedure, i64::from(version)],
    )?;
    rows.iter()
        .map(|row| Ok((row.id(0)?, row.text(1)?.to_owned(), row.int(2)?)))
        .collect()
}
