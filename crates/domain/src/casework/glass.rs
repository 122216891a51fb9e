//! Break-glass: a sealed file opened for danger to life, by two people, for a stated time, and the review of it.
//!
//! What is said here stands inside the file itself. Invariant: who asks does not agree, and neither of the two closes the
//! review. Never: a key, or anything of a file in the open.

use super::{Case, VERSION};
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
/// How long the file then stays open, in hours.
pub const OPEN_HOURS: i64 = 3;

const MINUTE_MICROS: i64 = 60 * 1_000_000;
/// The first letter of the numbers of sealed files.
const LETTER: char = 'Z';
const NUMBER_DIGITS: usize = 6;
const YEAR_DIGITS: usize = 4;
const CODE_LETTERS: usize = 6;

const OPENED: &str = "opened";
const SEEN: &str = "seen";
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
    /// The review, once it is closed.
    pub review: Option<Review>,
}

impl Opening {
    /// Reads it; `None` when it is not one.
    pub fn of(id: EntityId, state: &State) -> Option<Self> {
        let (case, opened) = state.facts(OPENED).into_iter().next()?.1;
        let seen = state.facts::<ActorId>(SEEN).into_iter();
        let review = state.facts(REVIEWED).into_iter().next();
        Some(Self {
            id,
            case,
            opened,
            seen: seen.map(|(_, who)| who).collect(),
            review: review.map(|(_, review)| review),
        })
    }

    /// Whether somebody is one of the two.
    pub fn is_of(&self, who: ActorId) -> bool {
        who == self.opened.asker || who == self.opened.second
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
    if !opening.opened.is_over(now_micros) {
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

/// What a file is found by: the number of its case, and whom it is about. `code` is theirs where they have one and
/// are not in the registry.
pub fn names(case: &Case, code: Option<&str>) -> Vec<String> {
    let number = by_number(&case.number.to_string(), 0);
    let whose = match code {
        Some(code) => by_number(code, 0),
        None => case.subject.record().map(by_person),
    };
    number.into_iter().chain(whose).collect()
}

/// What a file about somebody of the registry is found by.
pub fn by_person(id: EntityId) -> String {
    format!("person/{id}")
}

/// What a file is found by whose number or code was said aloud; the year of a number that names none. `None` for
/// what is neither.
pub fn by_number(typed: &str, year: i16) -> Option<String> {
    let all: String = typed.chars().filter(|c| c.is_alphanumeric()).collect();
    let all = all.to_uppercase();
    if let Some(digits) = all.strip_prefix(LETTER)
        && digits.chars().all(|c| c.is_ascii_digit())
    {
        if digits.len() == NUMBER_DIGITS {
            return Some(format!("number/{LETTER}{digits}/{year}"));
        }
        if digits.len() == NUMBER_DIGITS + YEAR_DIGITS {
            let (number, year) = digits.split_at(NUMBER_DIGITS);
            return Some(format!("number/{LETTER}{number}/{year}"));
        }
    }
    let code = all.strip_prefix("CODE").unwrap_or(&all);
    // No code has what is taken for something else when read aloud.
    let drawn = |c: char| c.is_ascii_alphanumeric() && !"01IO".contains(c);
    let letters = code.len() == CODE_LETTERS && code.chars().all(drawn);
    letters.then(|| format!("code/{code}"))
}

#[cfg(test)]
#[path = "glass_tests.rs"]
mod tests;
