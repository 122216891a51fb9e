//! Bundles: what one node hands another, over a network or on a USB stick.
//!
//! A bundle is parts, each a run of one stream under a head signed by the stream's own node, so
//! that it does not matter who carried it. Reading is for hostile input: nothing is believed but
//! lengths within limits, and a file that is cut or damaged gives the parts that can still be
//! read. Whether they are true is for [`crate::exchange`] to say.

use crate::chain::{Hash, Head};
use crate::entry::Stream;
use crate::frame::{FrameReader, FrameWriter, Next, read_strictly};
use minicbor::{Decode, Encode};
use std::collections::BTreeMap;
use std::io::{self, Read, Write};

/// The first bytes of every bundle.
pub const MAGIC: &[u8] = b"akwaba bundle 1\n";

/// "What do you have": how many entries of each stream, from the first on without a gap.
pub type Have = BTreeMap<Stream, u64>;

/// How large a bundle may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes of entries.
    pub bytes_max: usize,
    /// The most entries.
    pub entries_max: usize,
    /// The most parts.
    pub parts_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes_max: 64 << 20,
            entries_max: 200_000,
            parts_max: 20_000,
        }
    }
}

/// A run of one stream.
#[derive(Clone, PartialEq, Eq)]
pub struct Part {
    /// A signed head, at the end of the run or further on.
    pub head: Head,
    /// How many entries of the stream come before the run.
    pub after: u64,
    /// The hash of the stream before the run.
    pub before: Hash,
    /// The bytes of the entries.
    pub entries: Vec<Vec<u8>>,
}

impl Part {
    /// How many entries of the stream there are with this run.
    pub fn end(&self) -> u64 {
        self.after.saturating_add(self.entries.len() as u64)
    }

    /// How many bytes the entries have.
    pub fn bytes(&self) -> usize {
        self.entries.iter().map(Vec::len).sum()
    }
}

impl core::fmt::Debug for Part {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        // Entries may be personal: a part prints as its place.
        let (stream, after, end) = (&self.head.stream, self.after, self.end());
        write!(f, "Part({stream} {after}..{end}, head {})", self.head.seq)
    }
}

/// What one node hands another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bundle {
    /// The parts.
    pub parts: Vec<Part>,
}

/// One frame of the file.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
enum Frame<'a> {
    /// The head of a part comes before its entries, and is looked at before them.
    #[n(0)]
    Part {
        #[n(0)]
        head: Head,
        #[n(1)]
        after: u64,
        #[n(2)]
        before: Hash,
    },
    #[n(1)]
    Entry(#[cbor(b(0), with = "minicbor::bytes")] &'a [u8]),
    /// SHA-256 of every byte before this frame's length.
    #[n(2)]
    End(#[cbor(b(0), with = "minicbor::bytes")] &'a [u8]),
}

/// A bundle as it was read from a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FromFile {
    /// What could be read.
    pub bundle: Bundle,
    /// Whether that is all that was written.
    pub whole: bool,
}

impl Bundle {
    /// Writes the bundle as a file.
    ///
    /// # Errors
    /// What `out` answers.
    pub fn write<W: Write>(&self, out: W) -> io::Result<W> {
        let mut frames = FrameWriter::begin(out, MAGIC)?;
        for part in &self.parts {
            let (head, after, before) = (part.head.clone(), part.after, part.before);
            frames.write(&Frame::Part {
                head,
                after,
                before,
            })?;
            for entry in &part.entries {
                frames.write(&Frame::Entry(entry))?;
            }
        }
        let hash = frames.hash();
        frames.write(&Frame::End(&hash))?;
        let mut out = frames.into_inner();
        out.flush()?;
        Ok(out)
    }

    /// Reads a bundle, as far as it can be read and as the limits allow. `None` when the file
    /// is not a bundle at all.
    ///
    /// # Errors
    /// What `input` answers.
    pub fn read(input: impl Read, limits: &Limits) -> io::Result<Option<FromFile>> {
        let Some(mut frames) = FrameReader::begin(input, MAGIC)? else {
            return Ok(None);
        };
        let mut reading = Reading::new(*limits);
        while let Next::Frame(bytes) = frames.next()? {
            let frame = read_strictly(bytes, &mut reading.scratch);
            if let Some(Frame::End(hash)) = frame {
                let hash = hash.to_vec();
                reading.whole = reading.good && hash == frames.hash();
                break;
            }
            if !reading.take(frame) {
                break;
            }
        }
        Ok(Some(FromFile {
            bundle: Bundle {
                parts: reading.parts,
            },
            whole: reading.whole,
        }))
    }
}

struct Reading {
    parts: Vec<Part>,
    left: Limits,
    /// Whether the current part can still take entries: not after a damaged one.
    open: bool,
    /// Whether no frame was damaged.
    good: bool,
    whole: bool,
    scratch: Vec<u8>,
}

impl Reading {
    fn new(left: Limits) -> Self {
        Self {
            parts: Vec::new(),
            left,
            open: false,
            good: true,
            whole: false,
            scratch: Vec::new(),
        }
    }

    /// Takes a frame; `false` when a limit is reached.
    fn take(&mut self, frame: Option<Frame<'_>>) -> bool {
        match frame {
            Some(Frame::Part {
                head,
                after,
                before,
            }) => {
                if self.parts.len() >= self.left.parts_max {
                    return false;
                }
                self.open = true;
                self.parts.push(Part {
                    head,
                    after,
                    before,
                    entries: Vec::new(),
                });
            }
            Some(Frame::Entry(bytes)) => {
                let (Some(bytes_left), Some(entries_left)) = (
                    self.left.bytes_max.checked_sub(bytes.len()),
                    self.left.entries_max.checked_sub(1),
                ) else {
                    return false;
                };
                if let Some(part) = self.parts.last_mut().filter(|_| self.open) {
                    (self.left.bytes_max, self.left.entries_max) = (bytes_left, entries_left);
                    part.entries.push(bytes.to_vec());
                } else {
                    self.good = false;
                }
            }
            Some(Frame::End(_)) => {}
            None => {
                // What follows in this part would stand at the wrong place.
                self.open = false;
                self.good = false;
            }
        }
        true
    }
}
