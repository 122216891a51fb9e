//! The number of a case: n°/year, given once, without gaps in the book of one node.

use super::{CASE_YEAR, VERSION};
use crate::ctx::Ctx;
use crate::draft::Draft;
use crate::reception::{Book, LineNumber, number};
use akwaba_journal::id::{CentreId, EntityId};

pub use crate::reception::number::Counter;

/// The number of a case, written like those of the register: `12/2026`.
pub type CaseNumber = LineNumber;

/// The entity that counts the cases of a year.
pub fn year_entity(centre: CentreId, year: i16) -> EntityId {
    EntityId::named(&format!("case-year/{centre}/{year}"))
}

/// The letter of the numbers of sealed files, which no book has.
const SEALED: char = 'Z';
/// The first of their numbers, and how many there are.
const DRAWN: (u32, u32) = (100_000, 900_000);

/// The number of a sealed file: drawn, so that it tells neither how many there are nor which came first.
pub(crate) fn drawn(ctx: &mut Ctx<'_>) -> CaseNumber {
    let mut bytes = [0; 4];
    ctx.chance.fill(&mut bytes);
    LineNumber {
        year: ctx.today().year(),
        book: Book::lettered(SEALED).unwrap_or(Book::MAIN),
        number: DRAWN.0 + u32::from_be_bytes(bytes) % DRAWN.1,
    }
}

/// The next number, and the entry that counts it.
pub(super) fn next(centre: CentreId, year: i16, counter: &Counter<'_>) -> (CaseNumber, Draft) {
    let counted = (year_entity(centre, year), CASE_YEAR, VERSION);
    number::next(centre, counted, year, counter)
}
