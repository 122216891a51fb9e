//! What the pages of every trade ask first: which centre is served, where its records are, and the
//! permission for what is about to be done there.
//!
//! Decides nothing: the policy does.

use akwaba_domain::policy::{self, Allowed, Permit, Target};
use akwaba_domain::scope;
use akwaba_journal::id::{CentreId, ScopeId};

use crate::exchange::Exchange;
use crate::problem::Problem;

/// The centre served.
pub(in crate::pages) fn centre(exchange: &Exchange<'_, '_>) -> CentreId {
    exchange.call.site.centre
}

/// The scope of its persons, visits and cases.
pub(in crate::pages) fn here(exchange: &Exchange<'_, '_>) -> ScopeId {
    scope::registry(centre(exchange))
}

/// The permission to do `A` to something of this centre.
pub(in crate::pages) fn may<A: Permit, S>(
    exchange: &Exchange<'_, '_>,
    subject: S,
) -> Result<Allowed<A, S>, Problem> {
    let target = Target::of(centre(exchange));
    Ok(policy::allow::<A, S>(exchange.actor()?, &target, subject)?)
}

/// The permission to do `A` in this centre.
pub(in crate::pages) fn allow<A: Permit>(
    exchange: &Exchange<'_, '_>,
) -> Result<Allowed<A>, Problem> {
    may::<A, ()>(exchange, ())
}
