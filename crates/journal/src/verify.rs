//! The verifier: reads a journal once and names everything that is wrong with it, and where.
//!
//! Invariant: a journal without findings is, stream by stream, exactly what its nodes signed:
//! nothing changed, missing, moved, doubled or added. That nothing was cut off together with its
//! signature, only a checkpoint kept elsewhere can show. The rules are written down one by one in
//! `docs/journal-format.md`; `tools/verify_journal.py` follows them with no code in common.

mod compare;
mod file;
mod finding;
mod track;

pub use compare::Differs;
pub use file::{Verifying, verify};
pub use finding::{Finding, Kind};

use crate::chain::{Hash, Head, public_key};
use crate::clock::Stamp;
use crate::entry::{Entry, Stream};
use crate::export::Counts;
use crate::id::{NodeId, ScopeId};
use ed25519_dalek::VerifyingKey;
use std::collections::BTreeMap;
use track::Track;

/// The most findings listed; the others are counted.
pub const FINDINGS_MAX: usize = 10_000;

/// Verifies a journal fed to it key by key, head by head, entry by entry.
#[derive(Debug, Default)]
pub struct Verifier {
    trusted: BTreeMap<NodeId, [u8; 32]>,
    keys: BTreeMap<NodeId, (Vec<u8>, Option<VerifyingKey>)>,
    last_key: Option<NodeId>,
    last_head: Option<(Stream, u64)>,
    last_stream: Option<Stream>,
    streams: BTreeMap<Stream, Track>,
    leaves: Option<BTreeMap<(NodeId, u32), Vec<Leaf>>>,
    frame: u64,
    counts: Counts,
    findings: Vec<Finding>,
    more: u64,
}

/// An entry as the checkpoint's tree sees it: in order of clock, then scope, then sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leaf {
    /// When.
    pub clock: Stamp,
    /// In which scope.
    pub scope: ScopeId,
    /// Where in its stream.
    pub seq: u64,
    /// The hash of the stream after it.
    pub after: Hash,
}

impl Verifier {
    /// A verifier that believes `trusted` about the keys of these nodes, whatever the journal
    /// itself says; of other nodes it takes the key that the journal declares.
    pub fn new(trusted: BTreeMap<NodeId, [u8; 32]>) -> Self {
        Self {
            trusted,
            ..Self::default()
        }
    }

    /// Also keeps what is needed to compare with checkpoints: about 80 bytes an entry.
    #[must_use]
    pub fn with_leaves(mut self) -> Self {
        self.leaves = Some(BTreeMap::new());
        self
    }

    /// Says that what is fed next stands at this frame of a file.
    pub fn at_frame(&mut self, frame: u64) {
        self.frame = frame;
    }

    /// Takes the public key of a node.
    pub fn key(&mut self, node: NodeId, public: &[u8]) {
        self.counts.keys += 1;
        if self.last_key.is_some_and(|last| node < last) {
            self.find(Kind::Order, None);
        }
        self.last_key = Some(node);
        if let Some((known, _)) = self.keys.get(&node) {
            let same = known == public;
            self.find(if same { Kind::Double } else { Kind::Key }, None);
            return;
        }
        let agreed = match self.trusted.get(&node) {
            Some(trusted) => trusted == public,
            None => true,
        };
        let key = public_key(public).filter(|_| agreed);
        if key.is_none() {
            self.find(Kind::Key, None);
        }
        self.keys.insert(node, (public.to_vec(), key));
    }

    /// Takes a signed head. Heads come before the entries they sign.
    pub fn head(&mut self, head: &Head) {
        self.counts.heads += 1;
        let place = (head.stream, head.seq);
        if self.last_head.is_some_and(|last| place < last) {
            self.find(Kind::Order, Some(place));
        }
        self.last_head = Some(place);
        let Some(key) = self.node_key(head.stream.node) else {
            self.find(Kind::Key, Some(place));
            return;
        };
        if !head.is_signed_by(&key) {
            self.find(Kind::Signature, Some(place));
            return;
        }
        let track = self.track(head.stream);
        match track.head(head.seq, head.hash) {
            Ok(()) => {}
            Err(kind) => self.find(kind, Some(place)),
        }
    }

    /// Takes an entry, as its bytes and the declared hash of its stream after it.
    pub fn entry(&mut self, bytes: &[u8], after: &Hash) {
        self.counts.entries += 1;
        let Ok(entry) = Entry::decode(bytes) else {
            self.find(Kind::Entry, None);
            return;
        };
        let place = (entry.stream, entry.seq);
        if self.last_stream.is_some_and(|last| entry.stream < last) {
            self.find(Kind::Order, Some(place));
        }
        self.last_stream = Some(entry.stream);
        if !entry.is_well_named() {
            self.find(Kind::Name, Some(place));
        }
        let found = self.track(entry.stream).entry(&entry, bytes, after);
        for (kind, seq) in found.wrong.into_iter().flatten() {
            self.find(kind, Some((entry.stream, seq)));
        }
        if found.next
            && let Some(leaves) = &mut self.leaves
        {
            let log = (entry.stream.node, entry.stream.incarnation);
            leaves.entry(log).or_default().push(Leaf {
                clock: entry.clock,
                scope: entry.stream.scope,
                seq: entry.seq,
                after: *after,
            });
        }
    }

    /// Compares every stream with its signed end, and reports.
    pub fn finish(mut self) -> Report {
        self.frame = 0;
        let mut tips = BTreeMap::new();
        for (stream, track) in std::mem::take(&mut self.streams) {
            let tip = track.tip();
            let kind = match tip.entries.cmp(&tip.signed) {
                std::cmp::Ordering::Less => Some((Kind::Cut, tip.entries)),
                std::cmp::Ordering::Equal => None,
                std::cmp::Ordering::Greater => Some((Kind::Unsigned, tip.signed)),
            };
            if let Some((kind, last_good)) = kind {
                self.find(kind, Some((stream, last_good.saturating_add(1))));
            }
            tips.insert(stream, tip);
        }
        for leaves in self.leaves.iter_mut().flat_map(BTreeMap::values_mut) {
            leaves.sort_unstable();
        }
        Report {
            counts: self.counts,
            findings: self.findings,
            more: self.more,
            tips,
            leaves: self.leaves.unwrap_or_default(),
        }
    }

    fn node_key(&self, node: NodeId) -> Option<VerifyingKey> {
        match self.trusted.get(&node) {
            Some(trusted) => public_key(trusted),
            None => self.keys.get(&node).and_then(|(_, key)| *key),
        }
    }

    fn track(&mut self, stream: Stream) -> &mut Track {
        self.streams
            .entry(stream)
            .or_insert_with(|| Track::new(&stream))
    }

    fn find(&mut self, kind: Kind, place: Option<(Stream, u64)>) {
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push(Finding {
                kind,
                frame: self.frame,
                place,
            });
        } else {
            self.more += 1;
        }
    }
}

/// How far a stream goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tip {
    /// The sequence number of its last entry.
    pub entries: u64,
    /// The sequence number of its last signed head.
    pub signed: u64,
    /// The hash after its last entry.
    pub hash: Hash,
}

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What was read.
    pub counts: Counts,
    /// What is wrong, in the order met; the first [`FINDINGS_MAX`].
    pub findings: Vec<Finding>,
    /// How many more things are wrong.
    pub more: u64,
    /// Every stream and how far it goes.
    pub tips: BTreeMap<Stream, Tip>,
    /// The leaves of each node's and incarnation's tree, in order, if they were asked for.
    pub leaves: BTreeMap<(NodeId, u32), Vec<Leaf>>,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_intact(&self) -> bool {
        self.findings.is_empty()
    }
}
