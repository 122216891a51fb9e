//! Rows of a text file (CSV), one at a time: memory does not grow with the file.
//!
//! Owns the numbering of rows as a spreadsheet would show them, and the noticing of quotes left open.

use std::io::{Chain, Cursor, Read};

use csv::{ErrorKind, ReaderBuilder, StringRecord};

use super::encoding::{Decode, Encoding};
use super::fault::Fault;
use super::row::RawRow;
use super::separator::{self, Separator};
use crate::error::{Kind, TableError};
use crate::limits::Limits;

/// Decoded text looked at before choosing the separator.
const LOOKED_AT: usize = 64 * 1024;

/// The rows of a text file.
pub(crate) struct TextRows<R> {
    csv: csv::Reader<Chain<Cursor<Vec<u8>>, Decode<R>>>,
    separator: Separator,
    record: StringRecord,
    number: u64,
    /// Whether a cell of the last record holds a line end.
    broken: bool,
}

impl<R: Read> TextRows<R> {
    /// Starts on a stream whose first bytes were read into `head`.
    pub(crate) fn open(
        head: &[u8],
        input: R,
        separator: Option<Separator>,
        limits: &Limits,
    ) -> Result<Self, TableError> {
        let mut decode = Decode::new(head, input, limits.record_bytes);
        let mut start = decoded_head(&mut decode).map_err(|error| Fault::kind(&error).row(1))?;
        // The stretch may end inside a character.
        let text = start.utf8_chunks().next().map_or("", |chunk| chunk.valid());
        if let Some(found) = other_format(text) {
            return Err(Kind::NotATable { found }.file());
        }
        if text.trim().is_empty() && start.len() < LOOKED_AT {
            return Err(Kind::Empty.file());
        }
        let declared = separator::declared(text);
        let chosen = separator
            .or(declared.map(|(sign, _)| sign))
            .unwrap_or_else(|| separator::guess(text));
        let mut number = 0;
        if let Some((_, skip)) = declared {
            start.drain(..skip);
            number = 1;
        }
        decode.renew();
        let csv = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(chosen.byte())
            .from_reader(Cursor::new(start).chain(decode));
        Ok(Self {
            csv,
            separator: chosen,
            record: StringRecord::new(),
            number,
            broken: false,
        })
    }

    /// The encoding as far as it is known.
    pub(crate) fn encoding(&self) -> Encoding {
        self.decode().encoding()
    }

    fn decode(&self) -> &Decode<R> {
        self.csv.get_ref().get_ref().1
    }

    /// The separator in use.
    pub(crate) fn separator(&self) -> Separator {
        self.separator
    }

    /// The next row, blank ones included when they hold a separator.
    pub(crate) fn next(&mut self) -> Result<Option<RawRow>, TableError> {
        self.csv.get_mut().get_mut().1.renew();
        let line = self.csv.position().line();
        match self.csv.read_record(&mut self.record) {
            // The last record runs over lines and the quotes of the file do not pair off.
            Ok(false) if self.broken && self.decode().odd_quotes() => {
                return Err(Kind::OpenQuote.row(self.number));
            }
            Ok(false) => return Ok(None),
            Ok(true) => {}
            Err(error) => {
                let kind = match error.kind() {
                    ErrorKind::Io(error) => Fault::kind(error),
                    ErrorKind::Utf8 { .. } => Kind::Encoding { encoding: "UTF-8" },
                    _ => Kind::Damaged {
                        part: "csv".to_owned(),
                    },
                };
                return Err(kind.row(self.number + 1));
            }
        }
        // Lines gone by beyond those of this record were blank: a spreadsheet shows them as rows.
        let inside: usize = self
            .record
            .iter()
            .map(|cell| cell.matches('\n').count())
            .sum();
        let gone = self.csv.position().line().saturating_sub(line);
        self.number += 1 + gone.saturating_sub(1 + inside as u64);
        self.broken = inside > 0;
        let cells = self.record.iter().map(str::to_owned).collect();
        Ok(Some(RawRow {
            number: self.number,
            cells,
            problems: Vec::new(),
            counted: true,
        }))
    }
}

/// The first decoded bytes.
fn decoded_head<R: Read>(decode: &mut Decode<R>) -> std::io::Result<Vec<u8>> {
    let mut start = vec![0; LOOKED_AT];
    let mut held = 0;
    while let Some(room) = start.get_mut(held..).filter(|room| room.len() >= 4) {
        match decode.read(room)? {
            0 => break,
            n => held += n,
        }
    }
    start.truncate(held);
    Ok(start)
}

/// What the text really is when it is no table.
fn other_format(text: &str) -> Option<&'static str> {
    let head: String = text
        .trim_start()
        .chars()
        .take(64)
        .collect::<String>()
        .to_ascii_lowercase();
    if head.starts_with("%pdf-") {
        return Some("pdf");
    }
    if [
        "<!doctype",
        "<html",
        "<?xml",
        "<table",
        "<style",
        "<head",
        "<body",
    ]
    .iter()
    .any(|tag| head.starts_with(tag))
    {
        return Some("html");
    }
    // No text holds the zero character; a few other control characters are each cell's own problem.
    text.contains('\0').then_some("binary")
}
