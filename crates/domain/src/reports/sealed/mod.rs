//! The counts of sealed files: made inside by who follows them, signed out with nothing that points at anybody.
//!
//! Owns the lines, whose count a case is, what is signed and the sum over those who signed. Invariants: a case stands in the
//! latest counts of one person at most; what is signed for nobody and for any number below the threshold is the same.
//! Never: a figure that is not signed out, kept in the open.

mod line;
mod sign;
mod sum;
mod whose;

#[cfg(test)]
mod tests;

pub use line::{Situation, age_said, may_be_counted, situation, situations};
pub use sign::{SignedOut, Told, entity, latest, seen, sign_out};
pub use sum::summed;
pub use whose::{is_mine, whose};

/// Kind of the entities that hold what was signed out of a month.
pub const COUNTS: &str = "sealed-counts";
