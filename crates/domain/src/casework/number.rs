//! The number of a case: n°/year, given once, without gaps in the book of one node.

use super::{CASE_YEAR, VERSION};
use crate::draft::{Acting, Draft, Secrecy};
use crate::reception::{Book, LineNumber};
use crate::scope;
use akwaba_journal::id::{CentreId, EntityId};
use akwaba_journal::state::State;

/// The number of a case, written like those of the register: `12/2026`.
pub type CaseNumber = LineNumber;

/// What counts the cases of a year: the book this node writes, and the state of the year.
pub struct Counter<'a> {
    /// The book.
    pub book: Book,
    /// State of [`year_entity`] for the year of the opening.
    pub year: &'a State,
}

/// The entity that counts the cases of a year.
pub fn year_entity(centre: CentreId, year: i16) -> EntityId {
    EntityId::named(&format!("case-year/{centre}/{year}"))
}

fn field(book: Book) -> String {
    format!("last-{}", book.letter())
}

/// The next number, and the entry that counts it.
pub(super) fn next(centre: CentreId, year: i16, counter: &Counter<'_>) -> (CaseNumber, Draft) {
    let field = field(counter.book);
    let number = CaseNumber {
        year,
        book: counter.book,
        number: counter
            .year
            .one::<u32>(&field)
            .unwrap_or(0)
            .saturating_add(1),
    };
    let draft = Draft {
        scope: scope::registry(centre),
        entity: year_entity(centre, year),
        kind: CASE_YEAR,
        version: VERSION,
        act: Acting::on(counter.year)
            .set(&field, &number.number)
            .done(None, None),
        secrecy: Secrecy::Open,
    };
    (number, draft)
}
