//! One part with its head's signature checked and its chain of hashes followed.

use super::{Kept, Known, Wrong};
use crate::bundle::Part;
use crate::chain::{Hash, genesis, link};
use crate::entry::Entry;

/// A part whose head is signed, with the hashes that its entries lead through.
pub(super) struct Piece {
    pub(super) part: Part,
    /// The hash after each of its entries.
    hashes: Vec<Hash>,
    entries: Vec<Entry>,
    /// Whether its entries lead to its head.
    pub(super) proved: bool,
    /// Where the node signed something that is no entry.
    pub(super) bad: Option<u64>,
}

impl Piece {
    pub(super) fn of(known: &Known, part: Part) -> Result<Self, Box<(Part, Wrong)>> {
        let wrong = match &known.key {
            None => Some(Wrong::UnknownNode),
            Some(key) if !part.head.is_signed_by(key) => Some(Wrong::Signature),
            Some(_) if part.end() > part.head.seq || part.end() == u64::MAX => Some(Wrong::Shape),
            Some(_) if part.after == 0 && part.before != genesis(&known.stream) => {
                Some(Wrong::Shape)
            }
            Some(_) => None,
        };
        if let Some(wrong) = wrong {
            return Err(Box::new((part, wrong)));
        }
        let mut hash = part.before;
        let chain = part.entries.iter().map(|bytes| {
            hash = link(&hash, bytes);
            hash
        });
        let hashes: Vec<_> = chain.collect();
        let proved = part.end() == part.head.seq;
        if proved && hash != part.head.hash {
            return Err(Box::new((part, Wrong::Altered)));
        }
        let mut piece = Self {
            hashes,
            entries: Vec::new(),
            proved,
            bad: None,
            part,
        };
        for (seq, bytes) in (piece.part.after + 1..).zip(&piece.part.entries) {
            let entry = Entry::decode(bytes).ok();
            match entry.filter(|entry| entry.stream == known.stream && entry.seq == seq) {
                Some(entry) => piece.entries.push(entry),
                None if proved => {
                    piece.bad = Some(seq);
                    break;
                }
                None => return Err(Box::new((piece.part, Wrong::Altered))),
            }
        }
        Ok(piece)
    }

    /// The hash of the stream at a place that the piece covers.
    pub(super) fn hash_at(&self, seq: u64) -> Option<Hash> {
        match seq.checked_sub(self.part.after)? {
            0 => Some(self.part.before),
            index => self.hashes.get(usize::try_from(index - 1).ok()?).copied(),
        }
    }

    /// The hashes that the node's signature stands for: at the head, and, when the entries lead
    /// there, before the first of them.
    pub(super) fn anchors(&self) -> impl Iterator<Item = (u64, Hash)> {
        let before = self.proved.then_some((self.part.after, self.part.before));
        [(self.part.head.seq, self.part.head.hash)]
            .into_iter()
            .chain(before)
    }

    /// The entries after place `after`.
    pub(super) fn after(&self, after: u64) -> impl Iterator<Item = Kept> {
        let skip = usize::try_from(after.saturating_sub(self.part.after)).unwrap_or(usize::MAX);
        let all = self
            .entries
            .iter()
            .zip(&self.part.entries)
            .zip(&self.hashes);
        all.skip(skip).map(|((entry, bytes), after)| Kept {
            entry: entry.clone(),
            bytes: bytes.clone(),
            after: *after,
        })
    }
}
