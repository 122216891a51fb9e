//! What a centre reports: the registers that its procedures fill, and the indicators counted on them.
//!
//! What stands in a line and every count follow from the cases; only the number of a line and the signature of a month are
//! written. Never: a line that tells more than its case may.

pub mod age;
pub mod indicator;
pub mod number;
pub mod register;
pub mod sign;

/// Version in which this module writes.
pub const VERSION: u16 = 1;
