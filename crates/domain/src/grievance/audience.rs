//! Who may read a complaint, and who never may.

use super::{About, Whom};
use crate::actor::Role;
use crate::centre::account::Account;
use akwaba_journal::id::{ActorId, CentreId};
use std::collections::BTreeSet;

/// Who has the key of a complaint, and who must never have it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Audience {
    /// Who has it.
    pub held: BTreeSet<ActorId>,
    /// Who must never have it.
    pub never: BTreeSet<ActorId>,
}

/// Who may read a complaint: the region always, who directs the centre when it is neither grave nor about
/// somebody who might be them. May be nobody, and then nobody is to be given it.
pub fn audience(accounts: &[Account], centre: CentreId, about: About, whom: Whom) -> Audience {
    let aimed: &[Role] = match whom {
        Whom::Service => &[],
        Whom::Reception => &[Role::Reception],
        Whom::Worker => &[Role::SocialWorker, Role::Intern],
        Whom::Director => &[Role::Director],
        // Anybody of the centre may be meant.
        Whom::Unsaid => &[
            Role::Reception,
            Role::SocialWorker,
            Role::Intern,
            Role::Director,
            Role::TechnicalAdmin,
        ],
    };
    let has = |account: &Account, roles: &[Role]| {
        let mut grants = account.grants.iter();
        grants.any(|grant| roles.contains(&grant.role) && grant.reach.covers(centre))
    };
    let readers: &[Role] = if about.is_grave() {
        &[Role::RegionalSupervisor]
    } else {
        &[Role::RegionalSupervisor, Role::Director]
    };
    let mut found = Audience::default();
    for account in accounts {
        if has(account, aimed) {
            // Suspended or not: who comes back does not come back to this.
            found.never.insert(account.id);
        } else if !account.suspended && has(account, readers) {
            found.held.insert(account.id);
        }
    }
    found
}

/// Whether somebody may be handed a complaint at all: who directs, or the region.
pub fn may_hold(account: &Account, centre: CentreId) -> bool {
    !account.suspended
        && account.grants.iter().any(|grant| {
            matches!(grant.role, Role::Director | Role::RegionalSupervisor)
                && grant.reach.covers(centre)
        })
}
