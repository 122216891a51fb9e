//! The keys of accounts: made when their owner is there with a passphrase of their own, and published.
//!
//! What waited for their owner is done then too: shares for custodians, other keys for files that somebody left.
//! Never makes any under a passphrase that somebody else has seen, and never keeps anybody out: who has no
//! keys yet works as before, and holds no sealed file.

use akwaba_domain::centre::account::{self as accounts, Account};
use akwaba_domain::policy::{self, Target, act};
use akwaba_journal::chance::Chance;
use akwaba_journal::id::CentreId;
use akwaba_store::append::{Writing, append};
use akwaba_store::local::passphrase_due;
use akwaba_store::projections::centre::account;
use akwaba_store::sealed::{PrivateKey, escrow, leave, published};
use akwaba_store::{Store, StoreError};
use jiff::Timestamp;

use crate::doors::Doors;
use crate::problem::Problem;

/// Files that get other keys while somebody signs in; the rest waits for them on the page of their keys.
const FILES_AT_ONCE: usize = 500;

/// Where and when the owner of an account is there.
pub(crate) struct Here<'a> {
    /// What keeps the keys.
    pub doors: &'a dyn Doors,
    /// Where they are published.
    pub store: &'a Store,
    /// The centre.
    pub centre: CentreId,
    /// The time.
    pub now: Timestamp,
}

/// Makes and publishes the keys of an account, where they are not, and does what waited for them.
///
/// # Errors
/// Those of the store. A host that keeps no keys is none.
pub(crate) fn ensure(
    here: &Here<'_>,
    chance: &mut dyn Chance,
    account: &Account,
    passphrase: &str,
) -> Result<(), Problem> {
    let login = account.login.as_str();
    let kept = match here.doors.account_public(login) {
        Ok(kept) => kept,
        // Keys that cannot be kept shut nobody out.
        Err(_) => return Ok(()),
    };
    let found = here.store.read(|tx| {
        let known = published::of(tx, here.centre, account.id)?;
        let terms = escrow::terms(tx, here.centre, account.id)?;
        let shared = match (&terms, &known) {
            (Some((custodians, threshold)), Some(keys)) => {
                escrow::is_deposited(tx, account.id, keys, (custodians, *threshold))?
            }
            (Some(_), None) => false,
            (None, _) => true,
        };
        let sweep = match published::recipient(tx, here.centre, account.id)? {
            Some(who) => leave::is_due(tx, &who)?,
            None => false,
        };
        Ok::<_, StoreError>(Found {
            is_published: kept.is_some() && kept == known,
            is_shared: shared,
            is_due: sweep,
            is_given: passphrase_due::is(tx, account.id)?,
        })
    })?;
    if found.is_given || found.is_published && found.is_shared && !found.is_due {
        return Ok(());
    }
    let private = match here.doors.account_private(login, passphrase)? {
        Some(private) => private,
        None => {
            let private = PrivateKey::fresh(chance);
            if !here.doors.keep_account(login, passphrase, &private)? {
                return Ok(());
            }
            private
        }
    };
    publish(here, chance, account, &private)?;
    here.store.write(|tx| {
        let terms = escrow::terms(tx, here.centre, account.id)?;
        let Some((custodians, threshold)) = terms.filter(|_| !found.is_shared) else {
            return Ok(());
        };
        escrow::deposit(tx, account.id, &private, (&custodians, threshold), chance)
    })?;
    if found.is_due {
        leave::leave(here.store, &private, FILES_AT_ONCE, chance, &mut |_| ())?;
    }
    Ok(())
}

/// How the keys of an account stand.
struct Found {
    /// Those kept are those published.
    is_published: bool,
    /// The custodians there are now have their shares, or there are none.
    is_shared: bool,
    /// Somebody left, and what they held with this account waits for other keys.
    is_due: bool,
    /// Somebody else gave the passphrase.
    is_given: bool,
}

/// Publishes keys of an account that its owner has just opened.
pub(crate) fn publish(
    here: &Here<'_>,
    chance: &mut dyn Chance,
    account: &Account,
    private: &PrivateKey,
) -> Result<(), Problem> {
    let target = Target::account(here.centre, account.id);
    let allowed = policy::allow::<act::OwnAccount, _>(&account.actor(), &target, ())?;
    here.store.write(|tx| {
        if published::of(tx, here.centre, account.id)? == private.public().ok() {
            return Ok(());
        }
        let keys = published::publish(tx, account.id, private, chance)?;
        let state = account::state(tx, here.centre, account.id)?;
        let drafts = accounts::publish_keys(&allowed, &state, &keys);
        let now_micros = here.now.as_microsecond();
        append(tx, &mut Writing { now_micros, chance }, drafts)?;
        Ok::<_, StoreError>(())
    })?;
    Ok(())
}
