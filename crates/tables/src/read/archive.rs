//! The zip archive around an XLSX workbook, measured before anything is unpacked.
//!
//! Owns the reading of the central directory (zip64 included), the limits on number, size and ratio,
//! and [`Part`], a stream of one file that can neither grow beyond what was announced nor end with the
//! wrong checksum. Names inside the archive only ever find a part in memory: they are never paths.

use std::io::{self, Read};
use std::sync::Arc;

use flate2::Crc;
use flate2::read::DeflateDecoder;

use super::fault::Fault;
use crate::error::{Kind, TableError};
use crate::limits::{ARCHIVE_ENTRIES, Limits, RATIO_FREE_BYTES, UNPACKED_RATIO};

/// One file as the central directory announces it.
#[derive(Debug, Clone)]
struct Entry {
    /// Name folded for comparison: lower case, forward slashes, no leading slash.
    name: String,
    method: u16,
    crc: u32,
    packed: u64,
    unpacked: u64,
    /// Offset of the local header.
    header: u64,
}

/// An archive whose announced sizes are all within the limits.
#[derive(Debug, Clone)]
pub(crate) struct Archive {
    bytes: Arc<Vec<u8>>,
    entries: Vec<Entry>,
}

impl Archive {
    /// Reads the central directory and refuses what would not fit.
    pub(crate) fn open(bytes: Arc<Vec<u8>>, limits: &Limits) -> Result<Self, TableError> {
        let entries = directory(&bytes)?;
        let mut total = 0_u64;
        for (at, entry) in entries.iter().enumerate() {
            total = total.saturating_add(entry.unpacked);
            let steep = entry.unpacked > entry.packed.saturating_mul(UNPACKED_RATIO);
            if total > limits.unpacked_bytes || (steep && entry.unpacked > RATIO_FREE_BYTES) {
                return Err(Kind::Bomb {
                    limit: limits.unpacked_bytes,
                }
                .file());
            }
            // Two parts of one name: which one a program opens is anybody's guess.
            if entries
                .iter()
                .take(at)
                .any(|other| other.name == entry.name)
            {
                return Err(damaged("archive"));
            }
        }
        Ok(Self { bytes, entries })
    }

    /// The names of all parts, folded: in lower case, with forward slashes.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.as_str())
    }

    /// Whether a part of that name exists.
    pub(crate) fn has(&self, name: &str) -> bool {
        let name = fold(name);
        self.entries.iter().any(|entry| entry.name == name)
    }

    /// Size announced for a part, in bytes once unpacked.
    pub(crate) fn size(&self, name: &str) -> u64 {
        let name = fold(name);
        self.entries
            .iter()
            .find(|entry| entry.name == name)
            .map_or(0, |entry| entry.unpacked)
    }

    /// A stream over one part, or `None` when there is none of that name.
    pub(crate) fn part(&self, name: &str) -> Result<Option<Part>, TableError> {
        let wanted = fold(name);
        let Some(entry) = self.entries.iter().find(|entry| entry.name == wanted) else {
            return Ok(None);
        };
        let start = content_start(&self.bytes, entry.header).ok_or_else(|| damaged(name))?;
        let end = start.checked_add(usize::try_from(entry.packed).unwrap_or(usize::MAX));
        let end = end
            .filter(|end| *end <= self.bytes.len())
            .ok_or_else(|| damaged(name))?;
        let slice = Slice {
            bytes: Arc::clone(&self.bytes),
            at: start,
            end,
        };
        let inner = match entry.method {
            0 => Inner::Stored(slice),
            8 => Inner::Deflated(Box::new(DeflateDecoder::new(slice))),
            _ => return Err(damaged(name)),
        };
        Ok(Some(Part {
            inner,
            left: entry.unpacked,
            crc: Crc::new(),
            wanted: entry.crc,
            budget: u64::MAX,
        }))
    }
}

/// A stream over one part. It ends in a fault when the content is not exactly what was announced, or
/// when more than the budget is read before the budget is renewed.
pub(crate) struct Part {
    inner: Inner,
    left: u64,
    crc: Crc,
    wanted: u32,
    budget: u64,
}

impl Part {
    /// Allows `bytes` more before the next call: a bound on what one piece of XML may hold in memory.
    pub(crate) fn allow(&mut self, bytes: u64) {
        self.budget = bytes;
    }
}

impl Read for Part {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = match &mut self.inner {
            Inner::Stored(slice) => slice.read(buf)?,
            Inner::Deflated(decoder) => decoder.read(buf).map_err(|_| {
                Fault::of(Kind::Damaged {
                    part: "archive".to_owned(),
                })
            })?,
        };
        let read = n as u64;
        let left = self.left.checked_sub(read);
        let budget = self.budget.checked_sub(read);
        let (Some(left), Some(budget)) = (left, budget) else {
            return Err(Fault::of(Kind::Damaged {
                part: "archive".to_owned(),
            }));
        };
        (self.left, self.budget) = (left, budget);
        self.crc.update(buf.get(..n).unwrap_or_default());
        if n == 0 && !buf.is_empty() && (self.left > 0 || self.crc.sum() != self.wanted) {
            return Err(Fault::of(Kind::Damaged {
                part: "archive".to_owned(),
            }));
        }
        Ok(n)
    }
}

enum Inner {
    Stored(Slice),
    Deflated(Box<DeflateDecoder<Slice>>),
}

/// A window on the archive's bytes.
struct Slice {
    bytes: Arc<Vec<u8>>,
    at: usize,
    end: usize,
}

impl Read for Slice {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let mut window = self.bytes.get(self.at..self.end).unwrap_or_default();
        let n = window.read(buf)?;
        self.at += n;
        Ok(n)
    }
}

fn damaged(part: &str) -> TableError {
    Kind::Damaged {
        part: part.to_owned(),
    }
    .file()
}

fn fold(name: &str) -> String {
    name.replace('\\', "/")
        .trim_start_matches('/')
        .to_ascii_lowercase()
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes
        .get(at..at.checked_add(2)?)?
        .try_into()
        .ok()
        .map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes
        .get(at..at.checked_add(4)?)?
        .try_into()
        .ok()
        .map(u32::from_le_bytes)
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes
        .get(at..at.checked_add(8)?)?
        .try_into()
        .ok()
        .map(u64::from_le_bytes)
}

/// All entries of the central directory.
fn directory(bytes: &[u8]) -> Result<Vec<Entry>, TableError> {
    let (count, start) = directory_place(bytes).ok_or_else(|| damaged("archive"))?;
    if count > ARCHIVE_ENTRIES as u64 {
        return Err(Kind::TooManyParts {
            limit: ARCHIVE_ENTRIES,
        }
        .file());
    }
    let mut at = usize::try_from(start).map_err(|_| damaged("archive"))?;
    let mut entries = Vec::new();
    for _ in 0..count {
        let (entry, next) = entry_at(bytes, at).ok_or_else(|| damaged("archive"))?;
        entries.push(entry);
        at = next;
    }
    Ok(entries)
}

/// Number of entries and offset of the first, from the end record (and its zip64 form when it defers).
fn directory_place(bytes: &[u8]) -> Option<(u64, u64)> {
    const END: &[u8] = b"PK\x05\x06";
    // The end record is 22 bytes and may be followed by a comment of at most 65,535.
    let from = bytes.len().saturating_sub(22 + 65_535);
    let tail = bytes.get(from..)?;
    let end = from + tail.windows(END.len()).rposition(|window| window == END)?;
    u16_at(bytes, end + 20)?;
    let count = u16_at(bytes, end + 10)?;
    let start = u32_at(bytes, end + 16)?;
    if count != u16::MAX && start != u32::MAX {
        return Some((count.into(), start.into()));
    }
    let locator = end.checked_sub(20)?;
    if bytes.get(locator..locator + 4)? != b"PK\x06\x07" {
        return None;
    }
    let record = usize::try_from(u64_at(bytes, locator + 8)?).ok()?;
    if bytes.get(record..record.checked_add(4)?)? != b"PK\x06\x06" {
        return None;
    }
    Some((
        u64_at(bytes, record.checked_add(32)?)?,
        u64_at(bytes, record.checked_add(48)?)?,
    ))
}

/// One entry of the central directory and the offset of the next.
fn entry_at(bytes: &[u8], at: usize) -> Option<(Entry, usize)> {
    let head = bytes.get(at..at.checked_add(46)?)?;
    if !head.starts_with(b"PK\x01\x02") {
        return None;
    }
    // Bit 0: closed by a password.
    if u16_at(head, 8)? & 1 != 0 {
        return None;
    }
    let name_len = usize::from(u16_at(head, 28)?);
    let extra_len = usize::from(u16_at(head, 30)?);
    let comment_len = usize::from(u16_at(head, 32)?);
    let name_at = at + 46;
    let extra_at = name_at.checked_add(name_len)?;
    let name = bytes.get(name_at..extra_at)?;
    let extra = bytes.get(extra_at..extra_at.checked_add(extra_len)?)?;
    let mut wide = wide_fields(extra);
    let mut widen = |narrow: u32| -> Option<u64> {
        if narrow == u32::MAX {
            wide.next()
        } else {
            Some(narrow.into())
        }
    };
    // The order of the wide fields is fixed: unpacked size, packed size, offset.
    let unpacked = widen(u32_at(head, 24)?)?;
    let packed = widen(u32_at(head, 20)?)?;
    let header = widen(u32_at(head, 42)?)?;
    let entry = Entry {
        name: fold(&String::from_utf8_lossy(name)),
        method: u16_at(head, 10)?,
        crc: u32_at(head, 16)?,
        packed,
        unpacked,
        header,
    };
    Some((
        entry,
        extra_at.checked_add(extra_len)?.checked_add(comment_len)?,
    ))
}

/// The 64-bit values of the zip64 extra field, in order.
fn wide_fields(extra: &[u8]) -> impl Iterator<Item = u64> + '_ {
    let mut at = 0;
    let mut found: &[u8] = &[];
    while let (Some(id), Some(len)) = (u16_at(extra, at), u16_at(extra, at + 2)) {
        let end = at + 4 + usize::from(len);
        if id == 1 {
            found = extra.get(at + 4..end).unwrap_or_default();
            break;
        }
        at = end;
    }
    found.chunks_exact(8).filter_map(|chunk| u64_at(chunk, 0))
}

/// Where the content begins, after the local header.
fn content_start(bytes: &[u8], header: u64) -> Option<usize> {
    let at = usize::try_from(header).ok()?;
    let head = bytes.get(at..at.checked_add(30)?)?;
    if !head.starts_with(b"PK\x03\x04") {
        return None;
    }
    Some(at + 30 + usize::from(u16_at(head, 26)?) + usize::from(u16_at(head, 28)?))
}
