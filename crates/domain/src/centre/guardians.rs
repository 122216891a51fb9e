//! The guardians of break-glass: those among whom the keys of sealed files are shared, two of whom open one together.
//!
//! Invariant: proposed by one person and confirmed by another, in the open. Who they are says nothing of any file.

use super::proposal::{self, Proposed};
use crate::actor::{Grant, Role};
use crate::draft::Drafts;
use crate::policy::{self, Action, Allowed, act};
use crate::refusal::{Refusal, Refusals};
use akwaba_journal::act::Tag;
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};

/// Fewest and most guardians.
pub const GUARDIANS: core::ops::RangeInclusive<usize> = 2..=4;

/// Who they are.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Guardians {
    /// Their accounts.
    #[n(0)]
    pub accounts: Vec<ActorId>,
}

impl Proposed for Guardians {
    const KIND: &'static str = "guardians";
    const NAME: &'static str = "guardians";
}

/// The entity of the guardians of a centre.
pub fn entity(centre: CentreId) -> EntityId {
    EntityId::named(&format!("guardians/{centre}"))
}

/// Those in force: none where nobody was confirmed.
pub fn in_force(state: &State) -> Vec<ActorId> {
    let known = proposal::in_force::<Guardians>(state);
    known.map_or_else(Vec::new, |known| known.accounts)
}

/// Whether somebody with these roles may be one: who may agree to an opening.
pub fn may_be(grants: &[Grant], centre: CentreId) -> bool {
    let has = |role: Role| {
        let mut grants = grants.iter();
        grants.any(|grant| grant.role == role && grant.reach.covers(centre))
    };
    let mut roles = Role::ALL.into_iter();
    roles.any(|role| policy::may(role, Action::GlassAgree) && has(role))
}

/// Reads those chosen, ids of accounts. `can` tells whether an account can be one.
///
/// # Errors
/// `guardians-count` at `guardians`.
pub fn parse(typed: &[String], can: impl Fn(ActorId) -> bool) -> Result<Guardians, Refusals> {
    let read = typed.iter().filter_map(|id| id.parse().ok());
    let mut accounts: Vec<ActorId> = read.filter(|id| can(*id)).collect();
    accounts.sort_unstable();
    accounts.dedup();
    if accounts.len() != typed.len() || !GUARDIANS.contains(&accounts.len()) {
        return Err(Refusal::at("guardians", "guardians-count").into());
    }
    Ok(Guardians { accounts })
}

/// Proposes guardians, in place of those there are.
pub fn propose(
    allowed: &Allowed<act::GuardiansPropose>,
    state: &State,
    guardians: &Guardians,
) -> Drafts {
    proposal::propose(allowed, (entity(allowed.centre()), state), guardians)
}

/// Grants or refuses a proposal.
///
/// # Errors
/// When it is unknown or somebody has already ruled on it.
pub fn confirm(
    allowed: &Allowed<act::GuardiansConfirm, Tag>,
    state: &State,
    granted: bool,
) -> Result<Drafts, Refusals> {
    let at = (entity(allowed.centre()), state);
    proposal::confirm::<Guardians, _>(allowed, at, granted)
}
