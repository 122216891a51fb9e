//! Complementarity: what a household that has one thing is likely entitled to, or in need of, beside it.
//!
//! Rules are data, versioned, and propose; a worker accepts or declines each with a reason. Invariants:
//! what is not known selects nobody; a rule that does not read selects nobody, and is said; what was
//! answered is not proposed again until the facts it was proposed on change. Never: selects, enrols or
//! pays by itself; shows as a rule of law what no source says.

mod answer;
mod facts;
mod rule;

pub use answer::{Answer, AnswerForm, Answered, BARRIERS, decide, entity, given, standing};
pub use facts::{Home, Member};
pub use rule::{AS_OF, Broken, Need, Proposal, Rule, for_home, for_member, rules};

/// Kind of the entities that hold what was answered for a household.
pub const COMPLEMENTARITY: &str = "complement";
/// Version in which this module writes.
pub const VERSION: u16 = 1;

crate::personal! {
    /// Why something was declined, what stands in the way.
    Words;
}

#[cfg(test)]
mod tests;
