//! The lines of the registers that cases fill, in the order of their entries, numbered in each year and book.
//!
//! The book of a line is that of its case: what an installation that works apart hands in later takes no
//! number of another's book.

use super::read::number;
use crate::error::Result;
use crate::params;
use crate::tx::{Row, Tx};
use akwaba_domain::casework::time::civil;
use akwaba_domain::casework::{Case, Edition};
use akwaba_domain::reception::LineNumber;
use akwaba_domain::reports::register::entered;
use akwaba_journal::id::{EntityId, ScopeId};

/// A line of a register, without what stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterLine {
    /// The case that wrote it.
    pub case: EntityId,
    /// Which line of that case in that register.
    pub place: u32,
    /// Its number.
    pub number: LineNumber,
}

/// How many lines a register has in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The procedure that declares it.
    pub procedure: String,
    /// Its code.
    pub register: String,
    /// How many.
    pub lines: u64,
}

pub(super) fn clear(tx: &mut dyn Tx, scope: ScopeId, case: EntityId) -> Result<()> {
    tx.execute(
        "DELETE FROM register_line_row WHERE scope = $1 AND entity = $2",
        params![&scope, &case],
    )?;
    Ok(())
}

/// Writes the lines of a case again; none while its procedure is not known.
pub(super) fn write(
    tx: &mut dyn Tx,
    scope: ScopeId,
    case: &Case,
    edition: Option<&Edition>,
) -> Result<()> {
    clear(tx, scope, case.id)?;
    let Some(edition) = edition else {
        return Ok(());
    };
    for line in entered(case, edition) {
        tx.execute(
            "INSERT INTO register_line_row (scope, entity, procedure_code, register, place, year, \
             book, clock_micros, clock_count, entry) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            params![
                &scope,
                &case.id,
                &case.procedure.code,
                &line.register.code,
                line.place,
                i32::from(civil(line.at_micros).year()),
                case.number.book.place(),
                line.since.clock.micros,
                line.since.clock.count,
                &line.since.entry
            ],
        )?;
    }
    Ok(())
}

/// The lines of a register in a year, in the order of their numbers, from the `skip`th on.
///
/// # Errors
/// Those of the engine.
pub fn register_lines(
    tx: &mut dyn Tx,
    scope: ScopeId,
    (procedure, register): (&str, &str),
    year: i16,
    (skip, limit): (u32, u32),
) -> Result<Vec<RegisterLine>> {
    let rows = tx.query(
        "SELECT entity, place, year, book, ROW_NUMBER() OVER (PARTITION BY book \
         ORDER BY clock_micros, clock_count, entry, place) AS number \
         FROM register_line_row \
         WHERE scope = $1 AND procedure_code = $2 AND register = $3 AND year = $4 \
         ORDER BY book, clock_micros, clock_count, entry, place LIMIT $5 OFFSET $6",
        params![&scope, procedure, register, i32::from(year), limit, skip],
    )?;
    let line = |row: &Row| {
        Ok(RegisterLine {
            case: row.id(0)?,
            place: u32::try_from(row.int(1)?).unwrap_or(0),
            number: number(row, 2)?,
        })
    };
    rows.iter().map(line).collect()
}

/// How many lines each register has in a year; those without any are left out.
///
/// # Errors
/// Those of the engine.
pub fn registers_counted(tx: &mut dyn Tx, scope: ScopeId, year: i16) -> Result<Vec<Counted>> {
    let rows = tx.query(
        "SELECT procedure_code, register, COUNT(*) FROM register_line_row \
         WHERE scope = $1 AND year = $2 GROUP BY procedure_code, register \
         ORDER BY procedure_code, register",
        params![&scope, i32::from(year)],
    )?;
    let counted = |row: &Row| {
        Ok(Counted {
            procedure: row.text(0)?.to_owned(),
            register: row.text(1)?.to_owned(),
            lines: row.int(2)?.unsigned_abs(),
        })
    };
    rows.iter().map(counted).collect()
}

/// The years in which some register has a line, the newest first.
///
/// # Errors
/// Those of the engine.
pub fn register_years(tx: &mut dyn Tx, scope: ScopeId) -> Result<Vec<i16>> {
    let rows = tx.query(
        "SELECT DISTINCT year FROM register_line_row WHERE scope = $1 ORDER BY year DESC",
        params![&scope],
    )?;
    let year = |row: &Row| Ok(i16::try_from(row.int(0)?).unwrap_or(0));
    rows.iter().map(year).collect()
}
