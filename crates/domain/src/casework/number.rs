//! The number of a case: n°/year, given once, without gaps in the book of one node.

use super::{CASE_YEAR, VERSION};
use crate::draft::Draft;
use crate::reception::{LineNumber, number};
use akwaba_journal::id::{CentreId, EntityId};

pub use crate::reception::number::Counter;

/// The number of a case, written like those of the register: `12/2026`.
pub type CaseNumber = LineNumber;

/// The entity that counts the cases of a year.
pub fn year_entity(centre: CentreId, year: i16) -> EntityId {
    EntityId::named(&format!("case-year/{centre}/{year}"))
}

/// The next number, and the entry that counts it.
pub(super) fn next(centre: CentreId, year: i16, counter: &Counter<'_>) -> (CaseNumber, Draft) {
    let counted = (year_entity(centre, year), CASE_YEAR, VERSION);
    number::next(centre, counted, year, counter)
}
