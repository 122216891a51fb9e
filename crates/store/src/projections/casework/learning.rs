//! Cases opened to interns, and the steps that interns prepared and nobody ruled on. Whether somebody may open such a
//! case is the policy's to say: these rows only tell where to look.

use super::home_visit::sortable;
use crate::error::Result;
use crate::params;
use crate::projection::{Applied, Projection};
use crate::table;
use crate::tx::Tx;
use akwaba_domain::casework::intern::{openings, prepared};
use akwaba_domain::casework::{CASE, Case};
use akwaba_domain::registry::Day;
use akwaba_journal::id::{ActorId, EntityId, ScopeId};

/// What is made from the openings of cases and from what interns prepared.
pub const LEARNING: Projection = Projection {
    name: "learning",
    kinds: &[CASE],
    tables: &[table!("case_opened_row"), table!("case_prepared_row")],
    apply,
};

fn apply(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    for sql in [
        "DELETE FROM case_opened_row WHERE scope = $1 AND entity = $2",
        "DELETE FROM case_prepared_row WHERE scope = $1 AND entity = $2",
    ] {
        tx.execute(sql, params![&applied.scope, &applied.entity])?;
    }
    let Some(case) = Case::of(applied.entity, applied.state) else {
        return Ok(());
    };
    for one in openings(applied.state) {
        if one.closed.is_none() {
            tx.execute(
                "INSERT INTO case_opened_row (scope, entity, intern, until_day) \
                 VALUES ($1, $2, $3, $4)",
                params![
                    &applied.scope,
                    &applied.entity,
                    &one.intern,
                    sortable(one.until)
                ],
            )?;
        }
    }
    for one in prepared(applied.state) {
        if one.ruling.is_none() {
            tx.execute(
                "INSERT INTO case_prepared_row (scope, entity, name, step, author, holder) \
                 VALUES ($1, $2, $3, $4, $5, $6)",
                params![
                    &applied.scope,
                    &applied.entity,
                    &one.name,
                    &one.step,
                    &one.by,
                    case.assigned.as_ref()
                ],
            )?;
        }
    }
    Ok(())
}

/// The cases that were opened to an intern and not taken back, until a day that has not passed.
///
/// # Errors
/// Those of the engine.
pub fn opened_to(
    tx: &mut dyn Tx,
    scope: ScopeId,
    intern: ActorId,
    today: Day,
) -> Result<Vec<EntityId>> {
    let rows = tx.query(
        "SELECT entity FROM case_opened_row WHERE scope = $1 AND intern = $2 AND until_day >= $3 \
         ORDER BY entity",
        params![&scope, &intern, sortable(today)],
    )?;
    rows.iter().map(|row| row.id(0)).collect()
}

/// A step that an intern prepared and that waits for who follows the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreparedRow {
    /// On which case.
    pub case: EntityId,
    /// What was prepared, by its name.
    pub name: String,
    /// The step, by its code.
    pub step: String,
    /// By whom.
    pub by: ActorId,
}

/// What waits for somebody on the cases that they follow, oldest first.
///
/// # Errors
/// Those of the engine.
pub fn prepared_for(tx: &mut dyn Tx, scope: ScopeId, holder: ActorId) -> Result<Vec<PreparedRow>> {
    let rows = tx.query(
        "SELECT entity, name, step, author FROM case_prepared_row \
         WHERE scope = $1 AND holder = $2 ORDER BY name",
        params![&scope, &holder],
    )?;
    let row = |row: &crate::tx::Row| {
        Ok(PreparedRow {
            case: row.id(0)?,
            name: row.text(1)?.to_owned(),
            step: row.text(2)?.to_owned(),
            by: row.id(3)?,
        })
    };
    rows.iter().map(row).collect()
}
