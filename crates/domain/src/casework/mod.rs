//! Casework: cases that run under a procedure of the manual, and the manual itself.
//!
//! A case begins under a procedure and a version and stays under it. What is to be done is never
//! written: it follows from what was done ([`akwaba_procedures::run`]). Never: a sealed file in the
//! open, an approval by the author, a step forgotten without a reason. How the manual itself is changed:
//! [`proposal`], [`comment`], [`notice`].

pub mod at_home;
pub mod capacity;
pub mod carried;
pub mod case;
pub mod closing;
pub mod code;
pub mod comment;
pub mod conference;
pub mod conformity;
pub mod consent;
pub(crate) mod counted;
pub mod edition;
mod facts;
mod function;
pub mod glass;
pub mod home_visit;
pub mod incident;
pub mod intern;
pub mod layer;
pub mod leave;
pub mod manual;
pub mod need;
pub mod note;
mod noted;
pub mod notice;
pub mod number;
pub mod open;
pub mod passage;
pub mod plan;
pub mod programme;
pub mod proposal;
pub mod reply;
pub mod sealed;
#[cfg(test)]
pub(crate) mod sealed_testing;
pub mod severity;
pub mod signalling;
pub mod step;
mod submission;
pub mod time;
pub mod transfer;
pub mod visa;
pub mod who;
pub mod window;

pub use case::Case;
pub use code::Code;
pub use edition::{Edition, ProcedureRef};
pub use note::Note;
pub use number::CaseNumber;
pub(crate) use open::edit;
pub(crate) use open::entry as keyed;
pub use proposal::Proposal;
pub use submission::{AskedVisa, Submission};
pub use who::{Hands, Subject};

/// Kind of the entities that are cases.
pub const CASE: &str = "case";
/// Kind of the entity that counts the cases of a year.
pub const CASE_YEAR: &str = "case-year";
/// Kind of the entities that are cases handed to another centre or service.
pub const TRANSFER: &str = "transfer";
/// Kind of the entities that answer them.
pub const TRANSFER_ANSWER: &str = "transfer-answer";
/// Kind of the entities that are published procedures, one a version.
pub const PROCEDURE: &str = "procedure";
/// Kind of the entity that holds what all procedures share: roles, public holidays.
pub const MANUAL: &str = "manual";
/// Kind of the entities that are proposed changes to a procedure.
pub const PROPOSAL: &str = "proposal";
/// Kind of the entities that hold what workers say of a version of a procedure.
pub const COMMENTS: &str = "procedure-comments";
/// Kind of the entities that hold who has read the note of a version.
pub const READING: &str = "procedure-reading";
/// Version in which this module writes.
pub const VERSION: u16 = 1;

crate::personal! {
    /// Why somebody did something with a case.
    Why;
}
