//! What a centre reports: the registers that its procedures fill, the indicators counted on them, and the monthly report.
//!
//! What stands in a line and every count follow from what was recorded; only the number of a line, the words of the director
//! and signatures are written. Never: a line that tells more than its case may.

pub mod age;
pub mod indicator;
pub mod monthly;
pub mod number;
pub mod register;
pub mod sealed;
pub mod sign;

/// Version in which this module writes.
pub const VERSION: u16 = 1;
