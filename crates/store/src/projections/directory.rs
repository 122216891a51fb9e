//! Directory: the services around a centre. They are a few hundred, and are read from their states.

use crate::entity;
use crate::error::Result;
use crate::tx::Tx;
use akwaba_domain::directory::{Known, SERVICE};
use akwaba_domain::scope;
use akwaba_journal::id::CentreId;

/// Every service of a centre's directory, in the order of their names; those that are closed too.
///
/// # Errors
/// Those of the engine.
pub fn services(tx: &mut dyn Tx, centre: CentreId) -> Result<Vec<Known>> {
    let mut found = Vec::new();
    entity::each_of_kind(tx, scope::directory(centre), SERVICE, &mut |id, state| {
        found.extend(Known::of(id, &state));
        Ok(())
    })?;
    found.sort_by_cached_key(|known: &Known| (known.service.name.to_lowercase(), known.id));
    Ok(found)
}
