//! What is made from the journal: which tables each trade fills, and how.
//!
//! Invariant: the rows of an entity follow from its own state and entries alone, never from
//! another projected row, so that they can be made again in any order, to the same bytes. Where they
//! also follow from the state of another entity (a case from its procedure), a change of either
//! makes them again.

use crate::append::One;
use crate::entity::Header;
use crate::error::Result;
use crate::tables::Projected;
use crate::tx::Tx;
use akwaba_journal::id::{EntityId, ScopeId};
use akwaba_journal::state::State;

/// What a trade makes from the journal.
#[derive(Clone, Copy, Debug)]
pub struct Projection {
    /// Name of the trade.
    pub name: &'static str,
    /// Kinds of entities that it looks at.
    pub kinds: &'static [&'static str],
    /// Tables that it fills, and nobody else.
    pub tables: &'static [Projected],
    /// Brings the rows of one entity in line with its state.
    pub apply: fn(&mut dyn Tx, &Applied<'_>) -> Result<()>,
}

/// An entity that has changed.
#[derive(Debug)]
pub struct Applied<'a> {
    /// Its scope.
    pub scope: ScopeId,
    /// Which entity.
    pub entity: EntityId,
    /// What kind of thing it is.
    pub kind: &'a str,
    /// Its state now. It does not `exists()` only when `afresh`: all of it was forgotten.
    pub state: &'a State,
    /// The entries that changed it this time; all that can be read when made afresh.
    pub entries: &'a [Header],
    /// The rows of this entity are to be deleted first: something was forgotten.
    pub afresh: bool,
}

/// Runs the projections that look at an entity.
pub(crate) fn run(tx: &mut dyn Tx, one: &One, afresh: bool) -> Result<()> {
    run_applied(
        tx,
        &Applied {
            scope: one.scope,
            entity: one.entity,
            kind: &one.kind,
            state: &one.state,
            entries: &one.entries,
            afresh,
        },
    )
}

/// Runs them on an entity that came as it stands, without its past.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn run_on(
    tx: &mut dyn Tx,
    (scope, entity, kind): (ScopeId, EntityId, &str),
    state: &State,
) -> Result<()> {
    run_applied(
        tx,
        &Applied {
            scope,
            entity,
            kind,
            state,
            entries: &[],
            afresh: false,
        },
    )
}

fn run_applied(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    let home = tx.home();
    for projection in home.plan().projections {
        if projection.kinds.contains(&applied.kind) {
            (projection.apply)(tx, applied)?;
        }
    }
    Ok(())
}
