//! The private keys of an account under what is printed on its recovery sheet.
//!
//! The secret of a sheet is 128 bits of chance: it needs no stretching. Never keeps it. A new sheet takes the
//! place of the former one of the same keys.

use crate::error::{Result, StoreError};
use crate::params;
use crate::tx::Tx;
use akwaba_domain::centre::sheet::Secret;
use akwaba_journal::chance::Chance;
use akwaba_journal::holder::{PrivateKey, PublicKeys};
use akwaba_journal::id::ActorId;
use akwaba_journal::seal::Key;
use zeroize::Zeroizing;

/// Puts the keys of an account under a new sheet.
///
/// # Errors
/// Those of the engine.
pub fn put(
    tx: &mut dyn Tx,
    account: ActorId,
    private: &PrivateKey,
    secret: &Secret,
    now_micros: i64,
    chance: &mut dyn Chance,
) -> Result<()> {
    let public = private.public().map_err(|_| StoreError::WrongKey)?;
    let wrapped = under(secret).wrap(private.as_bytes(), &bound(account, &public), chance);
    let wrapped = wrapped.map_err(|_| StoreError::TooLong)?;
    tx.execute(
        "INSERT INTO account_sheet (account, public, wrapped, made_micros) \
         VALUES ($1, $2, $3, $4) ON CONFLICT (account, public) DO UPDATE SET \
         wrapped = excluded.wrapped, made_micros = excluded.made_micros",
        params![&account, public.to_bytes().as_slice(), &wrapped, now_micros],
    )?;
    Ok(())
}

/// When the sheet of these keys was made, in microseconds since 1970.
///
/// # Errors
/// Those of the engine.
pub fn made(tx: &mut dyn Tx, account: ActorId, public: &PublicKeys) -> Result<Option<i64>> {
    let row = tx.maybe(
        "SELECT made_micros FROM account_sheet WHERE account = $1 AND public = $2",
        params![&account, public.to_bytes().as_slice()],
    )?;
    row.map(|row| row.int(0)).transpose()
}

/// The private keys that a sheet of an account opens, present or former ones; none when it is not one of theirs.
///
/// # Errors
/// Those of the engine.
pub fn open(tx: &mut dyn Tx, account: ActorId, secret: &Secret) -> Result<Option<PrivateKey>> {
    let rows = tx.query(
        "SELECT public, wrapped FROM account_sheet WHERE account = $1 ORDER BY public",
        params![&account],
    )?;
    let key = under(secret);
    for row in &rows {
        let Some(public) = PublicKeys::from_slice(row.blob(0)?) else {
            continue;
        };
        let opened = key.unwrap(row.blob(1)?, &bound(account, &public)).ok();
        if let Some(private) = opened.and_then(|bytes| PrivateKey::from_slice(&bytes)) {
            return Ok(Some(private));
        }
    }
    Ok(None)
}

/// Destroys the sheet of these keys: it has served.
///
/// # Errors
/// Those of the engine.
pub fn destroy(tx: &mut dyn Tx, account: ActorId, public: &PublicKeys) -> Result<()> {
    tx.execute(
        "DELETE FROM account_sheet WHERE account = $1 AND public = $2",
        params![&account, public.to_bytes().as_slice()],
    )?;
    Ok(())
}

fn under(secret: &Secret) -> Key {
    let bytes = Zeroizing::new(blake3::derive_key(
        "akwaba 2026 keys of an account on a recovery sheet 1",
        secret.as_bytes(),
    ));
    Key::new(*bytes)
}

fn bound(account: ActorId, public: &PublicKeys) -> Vec<u8> {
    [account.as_bytes().as_slice(), &public.to_bytes()].concat()
}
