//! Length-prefixed frames, the outer form of every journal file: a magic line, then frames of
//! four bytes of length (big-endian) and as many bytes of deterministic CBOR.
//!
//! Never believes a length before it has checked it, and never reads more than that.

use crate::entry::ENTRY_BYTES_MAX;
use minicbor::{Decode, Encode};
use sha2::{Digest, Sha256};
use std::io::{self, Read, Write};

/// The most bytes one frame may announce: an entry and what is around it.
pub const FRAME_BYTES_MAX: usize = ENTRY_BYTES_MAX + 1024;

/// Writes a magic line and frames, keeping the SHA-256 of all that was written.
pub(crate) struct FrameWriter<W> {
    out: W,
    hash: Sha256,
    buffer: Vec<u8>,
}

impl<W: Write> FrameWriter<W> {
    pub(crate) fn begin(mut out: W, magic: &[u8]) -> io::Result<Self> {
        out.write_all(magic)?;
        let mut hash = Sha256::new();
        hash.update(magic);
        Ok(Self {
            out,
            hash,
            buffer: Vec::new(),
        })
    }

    /// Writes one frame.
    pub(crate) fn write<T: Encode<()>>(&mut self, frame: &T) -> io::Result<()> {
        self.buffer.clear();
        self.buffer.extend_from_slice(&[0; 4]);
        minicbor::encode(frame, &mut self.buffer).map_err(io::Error::other)?;
        let size = self.buffer.len() - 4;
        let length = u32::try_from(size).ok();
        let Some(length) = length.filter(|_| size <= FRAME_BYTES_MAX) else {
            return Err(io::Error::other("a frame is too long to be written"));
        };
        for (to, from) in self.buffer.iter_mut().zip(length.to_be_bytes()) {
            *to = from;
        }
        self.hash.update(&self.buffer);
        self.out.write_all(&self.buffer)
    }

    /// The SHA-256 of every byte written so far.
    pub(crate) fn hash(&self) -> [u8; 32] {
        self.hash.clone().finalize().into()
    }

    pub(crate) fn into_inner(self) -> W {
        self.out
    }
}

/// What stands next in a file of frames.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next<'a> {
    /// The bytes of a whole frame.
    Frame(&'a [u8]),
    /// The file ends here, between two frames.
    End,
    /// The file ends within a frame, or announces one that is too long.
    Broken,
}

/// Reads a magic line and frames, keeping the SHA-256 of the frames that were passed.
pub(crate) struct FrameReader<R> {
    input: R,
    hash: Sha256,
    buffer: Vec<u8>,
}

impl<R: Read> FrameReader<R> {
    /// `None` when the file does not begin with `magic`.
    pub(crate) fn begin(mut input: R, magic: &[u8]) -> io::Result<Option<Self>> {
        let mut found = Vec::with_capacity(magic.len());
        (&mut input)
            .take(magic.len() as u64)
            .read_to_end(&mut found)?;
        let mut hash = Sha256::new();
        hash.update(magic);
        Ok((found == magic).then_some(Self {
            input,
            hash,
            buffer: Vec::new(),
        }))
    }

    /// The next frame. Its bytes count in [`FrameReader::hash`] from the next call on, so that
    /// on reading the last frame the hash covers all that stands before it.
    pub(crate) fn next(&mut self) -> io::Result<Next<'_>> {
        self.hash.update(&self.buffer);
        self.buffer.clear();
        (&mut self.input).take(4).read_to_end(&mut self.buffer)?;
        if self.buffer.is_empty() {
            return Ok(Next::End);
        }
        let Ok(length) = <[u8; 4]>::try_from(self.buffer.as_slice()) else {
            return Ok(Next::Broken);
        };
        let length = u64::from(u32::from_be_bytes(length));
        if length > FRAME_BYTES_MAX as u64 {
            return Ok(Next::Broken);
        }
        let read = (&mut self.input)
            .take(length)
            .read_to_end(&mut self.buffer)?;
        Ok(match self.buffer.get(4..) {
            Some(payload) if read as u64 == length => Next::Frame(payload),
            _ => Next::Broken,
        })
    }

    /// The SHA-256 of the magic line and of every frame before the last one read.
    pub(crate) fn hash(&self) -> [u8; 32] {
        self.hash.clone().finalize().into()
    }
}

/// Reads one CBOR value that fills `bytes` and is written in the one deterministic form.
pub(crate) fn read_strictly<'b, T: Decode<'b, ()> + Encode<()>>(
    bytes: &'b [u8],
    scratch: &mut Vec<u8>,
) -> Option<T> {
    let value: T = minicbor::decode(bytes).ok()?;
    scratch.clear();
    minicbor::encode(&value, &mut *scratch).ok()?;
    (scratch.as_slice() == bytes).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(frames: &[&str]) -> Vec<u8> {
        let mut writer = FrameWriter::begin(Vec::new(), b"magic\n").unwrap();
        for frame in frames {
            writer.write(frame).unwrap();
        }
        writer.into_inner()
    }

    #[test]
    fn frames_read_back_and_the_hash_covers_what_stands_before_the_last() {
        let bytes = file(&["one", "two"]);
        let mut reader = FrameReader::begin(&bytes[..], b"magic\n").unwrap().unwrap();
        assert_eq!(reader.next().unwrap(), Next::Frame(b"\x63one"));
        assert_eq!(reader.next().unwrap(), Next::Frame(b"\x63two"));
        let before_two = FrameWriter::begin(Vec::new(), &file(&["one"])).unwrap();
        assert_eq!(reader.hash(), before_two.hash());
        assert_eq!(reader.next().unwrap(), Next::End);
    }

    #[test]
    fn a_file_cut_anywhere_is_seen_as_cut_or_as_shorter_but_never_misread() {
        let bytes = file(&["one", "two"]);
        for length in 6..bytes.len() {
            let mut reader = FrameReader::begin(&bytes[..length], b"magic\n")
                .unwrap()
                .unwrap();
            let mut whole = 0;
            let end = loop {
                match reader.next().unwrap() {
                    Next::Frame(_) => whole += 1,
                    Next::End => break true,
                    Next::Broken => break false,
                }
            };
            assert_eq!(whole, (length - 6) / 8);
            assert_eq!(end, (length - 6) % 8 == 0);
        }
    }

    #[test]
    fn a_frame_that_announces_four_gigabytes_is_refused_unread() {
        let bytes = b"magic\n\xff\xff\xff\xffxx";
        let mut reader = FrameReader::begin(&bytes[..], b"magic\n").unwrap().unwrap();
        assert_eq!(reader.next().unwrap(), Next::Broken);
    }

    #[test]
    fn another_magic_line_is_not_a_file_of_ours() {
        assert!(
            FrameReader::begin(&b"magik\n"[..], b"magic\n")
                .unwrap()
                .is_none()
        );
        assert!(
            FrameReader::begin(&b"mag"[..], b"magic\n")
                .unwrap()
                .is_none()
        );
    }
}
