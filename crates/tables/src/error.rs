//! What can be wrong with a table, and where.
//!
//! Owns the list of problems, their codes (keys of the translations) and their arguments. Never holds
//! the text of a person's cell: a report of errors may be printed, mailed or logged.

mod codes;

pub use codes::CODES;

/// One problem of a table, with the place a person would look for it in a spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}{}", place(*row, *column))]
pub struct TableError {
    /// Row as a spreadsheet numbers it, from 1, header included; `None` when the whole file is concerned.
    pub row: Option<u64>,
    /// Column from 1 (A); `None` when the whole row or file is concerned.
    pub column: Option<u32>,
    /// What is wrong.
    pub kind: Kind,
}

/// What is wrong. `Display` is technical English, for logs and tests; people read the translation of
/// [`Kind::code`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Kind {
    /// The file has no byte, or only blank lines.
    #[error("the file is empty")]
    Empty,
    /// There is a header and nothing under it.
    #[error("there is no row under the header")]
    NoRows,
    /// Not a table at all; `found` names what it looks like (`pdf`, `html`, `image`, `binary`).
    #[error("not a table: {found}")]
    NotATable {
        /// `pdf`, `html`, `image` or `binary`.
        found: &'static str,
    },
    /// The old Excel format, or a workbook closed by a password: both have the same outside.
    #[error("old or password-protected workbook")]
    OldOrLockedWorkbook,
    /// A LibreOffice workbook (.ods).
    #[error("OpenDocument workbook")]
    OpenDocument,
    /// A zip archive that holds no workbook.
    #[error("a zip archive that is not a workbook")]
    NotAWorkbook,
    /// The workbook is cut or damaged; `part` says where inside.
    #[error("damaged workbook: {part}")]
    Damaged {
        /// The part of the workbook, e.g. `archive`, `xl/styles.xml`.
        part: String,
    },
    /// The archive would unpack to more than is allowed, in total or in proportion.
    #[error("the archive unpacks beyond {limit} bytes or too steeply")]
    Bomb {
        /// Bytes allowed once unpacked.
        limit: u64,
    },
    /// The archive holds too many files.
    #[error("the archive holds more than {limit} files")]
    TooManyParts {
        /// Files allowed.
        limit: usize,
    },
    /// The XLSX file is larger than accepted.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// Bytes allowed.
        limit: u64,
    },
    /// More rows than accepted; for XLSX, saving as CSV raises the limit to `csv_limit`.
    #[error("more than {limit} rows")]
    TooManyRows {
        /// Rows accepted in this format.
        limit: u64,
        /// Rows found, when known before reading them all.
        found: Option<u64>,
        /// Rows accepted in a CSV file.
        csv_limit: u64,
    },
    /// More columns than accepted.
    #[error("more than {limit} columns")]
    TooManyColumns {
        /// Columns accepted.
        limit: usize,
    },
    /// Cells are merged in the header or under it.
    #[error("merged cells {range} (and {more} more ranges)")]
    Merged {
        /// First range, e.g. `B3:C7`.
        range: String,
        /// Further merged ranges.
        more: usize,
    },
    /// The workbook has no sheet of that name.
    #[error("no sheet of that name")]
    NoSuchSheet {
        /// The name asked for.
        name: String,
    },
    /// The header row asked for does not exist.
    #[error("there is no header row")]
    NoHeader,
    /// Text that is not in the encoding the rest of the file is in.
    #[error("bytes that are not {encoding}")]
    Encoding {
        /// The encoding of the rest of the file, e.g. `UTF-8`.
        encoding: &'static str,
    },
    /// A record longer than accepted: nearly always a quote that is never closed.
    #[error("a record is longer than {limit} bytes")]
    RecordTooLong {
        /// Bytes accepted.
        limit: usize,
    },
    /// A quote opened in this row is never closed.
    #[error("a quote is never closed")]
    OpenQuote,
    /// A column that has values but no name.
    #[error("a column has no name")]
    UnnamedColumn,
    /// Two columns have the same name.
    #[error("column name repeated: {name}")]
    DuplicateColumn {
        /// The name.
        name: String,
        /// The first column that bears it, from 1.
        first: u32,
    },
    /// The row has fewer cells than the header.
    #[error("{found} cells instead of {expected}")]
    MissingCells {
        /// Cells of the header.
        expected: usize,
        /// Cells of the row.
        found: usize,
    },
    /// The row has values beyond the last named column.
    #[error("values beyond the {expected} named columns")]
    ExtraCells {
        /// Cells of the header.
        expected: usize,
    },
    /// The cell is computed: what it shows may differ on another computer.
    #[error("a formula")]
    Formula,
    /// The cell shows an error of the spreadsheet (`#N/A`).
    #[error("an error value: {value}")]
    ErrorValue {
        /// The error as the spreadsheet names it.
        value: String,
    },
    /// A control character in the cell.
    #[error("control character {character}")]
    Control {
        /// `U+0007` and so on.
        character: String,
    },
    /// The cell holds U+FFFD: another program lost a character before the file came here.
    #[error("a character already lost by another program")]
    LostCharacter,
    /// The cell has more characters than accepted.
    #[error("more than {limit} characters")]
    CellTooLong {
        /// Characters accepted.
        limit: usize,
    },
    /// A number so long that the spreadsheet has already replaced its last digits by zeros.
    #[error("a number beyond 15 digits, already rounded by the spreadsheet")]
    RoundedNumber,
    /// A date cell whose number is no date.
    #[error("a date that does not exist")]
    BadDate,
    /// The bytes could not be read at all (disk, network).
    #[error("reading failed: {reason}")]
    Unreadable {
        /// The system's reason.
        reason: String,
    },
}

impl Kind {
    /// The same problem of the whole file.
    #[must_use]
    pub fn file(self) -> TableError {
        TableError {
            row: None,
            column: None,
            kind: self,
        }
    }

    /// The same problem at a row, from 1.
    #[must_use]
    pub fn row(self, row: u64) -> TableError {
        TableError {
            row: Some(row),
            column: None,
            kind: self,
        }
    }

    /// The same problem at a cell, both from 1.
    #[must_use]
    pub fn cell(self, row: u64, column: u32) -> TableError {
        TableError {
            row: Some(row),
            column: Some(column),
            kind: self,
        }
    }
}

impl TableError {
    /// Key of the translation.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// Arguments of the translation; `row`, `column` (letters) and `cell` (`B7`) are added when known.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let mut args = self.kind.args();
        args.extend(self.row.map(|row| ("row", row.to_string())));
        args.extend(self.column.map(|column| ("column", letters(column))));
        if let (Some(row), Some(column)) = (self.row, self.column) {
            args.push(("cell", format!("{}{row}", letters(column))));
        }
        args
    }
}

/// The letters of a column, from 1: 1 is `A`, 27 is `AA`.
#[must_use]
pub fn letters(column: u32) -> String {
    let mut left = column;
    let mut name = Vec::new();
    while left > 0 {
        let digit = (left - 1) % 26;
        name.push(char::from(b'A' + u8::try_from(digit).unwrap_or(0)));
        left = (left - 1) / 26;
    }
    name.iter().rev().collect()
}

fn place(row: Option<u64>, column: Option<u32>) -> String {
    match (row, column) {
        (Some(row), Some(column)) => format!(" at {}{row}", letters(column)),
        (Some(row), None) => format!(" at row {row}"),
        (None, Some(column)) => format!(" in column {}", letters(column)),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_a_spreadsheet_names_them() {
        let names = [1, 2, 26, 27, 52, 53, 702, 703, 16_384].map(letters);
        assert_eq!(names, ["A", "B", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
    }

    #[test]
    fn an_error_gives_its_place_to_the_translation() {
        let error = Kind::CellTooLong { limit: 9 }.cell(12, 28);
        let args = error.args();
        assert!(args.contains(&("cell", "AB12".to_owned())), "{args:?}");
        assert_eq!(error.to_string(), "more than 9 characters at AB12");
    }
}
