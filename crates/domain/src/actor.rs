//! Who acts: an account, its roles, and the centres in which it has them.
//!
//! Fail closed: no grant, a suspended account or an empty reach allows nothing.

use akwaba_journal::id::{ActorId, CentreId};
use minicbor::{Decode, Encode};
use std::collections::BTreeSet;

/// What someone is in a centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Role {
    /// Accueil.
    #[n(0)]
    Reception,
    /// Travailleur social.
    #[n(1)]
    SocialWorker,
    /// Directeur ou directrice du centre.
    #[n(2)]
    Director,
    /// Supervision régionale.
    #[n(3)]
    RegionalSupervisor,
    /// Administration technique: accounts, backups, the journal; no personal data.
    #[n(4)]
    TechnicalAdmin,
    /// Audit: the trail and the journal; no personal data.
    #[n(5)]
    Auditor,
    /// Stagiaire: supervised, into the queue only.
    #[n(6)]
    Intern,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 7] = [
        Self::Reception,
        Self::SocialWorker,
        Self::Director,
        Self::RegionalSupervisor,
        Self::TechnicalAdmin,
        Self::Auditor,
        Self::Intern,
    ];

    /// Its name in forms, addresses and translation keys.
    pub fn code(self) -> &'static str {
        match self {
            Self::Reception => "reception",
            Self::SocialWorker => "social-worker",
            Self::Director => "director",
            Self::RegionalSupervisor => "regional-supervisor",
            Self::TechnicalAdmin => "technical-admin",
            Self::Auditor => "auditor",
            Self::Intern => "intern",
        }
    }

    /// The role of that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// The centres in which a role is held.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(transparent)]
pub struct Reach(#[n(0)] BTreeSet<CentreId>);

impl Reach {
    /// These centres and no other.
    pub fn of(centres: impl IntoIterator<Item = CentreId>) -> Self {
        Self(centres.into_iter().collect())
    }

    /// Whether it holds that centre. An empty reach holds none.
    pub fn covers(&self, centre: CentreId) -> bool {
        self.0.contains(&centre)
    }

    /// The centres.
    pub fn centres(&self) -> impl Iterator<Item = CentreId> {
        self.0.iter().copied()
    }
}

/// One role in some centres.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Grant {
    /// The role.
    #[n(0)]
    pub role: Role,
    /// Where.
    #[n(1)]
    pub reach: Reach,
}

/// An account that is signed in, with the rights it has at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The account.
    pub account: ActorId,
    /// Its roles.
    pub grants: Vec<Grant>,
    /// A suspended account may do nothing.
    pub suspended: bool,
}

impl Actor {
    /// The roles held in a centre.
    pub fn roles_in(&self, centre: CentreId) -> impl Iterator<Item = Role> {
        let grants = if self.suspended {
            &[][..]
        } else {
            self.grants.as_slice()
        };
        grants
            .iter()
            .filter(move |grant| grant.reach.covers(centre))
            .map(|grant| grant.role)
    }
}
