//! Break-glass by key: the key of each sealed scope in shares, two of which make it again, one for each guardian.
//!
//! Every scope has as many rows, shuffled; none says whose it is, and some are nobody's. One share says nothing of the
//! key, nor which scope is whose: a scope is found by a name that somebody knows (the number of a case, whom it is
//! about), and only where two guardians put the same name through the secrets that each was given with their share.
//! Owns the roll of a scope ([`Roll`]), its shares ([`fit`]), finding one ([`words`], [`find`]) and the letters between
//! guardians ([`letter`], [`loan`]). Never joins two shares in the hands of who gives one, and never keeps a key in the clear.

mod find;
pub mod letter;
pub mod loan;
mod roll;
mod share;

pub use find::{Found, Words, find, words};
pub use roll::{Name, Roll, roll_of};
pub(super) use share::{carry, destroy, write};
pub use share::{fit, is_fit};

/// Rows of every scope, and so the most guardians there are.
pub const PLACES: usize = 4;
/// Names by which a scope is found, at most.
const NAMES: usize = 2;
/// Shares that make a key.
const THRESHOLD: usize = 2;
/// Bytes of a key, and of all that is as long.
const BYTES: usize = 32;
/// Bytes of what two guardians say together of a name.
const MARK_BYTES: usize = 16;

#[cfg(test)]
#[path = "alone_tests.rs"]
mod tests;
