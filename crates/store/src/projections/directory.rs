//! Directory: the services around a centre. Rows hold each whole, so that lists read no state; under which kinds each is
//! found, for the orientation assistant; and what is asked of all at once: names, and what is to be verified again.

use crate::error::{Result, StoreError};
use crate::params;
use crate::projection::{Applied, Projection};
use crate::table;
use crate::tx::{Row, Tx};
use akwaba_domain::directory::{Kind, Known, SERVICE};
use akwaba_domain::registry::Day;
use akwaba_domain::scope;
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use std::collections::BTreeMap;

/// What the directory makes from the journal.
pub const PROJECTION: Projection = Projection {
    name: "directory",
    kinds: &[SERVICE],
    tables: &[table!("service_row"), table!("service_kind_row")],
    apply,
};

fn apply(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    tx.execute(
        "DELETE FROM service_kind_row WHERE scope = $1 AND entity = $2",
        params![&applied.scope, &applied.entity],
    )?;
    let Some(known) = Known::of(applied.entity, applied.state) else {
        tx.execute(
            "DELETE FROM service_row WHERE scope = $1 AND entity = $2",
            params![&applied.scope, &applied.entity],
        )?;
        return Ok(());
    };
    let due = known.verify_again().map(Day::iso).unwrap_or_default();
    tx.execute(
        "INSERT INTO service_row (scope, entity, label, closed_day, verified_by, due_day, content) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (scope, entity) DO UPDATE SET \
         label = excluded.label, closed_day = excluded.closed_day, \
         verified_by = excluded.verified_by, due_day = excluded.due_day, \
         content = excluded.content",
        params![
            &applied.scope,
            &applied.entity,
            &known.service.label(),
            known.closed.map(Day::iso).as_deref(),
            known.verified.map(|verified| verified.by).as_ref(),
            &due,
            &minicbor::to_vec(&known).unwrap_or_default()
        ],
    )?;
    for kind in &known.service.kinds {
        tx.execute(
            "INSERT INTO service_kind_row (scope, kind, entity) VALUES ($1, $2, $3) \
             ON CONFLICT (scope, kind, entity) DO NOTHING",
            params![&applied.scope, kind.code(), &applied.entity],
        )?;
    }
    Ok(())
}

/// Every service of a centre's directory, in the order of their names; those that are closed too.
///
/// # Errors
/// Those of the engine.
pub fn services(tx: &mut dyn Tx, centre: CentreId) -> Result<Vec<Known>> {
    let mut found = Vec::new();
    tx.each(
        "SELECT content FROM service_row WHERE scope = $1 ORDER BY entity",
        params![&scope::directory(centre)],
        &mut |row| {
            found.push(read(row)?);
            Ok(())
        },
    )?;
    Ok(by_name(found))
}

/// The services that give one of these kinds, in the order of their names; those that are closed too.
///
/// # Errors
/// Those of the engine.
pub fn of_kinds(tx: &mut dyn Tx, centre: CentreId, kinds: &[Kind]) -> Result<Vec<Known>> {
    let mut found: BTreeMap<EntityId, Known> = BTreeMap::new();
    for kind in kinds {
        tx.each(
            "SELECT r.content FROM service_kind_row k JOIN service_row r \
             ON r.scope = k.scope AND r.entity = k.entity WHERE k.scope = $1 AND k.kind = $2",
            params![&scope::directory(centre), kind.code()],
            &mut |row| {
                let known = read(row)?;
                found.insert(known.id, known);
                Ok(())
            },
        )?;
    }
    Ok(by_name(found.into_values().collect()))
}

fn by_name(mut services: Vec<Known>) -> Vec<Known> {
    services.sort_by_cached_key(|known| (known.service.name.to_lowercase(), known.id));
    services
}

fn read(row: &Row) -> Result<Known> {
    minicbor::decode(row.blob(0)?)
        .map_err(|_| StoreError::corrupt("the row of a service cannot be read"))
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
