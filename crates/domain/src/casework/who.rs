//! Whose case it is, and who may do what of it: roles of the manual as functions of the system.

use super::edition::Edition;
use crate::actor::{Actor, Role};
use crate::policy::Room;
use akwaba_journal::id::{CentreId, EntityId};
use akwaba_procedures::workbook::{self, Function};
use minicbor::{Decode, Encode};

pub use super::function::{function_code, function_from_code};

/// Whose case it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub enum Subject {
    /// A person of the registry.
    #[n(0)]
    Person(#[n(0)] EntityId),
    /// A household of the registry.
    #[n(1)]
    Household(#[n(0)] EntityId),
    /// A group without a record, or the centre itself: nobody of the registry.
    #[n(2)]
    Nobody,
    /// A group of the registry.
    #[n(3)]
    Group(#[n(0)] EntityId),
}

impl Subject {
    /// The record of the registry, if there is one.
    pub fn record(self) -> Option<EntityId> {
        match self {
            Self::Person(id) | Self::Household(id) | Self::Group(id) => Some(id),
            Self::Nobody => None,
        }
    }

    /// Whether it is a person, or a household of persons: who is referred, and receives papers in their name. A member of a
    /// group has a case of their own for that.
    pub fn is_of_people(self) -> bool {
        matches!(self, Self::Person(_) | Self::Household(_))
    }

    /// Whether a procedure is for such a subject.
    pub fn suits(self, wanted: workbook::Subject) -> bool {
        matches!(
            (self, wanted),
            (Self::Person(_), workbook::Subject::Person)
                | (Self::Household(_), workbook::Subject::Household)
                | (Self::Group(_), workbook::Subject::Group)
                | (
                    Self::Nobody,
                    workbook::Subject::Group | workbook::Subject::Centre
                )
        )
    }
}

/// The functions that somebody holds in a centre, to tell which steps are theirs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hands {
    roles: Vec<Role>,
    keys: bool,
}

impl Hands {
    /// Those of an account.
    pub fn of(actor: &Actor, centre: CentreId) -> Self {
        Self {
            roles: actor.roles_in(centre).collect(),
            keys: false,
        }
    }

    /// The same in a room: in the protected space they hold the key of whatever is there.
    #[must_use]
    pub fn inside(self, room: Room) -> Self {
        Self {
            keys: room == Room::Protected,
            ..self
        }
    }

    /// Whether they hold the key of the sealed files before them.
    pub fn hold_keys(&self) -> bool {
        self.keys
    }

    /// Those of an intern under the eyes of their tutor: what the two may do together.
    pub fn guided() -> Self {
        Self {
            roles: vec![Role::Intern, Role::SocialWorker],
            keys: false,
        }
    }

    /// Those of who begins the file of a complaint that was entrusted to them: what the person designated to receive
    /// complaints would have answered, the complaint says already.
    pub fn receiving() -> Self {
        Self {
            roles: vec![Role::SocialWorker],
            keys: true,
        }
    }

    /// Whether they may do a step of this function: their own, or one they stand in for. A
    /// director stands in for everybody of the centre, a social worker for the counter and for
    /// whom has no account.
    pub fn may_do(&self, function: Function) -> bool {
        let roles: &[Role] = match function {
            Function::Reception => &[Role::Reception, Role::SocialWorker, Role::Director],
            Function::SocialWorker | Function::External => &[Role::SocialWorker, Role::Director],
            Function::Director => &[Role::Director],
            Function::RegionalSupervisor => &[Role::RegionalSupervisor],
            Function::Intern => &[Role::Intern, Role::SocialWorker, Role::Director],
        };
        self.roles.iter().any(|role| roles.contains(role))
    }

    /// Whether a step of this function is held by an office of theirs that follows no case: the counter's or the region's.
    /// Nobody stands in for another here.
    pub fn hold(&self, function: Function) -> bool {
        let role = match function {
            Function::Reception => Role::Reception,
            Function::RegionalSupervisor => Role::RegionalSupervisor,
            _ => return false,
        };
        self.roles.contains(&role)
    }

    /// Whether they may give an approval asked of one of these roles of the manual.
    pub fn may_approve(&self, edition: &Edition, roles: &[String]) -> bool {
        let mut functions = roles.iter().filter_map(|role| edition.function(role));
        functions.any(|function| function != Function::External && self.may_do(function))
    }

    /// Whether they direct the centre.
    pub fn direct(&self) -> bool {
        self.roles.contains(&Role::Director)
    }

    /// Whether they work with people in the centre, beyond its counter.
    pub fn work(&self) -> bool {
        self.direct() || self.roles.contains(&Role::SocialWorker)
    }
}
