//! The one way to write the next entry of a stream: place, id, secrecy, bytes and hash together.
//!
//! Invariant: what a pen writes, the verifier accepts. The pen keeps nothing: whoever stores the
//! entries stores them, signs the head, and begins the next pen at the tip that it stored.

use crate::act::Act;
use crate::chain::{Hash, Head, genesis, link};
use crate::chance::Chance;
use crate::clock::Stamp;
use crate::entry::{Body, ENTRY_BYTES_MAX, Entry, Stream};
use crate::id::{ActorId, EntityId};
use crate::seal::{CannotOpen, Key, close, close_sealed};
use ed25519_dalek::SigningKey;

/// The writing end of one stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pen {
    stream: Stream,
    seq: u64,
    hash: Hash,
}

/// What an entry is about, and who wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About<'a> {
    /// Who acts.
    pub actor: ActorId,
    /// About what.
    pub entity: EntityId,
    /// What kind of thing that is.
    pub kind: &'a str,
    /// Version in which the act is written.
    pub version: u16,
}

/// Under which key a body is written.
pub enum Ink<'a> {
    /// In the open.
    Open,
    /// Under the key of a person or record.
    Keyed {
        /// Whose key.
        subject: EntityId,
        /// The key.
        key: &'a Key,
        /// For the nonce.
        chance: &'a mut dyn Chance,
    },
    /// Under the key of a sealed scope, padded.
    Sealed {
        /// Which of the scope's keys.
        epoch: u32,
        /// The key.
        key: &'a Key,
        /// For the nonce.
        chance: &'a mut dyn Chance,
    },
}

/// An entry, ready to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The entry.
    pub entry: Entry,
    /// Its deterministic bytes: these are stored, and never encoded again.
    pub bytes: Vec<u8>,
    /// The hash of the stream after it.
    pub after: Hash,
}

impl Pen {
    /// At the beginning of a new stream.
    pub fn new(stream: Stream) -> Self {
        Self::at(stream, 0, genesis(&stream))
    }

    /// After entry `seq` of a stream, whose hash is `hash`.
    pub fn at(stream: Stream, seq: u64, hash: Hash) -> Self {
        Self { stream, seq, hash }
    }

    /// The stream.
    pub fn stream(&self) -> Stream {
        self.stream
    }

    /// The last entry written.
    pub fn seq(&self) -> u64 {
        self.seq
    }

    /// The hash after it.
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// Writes the next entry. `clock` comes from the node's [`crate::clock::Hlc`], one tick for
    /// each entry whatever its scope, so that all entries of a node stand in one order.
    ///
    /// # Errors
    /// [`CannotWrite`] when the entry is too long or its key fails; the pen has not moved then.
    pub fn write(
        &mut self,
        clock: Stamp,
        about: About<'_>,
        act: &Act,
        ink: Ink<'_>,
    ) -> Result<Written, CannotWrite> {
        let seq = self.seq.checked_add(1).ok_or(CannotWrite::TooLong)?;
        let mut entry = Entry {
            stream: self.stream,
            seq,
            clock,
            id: self.stream.entry_id(seq, clock),
            actor: about.actor,
            entity: about.entity,
            kind: about.kind.to_owned(),
            version: about.version,
            body: Body::Open(Vec::new()),
        };
        match ink {
            Ink::Open => entry.body = Body::Open(act.encode()),
            Ink::Keyed {
                subject,
                key,
                chance,
            } => close(&mut entry, act, subject, key, chance)?,
            Ink::Sealed { epoch, key, chance } => {
                close_sealed(&mut entry, act, (epoch, key), chance)?;
            }
        }
        let bytes = entry.encode();
        if bytes.len() > ENTRY_BYTES_MAX {
            return Err(CannotWrite::TooLong);
        }
        self.seq = seq;
        self.hash = link(&self.hash, &bytes);
        let after = self.hash;
        Ok(Written {
            entry,
            bytes,
            after,
        })
    }

    /// Signs the stream as it stands.
    pub fn sign(&self, key: &SigningKey) -> Head {
        Head::sign(self.stream, self.seq, self.hash, key)
    }
}

/// Why an entry could not be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotWrite {
    /// Over [`ENTRY_BYTES_MAX`].
    #[error("the entry is over {ENTRY_BYTES_MAX} bytes")]
    TooLong,
    /// The cipher refused.
    #[error("the entry could not be put under its key")]
    Key(#[from] CannotOpen),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::act::{Change, Value};
    use crate::id::{NodeId, ScopeId};

    #[test]
    fn an_entry_over_the_limit_is_refused_and_the_pen_does_not_move() {
        let mut pen = Pen::new(Stream {
            scope: ScopeId::named("s"),
            node: NodeId::named("n"),
            incarnation: 1,
        });
        let about = About {
            actor: ActorId::named("a"),
            entity: EntityId::named("e"),
            kind: "thing",
            version: 1,
        };
        let before = pen;
        let act = Act {
            changes: vec![Change::Fact {
                name: "long".into(),
                value: Value::of(&"x".repeat(ENTRY_BYTES_MAX)),
            }],
            ..Act::default()
        };
        let refused = pen.write(Stamp::default(), about, &act, Ink::Open);
        assert_eq!(refused, Err(CannotWrite::TooLong));
        assert_eq!(pen, before);
        let written = pen
            .write(Stamp::default(), about, &Act::default(), Ink::Open)
            .unwrap();
        assert_eq!(Entry::decode(&written.bytes), Ok(written.entry));
    }
}
