//! One entity: its state now, its state at a date, and everything that ever happened to it.

use crate::error::{Result, StoreError};
use crate::keys::Keyring;
use crate::params;
use crate::tx::{Row, Tx};
use akwaba_journal::act::Act;
use akwaba_journal::clock::Stamp;
use akwaba_journal::entry::{Body, Entry};
use akwaba_journal::id::{ActorId, EntityId, EntryId, ScopeId};
use akwaba_journal::state::State;
use akwaba_journal::upcast::Unread;

/// What stands on an entry beside its act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// When.
    pub clock: Stamp,
    /// Its name for ever.
    pub id: EntryId,
    /// Who acted.
    pub actor: ActorId,
    /// Version in which its act is written.
    pub version: u16,
}

impl Header {
    pub(crate) fn of(entry: &Entry) -> Self {
        Self {
            clock: entry.clock,
            id: entry.id,
            actor: entry.actor,
            version: entry.version,
        }
    }
}

/// One thing that happened to an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// When, who.
    pub header: Header,
    /// What; `None` when it was forgotten, is sealed to others, or of a later version.
    pub act: Option<Act>,
}

/// The state of an entity; the empty state when there is no such entity.
pub fn load(tx: &mut dyn Tx, scope: ScopeId, entity: EntityId) -> Result<State> {
    Ok(find(tx, scope, entity)?.map_or_else(State::default, |(_, state)| state))
}

/// The kind and the state of an entity, if there is such an entity.
pub fn find(tx: &mut dyn Tx, scope: ScopeId, entity: EntityId) -> Result<Option<(String, State)>> {
    let row = tx.maybe(
        "SELECT kind, state FROM entity WHERE scope = $1 AND entity = $2",
        params![&scope, &entity],
    )?;
    row.map(|row| Ok((row.text(0)?.to_owned(), decode(row.blob(1)?)?)))
        .transpose()
}

/// Reads the bytes of a state, as they stand in the table `entity`.
pub fn decode(bytes: &[u8]) -> Result<State> {
    State::decode(bytes).map_err(|_| StoreError::corrupt("the state of an entity cannot be read"))
}

/// All entities of a kind with their states, in the order of their ids.
pub fn each_of_kind(
    tx: &mut dyn Tx,
    scope: ScopeId,
    kind: &str,
    found: &mut dyn FnMut(EntityId, State) -> Result<()>,
) -> Result<()> {
    tx.each(
        "SELECT entity, state FROM entity WHERE scope = $1 AND kind = $2 ORDER BY entity",
        params![&scope, kind],
        &mut |row| found(row.id(0)?, decode(row.blob(1)?)?),
    )
}

pub(crate) fn save(
    tx: &mut dyn Tx,
    scope: ScopeId,
    entity: EntityId,
    kind: &str,
    state: &State,
) -> Result<()> {
    tx.execute(
        "INSERT INTO entity (scope, entity, kind, state) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (scope, entity) DO UPDATE SET state = excluded.state",
        params![&scope, &entity, kind, &state.encode()],
    )?;
    Ok(())
}

pub(crate) fn remove(tx: &mut dyn Tx, scope: ScopeId, entity: EntityId) -> Result<()> {
    tx.execute(
        "DELETE FROM entity WHERE scope = $1 AND entity = $2",
        params![&scope, &entity],
    )?;
    Ok(())
}

/// Everything that happened to an entity, oldest first.
pub fn history(tx: &mut dyn Tx, scope: ScopeId, entity: EntityId) -> Result<Vec<Past>> {
    let rows = tx.query(
        "SELECT bytes FROM entry WHERE scope = $1 AND entity = $2 \
         ORDER BY clock_micros, clock_count, id",
        params![&scope, &entity],
    )?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut keys = Keyring::of(tx)?;
    rows.iter()
        .map(|row| {
            let entry = read(row, 0)?;
            Ok(Past {
                header: Header::of(&entry),
                act: open(tx, &mut keys, &entry)?.ok(),
            })
        })
        .collect()
}

/// The state of an entity as recorded up to a moment, in microseconds since 1970.
pub fn as_of(tx: &mut dyn Tx, scope: ScopeId, entity: EntityId, micros: i64) -> Result<State> {
    let mut state = State::default();
    for past in history(tx, scope, entity)? {
        if past.header.clock.micros <= micros
            && let Some(act) = &past.act
        {
            state.apply(past.header.source(), act);
        }
    }
    Ok(state)
}

/// The entry in a column.
pub(crate) fn read(row: &Row, column: usize) -> Result<Entry> {
    Entry::decode(row.blob(column)?).map_err(|bad| StoreError::corrupt(bad.to_string()))
}

/// The act of an entry in the version of today, or why it cannot be read here.
pub(crate) fn open(
    tx: &mut dyn Tx,
    keys: &mut Keyring,
    entry: &Entry,
) -> Result<Result<Act, Unread>> {
    let key = match &entry.body {
        Body::Open(_) | Body::Sealed { .. } => None,
        Body::Keyed { subject, .. } => keys.find(tx, entry.stream.scope, *subject)?,
    };
    Ok(tx.home().read(entry, key.as_ref()))
}
