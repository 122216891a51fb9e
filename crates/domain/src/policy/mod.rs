//! The one policy: every access, from pages, imports, jobs and the entries of other nodes alike,
//! is decided here and nowhere else.
//!
//! Fail closed: whatever is not named is refused. Only [`allow`] makes an [`Allowed`], and the
//! decisions and the store ask for one.

mod action;
mod field;
mod learning;
mod room;
mod route;

pub use action::{Action, Permit, may};
pub use field::{Field, sees};
pub use learning::{Learning, Reach, allow_learning, allow_preparing, learning};
pub use room::{Room, Served, inside_only, served, serves_lent};
pub use route::{Need, need};

use crate::actor::{Actor, Role};
use crate::centre::trail::NOBODY;
use crate::referral::link::Serving;
use akwaba_journal::id::{ActorId, CentreId};
use core::marker::PhantomData;

/// What an action is done to, as far as the policy must know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// The centre it happens in.
    pub centre: CentreId,
    /// The account it is done to, when it is about an account.
    pub account: Option<ActorId>,
    /// Who asked for it, when it confirms someone's request.
    pub asked_by: Option<ActorId>,
    /// In which room.
    pub room: Room,
}

impl Target {
    /// Something in a centre.
    pub fn of(centre: CentreId) -> Self {
        Self {
            centre,
            account: None,
            asked_by: None,
            room: Room::Open,
        }
    }

    /// An account of a centre.
    pub fn account(centre: CentreId, account: ActorId) -> Self {
        Self {
            centre,
            account: Some(account),
            asked_by: None,
            room: Room::Open,
        }
    }

    /// The same, done in a room.
    #[must_use]
    pub fn inside(self, room: Room) -> Self {
        Self { room, ..self }
    }

    /// Something that someone asks to have approved.
    pub fn asked(centre: CentreId, asked_by: ActorId) -> Self {
        Self {
            centre,
            account: None,
            asked_by: Some(asked_by),
            room: Room::Open,
        }
    }

    /// A request about an account, made by someone.
    pub fn request(centre: CentreId, account: ActorId, asked_by: ActorId) -> Self {
        Self {
            centre,
            account: Some(account),
            asked_by: Some(asked_by),
            room: Room::Open,
        }
    }
}

/// The answer of the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It may be done.
    Granted,
    /// It may not, and why.
    Refused(Denied),
}

/// Why something is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// The account is suspended.
    #[error("the account is suspended")]
    Suspended,
    /// None of its roles in this centre may do it.
    #[error("no role of this account in this centre may do this")]
    NoRole,
    /// Nobody changes their own rights.
    #[error("nobody changes their own rights")]
    OwnRights,
    /// Who asked may not confirm.
    #[error("who asked may not confirm")]
    OwnRequest,
    /// The case is not opened to this intern.
    #[error("the case is not opened to this intern")]
    NotOpened,
    /// It can only be done once, at the first opening.
    #[error("the first opening is over")]
    NotFirst,
}

/// Decides one access.
pub fn decide(actor: &Actor, action: Action, target: &Target) -> Verdict {
    if actor.suspended {
        return Verdict::Refused(Denied::Suspended);
    }
    let own = target.account == Some(actor.account);
    if action == Action::OwnAccount {
        return if own {
            Verdict::Granted
        } else {
            Verdict::Refused(Denied::NoRole)
        };
    }
    if !actor.roles_in(target.centre).any(|role| may(role, action)) {
        return Verdict::Refused(Denied::NoRole);
    }
    if own && action.changes_rights() {
        return Verdict::Refused(Denied::OwnRights);
    }
    if action.confirms() && (target.asked_by.is_none() || target.asked_by == Some(actor.account)) {
        return Verdict::Refused(Denied::OwnRequest);
    }
    Verdict::Granted
}

/// A permission: `actor` may do `A` to `S`. Cannot be made outside this module.
#[derive(Debug, Clone)]
pub struct Allowed<A: Permit, S = ()> {
    actor: ActorId,
    centre: CentreId,
    subject: S,
    room: Room,
    action: PhantomData<A>,
}

impl<A: Permit, S> Allowed<A, S> {
    /// Who.
    pub fn actor(&self) -> ActorId {
        self.actor
    }

    /// In which centre.
    pub fn centre(&self) -> CentreId {
        self.centre
    }

    /// In which room.
    pub fn room(&self) -> Room {
        self.room
    }

    /// To what.
    pub fn subject(&self) -> &S {
        &self.subject
    }

    /// The same person and room, for another action: for what the policy itself says goes with this one.
    fn for_another<B: Permit>(&self) -> Allowed<B> {
        Allowed {
            actor: self.actor,
            centre: self.centre,
            subject: (),
            room: self.room,
            action: PhantomData,
        }
    }
}

/// Asks the policy, and gets the permission that decisions and the store demand.
///
/// # Errors
/// [`Denied`], when the policy refuses.
pub fn allow<A: Permit, S>(
    actor: &Actor,
    target: &Target,
    subject: S,
) -> Result<Allowed<A, S>, Denied> {
    match decide(actor, A::ACTION, target) {
        Verdict::Granted => Ok(Allowed {
            actor: actor.account,
            centre: target.centre,
            subject,
            room: target.room,
            action: PhantomData,
        }),
        Verdict::Refused(denied) => Err(denied),
    }
}

/// The permission to found a centre: only while it has no account at all.
///
/// # Errors
/// [`Denied::NotFirst`] when `accounts` is not zero.
pub fn allow_founding(
    accounts: u64,
    founder: ActorId,
    centre: CentreId,
) -> Result<Allowed<action::CentreFound>, Denied> {
    if accounts == 0 {
        Ok(Allowed {
            actor: founder,
            centre,
            subject: (),
            room: Room::Open,
            action: PhantomData,
        })
    } else {
        Err(Denied::NotFirst)
    }
}

/// The permission to note that someone tried to sign in, whoever they are.
pub fn allow_noting(account: ActorId, centre: CentreId) -> Allowed<action::TrailNote> {
    Allowed {
        actor: account,
        centre,
        subject: (),
        room: Room::Open,
        action: PhantomData,
    }
}

/// The permission to read and answer one referral, for whoever holds a link to it that serves.
pub fn allow_by_link(serving: &Serving<'_>) -> Allowed<action::LinkAnswer> {
    Allowed {
        actor: NOBODY,
        centre: serving.referral().sent.centre,
        subject: (),
        room: Room::Open,
        action: PhantomData,
    }
}

/// The permission to say a complaint about a centre, for anybody at all: nobody is asked who they are.
pub fn allow_by_anybody(centre: CentreId) -> Allowed<action::GrievanceSay> {
    Allowed {
        actor: NOBODY,
        centre,
        subject: (),
        room: Room::Protected,
        action: PhantomData,
    }
}

/// What it takes to begin the file in which a complaint is examined, for whoever holds the complaint: from the region too,
/// whose people open no other case. None outside the protected space.
pub fn allow_examining(
    held: &Allowed<action::markers::GrievanceHold>,
) -> Option<(
    Allowed<action::markers::CaseOpen>,
    Allowed<action::markers::PersonRegister>,
)> {
    (held.room == Room::Protected).then(|| (held.for_another(), held.for_another()))
}

/// Whether an account may hold these roles together. Who keeps the accounts sees no
/// beneficiary's data, and who audits does not work on what is audited.
pub fn compatible(roles: &[Role]) -> bool {
    let alone = |role: &Role| matches!(role, Role::TechnicalAdmin | Role::Auditor | Role::Intern);
    roles.len() <= 1 || !roles.iter().any(alone)
}

/// Marker types of the actions, to name them in `Allowed<act::PersonRegister>`.
pub mod act {
    pub use super::action::markers::*;
}

#[cfg(test)]
mod tests;
