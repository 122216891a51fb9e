//! The course of a visit: one enum that carries its data, and transitions that consume it.
//!
//! Invariant: a visit that is over can neither be called nor ended again; what is impossible is
//! refused with a reason, never silently ignored.

use super::time::Moment;
use super::who::Words;
use crate::refusal::Refusal;
use akwaba_journal::id::{ActorId, EntityId};
use minicbor::{Decode, Encode};

/// A desk where people are received: a number, because its name would tell the room why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Desk(#[n(0)] u8);

impl Desk {
    /// The first desk.
    pub const FIRST: Self = Self(1);

    /// Desks go from 1 to 99.
    pub fn numbered(number: u8) -> Option<Self> {
        (1..=99).contains(&number).then_some(Self(number))
    }

    /// Reads a desk as typed.
    ///
    /// # Errors
    /// `reception-desk-unreadable` at `desk`.
    pub fn typed(text: &str) -> Result<Self, Refusal> {
        text.trim()
            .parse()
            .ok()
            .and_then(Self::numbered)
            .ok_or_else(|| Refusal::at("desk", "reception-desk-unreadable"))
    }

    /// Its number.
    pub fn number(self) -> u8 {
        self.0
    }
}

/// A call of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Call {
    /// When.
    #[n(0)]
    pub at: Moment,
    /// By whom.
    #[n(1)]
    pub by: ActorId,
    /// To which desk.
    #[n(2)]
    pub desk: Desk,
}

/// How far someone was received before the visit took its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(array)]
pub struct Passage {
    /// When they were first called: the end of their wait.
    #[n(0)]
    pub first_called: Option<Moment>,
    /// When the interview began.
    #[n(1)]
    pub interview: Option<Moment>,
}

/// Where someone is sent.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Destination {
    /// To a service or a worker of the centre, who is still to call them.
    #[n(0)]
    Inside(#[n(0)] Words),
    /// Elsewhere.
    #[n(1)]
    Outside(#[n(0)] Words),
}

impl Destination {
    /// Where, in words.
    pub fn words(&self) -> &str {
        match self {
            Self::Inside(words) | Self::Outside(words) => words.as_str(),
        }
    }
}

/// The course of a visit.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Course {
    /// In the room.
    #[n(0)]
    Waiting,
    /// Called to a desk.
    #[n(1)]
    Called {
        /// The call that stands.
        #[n(0)]
        call: Call,
        /// What came before.
        #[n(1)]
        passage: Passage,
    },
    /// With someone.
    #[n(2)]
    InInterview {
        /// The call that led there.
        #[n(0)]
        call: Call,
        /// What came before.
        #[n(1)]
        passage: Passage,
    },
    /// Sent to a service, inside or outside.
    #[n(3)]
    Oriented {
        /// Where.
        #[n(0)]
        to: Destination,
        /// When.
        #[n(1)]
        at: Moment,
        /// What came before.
        #[n(2)]
        passage: Passage,
    },
    /// An appointment was given.
    #[n(4)]
    Appointed {
        /// Which.
        #[n(0)]
        appointment: EntityId,
        /// When it was given.
        #[n(1)]
        at: Moment,
        /// What came before.
        #[n(2)]
        passage: Passage,
    },
    /// Received, and over.
    #[n(5)]
    Ended {
        /// When.
        #[n(0)]
        at: Moment,
        /// What came before.
        #[n(1)]
        passage: Passage,
    },
    /// Gone before being received.
    #[n(6)]
    LeftUnseen {
        /// When it was noticed.
        #[n(0)]
        at: Moment,
    },
    /// The line is void; it keeps its number and its cause.
    #[n(7)]
    Cancelled {
        /// When.
        #[n(0)]
        at: Moment,
        /// Why.
        #[n(1)]
        cause: Words,
    },
    /// Retyped from paper, over long ago, with the orientation that the paper says.
    #[n(8)]
    OnPaper {
        /// The column "orientation" of the paper.
        #[n(0)]
        outcome: Option<Words>,
    },
}

/// The name of a course, without its data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// See [`Course::Waiting`].
    Waiting,
    /// See [`Course::Called`].
    Called,
    /// See [`Course::InInterview`].
    InInterview,
    /// See [`Course::Oriented`].
    Oriented,
    /// See [`Course::Appointed`].
    Appointed,
    /// See [`Course::Ended`].
    Ended,
    /// See [`Course::LeftUnseen`].
    LeftUnseen,
    /// See [`Course::Cancelled`].
    Cancelled,
    /// See [`Course::OnPaper`].
    OnPaper,
}

impl Step {
    /// Every step, in the order of its number.
    pub const ALL: [Self; 9] = [
        Self::Waiting,
        Self::Called,
        Self::InInterview,
        Self::Oriented,
        Self::Appointed,
        Self::Ended,
        Self::LeftUnseen,
        Self::Cancelled,
        Self::OnPaper,
    ];

    /// Its name in translation keys.
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Called => "called",
            Self::InInterview => "interview",
            Self::Oriented => "oriented",
            Self::Appointed => "appointed",
            Self::Ended => "ended",
            Self::LeftUnseen => "left",
            Self::Cancelled => "cancelled",
            Self::OnPaper => "on-paper",
        }
    }

    /// Its number in tables.
    pub fn number(self) -> i64 {
        self as i64
    }

    /// The step of that number.
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.number() == number)
    }

    /// Whether the person is still expected somewhere in the centre.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Called | Self::InInterview)
    }
}

/// A transition that cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a visit that is {} cannot become {}", from.code(), wanted.code())]
pub struct Impossible {
    /// Where the visit is.
    pub from: Step,
    /// What was wanted.
    pub wanted: Step,
}

impl Impossible {
    /// The sentence that says so at the counter.
    pub fn refusal(self) -> Refusal {
        Refusal::whole(match (self.from, self.wanted) {
            (Step::Called, Step::Called) => "reception-already-called",
            (Step::InInterview, Step::Called | Step::InInterview) => "reception-already-in",
            (Step::Waiting, Step::InInterview) => "reception-not-called",
            (Step::Cancelled, _) => "reception-line-cancelled",
            (Step::OnPaper, _) => "reception-line-on-paper",
            (from, _) if !from.is_open() => "reception-already-over",
            _ => "reception-step-impossible",
        })
    }
}

impl Course {
    /// Its name without data.
    pub fn step(&self) -> Step {
        match self {
            Self::Waiting => Step::Waiting,
            Self::Called { .. } => Step::Called,
            Self::InInterview { .. } => Step::InInterview,
            Self::Oriented { .. } => Step::Oriented,
            Self::Appointed { .. } => Step::Appointed,
            Self::Ended { .. } => Step::Ended,
            Self::LeftUnseen { .. } => Step::LeftUnseen,
            Self::Cancelled { .. } => Step::Cancelled,
            Self::OnPaper { .. } => Step::OnPaper,
        }
    }

    /// Whether the person is still in the centre for us: waiting, with someone, or sent to a
    /// colleague who is to call them.
    pub fn is_present(&self) -> bool {
        self.step().is_open()
            || matches!(
                self,
                Self::Oriented {
                    to: Destination::Inside(_),
                    ..
                }
            )
    }

    /// The call that stands, if any.
    pub fn call(&self) -> Option<&Call> {
        match self {
            Self::Called { call, .. } | Self::InInterview { call, .. } => Some(call),
            _ => None,
        }
    }

    /// How far the person was received.
    pub fn passage(&self) -> Passage {
        match self {
            Self::Called { passage, .. }
            | Self::InInterview { passage, .. }
            | Self::Oriented { passage, .. }
            | Self::Appointed { passage, .. }
            | Self::Ended { passage, .. } => *passage,
            _ => Passage::default(),
        }
    }

    /// When it took its end, if it did.
    pub fn over_at(&self) -> Option<Moment> {
        match self {
            Self::Oriented { at, .. }
            | Self::Appointed { at, .. }
            | Self::Ended { at, .. }
            | Self::LeftUnseen { at }
            | Self::Cancelled { at, .. } => Some(*at),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_is_a_number_and_nothing_else() {
        assert!(Desk::typed("3").is_ok());
        for text in ["0", "100", "VBG", "", "-1"] {
            assert!(Desk::typed(text).is_err(), "{text}");
        }
    }
}
