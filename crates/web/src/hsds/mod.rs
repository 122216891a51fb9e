//! The directory as other programs write it: services after HSDS 3, the Human Services Data Specification of Open Referral, in
//! and out, as JSON and as a data package of tables, for the pages and the command line alike.
//!
//! Never: a confidential service, or one that is closed, in what leaves; who answers in a service, who is named for the
//! centre's eyes; a service that comes in counted as verified.

mod fault;
mod package;
mod read;
mod tables;
mod unpack;
mod write;

#[cfg(test)]
mod tests;

pub use fault::{Fault, HsdsError};
pub use package::write_tables;
pub use read::{Read, read};
pub use write::write;

use akwaba_tables::package::Package;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

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
/// How a file that is no text begins once it is kept as text. No JSON begins so.
const PACKED: &str = "base64:";

/// A file as text, to be kept until it is added.
#[must_use]
pub fn keep(bytes: &[u8]) -> String {
    if Package::is(bytes) {
        return format!("{PACKED}{}", STANDARD.encode(bytes));
    }
    String::from_utf8_lossy(bytes).into_owned()
}

/// The file that was kept as text.
#[must_use]
pub fn kept(text: &str) -> Vec<u8> {
    let packed = text.strip_prefix(PACKED);
    let packed = packed.and_then(|packed| STANDARD.decode(packed).ok());
    packed.unwrap_or_else(|| text.as_bytes().to_vec())
}
