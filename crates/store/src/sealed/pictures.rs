//! The pictures of the documents of sealed files: beside the journal, as those of the open part, and each under a key of
//! its file.
//!
//! Invariants: every row has the same length, whatever it shows; its name tells of no document without the key; one that
//! was taken out, or whose file was destroyed, is gone. Never: a picture outside the room of [`BYTES_MAX`], a key kept.

use super::wraps::HeldKey;
use crate::error::{Result, StoreError};
use crate::params;
use crate::tx::Tx;
use akwaba_journal::chance::Chance;
use akwaba_journal::id::{EntityId, ScopeId};
use zeroize::Zeroizing;

/// The room of a picture, in bytes: half a megabyte, of which four bytes say how much of it is used.
const ROOM: usize = 1 << 19;
/// How the length of a picture is written before it.
const LENGTH: usize = 4;
/// The largest picture that fits, in bytes.
pub const BYTES_MAX: usize = ROOM - LENGTH;

const NAMES: &str = "akwaba 2026 names of the pictures of a sealed scope";

/// Keeps the picture of a document under the latest key of its file.
///
/// # Errors
/// [`StoreError::TooLong`] beyond [`BYTES_MAX`], [`StoreError::NoHolder`] without a key, and those of the engine.
pub fn keep(
    tx: &mut dyn Tx,
    held: &[HeldKey],
    document: EntityId,
    picture: &[u8],
    chance: &mut dyn Chance,
) -> Result<()> {
    let latest = held.iter().max_by_key(|one| one.epoch);
    let latest = latest.ok_or(StoreError::NoHolder)?;
    let length = u32::try_from(picture.len()).map_err(|_| StoreError::TooLong)?;
    if picture.len() > BYTES_MAX {
        return Err(StoreError::TooLong);
    }
    // Made as large as it will be at once: nothing of it is left where a growing buffer was.
    let mut room = Zeroizing::new(Vec::with_capacity(ROOM));
    room.extend_from_slice(&length.to_be_bytes());
    room.extend_from_slice(picture);
    room.resize(ROOM, 0);
    let sealed = latest
        .key
        .wrap(&room, &bound(latest, document), chance)
        .map_err(|_| StoreError::TooLong)?;
    tx.execute(
        "INSERT INTO sealed_picture (scope, name, sealed) VALUES ($1, $2, $3)",
        params![&latest.scope, &name(latest, document), &sealed],
    )?;
    Ok(())
}

/// The picture of a document, for who holds these keys of its file; `None` when it was taken out, or never came here.
///
/// # Errors
/// [`StoreError::Corrupt`] when it does not open under its key, and those of the engine.
pub fn read(
    tx: &mut dyn Tx,
    held: &[HeldKey],
    document: EntityId,
) -> Result<Option<Zeroizing<Vec<u8>>>> {
    for one in held {
        let row = tx.maybe(
            "SELECT sealed FROM sealed_picture WHERE scope = $1 AND name = $2",
            params![&one.scope, &name(one, document)],
        )?;
        if let Some(row) = row {
            let opened = one.key.unwrap(row.blob(0)?, &bound(one, document));
            let room = opened
                .map_err(|_| StoreError::corrupt("the picture of a sealed file does not open"))?;
            return used(&room).map(Some);
        }
    }
    Ok(None)
}

/// What of the room is the picture.
fn used(room: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
    let parts = room.split_first_chunk::<LENGTH>();
    let picture = parts.and_then(|(length, rest)| {
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        rest.get(..length)
    });
    let picture = picture.ok_or_else(|| {
        StoreError::corrupt("the picture of a sealed file is longer than its room")
    })?;
    Ok(Zeroizing::new(picture.to_vec()))
}

/// Removes the picture of a document.
///
/// # Errors
/// Those of the engine.
pub fn remove(tx: &mut dyn Tx, held: &[HeldKey], document: EntityId) -> Result<()> {
    for one in held {
        tx.execute(
            "DELETE FROM sealed_picture WHERE scope = $1 AND name = $2",
            params![&one.scope, &name(one, document)],
        )?;
    }
    Ok(())
}

/// Removes every picture of a file whose keys are being destroyed.
pub(super) fn destroy(tx: &mut dyn Tx, scope: ScopeId) -> Result<()> {
    tx.execute(
        "DELETE FROM sealed_picture WHERE scope = $1",
        params![&scope],
    )?;
    Ok(())
}

/// The name of a row: another one under each key, and nothing to who has none.
fn name(held: &HeldKey, document: EntityId) -> Vec<u8> {
    let own = Zeroizing::new(blake3::derive_key(NAMES, held.key.as_bytes()));
    let hash = blake3::keyed_hash(&own, &bound(held, document));
    hash.as_bytes().iter().take(16).copied().collect()
}

/// What a picture is bound to, so that it cannot be put in the place of another one.
fn bound(held: &HeldKey, document: EntityId) -> Vec<u8> {
    [
        b"picture of a sealed file".as_slice(),
        held.scope.as_bytes(),
        &held.epoch.to_be_bytes(),
        document.as_bytes(),
    ]
    .concat()
}
