//! Weighing the parts of one stream: what is proved and comes next is kept, what cannot be linked
//! or proved yet waits, what is wrong is refused.
//!
//! A part is *proved* when its entries lead from its own beginning to its signed head: then the
//! node signed every one of them, and the hash before them too. A part that was cut before its
//! head is not proved by itself; it waits until it leads to the beginning of a proved part, or to
//! the hash of some signed head.

mod piece;

use super::HELD_BYTES_MAX;
use crate::bundle::Part;
use crate::chain::{Hash, Head, genesis};
use crate::entry::{Entry, Stream};
use ed25519_dalek::VerifyingKey;
use piece::Piece;
use std::collections::BTreeMap;

/// What a held part costs besides its entries, in bytes, so that empty ones cannot pile up.
const PART_BYTES: usize = 256;

/// What is known of a stream before its parts are weighed.
#[derive(Debug, Clone)]
pub struct Known {
    /// Which stream.
    pub stream: Stream,
    /// The key that must have signed it.
    pub key: Option<VerifyingKey>,
    /// How many entries are kept.
    pub count: u64,
    /// The hashes at the places that [`Known::wanted`] names.
    pub hashes: BTreeMap<u64, Hash>,
}

impl Known {
    /// The places of the kept stream whose hashes are needed to weigh these parts.
    pub fn wanted(count: u64, parts: &[Part]) -> Vec<u64> {
        let places = parts
            .iter()
            .flat_map(|part| [part.after, part.end(), part.head.seq]);
        let mut places: Vec<_> = places.filter(|seq| (1..count).contains(seq)).collect();
        places.extend((count > 0).then_some(count));
        places.sort_unstable();
        places.dedup();
        places
    }
}

/// An entry that is proved and comes next in its stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The entry.
    pub entry: Entry,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The hash of the stream after it.
    pub after: Hash,
}

/// What a part that is held back waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    /// For the entries between those kept and its own.
    Gap {
        /// The first entry that is missing.
        from: u64,
    },
    /// For the rest, up to a signed head: the bundle was cut.
    Proof,
}

/// Why a part is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// The node is not known, or may not write in this scope.
    #[error("the node is not known, or may not write in this scope")]
    UnknownNode,
    /// The head is not signed by the node of the stream.
    #[error("the head is not signed by the node of the stream")]
    Signature,
    /// The numbers of the part contradict each other.
    #[error("the part contradicts itself")]
    Shape,
    /// The entries do not lead to the signed head.
    #[error("the entries are not those that were signed")]
    Altered,
    /// The node itself signed something that is not an entry of this stream at this place.
    #[error("the node signed something that is no entry, at {0}")]
    NotAnEntry(u64),
    /// The node wrote the stream twice, and this is the other way it went.
    #[error("the stream was written twice; this does not follow from what is kept")]
    Forked,
    /// Too much of this stream waits already.
    #[error("too much of this stream is held back already")]
    TooMuchHeld,
}

/// A stream that its node has written twice: both ways are signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forked {
    /// The signed head that contradicts what is kept.
    pub head: Head,
    /// A place up to which, at the latest, the two ways part: what is kept there differs.
    pub differs: u64,
}

/// What became of the parts of one stream.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Weighed {
    /// The next entries, in order.
    pub keep: Vec<Kept>,
    /// Signed heads of what is kept now.
    pub heads: Vec<Head>,
    /// What waits.
    pub hold: Vec<(Part, Waiting)>,
    /// What is wrong.
    pub refused: Vec<(Part, Wrong)>,
    /// Whether the stream was written twice.
    pub fork: Option<Forked>,
    /// How many entries were kept already.
    pub doubles: u64,
}

/// Weighs parts of one stream, those held back before and those that came now.
pub fn weigh(known: &Known, parts: Vec<Part>) -> Weighed {
    let mut scale = Scale {
        known,
        pieces: Vec::new(),
        out: Weighed::default(),
    };
    for part in parts {
        match Piece::of(known, part) {
            Ok(piece) => scale.pieces.push(piece),
            Err(refused) => scale.out.refused.push(*refused),
        }
    }
    while scale.settle_proved() || scale.settle_cut() {}
    scale.finish()
}

struct Scale<'a> {
    known: &'a Known,
    pieces: Vec<Piece>,
    out: Weighed,
}

/// How a piece stands to what is kept.
enum Stands {
    /// It brings nothing, or nothing more.
    Double,
    /// It goes on from what is kept.
    Next,
    /// It begins after what is kept.
    Later,
    /// What is kept differs from it at this place.
    Differs(u64),
}

impl Scale<'_> {
    fn count(&self) -> u64 {
        self.known.count + self.out.keep.len() as u64
    }

    fn hash_at(&self, seq: u64) -> Option<Hash> {
        if seq == 0 {
            return Some(genesis(&self.known.stream));
        }
        match seq.checked_sub(self.known.count + 1) {
            None => self.known.hashes.get(&seq).copied(),
            Some(index) => {
                let kept = self.out.keep.get(usize::try_from(index).ok()?)?;
                Some(kept.after)
            }
        }
    }

    fn stands(&self, piece: &Piece) -> Stands {
        let count = self.count();
        let (after, end, head) = (piece.part.after, piece.part.end(), &piece.part.head);
        if head.seq <= count && self.hash_at(head.seq) != Some(head.hash) {
            return Stands::Differs(head.seq);
        }
        if after > count {
            return Stands::Later;
        }
        for seq in [after, end.min(count)] {
            if self.hash_at(seq) != piece.hash_at(seq) {
                return Stands::Differs(seq);
            }
        }
        if end <= count {
            Stands::Double
        } else {
            Stands::Next
        }
    }

    /// Keeps, drops or refuses one piece for which that can be said; `false` when there is none.
    fn settle_proved(&mut self) -> bool {
        for at in 0..self.pieces.len() {
            let Some(piece) = self.pieces.get(at) else {
                break;
            };
            let stands = self.stands(piece);
            let waits = matches!(stands, Stands::Later)
                || (matches!(stands, Stands::Next) && (!piece.proved || self.is_stuck(piece)));
            if waits {
                continue;
            }
            let piece = self.pieces.remove(at);
            match stands {
                Stands::Differs(seq) => self.refuse_differing(piece, seq),
                _ => self.keep(piece),
            }
            return true;
        }
        false
    }

    /// Whether the next entry that a piece would bring is none.
    fn is_stuck(&self, piece: &Piece) -> bool {
        piece.bad.is_some_and(|seq| seq == self.count() + 1)
    }

    fn keep(&mut self, piece: Piece) {
        let before = self.count();
        let new: Vec<_> = piece.after(before).collect();
        let overlap = before
            .min(piece.part.end())
            .saturating_sub(piece.part.after);
        self.out.doubles += overlap;
        self.out.keep.extend(new);
        match piece.bad {
            Some(seq) if seq > self.count() => {
                self.out.refused.push((piece.part, Wrong::NotAnEntry(seq)))
            }
            _ if piece.part.head.seq <= self.count() => self.out.heads.push(piece.part.head),
            _ => {}
        }
    }

    fn refuse_differing(&mut self, piece: Piece, seq: u64) {
        let signed = piece.proved || seq == piece.part.head.seq;
        if !signed {
            self.out.refused.push((piece.part, Wrong::Altered));
            return;
        }
        self.out.fork.get_or_insert(Forked {
            head: piece.part.head.clone(),
            differs: seq,
        });
        self.out.refused.push((piece.part, Wrong::Forked));
    }

    /// Lays cut pieces end to end from what is kept, until they meet a hash that is signed: then
    /// they are kept as far as that, or the one that does not lead there is refused. `false` when
    /// neither happens.
    fn settle_cut(&mut self) -> bool {
        let start = self.count();
        let mut walk: Vec<Kept> = Vec::new();
        let mut used: Vec<usize> = Vec::new();
        let anchors: Vec<_> = self.pieces.iter().flat_map(Piece::anchors).collect();
        loop {
            let reach = start + walk.len() as u64;
            let hash = walk
                .last()
                .map_or_else(|| self.hash_at(start), |kept| Some(kept.after));
            let leads_on = |piece: &Piece| {
                !piece.proved && piece.part.end() > reach && piece.hash_at(reach) == hash
            };
            let next = self
                .pieces
                .iter()
                .enumerate()
                .rev()
                .find(|(at, piece)| !used.contains(at) && leads_on(piece));
            let Some((at, piece)) = next else {
                return false;
            };
            used.push(at);
            let run: Vec<_> = piece.after(reach).collect();
            for kept in run {
                let (seq, hash) = (kept.entry.seq, kept.after);
                walk.push(kept);
                let mut signed = anchors.iter().filter(|(place, _)| *place == seq).peekable();
                if signed.peek().is_none() {
                    continue;
                }
                if signed.any(|(_, anchor)| *anchor == hash) {
                    self.out.keep.extend(walk);
                } else {
                    let piece = self.pieces.remove(at);
                    self.out.refused.push((piece.part, Wrong::Altered));
                }
                return true;
            }
        }
    }

    /// What neither could be kept nor is wrong waits, the nearest first, as far as there is room.
    fn finish(mut self) -> Weighed {
        let count = self.count();
        let mut pieces = std::mem::take(&mut self.pieces);
        pieces.sort_by_key(|piece| piece.part.after);
        let mut room = HELD_BYTES_MAX;
        for piece in pieces {
            let size = piece.part.bytes() + PART_BYTES;
            if piece.part.entries.is_empty() {
                // A bare head of what is not here yet: the entries will bring it again.
            } else if self.is_stuck(&piece) {
                let wrong = Wrong::NotAnEntry(count + 1);
                self.out.refused.push((piece.part, wrong));
            } else if self.out.hold.iter().any(|(held, _)| *held == piece.part) {
                self.out.doubles += piece.part.entries.len() as u64;
            } else if size > room {
                self.out.refused.push((piece.part, Wrong::TooMuchHeld));
            } else {
                room -= size;
                let waiting = if piece.part.after > count {
                    Waiting::Gap { from: count + 1 }
                } else {
                    Waiting::Proof
                };
                self.out.hold.push((piece.part, waiting));
            }
        }
        self.out
    }
}
