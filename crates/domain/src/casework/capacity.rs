//! What somebody can do for themselves, scored with them before and after: a short scale of six
//! lines, 0 not at all to 3 well.
//!
//! A scale to talk about what changed, no measure of a person. Never: a total, an average, a rank.

use super::case::Case;
use super::need::told_day;
use super::open::entry;
use crate::ctx::Ctx;
use crate::draft::{Acting, Drafts};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::registry::codes::coded;
use crate::registry::when::Day;
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};

const CAPACITIES: &str = "capacities";
/// The best score of a line.
pub const SCORE_MAX: u8 = 3;

coded! {
    /// A line of the scale.
    Capacity {
        /// Knows their rights and papers.
        0 Rights = "droits",
        /// Finds the right office alone.
        1 Services = "demarches",
        /// Earns what the household eats.
        2 Income = "revenu",
        /// Takes care of themselves and of theirs.
        3 Care = "soin",
        /// Has somebody to turn to.
        4 Support = "entourage",
        /// Decides what concerns them.
        5 Choice = "decision",
    }
}

coded! {
    /// At which point of the case it was scored.
    Moment {
        /// At the opening.
        0 Opening = "ouverture",
        /// On the way.
        1 FollowUp = "suivi",
        /// At the closure.
        2 Closure = "cloture",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct ScoredFact {
    #[n(0)]
    scores: Vec<(Capacity, u8)>,
    #[n(1)]
    moment: Moment,
    #[n(2)]
    on: Day,
    #[n(3)]
    at_micros: i64,
}

/// The scale, scored once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scored {
    /// Each line that was scored, 0 to [`SCORE_MAX`].
    pub scores: Vec<(Capacity, u8)>,
    /// At which point.
    pub moment: Moment,
    /// The day.
    pub on: Day,
    at_micros: i64,
}

impl Scored {
    /// The score of a line.
    pub fn score(&self, of: Capacity) -> Option<u8> {
        let own = self.scores.iter().find(|(line, _)| *line == of);
        own.map(|(_, score)| *score)
    }
}

/// Every time that it was scored, out of the cases of somebody, oldest first.
pub fn scored<'a>(states: impl IntoIterator<Item = &'a State>) -> Vec<Scored> {
    let mut all: Vec<Scored> = states
        .into_iter()
        .flat_map(|state| state.facts::<ScoredFact>(CAPACITIES))
        .map(|(_, fact)| Scored {
            scores: fact.scores,
            moment: fact.moment,
            on: fact.on,
            at_micros: fact.at_micros,
        })
        .collect();
    all.sort_by_key(|one| (one.on, one.at_micros));
    all
}

/// The scale as typed.
#[derive(Clone, Default)]
pub struct ScaleForm {
    /// The code of each line, and its score; empty where it was not asked.
    pub scores: Vec<(String, String)>,
    /// `moment`: a code of [`Moment`].
    pub moment: String,
    /// `on`: today when empty.
    pub on: String,
}

/// Writes a scoring.
///
/// # Errors
/// `casework-scale-empty` for the whole without any score, `casework-scale-score` at a line that is not 0
/// to 3; `choice-missing` at `moment`; at `on`, what is wrong with the day, `date-in-future`, or
/// `casework-scale-before` for a scoring after the opening's that is dated before it, or an opening
/// dated after another scoring.
pub fn score(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::CaseFollow>,
    (case, state): (&Case, &State),
    known: &[Scored],
    form: &ScaleForm,
) -> Result<Drafts, Refusals> {
    let mut wrong = Refusals::new();
    let today = Day::new(ctx.today());
    let mut scores = Vec::new();
    for (code, typed) in &form.scores {
        let (Some(line), typed) = (Capacity::from_code(code), typed.trim()) else {
            continue;
        };
        match typed.parse::<u8>() {
            _ if typed.is_empty() => {}
            Ok(score) if score <= SCORE_MAX => scores.push((line, score)),
            _ => wrong.push(Refusal::at(code.as_str(), "casework-scale-score")),
        }
    }
    if scores.is_empty() {
        wrong.push(Refusal::whole("casework-scale-empty"));
    }
    let on = wrong
        .take(Day::happened("on", &form.on, today).map(Some))
        .unwrap_or(today);
    let Some(moment) = Moment::from_code(&form.moment) else {
        wrong.push(Refusal::at("moment", "choice-missing"));
        return Err(wrong);
    };
    // Nothing was scored before the opening was, and the opening after nothing.
    let disorder =
        known.iter().find(
            |one| match (moment == Moment::Opening, one.moment == Moment::Opening) {
                (false, true) => on < one.on,
                (true, false) => on > one.on,
                _ => false,
            },
        );
    if let Some(other) = disorder {
        wrong.push(Refusal::at("on", "casework-scale-before").with("day", told_day(other.on)));
    }
    let fact = ScoredFact {
        scores,
        moment,
        on,
        at_micros: ctx.now.as_microsecond(),
    };
    let act = Acting::on(state).fact(CAPACITIES, &fact).done(None, None);
    let mut drafts = Drafts::under(allowed);
    drafts.push(entry(allowed.centre(), case.id, case.subject, act));
    wrong.or(drafts)
}
