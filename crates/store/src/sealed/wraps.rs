//! The key of each sealed scope, wrapped to those who hold it.
//!
//! A row says neither to whom nor by whom: whoever has a private key tries them all. The rows of a scope are
//! made again together and shuffled, and padded with wraps to nobody, so that they tell neither how many hold
//! it nor who came or left. Only who holds the secret of this installation makes a wrap that opens.
//!
//! A scope has epochs. When somebody leaves, another key begins; it holds the one before, so those who stay
//! read everything, and who left reads nothing written since. Never writes a key in the clear.

use super::published::Recipient;
use super::{glass, holders, leave, pictures};
use crate::error::{Result, StoreError};
use crate::identity;
use crate::params;
use crate::tx::Tx;
use akwaba_journal::chance::Chance;
use akwaba_journal::envelope::{self, Opener, Purpose};
use akwaba_journal::holder::PrivateKey;
use akwaba_journal::id::ScopeId;
use akwaba_journal::seal::Key;
use std::collections::HashMap;

/// The wraps of a scope are as many as a multiple of this.
pub const WRAPS_MULTIPLE: usize = 4;
/// Threads that try wraps, at most.
const THREADS_MAX: usize = 4;
/// Fewer scopes than this are tried by one thread.
const SCOPES_A_THREAD_MIN: usize = 64;

const INFO: &[u8] = b"akwaba 2026 key of a sealed scope 1";

/// A key of a sealed scope, in the hands of who opened it.
#[derive(Debug, Clone)]
pub struct HeldKey {
    /// Of which scope.
    pub scope: ScopeId,
    /// Which of its keys, from 1.
    pub epoch: u32,
    /// The key.
    pub key: Key,
}

/// Begins a sealed scope: its first key, wrapped to these people.
///
/// # Errors
/// [`StoreError::Conflict`] when it has a key already, [`StoreError::NoHolder`] without anybody to hold it.
pub fn create(
    tx: &mut dyn Tx,
    scope: ScopeId,
    to: &[Recipient],
    chance: &mut dyn Chance,
) -> Result<Key> {
    if epoch_of(tx, scope)?.is_some() {
        return Err(StoreError::Conflict);
    }
    let held = HeldKey {
        scope,
        epoch: 1,
        key: Key::fresh(chance),
    };
    wrap_all(tx, &held, to, chance)?;
    glass::write(tx, &held, &glass::Roll::default(), chance)?;
    Ok(held.key)
}

/// Wraps the present key of a scope again, to all these people: somebody is added. `held` are its keys as
/// [`held`] gave them.
///
/// # Errors
/// [`StoreError::Contended`] when another key has begun since, [`StoreError::NoHolder`].
pub fn assign(
    tx: &mut dyn Tx,
    held: &[HeldKey],
    recipients: &[Recipient],
    chance: &mut dyn Chance,
) -> Result<()> {
    let latest = held.iter().max_by_key(|held| held.epoch);
    let latest = latest.ok_or(StoreError::NoHolder)?;
    still_present(tx, latest)?;
    wrap_all(tx, latest, recipients, chance)
}

/// Begins another key of a scope, wrapped to those who stay: what is written from then on is under it.
///
/// # Errors
/// [`StoreError::Contended`] when another key has begun since `current`, [`StoreError::NoHolder`].
pub fn rotate(
    tx: &mut dyn Tx,
    scope: ScopeId,
    current: &HeldKey,
    to: &[Recipient],
    chance: &mut dyn Chance,
) -> Result<HeldKey> {
    if current.scope != scope {
        return Err(StoreError::Contended);
    }
    still_present(tx, current)?;
    let next = HeldKey {
        scope,
        epoch: current.epoch.checked_add(1).ok_or(StoreError::TooLong)?,
        key: Key::fresh(chance),
    };
    let former = next
        .key
        .wrap(current.key.as_bytes(), &bound(scope, next.epoch), chance)
        .map_err(|_| StoreError::TooLong)?;
    tx.execute(
        "INSERT INTO sealed_epoch (scope, epoch, former) VALUES ($1, $2, $3)",
        params![&scope, next.epoch, &former],
    )?;
    wrap_all(tx, &next, to, chance)?;
    glass::carry(tx, current, &next, chance)?;
    Ok(next)
}

/// Destroys every wrap of the keys of a scope, and its pictures. Copies in older backups go when those backups do.
///
/// # Errors
/// Those of the engine.
pub fn destroy(tx: &mut dyn Tx, scope: ScopeId) -> Result<()> {
    tx.execute("DELETE FROM sealed_wrap WHERE scope = $1", params![&scope])?;
    tx.execute("DELETE FROM sealed_epoch WHERE scope = $1", params![&scope])?;
    glass::destroy(tx, scope)?;
    pictures::destroy(tx, scope)?;
    holders::destroy(tx, scope)
}

/// The present key of every scope that a private key opens, in order of scope.
///
/// # Errors
/// Those of the engine.
pub fn present_keys(tx: &mut dyn Tx, private: &PrivateKey) -> Result<Vec<HeldKey>> {
    let Some(house) = identity::sealed_secret(tx)? else {
        return Ok(Vec::new());
    };
    let opener = private.opener().map_err(|_| StoreError::WrongKey)?;
    let scopes = all(tx)?;
    Ok(try_all(&scopes, &opener, &house))
}

/// The present key of one scope, when a private key opens it: for who knows which scope to look at.
///
/// # Errors
/// Those of the engine.
pub fn present_key(
    tx: &mut dyn Tx,
    scope: ScopeId,
    private: &PrivateKey,
) -> Result<Option<HeldKey>> {
    let Some(house) = identity::sealed_secret(tx)? else {
        return Ok(None);
    };
    let rows = tx.query(
        "SELECT epoch, wrapped FROM sealed_wrap WHERE scope = $1 ORDER BY place",
        params![&scope],
    )?;
    let Some(first) = rows.first() else {
        return Ok(None);
    };
    let wrapped = rows.iter().map(|row| Ok(row.blob(1)?.to_vec()));
    let wraps = Wraps {
        scope,
        epoch: epoch(first.int(0)?)?,
        wrapped: wrapped.collect::<Result<_>>()?,
    };
    let opener = private.opener().map_err(|_| StoreError::WrongKey)?;
    Ok(try_one(&wraps, &opener, &house))
}

/// Whether a scope has a key that somebody may open.
///
/// # Errors
/// Those of the engine.
pub fn has_key(tx: &mut dyn Tx, scope: ScopeId) -> Result<bool> {
    Ok(epoch_of(tx, scope)?.is_some())
}

/// Every key that a private key opens, of every epoch, in order of scope and epoch.
///
/// # Errors
/// [`StoreError::Corrupt`] when the key of an epoch does not open the one before.
pub fn held(tx: &mut dyn Tx, private: &PrivateKey) -> Result<Vec<HeldKey>> {
    let present = present_keys(tx, private)?;
    with_former(tx, present)
}

/// These present keys and every one before them, in order of scope and epoch.
///
/// # Errors
/// [`StoreError::Corrupt`] when the key of an epoch does not open the one before.
pub fn with_former(tx: &mut dyn Tx, present: Vec<HeldKey>) -> Result<Vec<HeldKey>> {
    if present.is_empty() {
        return Ok(present);
    }
    let former = former_keys(tx)?;
    let mut keys = Vec::with_capacity(present.len());
    for latest in present {
        let start = keys.len();
        let mut at = latest.clone();
        while let Some(wrapped) = former.get(&(at.scope, at.epoch)) {
            let opened = at.key.unwrap(wrapped, &bound(at.scope, at.epoch));
            let key = opened.ok().and_then(|bytes| Key::from_slice(&bytes));
            at = HeldKey {
                scope: at.scope,
                epoch: at.epoch.saturating_sub(1),
                key: key
                    .ok_or_else(|| StoreError::corrupt("a key does not open the one before"))?,
            };
            keys.insert(start, at.clone());
        }
        keys.push(latest);
    }
    Ok(keys)
}

/// The wraps of the present key of one scope.
struct Wraps {
    scope: ScopeId,
    epoch: u32,
    wrapped: Vec<Vec<u8>>,
}

fn all(tx: &mut dyn Tx) -> Result<Vec<Wraps>> {
    let mut scopes: Vec<Wraps> = Vec::new();
    tx.each(
        "SELECT scope, epoch, wrapped FROM sealed_wrap ORDER BY scope, place",
        &[],
        &mut |row| {
            let (scope, epoch) = (row.id(0)?, epoch(row.int(1)?)?);
            let wrapped = row.blob(2)?.to_vec();
            match scopes.last_mut().filter(|last| last.scope == scope) {
                Some(last) => last.wrapped.push(wrapped),
                None => scopes.push(Wraps {
                    scope,
                    epoch,
                    wrapped: vec![wrapped],
                }),
            }
            Ok(())
        },
    )?;
    Ok(scopes)
}

fn try_all(scopes: &[Wraps], opener: &Opener, house: &Key) -> Vec<HeldKey> {
    let some = |scopes: &[Wraps]| -> Vec<HeldKey> {
        let opened = scopes.iter().map(|wraps| try_one(wraps, opener, house));
        opened.flatten().collect()
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let each = scopes.len().div_ceil(threads.min(THREADS_MAX));
    if each < SCOPES_A_THREAD_MIN {
        return some(scopes);
    }
    std::thread::scope(|threads| {
        let parts: Vec<_> = scopes
            .chunks(each)
            .map(|part| (part, threads.spawn(move || some(part))))
            .collect();
        // A thread that could not finish is made good here: nothing is left out in silence.
        let parts = parts
            .into_iter()
            .flat_map(|(part, thread)| thread.join().unwrap_or_else(|_| some(part)));
        parts.collect()
    })
}

fn try_one(wraps: &Wraps, opener: &Opener, house: &Key) -> Option<HeldKey> {
    let bound = bound(wraps.scope, wraps.epoch);
    let purpose = purpose(&bound, house);
    let mut opened = wraps
        .wrapped
        .iter()
        .filter_map(|wrapped| opener.open(purpose, wrapped).ok());
    Some(HeldKey {
        scope: wraps.scope,
        epoch: wraps.epoch,
        key: Key::from_slice(&opened.next()?)?,
    })
}

fn former_keys(tx: &mut dyn Tx) -> Result<HashMap<(ScopeId, u32), Vec<u8>>> {
    let mut former = HashMap::new();
    tx.each(
        "SELECT scope, epoch, former FROM sealed_epoch",
        &[],
        &mut |row| {
            former.insert((row.id(0)?, epoch(row.int(1)?)?), row.blob(2)?.to_vec());
            Ok(())
        },
    )?;
    Ok(former)
}

pub(super) fn epoch(stored: i64) -> Result<u32> {
    u32::try_from(stored).map_err(|_| StoreError::corrupt("an epoch is out of range"))
}

fn epoch_of(tx: &mut dyn Tx, scope: ScopeId) -> Result<Option<u32>> {
    let row = tx.one(
        "SELECT MAX(epoch) FROM sealed_wrap WHERE scope = $1",
        params![&scope],
    )?;
    row.opt_int(0)?.map(epoch).transpose()
}

fn still_present(tx: &mut dyn Tx, held: &HeldKey) -> Result<()> {
    if epoch_of(tx, held.scope)? == Some(held.epoch) {
        Ok(())
    } else {
        Err(StoreError::Contended)
    }
}

/// Puts wraps of this key, and of no other, in the place of all wraps of its scope.
fn wrap_all(
    tx: &mut dyn Tx,
    held: &HeldKey,
    to: &[Recipient],
    chance: &mut dyn Chance,
) -> Result<()> {
    let house = identity::sealed_secret_or_make(tx, chance)?;
    let gone = leave::departed(tx)?;
    let mut to: Vec<_> = to.iter().map(|one| *one.public()).collect();
    to.retain(|one| !gone.contains(one));
    to.sort_unstable();
    to.dedup();
    if to.is_empty() {
        return Err(StoreError::NoHolder);
    }
    holders::write(tx, held, &to, chance)?;
    // A pair whose private half is dropped here: it looks like a wrap, and opens for nobody.
    while !to.len().is_multiple_of(WRAPS_MULTIPLE) {
        to.push(envelope::fresh(chance).1);
    }
    shuffle(&mut to, chance);
    tx.execute(
        "DELETE FROM sealed_wrap WHERE scope = $1",
        params![&held.scope],
    )?;
    let bound = bound(held.scope, held.epoch);
    for (place, public) in (0_i64..).zip(&to) {
        let purpose = purpose(&bound, &house);
        let wrapped = envelope::seal(public, purpose, held.key.as_bytes(), chance);
        let wrapped = wrapped.map_err(|_| StoreError::corrupt("a published key is no key"))?;
        tx.execute(
            "INSERT INTO sealed_wrap (scope, place, epoch, wrapped) VALUES ($1, $2, $3, $4)",
            params![&held.scope, place, held.epoch, &wrapped],
        )?;
    }
    Ok(())
}

fn purpose<'a>(bound: &'a [u8], house: &'a Key) -> Purpose<'a> {
    Purpose {
        info: INFO,
        bound,
        house: Some(house),
    }
}

fn bound(scope: ScopeId, epoch: u32) -> Vec<u8> {
    [scope.as_bytes().as_slice(), &epoch.to_be_bytes()].concat()
}

/// Every order equally likely, but for less than one part in 2^50.
pub(super) fn shuffle<T>(list: &mut [T], chance: &mut dyn Chance) {
    for last in (1..list.len()).rev() {
        let among = u64::try_from(last).unwrap_or(0).saturating_add(1);
        let other = usize::try_from(chance.number() % among).unwrap_or(last);
        list.swap(last, other);
    }
}

#[cfg(test)]
#[path = "wraps_tests.rs"]
mod tests;
