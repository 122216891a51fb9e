//! Mediation: what procedure P22 of the manual leaves to its keeper. Who the two are, that nobody is
//! brought together with somebody they fear, and the agreement that both signed.
//!
//! Steps, interviews, delays and follow-up are the workbook's; nothing of them is kept twice.
//! Invariant: whichever way a case came there, no step that brings the two together is done while an
//! interview alone is missing or a sign of violence stands. A sign never falls away again. Never: one
//! of the two told what the other said, or why it stops.

mod agreement;
mod party;
mod signs;

pub use agreement::{Agreement, Clause, Outcome, SignForm, Signed, sign};
pub use party::{PartyForm, Side, Who, name};
pub use signs::{Sign, fear, gate, is_joint, opens, seen_alone, signs, tells};

use crate::casework::Case;
use akwaba_journal::state::State;

/// The procedure of the manual that this module keeps.
pub const PROCEDURE: &str = "P22";
/// The step of it that stops everything and protects.
pub const STOP: &str = "arret";

crate::personal! {
    /// Words of a mediation: who somebody is, what was noticed, a witness.
    Words;
}

/// What is known of a mediation beside the answers of its steps.
#[derive(Debug, Clone, PartialEq)]
pub struct Mediation {
    /// The two, as far as they were told: the one of the first interview, and the other.
    pub parties: [Option<Who>; 2],
    /// Why it is stopped; empty while nothing speaks against it.
    pub signs: Vec<Sign>,
    /// Which of the two had their interview, whatever was said there.
    pub interviewed: [bool; 2],
    /// Which of the two were seen alone, without fear.
    pub seen: [bool; 2],
    /// The agreement, once it was written and approved.
    pub agreement: Option<Agreement>,
}

impl Mediation {
    /// The mediation of a case; `None` when its procedure is another. `elsewhere`: another case of
    /// one of the two, or of their household, tells of violence.
    pub fn of(case: &Case, state: &State, elsewhere: bool) -> Option<Self> {
        if case.procedure.code != PROCEDURE {
            return None;
        }
        let mut found = signs(case, state);
        if elsewhere {
            found.push(Sign::Elsewhere);
        }
        Some(Self {
            parties: Side::ALL.map(|side| party::of(state, side)),
            signs: found,
            interviewed: Side::ALL.map(|side| signs::interviewed(case, side)),
            seen: Side::ALL.map(|side| seen_alone(case, side)),
            agreement: Agreement::of(case, state),
        })
    }

    /// Whether the two may be brought together.
    pub fn may_meet(&self) -> bool {
        self.signs.is_empty() && self.seen == [true, true]
    }
}

#[cfg(test)]
mod tests;
