//! *Signaler ?*: whether justice or police is told, decided by people, with reasons, and never by the program.
//!
//! Where the procedure's own form asks it, that is where it is decided, and this reads what was said there.
//! Elsewhere it is asked here: an adult out of danger decides for herself; for a child, for danger to life or
//! where that is not known, two people decide. Never: something sent, a decision prepared.

use super::Why;
use super::case::Case;
use super::edition::Edition;
use super::open::{belongs, edit};
use crate::ctx::Ctx;
use crate::draft::Drafts;
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::registry::codes::coded;
use crate::registry::when::Day;
use crate::text;
use akwaba_journal::id::ActorId;
use akwaba_journal::state::State;
use akwaba_procedures::workbook::Step;
use minicbor::{Decode, Encode};

const DECIDED: &str = "decided-to-report";

/// The questions by which forms of the manual ask for the decision and its reasons.
const OWN: [(&str, &str); 2] = [
    ("decision_signaler", "motif_signaler"),
    ("decision", "raisons"),
];

coded! {
    /// Who is in danger, or was harmed; as procedure P15 of the manual lists them.
    Concerned {
        /// A child.
        0 Child = "enfant",
        /// An adult.
        1 Adult = "adulte",
        /// An adult who cannot protect themselves.
        2 Dependent = "adulte_dependant",
    }
}

coded! {
    /// Whether life or body is in danger today.
    Danger {
        /// Yes.
        0 Yes = "oui",
        /// No.
        1 No = "non",
        /// Nobody knows.
        2 Unknown = "doute",
    }
}

coded! {
    /// What the person wishes; as procedure P15 of the manual lists it.
    Wish {
        /// That it is reported.
        0 Report = "oui",
        /// That it is not.
        1 Silence = "non",
        /// They hesitate.
        2 Hesitates = "hesite",
        /// They cannot say.
        3 CannotSay = "ne_peut_pas",
        /// They could not be asked.
        4 NotAsked = "pas_demande",
    }
}

coded! {
    /// What is decided.
    Choice {
        /// To report: by procedure P15, and by somebody's hand.
        0 Report = "signaler",
        /// Not to, and to protect otherwise.
        1 Silence = "ne_pas_signaler",
        /// To take the question up again on a day.
        2 Later = "revoir",
    }
}

/// Who decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decider {
    /// The person herself.
    Herself,
    /// The worker with another person.
    Two,
}

/// Who decides: an adult who can speak for herself and is out of danger; anywhere else two people do.
pub fn decider(concerned: Concerned, danger: Danger, wish: Wish) -> Decider {
    match (concerned, danger, wish) {
        (Concerned::Adult, Danger::No, Wish::CannotSay) => Decider::Two,
        (Concerned::Adult, Danger::No, _) => Decider::Herself,
        _ => Decider::Two,
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct DecidedFact {
    #[n(0)]
    concerned: Concerned,
    #[n(1)]
    danger: Danger,
    #[n(2)]
    wish: Wish,
    #[n(3)]
    choice: Choice,
    #[n(4)]
    with: Option<Why>,
    #[n(5)]
    reason: Why,
    #[n(6)]
    again: Option<Day>,
    #[n(7)]
    at_micros: i64,
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// Who wrote it.
    pub by: ActorId,
    /// When, in microseconds since 1970.
    pub at_micros: i64,
    /// Who was in danger or harmed.
    pub concerned: Concerned,
    /// Whether in danger then.
    pub danger: Danger,
    /// What the person wished.
    pub wish: Wish,
    /// What was decided.
    pub choice: Choice,
    /// With whom, where two decided.
    pub with: Option<Why>,
    /// Why.
    pub reason: Why,
    /// The day on which the question is taken up again.
    pub again: Option<Day>,
}

impl Decided {
    /// Who decided.
    pub fn decider(&self) -> Decider {
        decider(self.concerned, self.danger, self.wish)
    }
}

/// The decisions written here, oldest first.
pub fn decisions(state: &State) -> Vec<Decided> {
    let facts = state.facts::<DecidedFact>(DECIDED).into_iter();
    facts
        .map(|(source, fact)| Decided {
            by: source.actor,
            at_micros: fact.at_micros,
            concerned: fact.concerned,
            danger: fact.danger,
            wish: fact.wish,
            choice: fact.choice,
            with: fact.with,
            reason: fact.reason,
            again: fact.again,
        })
        .collect()
}

/// The step of the procedure whose form asks for the decision, where it has one.
pub fn step_of(edition: &Edition) -> Option<&Step> {
    let (decision, _) = own(edition)?;
    edition.step_asking(decision)
}

fn own(edition: &Edition) -> Option<(&'static str, &'static str)> {
    let asks = |name: &str| edition.form.question(name).is_some();
    OWN.into_iter()
        .find(|(decision, reason)| asks(decision) && asks(reason))
}

/// What was answered where the form asks it: by whom, when in microseconds since 1970, the choice in the
/// words of the form, and the reasons. Oldest first.
pub fn answered<'a>(case: &'a Case, edition: &'a Edition) -> Vec<(ActorId, i64, String, &'a str)> {
    let Some((decision, reason)) = own(edition) else {
        return Vec::new();
    };
    let parts = case.counted().into_iter();
    parts
        .filter_map(|part| {
            let code = super::plan::answer(part.answers, decision)?;
            let why = super::plan::answer(part.answers, reason).unwrap_or_default();
            Some((
                part.by,
                part.counted_micros,
                edition.choice_said(decision, code),
                why,
            ))
        })
        .collect()
}

/// A decision as typed; each field is named as in the form.
#[derive(Clone, Default)]
pub struct DecideForm {
    /// `concerned`: a code of [`Concerned`].
    pub concerned: String,
    /// `danger`: a code of [`Danger`].
    pub danger: String,
    /// `wish`: a code of [`Wish`].
    pub wish: String,
    /// `choice`: a code of [`Choice`]; never chosen beforehand.
    pub choice: String,
    /// `with`: with whom; needed where two decide.
    pub with: String,
    /// `reason`: needed.
    pub reason: String,
    /// `again`: needed where it is taken up again.
    pub again: String,
}

/// Writes a decision.
///
/// # Errors
/// `casework-sealed` in the open; `signalling-own-form` where the procedure's form asks it;
/// `choice-missing` at what is not chosen; `signalling-hers` at `choice` against what an adult out of danger
/// wishes; `signalling-two` at `with`; `text-missing` at `reason`; `signalling-again` at `again`.
pub fn decide(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::CaseFollow>,
    (case, state): (&Case, &State),
    edition: &Edition,
    form: &DecideForm,
) -> Result<Drafts, Refusals> {
    belongs(edition, allowed.room())?;
    if step_of(edition).is_some() {
        return Err(Refusal::whole("signalling-own-form").into());
    }
    let mut wrong = Refusals::new();
    let concerned = Concerned::from_code(&form.concerned);
    let danger = Danger::from_code(&form.danger);
    let wish = Wish::from_code(&form.wish);
    let choice = Choice::from_code(&form.choice);
    for (field, chosen) in [
        ("concerned", concerned.is_some()),
        ("danger", danger.is_some()),
        ("wish", wish.is_some()),
        ("choice", choice.is_some()),
    ] {
        if !chosen {
            wrong.push(Refusal::at(field, "choice-missing"));
        }
    }
    let with = wrong.take(text::line("with", &form.with));
    let reason = wrong.take(text::required_words("reason", &form.reason));
    let again = wrong.take(Day::parse("again", &form.again));
    let today = Day::new(ctx.today());
    if choice == Some(Choice::Later) && again.is_none_or(|again| again < today) {
        wrong.push(Refusal::at("again", "signalling-again"));
    }
    let (Some(concerned), Some(danger), Some(wish), Some(choice)) =
        (concerned, danger, wish, choice)
    else {
        return Err(wrong);
    };
    match decider(concerned, danger, wish) {
        // What she does not wish is not done for her; what she wishes is not kept from her either.
        Decider::Herself if !hers(wish, choice) => {
            wrong.push(Refusal::at("choice", "signalling-hers"));
        }
        Decider::Two if with.is_none() => wrong.push(Refusal::at("with", "signalling-two")),
        Decider::Herself | Decider::Two => {}
    }
    let fact = DecidedFact {
        concerned,
        danger,
        wish,
        choice,
        with: with.map(Why::new),
        reason: Why::new(reason),
        again: again.filter(|_| choice == Choice::Later),
        at_micros: ctx.now.as_microsecond(),
    };
    wrong.or(edit(allowed, (case, state), |acting| {
        acting.fact(DECIDED, &fact);
    }))
}

/// Whether a decision is one that the person takes herself.
fn hers(wish: Wish, choice: Choice) -> bool {
    match choice {
        Choice::Report => wish == Wish::Report,
        Choice::Silence => wish == Wish::Silence,
        Choice::Later => true,
    }
}

#[cfg(test)]
#[path = "signalling_tests.rs"]
mod tests;
