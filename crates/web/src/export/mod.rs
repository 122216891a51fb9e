//! Lists on their way out of the centre: persons, households, groups, the register, the figures, the trail, as CSV or XLSX.
//!
//! Owns what stands in each list, for the page and the command line alike. Rows are read and written a few at a time.
//! Invariant: who opposes leaving the centre, by name or to be studied, is known once for every list ([`Reading::kept_in`])
//! and stands in none: their row is left out or, where a number may not be missing, keeps the number alone. Never:
//! writes a file, seals one, or decides who may take it out: it asks for the permission as a value.

mod books;
mod days;
mod groups;
mod homes;
mod own;
mod people;
mod unserved;

pub(crate) use groups::taken as groups_taken;

#[cfg(test)]
mod opposed_tests;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::io::Write;

use akwaba_domain::centre::export::List;
use akwaba_domain::policy::{Allowed, act};
use akwaba_domain::reception::Day;
use akwaba_domain::scope;
use akwaba_journal::id::{CentreId, EntityId};
use akwaba_store::projections::privacy;
use akwaba_store::{StoreError, Tx};
use akwaba_tables::Column;
use akwaba_tables::write::WriteError;
use akwaba_tables::write::csv::{CsvOptions, CsvWriter};
use akwaba_tables::write::xlsx::XlsxWriter;

use crate::frame::Frame;

/// Rows that a list sent to a page may have; longer ones leave by the command line.
pub const PAGE_ROWS_MAX: u64 = 50_000;
/// Days that one list of days may cover: three years.
pub const DAYS_MAX: i32 = 1_096;
/// Records read at a time.
const PAGE: u32 = 500;

/// How a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text, as spreadsheets in French open it.
    Csv,
    /// A workbook.
    Xlsx,
}

impl Format {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Csv, Self::Xlsx];

    /// Its name, which is also the end of the file's name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// The format of that name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.code() == code)
    }
}

/// What is asked for, beside the list itself.
#[derive(Clone, Debug)]
pub struct Asked {
    /// How it is written.
    pub format: Format,
    /// The day it leaves on.
    pub today: Day,
    /// The first day, of a list of days.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// Rows that it may have.
    pub rows_max: u64,
    /// Which register, for [`List::CaseRegister`]: the code of its procedure, and its own.
    pub register: Option<(String, String)>,
}

/// Why a list cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// More rows than this way out takes.
    #[error("more than {limit} rows")]
    TooManyRows {
        /// Rows that it takes.
        limit: u64,
    },
    /// No register of that name can leave.
    #[error("no such register")]
    NoRegister,
    /// The table cannot be written.
    #[error(transparent)]
    Table(#[from] WriteError),
    /// The store fails.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// How many people are in no list, or stand there by a number alone, because they oppose it.
///
/// # Errors
/// Those of the store.
pub fn kept_in(tx: &mut dyn Tx, centre: CentreId) -> Result<u64, StoreError> {
    let scope = scope::registry(centre);
    let records = privacy::kept_in(tx, scope)?;
    privacy::people_of(tx, scope, &records)
}

/// Writes a list to `to`; says how many rows it has, and gives the destination back.
///
/// # Errors
/// [`ExportError::TooManyRows`] beyond what was asked; those of the destination and of the store.
pub fn write<W: Write>(
    tx: &mut dyn Tx,
    frame: &Frame,
    allowed: &Allowed<act::RegistryExport, List>,
    asked: &Asked,
    to: W,
    progress: &mut dyn FnMut(u64),
) -> Result<(u64, W), ExportError> {
    let list = *allowed.subject();
    let name = frame.word("export-list-", list.code());
    let reading = Reading {
        frame,
        centre: allowed.centre(),
        asked,
        kept_in: privacy::kept_in(tx, scope::registry(allowed.centre()))?,
    };
    let mut shape = people::Shape::default();
    let mut groups = groups::Shape::default();
    let mut book = None;
    let columns = match list {
        List::People => {
            shape = people::Shape::of(tx, &reading)?;
            shape.columns(frame)
        }
        List::Households => homes::columns(frame),
        List::Groups => {
            groups = groups::Shape::of(tx, &reading)?;
            groups.columns(frame)
        }
        List::Register => days::register_columns(frame),
        List::Figures => days::figures_columns(frame),
        List::Trail => days::trail_columns(frame),
        List::CaseRegister => {
            let found = books::Book::of(tx, &reading)?;
            book.insert(found).columns(frame)
        }
        List::Unserved => unserved::columns(frame),
    };
    let mut out = Out::begin(to, &name, columns, (asked, progress))?;
    let row: Row<'_> = &mut |cells| out.row(cells);
    match list {
        List::People => shape.write(tx, &reading, row)?,
        List::Households => homes::write(tx, &reading, row)?,
        List::Groups => groups.write(tx, &reading, row)?,
        List::Register => days::register(tx, &reading, row)?,
        List::Figures => days::figures(tx, &reading, row)?,
        List::Trail => days::trail(tx, &reading, row)?,
        List::CaseRegister => {
            if let Some(book) = &book {
                book.write(tx, &reading, row)?;
            }
        }
        List::Unserved => unserved::write(tx, &reading, row)?,
    }
    out.end()
}

/// What every list reads by.
struct Reading<'a> {
    frame: &'a Frame,
    centre: CentreId,
    asked: &'a Asked,
    /// The records of those who are in no list that leaves.
    kept_in: BTreeSet<EntityId>,
}

/// Where rows go.
type Row<'a> = &'a mut dyn FnMut(&[String]) -> Result<(), ExportError>;

/// The table being written.
struct Out<'a, W: Write> {
    file: File<W>,
    rows: u64,
    limit: u64,
    progress: &'a mut dyn FnMut(u64),
}

enum File<W: Write> {
    Csv(CsvWriter<W>),
    Xlsx(Box<XlsxWriter<W>>),
}

impl<'a, W: Write> Out<'a, W> {
    fn begin(
        to: W,
        name: &str,
        columns: Vec<Column>,
        (asked, progress): (&Asked, &'a mut dyn FnMut(u64)),
    ) -> Result<Self, ExportError> {
        let file = match asked.format {
            Format::Csv => File::Csv(CsvWriter::new(to, columns, CsvOptions::default())?),
            Format::Xlsx => File::Xlsx(Box::new(XlsxWriter::new(to, name, columns)?)),
        };
        Ok(Self {
            file,
            rows: 0,
            limit: asked.rows_max,
            progress,
        })
    }

    fn row(&mut self, cells: &[String]) -> Result<(), ExportError> {
        self.rows += 1;
        if self.rows > self.limit {
            return Err(ExportError::TooManyRows { limit: self.limit });
        }
        match &mut self.file {
            File::Csv(file) => file.row(cells)?,
            File::Xlsx(file) => file.row(cells)?,
        }
        if self.rows.is_multiple_of(u64::from(PAGE)) {
            (self.progress)(self.rows);
        }
        Ok(())
    }

    fn end(self) -> Result<(u64, W), ExportError> {
        let to = match self.file {
            File::Csv(file) => file.finish()?,
            File::Xlsx(file) => file.finish()?,
        };
        Ok((self.rows, to))
    }
}
