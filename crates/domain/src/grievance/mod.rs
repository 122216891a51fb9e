//! Complaints about the centre and those who work in it: said by anybody, through any channel, without a name.
//!
//! Owns what is said, who may read it, the answer, and the receipt with which it is asked for. Invariant: whom a
//! complaint is about never has its key, whoever it is handed to. Never: who said it, an account, an entry in the open.

mod appeal;
mod audience;
mod counts;
mod delay;
pub mod examine;
mod life;
#[cfg(test)]
mod life_tests;
mod receipt;
mod say;
mod second;
#[cfg(test)]
mod second_tests;
#[cfg(test)]
mod tests;

pub use appeal::{
    Address, Appealed, Kept, Mailbox, appeal, file, gives_mailbox, may_enter, open_to,
};
pub use audience::{Audience, audience, may_hold};
pub use counts::{APPEALS, Counts, TIMINGS, counts};
pub use delay::{Delays, Duty, PROCEDURE, Timing};
pub use examine::Examined;
pub use life::{Anew, AnswerForm, Answered, Grievance, Held, Reply, answer, hand_on, keep_away};
pub use receipt::Receipt;
pub use say::{GrievanceForm, Said, read, said};
pub use second::{Colleagues, attend};

use crate::registry::codes::coded;

/// Kind of the entities that are complaints. They stand in sealed files alone.
pub const GRIEVANCE: &str = "grievance";
/// Kind of the entities that are answers to whoever holds the receipt, each in a sealed file of its own.
pub const REPLY: &str = "reply-by-receipt";
/// Version in which this module writes.
pub const VERSION: u16 = 1;

coded! {
    /// How it came.
    Channel {
        /// Written on this page by the person.
        0 Page = "page",
        /// Said aloud, and written for the person.
        1 Voice = "voix",
        /// A letter, or the box.
        2 Writing = "ecrit",
        /// By telephone.
        3 Phone = "telephone",
        /// Through somebody close.
        4 Close = "proche",
    }
}

coded! {
    /// What it is about.
    About {
        /// Waiting, opening hours.
        0 Wait = "attente",
        /// How somebody was spoken to or treated.
        1 Manners = "comportement",
        /// A help that was refused or did not come.
        2 Refusal = "refus",
        /// Money or something else was asked for.
        3 Money = "argent",
        /// A secret was told.
        4 Secret = "secret",
        /// A body was hurt or touched, or somebody was threatened.
        5 Body = "corps",
        /// Something else.
        6 Other = "autre",
    }
}

impl About {
    /// Whether it leaves the centre at once: money, bodies and secrets are not looked into among colleagues.
    pub fn is_grave(self) -> bool {
        matches!(self, Self::Money | Self::Secret | Self::Body)
    }
}

coded! {
    /// Whom it is about.
    Whom {
        /// Nobody: how the centre works.
        0 Service = "service",
        /// Somebody of the reception.
        1 Reception = "accueil",
        /// A social worker or an intern.
        2 Worker = "travailleur",
        /// Who directs the centre.
        3 Director = "directeur",
        /// Somebody whom the person does not want to point at.
        4 Unsaid = "non_dit",
    }
}

coded! {
    /// Where it stands.
    Stage {
        /// It is kept, and nobody has answered yet.
        0 Received = "recue",
        /// Somebody looks into it.
        1 Examined = "examen",
        /// It has its answer.
        2 Answered = "repondue",
        /// The person is not of the same opinion: somebody else looks again.
        3 Appealed = "contestee",
    }
}

crate::personal! {
    /// What is said, or answered.
    GrievanceWords;
}
