//! Passphrases that somebody else has seen, because they gave them: each serves once, to be changed.

use crate::error::Result;
use crate::params;
use crate::tx::Tx;
use akwaba_journal::id::ActorId;

/// Notes that the passphrase of an account was given by somebody else.
///
/// # Errors
/// What the engine says.
pub fn put(tx: &mut dyn Tx, account: ActorId, now_micros: i64) -> Result<()> {
    tx.execute(
        "INSERT INTO passphrase_due (account, since_micros) VALUES ($1, $2) \
         ON CONFLICT (account) DO UPDATE SET since_micros = excluded.since_micros",
        params![&account, now_micros],
    )?;
    Ok(())
}

/// Since when an account has a passphrase that somebody else gave, in microseconds since 1970; `None`
/// when its owner chose it.
///
/// # Errors
/// What the engine says.
pub fn since(tx: &mut dyn Tx, account: ActorId) -> Result<Option<i64>> {
    let row = tx.maybe(
        "SELECT since_micros FROM passphrase_due WHERE account = $1",
        params![&account],
    )?;
    row.map(|row| row.int(0)).transpose()
}

/// Whether the passphrase of an account must be changed before anything else.
///
/// # Errors
/// What the engine says.
pub fn is(tx: &mut dyn Tx, account: ActorId) -> Result<bool> {
    Ok(since(tx, account)?.is_some())
}

/// Its owner has changed it.
///
/// # Errors
/// What the engine says.
pub fn clear(tx: &mut dyn Tx, account: ActorId) -> Result<()> {
    tx.execute(
        "DELETE FROM passphrase_due WHERE account = $1",
        params![&account],
    )?;
    Ok(())
}
