//! Groups and those of their members who are registered, found from either end and by any name.

use crate::error::{Result, StoreError};
use crate::params;
use crate::projection::Applied;
use crate::tx::{Row, Tx};
use akwaba_domain::registry::group::{GroupLine, GroupView, Membership, is_known};
use akwaba_domain::registry::line::short_code;
use akwaba_journal::id::{EntityId, ScopeId};

/// A group in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupRow {
    /// The record.
    pub group: EntityId,
    /// What a list shows of it.
    pub line: GroupLine,
}

/// A membership, ended or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupMemberRow {
    /// In which group.
    pub group: EntityId,
    /// Who, as what, from when to when.
    pub membership: Membership,
}

pub(super) fn apply(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    let (scope, group) = (applied.scope, applied.entity);
    tx.execute(
        "DELETE FROM group_member_row WHERE scope = $1 AND record = $2",
        params![&scope, &group],
    )?;
    let ends = applied.state.first().zip(applied.state.last());
    let ends = ends.filter(|_| is_known(applied.state));
    let Some((first, last)) = ends else {
        tx.execute(
            "DELETE FROM group_row WHERE scope = $1 AND record = $2",
            params![&scope, &group],
        )?;
        return Ok(());
    };
    let view = GroupView::of(group, applied.state);
    let line = minicbor::to_vec(GroupLine::of(&view)).unwrap_or_default();
    tx.execute(
        "INSERT INTO group_row (scope, record, code, line, first_micros, last_micros) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (scope, record) DO UPDATE SET \
         line = excluded.line, first_micros = excluded.first_micros, \
         last_micros = excluded.last_micros",
        params![
            &scope,
            &group,
            &short_code('G', group),
            &line,
            first.clock.micros,
            last.clock.micros
        ],
    )?;
    for item in &view.members {
        let membership = minicbor::to_vec(&item.value).unwrap_or_default();
        tx.execute(
            "INSERT INTO group_member_row (scope, record, item, person, membership) \
             VALUES ($1, $2, $3, $4, $5)",
            params![
                &scope,
                &group,
                &item.tag.to_string(),
                &item.value.person,
                &membership
            ],
        )?;
    }
    Ok(())
}

/// One group, if there is such a record.
///
/// # Errors
/// Those of the engine.
pub fn find(tx: &mut dyn Tx, scope: ScopeId, group: EntityId) -> Result<Option<GroupRow>> {
    let row = tx.maybe(
        "SELECT record, line FROM group_row WHERE scope = $1 AND record = $2",
        params![&scope, &group],
    )?;
    row.as_ref().map(read).transpose()
}

/// The groups of a short code: as a rule one.
///
/// # Errors
/// Those of the engine.
pub fn with_code(tx: &mut dyn Tx, scope: ScopeId, code: &str) -> Result<Vec<GroupRow>> {
    let rows = tx.query(
        "SELECT record, line FROM group_row WHERE scope = $1 AND code = $2 ORDER BY record",
        params![&scope, code],
    )?;
    rows.iter().map(read).collect()
}

/// The groups last opened or changed, latest first, from the `skip`th on.
///
/// # Errors
/// Those of the engine.
pub fn recent(tx: &mut dyn Tx, scope: ScopeId, (skip, limit): (u32, u32)) -> Result<Vec<GroupRow>> {
    let rows = tx.query(
        "SELECT record, line FROM group_row WHERE scope = $1 \
         ORDER BY last_micros DESC, record LIMIT $2 OFFSET $3",
        params![&scope, limit, skip],
    )?;
    rows.iter().map(read).collect()
}

/// Every group, those last opened or changed first: a centre knows a few hundred.
///
/// # Errors
/// Those of the engine.
pub fn every(tx: &mut dyn Tx, scope: ScopeId) -> Result<Vec<GroupRow>> {
    recent(tx, scope, (0, u32::MAX))
}

/// The groups that typed words mean, best first: those that still are before those that ended.
///
/// # Errors
/// Those of the engine.
pub fn search(tx: &mut dyn Tx, scope: ScopeId, typed: &str, limit: usize) -> Result<Vec<GroupRow>> {
    let answering = |row: GroupRow| Some((row.line.answers(typed)?, row));
    let mut found: Vec<(u32, GroupRow)> = every(tx, scope)?
        .into_iter()
        .filter_map(answering)
        .collect();
    found.sort_by_key(|(likeness, row)| (row.line.ended.is_some(), u32::MAX - *likeness));
    Ok(found.into_iter().map(|(_, row)| row).take(limit).collect())
}

/// The ids of some groups after one, in their order.
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
        "SELECT record FROM group_row WHERE scope = $1 AND record > $2 ORDER BY record LIMIT $3",
        params![&scope, after, limit],
    )?;
    rows.iter().map(|row| row.id(0)).collect()
}

/// The memberships of a person, in whatever group, ended ones included.
///
/// # Errors
/// Those of the engine.
pub fn of_person(tx: &mut dyn Tx, scope: ScopeId, person: EntityId) -> Result<Vec<GroupMemberRow>> {
    let rows = tx.query(
        "SELECT record, membership, item FROM group_member_row WHERE scope = $1 AND person = $2",
        params![&scope, &person],
    )?;
    let member = |row: &Row| {
        let member = GroupMemberRow {
            group: row.id(0)?,
            membership: minicbor::decode(row.blob(1)?)
                .map_err(|_| StoreError::corrupt("a membership of a group cannot be read"))?,
        };
        Ok((row.text(2)?.to_owned(), member))
    };
    // Asked for in this order, an engine walks through every member of every group.
    let mut found: Vec<(String, GroupMemberRow)> =
        rows.iter().map(member).collect::<Result<_>>()?;
    found.sort_by(|(a, one), (b, other)| (one.group, a).cmp(&(other.group, b)));
    Ok(found.into_iter().map(|(_, member)| member).collect())
}

fn read(row: &Row) -> Result<GroupRow> {
    Ok(GroupRow {
        group: row.id(0)?,
        line: minicbor::decode(row.blob(1)?)
            .map_err(|_| StoreError::corrupt("the line of a group cannot be read"))?,
    })
}
