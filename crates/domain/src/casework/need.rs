//! What is needed: asked by the person, or found with them.
//!
//! A need is one of a closed list, told once or more; what was told before stays. What the forms of the
//! manual ask of needs (`besoins`, `besoins_retenus`) counts without being written again. Never: a need
//! met because a programme was given.

use super::Why;
use super::case::Case;
use super::open::entry;
use super::time::civil;
use crate::ctx::Ctx;
use crate::draft::{Acting, Drafts};
use crate::policy::{Allowed, act};
use crate::referral::Obstacle;
use crate::refusal::{Refusal, Refusals};
use crate::registry::codes::coded;
use crate::registry::when::Day;
use crate::text;
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};

const NEED: &str = "need";

coded! {
    /// What somebody may need.
    NeedCode {
        /// To be heard.
        0 Listening = "ecoute",
        /// Food.
        1 Food = "nourriture",
        /// A roof, rent.
        2 Roof = "toit",
        /// Care, medicine.
        3 Health = "sante",
        /// School of a child, training.
        4 School = "ecole",
        /// Papers.
        5 Papers = "papiers",
        /// Work, income.
        6 Income = "revenu",
        /// A conflict in the family.
        7 Conflict = "conflit",
        /// Care or allowance of a child.
        8 Custody = "garde",
        /// Support for a disability.
        9 Disability = "handicap",
        /// Support of an old person.
        10 Age = "age",
        /// Widowhood, inheritance.
        11 Bereavement = "deuil",
        /// To be safe.
        12 Safety = "securite",
        /// Something else, in words.
        13 Other = "autre",
    }
}

impl NeedCode {
    /// The need that a choice of the manual's forms names; none for a choice that names none.
    fn of_choice(choice: &str) -> Option<Self> {
        match choice {
            "loyer" => Some(Self::Roof),
            "scolarite" => Some(Self::School),
            "travail" => Some(Self::Income),
            "protection" => Some(Self::Safety),
            other => Self::from_code(other),
        }
    }
}

coded! {
    /// How a need came to be known.
    Origin {
        /// The person asked.
        0 Asked = "demande",
        /// It was found with them.
        1 Found = "constate",
    }
}

coded! {
    /// Where a need stands.
    NeedState {
        /// Nothing answers it yet.
        0 Open = "ouvert",
        /// Answered in part.
        1 Partly = "en-partie",
        /// Answered.
        2 Met = "satisfait",
        /// Cannot be answered, for a barrier that is named.
        3 Impossible = "impossible",
    }
}

impl NeedState {
    /// Whether something remains to be done about it.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Partly)
    }
}

/// What was told of a need, once.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct NeedFact {
    #[n(0)]
    code: NeedCode,
    #[n(1)]
    origin: Option<Origin>,
    #[n(2)]
    state: NeedState,
    #[n(3)]
    barrier: Option<Obstacle>,
    #[n(4)]
    words: Option<Why>,
    #[n(5)]
    on: Day,
    #[n(6)]
    at_micros: i64,
}

/// One time that a need was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The day it was so.
    pub on: Day,
    /// When it was written, in microseconds since 1970.
    pub at_micros: i64,
    /// How it came to be known, where this was said.
    pub origin: Option<Origin>,
    /// Where it stood.
    pub state: NeedState,
    /// What came between.
    pub barrier: Option<Obstacle>,
    /// In words.
    pub words: Option<Why>,
}

/// A need, and all that was told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// Which.
    pub code: NeedCode,
    /// Oldest first; never empty.
    pub course: Vec<Told>,
}

impl Need {
    /// Where it stands.
    pub fn state(&self) -> NeedState {
        self.course
            .last()
            .map_or(NeedState::Open, |last| last.state)
    }

    /// What was told last.
    pub fn last(&self) -> Option<&Told> {
        self.course.last()
    }

    /// The day it was first told.
    pub fn since(&self) -> Option<Day> {
        self.course.first().map(|told| told.on)
    }

    /// Whether it was told so.
    pub fn is_of(&self, origin: Origin) -> bool {
        self.course.iter().any(|told| told.origin == Some(origin))
    }
}

/// The needs of somebody, out of their cases, in the order of the list.
pub fn needs<'a>(cases: impl IntoIterator<Item = (&'a Case, &'a State)>) -> Vec<Need> {
    let mut told: Vec<(NeedCode, Told)> = Vec::new();
    for (case, state) in cases {
        for (code, origin, at_micros) in answered(case) {
            let first = Told {
                on: Day::new(civil(at_micros).date()),
                at_micros,
                origin: Some(origin),
                state: NeedState::Open,
                barrier: None,
                words: None,
            };
            told.push((code, first));
        }
        for (_, fact) in state.facts::<NeedFact>(NEED) {
            let one = Told {
                on: fact.on,
                at_micros: fact.at_micros,
                origin: fact.origin,
                state: fact.state,
                barrier: fact.barrier,
                words: fact.words,
            };
            told.push((fact.code, one));
        }
    }
    told.sort_by_key(|(code, told)| (*code, told.on, told.at_micros));
    let mut needs: Vec<Need> = Vec::new();
    for (code, one) in told {
        match needs.last_mut().filter(|need| need.code == code) {
            Some(need) => need.course.push(one),
            None => needs.push(Need {
                code,
                course: vec![one],
            }),
        }
    }
    needs
}

/// The needs that the forms of a case were answered with: which, how known, when.
fn answered(case: &Case) -> Vec<(NeedCode, Origin, i64)> {
    let mut found = Vec::new();
    for part in case.counted() {
        for (name, choice) in chosen(part.answers, &["besoins", "besoins_retenus"]) {
            let origin = if name == "besoins" {
                Origin::Asked
            } else {
                Origin::Found
            };
            let code = NeedCode::of_choice(choice);
            found.extend(code.map(|code| (code, origin, part.at_micros)));
        }
    }
    found
}

/// The choices made at the questions of these names.
pub(super) fn chosen<'a>(
    answers: &'a akwaba_procedures::form::Answers,
    names: &'a [&'a str],
) -> impl Iterator<Item = (&'a str, &'a str)> {
    answers
        .iter()
        .filter_map(|(path, chosen)| Some((path.rsplit('/').next()?, chosen)))
        .filter(|(name, _)| names.contains(name))
        .flat_map(|(name, chosen)| {
            chosen
                .split_ascii_whitespace()
                .map(move |choice| (name, choice))
        })
}

/// What is told of a need, as typed; each field is named as in the form.
#[derive(Clone, Default)]
pub struct NeedForm {
    /// `need`: a code of [`NeedCode`].
    pub need: String,
    /// `origin`: a code of [`Origin`]; may be empty for a need that is known.
    pub origin: String,
    /// `state`: a code of [`NeedState`].
    pub state: String,
    /// `barrier`: a code of [`Obstacle`].
    pub barrier: String,
    /// `words`.
    pub words: String,
    /// `on`: today when empty.
    pub on: String,
}

/// Tells a need, or where it stands now.
///
/// # Errors
/// `choice-missing` at `need`, `origin`, `state`, `barrier`; at `on`, `date-form`, `date-not-real`,
/// `date-in-future`, or `casework-need-before` when the need was told later than that; at `words`,
/// `casework-need-words` for another need without words.
pub fn tell(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::CaseFollow>,
    (case, state): (&Case, &State),
    known: &[Need],
    form: &NeedForm,
) -> Result<Drafts, Refusals> {
    let mut wrong = Refusals::new();
    let missing = |field: &'static str| Refusal::at(field, "choice-missing");
    let today = Day::new(ctx.today());
    let code = NeedCode::from_code(&form.need);
    let known = code.and_then(|code| known.iter().find(|need| need.code == code));
    let origin = Origin::from_code(&form.origin);
    let stands = NeedState::from_code(&form.state);
    let barrier = Obstacle::from_code(&form.barrier);
    let words = wrong.take(text::words("words", &form.words)).map(Why::new);
    let on = wrong
        .take(Day::happened("on", &form.on, today).map(Some))
        .unwrap_or(today);
    if let Some(last) = known.and_then(Need::last).filter(|last| on < last.on) {
        wrong.push(Refusal::at("on", "casework-need-before").with("day", told_day(last.on)));
    }
    if origin.is_none() && known.is_none() {
        wrong.push(missing("origin"));
    }
    if stands == Some(NeedState::Impossible) && barrier.is_none() {
        wrong.push(missing("barrier"));
    }
    if code == Some(NeedCode::Other) && words.is_none() {
        wrong.push(Refusal::at("words", "casework-need-words"));
    }
    if stands.is_none() {
        wrong.push(missing("state"));
    }
    let (Some(code), Some(stands)) = (code, stands) else {
        if code.is_none() {
            wrong.push(missing("need"));
        }
        return Err(wrong);
    };
    let fact = NeedFact {
        code,
        origin,
        state: stands,
        barrier: barrier.filter(|_| !matches!(stands, NeedState::Met)),
        words,
        on,
        at_micros: ctx.now.as_microsecond(),
    };
    let act = Acting::on(state).fact(NEED, &fact).done(None, None);
    let mut drafts = Drafts::under(allowed);
    drafts.push(entry(allowed.centre(), case.id, case.subject, act));
    wrong.or(drafts)
}

/// A day as sentences write it: 14/03/2026.
pub(super) fn told_day(day: Day) -> String {
    let date = day.date();
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// The fact of a need's result at closure, written within the act that closes.
pub(super) fn result(
    acting: &mut Acting<'_>,
    (code, stands, barrier): (NeedCode, NeedState, Option<Obstacle>),
    (on, at_micros): (Day, i64),
) {
    let fact = NeedFact {
        code,
        origin: None,
        state: stands,
        barrier,
        words: None,
        on,
        at_micros,
    };
    acting.fact(NEED, &fact);
}
