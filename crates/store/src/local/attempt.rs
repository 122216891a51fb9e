//! Failed sign-ins, counted by a name that the caller chooses: an account as tried from one
//! device, or a device alone. Nobody can shut somebody else out by guessing from elsewhere.

use crate::error::Result;
use crate::params;
use crate::tx::Tx;

/// How many failures in a row, and when the last one was (microseconds since 1970).
///
/// # Errors
/// What the engine says.
pub fn find(tx: &mut dyn Tx, name: &[u8; 32]) -> Result<(i64, i64)> {
    let row = tx.maybe(
        "SELECT failures, last_micros FROM attempt WHERE name = $1",
        params![name],
    )?;
    row.map_or(Ok((0, 0)), |row| Ok((row.int(0)?, row.int(1)?)))
}

/// Notes one more failure.
///
/// # Errors
/// What the engine says.
pub fn failed(tx: &mut dyn Tx, name: &[u8; 32], now_micros: i64) -> Result<()> {
    tx.execute(
        "INSERT INTO attempt (name, failures, last_micros) VALUES ($1, 1, $2) \
         ON CONFLICT (name) DO UPDATE SET failures = attempt.failures + 1, last_micros = excluded.last_micros",
        params![name, now_micros],
    )?;
    Ok(())
}

/// Forgets the failures after a success.
///
/// # Errors
/// What the engine says.
pub fn forget(tx: &mut dyn Tx, name: &[u8; 32]) -> Result<()> {
    tx.execute("DELETE FROM attempt WHERE name = $1", params![name])?;
    Ok(())
}
