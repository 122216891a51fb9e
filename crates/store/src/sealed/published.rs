//! The published keys of accounts, and the word of this installation that they are theirs.
//!
//! They stand in the journal, in the office scope. Only those count for which this installation has given
//! its word under a secret that is nowhere in the clear: somebody who can write a table, a file or an entry
//! puts none of theirs in.

use crate::error::{Result, StoreError};
use crate::identity;
use crate::projections::centre::account;
use crate::tx::Tx;
use akwaba_domain::centre::account::{Account, PublishedKeys};
use akwaba_journal::chance::Chance;
use akwaba_journal::envelope::Public;
use akwaba_journal::holder::{PrivateKey, PublicKeys};
use akwaba_journal::id::{ActorId, CentreId};
use akwaba_journal::seal::Key;

/// What the owner of keys signs of them: that they hold the private halves.
const PROOF: &str = "akwaba 2026 keys of an account are mine 1";

/// Somebody to whom a key can be wrapped: an account's public key as published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Recipient(Public);

impl Recipient {
    /// The owner of these private keys.
    ///
    /// # Errors
    /// Never, for keys made here.
    pub fn own(private: &PrivateKey) -> Result<Self> {
        let public = private.public().map_err(|_| broken())?;
        Ok(Self(public.seals))
    }

    pub(super) fn with(public: Public) -> Self {
        Self(public)
    }

    /// Whoever holds a receipt whose keys these are: no account, and nobody vouches for them.
    pub fn receipt(keys: &PublicKeys) -> Self {
        Self(keys.seals)
    }

    pub(super) fn public(&self) -> &Public {
        &self.0
    }
}

fn broken() -> StoreError {
    StoreError::corrupt("the keys of an account are no keys")
}

/// What is published of the keys of an account: its public halves, its owner's proof that they hold the private
/// ones, and the word of this installation. The caller has just seen the owner's passphrase.
///
/// # Errors
/// Those of the engine.
pub fn publish(
    tx: &mut dyn Tx,
    account: ActorId,
    private: &PrivateKey,
    chance: &mut dyn Chance,
) -> Result<PublishedKeys> {
    let public = private.public().map_err(|_| broken())?;
    let secret = identity::sealed_secret_or_make(tx, chance)?;
    Ok(PublishedKeys {
        public: public.to_bytes().to_vec(),
        proof: private.sign(PROOF, &said(account, &public)).to_vec(),
        word: public.word(account, &secret).to_vec(),
    })
}

fn said(account: ActorId, public: &PublicKeys) -> Vec<u8> {
    [account.as_bytes().as_slice(), &public.to_bytes()].concat()
}

/// The published keys of an account, when this installation has given its word for them.
///
/// # Errors
/// Those of the engine.
pub fn of(tx: &mut dyn Tx, centre: CentreId, account: ActorId) -> Result<Option<PublicKeys>> {
    let Some(secret) = identity::sealed_secret(tx)? else {
        return Ok(None);
    };
    let known = account::find(tx, centre, account)?;
    let keys = known.and_then(|known| known.keys);
    Ok(keys.and_then(|keys| vouched(account, &keys, &secret)))
}

fn vouched(account: ActorId, keys: &PublishedKeys, secret: &Key) -> Option<PublicKeys> {
    let public = PublicKeys::from_slice(&keys.public)?;
    let word = blake3::Hash::from_bytes(public.word(account, secret));
    // Compared as hashes: in constant time.
    let given = blake3::Hash::from_bytes(keys.word.as_slice().try_into().ok()?);
    (word == given && public.signed(PROOF, &said(account, &public), &keys.proof)).then_some(public)
}

/// An account as a recipient, when its keys are published.
///
/// # Errors
/// Those of the engine.
pub fn recipient(tx: &mut dyn Tx, centre: CentreId, account: ActorId) -> Result<Option<Recipient>> {
    Ok(of(tx, centre, account)?.map(|keys| Recipient(keys.seals)))
}

/// Accounts as recipients; those without published keys are left out, and the caller says so.
///
/// # Errors
/// Those of the engine.
pub fn recipients(
    tx: &mut dyn Tx,
    centre: CentreId,
    accounts: &[ActorId],
) -> Result<Vec<Recipient>> {
    let mut found = Vec::with_capacity(accounts.len());
    for account in accounts {
        found.extend(recipient(tx, centre, *account)?);
    }
    Ok(found)
}

/// The accounts of a centre whose keys are published.
///
/// # Errors
/// Those of the engine.
pub fn keyed(tx: &mut dyn Tx, centre: CentreId) -> Result<Vec<Account>> {
    let Some(secret) = identity::sealed_secret(tx)? else {
        return Ok(Vec::new());
    };
    let mut found = account::all(tx, centre)?;
    found.retain(|one| {
        let keys = one.keys.as_ref();
        keys.is_some_and(|keys| vouched(one.id, keys, &secret).is_some())
    });
    Ok(found)
}
