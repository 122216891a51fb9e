//! What a worker answers to a proposal: accepted, declined with a reason, or wanted and barred.

use super::{COMPLEMENTARITY, Proposal, VERSION, Words};
use crate::ctx::Ctx;
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, act};
use crate::referral::Obstacle;
use crate::refusal::{Refusal, Refusals};
use crate::registry::codes::{choice, coded};
use crate::{scope, text};
use akwaba_journal::id::{ActorId, EntityId};
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};

const ANSWERED: &str = "answered";

/// What may stand in the way of somebody who is entitled, as the mission names it.
pub const BARRIERS: [Obstacle; 6] = [
    Obstacle::Paper,
    Obstacle::Distance,
    Obstacle::Cost,
    Obstacle::Language,
    Obstacle::Disability,
    Obstacle::Discrimination,
];

coded! {
    /// What was answered.
    Answer {
        /// It is begun.
        0 Accepted = "accepte",
        /// It is not for them, or they do not want it.
        1 Declined = "ecarte",
        /// They want it, and something stands in the way.
        2 Barred = "empeche",
    }
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Answered {
    /// To which rule.
    #[n(0)]
    pub rule: String,
    /// For which need: [`super::Need::code`].
    #[n(1)]
    pub need: String,
    /// For whom; nobody for the household itself.
    #[n(2)]
    pub person: Option<EntityId>,
    /// The facts that the proposal stood on.
    #[n(3)]
    facts: String,
    /// What.
    #[n(4)]
    pub answer: Answer,
    /// What stands in the way.
    #[n(5)]
    pub barrier: Option<Obstacle>,
    /// Why.
    #[n(6)]
    pub words: Option<Words>,
    /// The case that was begun.
    #[n(7)]
    pub case: Option<EntityId>,
    /// When, in microseconds since 1970.
    #[n(8)]
    pub at_micros: i64,
}

/// The entity that holds what was answered for a household.
pub fn entity(household: EntityId) -> EntityId {
    EntityId::named(&format!("complement/{household}"))
}

/// Every answer of a state, with who gave it, oldest first.
pub fn given(state: &State) -> Vec<(ActorId, Answered)> {
    let facts = state.facts::<Answered>(ANSWERED).into_iter();
    facts.map(|(source, fact)| (source.actor, fact)).collect()
}

/// The answer that stands for a proposal: the last one, on the same facts.
pub fn standing<'a>(
    answers: &'a [(ActorId, Answered)],
    proposal: &Proposal<'_>,
    person: Option<EntityId>,
) -> Option<&'a (ActorId, Answered)> {
    let mut own = answers.iter().rev();
    let last = own.find(|(_, one)| one.rule == proposal.rule.code && one.person == person);
    last.filter(|(_, one)| one.facts == proposal.facts)
}

/// An answer as typed.
#[derive(Debug, Clone, Default)]
pub struct AnswerForm {
    /// `answer`: [`Answer::code`].
    pub answer: String,
    /// `barrier`: of [`BARRIERS`].
    pub barrier: String,
    /// `words`.
    pub words: String,
}

/// Writes the answer to a proposal. `case` is the one that was begun, where it is accepted.
///
/// # Errors
/// `choice-missing` at `answer`, and at `barrier` where something stands in the way;
/// `complementarity-why` at `words` for what is declined.
pub fn decide(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::CaseOpen>,
    (household, state): (EntityId, &State),
    (proposal, person): (&Proposal<'_>, Option<EntityId>),
    form: &AnswerForm,
    case: Option<EntityId>,
) -> Result<Drafts, Refusals> {
    let mut wrong = Refusals::new();
    let chosen = wrong.take(choice("answer", &form.answer, Answer::from_code));
    if chosen.is_none() {
        wrong.push(Refusal::at("answer", "choice-missing"));
    }
    let barrier = wrong.take(choice("barrier", &form.barrier, |code| {
        Obstacle::from_code(code).filter(|known| BARRIERS.contains(known))
    }));
    if chosen == Some(Answer::Barred) && barrier.is_none() {
        wrong.push(Refusal::at("barrier", "choice-missing"));
    }
    let words = wrong.take(text::words("words", &form.words));
    if chosen == Some(Answer::Declined) && words.is_none() {
        wrong.push(Refusal::at("words", "complementarity-why"));
    }
    let Some(answer) = chosen else {
        return Err(wrong);
    };
    let fact = Answered {
        rule: proposal.rule.code.clone(),
        need: proposal.rule.need.code().to_owned(),
        person,
        facts: proposal.facts.clone(),
        answer,
        barrier: barrier.filter(|_| answer == Answer::Barred),
        words: words.map(Words::new),
        case: case.filter(|_| answer == Answer::Accepted),
        at_micros: ctx.now.as_microsecond(),
    };
    wrong.or(())?;
    let mut drafts = Drafts::under(allowed);
    drafts.push(Draft {
        scope: scope::registry(allowed.centre()),
        entity: entity(household),
        kind: COMPLEMENTARITY,
        version: VERSION,
        act: Acting::on(state).fact(ANSWERED, &fact).done(None, None),
        secrecy: Secrecy::Keyed(person.unwrap_or(household)),
    });
    Ok(drafts)
}
