//! Reading a table: the format is told from the content, never from the name of the file.
//!
//! Owns [`open`] and the iterator of rows. CSV streams; an XLSX file is held packed, within limits, and
//! its sheet streams out of it. The first problem that makes the whole file unreadable ends the
//! iteration; problems of one row travel with that row.

pub(crate) mod archive;
mod encoding;
pub(crate) mod fault;
mod row;
mod separator;
mod text;
mod xlsx;

use std::io::Read;
use std::sync::Arc;

pub use encoding::Encoding;
pub use row::Row;
pub use separator::Separator;

use crate::error::{Kind, TableError};
use crate::limits::Limits;
use fault::Fault;
use row::RawRow;
use text::TextRows;
use xlsx::Workbook;
pub use xlsx::{Book, BookRow, BookSheet, book};

/// How to read, where the content does not say.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Row of the column names, from 1; by default the first that is not blank. Rows above are ignored.
    pub header_row: Option<u64>,
    /// Sheet of a workbook; by default the first that is not hidden.
    pub sheet: Option<String>,
    /// Separator of a text file; by default the likeliest.
    pub separator: Option<Separator>,
    /// Limits to hold.
    pub limits: Limits,
}

/// What the file turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Format {
    /// A text file.
    Csv {
        /// Its encoding as far as it is known: plain ASCII counts as UTF-8 until the first accent.
        encoding: Encoding,
        /// Its separator.
        separator: Separator,
    },
    /// A workbook.
    Xlsx {
        /// The sheet being read.
        sheet: String,
        /// All sheets that are not hidden, in order.
        sheets: Vec<String>,
    },
}

/// An open table: its header is read, its rows come by iteration.
pub struct Table<R> {
    rows: Rows<R>,
    header_row: u64,
    header: Vec<String>,
    problems: Vec<TableError>,
    limits: Limits,
    given: u64,
    ended: bool,
}

enum Rows<R> {
    Text(Box<TextRows<R>>),
    Workbook(Box<Workbook>),
}

/// Bytes needed to tell the formats apart.
const MAGIC: usize = 8;

/// Opens a table and reads its header.
///
/// # Errors
/// When the file is no table, is damaged, breaks a limit, has merged cells, or has no header.
pub fn open<R: Read>(mut input: R, options: &Options) -> Result<Table<R>, TableError> {
    let head = read_up_to(&mut input, MAGIC as u64)?;
    let mut rows = match head.as_slice() {
        [] => return Err(Kind::Empty.file()),
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => {
            let limit = options.limits.archive_bytes;
            let mut bytes = head;
            bytes.extend(read_up_to(&mut input, limit)?);
            if bytes.len() as u64 > limit {
                return Err(Kind::TooLarge { limit }.file());
            }
            let sheet = options.sheet.as_deref();
            Rows::Workbook(Box::new(Workbook::open(
                Arc::new(bytes),
                sheet,
                &options.limits,
            )?))
        }
        [0xD0, 0xCF, 0x11, 0xE0, ..] => return Err(Kind::OldOrLockedWorkbook.file()),
        [0x89, b'P', b'N', b'G', ..] | [0xFF, 0xD8, 0xFF, ..] | [b'G', b'I', b'F', b'8', ..] => {
            return Err(Kind::NotATable { found: "image" }.file());
        }
        _ => Rows::Text(Box::new(TextRows::open(
            &head,
            input,
            options.separator,
            &options.limits,
        )?)),
    };
    let raw = header_row(&mut rows, options.header_row)?;
    let header_row = raw.number;
    if let Rows::Workbook(workbook) = &mut rows {
        workbook.check(header_row, &options.limits)?;
    }
    let (header, problems) = row::header(raw, &options.limits)?;
    Ok(Table {
        rows,
        header_row,
        header,
        problems,
        limits: options.limits,
        given: 0,
        ended: false,
    })
}

/// At most `limit` bytes, and one more to notice that there are more.
fn read_up_to(input: &mut impl Read, limit: u64) -> Result<Vec<u8>, TableError> {
    let mut bytes = Vec::new();
    input
        .take(limit)
        .read_to_end(&mut bytes)
        .map_err(|error| Fault::kind(&error).file())?;
    Ok(bytes)
}

/// The row asked for, or the first that is not blank.
fn header_row<R: Read>(rows: &mut Rows<R>, wanted: Option<u64>) -> Result<RawRow, TableError> {
    while let Some(raw) = rows.next()? {
        match wanted {
            Some(wanted) if raw.number < wanted => {}
            Some(wanted) if raw.number > wanted => return Err(Kind::NoHeader.row(wanted)),
            Some(wanted) if raw.blank() => return Err(Kind::NoHeader.row(wanted)),
            None if raw.blank() => {}
            _ => return Ok(raw),
        }
    }
    Err(wanted.map_or_else(|| Kind::Empty.file(), |row| Kind::NoHeader.row(row)))
}

impl<R: Read> Rows<R> {
    fn next(&mut self) -> Result<Option<RawRow>, TableError> {
        match self {
            Self::Text(rows) => rows.next(),
            Self::Workbook(rows) => rows.next(),
        }
    }
}

impl<R: Read> Table<R> {
    /// The names of the columns, trimmed, in order; an empty one is among [`Table::problems`].
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Row of the header, from 1.
    pub fn header_row(&self) -> u64 {
        self.header_row
    }

    /// What is wrong with the header: unnamed or repeated columns. An import refuses the file on any.
    pub fn problems(&self) -> &[TableError] {
        &self.problems
    }

    /// What the file is. Ask again after the last row: a late accent may settle the encoding.
    pub fn format(&self) -> Format {
        match &self.rows {
            Rows::Text(rows) => Format::Csv {
                encoding: rows.encoding(),
                separator: rows.separator(),
            },
            Rows::Workbook(workbook) => {
                let (sheet, sheets) = workbook.sheets();
                Format::Xlsx { sheet, sheets }
            }
        }
    }

    /// Last row of the sheet, for a progress bar; unknown for a text file, which is never read twice.
    pub fn last_row(&self) -> Option<u64> {
        match &self.rows {
            Rows::Text(_) => None,
            Rows::Workbook(workbook) => Some(workbook.last_row()),
        }
    }

    fn advance(&mut self) -> Result<Option<Row>, TableError> {
        let limit = match self.rows {
            Rows::Text(_) => self.limits.csv_rows,
            Rows::Workbook(_) => self.limits.xlsx_rows,
        };
        while let Some(raw) = self.rows.next()? {
            if raw.blank() {
                continue;
            }
            self.given += 1;
            if self.given > limit {
                let kind = Kind::TooManyRows {
                    limit,
                    found: None,
                    csv_limit: self.limits.csv_rows,
                };
                return Err(kind.row(raw.number));
            }
            return Ok(Some(row::finish(raw, self.header.len(), &self.limits)));
        }
        if self.given == 0 {
            Err(Kind::NoRows.file())
        } else {
            Ok(None)
        }
    }
}

impl<R: Read> std::fmt::Debug for Table<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Table")
            .field("format", &self.format())
            .field("header", &self.header)
            .field("rows", &"[caché]")
            .finish_non_exhaustive()
    }
}

impl<R: Read> Iterator for Table<R> {
    type Item = Result<Row, TableError>;

    /// The next row that is not blank. After an `Err` there is nothing more: the file is refused.
    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = self.advance().transpose();
        self.ended = !matches!(next, Some(Ok(_)));
        next
    }
}

impl<R: Read> std::iter::FusedIterator for Table<R> {}
