//! The directory as other programs write it: services in JSON after HSDS 3, the Human Services Data Specification of Open
//! Referral, in and out, for the pages and the command line alike.
//!
//! Never: a confidential service, or one that is closed, in what leaves; who answers in a service, who is named for the
//! centre's eyes; a service that comes in counted as verified.

mod read;
mod write;

#[cfg(test)]
mod tests;

pub use read::{HsdsError, read};
pub use write::write;

/// The largest file that is read, in bytes.
pub const BYTES_MAX: usize = 4 * 1024 * 1024;
/// The most services of one file.
pub const SERVICES_MAX: usize = 5_000;

/// The list of terms by which this program says what a service does.
const KINDS: &str = "akwaba-kind";
/// The list of terms by which it says whom a service is for.
const SITUATIONS: &str = "akwaba-situation";
/// How it names the code of an administrative unit.
const UNIT: &str = "akwaba-unit";
/// The currency of prices here.
const CURRENCY: &str = "XOF";
