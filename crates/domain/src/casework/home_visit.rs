//! Home visits: planned on a case for a day, moved or cancelled with a reason, and what came of each; and the
//! steps of its procedure that are done at the home of the person.
//!
//! A visit belongs to whoever follows the case when its day comes. What somebody plans goes before the day
//! that the procedure gives. Never: a visit that passed and is forgotten; it is asked about until somebody
//! says what came of it.

use super::Why;
use super::at_home::due;
use super::case::Case;
use super::edition::Edition;
use super::open::entry;
use super::step::standing;
use super::time::civil;
use crate::ctx::Ctx;
use crate::draft::{Acting, Drafts};
use crate::policy::{Allowed, act};
use crate::reception::Minute;
use crate::refusal::{Refusal, Refusals};
use crate::registry::codes::coded;
use crate::registry::when::Day;
use crate::text;
use akwaba_journal::id::ActorId;
use akwaba_journal::state::{Source, State};
use minicbor::{Decode, Encode};

const PLANNED: &str = "outing-planned";
const MOVED: &str = "outing-moved";
const TOLD: &str = "outing-told";

coded! {
    /// What came of a visit.
    End {
        /// It was made.
        0 Made = "faite",
        /// Nobody was there, or the hour was a bad one.
        1 Absent = "absente",
        /// It was called off.
        2 Cancelled = "annulee",
        /// The step that it was for was done: what came of it stands there.
        3 Step = "etape",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct PlannedFact {
    #[n(0)]
    on: Day,
    #[n(1)]
    at: Option<Minute>,
    /// The step of the procedure that is done there, by its code.
    #[n(2)]
    step: Option<String>,
    #[n(3)]
    aim: Option<Why>,
    #[n(4)]
    take: Option<Why>,
    #[n(5)]
    at_micros: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct MovedFact {
    /// The visit, by its name.
    #[n(0)]
    visit: String,
    #[n(1)]
    on: Day,
    #[n(2)]
    at: Option<Minute>,
    #[n(3)]
    reason: Why,
    #[n(4)]
    at_micros: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct ToldFact {
    /// The visit, by its name.
    #[n(0)]
    visit: String,
    #[n(1)]
    end: End,
    #[n(2)]
    words: Option<Why>,
    #[n(3)]
    at_micros: i64,
}

/// A visit put off to another day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutOff {
    /// By whom.
    pub by: ActorId,
    /// From which day.
    pub from: Day,
    /// Why.
    pub reason: Why,
}

/// What came of a visit, and who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What.
    pub end: End,
    /// In words.
    pub words: Option<Why>,
    /// By whom.
    pub by: ActorId,
    /// When it was told, in microseconds since 1970.
    pub at_micros: i64,
}

/// A visit that somebody planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HomeVisit {
    /// Names it, for ever.
    pub name: String,
    /// Who planned it.
    pub by: ActorId,
    /// For which day, as it was moved last.
    pub on: Day,
    /// At what hour, where one was agreed.
    pub at: Option<Minute>,
    /// The step of the procedure that is done there, by its code.
    pub step: Option<String>,
    /// What for.
    pub aim: Option<Why>,
    /// What to take along.
    pub take: Option<Why>,
    /// Every time that it was put off, oldest first.
    pub moved: Vec<PutOff>,
    /// What came of it; nothing while it is to be made.
    pub told: Option<Told>,
}

impl HomeVisit {
    /// Whether its day has passed and nobody has said what came of it.
    pub fn is_asked(&self, today: Day) -> bool {
        self.told.is_none() && self.on < today
    }
}

/// The visits planned on a case, in the order in which they were planned.
pub fn home_visits(case: &Case, state: &State) -> Vec<HomeVisit> {
    let moved = state.facts::<MovedFact>(MOVED);
    let told = state.facts::<ToldFact>(TOLD);
    let planned = state.facts::<PlannedFact>(PLANNED).into_iter();
    planned
        .map(|(source, fact)| {
            let name = source.entry.to_string();
            // What was told first stands, and ends it: a move that came after it changes nothing.
            let end = told.iter().find(|(_, told)| told.visit == name);
            let mut moves: Vec<&(Source, MovedFact)> = moved.iter().collect();
            moves.retain(|(source, moved)| {
                moved.visit == name && end.is_none_or(|(end, _)| source < end)
            });
            let mut visit = HomeVisit {
                by: source.actor,
                on: fact.on,
                at: fact.at,
                step: fact.step,
                aim: fact.aim,
                take: fact.take,
                moved: Vec::new(),
                told: end.map(|(source, told)| Told {
                    end: told.end,
                    words: told.words.clone(),
                    by: source.actor,
                    at_micros: told.at_micros,
                }),
                name,
            };
            let step = visit.step.as_deref();
            let by_step = || done_since(case, step?, fact.at_micros);
            visit.told = visit.told.or_else(by_step);
            for (source, moved) in moves {
                visit.moved.push(PutOff {
                    by: source.actor,
                    from: visit.on,
                    reason: moved.reason.clone(),
                });
                (visit.on, visit.at) = (moved.on, moved.at);
            }
            visit
        })
        .collect()
}

/// That a step was done, or sent for approval, since a visit for it was planned.
fn done_since(case: &Case, step: &str, planned_micros: i64) -> Option<Told> {
    let done = case.answers_of(step).map(|(by, at, _)| (at, by));
    let sent = case.submissions.iter().filter(|sent| sent.step == step);
    let sent = sent.map(|sent| (sent.sent_micros, sent.source.actor));
    let since = done.chain(sent).filter(|(at, _)| *at >= planned_micros);
    let (at_micros, by) = since.min_by_key(|(at, _)| *at)?;
    Some(Told {
        end: End::Step,
        words: None,
        by,
        at_micros,
    })
}

/// A visit as typed; each field is named as in the form.
#[derive(Clone, Default)]
pub struct PlanForm {
    /// `on`.
    pub on: String,
    /// `at`: none when empty.
    pub at: String,
    /// `step`: the code of an open step that is done at home, or nothing.
    pub step: String,
    /// `aim`: needed where no step says it.
    pub aim: String,
    /// `take`.
    pub take: String,
}

/// Plans a visit on a case.
///
/// # Errors
/// For the whole: `casework-over`, `home-visit-step-closed` when the step is not open or not done at home,
/// `home-visit-planned-already` when a visit for it is planned. At `on`, what is wrong with the day, `home-visit-day`
/// without one, `home-visit-past` before today; at `at`, what is wrong with the hour; `home-visit-aim-missing` at `aim`
/// where no step says what for.
pub fn plan(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::HomeVisitPlan>,
    (case, state): (&Case, &State),
    edition: &Edition,
    form: &PlanForm,
) -> Result<Drafts, Refusals> {
    let stands = standing(case, edition, civil(ctx.now.as_microsecond()));
    if stands.over.is_some() {
        return Err(Refusal::whole("casework-over").into());
    }
    let mut wrong = Refusals::new();
    let at = wrong.take(Minute::typed("at", &form.at));
    let aim = wrong.take(text::words("aim", &form.aim)).map(Why::new);
    let take = wrong.take(text::words("take", &form.take)).map(Why::new);
    let step = Some(form.step.trim()).filter(|code| !code.is_empty());
    if let Some(code) = step {
        let open = due(case, &stands);
        if open.iter().all(|due| due.step.code != code) {
            wrong.push(Refusal::whole("home-visit-step-closed"));
        }
        let mut planned = home_visits(case, state).into_iter();
        if planned.any(|known| known.told.is_none() && known.step.as_deref() == Some(code)) {
            wrong.push(Refusal::whole("home-visit-planned-already"));
        }
    } else if aim.is_none() {
        wrong.push(Refusal::at("aim", "home-visit-aim-missing"));
    }
    let Some(on) = ahead(ctx, &mut wrong, &form.on) else {
        return Err(wrong);
    };
    let fact = PlannedFact {
        on,
        at,
        step: step.map(str::to_owned),
        aim,
        take,
        at_micros: ctx.now.as_microsecond(),
    };
    let act = Acting::on(state).fact(PLANNED, &fact).done(None, None);
    wrong.or(one(allowed, case, act))
}

fn one(allowed: &Allowed<act::HomeVisitPlan>, case: &Case, act: akwaba_journal::Act) -> Drafts {
    let mut drafts = Drafts::under(allowed);
    drafts.push(entry(allowed.centre(), case.id, case.subject, act));
    drafts
}

/// A day to come, today included.
fn ahead(ctx: &Ctx<'_>, wrong: &mut Refusals, typed: &str) -> Option<Day> {
    let before = wrong.as_slice().len();
    let day = wrong.take(Day::parse("on", typed));
    match day {
        Some(day) if day < Day::new(ctx.today()) => {
            wrong.push(Refusal::at("on", "home-visit-past"));
        }
        None if wrong.as_slice().len() == before => {
            wrong.push(Refusal::at("on", "home-visit-day"));
        }
        _ => {}
    }
    day
}

/// What is said of a planned visit, as typed; each field is named as in the form.
#[derive(Clone, Default)]
pub struct TellForm {
    /// `end`: a code of [`End`], or [`PUT_OFF`].
    pub end: String,
    /// `words`: why, where it is put off or called off.
    pub words: String,
    /// `on`: where it is put off.
    pub on: String,
    /// `at`: where it is put off.
    pub at: String,
}

/// That a visit is put off to another day, among the codes of what came of it.
pub const PUT_OFF: &str = "reportee";

/// Says what came of a planned visit, or puts it off to another day.
///
/// # Errors
/// For the whole: `home-visit-unknown`, `home-visit-over` when somebody said what came of it; at `end`,
/// `choice-missing`, or `home-visit-ahead` when it is told before its day; `casework-reason-missing` at `words` to put
/// it off or call it off; at `on` and `at`, as [`plan`].
pub fn tell(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::HomeVisitPlan>,
    (case, state): (&Case, &State),
    name: &str,
    form: &TellForm,
) -> Result<Drafts, Refusals> {
    let mut known = home_visits(case, state).into_iter();
    let known = known.find(|one| one.name == name);
    let known = known.ok_or_else(|| Refusal::whole("home-visit-unknown"))?;
    if known.told.is_some() {
        return Err(Refusal::whole("home-visit-over").into());
    }
    let mut wrong = Refusals::new();
    let words = wrong.take(text::words("words", &form.words)).map(Why::new);
    // That a step was done is never typed: it follows from the step.
    let end = End::from_code(&form.end).filter(|end| *end != End::Step);
    let at_micros = ctx.now.as_microsecond();
    let act = match end {
        None if form.end == PUT_OFF => {
            let at = wrong.take(Minute::typed("at", &form.at));
            let on = ahead(ctx, &mut wrong, &form.on);
            if words.is_none() {
                wrong.push(Refusal::at("words", "casework-reason-missing"));
            }
            let (Some(on), Some(reason)) = (on, words) else {
                return Err(wrong);
            };
            let visit = known.name;
            let fact = MovedFact {
                visit,
                on,
                at,
                reason,
                at_micros,
            };
            Acting::on(state).fact(MOVED, &fact).done(None, None)
        }
        None => return Err(Refusal::at("end", "choice-missing").into()),
        Some(end) => {
            if end == End::Cancelled && words.is_none() {
                wrong.push(Refusal::at("words", "casework-reason-missing"));
            }
            if end != End::Cancelled && known.on > Day::new(ctx.today()) {
                wrong.push(Refusal::at("end", "home-visit-ahead"));
            }
            let visit = known.name;
            let fact = ToldFact {
                visit,
                end,
                words,
                at_micros,
            };
            Acting::on(state).fact(TOLD, &fact).done(None, None)
        }
    };
    wrong.or(one(allowed, case, act))
}

#[cfg(test)]
#[path = "home_visit_tests.rs"]
mod tests;
