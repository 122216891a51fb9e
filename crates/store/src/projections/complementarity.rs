//! Complementarity: who lacks what, for the lists of those who are not served, and what was answered to
//! what was proposed.

use crate::error::{Result, StoreError};
use crate::params;
use crate::projection::{Applied, Projection};
use crate::table;
use crate::tx::{Row, Tx};
use akwaba_domain::complementarity::{Answered, COMPLEMENTARITY, given};
use akwaba_domain::referral::Obstacle;
use akwaba_domain::registry::line::PersonLine;
use akwaba_domain::registry::needs::{BirthActState, CmuState, HealthState, Needs, SchoolState};
use akwaba_domain::registry::{PersonView, person};
use akwaba_journal::id::{EntityId, ScopeId};

/// Who lacks what.
pub const LACKS: Projection = Projection {
    name: "lack",
    kinds: &[person::KIND],
    tables: &[table!("lack_row")],
    apply: lacks,
};

/// What was answered to proposals.
pub const ANSWERS: Projection = Projection {
    name: "complementarity",
    kinds: &[COMPLEMENTARITY],
    tables: &[table!("complement_row")],
    apply: answers,
};

/// The needs that a line of the grid says. Ages are the reader's to look at: they change by themselves.
fn needs_of(needs: &Needs) -> Vec<&'static str> {
    let mut found = Vec::new();
    if matches!(
        needs.birth_act,
        Some(BirthActState::NotInHand | BirthActState::NotDeclared | BirthActState::Underway)
    ) {
        found.push("act");
    }
    if matches!(needs.school, Some(SchoolState::Left | SchoolState::Never)) {
        found.push("school");
    }
    if matches!(
        needs.cmu,
        Some(CmuState::Not | CmuState::Enrolled | CmuState::Registered)
    ) {
        found.push("cmu");
    }
    if matches!(
        needs.health,
        Some(HealthState::Late | HealthState::ToRefer | HealthState::Maternity)
    ) {
        found.push("health");
    }
    found
}

fn lacks(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    tx.execute(
        "DELETE FROM lack_row WHERE scope = $1 AND person = $2",
        params![&applied.scope, &applied.entity],
    )?;
    if !applied.state.exists() {
        return Ok(());
    }
    let line = PersonLine::of(&PersonView::of(applied.entity, applied.state));
    if line.death.is_some() {
        return Ok(());
    }
    for need in needs_of(&line.needs) {
        tx.execute(
            "INSERT INTO lack_row (scope, need, person) VALUES ($1, $2, $3)",
            params![&applied.scope, need, &applied.entity],
        )?;
    }
    Ok(())
}

fn answers(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    tx.execute(
        "DELETE FROM complement_row WHERE scope = $1 AND entity = $2",
        params![&applied.scope, &applied.entity],
    )?;
    for (_, answered) in given(applied.state) {
        write(tx, applied, &answered)?;
    }
    Ok(())
}

fn write(tx: &mut dyn Tx, applied: &Applied<'_>, answered: &Answered) -> Result<()> {
    // The household itself stands in the place of a person.
    let person = answered.person.unwrap_or(applied.entity);
    tx.execute(
        "INSERT INTO complement_row (scope, entity, rule, person, need, answer, barrier, \
         at_micros) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
         ON CONFLICT (scope, entity, rule, person) DO UPDATE SET need = excluded.need, \
         answer = excluded.answer, barrier = excluded.barrier, at_micros = excluded.at_micros",
        params![
            &applied.scope,
            &applied.entity,
            answered.rule.as_str(),
            &person,
            answered.need.as_str(),
            answered.answer.code(),
            answered.barrier.map_or("", Obstacle::code),
            answered.at_micros
        ],
    )?;
    Ok(())
}

/// Who lacks something of a need, from the `skip`th on.
///
/// # Errors
/// Those of the engine.
pub fn lacking(
    tx: &mut dyn Tx,
    scope: ScopeId,
    need: &str,
    (skip, limit): (u32, u32),
) -> Result<Vec<EntityId>> {
    let rows = tx.query(
        "SELECT person FROM lack_row WHERE scope = $1 AND need = $2 ORDER BY person \
         LIMIT $3 OFFSET $4",
        params![&scope, need, limit, skip],
    )?;
    rows.iter().map(|row: &Row| row.id(0)).collect()
}

/// How many lack something of each need.
///
/// # Errors
/// Those of the engine.
pub fn counts(tx: &mut dyn Tx, scope: ScopeId) -> Result<Vec<(String, u64)>> {
    let rows = tx.query(
        "SELECT need, COUNT(*) FROM lack_row WHERE scope = $1 GROUP BY need ORDER BY need",
        params![&scope],
    )?;
    let count = |row: &Row| Ok((row.text(0)?.to_owned(), row.int(1)?.unsigned_abs()));
    rows.iter().map(count).collect()
}

/// What stands in the way of those who want something, by need: counts of nobody.
///
/// # Errors
/// Those of the engine.
pub fn barriers(tx: &mut dyn Tx, scope: ScopeId) -> Result<Vec<(String, Obstacle, u64)>> {
    let rows = tx.query(
        "SELECT need, barrier, COUNT(*) FROM complement_row WHERE scope = $1 AND barrier <> '' \
         GROUP BY need, barrier ORDER BY need, barrier",
        params![&scope],
    )?;
    let count = |row: &Row| {
        let wrong = || StoreError::corrupt("a barrier is unknown");
        let barrier = Obstacle::from_code(row.text(1)?).ok_or_else(wrong)?;
        Ok((row.text(0)?.to_owned(), barrier, row.int(2)?.unsigned_abs()))
    };
    rows.iter().map(count).collect()
}
