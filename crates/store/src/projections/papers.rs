//! Papers issued: those of a case, of a person or household, and the register of a year.

use crate::entity;
use crate::error::{Result, StoreError};
use crate::params;
use crate::projection::{Applied, Projection};
use crate::table;
use crate::tx::{Row, Tx};
use akwaba_domain::papers::{Kind, PAPER, Paper};
use akwaba_domain::reception::{Book, Day, LineNumber};
use akwaba_journal::id::{ActorId, EntityId, ScopeId};

/// What papers make from the journal.
pub const PROJECTION: Projection = Projection {
    name: "papers",
    kinds: &[PAPER],
    tables: &[table!("paper_row")],
    apply,
};

fn apply(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    let Some(paper) = Paper::of(applied.entity, applied.state) else {
        tx.execute(
            "DELETE FROM paper_row WHERE scope = $1 AND entity = $2",
            params![&applied.scope, &applied.entity],
        )?;
        return Ok(());
    };
    tx.execute(
        "INSERT INTO paper_row (scope, entity, kind, year, letter, number, day, record, \
         case_entity, issuer, cancelled) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
         ON CONFLICT (scope, entity) DO UPDATE SET cancelled = excluded.cancelled",
        params![
            &applied.scope,
            &applied.entity,
            paper.kind.code(),
            i32::from(paper.number.year),
            paper.number.book.place(),
            paper.number.number,
            paper.day.sortable(),
            paper.source.record.as_ref(),
            paper.source.case.as_ref(),
            &paper.by,
            paper.cancelled.is_some()
        ],
    )?;
    Ok(())
}

/// One paper in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperLine {
    /// The paper.
    pub id: EntityId,
    /// What it is.
    pub kind: Kind,
    /// Its number.
    pub number: LineNumber,
    /// The day it was issued.
    pub day: Day,
    /// The person or household it is about.
    pub record: Option<EntityId>,
    /// The case whose readers alone read it.
    pub case: Option<EntityId>,
    /// By whom.
    pub by: ActorId,
    /// Whether it was cancelled.
    pub cancelled: bool,
}

fn line(row: &Row) -> Result<PaperLine> {
    let wrong = || StoreError::corrupt("the row of a paper cannot be read");
    let small = |at: usize| -> Result<i64> { row.int(at) };
    Ok(PaperLine {
        id: row.id(0)?,
        kind: Kind::from_code(row.text(1)?).ok_or_else(wrong)?,
        number: LineNumber {
            year: i16::try_from(small(2)?).map_err(|_| wrong())?,
            book: u8::try_from(small(3)?)
                .ok()
                .and_then(Book::at)
                .ok_or_else(wrong)?,
            number: u32::try_from(small(4)?).map_err(|_| wrong())?,
        },
        day: Day::from_sortable(small(5)?).ok_or_else(wrong)?,
        record: row.opt_id(6)?,
        case: row.opt_id(7)?,
        by: row.id(8)?,
        cancelled: row.flag(9)?,
    })
}

macro_rules! lines {
    ($rest:literal) => {
        concat!(
            "SELECT entity, kind, year, letter, number, day, record, case_entity, issuer, \
             cancelled FROM paper_row WHERE scope = $1 ",
            $rest
        )
    };
}

/// One paper, whole.
///
/// # Errors
/// Those of the engine.
pub fn find(tx: &mut dyn Tx, scope: ScopeId, id: EntityId) -> Result<Option<Paper>> {
    Ok(Paper::of(id, &entity::load(tx, scope, id)?))
}

/// The papers of a case, the newest first.
///
/// # Errors
/// Those of the engine.
pub fn of_case(tx: &mut dyn Tx, scope: ScopeId, case: EntityId) -> Result<Vec<PaperLine>> {
    let rows = tx.query(
        lines!("AND case_entity = $2 ORDER BY day DESC, number DESC, letter, entity"),
        params![&scope, &case],
    )?;
    rows.iter().map(line).collect()
}

/// The papers about a person or household, the newest first.
///
/// # Errors
/// Those of the engine.
pub fn of_record(tx: &mut dyn Tx, scope: ScopeId, record: EntityId) -> Result<Vec<PaperLine>> {
    let rows = tx.query(
        lines!("AND record = $2 ORDER BY day DESC, number DESC, letter, entity"),
        params![&scope, &record],
    )?;
    rows.iter().map(line).collect()
}

/// The papers of a year, in the order of their numbers, from a place on.
///
/// # Errors
/// Those of the engine.
pub fn of_year(
    tx: &mut dyn Tx,
    scope: ScopeId,
    year: i16,
    (from, limit): (u32, u32),
) -> Result<Vec<PaperLine>> {
    let rows = tx.query(
        lines!("AND year = $2 ORDER BY letter, number, entity LIMIT $3 OFFSET $4"),
        params![&scope, i32::from(year), limit, from],
    )?;
    rows.iter().map(line).collect()
}

/// The years in which papers were issued, the last first, and how many in each.
///
/// # Errors
/// Those of the engine.
pub fn years(tx: &mut dyn Tx, scope: ScopeId) -> Result<Vec<(i16, u32)>> {
    let rows = tx.query(
        "SELECT year, COUNT(*) FROM paper_row WHERE scope = $1 GROUP BY year ORDER BY year DESC",
        params![&scope],
    )?;
    let one = |row: &Row| {
        let year = i16::try_from(row.int(0)?).unwrap_or_default();
        Ok((year, u32::try_from(row.int(1)?).unwrap_or(u32::MAX)))
    };
    rows.iter().map(one).collect()
}
