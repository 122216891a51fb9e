//! A breach: something kept about people was lost, seen or changed by whom it should not. Its clock
//! runs from its discovery.
//!
//! Never: a name. Who is touched is counted.

use super::{BREACH, VERSION, Words};
use crate::ctx::Ctx;
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, act};
use crate::reception::time::{Day, Minute};
use crate::refusal::{Refusal, Refusals};
use crate::registry::codes::coded;
use crate::{scope, text};
use akwaba_journal::id::{ActorId, EntityId};
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};

/// Hours from the discovery within which the authority is told. A proposal: no text in force was found
/// that says so.
pub const HOURS: i64 = 72;
/// The most people that one breach touches.
const TOUCHED_MAX: u32 = 10_000_000;

const FOUND: &str = "found";
const STEP: &str = "step";

coded! {
    /// What happened.
    What {
        /// Something was lost: a PC, a phone, a key, paper.
        0 Lost = "lost",
        /// It was stolen.
        1 Stolen = "stolen",
        /// Somebody saw or was told what was not for them.
        2 Seen = "seen",
        /// It went to the wrong person or service.
        3 Misdirected = "misdirected",
        /// It was changed or destroyed without right.
        4 Altered = "altered",
        /// It cannot be reached: broken, locked by a stranger.
        5 Unreachable = "unreachable",
    }
}

coded! {
    /// What was done about it.
    Stage {
        /// A measure was taken.
        0 Measure = "measure",
        /// The authority was told.
        1 Authority = "authority",
        /// Those who are touched were told.
        2 People = "people",
        /// The ministry was told.
        3 Ministry = "ministry",
        /// It is over.
        4 Closed = "closed",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct Found {
    #[n(0)]
    what: What,
    #[n(1)]
    found_micros: i64,
    #[n(2)]
    touched: u32,
    #[n(3)]
    words: Words,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct Step {
    #[n(0)]
    stage: Stage,
    #[n(1)]
    at_micros: i64,
    #[n(2)]
    words: Words,
}

/// One thing done about a breach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// What.
    pub stage: Stage,
    /// When it was written, in microseconds since 1970.
    pub at_micros: i64,
    /// In words.
    pub words: Words,
    /// Who wrote it.
    pub by: ActorId,
}

/// A breach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// Which.
    pub id: EntityId,
    /// What happened.
    pub what: What,
    /// When it was found, in microseconds since 1970.
    pub found_micros: i64,
    /// How many people it touches; 0 while nobody knows.
    pub touched: u32,
    /// In words.
    pub words: Words,
    /// Who wrote it.
    pub by: ActorId,
    /// All that was done, oldest first.
    pub done: Vec<Done>,
}

impl Breach {
    /// The breach of a state; `None` when it is not one.
    pub fn of(id: EntityId, state: &State) -> Option<Self> {
        let (source, found) = state.facts::<Found>(FOUND).into_iter().next()?;
        let steps = state.facts::<Step>(STEP).into_iter();
        Some(Self {
            id,
            what: found.what,
            found_micros: found.found_micros,
            touched: found.touched,
            words: found.words,
            by: source.actor,
            done: steps
                .map(|(source, step)| Done {
                    stage: step.stage,
                    at_micros: step.at_micros,
                    words: step.words,
                    by: source.actor,
                })
                .collect(),
        })
    }

    /// Whether something of this kind was done.
    pub fn has(&self, stage: Stage) -> bool {
        self.done.iter().any(|done| done.stage == stage)
    }

    /// Whether it is over.
    pub fn is_closed(&self) -> bool {
        self.has(Stage::Closed)
    }

    /// The last moment to tell the authority, in microseconds since 1970.
    pub fn due_micros(&self) -> i64 {
        self.found_micros.saturating_add(HOURS * 3_600_000_000)
    }

    /// Whole hours left to tell the authority, negative once they are over; `None` when it was told or
    /// the breach is over.
    pub fn hours_left(&self, now_micros: i64) -> Option<i64> {
        let runs = !self.is_closed() && !self.has(Stage::Authority);
        runs.then(|| (self.due_micros() - now_micros).div_euclid(3_600_000_000))
    }
}

/// A breach as it was typed.
#[derive(Debug, Clone, Default)]
pub struct BreachForm {
    /// `what`: [`What::code`].
    pub what: String,
    /// `day`: the day of the discovery.
    pub day: String,
    /// `time`: its time.
    pub time: String,
    /// `touched`: how many people; empty while nobody knows.
    pub touched: String,
    /// `words`.
    pub words: String,
}

/// Writes that a breach was found.
///
/// # Errors
/// `choice-missing` at `what`; those of the day and the time, `privacy-found-ahead` at `day`;
/// `privacy-touched` at `touched`; `text-missing` at `words`.
pub fn find(
    ctx: &mut Ctx<'_>,
    allowed: &Allowed<act::BreachRecord>,
    form: &BreachForm,
) -> Result<(EntityId, Drafts), Refusals> {
    let mut refusals = Refusals::new();
    let what = What::from_code(&form.what);
    if what.is_none() {
        refusals.push(Refusal::at("what", "choice-missing"));
    }
    let day = refusals.take(Day::typed("day", &form.day));
    let minute = refusals.take(Minute::typed("time", &form.time));
    // Without a time the clock runs from the beginning of the day: never too late.
    let minute = minute.or(Minute::new(0, 0));
    let found_micros = match day.zip(minute) {
        Some((day, minute)) => day.at(minute).0,
        None => ctx.now.as_microsecond(),
    };
    if found_micros > ctx.now.as_microsecond() {
        refusals.push(Refusal::at("day", "privacy-found-ahead"));
    }
    let touched = refusals.take(touched(&form.touched));
    let words = refusals.take(text::required_words("words", &form.words));
    refusals.or(())?;
    let id = ctx.fresh();
    let fact = Found {
        what: what.unwrap_or(What::Lost),
        found_micros,
        touched,
        words: Words::new(words),
    };
    let act = Acting::on(&State::default())
        .fact(FOUND, &fact)
        .done(None, None);
    Ok((id, drafts(allowed, id, act)))
}

/// Writes what was done about a breach.
///
/// # Errors
/// `choice-missing` at `stage`; `privacy-breach-over`; `text-missing` at `words`.
pub fn step(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::BreachRecord>,
    (breach, state): (&Breach, &State),
    (stage, words): (&str, &str),
) -> Result<Drafts, Refusals> {
    let mut refusals = Refusals::new();
    let chosen = Stage::from_code(stage);
    if chosen.is_none() {
        refusals.push(Refusal::at("stage", "choice-missing"));
    }
    if breach.is_closed() {
        refusals.push(Refusal::whole("privacy-breach-over"));
    }
    let words = refusals.take(text::required_words("words", words));
    refusals.or(())?;
    let fact = Step {
        stage: chosen.unwrap_or(Stage::Measure),
        at_micros: ctx.now.as_microsecond(),
        words: Words::new(words),
    };
    let act = Acting::on(state).fact(STEP, &fact).done(None, None);
    Ok(drafts(allowed, breach.id, act))
}

fn touched(typed: &str) -> Result<u32, Refusal> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.is_empty() {
        return Ok(0);
    }
    let read = digits.parse::<u32>().ok();
    read.filter(|count| *count <= TOUCHED_MAX)
        .ok_or_else(|| Refusal::at("touched", "privacy-touched"))
}

fn drafts(
    allowed: &Allowed<act::BreachRecord>,
    id: EntityId,
    act: akwaba_journal::act::Act,
) -> Drafts {
    let mut drafts = Drafts::under(allowed);
    drafts.push(Draft {
        scope: scope::office(allowed.centre()),
        entity: id,
        kind: BREACH,
        version: VERSION,
        act,
        secrecy: Secrecy::Keyed(id),
    });
    drafts
}
