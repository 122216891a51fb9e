//! One entry of the journal, and its deterministic bytes.
//!
//! Invariant: `decode(encode(e)) == e`, and two entries with equal bytes are equal. Entries are
//! never rewritten; `version` says how the body is to be read.

use crate::clock::Stamp;
use crate::id::{ActorId, EntityId, EntryId, NodeId, ScopeId};
use minicbor::{Decode, Encode};

/// The greatest size of one encoded entry, in bytes.
pub const ENTRY_BYTES_MAX: usize = 1 << 20;

/// The place of an entry: a stream is one scope as written by one incarnation of one node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(array)]
pub struct Stream {
    /// The scope.
    #[n(0)]
    pub scope: ScopeId,
    /// The node that writes.
    #[n(1)]
    pub node: NodeId,
    /// Grows after every restore or re-installation, so that a stream never forks.
    #[n(2)]
    pub incarnation: u32,
}

impl core::fmt::Display for Stream {
    /// `scope/node/incarnation`.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}/{}/{}", self.scope, self.node, self.incarnation)
    }
}

impl Stream {
    /// The id of the entry written at this place: a UUID of version 7 whose time is the clock's
    /// and whose other bits are the BLAKE3 of the place. So no other node can take the id of an
    /// entry that is not its own, and a replayed day gives the same ids.
    pub fn entry_id(&self, seq: u64, clock: Stamp) -> EntryId {
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"akwaba id 1");
        hasher.update(self.scope.as_bytes());
        hasher.update(self.node.as_bytes());
        hasher.update(&self.incarnation.to_be_bytes());
        hasher.update(&seq.to_be_bytes());
        let mut tail = [0; 10];
        hasher.finalize_xof().fill(&mut tail);
        let millis = u64::try_from(clock.micros / 1000).unwrap_or(0);
        let id = uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid();
        EntryId::from_bytes(id.into_bytes())
    }
}

/// What an entry carries.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub enum Body {
    /// An act in the open.
    #[n(0)]
    Open(#[cbor(n(0), with = "minicbor::bytes")] Vec<u8>),
    /// An act under the key of one person (or of one record): destroying the key forgets it.
    #[n(1)]
    Keyed {
        /// Whose key.
        #[n(0)]
        subject: EntityId,
        /// Nonce, 24 bytes.
        #[cbor(n(1), with = "minicbor::bytes")]
        nonce: Vec<u8>,
        /// Ciphertext and its tag.
        #[cbor(n(2), with = "minicbor::bytes")]
        cipher: Vec<u8>,
    },
    /// An act in a sealed scope, readable only by those who hold the scope's key.
    #[n(2)]
    Sealed {
        /// Which of the scope's keys.
        #[n(0)]
        epoch: u32,
        /// Nonce, 24 bytes.
        #[cbor(n(1), with = "minicbor::bytes")]
        nonce: Vec<u8>,
        /// Padded ciphertext and its tag.
        #[cbor(n(2), with = "minicbor::bytes")]
        cipher: Vec<u8>,
    },
}

impl core::fmt::Debug for Body {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let (name, size) = match self {
            Self::Open(bytes) => ("ouvert", bytes.len()),
            Self::Keyed { cipher, .. } => ("sous clé", cipher.len()),
            Self::Sealed { cipher, .. } => ("scellé", cipher.len()),
        };
        write!(f, "[{name}, {size} o]")
    }
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Entry {
    /// Where it stands.
    #[n(0)]
    pub stream: Stream,
    /// 1, 2, 3… in its stream, without gaps.
    #[n(1)]
    pub seq: u64,
    /// When, by the node's hybrid clock.
    #[n(2)]
    pub clock: Stamp,
    /// Its name for ever: [`Stream::entry_id`] of its place.
    #[n(3)]
    pub id: EntryId,
    /// Who acted.
    #[n(4)]
    pub actor: ActorId,
    /// What it is about.
    #[n(5)]
    pub entity: EntityId,
    /// What kind of thing that is: "person", "visit"…
    #[n(6)]
    pub kind: String,
    /// Version in which the body is written.
    #[n(7)]
    pub version: u16,
    /// What happened.
    #[n(8)]
    pub body: Body,
}

impl Entry {
    /// Its deterministic bytes.
    pub fn encode(&self) -> Vec<u8> {
        minicbor::to_vec(self).unwrap_or_default()
    }

    /// Reads an entry; refuses what is too long, has bytes left over, or is not in the one
    /// deterministic form.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadEntry> {
        if bytes.len() > ENTRY_BYTES_MAX {
            return Err(BadEntry::TooLong);
        }
        let entry: Self = minicbor::decode(bytes).map_err(|_| BadEntry::Unreadable)?;
        if entry.encode() == bytes {
            Ok(entry)
        } else {
            Err(BadEntry::NotCanonical)
        }
    }

    /// Whether the id is the one that belongs to this place. An entry that is not well named is
    /// kept with its stream and never applied.
    pub fn is_well_named(&self) -> bool {
        self.id == self.stream.entry_id(self.seq, self.clock)
    }

    /// The bytes that bind a ciphertext to its entry: moved elsewhere, it no longer opens.
    pub fn binding(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(96);
        bytes.extend_from_slice(self.stream.scope.as_bytes());
        bytes.extend_from_slice(self.id.as_bytes());
        bytes.extend_from_slice(self.entity.as_bytes());
        bytes.extend_from_slice(&self.version.to_be_bytes());
        bytes.extend_from_slice(self.kind.as_bytes());
        bytes
    }
}

/// Why bytes are not an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadEntry {
    /// Over [`ENTRY_BYTES_MAX`].
    #[error("the entry is over {ENTRY_BYTES_MAX} bytes")]
    TooLong,
    /// Not the shape of an entry.
    #[error("the bytes are not an entry")]
    Unreadable,
    /// An entry, but not written in the one deterministic form.
    #[error("the entry is not in canonical form")]
    NotCanonical,
}
