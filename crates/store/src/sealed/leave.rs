//! Somebody leaves, or takes up with other keys: every scope they held gets another key.
//!
//! Only who holds a scope can do it, so each of those who stay does it for what they hold, a few scopes in a
//! transaction; what is done is done, and the rest goes on from there. Until then nothing is written under a
//! key that who left still has: [`fit_to_write`] begins another one first.

use super::glass;
use super::holders;
use super::published::Recipient;
use super::wraps::{self, HeldKey};
use crate::error::{Result, StoreError};
use crate::params;
use crate::rebuild::Progress;
use crate::store::Store;
use crate::tx::Tx;
use akwaba_journal::chance::Chance;
use akwaba_journal::envelope::Public;
use akwaba_journal::holder::PrivateKey;
use std::collections::BTreeSet;

/// Scopes of one transaction: long enough for the disk, short enough for the counter to go on.
const SCOPES_AT_ONCE: usize = 200;

/// What came of giving other keys to the scopes that somebody held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Swept {
    /// Scopes that got another key now.
    pub changed: u64,
    /// Scopes that still wait for one.
    pub left: u64,
}

/// Notes that nobody holds this private key rightly any more: nothing is wrapped to it from now on.
///
/// # Errors
/// Those of the engine.
pub fn depart(tx: &mut dyn Tx, who: &Recipient, now_micros: i64) -> Result<()> {
    tx.execute(
        "INSERT INTO sealed_departed (public, left_micros) VALUES ($1, $2) \
         ON CONFLICT (public) DO UPDATE SET left_micros = excluded.left_micros",
        params![who.public().as_bytes(), now_micros],
    )?;
    Ok(())
}

/// Takes [`depart`] back: the account works again. What was taken away stays so until somebody assigns it.
///
/// # Errors
/// Those of the engine.
pub fn come_back(tx: &mut dyn Tx, who: &Recipient) -> Result<()> {
    tx.execute(
        "DELETE FROM sealed_departed WHERE public = $1",
        params![who.public().as_bytes()],
    )?;
    Ok(())
}

/// Those who left.
pub(super) fn departed(tx: &mut dyn Tx) -> Result<BTreeSet<Public>> {
    let rows = tx.query("SELECT public FROM sealed_departed", &[])?;
    let read = |row: &crate::Row| {
        let bytes = <[u8; 32]>::try_from(row.blob(0)?);
        let bytes = bytes.map_err(|_| StoreError::corrupt("a public key has another length"))?;
        Ok(Public::new(bytes))
    };
    rows.iter().map(read).collect()
}

/// The key under which may be written: the one held or, where somebody among its holders has left, another one begun
/// now for the others.
///
/// # Errors
/// [`StoreError::Contended`] when another key has begun since: read again what is held.
pub fn fit_to_write(tx: &mut dyn Tx, held: &HeldKey, chance: &mut dyn Chance) -> Result<HeldKey> {
    let gone = departed(tx)?;
    match staying(tx, held, &gone)? {
        None => Ok(held.clone()),
        Some(stay) => wraps::rotate(tx, held.scope, held, &stay, chance),
    }
}

/// Whether somebody who left still has the key, or a share of it: it is about to be followed by another.
///
/// # Errors
/// [`StoreError::Contended`] when another key has begun since.
pub fn is_left_behind(tx: &mut dyn Tx, held: &HeldKey) -> Result<bool> {
    let gone = departed(tx)?;
    Ok(staying(tx, held, &gone)?.is_some())
}

/// Those who stay, where somebody left who held a scope or a share of its key.
fn staying(
    tx: &mut dyn Tx,
    held: &HeldKey,
    gone: &BTreeSet<Public>,
) -> Result<Option<Vec<Recipient>>> {
    let holders = holders::of(tx, held)?;
    let stay = holders.iter().filter(|one| !gone.contains(one.public()));
    let stay: Vec<Recipient> = stay.copied().collect();
    let roll = glass::roll_of(tx, held)?;
    let left = stay.len() < holders.len() || roll.is_some_and(|roll| roll.has_gone(gone));
    Ok(left.then_some(stay))
}

/// Whether somebody left since `who` last gave other keys to all they hold.
///
/// # Errors
/// Those of the engine.
pub fn is_due(tx: &mut dyn Tx, who: &Recipient) -> Result<bool> {
    Ok(last_departure(tx)? > swept(tx, who)?)
}

fn last_departure(tx: &mut dyn Tx) -> Result<Option<i64>> {
    let row = tx.one("SELECT MAX(left_micros) FROM sealed_departed", &[])?;
    row.opt_int(0)
}

fn swept(tx: &mut dyn Tx, who: &Recipient) -> Result<Option<i64>> {
    let row = tx.maybe(
        "SELECT left_micros FROM sealed_swept WHERE public = $1",
        params![who.public().as_bytes()],
    )?;
    row.map(|row| row.int(0)).transpose()
}

/// Gives another key to every scope that this private key opens and of which somebody who left held the key or a share, `at_most` so many.
///
/// # Errors
/// Those of the engine; what is done stays done.
pub fn leave(
    store: &Store,
    private: &PrivateKey,
    at_most: usize,
    chance: &mut dyn Chance,
    told: &mut dyn FnMut(Progress),
) -> Result<Swept> {
    let own = Recipient::own(private)?;
    let (until, gone) =
        store.read(|tx| Ok::<_, StoreError>((last_departure(tx)?, departed(tx)?)))?;
    if gone.contains(own.public()) {
        return Ok(Swept::default());
    }
    let mut job = Job {
        store,
        private,
        at_most,
        chance,
        told,
    };
    let done = job.run(&|tx, held| staying(tx, held, &gone))?;
    if let (0, Some(until)) = (done.left, until) {
        store.write(|tx| {
            tx.execute(
                "INSERT INTO sealed_swept (public, left_micros) VALUES ($1, $2) \
                 ON CONFLICT (public) DO UPDATE SET left_micros = excluded.left_micros",
                params![own.public().as_bytes(), until],
            )
        })?;
    }
    Ok(done)
}

/// Gives another key to every scope that the former keys of somebody open, wrapped to their present ones in the
/// place of those.
///
/// # Errors
/// Those of the engine; what is done stays done.
pub fn hand_over(
    store: &Store,
    former: &PrivateKey,
    to: &Recipient,
    chance: &mut dyn Chance,
    told: &mut dyn FnMut(Progress),
) -> Result<Swept> {
    let own = Recipient::own(former)?;
    let mut job = Job {
        store,
        private: former,
        at_most: usize::MAX,
        chance,
        told,
    };
    job.run(&|tx, held| {
        let holders = holders::of(tx, held)?;
        let others = holders.iter().filter(|one| **one != own).copied();
        Ok(Some(others.chain([*to]).collect()))
    })
}

/// For whom a scope gets another key, if it does.
type Next<'n> = dyn Fn(&mut dyn Tx, &HeldKey) -> Result<Option<Vec<Recipient>>> + 'n;

struct Job<'a> {
    store: &'a Store,
    private: &'a PrivateKey,
    at_most: usize,
    chance: &'a mut dyn Chance,
    told: &'a mut dyn FnMut(Progress),
}

impl Job<'_> {
    /// Rotates every scope for which `next` names other holders.
    fn run(&mut self, next: &Next<'_>) -> Result<Swept> {
        let private = self.private;
        let due = self.store.read(|tx| {
            let mut due = Vec::new();
            for held in wraps::present_keys(tx, private)? {
                if let Some(to) = next(tx, &held)? {
                    due.push((held, to));
                }
            }
            Ok::<_, StoreError>(due)
        })?;
        let total = due.len();
        let now = due.get(..total.min(self.at_most)).unwrap_or(&due);
        let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        let mut done = 0;
        for some in now.chunks(SCOPES_AT_ONCE) {
            self.store.write(|tx| some_of(tx, some, self.chance))?;
            done += some.len();
            (self.told)(Progress {
                done: count(done),
                total: count(total),
            });
        }
        Ok(Swept {
            changed: count(done),
            left: count(total - done),
        })
    }
}

fn some_of(
    tx: &mut dyn Tx,
    due: &[(HeldKey, Vec<Recipient>)],
    chance: &mut dyn Chance,
) -> Result<()> {
    for (held, to) in due {
        match wraps::rotate(tx, held.scope, held, to, chance) {
            // Another holder came first: it has another key, and nobody who left holds it.
            Ok(_) | Err(StoreError::Contended) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
