//! Putting something into a sealed file from outside: whoever says it keeps no key, and reads it no more.

use std::collections::BTreeSet;

use akwaba_domain::draft::Drafts;
use akwaba_domain::grievance::{Kept, Reply, file as file_of_receipt};
use akwaba_journal::entry::Entry;
use akwaba_journal::holder::PublicKeys;
use akwaba_journal::id::{ActorId, CentreId, ScopeId};
use akwaba_journal::seal::Key;
use akwaba_store::sealed::{self as keys, Recipient, published};
use akwaba_store::vault::{self, Batch, Read};
use akwaba_store::{Store, StoreError, Tx, Writing, append};

use super::harvest::NotSealed;

/// Who will have the key of what is put in.
pub(crate) enum To {
    /// These accounts: they all have keys of their own.
    Accounts(BTreeSet<ActorId>),
    /// Whoever opens the mailbox with these keys.
    Mailbox(PublicKeys),
}

/// What is put in, and who will have the key.
pub(crate) struct Deposit {
    /// The new file.
    pub file: ScopeId,
    /// What stands in it.
    pub drafts: Drafts,
    /// Who will have its key.
    pub to: To,
    /// What the receipt will read.
    pub told: Drafts,
}

/// Seals what is put in and makes it durable: the file, and what its receipt reads, or neither.
///
/// # Errors
/// [`NotSealed`]: nothing is kept then.
pub(crate) fn deposit(
    main: &Store,
    centre: CentreId,
    deposit: &Deposit,
    writing: &mut Writing<'_>,
) -> Result<(), NotSealed> {
    let beside = main.beside()?;
    let mut read = Read::default();
    let mut inner = |drafts: &Drafts, writing: &mut Writing<'_>| {
        beside.write(|tx| append(tx, writing, drafts.clone()))?;
        let before = read.clone();
        beside.read(|tx| {
            read = before.clone();
            vault::written(tx, &mut read)
        })
    };
    let said = inner(&deposit.drafts, writing)?;
    let told = inner(&deposit.told, writing)?;
    main.write(|tx| {
        let to = match &deposit.to {
            To::Mailbox(keys) => vec![Recipient::receipt(keys)],
            To::Accounts(held) => {
                let held: Vec<ActorId> = held.iter().copied().collect();
                let to = published::recipients(tx, centre, &held)?;
                if to.len() != held.len() {
                    return Err(NotSealed::Keys);
                }
                to
            }
        };
        if to.is_empty() {
            return Err(NotSealed::Keys);
        }
        let key = keys::create(tx, deposit.file, &to, writing.chance)?;
        let mut sealed = vec![(deposit.file, key, said.clone())];
        sealed.extend(replies(tx, &told, writing)?);
        append_all(tx, writing, sealed)
    })
}

/// Each answer in a file of its own, whose key goes to the receipt alone.
pub(super) fn replies(
    tx: &mut dyn Tx,
    told: &[Entry],
    writing: &mut Writing<'_>,
) -> Result<Vec<(ScopeId, Key, Vec<Entry>)>, NotSealed> {
    let mut sealed = Vec::with_capacity(told.len());
    for entry in told {
        let receipt = Reply::of(entry).and_then(|reply| reply.receipt());
        let receipt = receipt.ok_or(NotSealed::Astray)?;
        let to = Recipient::receipt(&receipt);
        let file = file_of_receipt(&receipt, Kept::Told, count(tx, &receipt, Kept::Told)?);
        let key = keys::create(tx, file, &[to], writing.chance)?;
        sealed.push((file, key, vec![entry.clone()]));
    }
    Ok(sealed)
}

/// Writes what begins new files.
pub(super) fn append_all(
    tx: &mut dyn Tx,
    writing: &mut Writing<'_>,
    sealed: Vec<(ScopeId, Key, Vec<Entry>)>,
) -> Result<(), NotSealed> {
    let batches = sealed.iter().map(|(scope, key, inner)| Batch {
        scope: *scope,
        key: (1, key),
        inner: inner.clone(),
    });
    let batches: Vec<Batch<'_>> = batches.collect();
    Ok(vault::append_sealed(tx, writing, &batches)?)
}

/// How many files of a kind belong to a receipt.
///
/// # Errors
/// Those of the store.
pub(crate) fn count(tx: &mut dyn Tx, receipt: &PublicKeys, kept: Kept) -> Result<u32, StoreError> {
    let mut nth = 0;
    while keys::has_key(tx, file_of_receipt(receipt, kept, nth))? {
        nth += 1;
    }
    Ok(nth)
}

/// What stands in the `nth` file of a receipt, for who holds the keys that open it; nothing when it does not open, or is
/// not there.
///
/// # Errors
/// Those of the store.
pub(super) fn within(
    tx: &mut dyn Tx,
    file: ScopeId,
    opens: &keys::PrivateKey,
) -> Result<Vec<Entry>, StoreError> {
    let Some(held) = keys::present_key(tx, file, opens)? else {
        return Ok(Vec::new());
    };
    let mut read = Read::default();
    let inner = vault::inner(tx, file, &mut read, |epoch| {
        (epoch == held.epoch).then_some(&held.key)
    })?;
    Ok(inner.entries)
}

/// What the keys of a receipt open, oldest first: nothing, for keys that are of none; and how often its holder was not of the
/// same opinion.
///
/// # Errors
/// Those of the store.
pub(crate) fn told(
    main: &Store,
    receipt: &keys::PrivateKey,
) -> Result<(Vec<Reply>, u32), StoreError> {
    let public = receipt.public().map_err(|_| StoreError::WrongKey)?;
    let (mut found, appeals) = main.read(|tx| {
        let mut found = Vec::new();
        for nth in 0..count(tx, &public, Kept::Told)? {
            let file = file_of_receipt(&public, Kept::Told, nth);
            found.extend(within(tx, file, receipt)?.iter().filter_map(Reply::of));
        }
        Ok::<_, StoreError>((found, count(tx, &public, Kept::Appeal)?))
    })?;
    found.sort_by_key(|reply| reply.micros);
    Ok((found, appeals))
}
