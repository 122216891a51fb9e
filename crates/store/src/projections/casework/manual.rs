//! The manual of a centre: which versions are published, and each one ready to run.

use super::read::open_by_version;
use crate::entity;
use crate::error::Result;
use crate::params;
use crate::tx::{Row, Tx};
use akwaba_domain::casework::{Edition, ProcedureRef, Why, manual};
use akwaba_domain::scope;
use akwaba_journal::id::{ActorId, CentreId};
use std::collections::BTreeMap;
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

/// Which of the versions of one procedure, the newest first, is in use: the newest that is not withdrawn, under its newest
/// layer that is not withdrawn either. A layer goes with the national text that it is on.
pub fn in_use(versions: &[Listed]) -> Option<&Listed> {
    let stands = |named: &ProcedureRef| {
        let mut known = versions.iter();
        known.any(|one| one.named == *named && !one.withdrawn)
    };
    let mut found = versions.iter();
    found.find(|one| stands(&one.named) && stands(&one.named.national()))
}

/// For each procedure, the version in use; where all are withdrawn, the newest, which is then so marked.
///
/// # Errors
/// Those of the engine.
pub fn newest(tx: &mut dyn Tx, centre: CentreId) -> Result<Vec<Listed>> {
    let all = listed(tx, centre)?;
    let each = all.chunk_by(|one, next| one.named.code == next.named.code);
    let found = each.filter_map(|versions| in_use(versions).or(versions.first()));
    Ok(found.cloned().collect())
}

/// The version of each procedure under which a case may be opened.
///
/// # Errors
/// Those of the engine.
pub fn current(tx: &mut dyn Tx, centre: CentreId) -> Result<Vec<Listed>> {
    let all = listed(tx, centre)?;
    let each = all.chunk_by(|one, next| one.named.code == next.named.code);
    Ok(each.filter_map(in_use).cloned().collect())
}

/// What was said when a version was withdrawn, of the national text and of its layer: for who works under it.
///
/// # Errors
/// Those of the engine.
pub fn withdrawals(tx: &mut dyn Tx, centre: CentreId, named: &ProcedureRef) -> Result<Vec<Why>> {
    let mut names = vec![named.national()];
    names.extend((named.layer > 0).then(|| named.clone()));
    let mut found = Vec::new();
    for named in names {
        let state = entity::load(tx, scope::manual(centre), manual::entity(centre, &named))?;
        found.extend(manual::read(&state).and_then(|published| published.withdrawn));
    }
    Ok(found)
}

/// A withdrawn version under which cases are still open.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenWithdrawn {
    /// The version.
    pub named: ProcedureRef,
    /// How many cases are open under it.
    pub cases: u64,
    /// What was said when it was withdrawn.
    pub said: Vec<Why>,
}

/// The withdrawn versions under which cases are open: of somebody, or of the whole centre.
///
/// # Errors
/// Those of the engine.
pub fn open_withdrawn(
    tx: &mut dyn Tx,
    centre: CentreId,
    who: Option<ActorId>,
) -> Result<Vec<OpenWithdrawn>> {
    let mut gone = listed(tx, centre)?;
    gone.retain(|one| one.withdrawn);
    if gone.is_empty() {
        return Ok(Vec::new());
    }
    let is_gone = |named: &ProcedureRef| gone.iter().any(|one| one.named == *named);
    let mut found = Vec::new();
    for (named, cases) in open_by_version(tx, scope::registry(centre), who)? {
        // A layer goes with the national text that it is on.
        if is_gone(&named) || is_gone(&named.national()) {
            let said = withdrawals(tx, centre, &named)?;
            found.push(OpenWithdrawn { named, cases, said });
        }
    }
    Ok(found)
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
    let text = |tx: &mut dyn Tx, named: &ProcedureRef| -> Result<Option<String>> {
        let state = entity::load(tx, scope, manual::entity(centre, named))?;
        Ok(manual::read(&state).map(|published| published.text))
    };
    let Some(national) = text(tx, &named.national())? else {
        return Ok(None);
    };
    let layer = if named.layer > 0 {
        match text(tx, named)? {
            Some(layer) => Some(layer),
            None => return Ok(None),
        }
    } else {
        None
    };
    let shared = entity::load(tx, scope, manual::shared_entity(centre))?;
    let shared = manual::shared(&shared);
    let home = tx.home();
    Ok(match layer {
        Some(layer) => home.shelf().adapted(&national, &layer, shared.as_deref()),
        None => home.shelf().edition(&national, shared.as_deref()),
    })
}

/// Versions already found in one reading: many cases run under few of them, and finding one reads its whole text.
#[derive(Debug, Default)]
pub struct Editions(BTreeMap<(CentreId, ProcedureRef), Option<Arc<Edition>>>);

impl Editions {
    /// As [`edition`], once for each version.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn find(
        &mut self,
        tx: &mut dyn Tx,
        centre: CentreId,
        named: &ProcedureRef,
    ) -> Result<Option<Arc<Edition>>> {
        let key = (centre, named.clone());
        if let Some(known) = self.0.get(&key) {
            return Ok(known.clone());
        }
        let found = edition(tx, centre, named)?;
        self.0.insert(key, found.clone());
        Ok(found)
    }
}
