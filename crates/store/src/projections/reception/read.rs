//! Reads visits and appointments, each from its own state.

use crate::entity::decode;
use crate::error::{Result, StoreError};
use crate::params;
use crate::tx::{Param, Row, Tx};
use akwaba_domain::reception::demand::Demands;
use akwaba_domain::reception::figures::Counted;
use akwaba_domain::reception::{
    Appointment, Book, Day, Known, LineNumber, Sex, Step, Triage, Visit,
};
use akwaba_journal::id::{EntityId, ScopeId};

/// The visits of a day, in order of their numbers.
///
/// # Errors
/// Those of the engine.
pub fn visits_of_day(tx: &mut dyn Tx, scope: ScopeId, day: Day) -> Result<Vec<Visit>> {
    visits(
        tx,
        "SELECT e.entity, e.state FROM visit_row v \
         JOIN entity e ON e.scope = v.scope AND e.entity = v.visit \
         WHERE v.scope = $1 AND v.day = $2 ORDER BY v.year, v.book, v.number, v.visit",
        params![&scope, day.sortable()],
    )
}

/// The visits of a person, the last first, at most `limit`.
///
/// # Errors
/// Those of the engine.
pub fn visits_of_person(
    tx: &mut dyn Tx,
    scope: ScopeId,
    person: EntityId,
    limit: u32,
) -> Result<Vec<Visit>> {
    visits(
        tx,
        "SELECT e.entity, e.state FROM visit_row v \
         JOIN entity e ON e.scope = v.scope AND e.entity = v.visit \
         WHERE v.scope = $1 AND v.person = $2 \
         ORDER BY +v.day DESC, v.year DESC, v.book, v.number DESC LIMIT $3",
        params![&scope, &person, limit],
    )
}

/// The visits linked to a household, the last first, at most `limit`.
///
/// # Errors
/// Those of the engine.
pub fn visits_of_household(
    tx: &mut dyn Tx,
    scope: ScopeId,
    household: EntityId,
    limit: u32,
) -> Result<Vec<Visit>> {
    visits(
        tx,
        "SELECT e.entity, e.state FROM visit_row v \
         JOIN entity e ON e.scope = v.scope AND e.entity = v.visit \
         WHERE v.scope = $1 AND v.household = $2 \
         ORDER BY +v.day DESC, v.year DESC, v.book, v.number DESC LIMIT $3",
        params![&scope, &household, limit],
    )
}

fn visits(tx: &mut dyn Tx, sql: &'static str, params: &[Param<'_>]) -> Result<Vec<Visit>> {
    let mut visits = Vec::new();
    tx.each(sql, params, &mut |row| {
        visits.extend(Visit::of(row.id(0)?, &decode(row.blob(1)?)?));
        Ok(())
    })?;
    Ok(visits)
}

/// Whether a line of this number exists, besides `but`.
///
/// # Errors
/// Those of the engine.
pub fn number_taken(
    tx: &mut dyn Tx,
    scope: ScopeId,
    number: LineNumber,
    but: Option<EntityId>,
) -> Result<bool> {
    let rows = tx.query(
        "SELECT visit FROM visit_row \
         WHERE scope = $1 AND year = $2 AND book = $3 AND number = $4",
        params![
            &scope,
            i32::from(number.year),
            number.book.place(),
            number.number
        ],
    )?;
    for row in rows {
        if Some(row.id(0)?) != but {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The numbers in use in a year, in one book, in order.
///
/// # Errors
/// Those of the engine.
pub fn numbers_of_year(
    tx: &mut dyn Tx,
    scope: ScopeId,
    year: i16,
    book: Book,
) -> Result<Vec<LineNumber>> {
    let mut numbers = Vec::new();
    tx.each(
        "SELECT number FROM visit_row \
         WHERE scope = $1 AND year = $2 AND book = $3 ORDER BY number",
        params![&scope, i32::from(year), book.place()],
        &mut |row| {
            let number = u32::try_from(row.int(0)?)
                .map_err(|_| StoreError::corrupt("the number of a line is out of range"))?;
            numbers.push(LineNumber { year, book, number });
            Ok(())
        },
    )?;
    Ok(numbers)
}

/// The books in which a year has lines.
///
/// # Errors
/// Those of the engine.
pub fn books_of_year(tx: &mut dyn Tx, scope: ScopeId, year: i16) -> Result<Vec<Book>> {
    let rows = tx.query(
        "SELECT DISTINCT book FROM visit_row WHERE scope = $1 AND year = $2 ORDER BY book",
        params![&scope, i32::from(year)],
    )?;
    let book = |row: &Row| {
        let place = u8::try_from(row.int(0)?).ok();
        let unknown = || StoreError::corrupt("the book of a line is unknown");
        place.and_then(Book::at).ok_or_else(unknown)
    };
    rows.iter().map(book).collect()
}

/// What is counted of the visits from `first` to `last`, both included.
///
/// # Errors
/// Those of the engine.
pub fn counted(tx: &mut dyn Tx, scope: ScopeId, first: Day, last: Day) -> Result<Vec<Counted>> {
    let mut all = Vec::new();
    tx.each(
        "SELECT step, triage, demands, sex, known, accompanied, hour, waited_minutes \
         FROM visit_row WHERE scope = $1 AND day >= $2 AND day <= $3",
        params![&scope, first.sortable(), last.sortable()],
        &mut |row| {
            all.push(count(row)?);
            Ok(())
        },
    )?;
    Ok(all)
}

fn count(row: &Row) -> Result<Counted> {
    let unknown = || StoreError::corrupt("a code of a visit is unknown");
    Ok(Counted {
        step: Step::from_number(row.int(0)?).ok_or_else(unknown)?,
        triage: Triage::from_code(row.text(1)?).ok_or_else(unknown)?,
        demands: Demands::from_bits(row.int(2)?),
        sex: row.opt_text(3)?.and_then(Sex::from_code),
        known: Known::from_code(row.text(4)?).ok_or_else(unknown)?,
        accompanied: u32::try_from(row.int(5)?).unwrap_or(0),
        hour: row.opt_int(6)?.and_then(|hour| u8::try_from(hour).ok()),
        waited_minutes: row
            .opt_int(7)?
            .and_then(|minutes| u32::try_from(minutes).ok()),
    })
}

/// The appointments from `first` to `last`, both included, in order of time.
///
/// # Errors
/// Those of the engine.
pub fn appointments(
    tx: &mut dyn Tx,
    scope: ScopeId,
    first: Day,
    last: Day,
) -> Result<Vec<Appointment>> {
    let mut found = Vec::new();
    tx.each(
        "SELECT e.entity, e.state FROM appointment_row a \
         JOIN entity e ON e.scope = a.scope AND e.entity = a.appointment \
         WHERE a.scope = $1 AND a.day >= $2 AND a.day <= $3 \
         ORDER BY a.day, a.minute, a.appointment",
        params![&scope, first.sortable(), last.sortable()],
        &mut |row| {
            found.extend(Appointment::of(row.id(0)?, &decode(row.blob(1)?)?));
            Ok(())
        },
    )?;
    Ok(found)
}

/// The appointments whose slip bears this code; nearly always one.
///
/// # Errors
/// Those of the engine.
pub fn appointment_by_code(
    tx: &mut dyn Tx,
    scope: ScopeId,
    code: &str,
) -> Result<Vec<Appointment>> {
    let code = code.trim().to_uppercase();
    let mut found = Vec::new();
    tx.each(
        "SELECT e.entity, e.state FROM appointment_row a \
         JOIN entity e ON e.scope = a.scope AND e.entity = a.appointment \
         WHERE a.scope = $1 AND a.code = $2 ORDER BY +a.day DESC, a.minute",
        params![&scope, &code],
        &mut |row| {
            found.extend(Appointment::of(row.id(0)?, &decode(row.blob(1)?)?));
            Ok(())
        },
    )?;
    Ok(found)
}
