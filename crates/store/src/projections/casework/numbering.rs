//! Numbering the lines of registers: finds those without a number, and has the domain give them theirs, in the transaction of
//! whoever wrote them.
//!
//! Most lines get their number when their step is done. One that came to count by an exchange (the last approval was given
//! elsewhere) waits, and gets the next number in the book in which its case is numbered, by the installation that writes that
//! book. Never: a number given twice, or taken back.

use super::manual::edition;
use crate::append::{Writing, append};
use crate::entity;
use crate::error::Result;
use crate::params;
use crate::tx::{Row, Tx};
use akwaba_domain::casework::Case;
use akwaba_domain::policy::{Allowed, Permit};
use akwaba_domain::reception::Book;
use akwaba_domain::reports::number::{Month, give, salt};
use akwaba_domain::reports::register::entered;
use akwaba_domain::{Ctx, scope};
use akwaba_journal::id::{EntityId, EntryId, ScopeId};
use akwaba_procedures::workbook::Confidentiality;
use std::collections::{BTreeMap, BTreeSet};

/// Lines left by others that one write numbers beside its own: no step waits long for them.
const LEFT_MAX: u32 = 200;

/// A line without a number.
struct Waiting {
    procedure: String,
    register: String,
    case: EntityId,
    entry: EntryId,
}

fn waiting(row: &Row) -> Result<Waiting> {
    Ok(Waiting {
        procedure: row.text(0)?.to_owned(),
        register: row.text(1)?.to_owned(),
        case: row.id(2)?,
        entry: row.id(3)?,
    })
}

macro_rules! waiting {
    ($rest:literal) => {
        concat!(
            "SELECT l.procedure_code, l.register, l.entity, l.entry FROM register_line_row l \
             WHERE l.scope = $1 AND NOT EXISTS (SELECT 1 FROM register_number_row n \
             WHERE n.scope = l.scope AND n.case_entity = l.entity AND n.register = l.register \
             AND n.entry = l.entry) ",
            $rest
        )
    };
}

/// Numbers the lines that a case has just written, and those of the same registers that wait for the book of this installation.
///
/// # Errors
/// Those of the engine.
pub fn number_lines<A: Permit, S>(
    tx: &mut dyn Tx,
    writing: &mut Writing<'_>,
    allowed: &Allowed<A, S>,
    book: Book,
    case: EntityId,
) -> Result<()> {
    let scope = scope::registry(allowed.centre());
    let own = tx.query(
        waiting!("AND l.entity = $2 ORDER BY l.clock_micros, l.clock_count, l.entry, l.place"),
        params![&scope, &case],
    )?;
    let own: Vec<Waiting> = own.iter().map(waiting).collect::<Result<_>>()?;
    let registers: BTreeSet<(String, String)> = own
        .iter()
        .map(|line| (line.procedure.clone(), line.register.clone()))
        .collect();
    for (procedure, register) in registers {
        let mut lines = left(tx, scope, (&procedure, &register), book)?;
        let known: BTreeSet<EntryId> = lines.iter().map(|line| line.entry).collect();
        lines.extend(of_register(&own, (&procedure, &register), &known));
        number(tx, writing, allowed, book, lines)?;
    }
    Ok(())
}

/// Numbers the lines of a register that wait for the book of this installation.
///
/// # Errors
/// Those of the engine.
pub fn number_register<A: Permit, S>(
    tx: &mut dyn Tx,
    writing: &mut Writing<'_>,
    allowed: &Allowed<A, S>,
    book: Book,
    about: (&str, &str),
) -> Result<()> {
    let scope = scope::registry(allowed.centre());
    let lines = left(tx, scope, about, book)?;
    number(tx, writing, allowed, book, lines)
}

/// The lines of a register that wait for a number, in a year, in whatever book.
///
/// # Errors
/// Those of the engine.
pub fn waiting_count(
    tx: &mut dyn Tx,
    scope: ScopeId,
    (procedure, register): (&str, &str),
    year: i16,
) -> Result<u64> {
    let rows = tx.query(
        waiting!("AND l.procedure_code = $2 AND l.register = $3 AND l.year = $4"),
        params![&scope, procedure, register, i32::from(year)],
    )?;
    Ok(rows.len() as u64)
}

/// The lines of a register without a number whose case is numbered in a book.
fn left(
    tx: &mut dyn Tx,
    scope: ScopeId,
    (procedure, register): (&str, &str),
    book: Book,
) -> Result<Vec<Waiting>> {
    let rows = tx.query(
        waiting!(
            "AND l.procedure_code = $2 AND l.register = $3 AND l.book = $4 \
             ORDER BY l.clock_micros, l.clock_count, l.entry, l.place LIMIT $5"
        ),
        params![&scope, procedure, register, book.place(), LEFT_MAX],
    )?;
    rows.iter().map(waiting).collect()
}

/// The lines of a case in one register that are not among those already found.
fn of_register<'w>(
    own: &'w [Waiting],
    (procedure, register): (&'w str, &'w str),
    known: &'w BTreeSet<EntryId>,
) -> impl Iterator<Item = Waiting> + 'w {
    let mine = own.iter().filter(move |line| {
        line.procedure == procedure && line.register == register && !known.contains(&line.entry)
    });
    mine.map(|line| Waiting {
        procedure: line.procedure.clone(),
        register: line.register.clone(),
        case: line.case,
        entry: line.entry,
    })
}

fn number<A: Permit, S>(
    tx: &mut dyn Tx,
    writing: &mut Writing<'_>,
    allowed: &Allowed<A, S>,
    book: Book,
    lines: Vec<Waiting>,
) -> Result<()> {
    let scope = scope::registry(allowed.centre());
    let mut months: BTreeMap<Month, Vec<(EntityId, EntryId)>> = BTreeMap::new();
    for line in lines {
        let state = entity::load(tx, scope, line.case)?;
        let Some(case) = Case::of(line.case, &state) else {
            continue;
        };
        let Some(edition) = edition(tx, case.centre, &case.procedure)? else {
            continue;
        };
        // A number tells how many came before: sealed files have none.
        if edition.procedure.confidentiality == Confidentiality::Sealed {
            continue;
        }
        let written = entered(&case, &edition).into_iter().find(|written| {
            written.register.code == line.register && written.since.entry == line.entry
        });
        let Some(written) = written else { continue };
        let month = Month::of(&line.procedure, &line.register, written.at_micros);
        months
            .entry(month)
            .or_default()
            .push((line.case, line.entry));
        let mut ctx = Ctx {
            now: jiff::Timestamp::from_microsecond(writing.now_micros).unwrap_or_default(),
            chance: &mut *writing.chance,
        };
        let drafts = salt(&mut ctx, allowed, (&case, &state));
        append(tx, writing, drafts)?;
    }
    for (month, lines) in months {
        let centre = allowed.centre();
        let count = entity::load(tx, scope, month.count(centre))?;
        let state = entity::load(tx, scope, month.entity(centre))?;
        let drafts = give(allowed, &month, book, (&count, &state), &lines);
        append(tx, writing, drafts)?;
    }
    Ok(())
}
