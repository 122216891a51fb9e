//! The papers that offices ask for: what each may carry, who may issue it, and what was issued.
//!
//! A paper is numbered without gaps, dated, kept word for word as it was printed, cancelled with a
//! reason and never changed. Never: sent by itself; a reason for coming on a summons; the text of a
//! note de signalement, which stays on paper until sealed files exist.

mod content;
mod issue;
mod kind;
mod values;

pub use content::{Content, Piece};
pub use issue::{Cancelled, Numbered, Paper, Source, cancel, issue, year_entity};
pub use kind::{Answered, Info, Kind, Part, Place, Shape, barred};
pub use values::Values;

/// Kind of the entities that are papers.
pub const PAPER: &str = "paper";
/// Kind of the entity that counts the papers of a year.
pub const YEAR: &str = "paper-year";
/// Version in which this module writes.
pub const VERSION: u16 = 1;

crate::personal! {
    /// What a paper says of somebody, or why it was cancelled.
    Words;
}

#[cfg(test)]
mod tests;
