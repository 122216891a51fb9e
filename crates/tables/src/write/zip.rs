//! The zip archive of a workbook we write: a few parts, packed one after the other, always the same bytes
//! for the same content.
//!
//! Owns the headers. Holds no time of day: every part is dated 1980-01-01, the first day zip knows.

use std::io::{self, Write};

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// 1980-01-01 in the way of zip.
const DATE: u16 = (1 << 5) | 1;
/// Version needed to unpack: 2.0, the one with deflate.
const VERSION: u16 = 20;
/// Sizes and checksum follow the content; names are UTF-8.
const FLAGS: u16 = (1 << 3) | (1 << 11);
/// Deflate.
const METHOD: u16 = 8;

struct Entry {
    name: String,
    crc: u32,
    packed: u32,
    unpacked: u32,
    at: u32,
}

/// An archive being written.
pub(crate) struct ZipWriter<W: Write> {
    out: Counted<W>,
    entries: Vec<Entry>,
}

impl<W: Write> ZipWriter<W> {
    pub(crate) fn new(out: W) -> Self {
        Self {
            out: Counted { out, at: 0 },
            entries: Vec::new(),
        }
    }

    /// Begins a part; the part gives the archive back at its end.
    pub(crate) fn part(mut self, name: &str) -> io::Result<PartWriter<W>> {
        let at = narrow(self.out.at)?;
        let name_len = u16::try_from(name.len()).map_err(|_| too_large())?;
        self.out.write_all(b"PK\x03\x04")?;
        for field in [VERSION, FLAGS, METHOD, 0, DATE] {
            self.out.write_all(&field.to_le_bytes())?;
        }
        self.out.write_all(&[0; 12])?;
        self.out.write_all(&name_len.to_le_bytes())?;
        self.out.write_all(&[0; 2])?;
        self.out.write_all(name.as_bytes())?;
        let begun = self.out.at;
        let packer = DeflateEncoder::new(self.out, Compression::new(6));
        Ok(PartWriter {
            packer,
            entries: self.entries,
            name: name.to_owned(),
            at,
            begun,
            crc: Crc::new(),
            unpacked: 0,
        })
    }

    /// Writes a whole part.
    pub(crate) fn whole(self, name: &str, content: &str) -> io::Result<Self> {
        let mut part = self.part(name)?;
        part.write_all(content.as_bytes())?;
        part.end()
    }

    /// Writes the directory and gives the destination back.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        let start = narrow(self.out.at)?;
        for entry in &self.entries {
            self.out.write_all(b"PK\x01\x02")?;
            for field in [VERSION, VERSION, FLAGS, METHOD, 0, DATE] {
                self.out.write_all(&field.to_le_bytes())?;
            }
            for field in [entry.crc, entry.packed, entry.unpacked] {
                self.out.write_all(&field.to_le_bytes())?;
            }
            let name_len = u16::try_from(entry.name.len()).map_err(|_| too_large())?;
            self.out.write_all(&name_len.to_le_bytes())?;
            self.out.write_all(&[0; 12])?;
            self.out.write_all(&entry.at.to_le_bytes())?;
            self.out.write_all(entry.name.as_bytes())?;
        }
        let size = narrow(self.out.at)? - start;
        let count = u16::try_from(self.entries.len()).map_err(|_| too_large())?;
        self.out.write_all(b"PK\x05\x06\0\0\0\0")?;
        for field in [count, count] {
            self.out.write_all(&field.to_le_bytes())?;
        }
        self.out.write_all(&size.to_le_bytes())?;
        self.out.write_all(&start.to_le_bytes())?;
        self.out.write_all(&[0; 2])?;
        self.out.flush()?;
        Ok(self.out.out)
    }
}

/// A part being packed.
pub(crate) struct PartWriter<W: Write> {
    packer: DeflateEncoder<Counted<W>>,
    entries: Vec<Entry>,
    name: String,
    at: u32,
    begun: u64,
    crc: Crc,
    unpacked: u64,
}

impl<W: Write> PartWriter<W> {
    /// Ends the part and gives the archive back.
    pub(crate) fn end(self) -> io::Result<ZipWriter<W>> {
        let mut out = self.packer.finish()?;
        let (packed, unpacked) = (narrow(out.at - self.begun)?, narrow(self.unpacked)?);
        let crc = self.crc.sum();
        out.write_all(b"PK\x07\x08")?;
        for field in [crc, packed, unpacked] {
            out.write_all(&field.to_le_bytes())?;
        }
        let mut entries = self.entries;
        entries.push(Entry {
            name: self.name,
            crc,
            packed,
            unpacked,
            at: self.at,
        });
        Ok(ZipWriter { out, entries })
    }
}

impl<W: Write> Write for PartWriter<W> {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        let n = self.packer.write(buf)?;
        self.crc.update(buf.get(..n).unwrap_or_default());
        self.unpacked += n as u64;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A destination that knows how far it is.
struct Counted<W> {
    out: W,
    at: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        let n = self.out.write(buf)?;
        self.at += n as u64;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn narrow(size: u64) -> io::Result<u32> {
    u32::try_from(size).map_err(|_| too_large())
}

fn too_large() -> io::Error {
    io::Error::from(io::ErrorKind::FileTooLarge)
}
