//! The letters of break-glass: what one guardian asks of the others, what a second gives, what who holds the file is told.
//!
//! A letter is sealed to whom it is for, and no row says to whom: whoever has a private key tries them all. Until when
//! it serves is bound to it: nobody lengthens that without the secret of this installation. Never keeps one that is past.

use super::find::Found;
use super::share::{join, mailbox};
use crate::error::{Result, StoreError};
use crate::sealed::published::Recipient;
use crate::sealed::wraps::HeldKey;
use crate::tx::Tx;
use crate::{identity, params};
use akwaba_journal::chance::Chance;
use akwaba_journal::envelope::{self, Opener, Public, Purpose};
use akwaba_journal::holder::PrivateKey;
use akwaba_journal::id::{EntityId, ScopeId};
use minicbor::{Decode, Encode};
use zeroize::Zeroizing;

/// Letters are as long as a multiple of this, in bytes.
const LENGTH_MULTIPLE: usize = 1024;
/// Bytes that say how long what is in a letter is.
const LENGTH_BYTES: usize = 4;

const ASKED: &[u8] = b"akwaba 2026 break-glass asked 1";
const GIVEN: &[u8] = b"akwaba 2026 break-glass share given 1";
const TOLD: &[u8] = b"akwaba 2026 break-glass told 1";

/// A letter that opened.
pub struct Letter {
    /// Which.
    pub id: EntityId,
    /// Until when it serves, in microseconds since 1970.
    pub until_micros: i64,
    /// What is in it.
    pub said: Zeroizing<Vec<u8>>,
}

impl core::fmt::Debug for Letter {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Letter([caché])")
    }
}

/// Asks another guardian.
///
/// # Errors
/// Those of the engine.
pub fn ask(
    tx: &mut dyn Tx,
    to: &Recipient,
    (id, until_micros): (EntityId, i64),
    said: &[u8],
    chance: &mut dyn Chance,
) -> Result<()> {
    post(tx, (to.public(), ASKED), (id, until_micros), said, chance)
}

/// What somebody is asked and still may agree to.
///
/// # Errors
/// Those of the engine.
pub fn asked(tx: &mut dyn Tx, private: &PrivateKey, now_micros: i64) -> Result<Vec<Letter>> {
    let opener = private.opener().map_err(|_| StoreError::WrongKey)?;
    let mut letters = open(tx, &opener, ASKED)?;
    letters.retain(|one| now_micros < one.until_micros);
    Ok(letters)
}

/// What is given of a scope.
#[derive(Encode, Decode)]
#[cbor(array)]
struct Given {
    #[n(0)]
    scope: ScopeId,
    #[n(1)]
    epoch: u32,
    #[n(2)]
    from_micros: i64,
    #[cbor(n(3), with = "minicbor::bytes")]
    share: Vec<u8>,
}

/// Gives somebody one's share of what was found, from now until then.
///
/// # Errors
/// Those of the engine.
pub fn give(
    tx: &mut dyn Tx,
    to: &Recipient,
    (id, from_micros, until_micros): (EntityId, i64, i64),
    found: &Found,
    chance: &mut dyn Chance,
) -> Result<()> {
    let given = Given {
        scope: found.scope,
        epoch: found.epoch,
        from_micros,
        share: found.share.to_vec(),
    };
    let plain = Zeroizing::new(minicbor::to_vec(&given).map_err(|_| StoreError::TooLong)?);
    post(tx, (to.public(), GIVEN), (id, until_micros), &plain, chance)
}

/// A key that was lent.
#[derive(Debug, Clone)]
pub struct Lent {
    /// The present key of the scope.
    pub held: HeldKey,
    /// From when, and until when, in microseconds since 1970.
    pub span: (i64, i64),
}

/// The keys that somebody is lent now: what others gave them, joined with their own shares.
///
/// # Errors
/// Those of the engine.
pub fn lent(tx: &mut dyn Tx, private: &PrivateKey, now_micros: i64) -> Result<Vec<Lent>> {
    let opener = private.opener().map_err(|_| StoreError::WrongKey)?;
    let mut lent = Vec::new();
    for letter in open(tx, &opener, GIVEN)? {
        let Ok(given) = minicbor::decode::<Given>(&letter.said) else {
            continue;
        };
        let share = Zeroizing::new(given.share);
        let span = (given.from_micros, letter.until_micros);
        // A clock that was set back opens nothing either.
        if !(span.0..span.1).contains(&now_micros) {
            continue;
        }
        let joined = join(tx, private, (given.scope, given.epoch), &share)?;
        lent.extend(joined.map(|held| Lent { held, span }));
    }
    Ok(lent)
}

/// Tells whoever holds what was found.
///
/// # Errors
/// Those of the engine.
pub fn tell(
    tx: &mut dyn Tx,
    found: &Found,
    id: EntityId,
    said: &[u8],
    chance: &mut dyn Chance,
) -> Result<()> {
    post(tx, (&found.mailbox, TOLD), (id, i64::MAX), said, chance)
}

/// What was told to those who hold one of these keys, by scope.
///
/// # Errors
/// Those of the engine.
pub fn told<'k>(
    tx: &mut dyn Tx,
    keys: impl Iterator<Item = &'k HeldKey>,
) -> Result<Vec<(ScopeId, Letter)>> {
    let mut told = Vec::new();
    if rows(tx)?.is_empty() {
        return Ok(told);
    }
    for held in keys {
        let opener = Opener::new(&mailbox(&held.key)).map_err(|_| StoreError::WrongKey)?;
        let letters = open(tx, &opener, TOLD)?;
        told.extend(letters.into_iter().map(|letter| (held.scope, letter)));
    }
    Ok(told)
}

/// The letters that there are, for who wants to know whether another has come.
///
/// # Errors
/// Those of the engine.
pub fn all(tx: &mut dyn Tx) -> Result<Vec<EntityId>> {
    let rows = tx.query("SELECT id FROM glass_letter ORDER BY id", &[])?;
    rows.iter().map(|row| row.id(0)).collect()
}

/// Destroys a letter.
///
/// # Errors
/// Those of the engine.
pub fn destroy(tx: &mut dyn Tx, id: EntityId) -> Result<()> {
    tx.execute("DELETE FROM glass_letter WHERE id = $1", params![&id])?;
    Ok(())
}

/// Whether there are some that serve no more.
///
/// # Errors
/// Those of the engine.
pub fn has_past(tx: &mut dyn Tx, now_micros: i64) -> Result<bool> {
    let row = tx.one(
        "SELECT COUNT(*) FROM glass_letter WHERE until_micros <= $1",
        params![now_micros],
    )?;
    Ok(row.int(0)? > 0)
}

/// Destroys those that serve no more.
///
/// # Errors
/// Those of the engine.
pub fn sweep(tx: &mut dyn Tx, now_micros: i64) -> Result<()> {
    tx.execute(
        "DELETE FROM glass_letter WHERE until_micros <= $1",
        params![now_micros],
    )?;
    Ok(())
}

fn post(
    tx: &mut dyn Tx,
    (to, info): (&Public, &[u8]),
    (id, until_micros): (EntityId, i64),
    said: &[u8],
    chance: &mut dyn Chance,
) -> Result<()> {
    let house = identity::sealed_secret_or_make(tx, chance)?;
    let length = u32::try_from(said.len()).map_err(|_| StoreError::TooLong)?;
    let whole = (LENGTH_BYTES + said.len()).next_multiple_of(LENGTH_MULTIPLE);
    let mut plain = Zeroizing::new(Vec::with_capacity(whole));
    plain.extend_from_slice(&length.to_be_bytes());
    plain.extend_from_slice(said);
    plain.resize(whole, 0);
    let bound = bound(id, until_micros);
    let purpose = Purpose {
        info,
        bound: &bound,
        house: Some(&house),
    };
    let sealed = envelope::seal(to, purpose, &plain, chance);
    let sealed = sealed.map_err(|_| StoreError::corrupt("a published key is no key"))?;
    tx.execute(
        "INSERT INTO glass_letter (id, until_micros, sealed) VALUES ($1, $2, $3)",
        params![&id, until_micros, &sealed],
    )?;
    Ok(())
}

fn rows(tx: &mut dyn Tx) -> Result<Vec<crate::Row>> {
    tx.query(
        "SELECT id, until_micros, sealed FROM glass_letter ORDER BY id",
        &[],
    )
}

fn open(tx: &mut dyn Tx, opener: &Opener, info: &[u8]) -> Result<Vec<Letter>> {
    let Some(house) = identity::sealed_secret(tx)? else {
        return Ok(Vec::new());
    };
    let mut letters = Vec::new();
    for row in rows(tx)? {
        let (id, until_micros) = (row.id(0)?, row.int(1)?);
        let bound = bound(id, until_micros);
        let purpose = Purpose {
            info,
            bound: &bound,
            house: Some(&house),
        };
        let plain = opener.open(purpose, row.blob(2)?).ok();
        letters.extend(plain.and_then(|plain| {
            let (length, rest) = plain.split_at_checked(LENGTH_BYTES)?;
            let length = u32::from_be_bytes(length.try_into().ok()?);
            let said = rest.get(..usize::try_from(length).ok()?)?;
            Some(Letter {
                id,
                until_micros,
                said: Zeroizing::new(said.to_vec()),
            })
        }));
    }
    Ok(letters)
}

fn bound(id: EntityId, until_micros: i64) -> Vec<u8> {
    [id.as_bytes().as_slice(), &until_micros.to_be_bytes()].concat()
}
