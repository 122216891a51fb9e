//! Aid handed over in a month, and what stood in each book as it began and ended.

use super::reading::Reading;
use crate::error::Result;
use crate::params;
use crate::projections::aid::{articles, held_before};
use akwaba_domain::aid::{self, Book, CASH};
use akwaba_domain::reception::Day;
use akwaba_domain::reports::monthly::{Counted, Record, Rubric};
use akwaba_journal::id::EntityId;

fn all(reading: &mut Reading<'_>) -> Result<Vec<(String, Book)>> {
    let mut all = vec![(CASH.to_owned(), aid::cash(reading.centre))];
    for book in articles(reading.tx, reading.scope)? {
        all.push((book.id.to_string(), book));
    }
    Ok(all)
}

/// What was handed over and stands, by book, with its francs or pieces.
pub(super) fn delivered(reading: &mut Reading<'_>) -> Result<()> {
    let books = all(reading)?;
    for (code, book) in &books {
        reading.out.line(Rubric::Aid, code, &book.name);
        reading.out.measured(Rubric::Aid, code, &book.unit);
    }
    let (first, last) = reading.days();
    let rows = reading.tx.query(
        "SELECT l.entity, l.book, l.day, l.change, c.subject FROM aid_line_row l \
         LEFT JOIN case_row c ON c.scope = l.scope AND c.entity = l.case_entity \
         WHERE l.scope = $1 AND l.day >= $2 AND l.day <= $3 AND l.what = 'delivered' \
         AND NOT EXISTS (SELECT 1 FROM aid_line_row u WHERE u.scope = l.scope \
         AND u.undoes = l.entity) ORDER BY l.day, l.year, l.letter, l.number, l.entity",
        params![&reading.scope, first, last],
    )?;
    for row in rows {
        let (line, book): (EntityId, EntityId) = (row.id(0)?, row.id(1)?);
        let Some((code, _)) = books.iter().find(|(_, known)| known.id == book) else {
            continue;
        };
        let day = Day::from_sortable(row.int(2)?);
        let day = day.map_or(reading.month.first(), Day::date);
        let facets = reading.facets(row.opt_id(4)?, day)?;
        let counted = Counted::one(Record::Aid(book, line), facets).worth(-row.int(3)?);
        reading.out.count(Rubric::Aid, code, counted);
    }
    Ok(())
}

/// What stood in each book before the month, what came in, what went out, what stands after it.
pub(super) fn books(reading: &mut Reading<'_>) -> Result<()> {
    let (first, last) = reading.days();
    let (start, end) = (
        Day::on(reading.month.first()),
        Day::on(reading.month.next().first()),
    );
    for (code, book) in all(reading)? {
        let carried = held_before(reading.tx, reading.scope, book.id, start)?;
        let held = held_before(reading.tx, reading.scope, book.id, end)?;
        let row = reading.tx.one(
            "SELECT CAST(COALESCE(SUM(CASE WHEN change > 0 THEN change ELSE 0 END), 0) AS BIGINT), \
             CAST(COALESCE(SUM(CASE WHEN change < 0 THEN -change ELSE 0 END), 0) AS BIGINT) \
             FROM aid_line_row WHERE scope = $1 AND book = $2 AND day >= $3 AND day <= $4",
            params![&reading.scope, &book.id, first, last],
        )?;
        let figures = [
            ("carried", carried),
            ("in", row.int(0)?),
            ("out", row.int(1)?),
            ("held", held),
        ];
        for (part, figure) in figures {
            let line = format!("{code}-{part}");
            reading.out.line(Rubric::Books, &line, &book.name);
            reading.out.measured(Rubric::Books, &line, &book.unit);
            reading.out.figure(Rubric::Books, &line, figure);
        }
    }
    Ok(())
}
