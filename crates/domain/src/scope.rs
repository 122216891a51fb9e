//! The scopes of a centre: units of exchange and of permission, derived from the centre's id so
//! that every node names them alike.

use akwaba_journal::id::{CentreId, ScopeId};

/// The registry and the counter: persons, households, visits.
pub fn registry(centre: CentreId) -> ScopeId {
    ScopeId::named(&format!("registry/{centre}"))
}

/// The office: accounts, roles, settings. No beneficiary's data.
pub fn office(centre: CentreId) -> ScopeId {
    ScopeId::named(&format!("office/{centre}"))
}

/// The trail: who read what, sign-ins, refusals. Ids only, no content.
pub fn trail(centre: CentreId) -> ScopeId {
    ScopeId::named(&format!("trail/{centre}"))
}

/// The manual: procedures as they are published in a centre. No beneficiary's data.
pub fn manual(centre: CentreId) -> ScopeId {
    ScopeId::named(&format!("manual/{centre}"))
}

/// The directory of services around a centre. No beneficiary's data.
pub fn directory(centre: CentreId) -> ScopeId {
    ScopeId::named(&format!("directory/{centre}"))
}

/// The signed monthly reports, as far as they may leave a centre: small sensitive counts are hidden in them.
pub fn reports(centre: CentreId) -> ScopeId {
    ScopeId::named(&format!("reports/{centre}"))
}

/// Reference data, the same for all: administrative units.
pub fn reference() -> ScopeId {
    ScopeId::named("reference")
}
