//! Directory: the services around a centre. They are a few hundred, and are read from their states; rows hold
//! what is asked of all of them at once: names, and what is to be verified again.

use crate::entity;
use crate::error::Result;
use crate::params;
use crate::projection::{Applied, Projection};
use crate::table;
use crate::tx::Tx;
use akwaba_domain::directory::{Known, SERVICE};
use akwaba_domain::registry::Day;
use akwaba_domain::scope;
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use std::collections::BTreeMap;

/// What the directory makes from the journal.
pub const PROJECTION: Projection = Projection {
    name: "directory",
    kinds: &[SERVICE],
    tables: &[table!("service_row")],
    apply,
};

fn apply(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    let Some(known) = Known::of(applied.entity, applied.state) else {
        tx.execute(
            "DELETE FROM service_row WHERE scope = $1 AND entity = $2",
            params![&applied.scope, &applied.entity],
        )?;
        return Ok(());
    };
    let due = known.verify_again().map(Day::iso).unwrap_or_default();
    tx.execute(
        "INSERT INTO service_row (scope, entity, label, closed_day, verified_by, due_day) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (scope, entity) DO UPDATE SET \
         label = excluded.label, closed_day = excluded.closed_day, \
         verified_by = excluded.verified_by, due_day = excluded.due_day",
        params![
            &applied.scope,
            &applied.entity,
            &known.service.label(),
            known.closed.map(Day::iso).as_deref(),
            known.verified.map(|verified| verified.by).as_ref(),
            &due
        ],
    )?;
    Ok(())
}

/// Every service of a centre's directory, in the order of their names; those that are closed too.
///
/// # Errors
/// Those of the engine.
pub fn services(tx: &mut dyn Tx, centre: CentreId) -> Result<Vec<Known>> {
    let mut found = Vec::new();
    entity::each_of_kind(tx, scope::directory(centre), SERVICE, &mut |id, state| {
        found.extend(Known::of(id, &state));
        Ok(())
    })?;
    found.sort_by_cached_key(|known: &Known| (known.service.name.to_lowercase(), known.id));
    Ok(found)
}

/// What each service is called, with its organisation.
///
/// # Errors
/// Those of the engine.
pub fn labels(tx: &mut dyn Tx, centre: CentreId) -> Result<BTreeMap<EntityId, String>> {
    let rows = tx.query(
        "SELECT entity, label FROM service_row WHERE scope = $1 ORDER BY entity",
        params![&scope::directory(centre)],
    )?;
    let label = |row: &crate::tx::Row| Ok((row.id(0)?, row.text(1)?.to_owned()));
    rows.iter().map(label).collect()
}

/// How many open services are to be verified again: by whoever verified them last and, for who directs,
/// those that nobody ever did.
///
/// # Errors
/// Those of the engine.
pub fn stale_count(
    tx: &mut dyn Tx,
    centre: CentreId,
    today: Day,
    (who, orphans): (ActorId, bool),
) -> Result<u64> {
    let row = tx.one(
        "SELECT COUNT(*) FROM service_row WHERE scope = $1 AND due_day <= $2 \
         AND (closed_day IS NULL OR closed_day > $2) \
         AND (verified_by = $3 OR (verified_by IS NULL AND CAST($4 AS BIGINT) = 1))",
        params![&scope::directory(centre), &today.iso(), &who, orphans],
    )?;
    Ok(row.int(0)?.unsigned_abs())
}
