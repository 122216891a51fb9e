//! The books of aid: their lines in order, and what stands in them.

use crate::entity;
use crate::error::{Result, StoreError};
use crate::params;
use crate::projection::{Applied, Projection};
use crate::table;
use crate::tx::Tx;
use akwaba_domain::aid::{BOOK, Book, LINE, Line, What};
use akwaba_domain::reception::Day;
use akwaba_journal::id::{EntityId, ScopeId};

/// What aid makes from the journal.
pub const PROJECTION: Projection = Projection {
    name: "aid",
    kinds: &[LINE],
    tables: &[table!("aid_line_row")],
    apply,
};

fn apply(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    let Some(line) = Line::of(applied.entity, applied.state) else {
        tx.execute(
            "DELETE FROM aid_line_row WHERE scope = $1 AND entity = $2",
            params![&applied.scope, &applied.entity],
        )?;
        return Ok(());
    };
    let (case, undoes) = match line.what {
        What::Delivered(case, _) => (Some(case), None),
        What::Undone(line) => (None, Some(line)),
        What::Received | What::Counted => (None, None),
    };
    tx.execute(
        "INSERT INTO aid_line_row (scope, entity, book, year, letter, number, day, what, change, \
         case_entity, undoes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
         ON CONFLICT (scope, entity) DO NOTHING",
        params![
            &applied.scope,
            &applied.entity,
            &line.book,
            i32::from(line.number.year),
            line.number.book.place(),
            line.number.number,
            line.day.sortable(),
            line.what.code(),
            line.change,
            case.as_ref(),
            undoes.as_ref()
        ],
    )?;
    Ok(())
}

/// The books of articles, by name.
///
/// # Errors
/// Those of the engine.
pub fn articles(tx: &mut dyn Tx, scope: ScopeId) -> Result<Vec<Book>> {
    let mut books = Vec::new();
    entity::each_of_kind(tx, scope, BOOK, &mut |id, state| {
        books.extend(Book::of(id, &state));
        Ok(())
    })?;
    books.sort_by(|a, b| a.name.cmp(&b.name).then(a.id.cmp(&b.id)));
    Ok(books)
}

/// What stands in a book after all its lines.
///
/// # Errors
/// Those of the engine.
pub fn held(tx: &mut dyn Tx, scope: ScopeId, book: EntityId) -> Result<i64> {
    sum(
        tx,
        "SELECT CAST(COALESCE(SUM(change), 0) AS BIGINT) FROM aid_line_row \
         WHERE scope = $1 AND book = $2",
        scope,
        book,
        None,
    )
}

/// What stood in a book before a day.
///
/// # Errors
/// Those of the engine.
pub fn held_before(tx: &mut dyn Tx, scope: ScopeId, book: EntityId, day: Day) -> Result<i64> {
    sum(
        tx,
        "SELECT CAST(COALESCE(SUM(change), 0) AS BIGINT) FROM aid_line_row \
         WHERE scope = $1 AND book = $2 AND day < $3",
        scope,
        book,
        Some(day),
    )
}

fn sum(
    tx: &mut dyn Tx,
    sql: &'static str,
    scope: ScopeId,
    book: EntityId,
    before: Option<Day>,
) -> Result<i64> {
    let row = match before {
        Some(day) => tx.one(sql, params![&scope, &book, day.sortable()])?,
        None => tx.one(sql, params![&scope, &book])?,
    };
    row.int(0)
}

/// The lines of a book from one day to another, both included, in the order of the book; each with
/// whether another line undid it.
///
/// # Errors
/// Those of the engine.
pub fn lines(
    tx: &mut dyn Tx,
    scope: ScopeId,
    book: EntityId,
    (first, last): (Day, Day),
) -> Result<Vec<(Line, bool)>> {
    let rows = tx.query(
        "SELECT l.entity, CASE WHEN EXISTS (SELECT 1 FROM aid_line_row u WHERE u.scope = l.scope \
         AND u.undoes = l.entity) THEN 1 ELSE 0 END FROM aid_line_row l \
         WHERE l.scope = $1 AND l.book = $2 AND l.day >= $3 AND l.day <= $4 \
         ORDER BY l.day, l.year, l.letter, l.number, l.entity",
        params![&scope, &book, first.sortable(), last.sortable()],
    )?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in &rows {
        let id: EntityId = row.id(0)?;
        let line = Line::of(id, &entity::load(tx, scope, id)?)
            .ok_or_else(|| StoreError::corrupt("a line of a book is gone"))?;
        lines.push((line, row.flag(1)?));
    }
    Ok(lines)
}

/// One line, and whether another one undid it.
///
/// # Errors
/// Those of the engine.
pub fn line(tx: &mut dyn Tx, scope: ScopeId, id: EntityId) -> Result<Option<(Line, bool)>> {
    let Some(line) = Line::of(id, &entity::load(tx, scope, id)?) else {
        return Ok(None);
    };
    let undone = tx.maybe(
        "SELECT 1 FROM aid_line_row WHERE scope = $1 AND undoes = $2",
        params![&scope, &id],
    )?;
    Ok(Some((line, undone.is_some())))
}

/// What was handed over for a case and stands, in the order of days.
///
/// # Errors
/// Those of the engine.
pub fn of_case(tx: &mut dyn Tx, scope: ScopeId, case: EntityId) -> Result<Vec<Line>> {
    let rows = tx.query(
        "SELECT l.entity FROM aid_line_row l WHERE l.scope = $1 AND l.case_entity = $2 \
         AND NOT EXISTS (SELECT 1 FROM aid_line_row u WHERE u.scope = l.scope \
         AND u.undoes = l.entity) ORDER BY +l.day, l.year, l.letter, l.number, l.entity",
        params![&scope, &case],
    )?;
    let mut lines = Vec::new();
    for row in &rows {
        let id: EntityId = row.id(0)?;
        lines.extend(Line::of(id, &entity::load(tx, scope, id)?));
    }
    Ok(lines)
}
