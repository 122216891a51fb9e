//! The one way into the journal.
//!
//! Invariant: entries, states of entities, projections and signed heads are written in the
//! caller's transaction, or none of them; stamps only grow, whatever the PC's clock shows.

use crate::entity::{self, Header};
use crate::error::{Result, StoreError};
use crate::heads::{self, HEADS_EVERY};
use crate::identity::{self, Identity};
use crate::keys::Keyring;
use crate::ledger;
use crate::ordered::in_order;
use crate::projection;
use crate::rebuild::refold;
use crate::tx::Tx;
use akwaba_domain::draft::{Draft, Drafts, Secrecy};
use akwaba_journal::chance::Chance;
use akwaba_journal::clock::{Hlc, Stamp};
use akwaba_journal::entry::Entry;
use akwaba_journal::exchange::SPAN_ENTRIES_MAX;
use akwaba_journal::id::{ActorId, EntityId, EntryId, ScopeId};
use akwaba_journal::pen::{About, Ink, Pen, Written};
use akwaba_journal::state::{Source, State};
use ed25519_dalek::SigningKey;
use std::collections::{BTreeMap, HashMap, btree_map};

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
/// [`StoreError::OtherKind`], [`StoreError::OtherVersion`], and those of the engine; the caller then drops the transaction.
pub fn append(tx: &mut dyn Tx, writing: &mut Writing<'_>, drafts: Drafts) -> Result<Vec<EntryId>> {
    if drafts.is_empty() {
        return Ok(Vec::new());
    }
    let mut work = Work::begin(tx, writing)?;
    let mut ids = Vec::with_capacity(drafts.as_slice().len());
    for draft in drafts.as_slice() {
        ids.push(work.write(tx, writing, drafts.actor(), draft)?);
    }
    work.finish(tx)?;
    Ok(ids)
}

/// Changed entities held at a time by [`append_stream`].
const HELD_MAX: usize = 1_024;

/// Writes all the drafts that `next` gives, piece by piece until `None`, as one batch: one
/// transaction and one signature, in as little memory for a million entries as for a thousand. What
/// one piece wrote can be read when the next is asked for. Says how many entries were written.
///
/// # Errors
/// Those of [`append`] and of `next`; the caller then drops the transaction.
pub fn append_stream<E: From<StoreError>>(
    tx: &mut dyn Tx,
    writing: &mut Writing<'_>,
    mut next: impl FnMut(&mut dyn Tx) -> Result<Option<Drafts>, E>,
) -> Result<u64, E> {
    in_order(tx, |tx| {
        let mut work = Work::begin(tx, writing)?;
        let mut written = 0;
        while let Some(drafts) = next(tx)? {
            for draft in drafts.as_slice() {
                work.write(tx, writing, drafts.actor(), draft)?;
                written += 1;
                if work.touched.order.len() >= HELD_MAX {
                    core::mem::take(&mut work.touched).save(tx)?;
                }
            }
            core::mem::take(&mut work.touched).save(tx)?;
        }
        work.finish(tx)?;
        Ok(written)
    })
}

/// What one append holds until it ends.
pub(crate) struct Work {
    identity: Identity,
    signing: SigningKey,
    clock: Hlc,
    keys: Keyring,
    streams: BTreeMap<ScopeId, End>,
    touched: Touched,
}

/// The end of a stream.
struct End {
    pen: Pen,
    clock: Stamp,
    /// Its last signed head.
    signed: u64,
}

impl Work {
    pub(crate) fn begin(tx: &mut dyn Tx, writing: &mut Writing<'_>) -> Result<Self> {
        let identity = identity::ensure(tx, writing.now_micros, writing.chance)?;
        Ok(Self {
            identity,
            signing: identity::signing_key(tx)?,
            clock: Hlc::after(ledger::latest(tx, identity.node, writing.now_micros)?),
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
        draft: &Draft,
    ) -> Result<EntryId> {
        let scope = draft.scope;
        if draft.version != tx.home().version(draft.kind) {
            return Err(StoreError::OtherVersion);
        }
        let about = About {
            actor,
            entity: draft.entity,
            kind: draft.kind,
            version: draft.version,
        };
        let entry = self.place(tx, writing, scope, |pen, clock, chance, keys, tx| {
            let written = match draft.secrecy {
                Secrecy::Open => pen.write(clock, about, &draft.act, Ink::Open),
                Secrecy::Keyed(subject) => {
                    let key = keys.find_or_make(tx, scope, subject, chance)?;
                    let ink = Ink::Keyed {
                        subject,
                        key: &key,
                        chance,
                    };
                    pen.write(clock, about, &draft.act, ink)
                }
            };
            written.map_err(|_| StoreError::TooLong)
        })?;
        let header = Header::of(&entry);
        let touched = self.touched.entity(tx, scope, draft.entity, draft.kind)?;
        touched.state.apply(header.source(), &draft.act);
        touched.entries.push(header);
        Ok(entry.id)
    }

    /// Writes one entry at the end of the stream of a scope, with the next stamp, and files it.
    pub(crate) fn place(
        &mut self,
        tx: &mut dyn Tx,
        writing: &mut Writing<'_>,
        scope: ScopeId,
        write: impl FnOnce(
            &mut Pen,
            Stamp,
            &mut dyn Chance,
            &mut Keyring,
            &mut dyn Tx,
        ) -> Result<Written>,
    ) -> Result<Entry> {
        let clock = self.clock.tick(writing.now_micros);
        let end = match self.streams.entry(scope) {
            btree_map::Entry::Occupied(known) => known.into_mut(),
            btree_map::Entry::Vacant(free) => {
                let pen = ledger::pen(tx, self.identity.stream(scope))?;
                let signed = pen.seq();
                free.insert(End { pen, clock, signed })
            }
        };
        let written = write(&mut end.pen, clock, writing.chance, &mut self.keys, tx)?;
        end.clock = clock;
        ledger::insert(tx, &written.entry, &written.bytes)?;
        if end.pen.seq() - end.signed >= SPAN_ENTRIES_MAX {
            end.sign(tx, &self.signing)?;
        }
        Ok(written.entry)
    }

    /// The node that writes.
    #[cfg(not(target_family = "wasm"))]
    pub(crate) fn node(&self) -> akwaba_journal::id::NodeId {
        self.identity.node
    }

    pub(crate) fn finish(mut self, tx: &mut dyn Tx) -> Result<()> {
        for end in self.streams.values_mut() {
            end.sign(tx, &self.signing)?;
        }
        self.touched.save(tx)
    }
}

impl End {
    /// Signs the stream as it stands; keeps a head for the way when a thousand is passed.
    fn sign(&mut self, tx: &mut dyn Tx, signing: &SigningKey) -> Result<()> {
        let head = self.pen.sign(signing);
        if self.signed / HEADS_EVERY != head.seq / HEADS_EVERY {
            heads::file(tx, &head)?;
        }
        self.signed = head.seq;
        heads::save(tx, &head, self.clock)
    }
}

/// The entities that a piece of work has changed, in the order of their first change.
#[derive(Default)]
pub(crate) struct Touched {
    order: Vec<One>,
    places: HashMap<(ScopeId, EntityId), usize>,
}

/// One changed entity.
pub(crate) struct One {
    pub(crate) scope: ScopeId,
    pub(crate) entity: EntityId,
    pub(crate) kind: String,
    pub(crate) state: State,
    pub(crate) entries: Vec<Header>,
    /// It has to be folded again from its first entry.
    pub(crate) again: bool,
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
        match self.any_kind(tx, scope, entity, kind)? {
            one if one.kind == kind => Ok(one),
            _ => Err(StoreError::OtherKind),
        }
    }

    /// The same, whatever its kind; of `kind` if there is no such entity yet.
    pub(crate) fn any_kind(
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
                    again: false,
                });
                let place = self.order.len() - 1;
                self.places.insert((scope, entity), place);
                place
            }
        };
        let one = self.order.get_mut(place);
        one.ok_or_else(|| StoreError::corrupt("a place that was just noted is gone"))
    }

    /// Saves every state, and runs the projections on it.
    pub(crate) fn save(self, tx: &mut dyn Tx) -> Result<()> {
        self.order.iter().try_for_each(|one| one.save(tx, false))
    }
}

impl One {
    /// The entity of an entry, nothing of it applied yet.
    pub(crate) fn empty(entry: &Entry) -> Self {
        Self::nothing(entry.stream.scope, entry.entity, entry.kind.clone())
    }

    /// An entity of which nothing is known.
    pub(crate) fn nothing(scope: ScopeId, entity: EntityId, kind: String) -> Self {
        Self {
            scope,
            entity,
            kind,
            state: State::default(),
            entries: Vec::new(),
            again: false,
        }
    }

    /// Saves the state and runs the projections on it; `afresh` when something was forgotten.
    pub(crate) fn save(&self, tx: &mut dyn Tx, afresh: bool) -> Result<()> {
        if self.again {
            return refold(tx, self.scope, self.entity);
        }
        match (self.state.exists(), afresh) {
            (true, _) => entity::save(tx, self.scope, self.entity, &self.kind, &self.state)?,
            (false, true) => entity::remove(tx, self.scope, self.entity)?,
            // Nothing of it can be read here: it has no row, and gets none.
            (false, false) => return Ok(()),
        }
        projection::run(tx, self, afresh)
    }
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
