//! How the deadlines of the manual were kept in a month: steps, not people.

use super::reading::Reading;
use crate::error::Result;
use crate::params;
use akwaba_domain::casework::step;
use akwaba_domain::casework::time::civil;
use akwaba_domain::reports::monthly::{Counted, Facets, Record, Rubric};
use akwaba_journal::id::EntityId;

/// The steps done in time, done late and left with a reason in the month.
pub(super) fn steps(reading: &mut Reading<'_>) -> Result<()> {
    for code in ["a-temps", "en-retard", "laissees"] {
        reading.out.line(Rubric::Deadlines, code, "");
    }
    let rows = reading.tx.query(
        "SELECT entity FROM case_row WHERE scope = $1 AND opened_micros < $2 \
         AND (over_micros IS NULL OR over_micros >= $3) ORDER BY year, book, number, entity",
        params![&reading.scope, reading.to, reading.from],
    )?;
    let (from, to) = (civil(reading.from), civil(reading.to));
    for row in rows {
        let id: EntityId = row.id(0)?;
        let Some((case, edition)) = reading.case(id)? else {
            continue;
        };
        let counted = Counted::one(Record::Case(id), Facets::default());
        let standing = step::standing(&case, &edition, reading.now);
        for state in &standing.steps {
            for done in &state.done {
                if from <= done.finished && done.finished < to {
                    let code = if done.in_time() {
                        "a-temps"
                    } else {
                        "en-retard"
                    };
                    reading.out.count(Rubric::Deadlines, code, counted);
                }
            }
            for left in &state.departed {
                if from <= left.at && left.at < to {
                    reading.out.count(Rubric::Deadlines, "laissees", counted);
                }
            }
        }
    }
    Ok(())
}
