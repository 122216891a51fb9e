//! The workbook as Markdown tables: what the repository keeps, where a change reads line by line.
//!
//! Owns both ways and the one canonical writing: [`write`] of what [`read`] gave is the same workbook, and of a canonical
//! text the same text. Refuses any text outside a table, so that nothing is ever lost on the way.

mod cell;
mod read;
mod write;

pub use read::read;
pub(super) use read::too_large;
pub use write::write;

#[cfg(test)]
#[path = "tests.rs"]
pub(super) mod tests;
