//! The incidents of a sealed case: each under a code of its own, told when, of which type.
//!
//! What is told of an incident are the answers of the step whose form asks for its code; doing that step
//! again for another incident keeps what was answered for the one before. Never: two incidents under one
//! code, an incident noted in the open.

use super::case::Case;
use super::code::{self, Code};
use super::edition::Edition;
use super::open::{belongs, edit};
use super::step::standing;
use super::time::civil;
use crate::ctx::Ctx;
use crate::draft::Drafts;
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::registry::when::Day;
use akwaba_journal::id::ActorId;
use akwaba_journal::state::State;
use akwaba_procedures::expr::{moment_in, moment_written};
use akwaba_procedures::form::Answers;
use akwaba_procedures::run::Waits;
use akwaba_procedures::workbook::Step;
use jiff::civil::{DateTime, Time};
use minicbor::{Decode, Encode};

/// The question that asks for the code of an incident: the step that fills it tells the incident.
pub const CODE_QUESTION: &str = "code_incident";
/// The question that asks when it was.
pub const DATE_QUESTION: &str = "date_incident";
/// The question that asks its type: those of the GBVIMS, with their codes.
pub const TYPE_QUESTION: &str = "type_vbg";

pub(super) const INCIDENT: &str = "incident";

/// An incident that somebody noted.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(super) struct IncidentFact {
    #[n(0)]
    pub code: Code,
    /// When it was, as answers write a moment.
    #[n(1)]
    pub on: Option<super::Why>,
    /// The steps to do again.
    #[n(2)]
    pub open: Vec<String>,
    #[n(3)]
    pub at_micros: i64,
}

/// An incident.
#[derive(Debug, Clone, PartialEq)]
pub struct Incident {
    /// Its code.
    pub code: Code,
    /// By whom it was first reported here.
    pub by: ActorId,
    /// When it was reported, in microseconds since 1970.
    pub reported_micros: i64,
    /// When it was, as far as that is told.
    pub on: Option<DateTime>,
    /// Its type, by the code of the form.
    pub kind: Option<String>,
    /// When its step was done, in microseconds since 1970; none while it is to be told.
    pub told_micros: Option<i64>,
    /// The answers of that step.
    pub answers: Answers,
}

/// The step that tells an incident, where the procedure has one.
pub fn step_of(edition: &Edition) -> Option<&Step> {
    edition.step_asking(CODE_QUESTION)
}

/// The incidents of a case, in the order in which they were reported.
pub fn incidents(case: &Case, state: &State) -> Vec<Incident> {
    let mut known: Vec<Incident> = Vec::new();
    for (source, fact) in state.facts::<IncidentFact>(INCIDENT) {
        if known.iter().all(|one| one.code != fact.code) {
            known.push(Incident {
                code: fact.code,
                by: source.actor,
                reported_micros: fact.at_micros,
                on: fact.on.and_then(|on| moment_in(on.as_str())),
                kind: None,
                told_micros: None,
                answers: Answers::new(),
            });
        }
    }
    for part in case.counted() {
        let told = |name: &str| super::plan::answer(part.answers, name);
        let Some(code) = told(CODE_QUESTION).map(Code::new) else {
            continue;
        };
        let at = known.iter().position(|one| one.code == code);
        let mut one = match at {
            Some(at) => known.remove(at),
            None => Incident {
                code,
                by: part.by,
                reported_micros: part.at_micros,
                on: None,
                kind: None,
                told_micros: None,
                answers: Answers::new(),
            },
        };
        one.on = told(DATE_QUESTION).and_then(moment_in).or(one.on);
        one.kind = told(TYPE_QUESTION).map(str::to_owned);
        one.told_micros = Some(part.at_micros);
        one.answers = part.answers.clone();
        known.push(one);
    }
    known.sort_by_key(|one| one.reported_micros);
    known
}

/// The incident that is noted and waits to be told.
pub fn waiting(incidents: &[Incident]) -> Option<&Incident> {
    incidents.iter().find(|one| one.told_micros.is_none())
}

/// The answers with which the step that tells an incident begins: the code of the one that waits, and its
/// date where it was told; a code drawn now for the first. None for any other step.
pub fn begun(
    ctx: &mut Ctx<'_>,
    (case, state): (&Case, &State),
    edition: &Edition,
    step: &str,
) -> Option<Answers> {
    let own = step_of(edition).filter(|own| own.code == step)?;
    let group = edition.group(own)?;
    let path = |name: &str| {
        let asked = edition.form.question(name)?;
        asked
            .path
            .starts_with(&format!("{group}/"))
            .then_some(asked.path.as_str())
    };
    let known = incidents(case, state);
    let mut answers = Answers::new();
    let (code, on) = match waiting(&known) {
        Some(one) => (one.code.clone(), one.on),
        None => (Code::for_incident(ctx.chance), None),
    };
    answers.set(path(CODE_QUESTION)?, code.as_str());
    if let (Some(path), Some(on)) = (path(DATE_QUESTION), on) {
        answers.set(path, &moment_written(on));
    }
    Some(answers)
}

/// An incident as typed; each field is named as in the form.
#[derive(Clone, Default)]
pub struct IncidentForm {
    /// `on`: the day; nothing while it is not told.
    pub on: String,
    /// `hour`: the earliest possible when nothing is typed.
    pub hour: String,
}

impl IncidentForm {
    fn parse(&self, now: DateTime) -> Result<Option<DateTime>, Refusals> {
        let mut wrong = Refusals::new();
        let day = wrong.take(Day::parse("on", &self.on));
        let hour = match self.hour.trim() {
            "" => Some(Time::midnight()),
            typed => typed.parse::<Time>().ok(),
        };
        if hour.is_none() {
            wrong.push(Refusal::at("hour", "incident-hour"));
        }
        if day.is_none() && !self.hour.trim().is_empty() && wrong.is_empty() {
            wrong.push(Refusal::at("on", "incident-day"));
        }
        let on = day
            .zip(hour)
            .map(|(day, hour)| day.date().to_datetime(hour));
        if on.is_some_and(|on| on > now) {
            wrong.push(Refusal::at("on", "date-in-future"));
        }
        wrong.or(on)
    }
}

/// Notes one more incident: it gets a code, and the step that tells one is open again.
///
/// # Errors
/// `casework-sealed` in the open, `casework-over` of a case that is over, `incident-waits` while the one
/// before waits to be told; what is wrong with `on` and `hour`.
pub fn note(
    ctx: &mut Ctx<'_>,
    allowed: &Allowed<act::CaseFollow>,
    (case, state): (&Case, &State),
    edition: &Edition,
    form: &IncidentForm,
) -> Result<Drafts, Refusals> {
    belongs(edition, allowed.room())?;
    let now = civil(ctx.now.as_microsecond());
    let stands = standing(case, edition, now);
    if stands.over.is_some() {
        return Err(Refusal::whole("casework-over").into());
    }
    let own = step_of(edition);
    let known = incidents(case, state);
    if let Some(one) = own.and_then(|_| waiting(&known)) {
        return Err(Refusal::whole("incident-waits")
            .with("code", one.code.as_str())
            .into());
    }
    let on = form.parse(now)?;
    let sent = own
        .and_then(|own| stands.step(&own.code)?.open.as_ref())
        .is_some_and(|open| matches!(open.waits, Waits::Visa { .. }));
    if sent {
        return Err(Refusal::whole("casework-step-waits").into());
    }
    let fact = IncidentFact {
        code: Code::for_incident(ctx.chance),
        on: on.map(|on| super::Why::new(moment_written(on))),
        open: own.map(|own| own.code.clone()).into_iter().collect(),
        at_micros: ctx.now.as_microsecond(),
    };
    let chance = &mut *ctx.chance;
    Ok(edit(allowed, (case, state), |acting| {
        code::give_once(acting, state, chance);
        acting.fact(INCIDENT, &fact);
    }))
}

#[cfg(test)]
#[path = "incident_tests.rs"]
mod tests;
