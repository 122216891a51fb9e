//! The end of a sealed file: proposed by one who has its key, agreed by another, and told in a record that they alone keep.
//!
//! Invariants: nothing of it stands in the open, not even that there was a file; who proposed never agrees; what is under way,
//! or whose term has not come, is not destroyed. Never: destroys a key itself, which is the host's in the same transaction.

use super::file::majority;
use super::{FileKind, Terms, VERSION, Words};
use crate::casework::sealed::{self as files, FILE, File};
use crate::casework::time::civil;
use crate::ctx::{Ctx, day_of};
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::grievance::{Grievance, Stage};
use crate::policy::{Allowed, Permit, act};
use crate::refusal::{Refusal, Refusals};
use crate::registry::birth::Birth;
use crate::{scope, text};
use akwaba_journal::id::{ActorId, EntityId, ScopeId};
use akwaba_journal::state::State;
use jiff::civil::{Date, DateTime};
use minicbor::{Decode, Encode};
use std::collections::BTreeSet;

/// Kind of the entities that are records of destroyed sealed files, each in a sealed file of its own.
pub const ENDED: &str = "sealed-end";

const ENDING: &str = "ending";
const RECORD: &str = "record";

/// What a sealed file holds, as far as its end goes.
#[derive(Debug, Clone, Copy)]
pub enum Content<'a> {
    /// A case: when it ended, and the birth of whom it is about where it is known.
    Case(Option<DateTime>, Option<&'a Birth>),
    /// A complaint, and whether the case that examines it is under way.
    Complaint(&'a Grievance, bool),
}

impl Content<'_> {
    /// By which term it is kept.
    pub fn kind(self) -> FileKind {
        match self {
            Self::Case(..) => FileKind::Sealed,
            Self::Complaint(..) => FileKind::Complaint,
        }
    }

    /// The first day on which its term has passed; nothing while it is under way.
    pub fn ends(self, terms: &Terms) -> Option<Date> {
        let since = match self {
            Self::Case(over, birth) => {
                let over = over?.date();
                birth
                    .and_then(majority)
                    .map_or(over, |of_age| over.max(of_age))
            }
            Self::Complaint(one, examined) => {
                if examined || one.stage() != Stage::Answered || one.appeal_waiting().is_some() {
                    return None;
                }
                civil(one.answers.last()?.micros).date()
            }
        };
        Some(terms.of_kind(self.kind()).ends(since))
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct Said {
    #[n(0)]
    on: bool,
    #[n(1)]
    why: Words,
    #[n(2)]
    at_micros: i64,
}

/// A proposal that awaits somebody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// By whom.
    pub by: ActorId,
    /// Why.
    pub why: Words,
    /// When, in microseconds since 1970.
    pub at_micros: i64,
}

/// The proposal that stands on a file, from what the file says of itself.
pub fn proposed(state: &State) -> Option<Proposed> {
    // Two words said at once contradict each other: nothing is proposed then.
    let [only] = state.live(ENDING) else {
        return None;
    };
    let said: Said = only.value.read().ok()?;
    said.on.then_some(Proposed {
        by: only.source.actor,
        why: said.why,
        at_micros: said.at_micros,
    })
}

/// The record of a file that is no more: nothing of what was in it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Record {
    /// Whether it was a complaint.
    #[n(0)]
    pub complaint: bool,
    /// Its number, which was drawn; empty for a complaint.
    #[n(1)]
    pub number: String,
    /// The day on which its term had passed.
    #[n(2)]
    pub ended: crate::reception::Day,
    /// Why.
    #[n(3)]
    pub why: Words,
    /// Who proposed.
    #[n(4)]
    pub proposed_by: ActorId,
    /// When, in microseconds since 1970.
    #[n(5)]
    pub proposed_micros: i64,
    /// Who agreed.
    #[n(6)]
    pub agreed_by: ActorId,
    /// When, in microseconds since 1970.
    #[n(7)]
    pub agreed_micros: i64,
}

impl Record {
    /// Reads it; `None` when it is not one.
    pub fn of(state: &State) -> Option<Self> {
        state.facts(RECORD).into_iter().next().map(|(_, one)| one)
    }
}

/// Proposes to destroy a file.
///
/// # Errors
/// `privacy-ending-not-yet` before its term; `privacy-ending-already`; `text-missing` at `why`.
pub fn propose(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::SealedEndPropose>,
    (file, state): (ScopeId, &State),
    ends: Option<Date>,
    why: &str,
) -> Result<Drafts, Refusals> {
    let mut wrong = Refusals::new();
    due(ctx, ends, &mut wrong);
    if proposed(state).is_some() {
        wrong.push(Refusal::whole("privacy-ending-already"));
    }
    let why = wrong.take(text::required_words("why", why));
    wrong.or(())?;
    Ok(said(ctx, allowed, (file, state), (true, why)))
}

/// Says no: the file is kept on.
///
/// # Errors
/// `privacy-ending-none`; `text-missing` at `why`.
pub fn refuse(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::SealedEndAgree>,
    (file, state): (ScopeId, &State),
    why: &str,
) -> Result<Drafts, Refusals> {
    let mut wrong = Refusals::new();
    if proposed(state).is_none() {
        wrong.push(Refusal::whole("privacy-ending-none"));
    }
    let why = wrong.take(text::required_words("why", why));
    wrong.or(())?;
    Ok(said(ctx, allowed, (file, state), (false, why)))
}

/// What is destroyed.
pub struct Ending<'a> {
    /// What the file says of itself.
    pub state: &'a State,
    /// What it holds.
    pub content: Content<'a>,
    /// Its number, where it has one.
    pub number: String,
    /// The day on which its term has passed.
    pub ends: Option<Date>,
}

/// Agrees: gives the entries of the record and of the sealed file that keeps it, whose key the two have.
///
/// # Errors
/// `privacy-ending-none`; `privacy-ending-own` to who proposed; `privacy-ending-not-yet`.
pub fn agree(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::SealedEndAgree>,
    ending: &Ending<'_>,
    (record, into): (EntityId, ScopeId),
) -> Result<Drafts, Refusals> {
    let mut wrong = Refusals::new();
    due(ctx, ending.ends, &mut wrong);
    let file = File::of(ending.state);
    let (Some(proposal), Some(ended), Some(file)) = (proposed(ending.state), ending.ends, file)
    else {
        wrong.push(Refusal::whole("privacy-ending-none"));
        return Err(wrong);
    };
    let me = allowed.actor();
    if proposal.by == me {
        wrong.push(Refusal::whole("privacy-ending-own"));
    }
    wrong.or(())?;
    // Who proposed keeps the record too, unless they have left the file since.
    let both = [proposal.by, me].into_iter();
    let keep: BTreeSet<ActorId> = both
        .filter(|one| *one == me || file.keys.contains(one))
        .collect();
    let fact = Record {
        complaint: ending.content.kind() == FileKind::Complaint,
        number: ending.number.clone(),
        ended: crate::reception::Day::on(ended),
        why: proposal.why,
        proposed_by: proposal.by,
        proposed_micros: proposal.at_micros,
        agreed_by: me,
        agreed_micros: ctx.now.as_microsecond(),
    };
    let mut drafts = Drafts::under(allowed);
    let at = (scope::registry(allowed.centre()), record);
    drafts.push(Draft::of_fact(
        at,
        (ENDED, VERSION),
        (RECORD, &fact),
        Secrecy::Open,
    ));
    let kept = File {
        case: record,
        supervision: keep,
        never: file.never,
        keys: BTreeSet::new(),
    };
    drafts.join(files::begin(allowed, into, &kept)?);
    Ok(drafts)
}

fn due(ctx: &Ctx<'_>, ends: Option<Date>, wrong: &mut Refusals) {
    if ends.is_none_or(|ends| day_of(ctx.now) < ends) {
        wrong.push(Refusal::whole("privacy-ending-not-yet"));
    }
}

fn said<A: Permit>(
    ctx: &Ctx<'_>,
    allowed: &Allowed<A>,
    (file, state): (ScopeId, &State),
    (on, why): (bool, String),
) -> Drafts {
    let fact = Said {
        on,
        why: Words::new(why),
        at_micros: ctx.now.as_microsecond(),
    };
    let mut drafts = Drafts::under(allowed);
    drafts.push(Draft {
        scope: scope::registry(allowed.centre()),
        entity: files::entity(file),
        kind: FILE,
        version: VERSION,
        act: Acting::on(state).set(ENDING, &fact).done(None, None),
        // Inside a sealed file, whose key is destroyed as a whole.
        secrecy: Secrecy::Open,
    });
    drafts
}
