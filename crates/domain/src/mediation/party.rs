//! The two of a mediation: of the registry, or described where they have no record.

use super::{Words, seen_alone};
use crate::casework::{Case, edit};
use crate::draft::Drafts;
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::text;
use akwaba_journal::id::EntityId;
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Who is seen first.
    First,
    /// Who is seen second.
    Second,
}

impl Side {
    /// Both.
    pub const ALL: [Self; 2] = [Self::First, Self::Second];

    /// Its letter, as the questions of the procedure begin and as addresses name it.
    pub fn code(self) -> &'static str {
        match self {
            Self::First => "a",
            Self::Second => "b",
        }
    }

    /// The one of that letter.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|side| side.code() == code)
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }

    fn field(self) -> &'static str {
        match self {
            Self::First => "party-a",
            Self::Second => "party-b",
        }
    }
}

/// Who one of the two is.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Who {
    /// Somebody of the registry.
    #[n(0)]
    Registered(#[n(0)] EntityId),
    /// Somebody without a record, in a few words.
    #[n(1)]
    Described(#[n(0)] Words),
}

/// Who one of the two is, as typed.
#[derive(Debug, Clone, Default)]
pub struct PartyForm {
    /// `person`: an id of the registry; empty for somebody described.
    pub person: String,
    /// `words`.
    pub words: String,
}

/// What is known of one of the two.
pub(super) fn of(state: &State, side: Side) -> Option<Who> {
    state.one(side.field())
}

/// Says who one of the two is. `known`: the persons of the registry among whom the form offered to
/// choose.
///
/// # Errors
/// `choice-unknown` at `person`; `mediation-party-missing` at `words`; `mediation-party-same` when it
/// is the other one; `mediation-party-seen` once they were seen under another name.
pub fn name(
    allowed: &Allowed<act::StepDo>,
    (case, state): (&Case, &State),
    side: Side,
    known: &[EntityId],
    form: &PartyForm,
) -> Result<Drafts, Refusals> {
    let typed = form.person.trim();
    let who = if typed.is_empty() {
        let words = text::line("words", &form.words)?;
        let words = words.ok_or_else(|| Refusal::at("words", "mediation-party-missing"))?;
        Who::Described(Words::new(words))
    } else {
        let id = typed.parse().ok().filter(|id| known.contains(id));
        Who::Registered(id.ok_or_else(|| Refusal::at("person", "choice-unknown"))?)
    };
    if of(state, side.other()).as_ref() == Some(&who) {
        return Err(Refusal::whole("mediation-party-same").into());
    }
    let before = of(state, side);
    if before.is_some_and(|before| before != who) && seen_alone(case, side) {
        return Err(Refusal::whole("mediation-party-seen").into());
    }
    Ok(edit(allowed, (case, state), |acting| {
        acting.set(side.field(), &who);
    }))
}
