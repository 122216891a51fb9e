//! The lines of the registers that cases fill, in the order of their numbers, and the months in which they stand.
//!
//! A number is a row of its own ([`super::numbering`] asks for it to be given): it stays when what stood in its line is forgotten.

use super::read::number;
use crate::error::Result;
use crate::params;
use crate::projection::Applied;
use crate::tx::{Row, Tx};
use akwaba_domain::casework::time::civil;
use akwaba_domain::casework::{Case, Edition};
use akwaba_domain::reception::sign::last_signature;
use akwaba_domain::reception::{LineNumber, Moment};
use akwaba_domain::reports::monthly::Question;
use akwaba_domain::reports::number::{Month, Numbered, numbered};
use akwaba_domain::reports::register::{chosen, entered};
use akwaba_journal::id::{EntityId, ScopeId};
use std::collections::{BTreeMap, BTreeSet};

/// A line of a register, without what stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterLine {
    /// Its number, and where it comes from.
    pub numbered: Numbered,
    /// Which line of its case in that register; none when what stood in it is forgotten.
    pub place: Option<u32>,
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

/// One month of a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MonthCount {
    /// The month, from 1.
    pub month: i8,
    /// How many lines.
    pub lines: u64,
    /// When it was last signed.
    pub signed: Option<Moment>,
    /// How many lines that signature covers.
    pub signed_lines: Option<u64>,
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
        let question = Question::of(&case.procedure.code, &line.register.code);
        let answer = question.and_then(|asked| chosen(case, edition, line.place, asked.question));
        let (answer, label) = answer.unwrap_or_default();
        tx.execute(
            "INSERT INTO register_line_row (scope, entity, procedure_code, register, place, year, \
             book, clock_micros, clock_count, entry, at_micros, answer, answer_label) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
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
                &line.since.entry,
                line.at_micros,
                &answer,
                &label
            ],
        )?;
    }
    Ok(())
}

/// Brings the numbers and the signature of a month in line with its state.
pub(super) fn month(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    let (scope, entity) = (&applied.scope, &applied.entity);
    let of = Month::read(applied.state);
    if applied.afresh || of.is_none() {
        for sql in [
            "DELETE FROM register_number_row WHERE scope = $1 AND entity = $2",
            "DELETE FROM register_month_row WHERE scope = $1 AND entity = $2",
        ] {
            tx.execute(sql, params![scope, entity])?;
        }
    }
    let Some(of) = of else { return Ok(()) };
    let rows = tx.query(
        "SELECT year, book, number, case_entity, entry FROM register_number_row \
         WHERE scope = $1 AND entity = $2",
        params![scope, entity],
    )?;
    let known: BTreeSet<Numbered> = rows.iter().map(read).collect::<Result<_>>()?;
    for line in numbered(applied.state) {
        if known.contains(&line) {
            continue;
        }
        tx.execute(
            "INSERT INTO register_number_row (scope, entity, case_entity, entry, procedure_code, \
             register, year, month, book, number) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
             ON CONFLICT (scope, entity, case_entity, entry) DO UPDATE SET \
             book = excluded.book, number = excluded.number",
            params![
                scope,
                entity,
                &line.case,
                &line.entry,
                &of.procedure,
                &of.register,
                i32::from(of.year),
                i32::from(of.month),
                line.number.book.place(),
                line.number.number
            ],
        )?;
    }
    signature(tx, applied, &of)
}

fn signature(tx: &mut dyn Tx, applied: &Applied<'_>, of: &Month) -> Result<()> {
    let (count, last) = last_signature(applied.state);
    let lines = last
        .as_ref()
        .map(|last| i64::try_from(last.lines.len()).unwrap_or(i64::MAX));
    tx.execute(
        "INSERT INTO register_month_row (scope, entity, procedure_code, register, year, month, \
         signatures, signed_micros, signed_lines) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         ON CONFLICT (scope, entity) DO UPDATE SET signatures = excluded.signatures, \
         signed_micros = excluded.signed_micros, signed_lines = excluded.signed_lines",
        params![
            &applied.scope,
            &applied.entity,
            &of.procedure,
            &of.register,
            i32::from(of.year),
            i32::from(of.month),
            i64::try_from(count).unwrap_or(i64::MAX),
            last.as_ref().map(|last| last.at.0),
            lines
        ],
    )?;
    Ok(())
}

/// A number in five columns: year, book, number, case, entry.
fn read(row: &Row) -> Result<Numbered> {
    let number: LineNumber = number(row, 0)?;
    Ok(Numbered {
        number,
        case: row.id(3)?,
        entry: row.id(4)?,
    })
}

fn line(row: &Row) -> Result<RegisterLine> {
    let place = row.opt_int(5)?;
    Ok(RegisterLine {
        numbered: read(row)?,
        place: place.map(|place| u32::try_from(place).unwrap_or(0)),
    })
}

macro_rules! lines {
    ($rest:literal) => {
        concat!(
            "SELECT n.year, n.book, n.number, n.case_entity, n.entry, l.place \
             FROM register_number_row n LEFT JOIN register_line_row l ON l.scope = n.scope \
             AND l.entity = n.case_entity AND l.register = n.register AND l.entry = n.entry \
             WHERE n.scope = $1 AND n.procedure_code = $2 AND n.register = $3 AND n.year = $4 ",
            $rest
        )
    };
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
        lines!("ORDER BY n.book, n.number LIMIT $5 OFFSET $6"),
        params![&scope, procedure, register, i32::from(year), limit, skip],
    )?;
    rows.iter().map(line).collect()
}

/// The lines of one month of a register, in the order of their numbers.
///
/// # Errors
/// Those of the engine.
pub fn month_lines(tx: &mut dyn Tx, scope: ScopeId, of: &Month) -> Result<Vec<RegisterLine>> {
    let rows = tx.query(
        lines!("AND n.month = $5 ORDER BY n.book, n.number"),
        params![
            &scope,
            &of.procedure,
            &of.register,
            i32::from(of.year),
            i32::from(of.month)
        ],
    )?;
    rows.iter().map(line).collect()
}

/// The months of a register in which there is a line or a signature, in order.
///
/// # Errors
/// Those of the engine.
pub fn register_months(
    tx: &mut dyn Tx,
    scope: ScopeId,
    (procedure, register): (&str, &str),
    year: i16,
) -> Result<Vec<MonthCount>> {
    let mut months: BTreeMap<i64, MonthCount> = BTreeMap::new();
    let about = params![&scope, procedure, register, i32::from(year)];
    let counted = tx.query(
        "SELECT month, COUNT(*) FROM register_number_row WHERE scope = $1 \
         AND procedure_code = $2 AND register = $3 AND year = $4 GROUP BY month",
        about,
    )?;
    for row in &counted {
        months.entry(row.int(0)?).or_default().lines = row.int(1)?.unsigned_abs();
    }
    let signed = tx.query(
        "SELECT month, signed_micros, signed_lines FROM register_month_row WHERE scope = $1 \
         AND procedure_code = $2 AND register = $3 AND year = $4 AND signatures > 0",
        params![&scope, procedure, register, i32::from(year)],
    )?;
    for row in &signed {
        let known = months.entry(row.int(0)?).or_default();
        known.signed = row.opt_int(1)?.map(Moment);
        known.signed_lines = row.opt_int(2)?.map(i64::unsigned_abs);
    }
    let named = months.into_iter().map(|(month, count)| MonthCount {
        month: i8::try_from(month).unwrap_or(0),
        ..count
    });
    Ok(named.collect())
}

/// How many lines each register has in a year; those without any are left out.
///
/// # Errors
/// Those of the engine.
pub fn registers_counted(tx: &mut dyn Tx, scope: ScopeId, year: i16) -> Result<Vec<Counted>> {
    let rows = tx.query(
        "SELECT procedure_code, register, COUNT(*) FROM register_number_row \
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
    let (mut years, mut after) = (Vec::new(), i64::from(i16::MAX) + 1);
    // From one year to the one before: told apart in one query, every line is walked through.
    loop {
        let row = tx.one(
            "SELECT MAX(year) FROM register_number_row WHERE scope = $1 AND year < $2",
            params![&scope, after],
        )?;
        let Some(year) = row.opt_int(0)? else {
            return Ok(years);
        };
        years.push(i16::try_from(year).unwrap_or(0));
        after = year;
    }
}
