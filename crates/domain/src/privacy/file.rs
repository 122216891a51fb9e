//! One file that has a key of its own, until when it is kept, and what forbids to destroy it.
//!
//! A case of a person or a household is under the key of that record: it goes with it, never alone.

use super::term::{FileKind, Terms};
use super::{KEEPING, VERSION, Words};
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, act};
use crate::refusal::Refusals;
use crate::registry::Day;
use crate::registry::birth::Birth;
use crate::registry::codes::coded;
use crate::{scope, text};
use akwaba_journal::id::{CentreId, EntityId};
use akwaba_journal::state::State;
use jiff::Span;
use jiff::civil::Date;
use minicbor::{Decode, Encode};

/// Age at which a person is of age, in years.
const MAJORITY_YEARS: i32 = 18;

coded! {
    /// A kind of file that can be destroyed.
    Kind {
        /// A person, with their cases, visits and appointments.
        0 Person = "person",
        /// A household in which nobody is left, with its cases.
        1 Household = "household",
        /// A case of nobody of the registry.
        2 Case = "case",
        /// A visit of somebody who is in no record.
        3 Visit = "visit",
        /// An appointment of somebody who is in no record.
        4 Appointment = "appointment",
        /// A group of the registry, with its cases.
        5 Group = "group",
    }
}

/// Names a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(array)]
pub struct FileRef {
    /// What it is.
    #[n(0)]
    pub kind: Kind,
    /// Which, and whose key.
    #[n(1)]
    pub id: EntityId,
}

/// What forbids to destroy a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// A case is under way: an open complaint is one too.
    Case(EntityId),
    /// A referral awaits its answer.
    Referral,
    /// An appointment is to come.
    Appointment,
    /// A request of the person is to be answered.
    Request(EntityId),
    /// Somebody has asked that it be kept, with the reason written.
    Kept,
    /// Somebody of it is still in the registry.
    Members,
    /// Its term has not come; the first day on which it has.
    Term(Date),
}

impl Hold {
    /// Its code, as catalogues name it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Case(_) => "case",
            Self::Referral => "referral",
            Self::Appointment => "appointment",
            Self::Request(_) => "request",
            Self::Kept => "kept",
            Self::Members => "members",
            Self::Term(_) => "term",
        }
    }

    /// Whether the wish of the person lifts it. Nothing else than the term is theirs to lift.
    pub fn yields_to_a_request(self) -> bool {
        matches!(self, Self::Term(_))
    }
}

/// A case that is over, as far as terms go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OverCase {
    /// The day on which it ended.
    pub ended: Date,
    /// Whether its procedure restricts who may open it.
    pub restricted: bool,
}

/// A file as it stands. A person is all the records that people have said to be theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Which.
    pub file: FileRef,
    /// The last day on which something was written of it, or happened.
    pub last: Date,
    /// The first day on which its term has passed.
    pub ends: Date,
    /// What forbids to destroy it, the term aside.
    pub holds: Vec<Hold>,
    /// The kind by whose term it is kept.
    pub term: FileKind,
}

impl File {
    /// All that forbids to destroy it today.
    pub fn holds_on(&self, today: Date) -> Vec<Hold> {
        let mut holds = self.holds.clone();
        if today < self.ends {
            holds.push(Hold::Term(self.ends));
        }
        holds
    }
}

/// The first day on which a record has passed its term: the latest of that of what was last written of
/// it, and of those of its cases.
pub fn ends(
    (terms, own): (&Terms, FileKind),
    last: Date,
    cases: &[OverCase],
    birth: Option<&Birth>,
) -> Date {
    let of_age = birth.and_then(majority);
    let case = |case: &OverCase| {
        let kind = if case.restricted {
            FileKind::RestrictedCase
        } else {
            FileKind::Case
        };
        let since = of_age.map_or(case.ended, |of_age| case.ended.max(of_age));
        terms.of_kind(kind).ends(since)
    };
    let own = terms.of_kind(own).ends(last);
    cases.iter().map(case).fold(own, Date::max)
}

/// The last day on which the person may have come of age; `None` when no year of birth is known.
pub(super) fn majority(birth: &Birth) -> Option<Date> {
    let latest = Day::from_matching(birth.span()?.latest())?.date();
    Some(latest.saturating_add(Span::new().years(MAJORITY_YEARS)))
}

/// That a file is to be kept whatever its term, and why.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct Keeping {
    #[n(0)]
    on: bool,
    #[n(1)]
    why: Words,
}

const KEPT: &str = "kept";

/// The entity that says whether a file is to be kept.
pub fn keeping_entity(centre: CentreId, file: EntityId) -> EntityId {
    EntityId::named(&format!("privacy-keeping/{centre}/{file}"))
}

/// Why a file is to be kept whatever its term; `None` when it is not.
pub fn kept(state: &State) -> Option<Words> {
    let last = state.facts::<Keeping>(KEPT).into_iter().next_back();
    last.filter(|(_, keeping)| keeping.on)
        .map(|(_, keeping)| keeping.why)
}

/// Keeps a file from being destroyed, or lets it go: a judge asks for it, a complaint is announced.
///
/// # Errors
/// `text-missing`, `text-too-long` at `why`.
pub fn keep(
    allowed: &Allowed<act::RetentionKeep>,
    file: EntityId,
    state: &State,
    (on, why): (bool, &str),
) -> Result<Drafts, Refusals> {
    let why = text::required_words("why", why).map(Words::new)?;
    let centre = allowed.centre();
    let mut drafts = Drafts::under(allowed);
    if kept(state).is_some() != on {
        drafts.push(Draft {
            scope: scope::registry(centre),
            entity: keeping_entity(centre, file),
            kind: KEEPING,
            version: VERSION,
            act: Acting::on(state)
                .fact(KEPT, &Keeping { on, why })
                .done(None, None),
            secrecy: Secrecy::Keyed(file),
        });
    }
    Ok(drafts)
}
