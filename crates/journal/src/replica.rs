//! A node in memory: it writes, exchanges and folds, as a store does, without a database.
//!
//! For simulations and tests, and as the plain statement of what a store must do. Nothing is
//! ever dropped: what cannot be applied is kept in its stream and tried again later.

use crate::act::Act;
use crate::bundle::{Bundle, Have, Limits, Part};
use crate::chain::{Hash, Head, genesis};
use crate::clock::Hlc;
use crate::entry::{Entry, Stream};
use crate::exchange::{self, Keeper, Kept, Made, Outcome, Waiting, Wrong};
use crate::id::{EntityId, NodeId, ScopeId};
use crate::pen::{About, CannotWrite, Ink, Pen};
use crate::seal::Key;
use crate::state::{Source, State, fingerprint};
use crate::upcast::{Kinds, Unread};
use ed25519_dalek::{SigningKey, VerifyingKey};
use std::collections::BTreeMap;
use std::convert::Infallible;

/// The most parts kept in quarantine; the oldest give way.
pub const QUARANTINE_MAX: usize = 1_000;

/// A node in memory.
#[derive(Debug, Clone)]
pub struct Replica {
    node: NodeId,
    incarnation: u32,
    signing: SigningKey,
    clock: Hlc,
    known: BTreeMap<NodeId, VerifyingKey>,
    kinds: Kinds,
    keyring: BTreeMap<EntityId, Key>,
    streams: BTreeMap<Stream, Shelf>,
    held: BTreeMap<Stream, Vec<Part>>,
    quarantine: Vec<(Part, Wrong)>,
    states: BTreeMap<(ScopeId, EntityId), State>,
    unread: BTreeMap<(Stream, u64), Unread>,
}

/// One stream as it is kept.
#[derive(Debug, Clone, Default)]
struct Shelf {
    entries: Vec<Vec<u8>>,
    hashes: Vec<Hash>,
    heads: BTreeMap<u64, Head>,
}

impl Shelf {
    fn count(&self) -> u64 {
        self.entries.len() as u64
    }
}

impl Replica {
    /// A node that has nothing, and knows no other node.
    pub fn new(node: NodeId, signing: SigningKey, kinds: Kinds) -> Self {
        let known = BTreeMap::from([(node, signing.verifying_key())]);
        Self {
            node,
            incarnation: 1,
            signing,
            clock: Hlc::default(),
            known,
            kinds,
            keyring: BTreeMap::new(),
            streams: BTreeMap::new(),
            held: BTreeMap::new(),
            quarantine: Vec::new(),
            states: BTreeMap::new(),
            unread: BTreeMap::new(),
        }
    }

    /// Takes note of another node's public key.
    pub fn know(&mut self, node: NodeId, key: VerifyingKey) {
        self.known.insert(node, key);
    }

    /// Begins a new incarnation, as after a restore.
    pub fn begin_again(&mut self) {
        self.incarnation += 1;
    }

    /// Takes note of the key of a person or record, and reads what waited for it.
    pub fn learn(&mut self, subject: EntityId, key: Key) {
        self.keyring.insert(subject, key);
        self.read_again();
    }

    /// Upgrades to a program that knows these kinds, and reads what waited for it.
    pub fn upgrade(&mut self, kinds: Kinds) {
        self.kinds = kinds;
        self.read_again();
    }

    /// Writes an entry in a scope, when the PC's clock shows `now_micros`, and applies it.
    ///
    /// # Errors
    /// [`CannotWrite`] when it is too long.
    pub fn write(
        &mut self,
        scope: ScopeId,
        now_micros: i64,
        about: About<'_>,
        act: &Act,
        ink: Ink<'_>,
    ) -> Result<Entry, CannotWrite> {
        let stream = self.own(scope);
        let shelf = self.streams.entry(stream).or_default();
        let hash = shelf.hashes.last().copied();
        let mut pen = Pen::at(
            stream,
            shelf.count(),
            hash.unwrap_or_else(|| genesis(&stream)),
        );
        let written = pen.write(self.clock.tick(now_micros), about, act, ink)?;
        let entry = written.entry.clone();
        self.put(Kept {
            entry: written.entry,
            bytes: written.bytes,
            after: written.after,
        });
        Ok(entry)
    }

    /// Signs the ends of its own streams.
    pub fn sign(&mut self) {
        let (node, incarnation) = (self.node, self.incarnation);
        let own = self
            .streams
            .iter_mut()
            .filter(|(stream, _)| stream.node == node && stream.incarnation == incarnation);
        for (stream, shelf) in own {
            let count = shelf.count();
            if let Some(hash) = shelf.hashes.last() {
                let head = Head::sign(*stream, count, *hash, &self.signing);
                shelf.heads.insert(count, head);
            }
        }
    }

    /// The stream that it writes in a scope.
    pub fn own(&self, scope: ScopeId) -> Stream {
        Stream {
            scope,
            node: self.node,
            incarnation: self.incarnation,
        }
    }

    /// How many entries of each stream it has.
    pub fn counts(&self) -> Have {
        let counts = self
            .streams
            .iter()
            .map(|(stream, shelf)| (*stream, shelf.count()));
        counts.filter(|(_, count)| *count > 0).collect()
    }

    /// A bundle of what somebody who has `theirs` lacks.
    pub fn bundle_for(&mut self, theirs: &Have, limits: &Limits) -> Made {
        match exchange::make(self, theirs, &|_| true, limits) {
            Ok(made) => made,
            Err(never) => match never {},
        }
    }

    /// Takes a bundle in.
    pub fn take(&mut self, bundle: Bundle) -> Outcome {
        match exchange::apply(bundle, self) {
            Ok(outcome) => outcome,
            Err(never) => match never {},
        }
    }

    /// The state of an entity, if anything is known of it.
    pub fn state(&self, scope: ScopeId, entity: EntityId) -> Option<&State> {
        self.states.get(&(scope, entity))
    }

    /// Every entity with its state.
    pub fn states(&self) -> impl Iterator<Item = (&(ScopeId, EntityId), &State)> {
        self.states.iter()
    }

    /// One hash over all states.
    pub fn state_hash(&self) -> Hash {
        let states = self.states.iter();
        fingerprint(states.map(|((scope, entity), state)| (*scope, *entity, state.encode())))
    }

    /// The entries that are kept and not applied, with the reason.
    pub fn unread(&self) -> &BTreeMap<(Stream, u64), Unread> {
        &self.unread
    }

    /// What is held back.
    pub fn held_parts(&self) -> impl Iterator<Item = &Part> {
        self.held.values().flatten()
    }

    /// What was put aside.
    pub fn quarantined(&self) -> &[(Part, Wrong)] {
        &self.quarantine
    }

    /// Every entry it keeps.
    pub fn entries(&self) -> impl Iterator<Item = Entry> {
        let all = self.streams.values().flat_map(|shelf| &shelf.entries);
        all.filter_map(|bytes| Entry::decode(bytes).ok())
    }

    fn put(&mut self, kept: Kept) {
        let shelf = self.streams.entry(kept.entry.stream).or_default();
        shelf.entries.push(kept.bytes);
        shelf.hashes.push(kept.after);
        self.clock.see(kept.entry.clock);
        self.apply(&kept.entry);
    }

    fn apply(&mut self, entry: &Entry) {
        let key = match &entry.body {
            crate::entry::Body::Keyed { subject, .. } => self.keyring.get(subject),
            _ => None,
        };
        match self.kinds.read(entry, key) {
            Ok(act) => {
                let source = Source {
                    clock: entry.clock,
                    entry: entry.id,
                    actor: entry.actor,
                };
                let place = (entry.stream.scope, entry.entity);
                self.states.entry(place).or_default().apply(source, &act);
            }
            Err(why) => {
                self.unread.insert((entry.stream, entry.seq), why);
            }
        }
    }

    fn read_again(&mut self) {
        let waiting = std::mem::take(&mut self.unread);
        for ((stream, seq), _) in waiting {
            let shelf = self.streams.get(&stream);
            let index = usize::try_from(seq - 1).unwrap_or(usize::MAX);
            let bytes = shelf.and_then(|shelf| shelf.entries.get(index));
            if let Some(entry) = bytes.and_then(|bytes| Entry::decode(bytes).ok()) {
                self.apply(&entry);
            }
        }
    }
}

impl Keeper for Replica {
    type Error = Infallible;

    fn have(&mut self) -> Result<Have, Infallible> {
        Ok(self.counts())
    }

    fn key(&mut self, stream: &Stream) -> Result<Option<VerifyingKey>, Infallible> {
        Ok(self.known.get(&stream.node).copied())
    }

    fn count(&mut self, stream: &Stream) -> Result<u64, Infallible> {
        Ok(self.streams.get(stream).map_or(0, Shelf::count))
    }

    fn hash_at(&mut self, stream: &Stream, seq: u64) -> Result<Option<Hash>, Infallible> {
        let index = seq
            .checked_sub(1)
            .and_then(|index| usize::try_from(index).ok());
        let shelf = self.streams.get(stream);
        Ok(index.and_then(|index| shelf?.hashes.get(index).copied()))
    }

    fn entries(
        &mut self,
        stream: &Stream,
        after: u64,
        bytes_max: usize,
        entries_max: usize,
    ) -> Result<Vec<Vec<u8>>, Infallible> {
        let shelf = self.streams.get(stream);
        let after = usize::try_from(after).unwrap_or(usize::MAX);
        let rest = shelf
            .and_then(|shelf| shelf.entries.get(after..))
            .unwrap_or_default();
        let mut some: Vec<Vec<u8>> = Vec::new();
        let mut left = bytes_max;
        for bytes in rest.iter().take(entries_max) {
            match left.checked_sub(bytes.len()) {
                None if !some.is_empty() => break,
                fits => left = fits.unwrap_or(0),
            }
            some.push(bytes.clone());
        }
        Ok(some)
    }

    fn head_up_to(&mut self, stream: &Stream, seq: u64) -> Result<Option<Head>, Infallible> {
        let shelf = self.streams.get(stream);
        Ok(shelf.and_then(|shelf| Some(shelf.heads.range(..=seq).next_back()?.1.clone())))
    }

    fn head_from(&mut self, stream: &Stream, seq: u64) -> Result<Option<Head>, Infallible> {
        let shelf = self.streams.get(stream);
        Ok(shelf.and_then(|shelf| Some(shelf.heads.range(seq..).next()?.1.clone())))
    }

    fn keep(&mut self, entries: Vec<Kept>) -> Result<(), Infallible> {
        for kept in entries {
            self.put(kept);
        }
        Ok(())
    }

    fn keep_head(&mut self, head: &Head) -> Result<(), Infallible> {
        let shelf = self.streams.entry(head.stream).or_default();
        shelf.heads.insert(head.seq, head.clone());
        Ok(())
    }

    fn held(&mut self, stream: &Stream) -> Result<Vec<Part>, Infallible> {
        Ok(self.held.get(stream).cloned().unwrap_or_default())
    }

    fn hold(&mut self, stream: &Stream, parts: &[(Part, Waiting)]) -> Result<(), Infallible> {
        let parts: Vec<_> = parts.iter().map(|(part, _)| part.clone()).collect();
        if parts.is_empty() {
            self.held.remove(stream);
        } else {
            self.held.insert(*stream, parts);
        }
        Ok(())
    }

    fn quarantine(&mut self, part: &Part, why: &Wrong) -> Result<(), Infallible> {
        if self.quarantine.len() >= QUARANTINE_MAX {
            self.quarantine.remove(0);
        }
        self.quarantine.push((part.clone(), *why));
        Ok(())
    }
}
