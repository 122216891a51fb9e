//! The pictures of documents, each under the key of whom it is about.
//!
//! Invariant: no byte of a picture is written unencrypted, and a picture whose key was destroyed cannot be
//! read, here or in any copy. Never: knows what a picture shows.

use crate::error::{Result, StoreError};
use crate::keys::Keyring;
use crate::params;
use crate::tx::Tx;
use akwaba_journal::chance::Chance;
use akwaba_journal::id::{EntityId, ScopeId};
use zeroize::Zeroizing;

/// Keeps the picture of a document under the key of `subject`.
///
/// # Errors
/// [`StoreError::Forgotten`] under a destroyed key, and those of the engine.
pub fn keep(
    tx: &mut dyn Tx,
    chance: &mut dyn Chance,
    (scope, subject): (ScopeId, EntityId),
    document: EntityId,
    picture: &[u8],
) -> Result<()> {
    let key = Keyring::of(tx)?.find_or_make(tx, scope, subject, chance)?;
    let wrapped = key
        .wrap(picture, &context(scope, subject, document), chance)
        .map_err(|_| StoreError::TooLong)?;
    tx.execute(
        "INSERT INTO document_picture (scope, entity, subject, wrapped) VALUES ($1, $2, $3, $4)",
        params![&scope, &document, &subject, &wrapped],
    )?;
    Ok(())
}

/// The picture of a document; `None` when it was taken out, forgotten, or never came here.
///
/// # Errors
/// [`StoreError::Corrupt`] when it does not open under its key, and those of the engine.
pub fn read(
    tx: &mut dyn Tx,
    scope: ScopeId,
    document: EntityId,
) -> Result<Option<Zeroizing<Vec<u8>>>> {
    let row = tx.maybe(
        "SELECT subject, wrapped FROM document_picture WHERE scope = $1 AND entity = $2",
        params![&scope, &document],
    )?;
    let Some(row) = row else {
        return Ok(None);
    };
    let subject: EntityId = row.id(0)?;
    let Some(key) = Keyring::of(tx)?.find(tx, scope, subject)? else {
        return Ok(None);
    };
    key.unwrap(row.blob(1)?, &context(scope, subject, document))
        .map(Some)
        .map_err(|_| StoreError::corrupt("the picture of a document does not open"))
}

/// Removes the picture of a document.
///
/// # Errors
/// Those of the engine.
pub fn remove(tx: &mut dyn Tx, scope: ScopeId, document: EntityId) -> Result<()> {
    tx.execute(
        "DELETE FROM document_picture WHERE scope = $1 AND entity = $2",
        params![&scope, &document],
    )?;
    Ok(())
}

/// Removes every picture kept under a key that is being destroyed.
pub(crate) fn forget(tx: &mut dyn Tx, scope: ScopeId, subject: EntityId) -> Result<()> {
    tx.execute(
        "DELETE FROM document_picture WHERE scope = $1 AND subject = $2",
        params![&scope, &subject],
    )?;
    Ok(())
}

/// What a picture is bound to, so that it cannot be put in the place of another one.
fn context(scope: ScopeId, subject: EntityId, document: EntityId) -> Vec<u8> {
    [
        b"document picture".as_slice(),
        scope.as_bytes(),
        subject.as_bytes(),
        document.as_bytes(),
    ]
    .concat()
}
