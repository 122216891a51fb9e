//! Households and their members, found from either end.

use crate::error::{Result, StoreError};
use crate::params;
use crate::projection::Applied;
use crate::tx::{Row, Tx};
use akwaba_domain::registry::household::{HouseholdView, Membership, People};
use akwaba_domain::registry::line::short_code;
use akwaba_domain::registry::place::Place;
use akwaba_journal::id::{EntityId, ScopeId};

/// A household in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdRow {
    /// The record.
    pub household: EntityId,
    /// Its address.
    pub place: Option<Place>,
    /// When it was opened, in microseconds since 1970.
    pub first_micros: i64,
    /// When it last changed.
    pub last_micros: i64,
}

/// A membership, ended or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberRow {
    /// In which household.
    pub household: EntityId,
    /// Who, as what, from when to when.
    pub membership: Membership,
}

pub(super) fn apply(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    let (scope, household) = (applied.scope, applied.entity);
    tx.execute(
        "DELETE FROM member_row WHERE scope = $1 AND household = $2",
        params![&scope, &household],
    )?;
    let ends = applied.state.first().zip(applied.state.last());
    let Some((first, last)) = ends else {
        tx.execute(
            "DELETE FROM household_row WHERE scope = $1 AND household = $2",
            params![&scope, &household],
        )?;
        return Ok(());
    };
    let view = HouseholdView::of(household, applied.state);
    let place = view
        .place
        .shown()
        .map(|place| minicbor::to_vec(place).unwrap_or_default());
    tx.execute(
        "INSERT INTO household_row (scope, household, code, place, first_micros, last_micros) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (scope, household) DO UPDATE SET \
         place = excluded.place, first_micros = excluded.first_micros, \
         last_micros = excluded.last_micros",
        params![
            &scope,
            &household,
            &short_code('M', household),
            place.as_deref(),
            first.clock.micros,
            last.clock.micros
        ],
    )?;
    for item in &view.members {
        let membership = minicbor::to_vec(&item.value).unwrap_or_default();
        tx.execute(
            "INSERT INTO member_row (scope, household, item, person, membership) \
             VALUES ($1, $2, $3, $4, $5)",
            params![
                &scope,
                &household,
                &item.tag.to_string(),
                &item.value.person,
                &membership
            ],
        )?;
    }
    Ok(())
}

/// One household, if there is such a record.
///
/// # Errors
/// Those of the engine.
pub fn find(tx: &mut dyn Tx, scope: ScopeId, household: EntityId) -> Result<Option<HouseholdRow>> {
    let row = tx.maybe(
        "SELECT household, place, first_micros, last_micros FROM household_row \
         WHERE scope = $1 AND household = $2",
        params![&scope, &household],
    )?;
    row.as_ref().map(read).transpose()
}

/// The households of a short code: as a rule one.
///
/// # Errors
/// Those of the engine.
pub fn with_code(tx: &mut dyn Tx, scope: ScopeId, code: &str) -> Result<Vec<HouseholdRow>> {
    let rows = tx.query(
        "SELECT household, place, first_micros, last_micros FROM household_row \
         WHERE scope = $1 AND code = $2 ORDER BY household",
        params![&scope, code],
    )?;
    rows.iter().map(read).collect()
}

/// The households last opened or changed, latest first.
///
/// # Errors
/// Those of the engine.
pub fn recent(tx: &mut dyn Tx, scope: ScopeId, limit: u32) -> Result<Vec<HouseholdRow>> {
    let rows = tx.query(
        "SELECT household, place, first_micros, last_micros FROM household_row \
         WHERE scope = $1 ORDER BY last_micros DESC, household LIMIT $2",
        params![&scope, limit],
    )?;
    rows.iter().map(read).collect()
}

/// The ids of some households after one, in their order.
///
/// # Errors
/// Those of the engine.
pub fn ids_after(
    tx: &mut dyn Tx,
    scope: ScopeId,
    after: Option<EntityId>,
    limit: u32,
) -> Result<Vec<EntityId>> {
    let after = after.as_ref().map_or(&[][..], |id| id.as_bytes());
    let rows = tx.query(
        "SELECT household FROM household_row WHERE scope = $1 AND household > $2 ORDER BY household LIMIT $3",
        params![&scope, after, limit],
    )?;
    rows.iter().map(|row| row.id(0)).collect()
}

/// How many households there are.
///
/// # Errors
/// Those of the engine.
pub fn count(tx: &mut dyn Tx, scope: ScopeId) -> Result<i64> {
    tx.one(
        "SELECT COUNT(*) FROM household_row WHERE scope = $1",
        params![&scope],
    )?
    .int(0)
}

/// The memberships of a household, ended ones included.
///
/// # Errors
/// Those of the engine.
pub fn members(tx: &mut dyn Tx, scope: ScopeId, household: EntityId) -> Result<Vec<MemberRow>> {
    let rows = tx.query(
        "SELECT household, membership FROM member_row WHERE scope = $1 AND household = $2 \
         ORDER BY item",
        params![&scope, &household],
    )?;
    rows.iter().map(member).collect()
}

/// The memberships of a person, in whatever household, ended ones included.
///
/// # Errors
/// Those of the engine.
pub fn of_person(tx: &mut dyn Tx, scope: ScopeId, person: EntityId) -> Result<Vec<MemberRow>> {
    let rows = tx.query(
        "SELECT household, membership FROM member_row WHERE scope = $1 AND person = $2 \
         ORDER BY household, item",
        params![&scope, &person],
    )?;
    rows.iter().map(member).collect()
}

/// What decisions about a household must know of these persons. Nobody is left out who exists.
///
/// # Errors
/// Those of the engine.
pub fn people(
    tx: &mut dyn Tx,
    scope: ScopeId,
    ids: impl IntoIterator<Item = EntityId>,
) -> Result<People> {
    let rows = super::person::several(tx, scope, ids)?;
    Ok(rows
        .into_iter()
        .map(|row| (row.person, row.line.brief()))
        .collect())
}

fn read(row: &Row) -> Result<HouseholdRow> {
    let place = row.opt_blob(1)?.map(minicbor::decode).transpose();
    Ok(HouseholdRow {
        household: row.id(0)?,
        place: place.map_err(|_| StoreError::corrupt("the place of a household cannot be read"))?,
        first_micros: row.int(2)?,
        last_micros: row.int(3)?,
    })
}

fn member(row: &Row) -> Result<MemberRow> {
    Ok(MemberRow {
        household: row.id(0)?,
        membership: minicbor::decode(row.blob(1)?)
            .map_err(|_| StoreError::corrupt("a membership cannot be read"))?,
    })
}
