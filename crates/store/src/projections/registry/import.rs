//! The imports that were done.

use crate::error::{Result, StoreError};
use crate::params;
use crate::projection::Applied;
use crate::tx::{Row, Tx};
use akwaba_domain::registry::import::record::{self, Import};
use akwaba_journal::id::{ActorId, EntityId, ScopeId};

/// An import in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRow {
    /// Its record.
    pub id: EntityId,
    /// When it was done, in microseconds since 1970.
    pub at_micros: i64,
    /// By whom.
    pub account: ActorId,
    /// What it was.
    pub import: Import,
}

pub(super) fn apply(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    let (scope, id) = (applied.scope, applied.entity);
    let known = record::read(applied.state).zip(applied.state.last());
    let Some((import, last)) = known else {
        tx.execute(
            "DELETE FROM import_row WHERE scope = $1 AND import = $2",
            params![&scope, &id],
        )?;
        return Ok(());
    };
    let content = minicbor::to_vec(&import).unwrap_or_default();
    tx.execute(
        "INSERT INTO import_row (scope, import, at_micros, account, content) \
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (scope, import) DO UPDATE SET \
         at_micros = excluded.at_micros, account = excluded.account, content = excluded.content",
        params![&scope, &id, last.clock.micros, &last.actor, &content],
    )?;
    Ok(())
}

/// One import, if it was done.
///
/// # Errors
/// Those of the engine.
pub fn find(tx: &mut dyn Tx, scope: ScopeId, id: EntityId) -> Result<Option<ImportRow>> {
    let row = tx.maybe(
        "SELECT import, at_micros, account, content FROM import_row \
         WHERE scope = $1 AND import = $2",
        params![&scope, &id],
    )?;
    row.as_ref().map(read).transpose()
}

/// The imports done last, latest first.
///
/// # Errors
/// Those of the engine.
pub fn recent(tx: &mut dyn Tx, scope: ScopeId, limit: u32) -> Result<Vec<ImportRow>> {
    let rows = tx.query(
        "SELECT import, at_micros, account, content FROM import_row \
         WHERE scope = $1 ORDER BY at_micros DESC, import LIMIT $2",
        params![&scope, limit],
    )?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<ImportRow> {
    Ok(ImportRow {
        id: row.id(0)?,
        at_micros: row.int(1)?,
        account: row.id(2)?,
        import: minicbor::decode(row.blob(3)?)
            .map_err(|_| StoreError::corrupt("an import cannot be read"))?,
    })
}
