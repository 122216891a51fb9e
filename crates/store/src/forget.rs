//! Forgetting a person or a record: its key is destroyed, and what was made from its entries
//! is made again without them. The chain of the journal still verifies.

use crate::error::Result;
use crate::params;
use crate::pictures;
use crate::rebuild::refold;
use crate::tx::Tx;
use akwaba_journal::id::{EntityId, ScopeId};
use std::collections::BTreeSet;

/// What stands in place of a destroyed key.
const NOTHING: &[u8] = &[];

/// Destroys the key of `subject` for ever, and everything readable that came from under it.
/// Copies of the key in older backups go when those backups do.
///
/// # Errors
/// Those of the engine.
pub fn forget(tx: &mut dyn Tx, now_micros: i64, scope: ScopeId, subject: EntityId) -> Result<()> {
    tx.execute(
        "INSERT INTO subject_key (scope, subject, wrapped, destroyed_micros) \
         VALUES ($1, $2, $3, $4) ON CONFLICT (scope, subject) DO UPDATE SET \
         wrapped = excluded.wrapped, destroyed_micros = excluded.destroyed_micros",
        params![&scope, &subject, NOTHING, now_micros],
    )?;
    pictures::forget(tx, scope, subject)?;
    let rows = tx.query(
        "SELECT entity FROM entry WHERE scope = $1 AND subject = $2",
        params![&scope, &subject],
    )?;
    let mut entities = BTreeSet::new();
    for row in &rows {
        entities.insert(row.id::<EntityId>(0)?);
    }
    for entity in entities {
        refold(tx, scope, entity)?;
    }
    Ok(())
}

/// Whether what was known of a person or a record was forgotten for ever.
///
/// # Errors
/// Those of the engine.
pub fn is_forgotten(tx: &mut dyn Tx, scope: ScopeId, subject: EntityId) -> Result<bool> {
    let row = tx.maybe(
        "SELECT wrapped FROM subject_key WHERE scope = $1 AND subject = $2",
        params![&scope, &subject],
    )?;
    row.map_or(Ok(false), |row| Ok(row.blob(0)?.is_empty()))
}
