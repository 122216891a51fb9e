//! The plan of a person: goals in their own words, who does what by when, and whether they agreed.
//!
//! The plan is written with a step of the manual (procedure P06): the answers to questions named
//! `objectif_mots`, `action_quoi`, `plan_accepte` and their neighbours are the plan, wherever a form
//! asks them. Owned here: how each goal is followed until it is reached, goes on or is dropped. A goal
//! is known by its words: writing the plan again keeps what was told of it.

use super::Why;
use super::case::Case;
use super::need::told_day;
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
use akwaba_procedures::form::Answers;
use minicbor::{Decode, Encode};

const GOAL: &str = "goal";

coded! {
    /// Where a goal stands.
    GoalState {
        /// It goes on.
        0 GoesOn = "continue",
        /// Reached.
        1 Reached = "atteint",
        /// Dropped, with a reason.
        2 Dropped = "abandonne",
    }
}

/// What was told of a goal.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct GoalFact {
    #[n(0)]
    goal: Why,
    #[n(1)]
    state: GoalState,
    #[n(2)]
    words: Option<Why>,
    #[n(3)]
    on: Day,
    #[n(4)]
    at_micros: i64,
}

/// A goal of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// In the words of the person.
    pub words: Why,
    /// For which day.
    pub by: Option<Day>,
    /// Where it stands.
    pub state: GoalState,
    /// The day that this was told, and in which words.
    pub told: Option<(Day, Option<Why>)>,
}

impl Goal {
    /// Names it in a form: what its words give, and nothing of them.
    pub fn key(&self) -> String {
        let hash = blake3::hash(self.words.as_str().as_bytes());
        hash.to_hex().chars().take(16).collect()
    }
}

/// Somebody does something until some day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// What.
    pub what: Why,
    /// Who, by the code of the form: `personne`, `agent`, `famille`, `service`, `centre`.
    pub who: String,
    /// Until when.
    pub by: Option<Day>,
    /// By what it will be seen.
    pub proof: Option<Why>,
}

/// How the person agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// Nobody asked yet.
    NotYet,
    /// With their signature.
    Signed,
    /// With their thumb, after it was read to them.
    Thumb,
    /// By word of mouth, before a witness.
    Oral,
    /// They agreed; how was not noted.
    Said,
    /// They want something changed.
    Changes,
    /// They want no plan.
    Refused,
}

impl Agreement {
    /// Its name in translation keys.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotYet => "pas-encore",
            Self::Signed => "signature",
            Self::Thumb => "empreinte",
            Self::Oral => "oral",
            Self::Said => "dit",
            Self::Changes => "changer",
            Self::Refused => "refus",
        }
    }

    /// Whether they agreed.
    pub fn agreed(self) -> bool {
        matches!(self, Self::Signed | Self::Thumb | Self::Oral | Self::Said)
    }
}

/// A plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The day on which its goals were written.
    pub written: Day,
    /// The goals.
    pub goals: Vec<Goal>,
    /// Who does what.
    pub actions: Vec<Action>,
    /// When it is looked at again.
    pub point: Option<Day>,
    /// What to do if something goes wrong before.
    pub urgent: Option<Why>,
    /// Whether the person agreed.
    pub agreement: Agreement,
    /// Who witnessed it being read.
    pub witness: Option<Why>,
}

impl Plan {
    /// The plan that a case holds; none before its goals are written.
    pub fn of(case: &Case, state: &State) -> Option<Self> {
        let answers = &case.answers;
        let written = case
            .counted()
            .iter()
            .filter(|part| {
                part.answers
                    .iter()
                    .any(|(path, _)| is(path, "objectif_mots"))
            })
            .map(|part| part.at_micros)
            .next_back()?;
        let told = state.facts::<GoalFact>(GOAL);
        let goal = |words: &str, at: &str| {
            let own = told.iter().filter(|(_, fact)| fact.goal.as_str() == words);
            let last = own.max_by_key(|(_, fact)| (fact.on, fact.at_micros));
            Goal {
                words: Why::new(words),
                by: beside(answers, at, "objectif_date").and_then(day),
                state: last.map_or(GoalState::GoesOn, |(_, fact)| fact.state),
                told: last.map(|(_, fact)| (fact.on, fact.words.clone())),
            }
        };
        let action = |what: &str, at: &str| Action {
            what: Why::new(what),
            who: beside(answers, at, "action_qui").unwrap_or_default().into(),
            by: beside(answers, at, "action_date").and_then(day),
            proof: beside(answers, at, "action_preuve").map(Why::new),
        };
        let goals = instances(answers, "objectif_mots");
        let actions = instances(answers, "action_quoi");
        Some(Self {
            written: Day::new(civil(written).date()),
            goals: goals.iter().map(|(at, words)| goal(words, at)).collect(),
            actions: actions.iter().map(|(at, what)| action(what, at)).collect(),
            point: answer(answers, "point_jour").and_then(day),
            urgent: answer(answers, "si_urgence").map(Why::new),
            agreement: agreement(answers),
            witness: answer(answers, "temoin_plan").map(Why::new),
        })
    }

    /// The goals that are neither reached nor dropped.
    pub fn open_goals(&self) -> impl Iterator<Item = &Goal> {
        let goals = self.goals.iter();
        goals.filter(|goal| goal.state == GoalState::GoesOn)
    }
}

fn agreement(answers: &Answers) -> Agreement {
    match (answer(answers, "plan_accepte"), answer(answers, "marque")) {
        (Some("oui"), Some("signature")) => Agreement::Signed,
        (Some("oui"), Some("empreinte")) => Agreement::Thumb,
        (Some("oui"), Some("oral")) => Agreement::Oral,
        (Some("oui"), _) => Agreement::Said,
        (Some("changer"), _) => Agreement::Changes,
        (Some("non"), _) => Agreement::Refused,
        _ => Agreement::NotYet,
    }
}

fn is(path: &str, name: &str) -> bool {
    path.rsplit('/').next() == Some(name)
}

/// The one answer to a question of this name.
pub(super) fn answer<'a>(answers: &'a Answers, name: &str) -> Option<&'a str> {
    let mut found = answers.iter().filter(|(path, _)| is(path, name));
    found
        .next()
        .map(|(_, said)| said)
        .filter(|said| !said.is_empty())
}

/// The answers to a question of this name in a repeat, in the order of its instances: the path of
/// the instance, and the answer.
fn instances<'a>(answers: &'a Answers, name: &str) -> Vec<(&'a str, &'a str)> {
    let mut found: Vec<(u32, &str, &str)> = answers
        .iter()
        .filter(|(path, said)| is(path, name) && !said.is_empty())
        .filter_map(|(path, said)| {
            let (at, _) = path.rsplit_once('/')?;
            let place = at
                .rsplit_once('[')
                .and_then(|(_, rest)| rest.strip_suffix(']'));
            let place = place.and_then(|place| place.parse().ok()).unwrap_or(1);
            Some((place, at, said))
        })
        .collect();
    found.sort_by_key(|(place, ..)| *place);
    found.into_iter().map(|(_, at, said)| (at, said)).collect()
}

/// The answer to another question of the same instance.
fn beside<'a>(answers: &'a Answers, at: &str, name: &str) -> Option<&'a str> {
    answers
        .get(&format!("{at}/{name}"))
        .filter(|said| !said.is_empty())
}

fn day(iso: &str) -> Option<Day> {
    Day::parse("", iso).ok().flatten()
}

/// What is told of a goal, as typed; each field is named as in the form.
#[derive(Clone, Default)]
pub struct GoalForm {
    /// `goal`: its [`Goal::key`].
    pub goal: String,
    /// `state`: a code of [`GoalState`].
    pub state: String,
    /// `words`: needed where it is dropped.
    pub words: String,
    /// `on`: today when empty.
    pub on: String,
}

/// Tells where a goal stands.
///
/// # Errors
/// `casework-goal-unknown` for the whole when the plan has no such goal; `choice-missing` at `state`;
/// `casework-reason-missing` at `words` where it is dropped without a word; at `on`, what is wrong
/// with the day, `date-in-future`, or `casework-goal-before` when the plan was written later, or told
/// later of the goal.
pub fn follow(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::CaseFollow>,
    (case, state): (&Case, &State),
    form: &GoalForm,
) -> Result<Drafts, Refusals> {
    let mut wrong = Refusals::new();
    let today = Day::new(ctx.today());
    let plan = Plan::of(case, state);
    let known = plan.as_ref().and_then(|plan| {
        let goal = plan.goals.iter().find(|goal| goal.key() == form.goal)?;
        Some((plan, goal))
    });
    let Some((plan, goal)) = known else {
        return Err(Refusal::whole("casework-goal-unknown").into());
    };
    let stands = GoalState::from_code(&form.state);
    let words = wrong.take(text::words("words", &form.words)).map(Why::new);
    let on = wrong
        .take(Day::happened("on", &form.on, today).map(Some))
        .unwrap_or(today);
    let since = goal.told.as_ref().map_or(plan.written, |(on, _)| *on);
    if on < since {
        wrong.push(Refusal::at("on", "casework-goal-before").with("day", told_day(since)));
    }
    if stands == Some(GoalState::Dropped) && words.is_none() {
        wrong.push(Refusal::at("words", "casework-reason-missing"));
    }
    let Some(stands) = stands else {
        wrong.push(Refusal::at("state", "choice-missing"));
        return Err(wrong);
    };
    let mut acting = Acting::on(state);
    result(
        &mut acting,
        (&goal.words, stands, words),
        (on, ctx.now.as_microsecond()),
    );
    let mut drafts = Drafts::under(allowed);
    drafts.push(entry(
        allowed.centre(),
        case.id,
        case.subject,
        acting.done(None, None),
    ));
    wrong.or(drafts)
}

/// The fact of where a goal stands, written within an act.
pub(super) fn result(
    acting: &mut Acting<'_>,
    (goal, state, words): (&Why, GoalState, Option<Why>),
    (on, at_micros): (Day, i64),
) {
    let fact = GoalFact {
        goal: goal.clone(),
        state,
        words,
        on,
        at_micros,
    };
    acting.fact(GOAL, &fact);
}
