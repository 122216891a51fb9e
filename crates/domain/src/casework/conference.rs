//! A case conference: who is called about one case, its minutes, and decisions that each have a name
//! and a day.
//!
//! A decision is to be done until somebody says it is; nobody writes a task. Who is called may read the
//! case. Procedure P11 of the manual prepares the meeting of a team, by numbers and without names; this
//! is what is decided on one case. Never: minutes before the case, a decision due before it was taken.

use super::Why;
use super::case::Case;
use super::facts::{CALLED, CalledFact};
use super::need::told_day;
use super::open::entry;
use super::time::civil;
use crate::ctx::Ctx;
use crate::draft::{Acting, Drafts};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::registry::when::Day;
use crate::text;
use akwaba_journal::id::ActorId;
use akwaba_journal::state::{Source, State};
use minicbor::{Decode, Encode};

const HELD: &str = "conference-held";
const SETTLED: &str = "decision-settled";
/// The most decisions of one conference.
pub const DECISIONS_MAX: usize = 8;

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Decision {
    /// What.
    #[n(0)]
    pub what: Why,
    /// Who does it.
    #[n(1)]
    pub who: ActorId,
    /// Until when.
    #[n(2)]
    pub by: Day,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct HeldFact {
    /// The call, by its name.
    #[n(0)]
    call: String,
    #[n(1)]
    on: Day,
    #[n(2)]
    present: Vec<ActorId>,
    #[n(3)]
    others: Option<Why>,
    #[n(4)]
    said: Why,
    #[n(5)]
    decisions: Vec<Decision>,
    #[n(6)]
    at_micros: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct SettledFact {
    #[n(0)]
    call: String,
    #[n(1)]
    place: u16,
    #[n(2)]
    done: bool,
    #[n(3)]
    words: Option<Why>,
    #[n(4)]
    on: Day,
    #[n(5)]
    at_micros: i64,
}

/// What became of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// Whether it was done; dropped otherwise.
    pub done: bool,
    /// In words; needed to drop it.
    pub words: Option<Why>,
    /// The day.
    pub on: Day,
    /// By whom.
    pub by: ActorId,
}

/// The minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minutes {
    /// The day it was held.
    pub on: Day,
    /// Who of the centre was there.
    pub present: Vec<ActorId>,
    /// Who else.
    pub others: Option<Why>,
    /// What was said and found.
    pub said: Why,
    /// What was decided, and what became of it.
    pub decisions: Vec<(Decision, Option<Settled>)>,
    /// Who wrote them.
    pub by: ActorId,
}

/// A conference on a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conference {
    /// Names it, for ever.
    pub name: String,
    /// Who called it.
    pub by: ActorId,
    /// For which day.
    pub on: Day,
    /// Who of the centre is called.
    pub people: Vec<ActorId>,
    /// Who else.
    pub others: Option<Why>,
    /// The question asked.
    pub about: Why,
    /// Once it was held.
    pub minutes: Option<Minutes>,
}

/// The conferences of a state, oldest first.
pub fn conferences(state: &State) -> Vec<Conference> {
    let held = state.facts::<HeldFact>(HELD);
    let settled = state.facts::<SettledFact>(SETTLED);
    let calls = state.facts::<CalledFact>(CALLED).into_iter();
    calls
        .map(|(source, call)| {
            let name = source.entry.to_string();
            let own = held.iter().find(|(_, fact)| fact.call == name);
            Conference {
                minutes: own.map(|own| minutes(own, &settled)),
                name,
                by: source.actor,
                on: call.on,
                people: call.people,
                others: call.others,
                about: call.about,
            }
        })
        .collect()
}

fn minutes((source, held): &(Source, HeldFact), settled: &[(Source, SettledFact)]) -> Minutes {
    let decisions = held.decisions.iter().enumerate().map(|(place, decision)| {
        let own = settled
            .iter()
            .find(|(_, fact)| fact.call == held.call && usize::from(fact.place) == place);
        let own = own.map(|(source, fact)| Settled {
            done: fact.done,
            words: fact.words.clone(),
            on: fact.on,
            by: source.actor,
        });
        (decision.clone(), own)
    });
    Minutes {
        on: held.on,
        present: held.present.clone(),
        others: held.others.clone(),
        said: held.said.clone(),
        decisions: decisions.collect(),
        by: source.actor,
    }
}

/// A call as typed; each field is named as in the form.
#[derive(Clone, Default)]
pub struct CallForm {
    /// `on`.
    pub on: String,
    /// `people`, several.
    pub people: Vec<ActorId>,
    /// `others`.
    pub others: String,
    /// `about`.
    pub about: String,
}

fn one(allowed: &Allowed<act::CaseConfer>, case: &Case, act: akwaba_journal::Act) -> Drafts {
    let mut drafts = Drafts::under(allowed);
    drafts.push(entry(allowed.centre(), case.id, case.subject, act));
    drafts
}

/// Calls a conference. Its day may be past, when it is typed from paper.
///
/// # Errors
/// At `on`, `casework-conference-day` without one, what is wrong with it, or
/// `casework-conference-before` when the case was opened later; `casework-conference-people` at
/// `people` when nobody is called; `text-missing` at `about`.
pub fn call(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::CaseConfer>,
    (case, state): (&Case, &State),
    form: &CallForm,
) -> Result<Drafts, Refusals> {
    let mut wrong = Refusals::new();
    let about = Why::new(wrong.take(text::required_words("about", &form.about)));
    let others = wrong
        .take(text::words("others", &form.others))
        .map(Why::new);
    let on = wrong.take(Day::parse("on", &form.on));
    let opened = Day::new(civil(case.opened_micros).date());
    if form.people.is_empty() && others.is_none() {
        wrong.push(Refusal::at("people", "casework-conference-people"));
    }
    let Some(on) = on else {
        wrong.push(Refusal::at("on", "casework-conference-day"));
        return Err(wrong);
    };
    if on < opened {
        wrong.push(Refusal::at("on", "casework-conference-before").with("day", told_day(opened)));
    }
    let fact = CalledFact {
        on,
        people: form.people.clone(),
        others,
        about,
        at_micros: ctx.now.as_microsecond(),
    };
    let act = Acting::on(state).fact(CALLED, &fact).done(None, None);
    wrong.or(one(allowed, case, act))
}

/// Minutes as typed; each field is named as in the form.
#[derive(Clone, Default)]
pub struct MinutesForm {
    /// `on`.
    pub on: String,
    /// `present`, several.
    pub present: Vec<ActorId>,
    /// `others`.
    pub others: String,
    /// `said`.
    pub said: String,
    /// `what-N`, `who-N`, `by-N`, from 1: a line without `what-N` is left out.
    pub decisions: Vec<(String, Option<ActorId>, String)>,
}

/// Writes the minutes of a conference, once.
///
/// # Errors
/// For the whole: `casework-conference-unknown`, `casework-conference-held` when they are written.
/// At `on`: as [`call`], and `date-in-future`; `text-missing` at `said`;
/// `casework-decision-who` at `who-N`, `casework-decision-by` at `by-N` without a day,
/// `casework-decision-before` when it is due before the day of the conference.
pub fn hold(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::CaseConfer>,
    (case, state): (&Case, &State),
    name: &str,
    form: &MinutesForm,
) -> Result<Drafts, Refusals> {
    let known = conferences(state);
    let known = known.iter().find(|one| one.name == name);
    match known {
        None => return Err(Refusal::whole("casework-conference-unknown").into()),
        Some(one) if one.minutes.is_some() => {
            return Err(Refusal::whole("casework-conference-held").into());
        }
        Some(_) => {}
    }
    let mut wrong = Refusals::new();
    let today = Day::new(ctx.today());
    let opened = Day::new(civil(case.opened_micros).date());
    let said = Why::new(wrong.take(text::required_words("said", &form.said)));
    let others = wrong
        .take(text::words("others", &form.others))
        .map(Why::new);
    let Some(on) = wrong.take(Day::parse("on", &form.on)) else {
        wrong.push(Refusal::at("on", "casework-conference-day"));
        return Err(wrong);
    };
    if on > today {
        wrong.push(Refusal::at("on", "date-in-future"));
    } else if on < opened {
        wrong.push(Refusal::at("on", "casework-conference-before").with("day", told_day(opened)));
    }
    let decisions = wrong.take_all(decided(form, on));
    let fact = HeldFact {
        call: name.to_owned(),
        on,
        present: form.present.clone(),
        others,
        said,
        decisions,
        at_micros: ctx.now.as_microsecond(),
    };
    let act = Acting::on(state).fact(HELD, &fact).done(None, None);
    wrong.or(one(allowed, case, act))
}

fn decided(form: &MinutesForm, on: Day) -> Result<Vec<Decision>, Refusals> {
    let mut wrong = Refusals::new();
    let mut decisions = Vec::new();
    let typed = form.decisions.iter().take(DECISIONS_MAX).enumerate();
    for (place, (what, who, by)) in typed {
        let number = place + 1;
        let field = |name: &str| format!("{name}-{number}");
        let Some(what) = wrong.take(text::words(&field("what"), what)) else {
            continue;
        };
        let by_field = field("by");
        let by = wrong.take(Day::parse(&by_field, by));
        match by {
            None => wrong.push(Refusal::at(by_field, "casework-decision-by")),
            Some(by) if by < on => wrong
                .push(Refusal::at(by_field, "casework-decision-before").with("day", told_day(on))),
            Some(_) => {}
        }
        if who.is_none() {
            wrong.push(Refusal::at(field("who"), "casework-decision-who"));
        }
        if let (Some(who), Some(by)) = (*who, by) {
            let what = Why::new(what);
            decisions.push(Decision { what, who, by });
        }
    }
    wrong.or(decisions)
}

/// Says what became of a decision.
///
/// # Errors
/// For the whole: `casework-decision-unknown`, `casework-decision-settled`; `choice-missing` at
/// `done`; `casework-reason-missing` at `words` to drop it.
pub fn settle(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::CaseConfer>,
    (case, state): (&Case, &State),
    (name, place): (&str, usize),
    (done, typed): (Option<bool>, &str),
) -> Result<Drafts, Refusals> {
    let known = conferences(state);
    let minutes = known.iter().find(|one| one.name == name);
    let minutes = minutes.and_then(|one| one.minutes.as_ref());
    match minutes.and_then(|minutes| minutes.decisions.get(place)) {
        None => return Err(Refusal::whole("casework-decision-unknown").into()),
        Some((_, Some(_))) => return Err(Refusal::whole("casework-decision-settled").into()),
        Some(_) => {}
    }
    let mut wrong = Refusals::new();
    let words = wrong.take(text::words("words", typed)).map(Why::new);
    if done == Some(false) && words.is_none() {
        wrong.push(Refusal::at("words", "casework-reason-missing"));
    }
    let Some(done) = done else {
        wrong.push(Refusal::at("done", "choice-missing"));
        return Err(wrong);
    };
    let fact = SettledFact {
        call: name.to_owned(),
        place: u16::try_from(place).unwrap_or(u16::MAX),
        done,
        words,
        on: Day::new(ctx.today()),
        at_micros: ctx.now.as_microsecond(),
    };
    let act = Acting::on(state).fact(SETTLED, &fact).done(None, None);
    wrong.or(one(allowed, case, act))
}
