//! Decisions that two records are of one person, or are not.

use crate::error::{Result, StoreError};
use crate::params;
use crate::projection::Applied;
use crate::tx::{Row, Tx};
use akwaba_domain::registry::link::{self, LinkView, Pair, Verdict};
use akwaba_journal::id::{EntityId, ScopeId};
use std::collections::BTreeSet;

/// The most records that one person is followed through.
const GROUP_MAX: usize = 50;

pub(super) fn apply(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    let Some(view) = link::read(applied.state) else {
        tx.execute(
            "DELETE FROM link_row WHERE scope = $1 AND link = $2",
            params![&applied.scope, &applied.entity],
        )?;
        return Ok(());
    };
    tx.execute(
        "INSERT INTO link_row (scope, link, first, second, verdict, in_conflict) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (scope, link) DO UPDATE SET \
         verdict = excluded.verdict, in_conflict = excluded.in_conflict",
        params![
            &applied.scope,
            &applied.entity,
            &view.pair.first,
            &view.pair.second,
            view.verdict.code(),
            view.in_conflict
        ],
    )?;
    Ok(())
}

/// The decisions about a record, undone ones included.
///
/// # Errors
/// Those of the engine.
pub fn of(tx: &mut dyn Tx, scope: ScopeId, person: EntityId) -> Result<Vec<LinkView>> {
    let mut rows = tx.query(
        "SELECT first, second, verdict, in_conflict FROM link_row \
         WHERE scope = $1 AND first = $2 ORDER BY link",
        params![&scope, &person],
    )?;
    rows.extend(tx.query(
        "SELECT first, second, verdict, in_conflict FROM link_row \
         WHERE scope = $1 AND second = $2 ORDER BY link",
        params![&scope, &person],
    )?);
    rows.iter().map(read).collect()
}

/// Every record of the person of this record, itself included, smallest id first: the first
/// stands for all.
///
/// # Errors
/// Those of the engine.
pub fn group(tx: &mut dyn Tx, scope: ScopeId, person: EntityId) -> Result<Vec<EntityId>> {
    let mut known: BTreeSet<EntityId> = BTreeSet::new();
    let mut todo = vec![person];
    while let Some(next) = todo.pop() {
        if known.len() >= GROUP_MAX || !known.insert(next) {
            continue;
        }
        for link in of(tx, scope, next)? {
            if link.verdict == Verdict::Same {
                todo.extend([link.pair.first, link.pair.second]);
            }
        }
    }
    Ok(known.into_iter().collect())
}

fn read(row: &Row) -> Result<LinkView> {
    let bad = || StoreError::corrupt("a link cannot be read");
    Ok(LinkView {
        pair: Pair::of(row.id(0)?, row.id(1)?).ok_or_else(bad)?,
        verdict: Verdict::from_code(row.text(2)?).ok_or_else(bad)?,
        in_conflict: row.flag(3)?,
    })
}
