//! Which fields of a record a role sees: the counter needs less than the social worker.

use crate::actor::{Actor, Role};
use akwaba_journal::id::CentreId;

/// Groups of fields that are shown or hidden together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Names, sex, birth, place: who it is.
    Identity,
    /// Phones and the safe ways to contact.
    Contact,
    /// Numbers and papers of identity.
    Papers,
    /// Languages and interpreter.
    Languages,
    /// Difficulties in functioning.
    Functioning,
    /// Who must not be told.
    MustNotTell,
    /// Consents given and withdrawn.
    Consents,
    /// Households and relations.
    Household,
    /// Birth act, school, CMU, health of each member.
    MemberGrid,
    /// Why someone came.
    VisitReason,
    /// Every change.
    History,
    /// Who has read.
    Reads,
}

impl Field {
    /// Every group.
    pub const ALL: [Self; 12] = [
        Self::Identity,
        Self::Contact,
        Self::Papers,
        Self::Languages,
        Self::Functioning,
        Self::MustNotTell,
        Self::Consents,
        Self::Household,
        Self::MemberGrid,
        Self::VisitReason,
        Self::History,
        Self::Reads,
    ];
}

/// Whether an account sees a group of fields in a centre.
pub fn sees(actor: &Actor, centre: CentreId, field: Field) -> bool {
    actor.roles_in(centre).any(|role| role_sees(role, field))
}

fn role_sees(role: Role, field: Field) -> bool {
    match role {
        Role::Director | Role::SocialWorker => true,
        // The counter must know whom not to tell: that is where the question is asked.
        Role::Reception => !matches!(field, Field::Functioning | Field::History | Field::Reads),
        Role::Auditor => field == Field::Reads,
        Role::Intern | Role::RegionalSupervisor | Role::TechnicalAdmin => false,
    }
}
