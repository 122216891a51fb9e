//! How the deadlines of the manual were kept in a month: steps, not people.

use super::reading::Reading;
use crate::error::Result;
use crate::params;
use akwaba_domain::reports::monthly::{Counted, Facets, Kept, Record, Rubric};

/// The steps done in time, done late and left with a reason in the month.
pub(super) fn steps(reading: &mut Reading<'_>) -> Result<()> {
    for kept in Kept::ALL {
        reading.out.line(Rubric::Deadlines, kept.code(), "");
    }
    let (out, scope) = (&mut reading.out, reading.scope);
    reading.tx.each(
        "SELECT k.entity, k.kept FROM case_kept_row k \
         JOIN case_row c ON c.scope = k.scope AND c.entity = k.entity \
         WHERE k.scope = $1 AND k.at_micros >= $2 AND k.at_micros < $3 \
         ORDER BY c.year, c.book, c.number, k.entity, k.place",
        params![&scope, reading.from, reading.to],
        &mut |row| {
            let counted = Counted::one(Record::Case(row.id(0)?), Facets::default());
            out.count(Rubric::Deadlines, row.text(1)?, counted);
            Ok(())
        },
    )
}
