//! A whole workbook at once: every sheet, hidden ones too, for workbooks that are documents rather than tables.
//!
//! Owns the flags that a reader of documents needs: what is hidden, what is merged, whether macros came along. Texts come
//! out as they are but for their ends of line: nothing is taken off their head, since nothing was put there
//! ([`crate::write::book`] marks a text that looks like a formula by its style).

use std::sync::Arc;

use super::parts;
use super::sheet::SheetRows;
use super::{shared, survey};
use crate::error::{Kind, TableError};
use crate::limits::Limits;
use crate::read::archive::Archive;
use crate::read::row::{column, refusal};

/// Where a workbook keeps its macros.
const MACROS: [&str; 2] = ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"];

/// A whole workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Book {
    /// Whether macros are in the file. They are never read.
    pub macros: bool,
    /// Its sheets of cells, in order.
    pub sheets: Vec<BookSheet>,
}

/// One sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookSheet {
    /// Its name.
    pub name: String,
    /// Whether a spreadsheet hides it.
    pub hidden: bool,
    /// The first merged range, such as `B3:C7`.
    pub merged: Option<String>,
    /// Its rows that hold something.
    pub rows: Vec<BookRow>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookRow {
    /// Its number, from 1.
    pub number: u64,
    /// The text of its cells, from column A; blank ones are empty.
    pub cells: Vec<String>,
    /// What is wrong in it: formulas, error values, control characters. Such cells are left empty.
    pub problems: Vec<TableError>,
}

/// Reads every sheet of a workbook.
///
/// # Errors
/// When the bytes are no workbook, are damaged, or break a limit.
pub fn book(bytes: Vec<u8>, limits: &Limits) -> Result<Book, TableError> {
    if bytes.len() as u64 > limits.archive_bytes {
        let limit = limits.archive_bytes;
        return Err(Kind::TooLarge { limit }.file());
    }
    match bytes.as_slice() {
        [] => return Err(Kind::Empty.file()),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => return Err(Kind::OldOrLockedWorkbook.file()),
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => {}
        _ => return Err(Kind::NotAWorkbook.file()),
    }
    let archive = Archive::open(Arc::new(bytes), limits)?;
    let index = parts::index(&archive)?;
    let shared = Arc::new(shared(&archive, &index)?);
    let mut sheets = Vec::new();
    for place in index.sheets {
        let survey = survey::run(&archive, &place.part, 0)?;
        if survey.rows > limits.xlsx_rows {
            return Err(Kind::TooManyRows {
                limit: limits.xlsx_rows,
                found: Some(survey.rows),
                csv_limit: limits.xlsx_rows,
            }
            .file());
        }
        let mut stream = SheetRows::open(&archive, &place.part, Arc::clone(&shared), limits)?;
        let mut rows = Vec::new();
        while let Some(raw) = stream.next()? {
            if raw.blank() {
                continue;
            }
            let (number, mut cells, mut problems) = (raw.number, raw.cells, raw.problems);
            if cells.len() > limits.columns {
                let limit = limits.columns;
                return Err(Kind::TooManyColumns { limit }.row(number));
            }
            for (at, cell) in cells.iter_mut().enumerate() {
                if cell.contains('\r') {
                    *cell = cell.replace("\r\n", "\n").replace('\r', "\n");
                }
                if let Some(kind) = refusal(cell, limits) {
                    problems.push(kind.cell(number, column(at)));
                    cell.clear();
                }
            }
            rows.push(BookRow {
                number,
                cells,
                problems,
            });
        }
        sheets.push(BookSheet {
            name: place.name,
            hidden: place.hidden,
            merged: survey.first_merge,
            rows,
        });
    }
    let macros = MACROS.iter().any(|part| archive.has(part));
    Ok(Book { macros, sheets })
}
