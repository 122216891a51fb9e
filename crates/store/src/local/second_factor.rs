//! Second factors: the secret shared with someone's phone, and the last code that was used.

use crate::error::Result;
use crate::params;
use crate::tx::Tx;
use akwaba_journal::id::ActorId;

/// The second factor of an account.
#[derive(Clone, PartialEq, Eq)]
pub struct SecondFactor {
    /// The shared secret.
    pub secret: Vec<u8>,
    /// Whether a first code proved that the phone has it.
    pub confirmed: bool,
    /// The time step of the last code used: a code serves once.
    pub last_step: i64,
}

impl core::fmt::Debug for SecondFactor {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("SecondFactor([caché])")
    }
}

/// The second factor of an account, if it has one.
///
/// # Errors
/// What the engine says.
pub fn find(tx: &mut dyn Tx, account: ActorId) -> Result<Option<SecondFactor>> {
    let row = tx.maybe(
        "SELECT secret, confirmed, last_step FROM second_factor WHERE account = $1",
        params![&account],
    )?;
    row.map(|row| {
        Ok(SecondFactor {
            secret: row.blob(0)?.to_vec(),
            confirmed: row.flag(1)?,
            last_step: row.int(2)?,
        })
    })
    .transpose()
}

/// Keeps the second factor of an account, in place of a former one.
///
/// # Errors
/// What the engine says.
pub fn put(tx: &mut dyn Tx, account: ActorId, factor: &SecondFactor) -> Result<()> {
    tx.execute(
        "INSERT INTO second_factor (account, secret, confirmed, last_step) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (account) DO UPDATE SET secret = excluded.secret, confirmed = excluded.confirmed, \
         last_step = excluded.last_step",
        params![&account, &factor.secret, factor.confirmed, factor.last_step],
    )?;
    Ok(())
}

/// Takes the second factor of an account away.
///
/// # Errors
/// What the engine says.
pub fn remove(tx: &mut dyn Tx, account: ActorId) -> Result<()> {
    tx.execute(
        "DELETE FROM second_factor WHERE account = $1",
        params![&account],
    )?;
    Ok(())
}
