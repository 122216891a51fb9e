//! What stands on a paper, word for word, as it is kept for ever.

use super::Words;
use minicbor::{Decode, Encode};

/// One thing under another on a paper.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Piece {
    /// A paragraph.
    #[n(0)]
    Words(#[n(0)] Words),
    /// A label with what it says.
    #[n(1)]
    Fact(#[n(0)] String, #[n(1)] Words),
    /// A heading.
    #[n(2)]
    Section(#[n(0)] String),
    /// A label, and words to tick by hand under it.
    #[n(3)]
    Ticks(#[n(0)] String, #[n(1)] Vec<String>),
    /// A short code, in words and as a QR code; the first tells what it is for.
    #[n(4)]
    Code(#[n(0)] String, #[n(1)] String),
    /// Where the sheet is cut.
    #[n(5)]
    Cut,
    /// Places to sign, inside the paper.
    #[n(6)]
    Sign(#[n(0)] Vec<String>),
}

/// A paper as it was printed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Content {
    /// Whose paper it is, line by line: ministry, direction, centre, where to find it.
    #[n(0)]
    pub head: Vec<String>,
    /// Its number, as printed: `12/2026/CSG`.
    #[n(1)]
    pub number: String,
    /// Where and when, as printed.
    #[n(2)]
    pub dated: String,
    /// What it is.
    #[n(3)]
    pub title: String,
    /// What it says, in order.
    #[n(4)]
    pub pieces: Vec<Piece>,
    /// What stands at its foot.
    #[n(5)]
    pub foot: String,
}

impl Content {
    /// The hash of all of it, to tell whether a sheet is the one that was issued.
    pub fn hash(&self) -> [u8; 32] {
        // Writing to memory cannot fail.
        let bytes = minicbor::to_vec(self).unwrap_or_default();
        *blake3::hash(&bytes).as_bytes()
    }

    /// The same in eight signs, as it stands at the foot of the paper.
    pub fn mark(&self) -> String {
        mark(&self.hash())
    }
}

/// A hash in eight signs.
pub(super) fn mark(hash: &[u8; 32]) -> String {
    let hex: String = hash
        .iter()
        .take(4)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let (first, last) = hex.split_at_checked(4).unwrap_or((&hex, ""));
    format!("{first} {last}")
}
