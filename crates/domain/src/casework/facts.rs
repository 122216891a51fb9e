//! What the journal keeps of a case, in the bytes in which it keeps it.

use super::Why;
use super::edition::ProcedureRef;
use super::time::civil;
use crate::registry::when::Day;
use akwaba_journal::chain::Hash;
use akwaba_journal::id::{ActorId, CentreId};
use akwaba_journal::state::State;
use akwaba_procedures::form::Answers;
use akwaba_procedures::run::Lead;
use jiff::civil::DateTime;
use minicbor::{Decode, Encode};

pub(super) const BEGUN: &str = "begun";
pub(super) const DONE: &str = "done";
pub(super) const SUBMITTED: &str = "submitted";
pub(super) const VISA: &str = "visa";
pub(super) const DEPARTED: &str = "departed";
pub(super) const MOVED: &str = "moved";
pub(super) const HANDED: &str = "handed";
pub(super) const CLOSED: &str = "closed";
pub(super) const NOTED: &str = "noted";
pub(super) const REOPENED: &str = "reopened";
pub(super) const PROTECTED: &str = "protected";
pub(super) const CALLED: &str = "conference-called";

/// Where the case goes on.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(super) struct LeadFact {
    #[n(0)]
    pub opens: Vec<String>,
    #[n(1)]
    pub passed: Vec<String>,
    #[n(2)]
    pub ends: bool,
}

impl From<Lead> for LeadFact {
    fn from(lead: Lead) -> Self {
        Self {
            opens: lead.opens,
            passed: lead.passed,
            ends: lead.ends,
        }
    }
}

impl From<LeadFact> for Lead {
    fn from(lead: LeadFact) -> Self {
        Self {
            opens: lead.opens,
            passed: lead.passed,
            ends: lead.ends,
        }
    }
}

/// The opening.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(super) struct Begun {
    #[n(0)]
    pub centre: CentreId,
    #[n(1)]
    pub lead: LeadFact,
    /// When, in microseconds since 1970, by the clock of who wrote it.
    #[n(2)]
    pub at_micros: i64,
}

/// What somebody did of a step: all that a seal covers.
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(array)]
pub(super) struct Work {
    #[n(0)]
    pub step: String,
    /// Until when it had to be done, in microseconds since 1970.
    #[n(1)]
    pub due_micros: Option<i64>,
    #[n(2)]
    pub decision: Option<String>,
    #[n(3)]
    pub lead: LeadFact,
    /// The path of the group of the form that the step fills; empty when it fills none.
    #[n(4)]
    pub group: String,
    /// Its answers.
    #[n(5)]
    pub answers: Answers,
    /// When, in microseconds since 1970, by the clock of who wrote it.
    #[n(6)]
    pub at_micros: i64,
}

impl Work {
    pub fn due(&self) -> Option<DateTime> {
        self.due_micros.map(civil)
    }
}

/// A step sent for approval.
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(array)]
pub(super) struct Submitted {
    #[n(0)]
    pub work: Work,
    /// Keeps the seal from being guessed.
    #[n(1)]
    pub salt: Vec<u8>,
    /// For each approval asked, the roles of the manual that may give it.
    #[n(2)]
    pub asked: Vec<Vec<String>>,
}

impl Submitted {
    /// The seal of all that was submitted.
    pub fn seal(&self) -> Hash {
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"akwaba submission 1");
        hasher.update(akwaba_journal::act::Value::of(self).as_bytes());
        Hash(*hasher.finalize().as_bytes())
    }
}

/// One approval asked.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(super) struct Asked {
    /// The seal of the submission.
    #[n(0)]
    pub seal: Hash,
    /// Which of the approvals asked.
    #[n(1)]
    pub place: u16,
}

/// What comes with an approval or its refusal.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(super) struct Said {
    /// The seal of what was read.
    #[n(0)]
    pub seal: Hash,
    /// Why it was refused.
    #[n(1)]
    pub reason: Option<Why>,
    /// When, in microseconds since 1970, by the clock of who wrote it.
    #[n(2)]
    pub at_micros: i64,
}

/// A step left undone.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(super) struct Departed {
    #[n(0)]
    pub step: String,
    #[n(1)]
    pub due_micros: Option<i64>,
    #[n(2)]
    pub reason: Why,
    #[n(3)]
    pub lead: LeadFact,
    /// When, in microseconds since 1970, by the clock of who wrote it.
    #[n(4)]
    pub at_micros: i64,
}

/// Another version.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(super) struct Moved {
    #[n(0)]
    pub to: ProcedureRef,
    #[n(1)]
    pub reason: Why,
    #[n(2)]
    pub open: Vec<String>,
    /// When, in microseconds since 1970, by the clock of who wrote it.
    #[n(3)]
    pub at_micros: i64,
}

/// Another worker.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(super) struct Handed {
    #[n(0)]
    pub to: Option<ActorId>,
    #[n(1)]
    pub reason: Why,
}

/// Closed before its end.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(super) struct Closed {
    #[n(0)]
    pub reason: Why,
    /// When, in microseconds since 1970, by the clock of who wrote it.
    #[n(1)]
    pub at_micros: i64,
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(super) struct Noted {
    #[n(0)]
    pub words: Why,
    /// The note that it corrects, by its name.
    #[n(1)]
    pub corrects: Option<String>,
    /// When, in microseconds since 1970, by the clock of who wrote it.
    #[n(2)]
    pub at_micros: i64,
    /// Under which tutor, where an intern wrote it.
    #[n(3)]
    pub tutor: Option<ActorId>,
}

/// What protects somebody at high risk once their case is over.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(super) struct ProtectedFact {
    #[n(0)]
    pub words: Why,
    #[n(1)]
    pub at_micros: i64,
}

/// The reopening.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(super) struct Reopened {
    #[n(0)]
    pub reason: Why,
    #[n(1)]
    pub open: Vec<String>,
    /// When, in microseconds since 1970, by the clock of who wrote it.
    #[n(2)]
    pub at_micros: i64,
}

/// A conference called.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(super) struct CalledFact {
    #[n(0)]
    pub on: Day,
    #[n(1)]
    pub people: Vec<ActorId>,
    #[n(2)]
    pub others: Option<Why>,
    #[n(3)]
    pub about: Why,
    #[n(4)]
    pub at_micros: i64,
}

/// Who was called to a conference on a case: they may read it.
pub(super) fn called(state: &State) -> impl Iterator<Item = ActorId> {
    let calls = state.facts::<CalledFact>(CALLED).into_iter();
    calls.flat_map(|(_, call)| call.people)
}
