//! The private keys of an account in shares, each sealed to its custodian.
//!
//! Shamir's sharing by the crate `vsss-rs`, over the field of 256 elements: fewer shares than the threshold say nothing.
//! Whoever is to have the keys is given shares one by one, sealed to them, and puts them together alone: no share is held in
//! the clear for longer than a call. Never decides who asks, who waits and who may oppose: `akwaba_domain::centre::escrow`.

use super::published::{self, Recipient};
use crate::error::{Result, StoreError};
use crate::tx::{Row, Tx};
use crate::{entity, identity, params};
use akwaba_domain::centre::escrow as custody;
use akwaba_domain::scope;
use akwaba_journal::chance::Chance;
use akwaba_journal::envelope::{self, Purpose};
use akwaba_journal::holder::{PrivateKey, PublicKeys};
use akwaba_journal::id::{ActorId, CentreId};
use akwaba_journal::seal::Key;
use std::collections::BTreeMap;
use vsss_rs::Gf256;
use zeroize::Zeroizing;

const SHARE: &[u8] = b"akwaba 2026 share of the keys of an account 1";
const GIVEN: &[u8] = b"akwaba 2026 share given of the keys of an account 1";

/// Somebody who keeps a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Custodian {
    /// Their account.
    pub account: ActorId,
    /// Their public key.
    pub key: Recipient,
}

/// How many shares of somebody's open for their custodian, and how many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Drill {
    /// Those that open.
    pub open: u64,
    /// All of them.
    pub all: u64,
}

/// The custodians of somebody's keys and how many of them are needed, as the centre has them now: those who have keys
/// themselves, and never the owner. None where too few are left.
///
/// # Errors
/// Those of the engine.
pub fn terms(
    tx: &mut dyn Tx,
    centre: CentreId,
    owner: ActorId,
) -> Result<Option<(Vec<Custodian>, u8)>> {
    let state = entity::load(tx, scope::office(centre), custody::entity(centre))?;
    let Some(terms) = custody::in_force(&state) else {
        return Ok(None);
    };
    let mut custodians = Vec::with_capacity(terms.accounts.len());
    for account in terms.accounts.into_iter().filter(|one| *one != owner) {
        let key = published::recipient(tx, centre, account)?;
        custodians.extend(key.map(|key| Custodian { account, key }));
    }
    let enough = custodians.len() >= usize::from(terms.threshold);
    Ok(enough.then_some((custodians, terms.threshold)))
}

/// Splits the keys of an account among custodians, in the place of a former sharing of the same keys.
///
/// # Errors
/// [`StoreError::NoHolder`] when there are fewer custodians than the threshold, or the threshold is under 2.
pub fn deposit(
    tx: &mut dyn Tx,
    account: ActorId,
    private: &PrivateKey,
    (custodians, threshold): (&[Custodian], u8),
    chance: &mut dyn Chance,
) -> Result<()> {
    let public = private.public().map_err(|_| StoreError::WrongKey)?;
    let shares = split(
        private.as_bytes(),
        usize::from(threshold),
        custodians.len(),
        chance,
    )?;
    let house = identity::sealed_secret_or_make(tx, chance)?;
    let public_bytes = public.to_bytes();
    let mine = params![&account, public_bytes.as_slice()];
    tx.execute(
        "DELETE FROM account_share WHERE account = $1 AND public = $2",
        mine,
    )?;
    tx.execute(
        "DELETE FROM account_share_given WHERE account = $1 AND public = $2",
        mine,
    )?;
    for (custodian, share) in custodians.iter().zip(shares.iter()) {
        let bound = bound(account, &public, custodian.account, "");
        let purpose = purpose(SHARE, &bound, &house);
        let sealed = envelope::seal(custodian.key.public(), purpose, share, chance);
        let sealed = sealed.map_err(|_| StoreError::corrupt("a published key is no key"))?;
        tx.execute(
            "INSERT INTO account_share \
             (account, public, custodian, custodian_public, threshold, sealed) \
             VALUES ($1, $2, $3, $4, $5, $6)",
            params![
                &account,
                public.to_bytes().as_slice(),
                &custodian.account,
                custodian.key.public().as_bytes(),
                threshold,
                &sealed
            ],
        )?;
    }
    Ok(())
}

fn split(
    secret: &[u8],
    threshold: usize,
    count: usize,
    chance: &mut dyn Chance,
) -> Result<Zeroizing<Vec<Vec<u8>>>> {
    // It refuses a threshold under 2 or above the count itself.
    let shares = Gf256::split_bytes(threshold, count, secret, envelope::Drawn(chance));
    shares.map(Zeroizing::new).map_err(|_| StoreError::NoHolder)
}

/// Whether the keys of an account are shared so: among these custodians and no others.
///
/// # Errors
/// Those of the engine.
pub fn is_deposited(
    tx: &mut dyn Tx,
    account: ActorId,
    public: &PublicKeys,
    (custodians, threshold): (&[Custodian], u8),
) -> Result<bool> {
    let rows = tx.query(
        "SELECT custodian, custodian_public, threshold FROM account_share \
         WHERE account = $1 AND public = $2",
        params![&account, public.to_bytes().as_slice()],
    )?;
    let same = |row: &Row| -> Result<bool> {
        let (who, threshold_then) = (row.id::<ActorId>(0)?, row.int(2)?);
        let key = row.blob(1)?;
        Ok(threshold_then == i64::from(threshold)
            && custodians
                .iter()
                .any(|one| one.account == who && one.key.public().as_bytes() == key))
    };
    for row in &rows {
        if !same(row)? {
            return Ok(false);
        }
    }
    Ok(rows.len() == custodians.len())
}

/// Tries all the shares that a custodian keeps, and shows none.
///
/// # Errors
/// Those of the engine.
pub fn drill(tx: &mut dyn Tx, custodian: ActorId, private: &PrivateKey) -> Result<Drill> {
    let mut drill = Drill::default();
    for kept in kept(tx, custodian, None)? {
        drill.all += 1;
        drill.open += u64::from(open_share(tx, &kept, custodian, private)?.is_some());
    }
    Ok(drill)
}

/// A share as it stands in the table.
struct Kept {
    account: ActorId,
    public: PublicKeys,
    sealed: Vec<u8>,
}

fn kept(tx: &mut dyn Tx, custodian: ActorId, of: Option<ActorId>) -> Result<Vec<Kept>> {
    let rows = tx.query(
        "SELECT account, public, sealed FROM account_share WHERE custodian = $1 \
         ORDER BY account, public",
        params![&custodian],
    )?;
    let mut all = Vec::with_capacity(rows.len());
    for row in &rows {
        let account = row.id(0)?;
        let public = PublicKeys::from_slice(row.blob(1)?);
        if of.is_none_or(|of| of == account) {
            all.push(Kept {
                account,
                public: public.ok_or_else(|| StoreError::corrupt("keys of another length"))?,
                sealed: row.blob(2)?.to_vec(),
            });
        }
    }
    Ok(all)
}

fn open_share(
    tx: &mut dyn Tx,
    kept: &Kept,
    custodian: ActorId,
    private: &PrivateKey,
) -> Result<Option<Zeroizing<Vec<u8>>>> {
    let Some(house) = identity::sealed_secret(tx)? else {
        return Ok(None);
    };
    let opener = private.opener().map_err(|_| StoreError::WrongKey)?;
    let bound = bound(kept.account, &kept.public, custodian, "");
    Ok(opener
        .open(purpose(SHARE, &bound, &house), &kept.sealed)
        .ok())
}

/// What a custodian gives: whose shares, for which request, to whom.
#[derive(Debug, Clone, Copy)]
pub struct Giving<'a> {
    /// Whose keys.
    pub account: ActorId,
    /// The request, which a share serves once.
    pub request: &'a str,
    /// Who is to have them.
    pub to: Recipient,
}

/// A custodian gives their shares of somebody's keys; how many. They stay kept too.
///
/// # Errors
/// Those of the engine.
pub fn give(
    tx: &mut dyn Tx,
    custodian: ActorId,
    private: &PrivateKey,
    giving: Giving<'_>,
    chance: &mut dyn Chance,
) -> Result<u64> {
    let house = identity::sealed_secret_or_make(tx, chance)?;
    let mut given = 0;
    for kept in kept(tx, custodian, Some(giving.account))? {
        let Some(share) = open_share(tx, &kept, custodian, private)? else {
            continue;
        };
        let bound = bound(giving.account, &kept.public, custodian, giving.request);
        let purpose = purpose(GIVEN, &bound, &house);
        let sealed = envelope::seal(giving.to.public(), purpose, &share, chance);
        let sealed = sealed.map_err(|_| StoreError::corrupt("a published key is no key"))?;
        tx.execute(
            "INSERT INTO account_share_given (account, public, custodian, request, sealed) \
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (account, public, custodian, request) \
             DO UPDATE SET sealed = excluded.sealed",
            params![
                &giving.account,
                kept.public.to_bytes().as_slice(),
                &custodian,
                giving.request,
                &sealed
            ],
        )?;
        given += 1;
    }
    Ok(given)
}

/// How many shares make the keys again, and those that were given.
type Given = (usize, Zeroizing<Vec<Vec<u8>>>);

/// The keys of an account that enough given shares make again, for who is to have them.
///
/// # Errors
/// Those of the engine.
pub fn take(
    tx: &mut dyn Tx,
    account: ActorId,
    request: &str,
    private: &PrivateKey,
) -> Result<Vec<PrivateKey>> {
    let Some(house) = identity::sealed_secret(tx)? else {
        return Ok(Vec::new());
    };
    let opener = private.opener().map_err(|_| StoreError::WrongKey)?;
    let rows = tx.query(
        "SELECT given.public, given.custodian, given.sealed, share.threshold \
         FROM account_share_given given JOIN account_share share \
         ON share.account = given.account AND share.public = given.public \
         AND share.custodian = given.custodian \
         WHERE given.account = $1 AND given.request = $2 ORDER BY given.public, given.custodian",
        params![&account, request],
    )?;
    let mut shares: BTreeMap<Vec<u8>, Given> = BTreeMap::new();
    for row in &rows {
        let public = PublicKeys::from_slice(row.blob(0)?);
        let public = public.ok_or_else(|| StoreError::corrupt("keys of another length"))?;
        let bound = bound(account, &public, row.id(1)?, request);
        let opened = opener.open(purpose(GIVEN, &bound, &house), row.blob(2)?);
        let threshold = usize::try_from(row.int(3)?).unwrap_or(usize::MAX);
        let of = shares.entry(row.blob(0)?.to_vec()).or_default();
        of.0 = threshold;
        of.1.extend(opened.ok().map(|share| share.to_vec()));
    }
    let made = shares.iter().filter_map(|(public, (threshold, shares))| {
        let private = join(shares, *threshold)?;
        // What does not make the keys that were shared is not handed over.
        (private.public().ok()?.to_bytes().as_slice() == public).then_some(private)
    });
    Ok(made.collect())
}

fn join(shares: &[Vec<u8>], threshold: usize) -> Option<PrivateKey> {
    if shares.len() < threshold {
        return None;
    }
    let bytes = Zeroizing::new(Gf256::combine_bytes(shares).ok()?);
    PrivateKey::from_slice(&bytes)
}

/// Who gave their share for a request.
///
/// # Errors
/// Those of the engine.
pub fn given(tx: &mut dyn Tx, account: ActorId, request: &str) -> Result<Vec<ActorId>> {
    let rows = tx.query(
        "SELECT DISTINCT custodian FROM account_share_given \
         WHERE account = $1 AND request = $2 ORDER BY custodian",
        params![&account, request],
    )?;
    rows.iter().map(|row| row.id(0)).collect()
}

/// Whose shares a custodian keeps.
///
/// # Errors
/// Those of the engine.
pub fn keeps(tx: &mut dyn Tx, custodian: ActorId) -> Result<Vec<ActorId>> {
    let rows = tx.query(
        "SELECT DISTINCT account FROM account_share WHERE custodian = $1 ORDER BY account",
        params![&custodian],
    )?;
    rows.iter().map(|row| row.id(0)).collect()
}

/// How many shares are needed for the keys of an account; none where they are not shared.
///
/// # Errors
/// Those of the engine.
pub fn threshold(tx: &mut dyn Tx, account: ActorId) -> Result<Option<i64>> {
    let row = tx.one(
        "SELECT MAX(threshold) FROM account_share WHERE account = $1",
        params![&account],
    )?;
    row.opt_int(0)
}

/// Destroys what was given for a request: it was opposed, or has served.
///
/// # Errors
/// Those of the engine.
pub fn end(tx: &mut dyn Tx, account: ActorId, request: &str) -> Result<()> {
    tx.execute(
        "DELETE FROM account_share_given WHERE account = $1 AND request = $2",
        params![&account, request],
    )?;
    Ok(())
}

/// Destroys the shares of keys that nobody needs any more.
///
/// # Errors
/// Those of the engine.
pub fn destroy(tx: &mut dyn Tx, account: ActorId, public: &PublicKeys) -> Result<()> {
    tx.execute(
        "DELETE FROM account_share WHERE account = $1 AND public = $2",
        params![&account, public.to_bytes().as_slice()],
    )?;
    Ok(())
}

fn purpose<'a>(info: &'a [u8], bound: &'a [u8], house: &'a Key) -> Purpose<'a> {
    Purpose {
        info,
        bound,
        house: Some(house),
    }
}

fn bound(account: ActorId, public: &PublicKeys, custodian: ActorId, request: &str) -> Vec<u8> {
    [
        account.as_bytes().as_slice(),
        &public.to_bytes(),
        custodian.as_bytes(),
        request.as_bytes(),
    ]
    .concat()
}

#[cfg(test)]
#[path = "escrow_tests.rs"]
mod tests;
