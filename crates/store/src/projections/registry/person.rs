//! One row for each person, beside their identities and relations.

use super::search;
use crate::error::{Result, StoreError};
use crate::params;
use crate::projection::Applied;
use crate::tx::{Row, Tx};
use akwaba_domain::registry::line::{self, PersonLine};
use akwaba_domain::registry::person::PersonView;
use akwaba_journal::id::{EntityId, ScopeId};

/// A person in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// The record.
    pub person: EntityId,
    /// What lists show.
    pub line: PersonLine,
    /// When it was registered, in microseconds since 1970.
    pub first_micros: i64,
    /// When it last changed.
    pub last_micros: i64,
}

pub(super) fn apply(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    let (scope, person) = (applied.scope, applied.entity);
    let known = find(tx, scope, person)?.is_some();
    if known || applied.afresh {
        for text in [
            "DELETE FROM identity_row WHERE scope = $1 AND person = $2",
            "DELETE FROM relation_row WHERE scope = $1 AND subject = $2",
        ] {
            tx.execute(text, params![&scope, &person])?;
        }
    }
    let ends = applied.state.first().zip(applied.state.last());
    let Some((first, last)) = ends else {
        tx.execute(
            "DELETE FROM person_row WHERE scope = $1 AND person = $2",
            params![&scope, &person],
        )?;
        return search::replace(tx, scope, person, None, known);
    };
    let view = PersonView::of(person, applied.state);
    let line = minicbor::to_vec(PersonLine::of(&view)).unwrap_or_default();
    tx.execute(
        "INSERT INTO person_row (scope, person, line, first_micros, last_micros) \
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (scope, person) DO UPDATE SET \
         line = excluded.line, first_micros = excluded.first_micros, \
         last_micros = excluded.last_micros",
        params![
            &scope,
            &person,
            &line,
            first.clock.micros,
            last.clock.micros
        ],
    )?;
    for item in &view.identities {
        if let Some(number) = item.value.key() {
            tx.execute(
                "INSERT INTO identity_row (scope, number, kind, person) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (scope, number, kind, person) DO NOTHING",
                params![&scope, &number, item.value.kind.code(), &person],
            )?;
        }
    }
    for item in &view.relations {
        super::relation::insert(tx, scope, person, item)?;
    }
    search::replace(tx, scope, person, Some(&line::card(&view)), known)
}

/// One person, if there is such a record.
///
/// # Errors
/// Those of the engine.
pub fn find(tx: &mut dyn Tx, scope: ScopeId, person: EntityId) -> Result<Option<PersonRow>> {
    let row = tx.maybe(
        "SELECT person, line, first_micros, last_micros FROM person_row \
         WHERE scope = $1 AND person = $2",
        params![&scope, &person],
    )?;
    row.as_ref().map(read).transpose()
}

/// Several persons, in the order asked; whoever is not there is left out.
///
/// # Errors
/// Those of the engine.
pub fn several(
    tx: &mut dyn Tx,
    scope: ScopeId,
    people: impl IntoIterator<Item = EntityId>,
) -> Result<Vec<PersonRow>> {
    let mut found = Vec::new();
    for person in people {
        found.extend(find(tx, scope, person)?);
    }
    Ok(found)
}

/// The persons last registered or changed, latest first.
///
/// # Errors
/// Those of the engine.
pub fn recent(tx: &mut dyn Tx, scope: ScopeId, limit: u32) -> Result<Vec<PersonRow>> {
    let rows = tx.query(
        "SELECT person, line, first_micros, last_micros FROM person_row \
         WHERE scope = $1 ORDER BY last_micros DESC, person LIMIT $2",
        params![&scope, limit],
    )?;
    rows.iter().map(read).collect()
}

/// Every person, in the order of their ids: for exports.
///
/// # Errors
/// Those of the engine and of `found`.
pub fn each(
    tx: &mut dyn Tx,
    scope: ScopeId,
    found: &mut dyn FnMut(PersonRow) -> Result<()>,
) -> Result<()> {
    tx.each(
        "SELECT person, line, first_micros, last_micros FROM person_row \
         WHERE scope = $1 ORDER BY person",
        params![&scope],
        &mut |row| found(read(row)?),
    )
}

/// The ids of some persons after one, in their order.
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
        "SELECT person FROM person_row WHERE scope = $1 AND person > $2 ORDER BY person LIMIT $3",
        params![&scope, after, limit],
    )?;
    rows.iter().map(|row| row.id(0)).collect()
}

/// How many persons there are.
///
/// # Errors
/// Those of the engine.
pub fn count(tx: &mut dyn Tx, scope: ScopeId) -> Result<i64> {
    tx.one(
        "SELECT COUNT(*) FROM person_row WHERE scope = $1",
        params![&scope],
    )?
    .int(0)
}

/// Who has an identity of that number, in its one form (capitals and digits), of whatever kind.
///
/// # Errors
/// Those of the engine.
pub fn with_number(
    tx: &mut dyn Tx,
    scope: ScopeId,
    number: &str,
) -> Result<Vec<(String, EntityId)>> {
    let rows = tx.query(
        "SELECT kind, person FROM identity_row WHERE scope = $1 AND number = $2 \
         ORDER BY kind, person",
        params![&scope, number],
    )?;
    rows.iter()
        .map(|row| Ok((row.text(0)?.to_owned(), row.id(1)?)))
        .collect()
}

fn read(row: &Row) -> Result<PersonRow> {
    Ok(PersonRow {
        person: row.id(0)?,
        line: minicbor::decode(row.blob(1)?)
            .map_err(|_| StoreError::corrupt("the line of a person cannot be read"))?,
        first_micros: row.int(2)?,
        last_micros: row.int(3)?,
    })
}
