//! Forms as they are being typed, one of each kind for each account.

use crate::error::Result;
use crate::params;
use crate::tx::Tx;
use akwaba_journal::id::ActorId;

/// Longest draft that is kept, in bytes.
pub const DRAFT_BYTES_MAX: usize = 64 * 1024;

/// Keeps a form as typed so far.
///
/// # Errors
/// What the engine says.
pub fn keep(
    tx: &mut dyn Tx,
    account: ActorId,
    form: &str,
    content: &str,
    now_micros: i64,
) -> Result<()> {
    tx.execute(
        "INSERT INTO form_draft (account, form, saved_micros, content) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (account, form) DO UPDATE SET saved_micros = excluded.saved_micros, content = excluded.content",
        params![&account, form, now_micros, content],
    )?;
    Ok(())
}

/// The form as it was typed, and when.
///
/// # Errors
/// What the engine says.
pub fn find(tx: &mut dyn Tx, account: ActorId, form: &str) -> Result<Option<(String, i64)>> {
    let row = tx.maybe(
        "SELECT content, saved_micros FROM form_draft WHERE account = $1 AND form = $2",
        params![&account, form],
    )?;
    row.map(|row| Ok((row.text(0)?.to_owned(), row.int(1)?)))
        .transpose()
}

/// Forgets a draft: the form was sent, or is not wanted.
///
/// # Errors
/// What the engine says.
pub fn forget(tx: &mut dyn Tx, account: ActorId, form: &str) -> Result<()> {
    tx.execute(
        "DELETE FROM form_draft WHERE account = $1 AND form = $2",
        params![&account, form],
    )?;
    Ok(())
}
