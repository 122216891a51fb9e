//! Relations between persons, seen from either end.

use crate::error::{Result, StoreError};
use crate::params;
use crate::tx::{Row, Tx};
use akwaba_domain::registry::edit::Item;
use akwaba_domain::registry::kin::{Edge, Kin, Relation, RelationKind};
use akwaba_journal::id::{EntityId, ScopeId};
use std::collections::BTreeSet;

/// How far up guardians and parents are followed: further is a circle or a mistake.
const STEPS_MAX: usize = 500;

pub(super) fn insert(
    tx: &mut dyn Tx,
    scope: ScopeId,
    subject: EntityId,
    item: &Item<Relation>,
) -> Result<()> {
    let relation = minicbor::to_vec(&item.value).unwrap_or_default();
    tx.execute(
        "INSERT INTO relation_row (scope, subject, item, other, kind, relation) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (scope, subject, item) DO NOTHING",
        params![
            &scope,
            &subject,
            &item.tag.to_string(),
            &item.value.to,
            item.value.kind.code(),
            &relation
        ],
    )?;
    Ok(())
}

/// The relations noted on a person's record.
///
/// # Errors
/// Those of the engine.
pub fn of(tx: &mut dyn Tx, scope: ScopeId, subject: EntityId) -> Result<Vec<Edge>> {
    let rows = tx.query(
        "SELECT subject, relation FROM relation_row WHERE scope = $1 AND subject = $2 ORDER BY item",
        params![&scope, &subject],
    )?;
    rows.iter().map(read).collect()
}

/// The relations noted on other records that lead to a person: whose mother, guardian… they are.
///
/// # Errors
/// Those of the engine.
pub fn to(tx: &mut dyn Tx, scope: ScopeId, other: EntityId) -> Result<Vec<Edge>> {
    let rows = tx.query(
        "SELECT subject, relation FROM relation_row WHERE scope = $1 AND other = $2 \
         ORDER BY subject, item",
        params![&scope, &other],
    )?;
    rows.iter().map(read).collect()
}

/// What a decision about these persons must know: their parents and children, and everyone above
/// them by guardians and parents.
///
/// # Errors
/// Those of the engine.
pub fn kin(tx: &mut dyn Tx, scope: ScopeId, people: &[EntityId]) -> Result<Kin> {
    let mut kin = Kin::default();
    let mut todo: Vec<EntityId> = people.to_vec();
    let mut done: BTreeSet<EntityId> = BTreeSet::new();
    let mut named: BTreeSet<EntityId> = people.iter().copied().collect();
    for person in people {
        for edge in to(tx, scope, *person)? {
            named.insert(edge.subject);
            kin.edges.push(edge);
        }
    }
    while let Some(person) = todo.pop() {
        if done.len() >= STEPS_MAX || !done.insert(person) {
            continue;
        }
        for edge in of(tx, scope, person)? {
            let climbs = matches!(
                edge.relation.kind,
                RelationKind::Guardian | RelationKind::Mother | RelationKind::Father
            );
            if climbs {
                named.insert(edge.relation.to);
                todo.push(edge.relation.to);
                kin.edges.push(edge);
            }
        }
    }
    for person in named {
        if let Some(row) = super::person::find(tx, scope, person)? {
            kin.people.insert(person, row.line.brief());
        }
    }
    Ok(kin)
}

fn read(row: &Row) -> Result<Edge> {
    Ok(Edge {
        subject: row.id(0)?,
        relation: minicbor::decode(row.blob(1)?)
            .map_err(|_| StoreError::corrupt("a relation cannot be read"))?,
    })
}
