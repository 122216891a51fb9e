//! Writing a table that no spreadsheet will run, one row at a time.
//!
//! Owns the description of columns and what both formats share. Every text goes through
//! [`crate::guard`]; only a column declared as whole numbers holds numbers, and only when they are.

pub mod book;
pub mod csv;
pub mod xlsx;
pub(crate) mod zip;

use std::borrow::Cow;

use crate::guard;

/// How the cells of a column are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text to the last zero: names, identifiers, phones, dates.
    Text,
    /// Whole numbers of at most 15 digits, to be added up; anything else in the column is text.
    Whole,
}

/// One column of a table to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name, in the reader's language.
    pub name: String,
    /// How its cells are written.
    pub kind: ColumnKind,
    /// Its width in a workbook, in characters.
    pub width: u16,
}

impl Column {
    /// A column of text, as wide as its name asks.
    #[must_use]
    pub fn text(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            kind: ColumnKind::Text,
            width: width(name),
        }
    }

    /// A column of whole numbers.
    #[must_use]
    pub fn whole(name: &str) -> Self {
        Self {
            kind: ColumnKind::Whole,
            ..Self::text(name)
        }
    }

    /// The same column, of that width in characters.
    #[must_use]
    pub fn wide(mut self, width: u16) -> Self {
        self.width = width.clamp(2, 255);
        self
    }
}

fn width(name: &str) -> u16 {
    u16::try_from(name.chars().count() + 4)
        .unwrap_or(255)
        .clamp(12, 48)
}

/// A cell ready for any format.
enum Safe<'a> {
    /// Digits, perhaps with a minus: no spreadsheet sees anything else in it.
    Whole(&'a str),
    Text(Cow<'a, str>),
}

fn safe(cell: &str, kind: ColumnKind) -> Safe<'_> {
    if kind == ColumnKind::Whole && whole(cell) {
        Safe::Whole(cell)
    } else {
        Safe::Text(guard::neutralise(cell))
    }
}

/// Whether a cell is a whole number that a spreadsheet keeps to the last digit.
fn whole(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let plain = digits == "0" || !digits.starts_with('0');
    plain
        && (1..=15).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit())
        && cell != "-0"
}

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The row has more cells than the table has columns.
    #[error("row {row} has {found} cells for {expected} columns")]
    Cells {
        /// Row of data, from 1.
        row: u64,
        /// Columns of the table.
        expected: usize,
        /// Cells of the row.
        found: usize,
    },
    /// A workbook holds no more rows; CSV does.
    #[error("more than {limit} rows in a workbook")]
    TooManyRows {
        /// Rows accepted.
        limit: u64,
    },
    /// A cell has more characters than a workbook can hold.
    #[error("a cell of row {row} has more than {limit} characters")]
    CellTooLong {
        /// Row of data, from 1.
        row: u64,
        /// Characters accepted.
        limit: usize,
    },
    /// The destination failed.
    #[error("writing failed: {0}")]
    Io(#[from] std::io::Error),
}

impl WriteError {
    /// Key of the translation.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Cells { .. } => "table-write-cells",
            Self::TooManyRows { .. } => "table-write-too-many-rows",
            Self::CellTooLong { .. } => "table-write-cell-too-long",
            Self::Io(_) => "table-write-failed",
        }
    }

    /// Arguments of the translation.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Cells {
                row,
                expected,
                found,
            } => vec![
                ("row", row.to_string()),
                ("expected", expected.to_string()),
                ("found", found.to_string()),
            ],
            Self::TooManyRows { limit } => vec![("limit", limit.to_string())],
            Self::CellTooLong { row, limit } => {
                vec![("row", row.to_string()), ("limit", limit.to_string())]
            }
            Self::Io(error) => vec![("reason", error.kind().to_string())],
        }
    }
}

/// Refuses a row that has more cells than there are columns; missing cells are blank.
fn check_width(row: u64, found: usize, expected: usize) -> Result<(), WriteError> {
    if found > expected {
        Err(WriteError::Cells {
            row,
            expected,
            found,
        })
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_numbers_are_numbers() {
        for yes in ["0", "5", "-5", "123456789012345"] {
            assert!(whole(yes), "{yes}");
        }
        for no in [
            "",
            "-",
            "05",
            "-0",
            "-05",
            "1.5",
            "1e3",
            "+5",
            "1234567890123456",
            " 5",
            "５",
        ] {
            assert!(!whole(no), "{no}");
        }
    }
}
