//! The manual of a centre: which versions are published, and each one ready to run.

use crate::entity;
use crate::error::Result;
use crate::params;
use crate::tx::{Row, Tx};
use akwaba_domain::casework::{Edition, ProcedureRef, manual};
use akwaba_domain::scope;
use akwaba_journal::id::CentreId;
use std::sync::Arc;

/// A published version, in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub named: ProcedureRef,
    /// Its title.
    pub title: String,
    /// Since when it is published here, in microseconds since 1970.
    pub since_micros: i64,
    /// Whether it was withdrawn.
    pub withdrawn: bool,
}

fn line(row: &Row) -> Result<Listed> {
    Ok(Listed {
        named: ProcedureRef {
            code: row.text(0)?.to_owned(),
            version: u32::try_from(row.int(1)?).unwrap_or(0),
            layer: u32::try_from(row.int(2)?).unwrap_or(0),
        },
        title: row.text(3)?.to_owned(),
        since_micros: row.int(4)?,
        withdrawn: row.flag(5)?,
    })
}

/// Every published version, by code, the newest first.
///
/// # Errors
/// Those of the engine.
pub fn listed(tx: &mut dyn Tx, centre: CentreId) -> Result<Vec<Listed>> {
    let rows = tx.query(
        "SELECT code, version, layer, title, since_micros, withdrawn FROM procedure_row \
         WHERE scope = $1 ORDER BY code, version DESC, layer DESC",
        params![&scope::manual(centre)],
    )?;
    rows.iter().map(line).collect()
}

/// The versions of one procedure, the newest first.
///
/// # Errors
/// Those of the engine.
pub fn versions(tx: &mut dyn Tx, centre: CentreId, code: &str) -> Result<Vec<Listed>> {
    let rows = tx.query(
        "SELECT code, version, layer, title, since_micros, withdrawn FROM procedure_row \
         WHERE scope = $1 AND code = $2 ORDER BY version DESC, layer DESC",
        params![&scope::manual(centre), code],
    )?;
    rows.iter().map(line).collect()
}

/// The version of each procedure under which a case may be opened: the newest that is not
/// withdrawn.
///
/// # Errors
/// Those of the engine.
pub fn current(tx: &mut dyn Tx, centre: CentreId) -> Result<Vec<Listed>> {
    let mut all = listed(tx, centre)?;
    all.retain(|one| !one.withdrawn);
    all.dedup_by(|later, kept| later.named.code == kept.named.code);
    Ok(all)
}

/// A version of a procedure, ready to run; `None` when it is not published here, or cannot be read
/// by this program.
///
/// # Errors
/// Those of the engine.
pub fn edition(
    tx: &mut dyn Tx,
    centre: CentreId,
    named: &ProcedureRef,
) -> Result<Option<Arc<Edition>>> {
    let scope = scope::manual(centre);
    let state = entity::load(tx, scope, manual::entity(centre, named))?;
    let Some(published) = manual::read(&state) else {
        return Ok(None);
    };
    let shared = entity::load(tx, scope, manual::shared_entity(centre))?;
    let shared = manual::shared(&shared);
    Ok(tx
        .home()
        .shelf()
        .edition(&published.text, shared.as_deref()))
}
