//! An intern on a case: opened by their tutor until a day, taken back; the steps that they prepare, and what the
//! tutor says of each.
//!
//! What an intern prepares is no work on the case: it counts once the tutor has done the step with it. Never: decides
//! here who may; that is [`crate::policy::learning`].

use super::Why;
use super::case::Case;
use super::edition::Edition;
use super::note;
use super::open::entry;
use super::step::{StepForm, ready};
use super::who::Hands;
use crate::centre::account::Account;
use crate::ctx::Ctx;
use crate::draft::{Acting, Drafts};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::registry::when::Day;
use crate::text;
use akwaba_journal::id::{ActorId, EntityId};
use akwaba_journal::state::{Source, State};
use akwaba_procedures::form::Answers;
use akwaba_procedures::workbook::Confidentiality;
use jiff::Span;
use minicbor::{Decode, Encode};

const OPENED: &str = "learning-opened";
const CLOSED: &str = "learning-closed";
const PREPARED: &str = "step-prepared";
const RULED: &str = "prepared-ruled";
/// The most months for which a case is opened to an intern at once.
const MONTHS_MAX: i32 = 6;

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct OpenedFact {
    #[n(0)]
    intern: ActorId,
    #[n(1)]
    writes: bool,
    #[n(2)]
    until: Day,
}

#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(array)]
struct PreparedFact {
    #[n(0)]
    step: String,
    #[n(1)]
    answers: Answers,
    #[n(2)]
    decision: String,
    #[n(3)]
    at_micros: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct RuledFact {
    /// What was prepared, by its name.
    #[n(0)]
    prepared: String,
    #[n(1)]
    kept: bool,
    #[n(2)]
    words: Option<Why>,
    #[n(3)]
    at_micros: i64,
}

/// That a case was opened to an intern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// By whom, when.
    pub by: Source,
    /// To whom.
    pub intern: ActorId,
    /// Whether they may also write notes and prepare steps.
    pub writes: bool,
    /// The last day.
    pub until: Day,
    /// That it was taken back.
    pub closed: Option<Source>,
}

/// The last time that a case was opened to each intern.
pub fn openings(state: &State) -> Vec<Opening> {
    let mut last: Vec<Opening> = Vec::new();
    let closed = state.facts::<ActorId>(CLOSED);
    for (by, fact) in state.facts::<OpenedFact>(OPENED) {
        last.retain(|known| known.intern != fact.intern);
        let mut own = closed.iter();
        let own = own.find(|(at, intern)| *intern == fact.intern && *at > by);
        last.push(Opening {
            by,
            intern: fact.intern,
            writes: fact.writes,
            until: fact.until,
            closed: own.map(|(at, _)| *at),
        });
    }
    last
}

/// The last time that a case was opened to an intern.
pub fn opening_to(state: &State, intern: ActorId) -> Option<Opening> {
    let mut all = openings(state).into_iter();
    all.find(|one| one.intern == intern)
}

/// A step that an intern prepared.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    /// Names it, for ever.
    pub name: String,
    /// By whom.
    pub by: ActorId,
    /// The step.
    pub step: String,
    /// The answers and the decision, as they were sent.
    pub form: PreparedForm,
    /// When, in microseconds since 1970.
    pub at_micros: i64,
    /// What the tutor said of it.
    pub ruling: Option<Ruling>,
}

/// The answers of a step and the place of its decision, as an intern sent them.
#[derive(Debug, Clone, PartialEq)]
pub struct PreparedForm {
    /// The answers.
    pub answers: Answers,
    /// The place of the decision.
    pub decision: String,
}

/// What the tutor said of a prepared step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// By whom.
    pub by: ActorId,
    /// Whether the step was done with it; sent back otherwise.
    pub kept: bool,
    /// In words; needed to send back.
    pub words: Option<Why>,
    /// When, in microseconds since 1970.
    pub at_micros: i64,
}

/// What interns prepared on a case, oldest first.
pub fn prepared(state: &State) -> Vec<Prepared> {
    let ruled = state.facts::<RuledFact>(RULED);
    let facts = state.facts::<PreparedFact>(PREPARED).into_iter();
    facts
        .map(|(source, fact)| {
            let name = source.entry.to_string();
            // Nobody rules on their own, whatever another node wrote; what was said first stands.
            let own = ruled
                .iter()
                .find(|(by, ruled)| ruled.prepared == name && by.actor != source.actor);
            Prepared {
                by: source.actor,
                step: fact.step,
                form: PreparedForm {
                    answers: fact.answers,
                    decision: fact.decision,
                },
                at_micros: fact.at_micros,
                ruling: own.map(|(by, ruled)| Ruling {
                    by: by.actor,
                    kept: ruled.kept,
                    words: ruled.words.clone(),
                    at_micros: ruled.at_micros,
                }),
                name,
            }
        })
        .collect()
}

/// An opening as typed; each field is named as in the form.
#[derive(Clone, Default)]
pub struct OpenForm {
    /// `reach`: `lire` or `ecrire`.
    pub reach: String,
    /// `until`.
    pub until: String,
}

/// Opens a case of one's own to an intern of one's own.
///
/// # Errors
/// For the whole: `intern-restricted` unless the case is ordinary, `intern-not-yours` when somebody else follows it;
/// `intern-not-guided` at `intern` when the reader is not their tutor; `choice-missing` at `reach`; at `until`, what is
/// wrong with the day, `intern-until` without one, `intern-until-past`, `intern-until-far` beyond six months.
pub fn open_to(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::InternGuide>,
    (case, state): (&Case, &State),
    edition: &Edition,
    intern: &Account,
    form: &OpenForm,
) -> Result<Drafts, Refusals> {
    if edition.procedure.confidentiality != Confidentiality::Ordinary {
        return Err(Refusal::whole("intern-restricted").into());
    }
    own(allowed, case)?;
    let mut wrong = Refusals::new();
    if intern
        .tutor
        .is_none_or(|known| known.tutor != allowed.actor())
    {
        wrong.push(Refusal::at("intern", "intern-not-guided"));
    }
    let writes = match form.reach.as_str() {
        "lire" => false,
        "ecrire" => true,
        _ => {
            wrong.push(Refusal::at("reach", "choice-missing"));
            false
        }
    };
    let before = wrong.as_slice().len();
    let until = wrong.take(Day::parse("until", &form.until));
    let today = ctx.today();
    let last = today.saturating_add(Span::new().months(MONTHS_MAX));
    match until {
        None if wrong.as_slice().len() == before => {
            wrong.push(Refusal::at("until", "intern-until"))
        }
        Some(day) if day.date() < today => wrong.push(Refusal::at("until", "intern-until-past")),
        Some(day) if day.date() > last => wrong.push(Refusal::at("until", "intern-until-far")),
        _ => {}
    }
    let Some(until) = until else {
        return Err(wrong);
    };
    let fact = OpenedFact {
        intern: intern.id,
        writes,
        until,
    };
    let mut drafts = Drafts::under(allowed);
    let act = Acting::on(state).fact(OPENED, &fact).done(None, None);
    drafts.push(entry(allowed.centre(), case.id, case.subject, act));
    wrong.or(drafts)
}

/// Only who follows a case guides an intern on it.
fn own(allowed: &Allowed<act::InternGuide>, case: &Case) -> Result<(), Refusals> {
    match case.assigned == Some(allowed.actor()) {
        true => Ok(()),
        false => Err(Refusal::whole("intern-not-yours").into()),
    }
}

/// Takes a case back from an intern.
///
/// # Errors
/// `intern-not-opened` for the whole when it is not open to them, `intern-not-yours`.
pub fn take_back(
    allowed: &Allowed<act::InternGuide>,
    (case, state): (&Case, &State),
    intern: ActorId,
) -> Result<Drafts, Refusals> {
    own(allowed, case)?;
    let open = opening_to(state, intern).filter(|one| one.closed.is_none());
    open.ok_or_else(|| Refusal::whole("intern-not-opened"))?;
    let mut drafts = Drafts::under(allowed);
    let act = Acting::on(state).fact(CLOSED, &intern).done(None, None);
    drafts.push(entry(allowed.centre(), case.id, case.subject, act));
    Ok(drafts)
}

/// Writes a note as an intern: it stays theirs, under the tutor whose case it is.
///
/// # Errors
/// Those of a note.
pub fn write_note(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::CasePrepare, EntityId>,
    (case, state): (&Case, &State),
    typed: &str,
) -> Result<Drafts, Refusals> {
    let mut drafts = Drafts::under(allowed);
    let act = note::act(ctx, (case, state), typed, "", case.assigned)?;
    drafts.push(entry(allowed.centre(), case.id, case.subject, act));
    Ok(drafts)
}

/// Prepares a step: its answers are checked as if it were done, and wait for the tutor.
///
/// # Errors
/// Those of doing the step; `intern-prepared-already` for the whole while one that was prepared waits.
pub fn prepare(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::CasePrepare, EntityId>,
    (case, state): (&Case, &State),
    edition: &Edition,
    step: &str,
    form: &StepForm,
) -> Result<Drafts, Refusals> {
    ready(ctx, &Hands::guided(), (case, state), edition, step, form)?;
    let waits = |known: &Prepared| known.step == step && known.ruling.is_none();
    if prepared(state).iter().any(waits) {
        return Err(Refusal::whole("intern-prepared-already").into());
    }
    let fact = PreparedFact {
        step: step.to_owned(),
        answers: form.answers.clone(),
        decision: form.decision.clone(),
        at_micros: ctx.now.as_microsecond(),
    };
    let act = Acting::on(state).fact(PREPARED, &fact).done(None, None);
    let mut drafts = Drafts::under(allowed);
    drafts.push(entry(allowed.centre(), case.id, case.subject, act));
    Ok(drafts)
}

/// Says what becomes of a prepared step: kept, beside the entry that does it, or sent back with words.
///
/// # Errors
/// For the whole: `intern-prepared-unknown`, `intern-prepared-ruled`, `intern-not-yours`; `casework-reason-missing` at
/// `words` to send it back.
pub fn rule(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::InternGuide>,
    (case, state): (&Case, &State),
    name: &str,
    (kept, typed): (bool, &str),
) -> Result<Drafts, Refusals> {
    own(allowed, case)?;
    let known = prepared(state).into_iter().find(|one| one.name == name);
    let known = known.ok_or_else(|| Refusal::whole("intern-prepared-unknown"))?;
    if known.ruling.is_some() {
        return Err(Refusal::whole("intern-prepared-ruled").into());
    }
    let words = text::words("words", typed)?.map(Why::new);
    if !kept && words.is_none() {
        return Err(Refusal::at("words", "casework-reason-missing").into());
    }
    let fact = RuledFact {
        prepared: known.name,
        kept,
        words,
        at_micros: ctx.now.as_microsecond(),
    };
    let act = Acting::on(state).fact(RULED, &fact).done(None, None);
    let mut drafts = Drafts::under(allowed);
    drafts.push(entry(allowed.centre(), case.id, case.subject, act));
    Ok(drafts)
}
