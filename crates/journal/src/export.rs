//! The file form of a journal: public keys, signed heads, entries, and an end that counts them.
//!
//! Invariant: the same journal gives the same bytes. Keys come in order of node, heads and
//! entries in order of stream and sequence, so a reader can verify as it reads. The format is
//! written down in `docs/journal-format.md`, for those who write another reader.

use crate::chain::{Hash, Head};
use crate::entry::Stream;
use crate::frame::{FrameReader, FrameWriter, Next, read_strictly};
use crate::id::NodeId;
use ed25519_dalek::VerifyingKey;
use minicbor::{Decode, Encode};
use std::io::{self, Read, Write};

/// The first bytes of every exported journal.
pub const MAGIC: &[u8] = b"akwaba journal 1\n";

/// One frame of the file.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Frame<'a> {
    /// The public key of a node.
    #[n(0)]
    Key {
        /// Which node.
        #[n(0)]
        node: NodeId,
        /// Its Ed25519 public key, 32 bytes.
        #[cbor(b(1), with = "minicbor::bytes")]
        public: &'a [u8],
    },
    /// A signed head.
    #[n(1)]
    Head(#[n(0)] Head),
    /// An entry.
    #[n(2)]
    Entry {
        /// Its deterministic bytes.
        #[cbor(b(0), with = "minicbor::bytes")]
        bytes: &'a [u8],
        /// The hash of its stream after it.
        #[n(1)]
        after: Hash,
    },
    /// The end of the file.
    #[n(3)]
    End {
        /// What stands before.
        #[n(0)]
        counts: Counts,
        /// SHA-256 of every byte before this frame's length.
        #[cbor(b(1), with = "minicbor::bytes")]
        sha256: &'a [u8],
    },
}

/// How many frames of each kind a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(array)]
pub struct Counts {
    /// Public keys.
    #[n(0)]
    pub keys: u64,
    /// Signed heads.
    #[n(1)]
    pub heads: u64,
    /// Entries.
    #[n(2)]
    pub entries: u64,
}

/// Writes an exported journal: first every key, then every head, then every entry.
pub struct Writer<W> {
    frames: FrameWriter<W>,
    counts: Counts,
    last: Option<Place>,
}

/// Where the writer stands; places only grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Key(NodeId),
    Head(Stream, u64),
    Entry(Stream, u64),
}

impl<W: Write> Writer<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// What `out` answers.
    pub fn begin(out: W) -> Result<Self, ExportError> {
        Ok(Self {
            frames: FrameWriter::begin(out, MAGIC)?,
            counts: Counts::default(),
            last: None,
        })
    }

    /// Writes a node's public key. Nodes come in ascending order.
    ///
    /// # Errors
    /// [`ExportError`] out of order, or when the file cannot be written.
    pub fn key(&mut self, node: NodeId, public: &VerifyingKey) -> Result<(), ExportError> {
        self.advance(Place::Key(node))?;
        self.counts.keys += 1;
        let public = public.as_bytes();
        Ok(self.frames.write(&Frame::Key { node, public })?)
    }

    /// Writes a signed head: at least the last of every stream, by stream and sequence.
    ///
    /// # Errors
    /// [`ExportError`] out of order, or when the file cannot be written.
    pub fn head(&mut self, head: &Head) -> Result<(), ExportError> {
        self.advance(Place::Head(head.stream, head.seq))?;
        self.counts.heads += 1;
        Ok(self.frames.write(&Frame::Head(head.clone()))?)
    }

    /// Writes an entry, as its bytes and the hash of its stream after it. Entries come by stream
    /// and sequence.
    ///
    /// # Errors
    /// [`ExportError`] out of order, or when the file cannot be written.
    pub fn entry(
        &mut self,
        stream: Stream,
        seq: u64,
        bytes: &[u8],
        after: &Hash,
    ) -> Result<(), ExportError> {
        self.advance(Place::Entry(stream, seq))?;
        self.counts.entries += 1;
        let after = *after;
        Ok(self.frames.write(&Frame::Entry { bytes, after })?)
    }

    /// Writes the end and gives back where it was written to, with what it holds.
    ///
    /// # Errors
    /// What the file answers.
    pub fn finish(mut self) -> Result<(W, Counts), ExportError> {
        let counts = self.counts;
        let sha256 = &self.frames.hash();
        self.frames.write(&Frame::End { counts, sha256 })?;
        let mut out = self.frames.into_inner();
        out.flush()?;
        Ok((out, counts))
    }

    fn advance(&mut self, place: Place) -> Result<(), ExportError> {
        if self.last.is_some_and(|last| last >= place) {
            return Err(ExportError::Order);
        }
        self.last = Some(place);
        Ok(())
    }
}

/// Why a journal could not be exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The caller gave keys, heads or entries out of order.
    #[error("keys, heads and entries are written in order, each once")]
    Order,
    /// The file cannot be written.
    #[error("the export could not be written")]
    Write(#[from] io::Error),
}

/// What a reader meets next.
#[derive(Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// A frame in its deterministic form.
    Frame(Frame<'a>),
    /// A whole frame that is none of the four kinds, or not in its deterministic form.
    Strange,
    /// The file ends within a frame.
    Broken,
    /// The file ends between two frames.
    End,
}

/// Reads an exported journal frame by frame, in little memory.
pub struct Reader<R> {
    frames: FrameReader<R>,
    scratch: Vec<u8>,
}

impl<R: Read> Reader<R> {
    /// `None` when the file does not begin with [`MAGIC`].
    ///
    /// # Errors
    /// What `input` answers.
    pub fn begin(input: R) -> io::Result<Option<Self>> {
        let frames = FrameReader::begin(input, MAGIC)?;
        Ok(frames.map(|frames| Self {
            frames,
            scratch: Vec::new(),
        }))
    }

    /// The next frame.
    ///
    /// # Errors
    /// What the input answers.
    pub fn step(&mut self) -> io::Result<Step<'_>> {
        Ok(match self.frames.next()? {
            Next::Frame(bytes) => {
                read_strictly(bytes, &mut self.scratch).map_or(Step::Strange, Step::Frame)
            }
            Next::End => Step::End,
            Next::Broken => Step::Broken,
        })
    }

    /// SHA-256 of every byte before the last frame read.
    pub fn sha256(&self) -> [u8; 32] {
        self.frames.hash()
    }
}
