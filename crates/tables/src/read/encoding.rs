//! From the bytes of a text file to UTF-8, whatever program wrote it.
//!
//! Owns the choice of encoding (mark of byte order, else what the bytes can be) and a decoding stream.
//! Never replaces a byte it cannot read by a question mark: that would damage a name for good.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::fault::Fault;
use crate::error::Kind;

/// Bytes read at a time, and the stretch in which the encoding is judged.
const CHUNK: usize = 64 * 1024;

/// The encoding of a text file, and how it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 with its mark.
    Utf8Marked,
    /// UTF-8 (or plain ASCII), seen from the bytes.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// The Western Windows encoding, assumed because the bytes are not UTF-8: the person should look at
    /// the accents in the preview.
    Windows1252,
}

impl Encoding {
    /// The name of the encoding, for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8Marked | Self::Utf8 => "UTF-8",
            Self::Utf16Le | Self::Utf16Be => "UTF-16",
            Self::Windows1252 => "Windows-1252",
        }
    }

    /// Whether the encoding is a guess that deserves a look at the accents.
    #[must_use]
    pub fn assumed(self) -> bool {
        self == Self::Windows1252
    }
}

/// Decodes a stream to UTF-8. While only ASCII has been seen the choice between UTF-8 and Windows-1252
/// stays open; the first other byte settles it, however far into the file.
pub(crate) struct Decode<R> {
    input: R,
    encoding: Encoding,
    /// `None` while every byte was ASCII.
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    at: usize,
    ended: bool,
    /// The decoder has been told that the input is over.
    flushed: bool,
    /// The line end added after the last byte, so that the last record is closed like the others.
    closed: bool,
    /// Bytes that may still be given before the budget is renewed.
    budget: usize,
    limit: usize,
    odd_quotes: bool,
}

impl<R: Read> Decode<R> {
    /// Starts on a stream whose first bytes have been read into `head`.
    pub(crate) fn new(head: &[u8], input: R, limit: usize) -> Self {
        let (encoding, skip) = marked(head).unwrap_or((Encoding::Utf8, 0));
        let mut raw = Vec::with_capacity(CHUNK.max(head.len()));
        raw.extend_from_slice(head.get(skip..).unwrap_or_default());
        let decoder = match encoding {
            Encoding::Utf8Marked => Some(UTF_8.new_decoder_without_bom_handling()),
            Encoding::Utf16Le => Some(UTF_16LE.new_decoder_without_bom_handling()),
            Encoding::Utf16Be => Some(UTF_16BE.new_decoder_without_bom_handling()),
            Encoding::Utf8 | Encoding::Windows1252 => None,
        };
        Self {
            input,
            encoding,
            decoder,
            raw,
            at: 0,
            ended: false,
            flushed: false,
            closed: false,
            budget: usize::MAX,
            limit,
            odd_quotes: false,
        }
    }

    /// The encoding as far as it is known.
    pub(crate) fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Allows one more record.
    pub(crate) fn renew(&mut self) {
        self.budget = self.limit;
    }

    /// Whether an odd number of double quotes has gone by.
    pub(crate) fn odd_quotes(&self) -> bool {
        self.odd_quotes
    }

    /// Fills the raw buffer; `ended` when the input is over.
    fn fill(&mut self) -> io::Result<()> {
        self.raw.drain(..self.at);
        self.at = 0;
        let mut held = self.raw.len();
        self.raw.resize(CHUNK.max(held + 1), 0);
        while let Some(room) = self.raw.get_mut(held..).filter(|room| !room.is_empty()) {
            match self.input.read(room) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(n) => held += n,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.raw.truncate(held);
                    return Err(error);
                }
            }
        }
        self.raw.truncate(held);
        Ok(())
    }

    /// Settles the encoding at the first byte that is not ASCII among the `next` ones, once enough follows
    /// it to judge.
    fn settle(&mut self, next: usize) {
        if self.decoder.is_some() {
            return;
        }
        let rest = self.raw.get(self.at..).unwrap_or_default();
        let Some(ascii) = rest.iter().take(next).position(|byte| !byte.is_ascii()) else {
            return;
        };
        let judged = rest.get(ascii..).unwrap_or_default();
        if judged.len() < 4 && !self.ended {
            return;
        }
        if looks_like_utf8(judged, self.ended) {
            self.decoder = Some(UTF_8.new_decoder_without_bom_handling());
        } else {
            self.encoding = Encoding::Windows1252;
            self.decoder = Some(WINDOWS_1252.new_decoder_without_bom_handling());
        }
    }

    /// Decodes what fits in `out`; 0 means that more raw bytes are needed or that all is given.
    fn give(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let rest = self.raw.get(self.at..).unwrap_or_default();
        let Some(decoder) = &mut self.decoder else {
            let mut n = 0;
            for (to, from) in out
                .iter_mut()
                .zip(rest.iter().take_while(|byte| byte.is_ascii()))
            {
                *to = *from;
                n += 1;
            }
            self.at += n;
            self.flushed = self.ended && self.at >= self.raw.len();
            return Ok(n);
        };
        let (result, read, written) =
            decoder.decode_to_utf8_without_replacement(rest, out, self.ended);
        self.at += read;
        match result {
            DecoderResult::Malformed(..) => Err(Fault::of(Kind::Encoding {
                encoding: self.encoding.name(),
            })),
            DecoderResult::InputEmpty => {
                self.flushed = self.ended;
                Ok(written)
            }
            DecoderResult::OutputFull if written == 0 => {
                Err(io::Error::from(io::ErrorKind::InvalidInput))
            }
            DecoderResult::OutputFull => Ok(written),
        }
    }

    fn next(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.at >= self.raw.len() && !self.ended {
                self.fill()?;
            }
            if !self.flushed {
                self.settle(out.len());
                let n = self.give(out)?;
                if n > 0 {
                    return Ok(n);
                }
                if !self.flushed && !self.ended {
                    self.fill()?;
                }
                continue;
            }
            if self.closed {
                return Ok(0);
            }
            self.closed = true;
            if let Some(first) = out.first_mut() {
                *first = b'\n';
                return Ok(1);
            }
        }
    }
}

impl<R: Read> Read for Decode<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        // A UTF-8 character needs 4 bytes of room; smaller buffers would stop the decoder for ever.
        if buf.len() < 4 {
            return Err(io::Error::from(io::ErrorKind::InvalidInput));
        }
        let n = self.next(buf)?;
        let Some(budget) = self.budget.checked_sub(n) else {
            return Err(Fault::of(Kind::RecordTooLong { limit: self.limit }));
        };
        self.budget = budget;
        let quotes = buf.iter().take(n).filter(|byte| **byte == b'"').count();
        self.odd_quotes ^= quotes % 2 == 1;
        Ok(n)
    }
}

/// The encoding told by a mark of byte order or by the zero bytes of UTF-16, and the bytes to skip.
fn marked(head: &[u8]) -> Option<(Encoding, usize)> {
    match head {
        [0xEF, 0xBB, 0xBF, ..] => Some((Encoding::Utf8Marked, 3)),
        [0xFF, 0xFE, ..] => Some((Encoding::Utf16Le, 2)),
        [0xFE, 0xFF, ..] => Some((Encoding::Utf16Be, 2)),
        [a, 0, b, 0, ..] if *a != 0 && *b != 0 => Some((Encoding::Utf16Le, 0)),
        [0, a, 0, b, ..] if *a != 0 && *b != 0 => Some((Encoding::Utf16Be, 0)),
        _ => None,
    }
}

/// Whether the bytes are meant as UTF-8: valid, or with at least as many valid characters as broken ones.
/// (French in Windows-1252 almost never holds a valid UTF-8 character; a file of UTF-8 with one broken
/// byte must be refused at that byte rather than read wrongly throughout.)
fn looks_like_utf8(bytes: &[u8], ended: bool) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    let mut tail: &[u8] = &[];
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
        tail = chunk.invalid();
    }
    // A character cut by the end of the stretch is not broken, unless the file ends there.
    let cut = !ended && !tail.is_empty() && cut_short(tail);
    bad.saturating_sub(usize::from(cut)) <= good
}

/// Whether the bytes begin a character that the end of the stretch cut.
fn cut_short(invalid: &[u8]) -> bool {
    std::str::from_utf8(invalid).is_err_and(|error| error.error_len().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decoded(bytes: &[u8]) -> (String, Encoding) {
        let (head, rest) = bytes.split_at(bytes.len().min(4));
        let mut decode = Decode::new(head, rest, usize::MAX);
        let mut text = Vec::new();
        let mut buf = [0; 999];
        loop {
            match decode.read(&mut buf).unwrap() {
                0 => break,
                n => text.extend_from_slice(&buf[..n]),
            }
        }
        (String::from_utf8(text).unwrap(), decode.encoding())
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "Prénom;Âge\nAïcha;5 €\n";
        let ansi = WINDOWS_1252.encode(text).0.into_owned();
        let low: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let high: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let expected = format!("{text}\n");
        let cases = [
            (text.as_bytes().to_vec(), Encoding::Utf8),
            (
                [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
                Encoding::Utf8Marked,
            ),
            (ansi, Encoding::Windows1252),
            (
                [b"\xFF\xFE".to_vec(), low.clone()].concat(),
                Encoding::Utf16Le,
            ),
            ([b"\xFE\xFF".to_vec(), high].concat(), Encoding::Utf16Be),
            (low, Encoding::Utf16Le),
        ];
        for (bytes, encoding) in cases {
            assert_eq!(decoded(&bytes), (expected.clone(), encoding));
        }
    }

    #[test]
    fn the_first_accent_settles_the_encoding_however_late() {
        for ascii in [CHUNK - 2, CHUNK - 1, CHUNK, 3 * CHUNK + 1] {
            let mut bytes = vec![b'a'; ascii];
            bytes.extend_from_slice("é".as_bytes());
            assert_eq!(decoded(&bytes).1, Encoding::Utf8, "after {ascii}");
            bytes.truncate(ascii);
            bytes.push(0xE9);
            let (text, encoding) = decoded(&bytes);
            assert_eq!(encoding, Encoding::Windows1252, "after {ascii}");
            assert!(text.ends_with("é\n"));
        }
    }

    #[test]
    fn one_broken_byte_in_a_utf8_file_is_refused_not_replaced() {
        let mut bytes = "Aïcha;Prénom;Âge\n".repeat(4).into_bytes();
        bytes.push(0xE9);
        let mut decode = Decode::new(&[], bytes.as_slice(), usize::MAX);
        let error = decode.read_to_end(&mut Vec::new()).unwrap_err();
        assert_eq!(Fault::kind(&error), Kind::Encoding { encoding: "UTF-8" });
    }

    proptest! {
        #[test]
        fn text_in_utf8_comes_out_unchanged(text in "[a-zéàç€;\n]{1,60}", pad in 0_usize..5) {
            let text = format!("{}é{text}", "a".repeat(CHUNK - pad));
            prop_assert_eq!(decoded(text.as_bytes()).0, format!("{text}\n"));
        }
    }
}
