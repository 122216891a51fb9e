//! Putting something into a sealed file from outside: whoever says it keeps no key, and reads it no more.

use std::collections::BTreeSet;

use akwaba_domain::casework::sealed;
use akwaba_domain::draft::Drafts;
use akwaba_domain::grievance::Reply;
use akwaba_journal::entry::Entry;
use akwaba_journal::id::{ActorId, CentreId, ScopeId};
use akwaba_journal::seal::Key;
use akwaba_store::sealed::{self as keys, Recipient, published};
use akwaba_store::vault::{self, Batch, Read};
use akwaba_store::{Store, StoreError, Tx, Writing, append};

use super::harvest::NotSealed;

/// What is put in, and who will have the key.
pub(crate) struct Deposit {
    /// The new file.
    pub file: ScopeId,
    /// What stands in it.
    pub drafts: Drafts,
    /// Who will have its key: they all have keys of their own.
    pub held: BTreeSet<ActorId>,
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
        let held: Vec<ActorId> = deposit.held.iter().copied().collect();
        let to = published::recipients(tx, centre, &held)?;
        if to.is_empty() || to.len() != held.len() {
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
        let to = Recipient::receipt(&receipt.ok_or(NotSealed::Astray)?);
        let file = sealed::fresh(writing.chance);
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

/// What the keys of a receipt open, oldest first: nothing, for keys that are of none.
///
/// # Errors
/// Those of the store.
pub(crate) fn told(
    main: &Store,
    receipt: &akwaba_store::sealed::PrivateKey,
) -> Result<Vec<Reply>, StoreError> {
    let mut found = main.read(|tx| {
        let mut found = Vec::new();
        for held in keys::held(tx, receipt)? {
            let mut read = Read::default();
            let inner = vault::inner(tx, held.scope, &mut read, |epoch| {
                (epoch == held.epoch).then_some(&held.key)
            })?;
            found.extend(inner.entries.iter().filter_map(Reply::of));
        }
        Ok::<_, StoreError>(found)
    })?;
    found.sort_by_key(|reply| reply.micros);
    Ok(found)
}
