//! Persons at high risk whom nobody follows any more: their case is over, and no other begun.
//!
//! Nothing dismisses such a line but a next action, a lower risk found since, or a word of who directs
//! on what protects them.

use super::agenda::Seat;
use super::read::number;
use crate::error::Result;
use crate::params;
use crate::tx::{Row, Tx};
use akwaba_domain::casework::{Case, CaseNumber};
use akwaba_journal::id::{ActorId, EntityId, ScopeId};

/// A person at high risk, left without a next action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// The case that is over.
    pub case: EntityId,
    /// Its number.
    pub number: CaseNumber,
    /// Whose case it was.
    pub subject: Option<EntityId>,
    /// Who followed it.
    pub assigned: Option<ActorId>,
    /// When it ended, in microseconds since 1970.
    pub over_micros: i64,
}

/// Brings the row of a case in line with it.
pub(super) fn write(
    tx: &mut dyn Tx,
    scope: ScopeId,
    case: &Case,
    over_micros: Option<i64>,
) -> Result<()> {
    clear(tx, scope, case.id)?;
    let Some(last) = case.risks().last().copied() else {
        return Ok(());
    };
    tx.execute(
        "INSERT INTO case_risk_row (scope, entity, subject, risk, told_micros, over_micros, \
         protected_micros) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![
            &scope,
            &case.id,
            case.subject.record().as_ref(),
            last.level,
            last.at_micros,
            over_micros,
            case.protected_micros
        ],
    )?;
    Ok(())
}

pub(super) fn clear(tx: &mut dyn Tx, scope: ScopeId, case: EntityId) -> Result<()> {
    tx.execute(
        "DELETE FROM case_risk_row WHERE scope = $1 AND entity = $2",
        params![&scope, &case],
    )?;
    Ok(())
}

macro_rules! left {
    ($seat:literal) => {
        concat!(
            "SELECT r.entity, c.year, c.book, c.number, r.subject, c.assigned, r.over_micros \
             FROM case_risk_row r JOIN case_row c ON c.scope = r.scope AND c.entity = r.entity \
             WHERE r.scope = $1 AND r.risk = 3 AND r.over_micros IS NOT NULL \
             AND (r.protected_micros IS NULL OR r.protected_micros < r.told_micros) \
             AND NOT EXISTS (SELECT 1 FROM case_row o WHERE o.scope = r.scope \
             AND o.subject = r.subject AND o.over_micros IS NULL) \
             AND NOT EXISTS (SELECT 1 FROM case_risk_row l WHERE l.scope = r.scope \
             AND l.subject = r.subject AND (l.told_micros > r.told_micros \
             OR (l.told_micros = r.told_micros AND l.entity > r.entity))) ",
            $seat,
            "ORDER BY r.over_micros, r.entity"
        )
    };
}

/// Those left so, seen from a seat: of who followed them, or of the centre. One line a person.
///
/// # Errors
/// Those of the engine.
pub fn left_at_risk(tx: &mut dyn Tx, scope: ScopeId, seat: Seat) -> Result<Vec<Left>> {
    let rows = match seat {
        Seat::Centre => tx.query(left!(""), params![&scope])?,
        Seat::Worker(me) => tx.query(left!("AND c.assigned = $2 "), params![&scope, &me])?,
        Seat::Job(_) => Vec::new(),
    };
    let left = |row: &Row| {
        Ok(Left {
            case: row.id(0)?,
            number: number(row, 1)?,
            subject: row.opt_id(4)?,
            assigned: row.opt_id(5)?,
            over_micros: row.int(6)?,
        })
    };
    rows.iter().map(left).collect()
}
