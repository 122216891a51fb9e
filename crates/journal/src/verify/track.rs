//! What the verifier remembers of one stream.

use super::{Kind, Tip};
use crate::chain::{Hash, genesis, link};
use crate::clock::Stamp;
use crate::entry::{Entry, Stream};
use std::collections::BTreeMap;

/// One stream, as far as it was read.
#[derive(Debug)]
pub(super) struct Track {
    at: u64,
    hash: Hash,
    clock: Option<Stamp>,
    heads: BTreeMap<u64, Hash>,
    seen: Seen,
}

/// What was found about one entry.
pub(super) struct Found {
    /// At most three things are wrong with one entry.
    pub wrong: [Option<(Kind, u64)>; 3],
    /// Whether the stream went on with this entry.
    pub next: bool,
}

impl Track {
    pub(super) fn new(stream: &Stream) -> Self {
        Self {
            at: 0,
            hash: genesis(stream),
            clock: None,
            heads: BTreeMap::new(),
            seen: Seen::default(),
        }
    }

    /// Takes a head whose signature is good.
    pub(super) fn head(&mut self, seq: u64, hash: Hash) -> Result<(), Kind> {
        match self.heads.get(&seq) {
            Some(known) if *known == hash => return Err(Kind::Double),
            Some(_) => return Err(Kind::Fork),
            None => {}
        }
        self.heads.insert(seq, hash);
        if seq == self.at && hash != self.hash {
            return Err(Kind::Head);
        }
        Ok(())
    }

    pub(super) fn entry(&mut self, entry: &Entry, bytes: &[u8], after: &Hash) -> Found {
        let seq = entry.seq;
        if let Some(same) = self.seen.again(seq, bytes) {
            let kind = if same { Kind::Double } else { Kind::Fork };
            return Found {
                wrong: [Some((kind, seq)), None, None],
                next: false,
            };
        }
        if seq <= self.at {
            return Found {
                wrong: [Some((Kind::Late, seq)), None, None],
                next: false,
            };
        }
        let expected = self.at + 1;
        let placed = if seq > expected {
            Some((Kind::Gap, expected))
        } else if link(&self.hash, bytes) != *after {
            Some((Kind::Link, seq))
        } else {
            None
        };
        let clock =
            (self.clock.is_some_and(|last| entry.clock < last)).then_some((Kind::Clock, seq));
        self.at = seq;
        self.hash = *after;
        self.clock = Some(entry.clock);
        let signed = self.heads.get(&seq);
        let head = signed
            .is_some_and(|hash| hash != after)
            .then_some((Kind::Head, seq));
        Found {
            wrong: [placed, clock, head],
            next: true,
        }
    }

    pub(super) fn tip(&self) -> Tip {
        Tip {
            entries: self.at,
            signed: self.heads.last_key_value().map_or(0, |(seq, _)| *seq),
            hash: self.hash,
        }
    }
}

/// The entries of a stream that were read, as sixteen bytes of hash each.
#[derive(Debug, Default)]
struct Seen {
    /// Those from 1 on without a gap.
    dense: Vec<[u8; 16]>,
    /// The others.
    sparse: BTreeMap<u64, [u8; 16]>,
}

impl Seen {
    /// Notes an entry; when its place is taken, says whether by the same bytes.
    fn again(&mut self, seq: u64, bytes: &[u8]) -> Option<bool> {
        let mut digest = [0; 16];
        for (to, from) in digest.iter_mut().zip(blake3::hash(bytes).as_bytes()) {
            *to = *from;
        }
        let index = seq
            .checked_sub(1)
            .and_then(|index| usize::try_from(index).ok());
        let known = index.and_then(|index| self.dense.get(index));
        if let Some(known) = known.or_else(|| self.sparse.get(&seq)) {
            return Some(*known == digest);
        }
        if index == Some(self.dense.len()) {
            self.dense.push(digest);
        } else {
            self.sparse.insert(seq, digest);
        }
        None
    }
}
