//! The exchange: what the other lacks goes into a bundle; what comes in a bundle is weighed, and
//! kept, held back, or refused with the reason, part by part. One bad part never stops the rest.
//!
//! Pure: whoever keeps a journal implements [`Keeper`], in memory or in a database, and gives the
//! same answers. Applying the entries to entities is the keeper's own work, done when it keeps.
//!
//! Invariant: an entry is kept only when its stream's own node signed it and all before it, and
//! all before it are kept. So a bundle may be doubled, cut, late, or carried by anybody.

mod make;
mod weigh;

pub use make::{Made, make};
pub use weigh::{Forked, Kept, Known, Waiting, Weighed, Wrong, weigh};

use crate::bundle::{Bundle, Have, Part};
use crate::chain::{Hash, Head};
use crate::entry::Stream;
use crate::id::NodeId;
use ed25519_dalek::VerifyingKey;
use std::collections::BTreeMap;

/// A writer signs a head at least every so many entries, so that a part can be proved, and a
/// broken exchange goes on, without more than this being sent again.
pub const SPAN_ENTRIES_MAX: u64 = 10_000;

/// The most bytes of one stream that are held back, waiting for what comes before.
pub const HELD_BYTES_MAX: usize = 64 << 20;

/// Whoever keeps a journal, as the exchange sees it. Every answer is within one transaction.
pub trait Keeper {
    /// What may go wrong with the keeping itself.
    type Error;

    /// How many entries of each stream are kept.
    ///
    /// # Errors
    /// Those of the keeping itself, as everywhere here.
    fn have(&mut self) -> Result<Have, Self::Error>;

    /// The public key that must have signed this stream; `None` when its node is not known, or
    /// may not write in this scope.
    fn key(&mut self, stream: &Stream) -> Result<Option<VerifyingKey>, Self::Error>;

    /// How many entries of this stream are kept.
    fn count(&mut self, stream: &Stream) -> Result<u64, Self::Error>;

    /// The hash of a stream after entry `seq`, 1 or more; `None` when it is not kept.
    fn hash_at(&mut self, stream: &Stream, seq: u64) -> Result<Option<Hash>, Self::Error>;

    /// The bytes of the entries that follow `after`: as many as these bytes and this number
    /// allow, and at least one if there is one.
    fn entries(
        &mut self,
        stream: &Stream,
        after: u64,
        bytes_max: usize,
        entries_max: usize,
    ) -> Result<Vec<Vec<u8>>, Self::Error>;

    /// The last signed head at or before `seq`.
    fn head_up_to(&mut self, stream: &Stream, seq: u64) -> Result<Option<Head>, Self::Error>;

    /// The first signed head at or after `seq`.
    fn head_from(&mut self, stream: &Stream, seq: u64) -> Result<Option<Head>, Self::Error>;

    /// Keeps the next entries of a stream, in order, and applies them.
    fn keep(&mut self, entries: Vec<Kept>) -> Result<(), Self::Error>;

    /// Keeps a signed head; it may be kept already.
    fn keep_head(&mut self, head: &Head) -> Result<(), Self::Error>;

    /// The parts of a stream that are held back.
    fn held(&mut self, stream: &Stream) -> Result<Vec<Part>, Self::Error>;

    /// Holds back these parts of a stream in place of those that were held.
    fn hold(&mut self, stream: &Stream, parts: &[(Part, Waiting)]) -> Result<(), Self::Error>;

    /// Puts aside a part that is wrong, with its reason, for people to look at.
    fn quarantine(&mut self, part: &Part, why: &Wrong) -> Result<(), Self::Error>;
}

/// What became of a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// How many new entries of each stream were kept.
    pub kept: BTreeMap<Stream, u64>,
    /// How many entries came that were kept already.
    pub doubles: u64,
    /// What is held back: the stream, how many entries come before it, and what it waits for.
    pub held: Vec<(Stream, u64, Waiting)>,
    /// What was put aside.
    pub refused: Vec<(Stream, Wrong)>,
    /// Streams that their node has written twice.
    pub forks: Vec<Forked>,
}

impl Outcome {
    /// Whether entries of this node itself came back that it did not have: it was set back to an
    /// older copy, and must begin a new incarnation before it writes.
    pub fn was_set_back(&self, node: NodeId) -> bool {
        self.kept.keys().any(|stream| stream.node == node)
            || self.forks.iter().any(|fork| fork.head.stream.node == node)
    }
}

/// Takes a bundle in. The caller runs this in one transaction.
///
/// # Errors
/// Only those of the keeping itself; what is wrong with the bundle is in the outcome.
pub fn apply<K: Keeper>(bundle: Bundle, keeper: &mut K) -> Result<Outcome, K::Error> {
    let mut by_stream = BTreeMap::<Stream, Vec<Part>>::new();
    for part in bundle.parts {
        by_stream.entry(part.head.stream).or_default().push(part);
    }
    let mut outcome = Outcome::default();
    for (stream, parts) in by_stream {
        take(&stream, parts, keeper, &mut outcome)?;
    }
    Ok(outcome)
}

fn take<K: Keeper>(
    stream: &Stream,
    new: Vec<Part>,
    keeper: &mut K,
    outcome: &mut Outcome,
) -> Result<(), K::Error> {
    let count = keeper.count(stream)?;
    let held = keeper.held(stream)?;
    let had_held = !held.is_empty();
    let mut known = Known {
        stream: *stream,
        key: keeper.key(stream)?,
        count,
        hashes: BTreeMap::new(),
    };
    let parts: Vec<Part> = held.into_iter().chain(new).collect();
    for seq in Known::wanted(count, &parts) {
        if let Some(hash) = keeper.hash_at(stream, seq)? {
            known.hashes.insert(seq, hash);
        }
    }
    let weighed = weigh(&known, parts);
    if !weighed.keep.is_empty() {
        outcome.kept.insert(*stream, weighed.keep.len() as u64);
        keeper.keep(weighed.keep)?;
    }
    for head in &weighed.heads {
        keeper.keep_head(head)?;
    }
    for (part, why) in &weighed.refused {
        keeper.quarantine(part, why)?;
        outcome.refused.push((*stream, *why));
    }
    if had_held || !weighed.hold.is_empty() {
        keeper.hold(stream, &weighed.hold)?;
    }
    let held = weighed.hold.iter();
    outcome
        .held
        .extend(held.map(|(part, waiting)| (*stream, part.after, *waiting)));
    outcome.doubles += weighed.doubles;
    outcome.forks.extend(weighed.fork);
    Ok(())
}
