//! Rows of an XLSX workbook, streamed out of the packed bytes.
//!
//! Owns the way from the archive to one sheet's rows. Reads only the parts it needs (list of sheets,
//! shared texts, styles, one sheet) and never a macro, a link, a drawing or a comment. No XML entity is
//! ever declared or fetched: a document type ends the reading.

mod book;
mod format;
mod parts;
mod sheet;
mod strings;
mod survey;
mod value;
mod xml;

pub use book::{Book, BookRow, BookSheet, book};

use std::sync::Arc;

use self::format::Look;
use self::parts::{Index, SheetPlace};
use self::sheet::SheetRows;
use self::strings::Strings;
use self::survey::Survey;
use super::archive::Archive;
use super::row::RawRow;
use crate::error::{Kind, TableError};
use crate::limits::{Limits, SHARED_TEXT_BYTES};

/// An open workbook, on one of its sheets.
pub(crate) struct Workbook {
    archive: Archive,
    sheets: Vec<SheetPlace>,
    chosen: SheetPlace,
    rows: SheetRows,
    survey: Survey,
}

/// What all cells of a workbook share.
pub(crate) struct Shared {
    strings: Strings,
    looks: Vec<Look>,
    /// Whether dates count from 1904 (old Macintosh workbooks).
    since_1904: bool,
}

/// Reads what all cells of the workbook share.
fn shared(archive: &Archive, index: &Index) -> Result<Shared, TableError> {
    let strings = match &index.strings {
        Some(part) if archive.size(part) > SHARED_TEXT_BYTES => {
            return Err(Kind::Bomb {
                limit: SHARED_TEXT_BYTES,
            }
            .file());
        }
        Some(part) => strings::read(archive, part)?,
        None => Strings::default(),
    };
    let looks = match &index.styles {
        Some(part) => format::read(archive, part)?,
        None => Vec::new(),
    };
    Ok(Shared {
        strings,
        looks,
        since_1904: index.since_1904,
    })
}

impl Workbook {
    /// Opens the sheet of that name, or the first that is not hidden.
    pub(crate) fn open(
        bytes: Arc<Vec<u8>>,
        sheet: Option<&str>,
        limits: &Limits,
    ) -> Result<Self, TableError> {
        let archive = Archive::open(bytes, limits)?;
        let index = parts::index(&archive)?;
        let chosen = match sheet {
            Some(name) => index.sheets.iter().find(|place| place.name == name),
            None => index.sheets.iter().find(|place| !place.hidden),
        };
        let Some(chosen) = chosen.cloned() else {
            let name = sheet.unwrap_or_default().to_owned();
            return Err(Kind::NoSuchSheet { name }.file());
        };
        let shared = Arc::new(shared(&archive, &index)?);
        let rows = SheetRows::open(&archive, &chosen.part, shared, limits)?;
        Ok(Self {
            archive,
            sheets: index.sheets,
            chosen,
            rows,
            survey: Survey::default(),
        })
    }

    /// Runs over the whole sheet once: damage, merged cells and too many rows are known before any row
    /// is used.
    pub(crate) fn check(&mut self, header_row: u64, limits: &Limits) -> Result<(), TableError> {
        self.survey = survey::run(&self.archive, &self.chosen.part, header_row)?;
        if let Some(range) = &self.survey.first_merge {
            let more = self.survey.merges.saturating_sub(1);
            return Err(Kind::Merged {
                range: range.clone(),
                more,
            }
            .file());
        }
        if self.survey.rows > limits.xlsx_rows {
            let found = Some(self.survey.rows);
            return Err(Kind::TooManyRows {
                limit: limits.xlsx_rows,
                found,
                csv_limit: limits.csv_rows,
            }
            .file());
        }
        Ok(())
    }

    /// The next row that has cells.
    pub(crate) fn next(&mut self) -> Result<Option<RawRow>, TableError> {
        self.rows.next()
    }

    /// The sheet's name and the names of all that are not hidden.
    pub(crate) fn sheets(&self) -> (String, Vec<String>) {
        let visible = self
            .sheets
            .iter()
            .filter(|place| !place.hidden)
            .map(|place| place.name.clone());
        (self.chosen.name.clone(), visible.collect())
    }

    /// Last row that holds something.
    pub(crate) fn last_row(&self) -> u64 {
        self.survey.last_row
    }
}
