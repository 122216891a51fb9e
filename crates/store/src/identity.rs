//! Who this installation is: its node id, its incarnation and its signing key.
//!
//! Invariant: a stream never forks, so the incarnation grows after every restore. The signing
//! key is kept wrapped under the host's key and never leaves the store.

use crate::error::{Result, StoreError};
use crate::params;
use crate::tx::Tx;
use akwaba_journal::chance::Chance;
use akwaba_journal::clock::Stamp;
use akwaba_journal::entry::Stream;
use akwaba_journal::id::{NodeId, ScopeId};
use akwaba_journal::seal::Key;

/// Name of the secret that signs heads.
pub(crate) const SIGNING: &str = "signing";
/// Name of the secret under which the keys of persons and records are wrapped.
pub(crate) const SUBJECTS: &str = "subjects";
/// Name of the secret with which rows of files are named, once it stands by itself.
const NAMING: &str = "naming";

/// Name of the secret with which this installation vouches for published keys and makes wraps of sealed scopes.
#[cfg(not(target_family = "wasm"))]
const SEALED: &str = "sealed";

/// Who this installation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity {
    /// The node.
    pub node: NodeId,
    /// How many lives it has begun.
    pub incarnation: u32,
}

impl Identity {
    /// The stream that this node writes in a scope.
    pub fn stream(&self, scope: ScopeId) -> Stream {
        Stream {
            scope,
            node: self.node,
            incarnation: self.incarnation,
        }
    }
}

/// Who this installation is; `None` before its first write.
pub fn find(tx: &mut dyn Tx) -> Result<Option<Identity>> {
    let row = tx.maybe("SELECT id, incarnation FROM node_identity", &[])?;
    row.map(|row| {
        Ok(Identity {
            node: row.id(0)?,
            incarnation: u32::try_from(row.int(1)?)
                .map_err(|_| StoreError::corrupt("the incarnation is out of range"))?,
        })
    })
    .transpose()
}

/// Who this installation is, made now if it never wrote.
pub fn ensure(tx: &mut dyn Tx, now_micros: i64, chance: &mut dyn Chance) -> Result<Identity> {
    if let Some(known) = find(tx)? {
        return Ok(known);
    }
    let at = Stamp {
        micros: now_micros,
        count: 0,
    };
    let made = Identity {
        node: NodeId::fresh(at, chance),
        incarnation: 1,
    };
    tx.execute(
        "INSERT INTO node_identity (one, id, incarnation) VALUES (1, $1, $2)",
        params![&made.node, made.incarnation],
    )?;
    for name in [SIGNING, SUBJECTS] {
        let secret = Key::fresh(chance);
        keep_secret(tx, name, &secret, chance)?;
    }
    Ok(made)
}

/// The secret with which rows of files are named, so that nobody can find out by trying what an
/// id was made from. The same after a restore and under another master key: a file that came in
/// before still adds nothing.
pub fn naming_key(tx: &mut dyn Tx, now_micros: i64, chance: &mut dyn Chance) -> Result<[u8; 32]> {
    ensure(tx, now_micros, chance)?;
    let outer = tx.home().outer().clone();
    Ok(*naming(tx, &outer)?.as_bytes())
}

/// The naming secret: by itself since the keys were first changed, made from another one until then.
fn naming(tx: &mut dyn Tx, outer: &Key) -> Result<Key> {
    if let Some(kept) = find_secret(tx, NAMING, outer)? {
        return Ok(kept);
    }
    let subjects = secret_under(tx, SUBJECTS, outer)?;
    Ok(Key::new(blake3::derive_key(
        "akwaba 2026 names of imported rows",
        subjects.as_bytes(),
    )))
}

/// Wraps the secrets of this node again under the key of its store, `former` being the one that wrapped
/// them so far. Gives the former and the new secret that wrap the keys of persons; none on a node that
/// never wrote. The signing key stays: it is the name by which others know this node.
///
/// # Errors
/// [`StoreError::WrongKey`] when `former` did not wrap them.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn renew_secrets(
    tx: &mut dyn Tx,
    former: &Key,
    chance: &mut dyn Chance,
) -> Result<Option<(Key, Key)>> {
    if find(tx)?.is_none() {
        return Ok(None);
    }
    let signing = secret_under(tx, SIGNING, former)?;
    let naming = naming(tx, former)?;
    let subjects = secret_under(tx, SUBJECTS, former)?;
    let renewed = Key::fresh(chance);
    for (name, secret) in [(SIGNING, &signing), (NAMING, &naming), (SUBJECTS, &renewed)] {
        keep_secret(tx, name, secret, chance)?;
    }
    // What was vouched for and wrapped stays so: only its holders could wrap it again.
    if let Some(sealed) = find_secret(tx, SEALED, former)? {
        keep_secret(tx, SEALED, &sealed, chance)?;
    }
    Ok(Some((subjects, renewed)))
}

/// The secret with which this installation vouches for the published keys of accounts and makes wraps of
/// sealed scopes: whoever writes its tables without it does neither. `None` before the first of them.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn sealed_secret(tx: &mut dyn Tx) -> Result<Option<Key>> {
    let outer = tx.home().outer().clone();
    find_secret(tx, SEALED, &outer)
}

/// The same, made now if there is none.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn sealed_secret_or_make(tx: &mut dyn Tx, chance: &mut dyn Chance) -> Result<Key> {
    if let Some(known) = sealed_secret(tx)? {
        return Ok(known);
    }
    let secret = Key::fresh(chance);
    keep_secret(tx, SEALED, &secret, chance)?;
    Ok(secret)
}

/// Begins another life of this node: after a restore, before the first write.
pub fn begin_incarnation(tx: &mut dyn Tx) -> Result<Option<Identity>> {
    tx.execute(
        "UPDATE node_identity SET incarnation = incarnation + 1",
        &[],
    )?;
    find(tx)
}

/// The public key that verifies the heads of this node, 32 bytes.
pub fn public_key(tx: &mut dyn Tx) -> Result<Option<[u8; 32]>> {
    if find(tx)?.is_none() {
        return Ok(None);
    }
    Ok(Some(signing_key(tx)?.verifying_key().to_bytes()))
}

pub(crate) fn signing_key(tx: &mut dyn Tx) -> Result<ed25519_dalek::SigningKey> {
    let secret = secret(tx, SIGNING)?;
    Ok(ed25519_dalek::SigningKey::from_bytes(secret.as_bytes()))
}

fn keep_secret(
    tx: &mut dyn Tx,
    name: &'static str,
    secret: &Key,
    chance: &mut dyn Chance,
) -> Result<()> {
    let home = tx.home();
    let wrapped = home
        .outer()
        .wrap(secret.as_bytes(), name.as_bytes(), chance)
        .map_err(|_| StoreError::TooLong)?;
    tx.execute(
        "INSERT INTO local_secret (name, wrapped) VALUES ($1, $2) \
         ON CONFLICT (name) DO UPDATE SET wrapped = excluded.wrapped",
        params![name, &wrapped],
    )?;
    Ok(())
}

pub(crate) fn secret(tx: &mut dyn Tx, name: &'static str) -> Result<Key> {
    let outer = tx.home().outer().clone();
    secret_under(tx, name, &outer)
}

fn secret_under(tx: &mut dyn Tx, name: &'static str, outer: &Key) -> Result<Key> {
    find_secret(tx, name, outer)?
        .ok_or_else(|| StoreError::corrupt("a secret of this node is missing"))
}

fn find_secret(tx: &mut dyn Tx, name: &'static str, outer: &Key) -> Result<Option<Key>> {
    let row = tx.maybe(
        "SELECT wrapped FROM local_secret WHERE name = $1",
        params![name],
    )?;
    let Some(row) = row else { return Ok(None) };
    let plain = outer
        .unwrap(row.blob(0)?, name.as_bytes())
        .map_err(|_| StoreError::WrongKey)?;
    let key = Key::from_slice(&plain);
    key.ok_or_else(|| StoreError::corrupt("a secret has another length"))
        .map(Some)
}

/// Checks at opening that the host's key is the one that wrapped the secrets.
pub(crate) fn check(tx: &mut dyn Tx) -> Result<()> {
    if find(tx)?.is_some() {
        secret(tx, SUBJECTS)?;
    }
    Ok(())
}
