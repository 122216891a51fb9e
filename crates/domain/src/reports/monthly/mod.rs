//! The monthly report of a centre: counted from what was recorded, commented, signed, corrected by another version.
//!
//! Owns the rubrics, the counting of what the store finds, what contradicts a signature, and what of it may leave the
//! centre. Never: a name, a figure typed by somebody, a zero where nothing is kept (the rubric then says so).

mod check;
mod correct;
mod diff;
mod figures;
mod gather;
mod month;
mod protect;
mod rubric;
mod sign;
mod signed;
mod sum;

pub use check::{Around, Contradiction, contradictions};
pub use correct::Earlier;
pub use diff::{Change, changes};
pub use figures::{Figures, Line, Table};
pub use gather::{Counted, Facets, Gathering, Record, Stand};
pub use month::Month;
pub use protect::{THRESHOLD, corrected, protected, sealed, sheltered};
pub use rubric::{Dimension, INQUIRIES_ACT, Kept, Question, Rubric, Section};
pub use sign::{SignForm, Signing, comment, sign};
pub use signed::{
    Anchor, Comment, Confirmed, Published, Report, Seal, Signed, WHOLE, Words, entity,
    published_entity,
};
pub use sum::{Sum, summed};

/// Kind of the entities that are monthly reports, with every figure: they stay in the centre.
pub const REPORT: &str = "monthly-report";
/// Kind of the entities that hold what of a signed report may leave the centre.
pub const PUBLISHED: &str = "published-report";
/// Version in which this module writes.
pub const VERSION: u16 = 1;

#[cfg(test)]
mod tests;
