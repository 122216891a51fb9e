//! Making every projection again from the journal, and a sum over what they hold.
//!
//! Invariant: a rebuild of an untouched store changes no byte of any projected table.

use crate::append::One;
use crate::entity::{self, Header};
use crate::error::{Result, StoreError};
use crate::keys::Keyring;
use crate::ordered::in_order;
use crate::params;
use crate::tables::{CORE, Projected};
use crate::tx::{Cell, Row, Tx};
use akwaba_journal::entry::Entry;
use akwaba_journal::id::{EntityId, EntryId, ScopeId};
use akwaba_journal::upcast::Unread;
use std::collections::BTreeMap;

/// Entries read at a time.
const PAGE: i64 = 512;

/// How far a long work has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Done so far.
    pub done: u64,
    /// To do in all.
    pub total: u64,
}

/// Every projected table: the core's and the trades'.
pub fn projected(tx: &dyn Tx) -> Vec<Projected> {
    let home = tx.home();
    let trades = home.plan().projections.iter();
    let tables = trades.flat_map(|projection| projection.tables);
    CORE.iter().chain(tables).copied().collect()
}

/// Empties every projected table and fills it again from the journal, in one transaction.
pub fn rebuild(tx: &mut dyn Tx, progress: &mut dyn FnMut(Progress)) -> Result<()> {
    in_order(tx, |tx| again(tx, progress))
}

fn again(tx: &mut dyn Tx, progress: &mut dyn FnMut(Progress)) -> Result<()> {
    for table in projected(tx) {
        tx.execute(table.clear, &[])?;
    }
    let total = tx.one("SELECT count(*) FROM entry", &[])?.int(0)?;
    let mut work = Rebuild {
        at: Place::START,
        open: None,
        keys: None,
        progress: Progress {
            done: 0,
            total: total.unsigned_abs(),
        },
    };
    loop {
        let page = work.page(tx)?;
        if page.is_empty() {
            break;
        }
        for row in &page {
            work.take(tx, row)?;
        }
        progress(work.progress);
    }
    work.close(tx)?;
    note_versions(tx)
}

/// Where the reading stands, in the order of entities.
#[derive(Clone, Copy)]
struct Place {
    scope: ScopeId,
    entity: EntityId,
    micros: i64,
    count: i64,
    id: EntryId,
}

impl Place {
    const START: Self = Self {
        scope: ScopeId::from_bytes([0; 16]),
        entity: EntityId::from_bytes([0; 16]),
        micros: i64::MIN,
        count: 0,
        id: EntryId::from_bytes([0; 16]),
    };
}

struct Rebuild {
    at: Place,
    open: Option<One>,
    keys: Option<Keyring>,
    progress: Progress,
}

impl Rebuild {
    fn page(&self, tx: &mut dyn Tx) -> Result<Vec<Row>> {
        tx.query(
            "SELECT bytes FROM entry \
             WHERE (scope, entity, clock_micros, clock_count, id) > ($1, $2, $3, $4, $5) \
             ORDER BY scope, entity, clock_micros, clock_count, id LIMIT $6",
            params![
                &self.at.scope,
                &self.at.entity,
                self.at.micros,
                self.at.count,
                &self.at.id,
                PAGE
            ],
        )
    }

    fn take(&mut self, tx: &mut dyn Tx, row: &Row) -> Result<()> {
        let entry = entity::read(row, 0)?;
        self.progress.done += 1;
        self.at = Place {
            scope: entry.stream.scope,
            entity: entry.entity,
            micros: entry.clock.micros,
            count: i64::from(entry.clock.count),
            id: entry.id,
        };
        if !entry.is_well_named() {
            return Ok(());
        }
        let same = self
            .open
            .as_ref()
            .is_some_and(|one| one.scope == entry.stream.scope && one.entity == entry.entity);
        if !same {
            self.close(tx)?;
            self.open = Some(One::empty(&entry));
        }
        if self.keys.is_none() {
            self.keys = Some(Keyring::of(tx)?);
        }
        if let (Some(keys), Some(one)) = (&mut self.keys, &mut self.open) {
            fold(tx, keys, one, &entry)?;
        }
        Ok(())
    }

    /// Saves the entity that was being folded.
    fn close(&mut self, tx: &mut dyn Tx) -> Result<()> {
        self.open.take().map_or(Ok(()), |one| one.save(tx, false))
    }
}

/// Applies one well-named entry of the journal to its entity, if it can be read here.
pub(crate) fn fold(
    tx: &mut dyn Tx,
    keys: &mut Keyring,
    one: &mut One,
    entry: &Entry,
) -> Result<()> {
    if one.kind != entry.kind {
        return Ok(());
    }
    match entity::open(tx, keys, entry)? {
        Ok(act) => {
            let header = Header::of(entry);
            one.state.apply(header.source(), &act);
            one.entries.push(header);
            Ok(())
        }
        Err(Unread::LaterKind | Unread::LaterVersion) => note_later(tx, entry),
        Err(Unread::Name | Unread::NoKey | Unread::NoAct) => Ok(()),
    }
}

/// Notes an entry that only a later version of Akwaba can read.
fn note_later(tx: &mut dyn Tx, entry: &Entry) -> Result<()> {
    tx.execute(
        "INSERT INTO later_version (scope, id, kind, version) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (scope, id) DO NOTHING",
        params![&entry.stream.scope, &entry.id, &entry.kind, entry.version],
    )?;
    Ok(())
}

/// Whether the projections were made under other versions of acts than those of today.
///
/// # Errors
/// [`StoreError::NewerSchema`] when a later program made them.
pub(crate) fn is_stale(tx: &mut dyn Tx) -> Result<bool> {
    let rows = tx.query("SELECT kind, version FROM kind_version", &[])?;
    let home = tx.home();
    let mut known = BTreeMap::new();
    for row in &rows {
        let (kind, version) = (row.text(0)?, row.int(1)?);
        if version > i64::from(home.version(kind)) {
            return Err(StoreError::NewerSchema {
                number: version,
                name: kind.to_owned(),
            });
        }
        known.insert(kind.to_owned(), version);
    }
    let mut today = home.versions();
    Ok(today.any(|(kind, version)| known.get(kind) != Some(&i64::from(version))))
}

/// Notes the versions of acts under which the projections are made.
fn note_versions(tx: &mut dyn Tx) -> Result<()> {
    let home = tx.home();
    for (kind, version) in home.versions() {
        tx.execute(
            "INSERT INTO kind_version (kind, version) VALUES ($1, $2) \
             ON CONFLICT (kind) DO UPDATE SET version = excluded.version",
            params![kind, version],
        )?;
    }
    Ok(())
}

/// Folds one entity again from its entries and makes its rows afresh: after its key was
/// destroyed, or came.
pub fn refold(tx: &mut dyn Tx, scope: ScopeId, entity: EntityId) -> Result<()> {
    let rows = tx.query(
        "SELECT bytes FROM entry WHERE scope = $1 AND entity = $2 \
         ORDER BY clock_micros, clock_count, id",
        params![&scope, &entity],
    )?;
    let mut keys = Keyring::of(tx)?;
    let mut folded = None;
    for row in &rows {
        let entry = entity::read(row, 0)?;
        if entry.is_well_named() {
            let one = folded.get_or_insert_with(|| One::empty(&entry));
            fold(tx, &mut keys, one, &entry)?;
        }
    }
    let Some(one) = folded else { return Ok(()) };
    if let Some((kind, _)) = entity::find(tx, scope, entity)?
        && kind != one.kind
    {
        // It was taken for something else: the rows made of that go.
        One::nothing(scope, entity, kind).save(tx, true)?;
    }
    one.save(tx, true)
}

/// A sum over every row of every projected table. It does not depend on the order in which an
/// engine gives the rows, so that two engines, or two nodes, that hold the same have the same.
pub fn state_hash(tx: &mut dyn Tx) -> Result<[u8; 32]> {
    let mut whole = blake3::Hasher::new();
    let mut tables = projected(tx);
    tables.sort_by_key(|table| table.name);
    for table in tables {
        let mut lanes = [0_u64; 8];
        tx.each(table.dump, &[], &mut |row| {
            let digest = row_digest(row);
            for (lane, bytes) in lanes.iter_mut().zip(digest.chunks_exact(8)) {
                let word = <[u8; 8]>::try_from(bytes).map_or(0, u64::from_le_bytes);
                *lane = lane.wrapping_add(word);
            }
            Ok(())
        })?;
        whole.update(table.name.as_bytes());
        whole.update(&[0]);
        for lane in lanes {
            whole.update(&lane.to_le_bytes());
        }
    }
    Ok(*whole.finalize().as_bytes())
}

fn row_digest(row: &Row) -> [u8; 64] {
    let mut hasher = blake3::Hasher::new();
    let mut sized = |kind: u8, bytes: &[u8]| {
        hasher.update(&[kind]);
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    for cell in row.cells() {
        match cell {
            Cell::Null => sized(0, &[]),
            Cell::Int(value) => sized(1, &value.to_le_bytes()),
            Cell::Text(text) => sized(2, text.as_bytes()),
            Cell::Blob(bytes) => sized(3, bytes),
        }
    }
    let mut digest = [0; 64];
    hasher.finalize_xof().fill(&mut digest);
    digest
}
