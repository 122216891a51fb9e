//! The hash chain of a stream and its signed heads.
//!
//! Invariant: `hash(n) = BLAKE3("akwaba entry 1" ‖ hash(n-1) ‖ bytes(n))`, `hash(0)` is the
//! BLAKE3 of the stream's own name; a head says "this stream is n entries long and ends in
//! this hash", signed by the node. A flipped bit, a gap, a swap or a cut shows.

use crate::entry::{Entry, Stream};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use minicbor::{Decode, Encode};

/// A hash of the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Hash(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 32]);

impl core::fmt::Display for Hash {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A node's public key from its 32 bytes; `None` when it is not a point of the curve in its one
/// form, or is of small order and would accept signatures that nobody made.
pub fn public_key(bytes: &[u8]) -> Option<VerifyingKey> {
    let bytes = <[u8; 32]>::try_from(bytes).ok()?;
    let key = VerifyingKey::from_bytes(&bytes).ok()?;
    let canonical = key.to_edwards().compress().to_bytes() == bytes;
    (canonical && !key.is_weak()).then_some(key)
}

/// The hash before the first entry of a stream.
pub fn genesis(stream: &Stream) -> Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"akwaba stream 1");
    hasher.update(stream.scope.as_bytes());
    hasher.update(stream.node.as_bytes());
    hasher.update(&stream.incarnation.to_be_bytes());
    Hash(*hasher.finalize().as_bytes())
}

/// The hash after an entry whose deterministic bytes are `bytes`.
pub fn link(before: &Hash, bytes: &[u8]) -> Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"akwaba entry 1");
    hasher.update(&before.0);
    hasher.update(bytes);
    Hash(*hasher.finalize().as_bytes())
}

/// The signed end of a stream.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Head {
    /// Which stream.
    #[n(0)]
    pub stream: Stream,
    /// How many entries.
    #[n(1)]
    pub seq: u64,
    /// The hash after the last of them.
    #[n(2)]
    pub hash: Hash,
    /// Ed25519 over [`Head::signed_bytes`], 64 bytes.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub signature: Vec<u8>,
}

impl Head {
    /// Signs the end of a stream.
    pub fn sign(stream: Stream, seq: u64, hash: Hash, key: &SigningKey) -> Self {
        let signature = key
            .sign(&Self::signed_bytes(&stream, seq, &hash))
            .to_bytes()
            .to_vec();
        Self {
            stream,
            seq,
            hash,
            signature,
        }
    }

    /// The bytes under the signature.
    pub fn signed_bytes(stream: &Stream, seq: u64, hash: &Hash) -> Vec<u8> {
        let mut bytes = b"akwaba head 1".to_vec();
        bytes.extend_from_slice(stream.scope.as_bytes());
        bytes.extend_from_slice(stream.node.as_bytes());
        bytes.extend_from_slice(&stream.incarnation.to_be_bytes());
        bytes.extend_from_slice(&seq.to_be_bytes());
        bytes.extend_from_slice(&hash.0);
        bytes
    }

    /// Whether `key` signed this head: by the strict rule (no point of small order), so that two
    /// verifiers can never disagree.
    pub fn is_signed_by(&self, key: &VerifyingKey) -> bool {
        Signature::from_slice(&self.signature).is_ok_and(|signature| {
            key.verify_strict(
                &Self::signed_bytes(&self.stream, self.seq, &self.hash),
                &signature,
            )
            .is_ok()
        })
    }
}

/// Follows one stream entry by entry.
#[derive(Debug, Clone)]
pub struct Follower {
    stream: Stream,
    seq: u64,
    hash: Hash,
}

impl Follower {
    /// At the beginning of a stream.
    pub fn new(stream: Stream) -> Self {
        Self {
            stream,
            seq: 0,
            hash: genesis(&stream),
        }
    }

    /// At a known place of a stream.
    pub fn at(stream: Stream, seq: u64, hash: Hash) -> Self {
        Self { stream, seq, hash }
    }

    /// How far it has come.
    pub fn seq(&self) -> u64 {
        self.seq
    }

    /// The hash so far.
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// Takes the next entry, given as its bytes.
    ///
    /// # Errors
    /// [`Break`] when the entry is not the next one of this stream.
    pub fn follow(&mut self, entry: &Entry, bytes: &[u8]) -> Result<Hash, Break> {
        if entry.stream != self.stream {
            return Err(Break::OtherStream { after: self.seq });
        }
        if entry.seq != self.seq + 1 {
            return Err(Break::Gap {
                expected: self.seq + 1,
                found: entry.seq,
            });
        }
        self.seq = entry.seq;
        self.hash = link(&self.hash, bytes);
        Ok(self.hash)
    }
}

/// Where a chain breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Break {
    /// The entry is of another stream.
    #[error("after entry {after} comes an entry of another stream")]
    OtherStream {
        /// The last good entry.
        after: u64,
    },
    /// An entry is missing, doubled or out of order.
    #[error("entry {expected} was expected and entry {found} found")]
    Gap {
        /// The sequence number that should come.
        expected: u64,
        /// The one that came.
        found: u64,
    },
}
