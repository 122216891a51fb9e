//! How large a workbook may be.
//!
//! Owns the numbers, for both carriers; a manual is far below each of them.

/// Bytes of a file as it arrives.
pub const BYTES: u64 = 16 * 1024 * 1024;
/// Bytes of a spreadsheet once unpacked.
pub const UNPACKED: u64 = 128 * 1024 * 1024;
/// Rows of one sheet: the longest lists of choices, twice over.
pub const ROWS: usize = 50_000;
/// Columns of one sheet.
pub const COLUMNS: usize = 256;
/// Characters of one cell.
pub const CELL_CHARS: usize = 10_000;
/// Findings of one file before the reading gives up.
pub const FINDINGS: usize = 200;
