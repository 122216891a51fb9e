//! What becomes of a complaint: looked into, answered, kept from somebody else.

use super::say::SAID;
use super::{GRIEVANCE, GrievanceWords, REPLY, Said, Stage, VERSION};
use crate::casework::sealed::{self, File};
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, Permit, act};
use crate::refusal::{Refusal, Refusals};
use crate::registry::codes::choice;
use crate::{scope, text};
use akwaba_journal::act::{Act, Change};
use akwaba_journal::entry::{Body, Entry};
use akwaba_journal::holder::PublicKeys;
use akwaba_journal::id::{ActorId, EntityId, ScopeId};
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};

const ANSWERED: &str = "answered";
const TOLD: &str = "told";

/// What is answered, as those who hold the complaint see it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Answered {
    /// Where the complaint then stands.
    #[n(0)]
    pub stage: Stage,
    /// In words, for whoever complained.
    #[n(1)]
    pub words: Option<GrievanceWords>,
    /// By whom.
    #[n(2)]
    pub by: ActorId,
    /// When, in microseconds since 1970.
    #[n(3)]
    pub micros: i64,
}

/// What whoever holds the receipt reads: no name.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Reply {
    /// Where the complaint then stands.
    #[n(0)]
    pub stage: Stage,
    /// In words.
    #[n(1)]
    pub words: Option<GrievanceWords>,
    /// When, in microseconds since 1970.
    #[n(2)]
    pub micros: i64,
    /// To whom it is sealed: the public halves of the receipt's keys.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub to: Vec<u8>,
}

/// A complaint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grievance {
    /// Its id.
    pub id: EntityId,
    /// What was said.
    pub said: Said,
    /// What was answered, oldest first.
    pub answers: Vec<Answered>,
}

impl Grievance {
    /// Reads it; `None` when it is not one.
    pub fn of(id: EntityId, state: &State) -> Option<Self> {
        let said = state.facts(SAID).into_iter().next()?.1;
        let answers = state.facts(ANSWERED).into_iter();
        Some(Self {
            id,
            said,
            answers: answers.map(|(_, answered)| answered).collect(),
        })
    }

    /// Where it stands.
    pub fn stage(&self) -> Stage {
        self.answers
            .last()
            .map_or(Stage::Received, |last| last.stage)
    }
}

impl Reply {
    /// That it was received.
    pub fn received(said: &Said, micros: i64) -> Self {
        Self {
            stage: Stage::Received,
            words: None,
            micros,
            to: said.receipt.clone(),
        }
    }

    /// Reads the one of an entry of a sealed file.
    pub fn of(entry: &Entry) -> Option<Self> {
        let Body::Open(bytes) = &entry.body else {
            return None;
        };
        let act = Act::decode(bytes).ok().filter(|_| entry.kind == REPLY)?;
        act.changes.iter().find_map(|change| match change {
            Change::Fact { name, value } if name == TOLD => value.read().ok(),
            _ => None,
        })
    }

    /// To whom it is sealed.
    pub fn receipt(&self) -> Option<PublicKeys> {
        PublicKeys::from_slice(&self.to)
    }

    /// The entry that holds it.
    pub fn told<A: Permit>(&self, allowed: &Allowed<A>, id: EntityId) -> Drafts {
        let mut drafts = Drafts::under(allowed);
        drafts.push(Draft {
            scope: scope::registry(allowed.centre()),
            entity: id,
            kind: REPLY,
            version: VERSION,
            act: Acting::on(&State::default())
                .fact(TOLD, self)
                .done(None, None),
            secrecy: Secrecy::Open,
        });
        drafts
    }
}

/// What a form sends.
#[derive(Debug, Clone, Default)]
pub struct AnswerForm {
    /// `stage`: a code of [`Stage`].
    pub stage: String,
    /// `words`.
    pub words: String,
}

/// Answers: once inside the complaint, once for whoever holds the receipt, in an entity called `reply`.
///
/// # Errors
/// By field: an answer needs words, and what was answered is not received again.
pub fn answer(
    allowed: &Allowed<act::GrievanceHold>,
    grievance: &Grievance,
    form: &AnswerForm,
    (reply, micros): (EntityId, i64),
) -> Result<Drafts, Refusals> {
    let mut wrong = Refusals::new();
    let stage = wrong.take(choice("stage", &form.stage, Stage::from_code));
    let words = wrong.take(text::words("words", &form.words));
    if stage.is_none_or(|stage| stage == Stage::Received) && wrong.is_empty() {
        wrong.push(Refusal::at("stage", "choice-missing"));
    }
    if stage == Some(Stage::Answered) && words.is_none() && wrong.is_empty() {
        wrong.push(Refusal::at("words", "text-missing"));
    }
    let answered = Answered {
        stage: stage.unwrap_or(Stage::Examined),
        words: words.map(GrievanceWords::new),
        by: allowed.actor(),
        micros,
    };
    let answered = wrong.or(answered)?;
    let mut drafts = Drafts::under(allowed);
    drafts.push(Draft {
        scope: scope::registry(allowed.centre()),
        entity: grievance.id,
        kind: GRIEVANCE,
        version: VERSION,
        act: Acting::on(&State::default())
            .fact(ANSWERED, &answered)
            .done(None, None),
        secrecy: Secrecy::Open,
    });
    let told = Reply {
        stage: answered.stage,
        words: answered.words,
        micros,
        to: grievance.said.receipt.clone(),
    };
    drafts.join(told.told(allowed, reply));
    Ok(drafts)
}

/// Somebody else turns out to be meant: they lose the key, for ever.
///
/// # Errors
/// `grievance-nobody-left` at `who` when nobody would have it then.
pub fn keep_away(
    allowed: &Allowed<act::GrievanceHold>,
    (scope, state): (ScopeId, &State),
    who: ActorId,
) -> Result<Drafts, Refusals> {
    let file = File::of(state).ok_or_else(|| Refusal::whole("grievance-unknown"))?;
    let (mut held, mut never) = (file.supervision, file.never);
    held.remove(&who);
    never.insert(who);
    sealed::entrust(allowed, (scope, state), &held, &never)
        .map_err(|_| Refusal::at("who", "grievance-nobody-left").into())
}
