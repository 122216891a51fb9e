//! The programmes that may answer a need: proposed, asked, received, refused.
//!
//! Needs come first: no programme stands on a case without one. What the opening of a case notes as
//! received (`programmes`) counts without being written again.

use super::Why;
use super::case::Case;
use super::need::{Need, chosen};
use super::open::entry;
use super::time::civil;
use crate::ctx::Ctx;
use crate::draft::{Acting, Drafts};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::registry::codes::coded;
use crate::registry::when::Day;
use crate::text;
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};

const PROGRAMME: &str = "programme";

coded! {
    /// A programme that may answer a need.
    Programme {
        /// Cash transfers of the safety nets.
        0 SafetyNets = "filets",
        /// Health cover.
        1 HealthCover = "cmu",
        /// Public works.
        2 Works = "thimo",
        /// Help with school.
        3 School = "scolaire",
        /// Savings group, small business.
        4 Savings = "avec",
        /// Another one, in words.
        5 Other = "autre",
    }
}

coded! {
    /// How far somebody is with a programme.
    ProgrammeState {
        /// Proposed to them.
        0 Proposed = "propose",
        /// They asked, or are enrolled.
        1 Asked = "demande",
        /// They receive it.
        2 Receives = "recoit",
        /// It was refused to them.
        3 Refused = "refuse",
        /// It ended.
        4 Ended = "fini",
        /// They do not want it.
        5 Declined = "decline",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct ProgrammeFact {
    #[n(0)]
    code: Programme,
    #[n(1)]
    state: ProgrammeState,
    #[n(2)]
    words: Option<Why>,
    #[n(3)]
    on: Day,
    #[n(4)]
    at_micros: i64,
}

/// A programme, and where the person is with it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// Which.
    pub code: Programme,
    /// How far.
    pub state: ProgrammeState,
    /// In words.
    pub words: Option<Why>,
    /// Since which day.
    pub on: Day,
    /// When it was written, in microseconds since 1970.
    pub at_micros: i64,
}

/// The programmes of somebody, out of their cases, in the order of the list.
pub fn programmes<'a>(cases: impl IntoIterator<Item = (&'a Case, &'a State)>) -> Vec<Enrolment> {
    let mut told: Vec<Enrolment> = Vec::new();
    for (case, state) in cases {
        for part in case.counted() {
            let chosen = chosen(part.answers, &["programmes"]);
            told.extend(
                chosen
                    .filter_map(|(_, choice)| Programme::from_code(choice))
                    .map(|code| Enrolment {
                        code,
                        state: ProgrammeState::Receives,
                        words: None,
                        on: Day::new(civil(part.at_micros).date()),
                        at_micros: part.at_micros,
                    }),
            );
        }
        let facts = state.facts::<ProgrammeFact>(PROGRAMME).into_iter();
        told.extend(facts.map(|(_, fact)| Enrolment {
            code: fact.code,
            state: fact.state,
            words: fact.words,
            on: fact.on,
            at_micros: fact.at_micros,
        }));
    }
    told.sort_by_key(|one| (one.code, core::cmp::Reverse((one.on, one.at_micros))));
    told.dedup_by_key(|one| one.code);
    told
}

/// A programme as typed.
#[derive(Clone, Default)]
pub struct ProgrammeForm {
    /// `programme`: a code of [`Programme`].
    pub programme: String,
    /// `how`: a code of [`ProgrammeState`].
    pub how: String,
    /// `programme-words`.
    pub words: String,
    /// `since`: today when empty.
    pub since: String,
}

/// Tells how far somebody is with a programme.
///
/// # Errors
/// `casework-programme-first` for the whole while no need was told; `choice-missing` at `programme`,
/// `how`; at `since`, what is wrong with the day, or `casework-need-before` when it is before the
/// first need.
pub fn enrol(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::CaseFollow>,
    (case, state): (&Case, &State),
    known: &[Need],
    form: &ProgrammeForm,
) -> Result<Drafts, Refusals> {
    let mut wrong = Refusals::new();
    let today = Day::new(ctx.today());
    let code = Programme::from_code(&form.programme);
    let how = ProgrammeState::from_code(&form.how);
    let words = wrong
        .take(text::words("programme-words", &form.words))
        .map(Why::new);
    let on = wrong
        .take(Day::happened("since", &form.since, today).map(Some))
        .unwrap_or(today);
    if known.is_empty() {
        wrong.push(Refusal::whole("casework-programme-first"));
    }
    if code.is_none() {
        wrong.push(Refusal::at("programme", "choice-missing"));
    }
    let (Some(code), Some(how)) = (code, how) else {
        if how.is_none() {
            wrong.push(Refusal::at("how", "choice-missing"));
        }
        return Err(wrong);
    };
    let fact = ProgrammeFact {
        code,
        state: how,
        words,
        on,
        at_micros: ctx.now.as_microsecond(),
    };
    let act = Acting::on(state).fact(PROGRAMME, &fact).done(None, None);
    let mut drafts = Drafts::under(allowed);
    drafts.push(entry(allowed.centre(), case.id, case.subject, act));
    wrong.or(drafts)
}
