//! Documents: those of a case and those of a person or household.

use crate::entity;
use crate::error::Result;
use crate::params;
use crate::projection::{Applied, Projection};
use crate::table;
use crate::tx::{Row, Tx};
use akwaba_domain::documents::{DOCUMENT, Document};
use akwaba_journal::id::{EntityId, ScopeId};

/// What documents make from the journal.
pub const PROJECTION: Projection = Projection {
    name: "documents",
    kinds: &[DOCUMENT],
    tables: &[table!("document_row")],
    apply,
};

fn apply(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    let Some(document) = Document::of(applied.entity, applied.state) else {
        tx.execute(
            "DELETE FROM document_row WHERE scope = $1 AND entity = $2",
            params![&applied.scope, &applied.entity],
        )?;
        return Ok(());
    };
    tx.execute(
        "INSERT INTO document_row (scope, entity, record, case_entity, day, withdrawn) \
         VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (scope, entity) DO UPDATE SET withdrawn = excluded.withdrawn",
        params![
            &applied.scope,
            &applied.entity,
            document.owner.record.as_ref(),
            document.owner.case.as_ref(),
            document.day.sortable(),
            document.withdrawn.is_some()
        ],
    )?;
    Ok(())
}

/// The documents of a case that were not taken out, the newest first.
///
/// # Errors
/// Those of the engine.
pub fn of_case(tx: &mut dyn Tx, scope: ScopeId, case: EntityId) -> Result<Vec<Document>> {
    let rows = tx.query(
        "SELECT entity FROM document_row WHERE scope = $1 AND case_entity = $2 AND withdrawn = 0 \
         ORDER BY day DESC, entity DESC",
        params![&scope, &case],
    )?;
    whole(tx, scope, &rows)
}

/// Every document that a case ever had, those that were taken out too.
///
/// # Errors
/// Those of the engine.
pub fn ids_of_case(tx: &mut dyn Tx, scope: ScopeId, case: EntityId) -> Result<Vec<EntityId>> {
    let rows = tx.query(
        "SELECT entity FROM document_row WHERE scope = $1 AND case_entity = $2 ORDER BY day, entity",
        params![&scope, &case],
    )?;
    rows.iter().map(|row| row.id(0)).collect()
}

/// The documents of the record of a person or household that are of no case, the newest first.
///
/// # Errors
/// Those of the engine.
pub fn of_record(tx: &mut dyn Tx, scope: ScopeId, record: EntityId) -> Result<Vec<Document>> {
    let rows = tx.query(
        "SELECT entity FROM document_row WHERE scope = $1 AND record = $2 \
         AND case_entity IS NULL AND withdrawn = 0 ORDER BY day DESC, entity DESC",
        params![&scope, &record],
    )?;
    whole(tx, scope, &rows)
}

fn whole(tx: &mut dyn Tx, scope: ScopeId, rows: &[Row]) -> Result<Vec<Document>> {
    let mut found = Vec::new();
    for row in rows {
        let id: EntityId = row.id(0)?;
        found.extend(Document::of(id, &entity::load(tx, scope, id)?));
    }
    Ok(found)
}
