//! Each step of a case that was done, in time or late, or left with a reason, and when: what the monthly report and the
//! conformity of a procedure count.

use crate::error::Result;
use crate::params;
use crate::tx::Tx;
use akwaba_domain::casework::conformity::{Conformity, Went};
use akwaba_domain::casework::time::micros;
use akwaba_domain::reports::monthly::Kept;
use akwaba_domain::scope;
use akwaba_journal::id::{CentreId, EntityId, ScopeId};
use akwaba_procedures::run::Standing;
use jiff::civil::DateTime;
use std::collections::BTreeSet;

pub(super) fn clear(tx: &mut dyn Tx, scope: ScopeId, case: EntityId) -> Result<()> {
    tx.execute(
        "DELETE FROM case_kept_row WHERE scope = $1 AND entity = $2",
        params![&scope, &case],
    )?;
    Ok(())
}

/// Writes the steps of a case again. A row that stands stays untouched: a case followed for years changes one at a time.
pub(super) fn write(
    tx: &mut dyn Tx,
    scope: ScopeId,
    case: EntityId,
    standing: &Standing<'_>,
) -> Result<()> {
    let wanted = of(standing);
    let rows = tx.query(
        "SELECT at_micros, step, kept FROM case_kept_row WHERE scope = $1 AND entity = $2 \
         ORDER BY place",
        params![&scope, &case],
    )?;
    let mut same = 0;
    for (row, (at, step, kept)) in rows.iter().zip(&wanted) {
        if row.int(0)? != *at || row.text(1)? != *step || row.text(2)? != kept.code() {
            break;
        }
        same += 1;
    }
    if same < rows.len() {
        tx.execute(
            "DELETE FROM case_kept_row WHERE scope = $1 AND entity = $2 AND place >= $3",
            params![&scope, &case, same as i64],
        )?;
    }
    for (place, (at, step, kept)) in wanted.iter().enumerate().skip(same) {
        tx.execute(
            "INSERT INTO case_kept_row (scope, entity, place, step, at_micros, kept) \
             VALUES ($1, $2, $3, $4, $5, $6)",
            params![&scope, &case, place as i64, *step, *at, kept.code()],
        )?;
    }
    Ok(())
}

/// What was done and left, in the order of its moments: what comes later stands last.
fn of<'s>(standing: &'s Standing<'_>) -> Vec<(i64, &'s str, Kept)> {
    let mut all = Vec::new();
    for state in &standing.steps {
        let code = state.step.code.as_str();
        let done = state.done.iter();
        all.extend(done.map(|done| (micros(done.finished), code, Kept::done(done.in_time()))));
        let left = state.departed.iter();
        all.extend(left.map(|left| (micros(left.at), code, Kept::Left)));
    }
    all.sort_unstable();
    all
}

/// Counts how a procedure was followed in a centre: what was done and left in both periods, and what is late at a moment.
///
/// # Errors
/// Those of the engine.
pub fn count_conformity(
    tx: &mut dyn Tx,
    centre: CentreId,
    code: &str,
    counting: &mut Conformity,
    now: DateTime,
) -> Result<()> {
    let scope = scope::registry(centre);
    let (from, to) = counting.span();
    let mut met: BTreeSet<EntityId> = BTreeSet::new();
    tx.each(
        "SELECT k.entity, k.step, k.kept, k.at_micros FROM case_kept_row k \
         JOIN case_row c ON c.scope = k.scope AND c.entity = k.entity \
         WHERE k.scope = $1 AND k.at_micros >= $2 AND k.at_micros < $3 AND c.procedure_code = $4",
        params![&scope, micros(from), micros(to), code],
        &mut |row| {
            let Some(kept) = Kept::from_code(row.text(2)?) else {
                return Ok(());
            };
            let at = akwaba_domain::casework::time::civil(row.int(3)?);
            if counting.add(row.text(1)?, Went::Kept(kept, at)) {
                met.insert(row.id(0)?);
            }
            Ok(())
        },
    )?;
    tx.each(
        "SELECT s.entity, s.step FROM case_step_row s \
         JOIN case_row c ON c.scope = s.scope AND c.entity = s.entity \
         WHERE s.scope = $1 AND c.procedure_code = $2 AND c.over_micros IS NULL \
         AND s.due_micros < COALESCE(s.finished_micros, $3)",
        params![&scope, code, micros(now)],
        &mut |row| {
            if counting.add(row.text(1)?, Went::Overdue) {
                met.insert(row.id(0)?);
            }
            Ok(())
        },
    )?;
    counting.met(u32::try_from(met.len()).unwrap_or(u32::MAX));
    Ok(())
}
