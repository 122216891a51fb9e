//! Forms as they are being typed, one of each kind for each account, for a week.

use crate::error::Result;
use crate::params;
use crate::tx::Tx;
use akwaba_journal::id::ActorId;

/// Longest draft that is kept, in bytes.
pub const DRAFT_BYTES_MAX: usize = 64 * 1024;
/// How long a draft that nobody takes up again is kept, in microseconds: a week.
pub const KEPT_MICROS: i64 = 7 * 24 * 3600 * 1_000_000;
/// Drafts of one account at a time; the oldest give way.
const DRAFTS_MAX: i64 = 30;

/// Keeps a form as typed so far, and lets go of what is too old or too many.
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
    tx.execute(
        "DELETE FROM form_draft WHERE saved_micros < $1",
        params![now_micros - KEPT_MICROS],
    )?;
    tx.execute(
        "DELETE FROM form_draft WHERE account = $1 AND form IN (SELECT form FROM form_draft \
         WHERE account = $2 ORDER BY saved_micros DESC, form LIMIT 1000 OFFSET $3)",
        params![&account, &account, DRAFTS_MAX],
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
