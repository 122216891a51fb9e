//! What becomes of a complaint: looked into, answered, kept from somebody else.

use super::appeal::{APPEALED, fact};
use super::say::SAID;
use super::second::{Colleagues, Hands};
use super::{
    Address, Appealed, Examined, GrievanceWords, Mailbox, REPLY, Said, Stage, VERSION, examine,
};
use crate::casework::Case;
use crate::casework::sealed::{self, File};
use crate::draft::{Draft, Drafts, Secrecy};
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
use std::collections::BTreeSet;

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
    /// Where to write that one is not of the same opinion.
    #[n(4)]
    pub address: Option<Address>,
    /// Says only where to write from now on: nothing has happened that is to be shown.
    #[n(5)]
    pub silent: bool,
    /// Nobody but who answered could read an appeal, as things stand: it is better said to the region itself.
    #[n(6)]
    #[cbor(default)]
    pub alone: bool,
}

/// A complaint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grievance {
    /// Its id.
    pub id: EntityId,
    /// What was said.
    pub said: Said,
    /// When, in microseconds since 1970.
    pub said_micros: i64,
    /// What was answered, oldest first.
    pub answers: Vec<Answered>,
    /// What the person said again after an answer, oldest first.
    pub appeals: Vec<Appealed>,
    /// The keys to which appeals were sealed, the present ones last.
    pub mailboxes: Vec<Mailbox>,
    /// The file in which it is examined.
    pub examined: Option<Examined>,
}

impl Grievance {
    /// Reads it; `None` when it is not one.
    pub fn of(id: EntityId, state: &State) -> Option<Self> {
        let (source, said) = state.facts(SAID).into_iter().next()?;
        let answers = state.facts(ANSWERED).into_iter();
        let appeals = state.facts(APPEALED).into_iter();
        Some(Self {
            id,
            said,
            said_micros: source.clock.micros,
            answers: answers.map(|(_, answered)| answered).collect(),
            appeals: appeals.map(|(_, appealed)| appealed).collect(),
            mailboxes: Mailbox::all(state),
            examined: Examined::of(state),
        })
    }

    /// Where it stands.
    pub fn stage(&self) -> Stage {
        if let Some(appeal) = self.appeal_waiting() {
            return self.after_appeal(appeal).last().unwrap_or(Stage::Appealed);
        }
        let last = self.answers.last();
        last.map_or(Stage::Received, |last| last.stage)
    }

    /// What the receipt is told, from now on.
    fn told(&self, stage: Stage, micros: i64) -> Reply {
        let mailbox = self.mailboxes.last();
        Reply {
            stage,
            words: None,
            micros,
            to: self.said.receipt.clone(),
            address: mailbox.and_then(|mailbox| mailbox.address(self.id)),
            silent: false,
            alone: false,
        }
    }
}

impl Reply {
    /// That it was received.
    pub fn received(said: &Said, address: Option<Address>, micros: i64) -> Self {
        Self {
            stage: Stage::Received,
            words: None,
            micros,
            to: said.receipt.clone(),
            address,
            silent: false,
            alone: false,
        }
    }

    /// That the appeal of whoever was told this was received.
    pub fn appealed(&self, micros: i64) -> Self {
        Self {
            stage: Stage::Appealed,
            words: None,
            micros,
            silent: false,
            ..self.clone()
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
        let at = (scope::registry(allowed.centre()), id);
        drafts.push(Draft::of_fact(
            at,
            (REPLY, VERSION),
            (TOLD, self),
            Secrecy::Open,
        ));
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

/// Answers: once inside the complaint, once for whoever holds the receipt, in an entity called `reply`. Whoever of `among`
/// may judge an appeal is given the complaint with the answer, where nobody who has it may.
///
/// # Errors
/// By field: an answer needs words, and what was answered is not received again. `grievance-appeal-other` to who answered
/// before, when the person is not of the same opinion.
pub fn answer(
    allowed: &Allowed<act::GrievanceHold>,
    held: &Held<'_>,
    form: &AnswerForm,
    (reply, micros): (EntityId, i64),
    among: &Colleagues<'_>,
) -> Result<Drafts, Refusals> {
    let grievance = held.grievance;
    // After what it answers, whatever the clock of whoever said that.
    let appealed = grievance.appeals.last();
    let micros = appealed.map_or(micros, |one| micros.max(one.micros.saturating_add(1)));
    let mut wrong = Refusals::new();
    if let Err(refusal) = grievance.may_answer(allowed.actor()) {
        wrong.push(refusal);
    }
    let stage = wrong.take(choice("stage", &form.stage, Stage::from_code));
    let words = wrong.take(text::words("words", &form.words));
    let said = matches!(stage, Some(Stage::Examined | Stage::Answered));
    if !said && wrong.is_empty() {
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
    let mut drafts = fact(allowed, grievance.id, ANSWERED, &answered);
    let mut told = Reply {
        words: answered.words,
        ..grievance.told(answered.stage, micros)
    };
    if answered.stage == Stage::Answered {
        let file = File::of(held.file.1).ok_or_else(|| Refusal::whole("grievance-unknown"))?;
        let mut all = grievance.answered_by();
        all.insert(allowed.actor());
        let hands = |held| Hands {
            held,
            never: &file.never,
            answered: &all,
        };
        let to = among.with_another(&hands(&file.supervision), grievance.said.about);
        if to != file.supervision {
            drafts.join(sealed::entrust(allowed, held.file, &to, &BTreeSet::new())?);
        }
        told.alone = !among.has_judge(&hands(&to));
    }
    drafts.join(told.told(allowed, reply));
    Ok(drafts)
}

/// A complaint in the hands of who changes who has it: the sealed file it stands in, and the file of its case where it has one.
pub struct Held<'a> {
    /// The complaint.
    pub grievance: &'a Grievance,
    /// Its sealed file, and what that says of itself.
    pub file: (ScopeId, &'a State),
    /// The case in which it is examined, and what that file says of itself; none where there is none, or it is held by others.
    pub examined: Option<(&'a Case, &'a State)>,
}

/// What is made anew when a complaint changes hands.
pub struct Anew<'a> {
    /// The mailbox of the appeals from now on.
    pub mailbox: &'a Mailbox,
    /// The entity that tells the receipt where to write.
    pub reply: EntityId,
    /// When, in microseconds since 1970.
    pub micros: i64,
}

/// Another mailbox, told to the receipt: who had the former one opens nothing that is written from now on. `alone` where
/// nobody who has it from now on may judge an appeal.
pub(super) fn anew<A: Permit>(
    allowed: &Allowed<A>,
    of: &Grievance,
    anew: &Anew<'_>,
    alone: bool,
) -> Drafts {
    let mut drafts = anew.mailbox.given(allowed, of.id);
    let told = Reply {
        address: anew.mailbox.address(of.id),
        silent: true,
        alone,
        ..of.told(of.stage(), anew.micros)
    };
    drafts.join(told.told(allowed, anew.reply));
    drafts
}

/// Others have it, in place of those who had it.
///
/// # Errors
/// `protected-never` for somebody who must never read it, or nobody; `grievance-only-answered` at `to` where all of them
/// answered it: nobody would be left to judge an appeal.
pub fn hand_on(
    allowed: &Allowed<act::GrievanceHold>,
    held: &Held<'_>,
    to: &BTreeSet<ActorId>,
    new: &Anew<'_>,
) -> Result<Drafts, Refusals> {
    let answered = held.grievance.answered_by();
    if !answered.is_empty() && to.is_subset(&answered) {
        return Err(Refusal::at("to", "grievance-only-answered").into());
    }
    let mut drafts = sealed::entrust(allowed, held.file, to, &BTreeSet::new())?;
    drafts.join(anew(allowed, held.grievance, new, false));
    Ok(drafts)
}

/// Somebody else turns out to be meant: they lose the key, for ever, of the complaint and of the file that examines it. Whoever
/// of `among` may judge an appeal has it in their place, where only those who answered would.
///
/// # Errors
/// `grievance-nobody-left` at `who` when nobody would have it then; `grievance-follows-file` for who follows the file's
/// case; `grievance-file-elsewhere` when that file is held by others, who must do it.
pub fn keep_away(
    allowed: &Allowed<act::GrievanceHold>,
    held: &Held<'_>,
    who: ActorId,
    new: &Anew<'_>,
    among: &Colleagues<'_>,
) -> Result<Drafts, Refusals> {
    let file = File::of(held.file.1).ok_or_else(|| Refusal::whole("grievance-unknown"))?;
    let (mut left, mut never) = (file.supervision, file.never);
    left.remove(&who);
    never.insert(who);
    let answered = held.grievance.answered_by();
    let hands = |held| Hands {
        held,
        never: &never,
        answered: &answered,
    };
    let left = among.with_another(&hands(&left), held.grievance.said.about);
    // Whom it is about loses the key whatever the cost; where nobody is left to judge an appeal, the receipt is told.
    let alone = !answered.is_empty() && !among.has_judge(&hands(&left));
    let mut drafts = sealed::entrust(allowed, held.file, &left, &never)
        .map_err(|_| Refusal::at("who", "grievance-nobody-left"))?;
    match (held.grievance.examined, held.examined) {
        (None, _) => {}
        (Some(_), None) => return Err(Refusal::at("who", "grievance-file-elsewhere").into()),
        (Some(examined), Some((case, state))) => {
            let of_file = (examined.file, state);
            drafts.join(examine::keep_from_file(allowed, of_file, case, who)?);
        }
    }
    drafts.join(anew(allowed, held.grievance, new, alone));
    Ok(drafts)
}
