//! Who has opposed what, as the lists and the referrals ask it.
//!
//! A person is all the records that people have said to be theirs: what one of them opposes, all do.

use crate::error::Result;
use crate::params;
use crate::projection::Applied;
use crate::projections::registry::link;
use crate::tx::Tx;
use akwaba_domain::privacy::Request;
use akwaba_domain::privacy::request::Use;
use akwaba_journal::id::{EntityId, ScopeId};
use std::collections::BTreeSet;

pub(super) fn write(
    tx: &mut dyn Tx,
    applied: &Applied<'_>,
    request: Option<&Request>,
) -> Result<()> {
    tx.execute(
        "DELETE FROM opposition_row WHERE scope = $1 AND request = $2",
        params![&applied.scope, &applied.entity],
    )?;
    let stops = request.into_iter().flat_map(|request| {
        let stops = request.stops().iter();
        stops.map(|stop| (request.person, *stop))
    });
    let stops: BTreeSet<(EntityId, Use)> = stops.collect();
    for (person, stop) in stops {
        tx.execute(
            "INSERT INTO opposition_row (scope, request, stop, person) VALUES ($1, $2, $3, $4)",
            params![&applied.scope, &applied.entity, stop.code(), &person],
        )?;
    }
    Ok(())
}

/// Every record of those who have opposed a use.
///
/// # Errors
/// Those of the engine.
pub fn opposed(tx: &mut dyn Tx, scope: ScopeId, stop: Use) -> Result<BTreeSet<EntityId>> {
    let rows = tx.query(
        "SELECT DISTINCT person FROM opposition_row WHERE scope = $1 AND stop = $2 ORDER BY person",
        params![&scope, stop.code()],
    )?;
    let mut found = BTreeSet::new();
    for row in &rows {
        found.extend(link::group(tx, scope, row.id(0)?)?);
    }
    Ok(found)
}

/// Every record of those who are in no list that leaves the centre.
///
/// # Errors
/// Those of the engine.
pub fn kept_in(tx: &mut dyn Tx, scope: ScopeId) -> Result<BTreeSet<EntityId>> {
    let mut found = BTreeSet::new();
    for stop in Use::LEAVING {
        found.extend(opposed(tx, scope, stop)?);
    }
    Ok(found)
}

/// How many people these records are of: a number, of nobody.
///
/// # Errors
/// Those of the engine.
pub fn people_of(tx: &mut dyn Tx, scope: ScopeId, records: &BTreeSet<EntityId>) -> Result<u64> {
    let mut firsts = BTreeSet::new();
    for record in records {
        firsts.extend(link::group(tx, scope, *record)?.first().copied());
    }
    Ok(u64::try_from(firsts.len()).unwrap_or(u64::MAX))
}

/// Whether the person of a record has opposed a use.
///
/// # Errors
/// Those of the engine.
pub fn opposes(tx: &mut dyn Tx, scope: ScopeId, person: EntityId, stop: Use) -> Result<bool> {
    for record in link::group(tx, scope, person)? {
        let row = tx.maybe(
            "SELECT 1 FROM opposition_row WHERE scope = $1 AND person = $2 AND stop = $3 LIMIT 1",
            params![&scope, &record, stop.code()],
        )?;
        if row.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}
