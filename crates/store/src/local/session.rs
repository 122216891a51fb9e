//! Sessions: which browser is signed in as whom, since when, and under which rights.
//!
//! Invariant: a session is worth nothing once the rights of its account have changed.

use crate::error::{Result, StoreError};
use crate::params;
use crate::tx::{Row, Tx};
use akwaba_journal::id::{ActorId, EntryId};

/// One session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Who.
    pub account: ActorId,
    /// The entry that gave the rights it was begun under.
    pub rights: Option<EntryId>,
    /// `fr` or `en`.
    pub language: String,
    /// Begun at, microseconds since 1970.
    pub begun_micros: i64,
    /// Last used at, microseconds since 1970.
    pub seen_micros: i64,
    /// Whether the screen is hidden until the passphrase is given again.
    pub locked: bool,
    /// The browser it was begun from, in words; empty when it did not say.
    pub device: String,
}

/// Begins a session.
///
/// # Errors
/// What the engine says.
pub fn begin(tx: &mut dyn Tx, fingerprint: &[u8; 32], session: &Session) -> Result<()> {
    tx.execute(
        "INSERT INTO session (fingerprint, account, rights, language, begun_micros, seen_micros, locked, device) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![
            fingerprint,
            &session.account,
            session.rights.as_ref(),
            &session.language,
            session.begun_micros,
            session.seen_micros,
            session.locked,
            &session.device
        ],
    )?;
    Ok(())
}

/// Finds a session by the fingerprint of its secret.
///
/// # Errors
/// What the engine says.
pub fn find(tx: &mut dyn Tx, fingerprint: &[u8; 32]) -> Result<Option<Session>> {
    let row = tx.maybe(
        "SELECT account, rights, language, begun_micros, seen_micros, locked, device FROM session \
         WHERE fingerprint = $1",
        params![fingerprint],
    )?;
    row.map(|row| read(&row)).transpose()
}

fn read(row: &Row) -> Result<Session> {
    Ok(Session {
        account: row.id(0)?,
        rights: row.opt_id(1)?,
        language: row.text(2)?.to_owned(),
        begun_micros: row.int(3)?,
        seen_micros: row.int(4)?,
        locked: row.flag(5)?,
        device: row.text(6)?.to_owned(),
    })
}

/// The sessions of an account with their fingerprints, the last begun first.
///
/// # Errors
/// What the engine says.
pub fn of_account(tx: &mut dyn Tx, account: ActorId) -> Result<Vec<([u8; 32], Session)>> {
    let rows = tx.query(
        "SELECT account, rights, language, begun_micros, seen_micros, locked, device, fingerprint \
         FROM session WHERE account = $1 ORDER BY begun_micros DESC, fingerprint",
        params![&account],
    )?;
    let with_fingerprint = rows.iter().map(|row| {
        let fingerprint = row.blob(7)?.try_into();
        let fingerprint =
            fingerprint.map_err(|_| StoreError::corrupt("a fingerprint of another length"))?;
        Ok((fingerprint, read(row)?))
    });
    with_fingerprint.collect()
}

/// Notes that a session was used.
///
/// # Errors
/// What the engine says.
pub fn touch(tx: &mut dyn Tx, fingerprint: &[u8; 32], seen_micros: i64) -> Result<()> {
    tx.execute(
        "UPDATE session SET seen_micros = $1 WHERE fingerprint = $2",
        params![seen_micros, fingerprint],
    )?;
    Ok(())
}

/// Shows a hidden screen again, under a new secret: the former one is worth nothing any more.
///
/// # Errors
/// What the engine says.
pub fn renew(
    tx: &mut dyn Tx,
    fingerprint: &[u8; 32],
    renewed: &[u8; 32],
    seen_micros: i64,
) -> Result<()> {
    tx.execute(
        "UPDATE session SET fingerprint = $1, locked = $2, seen_micros = $3 WHERE fingerprint = $4",
        params![renewed, false, seen_micros, fingerprint],
    )?;
    Ok(())
}

/// Hides the screen of a session, or shows it again.
///
/// # Errors
/// What the engine says.
pub fn lock(tx: &mut dyn Tx, fingerprint: &[u8; 32], locked: bool, seen_micros: i64) -> Result<()> {
    tx.execute(
        "UPDATE session SET locked = $1, seen_micros = $2 WHERE fingerprint = $3",
        params![locked, seen_micros, fingerprint],
    )?;
    Ok(())
}

/// Remembers the language chosen.
///
/// # Errors
/// What the engine says.
pub fn speak(tx: &mut dyn Tx, fingerprint: &[u8; 32], language: &str) -> Result<()> {
    tx.execute(
        "UPDATE session SET language = $1 WHERE fingerprint = $2",
        params![language, fingerprint],
    )?;
    Ok(())
}

/// Ends one session.
///
/// # Errors
/// What the engine says.
pub fn end(tx: &mut dyn Tx, fingerprint: &[u8; 32]) -> Result<()> {
    tx.execute(
        "DELETE FROM session WHERE fingerprint = $1",
        params![fingerprint],
    )?;
    Ok(())
}

/// Ends every session of an account; says how many there were.
///
/// # Errors
/// What the engine says.
pub fn end_all(tx: &mut dyn Tx, account: ActorId) -> Result<u64> {
    tx.execute("DELETE FROM session WHERE account = $1", params![&account])
}

/// Ends the sessions begun or last used before these moments.
///
/// # Errors
/// What the engine says.
pub fn sweep(tx: &mut dyn Tx, begun_before_micros: i64, seen_before_micros: i64) -> Result<u64> {
    tx.execute(
        "DELETE FROM session WHERE begun_micros < $1 OR seen_micros < $2",
        params![begun_before_micros, seen_before_micros],
    )
}
