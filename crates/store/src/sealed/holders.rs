//! Who else holds a sealed scope: known to those who hold it, and to nobody else.
//!
//! The public keys of its holders stand under its own key, so that any of them can wrap it again for all
//! the others. Never names an account.

use super::published::Recipient;
use super::wraps::{HeldKey, WRAPS_MULTIPLE};
use crate::error::{Result, StoreError};
use crate::params;
use crate::tx::Tx;
use akwaba_journal::chance::Chance;
use akwaba_journal::envelope::{PUBLIC_BYTES, Public};
use akwaba_journal::id::ScopeId;
use zeroize::Zeroizing;

/// What stands in the place of a holder there is not, as no wrap tells either.
const NOBODY: [u8; PUBLIC_BYTES] = [0; PUBLIC_BYTES];

/// Those who hold a scope, by its present key.
///
/// # Errors
/// [`StoreError::Contended`] when another key has begun since.
pub fn of(tx: &mut dyn Tx, held: &HeldKey) -> Result<Vec<Recipient>> {
    let row = tx.maybe(
        "SELECT holders FROM sealed_holders WHERE scope = $1",
        params![&held.scope],
    )?;
    let row = row.ok_or(StoreError::Contended)?;
    let plain = held.key.unwrap(row.blob(0)?, &bound(held));
    let plain = plain.map_err(|_| StoreError::Contended)?;
    let publics = plain.chunks_exact(PUBLIC_BYTES).filter_map(|bytes| {
        let bytes = <[u8; PUBLIC_BYTES]>::try_from(bytes).ok()?;
        (bytes != NOBODY).then(|| Recipient::with(Public::new(bytes)))
    });
    Ok(publics.collect())
}

pub(super) fn write(
    tx: &mut dyn Tx,
    held: &HeldKey,
    holders: &[Public],
    chance: &mut dyn Chance,
) -> Result<()> {
    let length = holders.len().next_multiple_of(WRAPS_MULTIPLE) * PUBLIC_BYTES;
    let mut plain = Zeroizing::new(Vec::with_capacity(length));
    for holder in holders {
        plain.extend_from_slice(holder.as_bytes());
    }
    plain.resize(length, 0);
    let wrapped = held.key.wrap(&plain, &bound(held), chance);
    let wrapped = wrapped.map_err(|_| StoreError::TooLong)?;
    tx.execute(
        "INSERT INTO sealed_holders (scope, holders) VALUES ($1, $2) \
         ON CONFLICT (scope) DO UPDATE SET holders = excluded.holders",
        params![&held.scope, &wrapped],
    )?;
    Ok(())
}

pub(super) fn destroy(tx: &mut dyn Tx, scope: ScopeId) -> Result<()> {
    tx.execute(
        "DELETE FROM sealed_holders WHERE scope = $1",
        params![&scope],
    )?;
    Ok(())
}

fn bound(held: &HeldKey) -> Vec<u8> {
    let (scope, epoch) = (held.scope.as_bytes(), held.epoch.to_be_bytes());
    [scope.as_slice(), &epoch, b" holders"].concat()
}
