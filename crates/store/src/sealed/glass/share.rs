//! Splitting the key of a sealed scope among its guardians, and joining two shares again.
//!
//! Shamir's sharing by the crate `vsss-rs`: one share says nothing. Never writes one in the clear.

use super::find::{together, word};
use super::roll::{Roll, roll_bound, roll_of};
use super::{BYTES, MARK_BYTES, NAMES, PLACES, THRESHOLD};
use crate::error::{Result, StoreError};
use crate::sealed::wraps::{self, HeldKey};
use crate::sealed::{holders, leave};
use crate::tx::{Row, Tx};
use crate::{identity, params};
use akwaba_journal::chance::Chance;
use akwaba_journal::envelope::{self, Opener, Public, Purpose};
use akwaba_journal::holder::PrivateKey;
use akwaba_journal::id::ScopeId;
use akwaba_journal::seal::Key;
use vsss_rs::Gf256;
use zeroize::Zeroizing;

/// A share: its place on the curve, and a byte for each of the key.
const SHARE_BYTES: usize = BYTES + 1;
/// What two guardians say together of one name, for each other guardian and each name.
const MARKS: usize = (PLACES - 1) * NAMES;
const SLIP_BYTES: usize = SHARE_BYTES + 2 * BYTES + MARKS * MARK_BYTES;

const INFO: &[u8] = b"akwaba 2026 share of the key of a sealed scope 1";

/// Whether the present key of a scope is shared as it has to be.
///
/// # Errors
/// [`StoreError::Contended`] when another key has begun since.
pub fn is_fit(tx: &mut dyn Tx, latest: &HeldKey, wanted: &Roll) -> Result<bool> {
    let wanted = wanted.living(&leave::departed(tx)?);
    Ok(roll_of(tx, latest)? == Some(wanted))
}

/// Shares the key of a scope as it has to be shared now. Where somebody loses their share another key begins first,
/// and joins `held`. Says whether anything had to be done.
///
/// # Errors
/// [`StoreError::Contended`] when another key has begun since.
pub fn fit(
    tx: &mut dyn Tx,
    held: &mut Vec<HeldKey>,
    wanted: &Roll,
    chance: &mut dyn Chance,
) -> Result<bool> {
    let latest = held.iter().max_by_key(|one| one.epoch).cloned();
    let mut latest = latest.ok_or(StoreError::NoHolder)?;
    let wanted = wanted.living(&leave::departed(tx)?);
    let known = roll_of(tx, &latest)?;
    if known.as_ref() == Some(&wanted) {
        return Ok(false);
    }
    let lost = known.is_some_and(|known| {
        let mut guardians = known.guardians.iter();
        guardians.any(|one| !wanted.guardians.contains(one))
    });
    if lost {
        let holders = holders::of(tx, &latest)?;
        latest = wraps::rotate(tx, latest.scope, &latest, &holders, chance)?;
        held.push(latest.clone());
    }
    write(tx, &latest, &wanted, chance)?;
    Ok(true)
}

/// Shares another key of a scope among those among whom the one before was.
pub(in crate::sealed) fn carry(
    tx: &mut dyn Tx,
    former: &HeldKey,
    next: &HeldKey,
    chance: &mut dyn Chance,
) -> Result<()> {
    let roll = roll_of(tx, former)?.unwrap_or_default();
    let gone = leave::departed(tx)?;
    write(tx, next, &roll.living(&gone), chance)
}

/// Puts shares of this key, and of no other, in the place of those of its scope.
pub(in crate::sealed) fn write(
    tx: &mut dyn Tx,
    held: &HeldKey,
    roll: &Roll,
    chance: &mut dyn Chance,
) -> Result<()> {
    let house = identity::sealed_secret_or_make(tx, chance)?;
    let mut slips: Vec<(Public, Slip)> = slips(held, roll, chance)?;
    while slips.len() < PLACES {
        // A pair whose private half is dropped here: it looks like a share, and opens for nobody.
        slips.push((
            envelope::fresh(chance).1,
            Slip(Zeroizing::new(vec![0; SLIP_BYTES])),
        ));
    }
    wraps::shuffle(&mut slips, chance);
    let wrapped = held.key.wrap(&roll.to_bytes(), &roll_bound(held), chance);
    let wrapped = wrapped.map_err(|_| StoreError::TooLong)?;
    let scope = &held.scope;
    tx.execute("DELETE FROM glass_share WHERE scope = $1", params![scope])?;
    let bound = bound(held.scope, held.epoch);
    for (place, (public, slip)) in (0_i64..).zip(&slips) {
        let sealed = envelope::seal(public, purpose(&bound, &house), &slip.0, chance);
        let sealed = sealed.map_err(|_| StoreError::corrupt("a published key is no key"))?;
        tx.execute(
            "INSERT INTO glass_share (scope, place, epoch, sealed) VALUES ($1, $2, $3, $4)",
            params![scope, place, held.epoch, &sealed],
        )?;
    }
    tx.execute(
        "INSERT INTO glass_roll (scope, roll) VALUES ($1, $2) \
         ON CONFLICT (scope) DO UPDATE SET roll = excluded.roll",
        params![scope, &wrapped],
    )?;
    Ok(())
}

pub(in crate::sealed) fn destroy(tx: &mut dyn Tx, scope: ScopeId) -> Result<()> {
    tx.execute("DELETE FROM glass_share WHERE scope = $1", params![&scope])?;
    tx.execute("DELETE FROM glass_roll WHERE scope = $1", params![&scope])?;
    Ok(())
}

/// What one guardian is given of one scope: a share, a secret of their own, where to write to who holds the scope, and
/// what they and each other guardian say together of its names.
pub(super) struct Slip(Zeroizing<Vec<u8>>);

impl Slip {
    fn part(&self, from: usize, bytes: usize) -> &[u8] {
        self.0.get(from..from + bytes).unwrap_or_default()
    }

    pub(super) fn share(&self) -> &[u8] {
        self.part(0, SHARE_BYTES)
    }

    pub(super) fn secret(&self) -> &[u8] {
        self.part(SHARE_BYTES, BYTES)
    }

    pub(super) fn mailbox(&self) -> Option<Public> {
        let bytes = self.part(SHARE_BYTES + BYTES, BYTES);
        bytes.try_into().ok().map(Public::new)
    }

    /// Whether this is among what its guardian and another say together.
    pub(super) fn says(&self, mark: [u8; MARK_BYTES]) -> bool {
        let marks = self.part(SHARE_BYTES + 2 * BYTES, MARKS * MARK_BYTES);
        marks.chunks_exact(MARK_BYTES).any(|one| one == mark)
    }
}

fn slips(held: &HeldKey, roll: &Roll, chance: &mut dyn Chance) -> Result<Vec<(Public, Slip)>> {
    let count = roll.guardians.len();
    if count < THRESHOLD {
        return Ok(Vec::new());
    }
    let key = held.key.as_bytes();
    let shares = Gf256::split_bytes(THRESHOLD, count, key, envelope::Drawn(chance));
    let shares = Zeroizing::new(shares.map_err(|_| StoreError::NoHolder)?);
    let secrets: Vec<Key> = (0..count).map(|_| Key::fresh(chance)).collect();
    let mailbox = Public::of(&mailbox(&held.key));
    let mailbox = mailbox.ok_or_else(|| StoreError::corrupt("a key makes no pair"))?;
    let each = roll.guardians.iter().zip(shares.iter().zip(&secrets));
    let slips = each.enumerate().map(|(at, (guardian, (share, secret)))| {
        let mut plain = Zeroizing::new(Vec::with_capacity(SLIP_BYTES));
        plain.extend_from_slice(share);
        plain.extend_from_slice(secret.as_bytes());
        plain.extend_from_slice(mailbox.as_bytes());
        let others = secrets.iter().enumerate().filter(|(other, _)| *other != at);
        for (_, other) in others {
            for name in &roll.names {
                let mark = together(
                    &word(secret.as_bytes(), name),
                    &word(other.as_bytes(), name),
                );
                plain.extend_from_slice(&mark);
            }
        }
        let mut rest = vec![0; SLIP_BYTES.saturating_sub(plain.len())];
        chance.fill(&mut rest);
        plain.extend_from_slice(&rest);
        (*guardian.public(), Slip(plain))
    });
    Ok(slips.collect())
}

/// The private half of the pair to which is written what only who holds a scope shall read.
pub(super) fn mailbox(key: &Key) -> Key {
    let context = "akwaba 2026 letters to who holds a sealed scope 1";
    Key::new(*Zeroizing::new(blake3::derive_key(context, key.as_bytes())))
}

/// The key that a share given and one's own make: none where that is not the present key of the scope.
pub(super) fn join(
    tx: &mut dyn Tx,
    private: &PrivateKey,
    (scope, epoch): (ScopeId, u32),
    given: &[u8],
) -> Result<Option<HeldKey>> {
    let own = mine(tx, private, Some(scope))?.pop();
    let Some(own) = own.filter(|own| own.epoch == epoch) else {
        return Ok(None);
    };
    let both = Zeroizing::new(vec![own.slip.share().to_vec(), given.to_vec()]);
    let Ok(bytes) = Gf256::combine_bytes(both.as_slice()) else {
        return Ok(None);
    };
    let bytes = Zeroizing::new(bytes);
    let held = Key::from_slice(&bytes).map(|key| HeldKey { scope, epoch, key });
    // What two shares of different splittings make is no key of anything.
    let Some(held) = held else { return Ok(None) };
    Ok(roll_of(tx, &held)
        .is_ok_and(|roll| roll.is_some())
        .then_some(held))
}

/// A slip that opened.
pub(super) struct Mine {
    pub(super) scope: ScopeId,
    pub(super) epoch: u32,
    pub(super) slip: Slip,
}

/// The slips that a private key opens, of one scope or of all.
pub(super) fn mine(
    tx: &mut dyn Tx,
    private: &PrivateKey,
    of: Option<ScopeId>,
) -> Result<Vec<Mine>> {
    let Some(house) = identity::sealed_secret(tx)? else {
        return Ok(Vec::new());
    };
    let opener = private.opener().map_err(|_| StoreError::WrongKey)?;
    let mut mine = Vec::new();
    let mut one = |row: &Row| {
        mine.extend(opened(row, &opener, &house)?);
        Ok(())
    };
    match of {
        None => tx.each(
            "SELECT scope, epoch, sealed FROM glass_share",
            &[],
            &mut one,
        ),
        Some(scope) => tx.each(
            "SELECT scope, epoch, sealed FROM glass_share WHERE scope = $1",
            params![&scope],
            &mut one,
        ),
    }?;
    Ok(mine)
}

fn opened(row: &Row, opener: &Opener, house: &Key) -> Result<Option<Mine>> {
    let scope = row.id(0)?;
    let epoch = wraps::epoch(row.int(1)?)?;
    let slip = opener.open(purpose(&bound(scope, epoch), house), row.blob(2)?);
    let slip = slip.ok().filter(|slip| slip.len() == SLIP_BYTES);
    Ok(slip.map(|slip| Mine {
        scope,
        epoch,
        slip: Slip(slip),
    }))
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
