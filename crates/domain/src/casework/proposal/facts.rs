//! What the journal keeps of a proposal, in the bytes in which it keeps it.

use super::Line;
use crate::casework::Why;
use crate::casework::edition::ProcedureRef;
/// One visa asked; its place is that of one of the ministries.
pub(super) use crate::casework::facts::Asked;
use akwaba_journal::act::Value;
use akwaba_journal::chain::Hash;
use minicbor::{Decode, Encode};

pub(super) const SUBMITTED: &str = "submitted";
pub(super) const VISA: &str = "visa";
pub(super) const ABANDONED: &str = "abandoned";
pub(super) const PUBLISHED: &str = "published";

/// A text sent for visas: all that the seal covers.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(super) struct Submitted {
    /// The whole workbook, in Markdown.
    #[n(0)]
    pub text: String,
    /// The version from which it starts.
    #[n(1)]
    pub base: ProcedureRef,
    /// The version that it will be.
    #[n(2)]
    pub named: ProcedureRef,
    /// What everyone concerned will have to read.
    #[n(3)]
    pub note: Why,
    /// The ministries whose visas it needs.
    #[n(4)]
    pub ministries: Vec<String>,
    /// When, in microseconds since 1970, by the clock of who wrote it.
    #[n(5)]
    pub at_micros: i64,
    /// True when nobody of the regional supervision has an account here: two people who direct answer then.
    #[n(6)]
    pub alone: Option<bool>,
}

impl Submitted {
    /// The seal of all that was submitted. A text of the manual is no secret: it needs no salt.
    pub fn seal(&self) -> Hash {
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"akwaba proposal 1");
        hasher.update(Value::of(self).as_bytes());
        Hash(*hasher.finalize().as_bytes())
    }
}

/// What comes with a visa or its refusal.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(super) struct Said {
    /// The seal of what was read.
    #[n(0)]
    pub seal: Hash,
    /// From where.
    #[n(1)]
    pub line: Line,
    /// Why it was refused.
    #[n(2)]
    pub reason: Option<Why>,
    /// When, in microseconds since 1970, by the clock of who wrote it.
    #[n(3)]
    pub at_micros: i64,
}

/// Given up.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(super) struct Abandoned {
    #[n(0)]
    pub reason: Why,
    /// When, in microseconds since 1970, by the clock of who wrote it.
    #[n(1)]
    pub at_micros: i64,
}
