//! The end of a case: by which criterion, what became of each need and goal, the last word of the
//! person; and its reopening, under the same number.
//!
//! Never: a case closed twice, a person at high risk left without a word on what protects them, a need or a goal
//! left without its result. What two people wrote at the same time is kept, the first closes.

use super::Why;
use super::case::Case;
use super::edition::Edition;
use super::facts::{CLOSED, Closed, PROTECTED, ProtectedFact, REOPENED, Reopened};
use super::need::{self, Need, NeedCode, NeedState};
use super::open::{belongs, entry};
use super::plan::{self, GoalState, Plan};
use super::severity;
use super::step::standing;
use super::time::civil;
use super::who::Hands;
use crate::ctx::Ctx;
use crate::draft::{Acting, Drafts};
use crate::policy::{Allowed, act};
use crate::referral::Obstacle;
use crate::refusal::{Refusal, Refusals};
use crate::registry::codes::coded;
use crate::registry::when::Day;
use crate::text;
use akwaba_journal::id::ActorId;
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};

const ENDED: &str = "ended";

coded! {
    /// Why a case ends, as procedure P12 of the manual lists it.
    Criterion {
        /// What was asked and found is answered.
        0 Reached = "atteint",
        /// The person leaves.
        1 Leaves = "part",
        /// The person wants to stop.
        2 Asked = "demande",
        /// Lost from sight.
        3 Lost = "perdu",
        /// The person died.
        4 Died = "deces",
        /// Outside the mission of the centre.
        5 OutOfMission = "hors_mission",
        /// Another centre or service has taken over.
        6 Transferred = "transfert",
        /// Something else, in words.
        7 Other = "autre",
    }
}

coded! {
    /// With whom the end was spoken of.
    Presence {
        /// The person.
        0 Person = "personne",
        /// The person, with somebody of theirs.
        1 Relative = "proche",
        /// Without them.
        2 Absent = "absente",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct EndedFact {
    #[n(0)]
    criterion: Criterion,
    #[n(1)]
    presence: Presence,
    #[n(2)]
    last_word: Option<Why>,
    #[n(3)]
    at_micros: i64,
}

/// What protects somebody at high risk whose case is over.
/// How a case was ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// By whom.
    pub by: ActorId,
    /// When, in microseconds since 1970.
    pub at_micros: i64,
    /// By which criterion.
    pub criterion: Criterion,
    /// With whom it was spoken of.
    pub presence: Presence,
    /// The last word of the person, where they wanted one.
    pub last_word: Option<Why>,
}

/// Every ending that was written, oldest first: after two people ended a case at once, both.
pub fn endings(state: &State) -> Vec<Ending> {
    let facts = state.facts::<EndedFact>(ENDED).into_iter();
    facts
        .map(|(source, fact)| Ending {
            by: source.actor,
            at_micros: fact.at_micros,
            criterion: fact.criterion,
            presence: fact.presence,
            last_word: fact.last_word,
        })
        .collect()
}

/// What protects the person, as it was told last, and when.
pub fn protection(state: &State) -> Option<(Why, i64)> {
    let told = state.facts::<ProtectedFact>(PROTECTED).into_iter();
    told.map(|(_, fact)| (fact.words, fact.at_micros))
        .max_by_key(|(_, at)| *at)
}

/// A closure as typed; each field is named as in the form.
#[derive(Clone, Default)]
pub struct ClosingForm {
    /// `criterion`: a code of [`Criterion`].
    pub criterion: String,
    /// `presence`: a code of [`Presence`].
    pub presence: String,
    /// `reason`: needed.
    pub reason: String,
    /// `last-word`.
    pub last_word: String,
    /// `protects`: needed at high risk.
    pub protects: String,
    /// `besoin-CODE` and `obstacle-CODE` for each need that is open: where it stands.
    pub needs: Vec<(NeedCode, String, String)>,
    /// `objectif-KEY` for each goal that is open: where it stands.
    pub goals: Vec<(String, String)>,
}

/// What remains open of a case that is about to be closed.
#[derive(Debug, Clone, Copy)]
pub struct Remaining<'a> {
    /// The needs of the person.
    pub needs: &'a [Need],
    /// The plan that this case holds.
    pub plan: Option<&'a Plan>,
}

/// Closes a case.
///
/// # Errors
/// `casework-over` for the whole when it is over, `casework-grave` when only who directs may;
/// `choice-missing` at `criterion`, `presence`, and at each need and goal without its result;
/// `casework-closing-open` at `criterion` when a need or a goal remains that was said to be reached;
/// `casework-closing-protects` at `protects` at high risk; `casework-reason-missing` at `reason`.
pub fn close(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::CaseClose>,
    hands: &Hands,
    (case, state): (&Case, &State),
    edition: &Edition,
    remaining: Remaining<'_>,
    form: &ClosingForm,
) -> Result<Drafts, Refusals> {
    let stands = standing(case, edition, civil(ctx.now.as_microsecond()));
    if stands.over.is_some() {
        return Err(Refusal::whole("casework-over").into());
    }
    let grave = case.risk() == severity::HIGH;
    if grave && !hands.direct() {
        return Err(Refusal::whole("casework-grave").into());
    }
    let mut wrong = Refusals::new();
    let criterion = Criterion::from_code(&form.criterion);
    let presence = Presence::from_code(&form.presence);
    let reason = wrong.take(text::words("reason", &form.reason));
    let last_word = wrong.take(text::words("last-word", &form.last_word));
    let protects = wrong.take(text::words("protects", &form.protects));
    let needs = wrong.take_all(need_results(remaining.needs, form));
    let goals = wrong.take_all(goal_results(remaining.plan, form));
    let left = needs.iter().any(|(_, state, _)| state.is_open())
        || goals.iter().any(|(_, state)| *state == GoalState::GoesOn);
    if criterion == Some(Criterion::Reached) && left {
        wrong.push(Refusal::at("criterion", "casework-closing-open"));
    }
    if grave && protects.is_none() && criterion != Some(Criterion::Died) {
        wrong.push(Refusal::at("protects", "casework-closing-protects"));
    }
    for (field, given) in [
        ("criterion", criterion.is_some()),
        ("presence", presence.is_some()),
    ] {
        if !given {
            wrong.push(Refusal::at(field, "choice-missing"));
        }
    }
    if reason.is_none() {
        wrong.push(Refusal::at("reason", "casework-reason-missing"));
    }
    let (Some(criterion), Some(presence), Some(reason)) = (criterion, presence, reason) else {
        return Err(wrong);
    };
    let at_micros = ctx.now.as_microsecond();
    let today = Day::new(ctx.today());
    let mut acting = Acting::on(state);
    for result in needs {
        need::result(&mut acting, result, (today, at_micros));
    }
    for (goal, stands) in goals {
        plan::result(&mut acting, (&goal, stands, None), (today, at_micros));
    }
    let words = protects.or_else(|| grave.then(|| reason.clone()));
    if let Some(words) = words {
        let words = Why::new(words);
        acting.fact(PROTECTED, &ProtectedFact { words, at_micros });
    }
    let ended = EndedFact {
        criterion,
        presence,
        last_word: last_word.map(Why::new),
        at_micros,
    };
    let closed = Closed {
        reason: Why::new(reason),
        at_micros,
    };
    let act = acting
        .fact(ENDED, &ended)
        .fact(CLOSED, &closed)
        .done(None, None);
    let mut drafts = Drafts::under(allowed);
    drafts.push(entry(allowed.centre(), case.id, case.subject, act));
    wrong.or(drafts)
}

type NeedResult = (NeedCode, NeedState, Option<Obstacle>);

/// Where each open need stands at the end.
fn need_results(needs: &[Need], form: &ClosingForm) -> Result<Vec<NeedResult>, Refusals> {
    let mut wrong = Refusals::new();
    let mut results = Vec::new();
    for need in needs.iter().filter(|need| need.state().is_open()) {
        let code = need.code;
        let typed = form.needs.iter().find(|(known, ..)| *known == code);
        let state = typed.and_then(|(_, state, _)| NeedState::from_code(state));
        let barrier = typed.and_then(|(.., barrier)| Obstacle::from_code(barrier));
        match state {
            None => wrong.push(Refusal::at(
                format!("besoin-{}", code.code()),
                "choice-missing",
            )),
            Some(NeedState::Impossible) if barrier.is_none() => wrong.push(Refusal::at(
                format!("obstacle-{}", code.code()),
                "choice-missing",
            )),
            Some(state) => results.push((code, state, barrier)),
        }
    }
    wrong.or(results)
}

/// Where each open goal stands at the end.
fn goal_results(
    plan: Option<&Plan>,
    form: &ClosingForm,
) -> Result<Vec<(Why, GoalState)>, Refusals> {
    let mut wrong = Refusals::new();
    let mut results = Vec::new();
    for goal in plan.into_iter().flat_map(Plan::open_goals) {
        let key = goal.key();
        let typed = form.goals.iter().find(|(known, _)| *known == key);
        match typed.and_then(|(_, state)| GoalState::from_code(state)) {
            Some(state) => results.push((goal.words.clone(), state)),
            None => wrong.push(Refusal::at(format!("objectif-{key}"), "choice-missing")),
        }
    }
    wrong.or(results)
}

/// Tells what protects a person at high risk whose case is over and whom no other case follows.
///
/// # Errors
/// `casework-closing-protects` at `protects`; `casework-grave` for who does not direct.
pub fn protect(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::CaseClose>,
    hands: &Hands,
    (case, state): (&Case, &State),
    typed: &str,
) -> Result<Drafts, Refusals> {
    if !hands.direct() {
        return Err(Refusal::whole("casework-grave").into());
    }
    let words = text::words("protects", typed)?
        .map(Why::new)
        .ok_or_else(|| Refusal::at("protects", "casework-closing-protects"))?;
    let at_micros = ctx.now.as_microsecond();
    let act = Acting::on(state)
        .fact(PROTECTED, &ProtectedFact { words, at_micros })
        .done(None, None);
    let mut drafts = Drafts::under(allowed);
    drafts.push(entry(allowed.centre(), case.id, case.subject, act));
    Ok(drafts)
}

/// Reopens a case that is over, at a step of its procedure: same number, all that happened kept.
///
/// # Errors
/// `casework-not-over` for the whole, `casework-sealed`; `casework-reason-missing` at `reason`,
/// `choice-missing` at `step`.
pub fn reopen(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::CaseReopen>,
    (case, state): (&Case, &State),
    edition: &Edition,
    (step, typed): (&str, &str),
) -> Result<Drafts, Refusals> {
    let stands = standing(case, edition, civil(ctx.now.as_microsecond()));
    if stands.over.is_none() {
        return Err(Refusal::whole("casework-not-over").into());
    }
    belongs(edition, allowed.room())?;
    let mut wrong = Refusals::new();
    let reason = wrong.take(text::words("reason", typed));
    let known = edition.procedure.step(step.trim());
    if known.is_none() {
        wrong.push(Refusal::at("step", "choice-missing"));
    }
    let Some(reason) = reason else {
        wrong.push(Refusal::at("reason", "casework-reason-missing"));
        return Err(wrong);
    };
    let reopened = Reopened {
        reason: Why::new(reason),
        open: known.map(|step| step.code.clone()).into_iter().collect(),
        at_micros: ctx.now.as_microsecond(),
    };
    let act = Acting::on(state).fact(REOPENED, &reopened).done(None, None);
    let mut drafts = Drafts::under(allowed);
    drafts.push(entry(allowed.centre(), case.id, case.subject, act));
    wrong.or(drafts)
}
