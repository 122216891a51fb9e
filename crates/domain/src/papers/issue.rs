//! Issuing a paper, and cancelling it.
//!
//! Invariant: in the open, numbers follow each other in the book of one installation, and a paper that was issued
//! never changes: a wrong one is cancelled, and another is issued.

use super::content::{Content, mark};
use super::{Kind, PAPER, VERSION, Words, YEAR};
use crate::casework::number::drawn;
use crate::ctx::Ctx;
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, Permit, Room, act};
use crate::reception::{Book, Day, LineNumber};
use crate::refusal::{Refusal, Refusals};
use crate::{scope, text};
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};

const ISSUED: &str = "issued";
const CANCELLED: &str = "cancelled";

/// Whom a paper is about, and what it was issued from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Source {
    /// The person or household, under whose key it is kept.
    #[n(0)]
    pub record: Option<EntityId>,
    /// The case: who may not open it does not read the paper.
    #[n(1)]
    pub case: Option<EntityId>,
    /// The referral or the line of aid that it writes out.
    #[n(2)]
    pub from: Option<EntityId>,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct Issued {
    #[n(0)]
    kind: Kind,
    #[n(1)]
    number: LineNumber,
    #[n(2)]
    day: Day,
    #[n(3)]
    source: Source,
    #[n(4)]
    hash: [u8; 32],
    #[n(5)]
    content: Option<Content>,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct CancelledFact {
    #[n(0)]
    reason: Words,
    #[n(1)]
    day: Day,
}

/// That a paper was cancelled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cancelled {
    /// By whom.
    pub by: ActorId,
    /// When.
    pub day: Day,
    /// Why.
    pub reason: Words,
}

/// A paper that was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Which.
    pub id: EntityId,
    /// What it is.
    pub kind: Kind,
    /// Its number in the year of the centre.
    pub number: LineNumber,
    /// The day it was issued.
    pub day: Day,
    /// Whom it is about.
    pub source: Source,
    /// By whom.
    pub by: ActorId,
    /// What stands on it; none where it is kept on paper alone.
    pub content: Option<Content>,
    /// That it was cancelled.
    pub cancelled: Option<Cancelled>,
    hash: [u8; 32],
}

impl Paper {
    /// The paper of a state; `None` when it is not one.
    pub fn of(id: EntityId, state: &State) -> Option<Self> {
        let (source, fact) = state.facts::<Issued>(ISSUED).into_iter().next()?;
        let cancelled = state.facts::<CancelledFact>(CANCELLED).into_iter().next();
        Some(Self {
            id,
            kind: fact.kind,
            number: fact.number,
            day: fact.day,
            source: fact.source,
            by: source.actor,
            content: fact.content,
            cancelled: cancelled.map(|(source, fact)| Cancelled {
                by: source.actor,
                day: fact.day,
                reason: fact.reason,
            }),
            hash: fact.hash,
        })
    }

    /// The mark that stands at its foot: a sheet with another one was not issued under its number.
    pub fn mark(&self) -> String {
        mark(&self.hash)
    }
}

/// The entity that counts the papers of a year.
pub fn year_entity(centre: CentreId, year: i16) -> EntityId {
    EntityId::named(&format!("paper-year/{centre}/{year}"))
}

/// What gives a paper its number.
pub struct Numbered<'a> {
    /// The book that this installation writes.
    pub book: Book,
    /// State of [`year_entity`] for this year.
    pub year: &'a State,
}

/// Issues a paper. `write` says what stands on it once its number is known; only a kind that is kept
/// ([`Kind::is_kept`]) leaves its words in the journal.
///
/// # Errors
/// `papers-not-yours` for a permission that is not the one of its kind.
pub fn issue<A: Permit>(
    ctx: &mut Ctx<'_>,
    allowed: &Allowed<A>,
    kind: Kind,
    source: Source,
    numbered: &Numbered<'_>,
    write: &dyn Fn(LineNumber) -> Content,
) -> Result<(EntityId, Content, Drafts), Refusals> {
    if A::ACTION != kind.action() {
        return Err(Refusal::whole("papers-not-yours").into());
    }
    let centre = allowed.centre();
    let room = allowed.room();
    let year = ctx.today().year();
    let last = format!("last-{}", numbered.book.letter());
    let number = match room {
        Room::Open => LineNumber {
            year,
            book: numbered.book,
            number: numbered.year.one::<u32>(&last).unwrap_or(0) + 1,
        },
        // A count would tell how many papers sealed files have.
        Room::Protected => drawn(ctx),
    };
    let content = write(number);
    let issued = Issued {
        kind,
        number,
        day: Day::of(ctx.now),
        source,
        hash: content.hash(),
        content: kind.is_kept(room).then(|| content.clone()),
    };
    let id = ctx.fresh();
    let act = Acting::on(&State::default())
        .fact(ISSUED, &issued)
        .done(None, None);
    let mut drafts = Drafts::under(allowed);
    drafts.push(entry(centre, id, source, act));
    if room == Room::Open {
        drafts.push(Draft {
            scope: scope::registry(centre),
            entity: year_entity(centre, year),
            kind: YEAR,
            version: VERSION,
            act: Acting::on(numbered.year)
                .set(&last, &number.number)
                .done(None, None),
            secrecy: Secrecy::Open,
        });
    }
    Ok((id, content, drafts))
}

/// Cancels a paper: its number stays, and says so.
///
/// # Errors
/// `text-missing`, `text-too-long`, `text-control` at `reason`; `papers-cancelled-already`;
/// `papers-cancel-other` for one of somebody else, except by who directs.
pub fn cancel(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::PaperIssue>,
    (paper, state): (&Paper, &State),
    directs: bool,
    typed: &str,
) -> Result<Drafts, Refusals> {
    let reason = Words::new(text::required_words("reason", typed)?);
    if paper.cancelled.is_some() {
        return Err(Refusal::whole("papers-cancelled-already").into());
    }
    if !directs && paper.by != allowed.actor() {
        return Err(Refusal::whole("papers-cancel-other").into());
    }
    let fact = CancelledFact {
        reason,
        day: Day::of(ctx.now),
    };
    let act = Acting::on(state).fact(CANCELLED, &fact).done(None, None);
    let mut drafts = Drafts::under(allowed);
    drafts.push(entry(allowed.centre(), paper.id, paper.source, act));
    Ok(drafts)
}

fn entry(centre: CentreId, id: EntityId, source: Source, act: akwaba_journal::act::Act) -> Draft {
    Draft {
        scope: scope::registry(centre),
        entity: id,
        kind: PAPER,
        version: VERSION,
        act,
        secrecy: Secrecy::Keyed(source.record.or(source.case).unwrap_or(id)),
    }
}
