//! Lists of cases: a worker's, a person's, the centre's.

use crate::error::{Result, StoreError};
use crate::params;
use crate::tx::{Row, Tx};
use akwaba_domain::casework::{CaseNumber, ProcedureRef};
use akwaba_domain::reception::Book;
use akwaba_journal::id::{ActorId, EntityId, ScopeId};

/// One case in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseLine {
    /// The case.
    pub case: EntityId,
    /// Its number.
    pub number: CaseNumber,
    /// The procedure and version it runs under.
    pub procedure: ProcedureRef,
    /// Whose case it is.
    pub subject: Option<EntityId>,
    /// Who follows it.
    pub assigned: Option<ActorId>,
    /// When it was opened, in microseconds since 1970.
    pub opened_micros: i64,
    /// When it ended.
    pub over_micros: Option<i64>,
    /// 0 none, 1 low, 2 middle, 3 high.
    pub risk: u8,
}

/// Which cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which<'v> {
    /// Those that somebody follows.
    Of(ActorId),
    /// All of the centre's.
    All,
    /// Those open under one version: somebody's, or all of the centre's.
    Under(&'v ProcedureRef, Option<ActorId>),
}

/// The number in three columns from `first` on: year, book, number.
pub(super) fn number(row: &Row, first: usize) -> Result<CaseNumber> {
    let wrong = || StoreError::corrupt("the number of a case is out of range");
    let letter = u8::try_from(row.int(first + 1)?).ok().and_then(|place| {
        let letter = b'A'.checked_add(place)?;
        Book::lettered(char::from(letter))
    });
    Ok(CaseNumber {
        year: i16::try_from(row.int(first)?).map_err(|_| wrong())?,
        book: letter.ok_or_else(wrong)?,
        number: u32::try_from(row.int(first + 2)?).map_err(|_| wrong())?,
    })
}

pub(super) fn line(row: &Row) -> Result<CaseLine> {
    let small = |value: i64| u32::try_from(value).unwrap_or(0);
    Ok(CaseLine {
        case: row.id(0)?,
        number: number(row, 1)?,
        procedure: ProcedureRef {
            code: row.text(4)?.to_owned(),
            version: small(row.int(5)?),
            layer: small(row.int(6)?),
        },
        subject: row.opt_id(7)?,
        assigned: row.opt_id(8)?,
        opened_micros: row.int(9)?,
        over_micros: row.opt_int(10)?,
        risk: u8::try_from(row.int(11)?).unwrap_or(0),
    })
}

macro_rules! lines {
    ($rest:literal) => {
        concat!(
            "SELECT entity, year, book, number, procedure_code, version, layer, subject, assigned, \
             opened_micros, over_micros, risk FROM case_row WHERE scope = $1 ",
            $rest
        )
    };
}

/// Cases, open or over, the highest risk first and then the newest, from the `skip`th on.
///
/// # Errors
/// Those of the engine.
pub fn cases(
    tx: &mut dyn Tx,
    scope: ScopeId,
    which: Which<'_>,
    over: bool,
    (skip, limit): (u32, u32),
) -> Result<Vec<CaseLine>> {
    let rows = match (which, over) {
        (Which::Of(me), false) => tx.query(
            lines!(
                "AND assigned = $2 AND over_micros IS NULL \
                 ORDER BY risk DESC, opened_micros DESC, entity LIMIT $3 OFFSET $4"
            ),
            params![&scope, &me, limit, skip],
        ),
        (Which::Of(me), true) => tx.query(
            lines!(
                "AND assigned = $2 AND over_micros IS NOT NULL \
                 ORDER BY over_micros DESC, entity LIMIT $3 OFFSET $4"
            ),
            params![&scope, &me, limit, skip],
        ),
        (Which::All, false) => tx.query(
            lines!(
                "AND over_micros IS NULL \
                 ORDER BY risk DESC, opened_micros DESC, entity LIMIT $2 OFFSET $3"
            ),
            params![&scope, limit, skip],
        ),
        (Which::Under(named, Some(me)), _) => tx.query(
            lines!(
                "AND procedure_code = $2 AND version = $3 AND layer = $4 AND assigned = $5 \
                 AND over_micros IS NULL \
                 ORDER BY risk DESC, opened_micros, entity LIMIT $6 OFFSET $7"
            ),
            params![
                &scope,
                &named.code,
                named.version,
                named.layer,
                &me,
                limit,
                skip
            ],
        ),
        (Which::Under(named, None), _) => tx.query(
            lines!(
                "AND procedure_code = $2 AND version = $3 AND layer = $4 \
                 AND over_micros IS NULL \
                 ORDER BY risk DESC, opened_micros, entity LIMIT $5 OFFSET $6"
            ),
            params![&scope, &named.code, named.version, named.layer, limit, skip],
        ),
        (Which::All, true) => tx.query(
            lines!(
                "AND over_micros IS NOT NULL ORDER BY over_micros DESC, entity LIMIT $2 OFFSET $3"
            ),
            params![&scope, limit, skip],
        ),
    }?;
    rows.iter().map(line).collect()
}

/// The cases of a person or household, the open ones first.
///
/// # Errors
/// Those of the engine.
pub fn cases_of_subject(
    tx: &mut dyn Tx,
    scope: ScopeId,
    subject: EntityId,
) -> Result<Vec<CaseLine>> {
    let rows = tx.query(
        lines!("AND subject = $2 ORDER BY +opened_micros DESC, entity"),
        params![&scope, &subject],
    )?;
    let mut found: Vec<CaseLine> = rows.iter().map(line).collect::<Result<_>>()?;
    found.sort_by_key(|case| case.over_micros.is_some());
    Ok(found)
}

/// How many open cases run under each version of a procedure.
///
/// # Errors
/// Those of the engine.
pub fn open_count(tx: &mut dyn Tx, scope: ScopeId, named: &ProcedureRef) -> Result<u64> {
    let row = tx.one(
        "SELECT COUNT(*) FROM case_row WHERE scope = $1 AND procedure_code = $2 \
         AND version = $3 AND layer = $4 AND over_micros IS NULL",
        params![&scope, &named.code, named.version, named.layer],
    )?;
    Ok(row.int(0)?.unsigned_abs())
}

/// How many open cases run under each version that has any: somebody's, or all of the centre's.
///
/// # Errors
/// Those of the engine.
pub fn open_by_version(
    tx: &mut dyn Tx,
    scope: ScopeId,
    who: Option<ActorId>,
) -> Result<Vec<(ProcedureRef, u64)>> {
    let rows = match who {
        Some(who) => tx.query(
            "SELECT procedure_code, version, layer, COUNT(*) FROM case_row WHERE scope = $1 \
             AND over_micros IS NULL AND assigned = $2 GROUP BY procedure_code, version, layer \
             ORDER BY procedure_code, version, layer",
            params![&scope, &who],
        ),
        None => tx.query(
            "SELECT procedure_code, version, layer, COUNT(*) FROM case_row WHERE scope = $1 \
             AND over_micros IS NULL GROUP BY procedure_code, version, layer \
             ORDER BY procedure_code, version, layer",
            params![&scope],
        ),
    }?;
    let small = |value: i64| u32::try_from(value).unwrap_or(0);
    let counted = |row: &Row| {
        let named = ProcedureRef {
            code: row.text(0)?.to_owned(),
            version: small(row.int(1)?),
            layer: small(row.int(2)?),
        };
        Ok((named, row.int(3)?.unsigned_abs()))
    };
    rows.iter().map(counted).collect()
}

/// How many open cases somebody follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Load {
    /// Who; nobody for the cases that wait to be given to someone.
    pub who: Option<ActorId>,
    /// The open cases.
    pub open: u64,
    /// Those at high risk.
    pub grave: u64,
    /// Those with a step over its deadline.
    pub late: u64,
}

/// The load of everybody who follows a case, the cases of nobody first, then the heaviest. `now` is
/// in microseconds since 1970.
///
/// # Errors
/// Those of the engine.
pub fn loads(tx: &mut dyn Tx, scope: ScopeId, now: i64) -> Result<Vec<Load>> {
    let rows = tx.query(
        // The signs before the columns keep an engine from the index of what is due, in which it would walk through every
        // late step for each case; the steps of one case are few.
        "SELECT c.assigned, COUNT(*) AS open_count, \
         COUNT(CASE WHEN c.risk = 3 THEN 1 END), \
         COUNT(CASE WHEN EXISTS (SELECT 1 FROM case_step_row s WHERE s.scope = c.scope \
         AND s.entity = c.entity AND +s.waits = 0 AND +s.due_micros < $1) THEN 1 END) \
         FROM case_row c WHERE c.scope = $2 AND c.over_micros IS NULL \
         GROUP BY c.assigned ORDER BY open_count DESC, c.assigned",
        params![now, &scope],
    )?;
    let load = |row: &Row| {
        Ok(Load {
            who: row.opt_id(0)?,
            open: row.int(1)?.unsigned_abs(),
            grave: row.int(2)?.unsigned_abs(),
            late: row.int(3)?.unsigned_abs(),
        })
    };
    let mut loads: Vec<Load> = rows.iter().map(load).collect::<Result<_>>()?;
    loads.sort_by_key(|load| load.who.is_some());
    Ok(loads)
}

/// The case of a number, open or over.
///
/// # Errors
/// Those of the engine.
pub fn case_numbered(
    tx: &mut dyn Tx,
    scope: ScopeId,
    number: CaseNumber,
) -> Result<Option<CaseLine>> {
    let row = tx.maybe(
        lines!("AND year = $2 AND book = $3 AND number = $4"),
        params![
            &scope,
            i32::from(number.year),
            number.book.place(),
            number.number
        ],
    )?;
    row.as_ref().map(line).transpose()
}
