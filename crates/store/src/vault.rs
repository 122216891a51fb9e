//! What is inside sealed scopes, shown in a store in memory: entries within entries.
//!
//! Invariants: the journal on disk holds an inner entry only as ciphertext, in the entry of its file;
//! the store in memory holds it as any store holds an entry of its own, so that states, projections
//! and pages need know nothing of it. Never: an inner entry in the open, a key kept, a decision.

use crate::append::{Touched, Work, Writing};
use crate::entity;
use crate::error::{Result, StoreError};
use crate::heads::number;
use crate::keys::Keyring;
use crate::ledger;
use crate::params;
use crate::projection;
use crate::tx::Tx;
use crate::{identity, rebuild};
use akwaba_journal::act::{Act, Change, Value};
use akwaba_journal::entry::{Body, Entry, Stream};
use akwaba_journal::id::{ActorId, EntityId, EntryId, ScopeId};
use akwaba_journal::pen::{About, Ink};
use akwaba_journal::seal::{self, Key, SIZES};
use std::collections::BTreeMap;

/// Kind of every sealed entry, whatever is in it.
pub const KIND: &str = "sealed";
/// Version in which sealed entries are written.
const VERSION: u16 = 1;
/// Name of the facts that are inner entries.
const INNER: &str = "inner";
/// What one inner entry takes beside its own bytes, at most.
const AROUND: usize = 32;

/// What is to be written in one sealed file.
pub struct Batch<'k> {
    /// The file.
    pub scope: ScopeId,
    /// Which of its keys, and the key.
    pub key: (u32, &'k Key),
    /// The entries of the store in memory, their acts in the open.
    pub inner: Vec<Entry>,
}

/// How far the streams of a store have been read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Read(BTreeMap<Stream, u64>);

/// The entity that the header of every entry of a sealed scope names: it says no more than the scope.
pub fn entity_of(scope: ScopeId) -> EntityId {
    EntityId::named(&format!("sealed/{scope}"))
}

/// Seals entries into their files and writes them to the journal: all or none. The header says that this
/// installation wrote, and nothing of who, of what, of how many.
///
/// # Errors
/// [`StoreError::TooLong`] for an inner entry beyond the last of [`SIZES`], and those of the engine.
pub fn append_sealed(
    tx: &mut dyn Tx,
    writing: &mut Writing<'_>,
    batches: &[Batch<'_>],
) -> Result<()> {
    let mut work = Work::begin(tx, writing)?;
    for batch in batches {
        for act in acts(&batch.inner) {
            let about = About {
                actor: ActorId::from_bytes(*work.node().as_bytes()),
                entity: entity_of(batch.scope),
                kind: KIND,
                version: VERSION,
            };
            let (epoch, key) = batch.key;
            work.place(tx, writing, batch.scope, |pen, clock, chance, _, _| {
                let ink = Ink::Sealed { epoch, key, chance };
                pen.write(clock, about, &act, ink)
                    .map_err(|_| StoreError::TooLong)
            })?;
        }
    }
    work.finish(tx)
}

/// The acts that hold these entries: as few as may be.
fn acts(inner: &[Entry]) -> Vec<Act> {
    let longest = SIZES.last().copied().unwrap_or_default();
    let mut all: Vec<Act> = Vec::new();
    let mut left = 0;
    for entry in inner {
        let value = Value::of(entry);
        let size = value.as_bytes().len() + AROUND;
        if size > left {
            all.push(Act::default());
            left = longest - AROUND;
        }
        left = left.saturating_sub(size);
        if let Some(act) = all.last_mut() {
            act.changes.push(Change::Fact {
                name: INNER.to_owned(),
                value,
            });
        }
    }
    all
}

/// What was found within a sealed file.
#[derive(Debug, Default)]
pub struct Inner {
    /// Its entries, oldest first.
    pub entries: Vec<Entry>,
    /// Under which key each of them stands.
    pub epochs: BTreeMap<EntryId, u32>,
    /// Something is under a key that was not given: another has begun.
    pub beyond: bool,
}

/// The entries within a sealed file that were not read before and that `key` opens. What does not open, or
/// is none, is passed over.
pub fn inner<'k>(
    tx: &mut dyn Tx,
    scope: ScopeId,
    read: &mut Read,
    key: impl Fn(u32) -> Option<&'k Key>,
) -> Result<Inner> {
    let mut found = Inner::default();
    for entry in news(tx, &[scope], read)? {
        let Body::Sealed { epoch, .. } = &entry.body else {
            continue;
        };
        if !entry.is_well_named() || entry.entity != entity_of(scope) || entry.kind != KIND {
            continue;
        }
        let key = key(*epoch);
        found.beyond |= key.is_none();
        let Ok(act) = seal::open(&entry, key) else {
            continue;
        };
        for change in &act.changes {
            if let Change::Fact { name, value } = change
                && name == INNER
                && let Ok(one) = value.read::<Entry>()
                && one.is_well_named()
                && matches!(one.body, Body::Open(_))
            {
                found.epochs.insert(one.id, *epoch);
                found.entries.push(one);
            }
        }
    }
    found.entries.sort_by_key(|entry| (entry.clock, entry.id));
    Ok(found)
}

/// The entries of some scopes that were not read before.
fn news(tx: &mut dyn Tx, scopes: &[ScopeId], read: &mut Read) -> Result<Vec<Entry>> {
    let mut found = Vec::new();
    for scope in scopes {
        let ends = tx.query(
            "SELECT scope, node, incarnation, seq FROM stream WHERE scope = $1",
            params![scope],
        )?;
        for end in &ends {
            let (stream, seq) = (ledger::stream(end)?, ledger::sequence(end.int(3)?)?);
            let known = read.0.entry(stream).or_default();
            if *known >= seq {
                continue;
            }
            let rows = tx.query(
                "SELECT bytes FROM entry WHERE scope = $1 AND node = $2 AND incarnation = $3 \
                 AND seq > $4 ORDER BY seq",
                params![
                    &stream.scope,
                    &stream.node,
                    stream.incarnation,
                    number(*known)?
                ],
            )?;
            *known = seq;
            for row in &rows {
                found.push(entity::read(row, 0)?);
            }
        }
    }
    Ok(found)
}

/// Puts inner entries into the store in memory, as if it had been there: states and projections follow.
/// One that is there already is passed over.
///
/// # Errors
/// Those of the engine.
pub fn place(tx: &mut dyn Tx, entries: &[Entry]) -> Result<()> {
    let mut touched = Touched::default();
    let mut keys = Keyring::of(tx)?;
    for entry in entries {
        let scope = entry.stream.scope;
        let known = tx.maybe(
            "SELECT id FROM entry WHERE scope = $1 AND id = $2",
            params![&scope, &entry.id],
        )?;
        if known.is_some() {
            continue;
        }
        ledger::insert(tx, entry, &entry.encode())?;
        let one = touched.any_kind(tx, scope, entry.entity, &entry.kind)?;
        if one.kind == entry.kind {
            rebuild::fold(tx, &mut keys, one, entry)?;
        } else {
            one.again = true;
        }
    }
    touched.save(tx)
}

/// What the store in memory itself wrote and was not read before, its acts in the open, in its order.
///
/// # Errors
/// [`StoreError::Forgotten`] when an act cannot be read, and those of the engine.
pub fn written(tx: &mut dyn Tx, read: &mut Read) -> Result<Vec<Entry>> {
    let Some(own) = identity::find(tx)? else {
        return Ok(Vec::new());
    };
    let rows = tx.query(
        "SELECT scope FROM stream WHERE node = $1",
        params![&own.node],
    )?;
    let scopes = rows
        .iter()
        .map(|row| row.id(0))
        .collect::<Result<Vec<_>>>()?;
    let mut keys = Keyring::of(tx)?;
    let mut found = Vec::new();
    for entry in news(tx, &scopes, read)? {
        if entry.stream.node != own.node {
            continue;
        }
        let act = entity::open(tx, &mut keys, &entry)?.map_err(|_| StoreError::Forgotten)?;
        found.push(Entry {
            body: Body::Open(act.encode()),
            ..entry
        });
    }
    found.sort_by_key(|entry| entry.clock);
    Ok(found)
}

/// An entity as it stands in another store.
#[derive(Clone, PartialEq, Eq)]
pub struct Copied {
    /// Its scope.
    pub scope: ScopeId,
    /// Which.
    pub entity: EntityId,
    /// What it is.
    pub kind: String,
    state: Vec<u8>,
}

/// The entities of some scopes that have changed since they were read last, as they stand.
pub fn changed(tx: &mut dyn Tx, scopes: &[ScopeId], read: &mut Read) -> Result<Vec<Copied>> {
    let mut touched: Vec<(ScopeId, EntityId)> = news(tx, scopes, read)?
        .into_iter()
        .map(|entry| (entry.stream.scope, entry.entity))
        .collect();
    touched.sort_unstable();
    touched.dedup();
    let mut found = Vec::with_capacity(touched.len());
    for (scope, entity) in touched {
        found.extend(copied(tx, scope, entity)?);
    }
    Ok(found)
}

/// One entity as it stands, if it does.
pub fn copied(tx: &mut dyn Tx, scope: ScopeId, entity: EntityId) -> Result<Option<Copied>> {
    let row = tx.maybe(
        "SELECT kind, state FROM entity WHERE scope = $1 AND entity = $2",
        params![&scope, &entity],
    )?;
    row.map(|row| {
        Ok(Copied {
            scope,
            entity,
            kind: row.text(0)?.to_owned(),
            state: row.blob(1)?.to_vec(),
        })
    })
    .transpose()
}

/// Puts copies into the store in memory, in place of those that were there; their past stays where it is.
///
/// # Errors
/// Those of the engine.
pub fn put(tx: &mut dyn Tx, copies: &[Copied]) -> Result<()> {
    for copy in copies {
        let state = entity::decode(&copy.state)?;
        entity::save(tx, copy.scope, copy.entity, &copy.kind, &state)?;
        projection::run_on(tx, (copy.scope, copy.entity, &copy.kind), &state)?;
    }
    Ok(())
}
