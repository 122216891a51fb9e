//! Break-glass: a sealed file opened for danger to life, by two people, for a stated time, and the review of it.
//!
//! What is said here stands inside the file itself. Invariant: who asks does not agree, and neither of the two closes the
//! review. Never: a key, or anything of a file in the open.

mod names;

pub use names::{by_number, by_person, names};

use super::VERSION;
use crate::draft::{Draft, Drafts, Secrecy};
use crate::policy::{Allowed, Permit, act};
use crate::refusal::{Refusal, Refusals};
use crate::{scope, text};
use akwaba_journal::id::{ActorId, EntityId};
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};
use std::collections::BTreeSet;

/// Kind of the entities, inside a sealed file, that are its openings.
pub const GLASS: &str = "sealed-file-opening";
/// How long a second person may agree after somebody asked, in minutes.
pub const AGREE_MINUTES: i64 = 30;
/// How long the file then stays open, in hours, unless one of the two closes it.
pub const OPEN_HOURS: i64 = 3;
/// For how many days a guardian reads what became of a request or of an opening.
const NOTICE_DAYS: i64 = 7;

const MINUTE_MICROS: i64 = 60 * 1_000_000;
const OPENED: &str = "opened";
const SEEN: &str = "seen";
const CLOSED: &str = "closed";
const REVIEWED: &str = "reviewed";

crate::personal! {
    /// Why a file was opened, or what is said of it afterwards.
    GlassWords;
}

/// What one guardian asks of another.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Asked {
    /// Who asks.
    #[n(0)]
    pub by: ActorId,
    /// The danger.
    #[n(1)]
    pub reason: GlassWords,
    /// What they name the file by, as [`by_number`] and [`by_person`] give it.
    #[n(2)]
    pub name: GlassWords,
    /// The same as it is read aloud.
    #[n(3)]
    pub spoken: GlassWords,
    /// What only another guardian's secrets make sense of.
    #[cbor(n(4), with = "minicbor::bytes")]
    pub words: Vec<u8>,
}

/// A file that two people opened.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Opened {
    /// Who asked, and reads.
    #[n(0)]
    pub asker: ActorId,
    /// Who agreed.
    #[n(1)]
    pub second: ActorId,
    /// The danger.
    #[n(2)]
    pub reason: GlassWords,
    /// When the second agreed, in microseconds since 1970.
    #[n(3)]
    pub from_micros: i64,
    /// Which key of the file was given.
    #[n(4)]
    pub epoch: u32,
}

impl Opened {
    /// When it ends, in microseconds since 1970.
    pub fn until_micros(&self) -> i64 {
        until(self.from_micros)
    }

    /// Whether it is over. A moment before it began is after it: the clock was set back.
    pub fn is_over(&self, now_micros: i64) -> bool {
        !(self.from_micros..self.until_micros()).contains(&now_micros)
    }
}

/// When an opening that began then ends, in microseconds since 1970.
pub fn until(from_micros: i64) -> i64 {
    from_micros.saturating_add(OPEN_HOURS * 60 * MINUTE_MICROS)
}

/// Until when what was asked then may be agreed to, in microseconds since 1970.
pub fn agree_until(asked_micros: i64) -> i64 {
    asked_micros.saturating_add(AGREE_MINUTES * MINUTE_MICROS)
}

/// Until when a notice that was written then is read, in microseconds since 1970.
pub fn notice_until(written_micros: i64) -> i64 {
    written_micros.saturating_add(NOTICE_DAYS * 24 * 60 * MINUTE_MICROS)
}

/// What both of the two keep of an opening while it lasts. Nothing of what is in the file, nor its number.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Agreed {
    /// Who asked.
    #[n(0)]
    pub asker: ActorId,
    /// Who agreed.
    #[n(1)]
    pub second: ActorId,
    /// How who asked named the file.
    #[n(2)]
    pub spoken: GlassWords,
}

/// The end of a request before anybody agreed, or of an opening before its three hours.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Ended {
    /// Who ended it.
    #[n(0)]
    pub by: ActorId,
    /// When, in microseconds since 1970.
    #[n(1)]
    pub micros: i64,
    /// Why.
    #[n(2)]
    pub why: Option<GlassWords>,
}

/// What one guardian tells another about what they had asked or agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Notice {
    /// How who asked had named the file.
    #[n(0)]
    pub spoken: GlassWords,
    /// Whether it was open; or else nobody had agreed yet.
    #[n(1)]
    pub was_open: bool,
    /// Who ended it, when and why.
    #[n(2)]
    pub ended: Ended,
}

/// Withdraws what one asked, before anybody agreed.
///
/// # Errors
/// At `why`: those who were called for a danger are told why it is none any more.
pub fn withdraw(
    allowed: &Allowed<act::GlassAsk>,
    why: &str,
    now_micros: i64,
) -> Result<Ended, Refusals> {
    Ok(Ended {
        by: allowed.actor(),
        micros: now_micros,
        why: Some(GlassWords::new(text::required_words("why", why)?)),
    })
}

/// Closes an opening before its time, as one of the two. Nobody has to say why: closing is never wrong.
///
/// # Errors
/// At `closing`, for words that cannot be kept.
pub fn close(
    allowed: &Allowed<act::GlassClose>,
    why: &str,
    now_micros: i64,
) -> Result<Ended, Refusals> {
    Ok(Ended {
        by: allowed.actor(),
        micros: now_micros,
        why: text::words("closing", why)?.map(GlassWords::new),
    })
}

/// What somebody who is neither of the two says of it afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Review {
    /// Who.
    #[n(0)]
    pub by: ActorId,
    /// When, in microseconds since 1970.
    #[n(1)]
    pub micros: i64,
    /// Whether it was justified.
    #[n(2)]
    pub justified: bool,
    /// What was seen, and what follows from it.
    #[n(3)]
    pub words: GlassWords,
}

/// An opening of a file, as those who hold it see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Its id.
    pub id: EntityId,
    /// The case of the file.
    pub case: EntityId,
    /// Who opened it, when and why.
    pub opened: Opened,
    /// Who has seen that it was.
    pub seen: BTreeSet<ActorId>,
    /// Who of the two closed it before its time.
    pub closed: Option<Ended>,
    /// The review, once it is closed.
    pub review: Option<Review>,
}

impl Opening {
    /// Reads it; `None` when it is not one.
    pub fn of(id: EntityId, state: &State) -> Option<Self> {
        let (case, opened): (_, Opened) = state.facts(OPENED).into_iter().next()?.1;
        let seen = state.facts::<ActorId>(SEEN).into_iter();
        let closed = state.facts::<Ended>(CLOSED).into_iter();
        let closed = closed.map(|(_, ended)| ended);
        let closed = closed.filter(|one| one.by == opened.asker || one.by == opened.second);
        let review = state.facts(REVIEWED).into_iter().next();
        Some(Self {
            id,
            case,
            closed: closed.min_by_key(|one| one.micros),
            opened,
            seen: seen.map(|(_, who)| who).collect(),
            review: review.map(|(_, review)| review),
        })
    }

    /// Whether somebody is one of the two.
    pub fn is_of(&self, who: ActorId) -> bool {
        who == self.opened.asker || who == self.opened.second
    }

    /// Whether the file is open by it no more: its time is over, or one of the two closed it.
    pub fn is_over(&self, now_micros: i64) -> bool {
        self.closed.is_some() || self.opened.is_over(now_micros)
    }

    /// When it ended or will, in microseconds since 1970.
    pub fn until_micros(&self) -> i64 {
        let closed = self.closed.as_ref().map(|ended| ended.micros);
        closed.unwrap_or_else(|| self.opened.until_micros())
    }

    /// Whether it waits for somebody who holds the file: to be seen by who follows the case, or to be reviewed.
    pub fn awaits(&self, who: ActorId, follows: Option<ActorId>) -> bool {
        let unseen = follows == Some(who) && !self.seen.contains(&who);
        unseen || self.review.is_none() && !self.is_of(who)
    }
}

/// Writes into a file that it was opened. Whoever holds its key and comes first writes it, whoever opened it.
pub fn note<A: Permit>(
    allowed: &Allowed<A>,
    id: EntityId,
    (case, opened): (EntityId, &Opened),
) -> Drafts {
    fact(allowed, id, OPENED, &(case, opened))
}

/// Writes into a file that an opening of it was closed before its time. Whoever holds its key and comes first writes it.
pub fn note_closed<A: Permit>(allowed: &Allowed<A>, opening: EntityId, ended: &Ended) -> Drafts {
    fact(allowed, opening, CLOSED, ended)
}

/// Who follows the case says that they have seen it.
pub fn see(allowed: &Allowed<act::GlassHold>, opening: &Opening) -> Drafts {
    if opening.seen.contains(&allowed.actor()) {
        return Drafts::under(allowed);
    }
    fact(allowed, opening.id, SEEN, &allowed.actor())
}

/// What the form of the review sends.
#[derive(Debug, Clone, Default)]
pub struct ReviewForm {
    /// `justified`: `oui` or `non`.
    pub justified: String,
    /// `words`.
    pub words: String,
}

/// Closes the review.
///
/// # Errors
/// By field; `glass-own-review` for either of the two, `glass-reviewed` when somebody closed it before,
/// `glass-still-open` while the file is still open.
pub fn review(
    allowed: &Allowed<act::GlassHold>,
    opening: &Opening,
    form: &ReviewForm,
    now_micros: i64,
) -> Result<Drafts, Refusals> {
    if opening.is_of(allowed.actor()) {
        return Err(Refusal::whole("glass-own-review").into());
    }
    if opening.review.is_some() {
        return Err(Refusal::whole("glass-reviewed").into());
    }
    if !opening.is_over(now_micros) {
        return Err(Refusal::whole("glass-still-open").into());
    }
    let mut wrong = Refusals::new();
    let justified = match form.justified.as_str() {
        "oui" => true,
        "non" => false,
        _ => {
            wrong.push(Refusal::at("justified", "choice-missing"));
            false
        }
    };
    let words = wrong.take(text::required_words("words", &form.words));
    let review = wrong.or(Review {
        by: allowed.actor(),
        micros: now_micros,
        justified,
        words: GlassWords::new(words),
    })?;
    Ok(fact(allowed, opening.id, REVIEWED, &review))
}

fn fact<A: Permit>(
    allowed: &Allowed<A>,
    id: EntityId,
    name: &str,
    value: &impl Encode<()>,
) -> Drafts {
    let mut drafts = Drafts::under(allowed);
    let at = (scope::registry(allowed.centre()), id);
    drafts.push(Draft::of_fact(
        at,
        (GLASS, VERSION),
        (name, value),
        Secrecy::Open,
    ));
    drafts
}

#[cfg(test)]
#[path = "glass_tests.rs"]
mod tests;
