//! The limits of a table, each with a name and a reason.
//!
//! Owns the numbers only; the readers and writers apply them and say which one was met.

/// Rows of data in one CSV file: all the people of the country's largest district, twice over.
pub const CSV_ROWS: u64 = 2_000_000;
/// Rows of data in one XLSX file: beyond that a spreadsheet is slow for its owner too, and CSV is advised.
pub const XLSX_ROWS: u64 = 200_000;
/// Columns with a name.
pub const COLUMNS: usize = 512;
/// Characters in one cell; a spreadsheet itself stops at 32,767.
pub const CELL_CHARS: usize = 10_000;
/// Bytes of one CSV record, so that a quote left open does not swallow the file into memory.
pub const RECORD_BYTES: usize = 4 * 1024 * 1024;
/// Bytes of an XLSX file as it arrives.
pub const ARCHIVE_BYTES: u64 = 64 * 1024 * 1024;
/// Files inside an XLSX archive.
pub const ARCHIVE_ENTRIES: usize = 4_096;
/// Bytes of all files of an XLSX archive once unpacked.
pub const UNPACKED_BYTES: u64 = 512 * 1024 * 1024;
/// Times one file of an archive may grow when unpacked. Honest sheets stay below 40.
pub const UNPACKED_RATIO: u64 = 100;
/// Below this size a file may grow by any ratio: small files of zeros are harmless.
pub const RATIO_FREE_BYTES: u64 = 4 * 1024 * 1024;
/// Bytes of text shared between the cells of an XLSX file, which must stay in memory.
pub const SHARED_TEXT_BYTES: u64 = 192 * 1024 * 1024;
/// Characters that a spreadsheet accepts in one cell when we write.
pub const WRITTEN_CELL_CHARS: usize = 32_767;

/// The limits applied to one reading; [`Limits::default`] gives the constants of this module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Rows of data in a CSV file.
    pub csv_rows: u64,
    /// Rows of data in an XLSX file.
    pub xlsx_rows: u64,
    /// Columns with a name.
    pub columns: usize,
    /// Characters in one cell.
    pub cell_chars: usize,
    /// Bytes of one CSV record.
    pub record_bytes: usize,
    /// Bytes of an XLSX file as it arrives.
    pub archive_bytes: u64,
    /// Bytes of an XLSX file once unpacked.
    pub unpacked_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            csv_rows: CSV_ROWS,
            xlsx_rows: XLSX_ROWS,
            columns: COLUMNS,
            cell_chars: CELL_CHARS,
            record_bytes: RECORD_BYTES,
            archive_bytes: ARCHIVE_BYTES,
            unpacked_bytes: UNPACKED_BYTES,
        }
    }
}
