//! Referral: somebody confided to a service with their consent, and the answer that comes back.
//!
//! What is sent is kept as it was sent, chosen field by field. Never: sent without consent for that
//! very service and organisation, but on a legal ground that another person reviews; out of a sealed file,
//! anything but what its consents let leave ([`confide`]); a place that is confidential.

mod agreed;
mod confide;
mod course;
mod delays;
mod facts;
pub mod link;
mod send;
mod take_over;

pub use agreed::Consents;
pub use confide::{ConfideForm, Confiding, confide, taken_back};
pub use course::{AnswerForm, answer, may_recall, recall, remind, review};
pub use delays::{Delays, Next, ToDo};
pub use facts::{Agreed, Basis, Past, Referral, Reviewed, Sent, Shared, Together, What};
pub use send::{SendForm, Sending, Whom, adult, consented, far, send};
pub use take_over::TakeOver;

use crate::registry::codes::coded;

/// Kind of the entities that are referrals.
pub const REFERRAL: &str = "referral";
/// Version in which this module writes.
pub const VERSION: u16 = 1;

coded! {
    /// What the registry knows of a person that may be told to a service.
    Info {
        /// Names.
        0 Name = "nom",
        /// Age.
        1 Age = "age",
        /// Telephone.
        2 Phone = "telephone",
        /// Where they live.
        3 Quarter = "quartier",
        /// What the service must know of their health, in words written for it.
        4 Health = "sante_info",
        /// What it must know of their household, in words written for it.
        5 Household = "menage",
        /// Of a sealed file: the type of violence.
        6 Violence = "type",
        /// Of a sealed file: what happened, in words written for the service.
        7 Story = "recit",
    }
}

impl Info {
    /// What may be told out of a case that is not sealed.
    pub const OPEN: [Self; 6] = [
        Self::Name,
        Self::Age,
        Self::Phone,
        Self::Quarter,
        Self::Health,
        Self::Household,
    ];
}

coded! {
    /// Why somebody may be referred without consent. The law is named by who signs, never by the
    /// program.
    Ground {
        /// Life or body is in danger now.
        0 Danger = "danger",
        /// A court asks for it.
        1 Court = "justice",
        /// The law orders that it be reported.
        2 Duty = "obligation",
    }
}

coded! {
    /// Where a referral stands.
    State {
        /// Sent, no answer yet.
        0 Sent = "envoye",
        /// The service has received the person; it goes on.
        1 Received = "recu",
        /// The person got what they came for.
        2 Served = "servi",
        /// The person did not want it.
        3 RefusedByPerson = "refuse-personne",
        /// The service refused.
        4 RefusedByService = "refuse-service",
        /// The service cannot.
        5 Unavailable = "indisponible",
        /// Nobody knows what became of it.
        6 Lost = "perdu",
        /// Called back before it was opened.
        7 Recalled = "rappele",
    }
}

impl State {
    /// The answers that can be entered.
    pub const ANSWERS: [Self; 6] = [
        Self::Received,
        Self::Served,
        Self::RefusedByPerson,
        Self::RefusedByService,
        Self::Unavailable,
        Self::Lost,
    ];

    /// Whether an answer is still waited for.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Sent | Self::Received)
    }

    /// Whether the loop is closed: somebody knows what became of the person at the service.
    pub fn closes(self) -> bool {
        !self.is_open() && !matches!(self, Self::Lost | Self::Recalled)
    }

    /// Whether it needs a reason: what came between.
    fn fails(self) -> bool {
        matches!(
            self,
            Self::RefusedByPerson | Self::RefusedByService | Self::Unavailable | Self::Lost
        )
    }
}

coded! {
    /// How an answer came.
    Via {
        /// On the third part of the slip.
        0 Coupon = "coupon",
        /// By telephone.
        1 Phone = "telephone",
        /// The person told.
        2 Person = "personne",
        /// Somebody went there.
        3 Visit = "passage",
        /// The service itself, by the link it was given.
        4 Link = "lien",
    }
}

impl Via {
    /// The ways that a worker enters by hand.
    pub const ENTERED: [Self; 4] = [Self::Coupon, Self::Phone, Self::Person, Self::Visit];
}

coded! {
    /// What came between, as procedure P08 of the manual lists it.
    Obstacle {
        /// A paper was missing.
        0 Paper = "papier",
        /// Distance, transport.
        1 Distance = "distance",
        /// Cost.
        2 Cost = "cout",
        /// Language.
        3 Language = "langue",
        /// Disability.
        4 Disability = "handicap",
        /// Badly received, discrimination.
        5 Discrimination = "discrimination",
        /// Too long a wait.
        6 Wait = "attente",
        /// The service is not there.
        7 Missing = "indisponible",
        /// Consent was taken back.
        8 Consent = "accord",
        /// The service does not answer.
        9 Silence = "silence",
        /// Something else.
        10 Other = "autre",
    }
}

crate::personal! {
    /// Words of a referral: why, what is asked, what was answered.
    Words;
}

#[cfg(test)]
mod tests;
