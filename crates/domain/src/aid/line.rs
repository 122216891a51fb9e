//! The lines of a book: what came in, what was handed over, what was counted, what was undone.
//!
//! Invariant: a line is written once and never changed, and what it takes was there when it was
//! written. Two nodes that wrote apart can still bring a book below nothing together: it shows.

use super::{Book, LINE, QUANTITY_MAX, VERSION, Words, YEAR};
use crate::casework::{Case, Edition, step, time};
use crate::ctx::Ctx;
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, Permit, act};
use crate::reception::time::Day;
use crate::reception::{self, LineNumber};
use crate::refusal::{Refusal, Refusals};
use crate::{scope, text};
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};

const WRITTEN: &str = "written";

/// What a line says happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub enum What {
    /// It came in.
    #[n(0)]
    Received,
    /// It was handed over for a case, against a receipt.
    #[n(1)]
    Delivered(#[n(0)] EntityId, #[n(1)] Proof),
    /// It was counted: the line makes the book say what was found.
    #[n(2)]
    Counted,
    /// Another line, wrong, is undone.
    #[n(3)]
    Undone(#[n(0)] EntityId),
}

impl What {
    /// Its code, as tables and catalogues name it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Delivered(..) => "delivered",
            Self::Counted => "counted",
            Self::Undone(_) => "undone",
        }
    }
}

/// How the person acknowledged what they received.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub enum Proof {
    /// They signed the receipt.
    #[n(0)]
    Signed,
    /// They put their thumb on it, after it was read to them.
    #[n(1)]
    Thumb,
}

impl Proof {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Signed, Self::Thumb];

    /// Its code, as forms and catalogues name it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Thumb => "thumb",
        }
    }
}

/// What is kept of a line.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct Written {
    #[n(0)]
    book: EntityId,
    #[n(1)]
    number: LineNumber,
    #[n(2)]
    day: Day,
    #[n(3)]
    what: What,
    #[n(4)]
    change: i64,
    #[n(5)]
    words: Words,
}

/// A line of a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Which.
    pub id: EntityId,
    /// Of which book.
    pub book: EntityId,
    /// Its number in the year of the book.
    pub number: LineNumber,
    /// The day on which it happened.
    pub day: Day,
    /// What happened.
    pub what: What,
    /// By how much the book changed, in francs or pieces.
    pub change: i64,
    /// From whom, what for, why.
    pub words: Words,
    /// Who wrote it.
    pub by: ActorId,
}

impl Line {
    /// The line of a state; `None` when it is not one.
    pub fn of(id: EntityId, state: &State) -> Option<Self> {
        let (source, fact) = state.facts::<Written>(WRITTEN).into_iter().next()?;
        Some(Self {
            id,
            book: fact.book,
            number: fact.number,
            day: fact.day,
            what: fact.what,
            change: fact.change,
            words: fact.words,
            by: source.actor,
        })
    }
}

/// The entity that counts the lines of a book in a year.
pub fn year_entity(centre: CentreId, book: EntityId, year: i16) -> EntityId {
    EntityId::named(&format!("stock-year/{centre}/{book}/{year}"))
}

/// A line as it was typed.
#[derive(Debug, Clone, Default)]
pub struct LineForm {
    /// `quantity`: francs or pieces; spaces between thousands are welcome.
    pub quantity: String,
    /// `day`: the day on which it happened; today when it is empty.
    pub day: String,
    /// `proof`: [`Proof::code`], for what is handed over.
    pub proof: String,
    /// `words`.
    pub words: String,
}

/// The book that a line is written in, as it stands.
pub struct Standing<'a> {
    /// The book.
    pub book: &'a Book,
    /// What stands in it.
    pub held: i64,
    /// The letter that this installation writes.
    pub letter: reception::Book,
    /// State of [`year_entity`] for the year of today.
    pub year: &'a State,
}

/// Writes what came in.
///
/// # Errors
/// Those of the quantity (`aid-quantity`, `aid-quantity-large`), of the day (`aid-day-ahead`,
/// `aid-day-far`, `reception-day-unreadable`) and of the words (`aid-words-missing`).
pub fn receive(
    ctx: &mut Ctx<'_>,
    allowed: &Allowed<act::AidRecord>,
    standing: &Standing<'_>,
    form: &LineForm,
) -> Result<Drafts, Refusals> {
    let mut refusals = Refusals::new();
    let quantity = refusals.take(quantity(&form.quantity, 1));
    let (day, words) = told(ctx, form, &mut refusals);
    refusals.or(())?;
    let line = (day, What::Received, quantity, words);
    Ok(written(ctx, allowed, standing, line))
}

/// Writes what was handed over for a case.
///
/// # Errors
/// Those of [`receive`]; `aid-not-enough` at `quantity`; `aid-proof-missing` at `proof`: without a
/// receipt nothing is handed over; `aid-case-over` at `case`; `aid-own-hands`: who follows the case
/// does not also pay.
pub fn deliver(
    ctx: &mut Ctx<'_>,
    allowed: &Allowed<act::AidRecord>,
    standing: &Standing<'_>,
    (case, edition): (&Case, &Edition),
    form: &LineForm,
) -> Result<Drafts, Refusals> {
    let mut refusals = Refusals::new();
    let now = time::civil(ctx.now.as_microsecond());
    if step::standing(case, edition, now).over.is_some() {
        refusals.push(Refusal::at("case", "aid-case-over"));
    }
    let quantity = refusals.take(quantity(&form.quantity, 1));
    if quantity > standing.held {
        let refusal = Refusal::at("quantity", "aid-not-enough");
        refusals.push(refusal.with("held", standing.held));
    }
    let proof = Proof::ALL
        .into_iter()
        .find(|proof| proof.code() == form.proof);
    if proof.is_none() {
        refusals.push(Refusal::at("proof", "aid-proof-missing"));
    }
    if case.assigned == Some(allowed.actor()) {
        refusals.push(Refusal::whole("aid-own-hands"));
    }
    let (day, words) = told(ctx, form, &mut refusals);
    refusals.or(())?;
    let what = What::Delivered(case.id, proof.unwrap_or(Proof::Signed));
    let line = (day, what, -quantity, words);
    Ok(written(ctx, allowed, standing, line))
}

/// Writes what was found when the box or the store was counted: the book says so from then on, and
/// the difference stays for all to see.
///
/// # Errors
/// Those of [`receive`]; the words say why there is a difference, and may stay empty where there is
/// none.
pub fn count(
    ctx: &mut Ctx<'_>,
    allowed: &Allowed<act::AidCount>,
    standing: &Standing<'_>,
    form: &LineForm,
) -> Result<Drafts, Refusals> {
    let mut refusals = Refusals::new();
    let found = refusals.take(quantity(&form.quantity, 0));
    let change = found - standing.held;
    let words = if change == 0 && form.words.trim().is_empty() {
        Words::default()
    } else {
        refusals.take(words(&form.words))
    };
    refusals.or(())?;
    // What is counted is counted now.
    let line = (Day::of(ctx.now), What::Counted, change, words);
    Ok(written(ctx, allowed, standing, line))
}

/// Undoes a wrong line by another one. `undone` says whether that was done already.
///
/// # Errors
/// `aid-words-missing` at `words`; `aid-undone-already`; `aid-undo-undo`: an undoing or a count is
/// not undone, it is counted again; `aid-undo-spent` where what came in was handed over since.
pub fn undo(
    ctx: &mut Ctx<'_>,
    allowed: &Allowed<act::AidCount>,
    standing: &Standing<'_>,
    (line, undone): (&Line, bool),
    typed: &str,
) -> Result<Drafts, Refusals> {
    let words = words(typed)?;
    if undone {
        return Err(Refusal::whole("aid-undone-already").into());
    }
    if matches!(line.what, What::Undone(_) | What::Counted) {
        return Err(Refusal::whole("aid-undo-undo").into());
    }
    if standing.held - line.change < 0 {
        return Err(Refusal::whole("aid-undo-spent").into());
    }
    let undoing = (Day::of(ctx.now), What::Undone(line.id), -line.change, words);
    Ok(written(ctx, allowed, standing, undoing))
}

fn written<A: Permit>(
    ctx: &mut Ctx<'_>,
    allowed: &Allowed<A>,
    standing: &Standing<'_>,
    (day, what, change, words): (Day, What, i64, Words),
) -> Drafts {
    let centre = allowed.centre();
    let year = ctx.today().year();
    let counted = (year_entity(centre, standing.book.id, year), YEAR, VERSION);
    let counter = reception::number::Counter {
        book: standing.letter,
        year: standing.year,
    };
    let (number, counting) = reception::number::next(centre, counted, year, &counter);
    let id = ctx.fresh();
    let fact = Written {
        book: standing.book.id,
        number,
        day,
        what,
        change,
        words,
    };
    let empty = State::default();
    let act = Acting::on(&empty).fact(WRITTEN, &fact).done(None, None);
    let mut drafts = Drafts::under(allowed);
    drafts.push(Draft {
        scope: scope::registry(centre),
        entity: id,
        kind: LINE,
        version: VERSION,
        act,
        secrecy: Secrecy::Keyed(id),
    });
    drafts.push(counting);
    drafts
}

fn told(ctx: &Ctx<'_>, form: &LineForm, refusals: &mut Refusals) -> (Day, Words) {
    let today = Day::of(ctx.now);
    let day = refusals
        .take(day(&form.day, today).map(Some))
        .unwrap_or(today);
    (day, refusals.take(words(&form.words)))
}

/// A day of the last year: what is older was written in the paper book.
fn day(typed: &str, today: Day) -> Result<Day, Refusal> {
    let day = Day::typed("day", typed)?.unwrap_or(today);
    if day > today {
        return Err(Refusal::at("day", "aid-day-ahead"));
    }
    let oldest = today.date().saturating_sub(jiff::Span::new().days(366));
    if day.date() < oldest {
        return Err(Refusal::at("day", "aid-day-far"));
    }
    Ok(day)
}

fn words(typed: &str) -> Result<Words, Refusal> {
    text::words("words", typed)?
        .map(Words::new)
        .ok_or_else(|| Refusal::at("words", "aid-words-missing"))
}

/// A whole number of francs or pieces, with or without spaces between thousands.
fn quantity(typed: &str, least: i64) -> Result<i64, Refusal> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let read = if digits.len() <= 18 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        digits.parse::<i64>().ok()
    } else {
        None
    };
    match read {
        Some(number) if number > QUANTITY_MAX => {
            Err(Refusal::at("quantity", "aid-quantity-large").with("max", QUANTITY_MAX))
        }
        Some(number) if number >= least => Ok(number),
        _ => Err(Refusal::at("quantity", "aid-quantity")),
    }
}

#[cfg(test)]
#[path = "line_tests.rs"]
mod tests;
