//! The one way into the journal.
//!
//! Invariant: entries, states of entities, projections and signed heads are written in the
//! caller's transaction, or none of them; stamps only grow, whatever the PC's clock shows.

use crate::entity::{self, Header};
use crate::error::{Result, StoreError};
use crate::identity::{self, Identity};
use crate::keys::Keyring;
use crate::params;
use crate::projection;
use crate::tx::Tx;
use akwaba_domain::draft::{Draft, Drafts, Secrecy};
use akwaba_journal::chain::{Follower, Hash, Head};
use akwaba_journal::chance::Chance;
use akwaba_journal::clock::{Hlc, Stamp};
use akwaba_journal::entry::{Body, ENTRY_BYTES_MAX, Entry, Stream};
use akwaba_journal::id::{ActorId, EntityId, EntryId, ScopeId};
use akwaba_journal::seal;
use akwaba_journal::state::{Source, State};
use std::collections::BTreeMap;

/// What the host lends to a write: its clock and its chance.
pub struct Writing<'a> {
    /// The time by the host's clock, in microseconds since 1970.
    pub now_micros: i64,
    /// The host's randomness, for ids and keys.
    pub chance: &'a mut dyn Chance,
}

/// Writes drafts to the journal, and to everything that is made from it.
///
/// # Errors
/// [`StoreError::Forgotten`] under a destroyed key, [`StoreError::TooLong`],
/// [`StoreError::OtherKind`], and those of the engine; the caller then drops the transaction.
pub fn append(tx: &mut dyn Tx, writing: &mut Writing<'_>, drafts: Drafts) -> Result<Vec<EntryId>> {
    if drafts.is_empty() {
        return Ok(Vec::new());
    }
    let mut pen = Pen::take(tx, writing)?;
    let actor = drafts.actor();
    let mut ids = Vec::with_capacity(drafts.as_slice().len());
    for draft in drafts.into_vec() {
        ids.push(pen.write(tx, writing, actor, draft)?);
    }
    pen.finish(tx)?;
    Ok(ids)
}

/// What one append holds until it ends.
struct Pen {
    identity: Identity,
    clock: Hlc,
    keys: Keyring,
    streams: BTreeMap<ScopeId, End>,
    touched: Touched,
}

/// The end of a stream.
struct End {
    follower: Follower,
    clock: Stamp,
}

impl Pen {
    fn take(tx: &mut dyn Tx, writing: &mut Writing<'_>) -> Result<Self> {
        let identity = identity::ensure(tx, writing.now_micros, writing.chance)?;
        Ok(Self {
            identity,
            clock: Hlc::after(latest(tx)?),
            keys: Keyring::of(tx)?,
            streams: BTreeMap::new(),
            touched: Touched::default(),
        })
    }

    fn write(
        &mut self,
        tx: &mut dyn Tx,
        writing: &mut Writing<'_>,
        actor: ActorId,
        draft: Draft,
    ) -> Result<EntryId> {
        let clock = self.clock.tick(writing.now_micros);
        let stream = self.identity.stream(draft.scope);
        let end = match self.streams.entry(draft.scope) {
            std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::btree_map::Entry::Vacant(free) => free.insert(end_of(tx, stream)?),
        };
        let mut entry = Entry {
            stream,
            seq: end.follower.seq() + 1,
            clock,
            id: stream.entry_id(end.follower.seq() + 1, clock),
            actor,
            entity: draft.entity,
            kind: draft.kind.to_owned(),
            version: draft.version,
            body: Body::Open(Vec::new()),
        };
        match draft.secrecy {
            Secrecy::Open => entry.body = Body::Open(draft.act.encode()),
            Secrecy::Keyed(subject) => {
                let key = self
                    .keys
                    .find_or_make(tx, draft.scope, subject, writing.chance)?;
                seal::close(&mut entry, &draft.act, subject, &key, writing.chance)
                    .map_err(|_| StoreError::TooLong)?;
            }
        }
        let bytes = entry.encode();
        if bytes.len() > ENTRY_BYTES_MAX {
            return Err(StoreError::TooLong);
        }
        end.follower
            .follow(&entry, &bytes)
            .map_err(|broken| StoreError::corrupt(broken.to_string()))?;
        end.clock = clock;
        insert(tx, &entry, &bytes)?;
        let header = Header::of(&entry);
        let touched = self
            .touched
            .entity(tx, draft.scope, draft.entity, draft.kind)?;
        touched.state.apply(header.source(), &draft.act);
        touched.entries.push(header);
        Ok(entry.id)
    }

    fn finish(self, tx: &mut dyn Tx) -> Result<()> {
        let signing = identity::signing_key(tx)?;
        for (scope, end) in self.streams {
            let stream = self.identity.stream(scope);
            let head = Head::sign(stream, end.follower.seq(), end.follower.hash(), &signing);
            save_head(tx, &head, end.clock)?;
        }
        self.touched.save(tx)
    }
}

/// The entities that a piece of work has changed, in the order of their first change.
#[derive(Default)]
pub(crate) struct Touched {
    order: Vec<One>,
    places: std::collections::HashMap<(ScopeId, EntityId), usize>,
}

/// One changed entity.
pub(crate) struct One {
    pub(crate) scope: ScopeId,
    pub(crate) entity: EntityId,
    pub(crate) kind: String,
    pub(crate) state: State,
    pub(crate) entries: Vec<Header>,
}

impl Touched {
    /// The entity as it stands now, read once.
    pub(crate) fn entity(
        &mut self,
        tx: &mut dyn Tx,
        scope: ScopeId,
        entity: EntityId,
        kind: &str,
    ) -> Result<&mut One> {
        let place = match self.places.get(&(scope, entity)) {
            Some(place) => *place,
            None => {
                let known = entity::find(tx, scope, entity)?;
                let (kind, state) = known.unwrap_or_else(|| (kind.to_owned(), State::default()));
                self.order.push(One {
                    scope,
                    entity,
                    kind,
                    state,
                    entries: Vec::new(),
                });
                let place = self.order.len() - 1;
                self.places.insert((scope, entity), place);
                place
            }
        };
        match self.order.get_mut(place) {
            Some(one) if one.kind == kind => Ok(one),
            _ => Err(StoreError::OtherKind),
        }
    }

    /// Saves every state, and runs the projections on it.
    pub(crate) fn save(self, tx: &mut dyn Tx) -> Result<()> {
        self.order.iter().try_for_each(|one| one.save(tx, false))
    }
}

impl One {
    /// The entity of an entry, nothing of it applied yet.
    pub(crate) fn empty(entry: &Entry) -> Self {
        Self {
            scope: entry.stream.scope,
            entity: entry.entity,
            kind: entry.kind.clone(),
            state: State::default(),
            entries: Vec::new(),
        }
    }

    /// Saves the state and runs the projections on it; `afresh` when something was forgotten.
    pub(crate) fn save(&self, tx: &mut dyn Tx, afresh: bool) -> Result<()> {
        if self.state.exists() {
            entity::save(tx, self.scope, self.entity, &self.kind, &self.state)?;
        } else {
            entity::remove(tx, self.scope, self.entity)?;
        }
        projection::run(tx, self, afresh)
    }
}

/// The version in which acts of a kind are written today.
pub(crate) fn latest_version(tx: &dyn Tx, kind: &str) -> u16 {
    let home = tx.home();
    let versions = home.plan().versions;
    let known = versions.iter().find(|(name, _)| *name == kind);
    known.map_or(1, |(_, version)| *version)
}

impl Header {
    /// The part of the header that a state keeps.
    pub fn source(&self) -> Source {
        Source {
            clock: self.clock,
            entry: self.id,
            actor: self.actor,
        }
    }
}

/// The greatest stamp of the journal, over all its streams.
pub(crate) fn latest(tx: &mut dyn Tx) -> Result<Stamp> {
    let row = tx.maybe(
        "SELECT clock_micros, clock_count FROM stream \
         ORDER BY clock_micros DESC, clock_count DESC LIMIT 1",
        &[],
    )?;
    row.map_or(Ok(Stamp::default()), |row| stamp(row.int(0)?, row.int(1)?))
}

pub(crate) fn stamp(micros: i64, count: i64) -> Result<Stamp> {
    Ok(Stamp {
        micros,
        count: u32::try_from(count)
            .map_err(|_| StoreError::corrupt("the counter of a stamp is out of range"))?,
    })
}

fn end_of(tx: &mut dyn Tx, stream: Stream) -> Result<End> {
    let row = tx.maybe(
        "SELECT seq, hash, clock_micros, clock_count FROM stream \
         WHERE scope = $1 AND node = $2 AND incarnation = $3",
        params![&stream.scope, &stream.node, stream.incarnation],
    )?;
    let Some(row) = row else {
        return Ok(End {
            follower: Follower::new(stream),
            clock: Stamp::default(),
        });
    };
    Ok(End {
        follower: Follower::at(stream, seq(row.int(0)?)?, hash(row.blob(1)?)?),
        clock: stamp(row.int(2)?, row.int(3)?)?,
    })
}

pub(crate) fn seq(value: i64) -> Result<u64> {
    u64::try_from(value).map_err(|_| StoreError::corrupt("a sequence number is negative"))
}

pub(crate) fn hash(bytes: &[u8]) -> Result<Hash> {
    <[u8; 32]>::try_from(bytes)
        .map(Hash)
        .map_err(|_| StoreError::corrupt("a hash has another length"))
}

pub(crate) fn save_head(tx: &mut dyn Tx, head: &Head, clock: Stamp) -> Result<()> {
    let number = i64::try_from(head.seq).map_err(|_| StoreError::TooLong)?;
    tx.execute(
        "INSERT INTO stream \
         (scope, node, incarnation, seq, hash, signature, clock_micros, clock_count) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
         ON CONFLICT (scope, node, incarnation) DO UPDATE SET \
         seq = excluded.seq, hash = excluded.hash, signature = excluded.signature, \
         clock_micros = excluded.clock_micros, clock_count = excluded.clock_count",
        params![
            &head.stream.scope,
            &head.stream.node,
            head.stream.incarnation,
            number,
            &head.hash.0,
            &head.signature,
            clock.micros,
            clock.count
        ],
    )?;
    Ok(())
}

pub(crate) fn insert(tx: &mut dyn Tx, entry: &Entry, bytes: &[u8]) -> Result<()> {
    let subject = match &entry.body {
        Body::Keyed { subject, .. } => Some(subject),
        Body::Open(_) | Body::Sealed { .. } => None,
    };
    let number = i64::try_from(entry.seq).map_err(|_| StoreError::TooLong)?;
    tx.execute(
        "INSERT INTO entry (scope, node, incarnation, seq, id, clock_micros, clock_count, \
         actor, entity, kind, version, subject, bytes) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        params![
            &entry.stream.scope,
            &entry.stream.node,
            entry.stream.incarnation,
            number,
            &entry.id,
            entry.clock.micros,
            entry.clock.count,
            &entry.actor,
            &entry.entity,
            &entry.kind,
            entry.version,
            subject,
            bytes
        ],
    )?;
    Ok(())
}
