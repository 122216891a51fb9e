//! A file of persons and households on its way into the registry: staged, checked row by row, decided upon, written whole.
//!
//! Owns the steps between a table and the registry, for the pages and the command line alike. Each step but the last takes
//! a bounded number of rows in a transaction of its own, so that it can be left and taken up again; the last writes
//! everything or nothing. Never: writes a file, or keeps more of one in memory than it is handed.

mod check;
mod commit;
mod found;
mod homes;
mod plan;
mod stage;
mod ties;
mod told;

pub use check::{Checked, Memory, check, check_all};
pub use commit::{Committed, commit};
pub use found::{Alike, Found, Said};
pub use plan::{Phase, Plan, Upload, named};
pub use stage::{Begun, begin, map, prepare, stage};

use akwaba_domain::refusal::Refusals;
use akwaba_journal::id::{ActorId, EntityId};
use akwaba_store::local::import::line::{self, Line};
use akwaba_store::{StoreError, Tx};
use akwaba_tables::TableError;

/// Rows checked in one transaction.
pub const CHECK_ROWS: u32 = 1_000;
/// Rows that a file sent to a page may have; longer ones come in by the command line.
pub const PAGE_ROWS_MAX: u64 = 50_000;

/// Why an import cannot go on. What was staged stays, to be taken up again; the registry is untouched.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file is refused.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The names of its columns are refused.
    #[error("the names of the columns are refused")]
    Header(Vec<TableError>),
    /// More rows than this way in takes.
    #[error("more than {limit} rows")]
    TooManyRows {
        /// Rows that it takes.
        limit: u64,
    },
    /// Something is refused.
    #[error("refused: {0:?}")]
    Refused(Refusals),
    /// There is no such import, or it is somebody else's.
    #[error("there is no such import")]
    NotFound,
    /// It is not at the step that was asked for.
    #[error("the import is at another step")]
    OtherStep,
    /// The store fails.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Refusals> for ImportError {
    fn from(refusals: Refusals) -> Self {
        Self::Refused(refusals)
    }
}

/// An import of an account, and how far it is; somebody else's is not found.
///
/// # Errors
/// Those of the store.
pub fn find(
    tx: &mut dyn Tx,
    id: EntityId,
    account: ActorId,
) -> Result<Option<(Phase, Plan)>, StoreError> {
    let work = plan::Work::find(tx, id, account)?;
    Ok(work.map(|work| (work.phase, work.plan)))
}

/// The cells of the first rows.
///
/// # Errors
/// Those of the store.
pub fn preview(tx: &mut dyn Tx, id: EntityId, rows: u32) -> Result<Vec<Vec<String>>, StoreError> {
    line::after(tx, id, 0, rows)?.iter().map(cells).collect()
}

/// The cells of a staged row.
///
/// # Errors
/// Where they cannot be read.
pub fn cells(line: &Line) -> Result<Vec<String>, StoreError> {
    Ok(found::Cells::unpack(&line.cells)?.cells)
}

#[cfg(test)]
mod tests;
