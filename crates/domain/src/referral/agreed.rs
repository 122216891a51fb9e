//! Whose consent a referral was sent with, and whether it stands.
//!
//! Never: a consent of a sealed file, which this cannot see.

use super::facts::{Agreed, Basis, Referral};
use crate::registry::consent::ConsentView;
use akwaba_journal::id::EntityId;
use std::collections::BTreeMap;

/// The consents of persons, as their records hold them now.
pub type Consents = BTreeMap<EntityId, Vec<ConsentView>>;

impl Referral {
    /// Everyone whose consent it was sent with, and which; nobody where it was sent on a legal ground.
    pub fn agreed(&self) -> Vec<Agreed> {
        let Basis::Consent(consent) = self.sent.basis else {
            return Vec::new();
        };
        let first = Agreed {
            person: self.sent.person,
            consent,
        };
        let others = self.sent.together.iter().flat_map(|one| &one.agreed);
        core::iter::once(first).chain(others.copied()).collect()
    }

    /// Whether nobody took back the consent it was sent with.
    pub fn still_agreed(&self, consents: &Consents) -> bool {
        if matches!(self.sent.basis, Basis::Confided(_)) {
            // Its consent is in a sealed file; nothing that asks here may reach the service.
            return false;
        }
        let holds = |agreed: &Agreed| {
            let known = consents.get(&agreed.person).into_iter().flatten();
            known
                .filter(|consent| consent.withdrawn.is_none())
                .any(|consent| consent.given.tag == agreed.consent)
        };
        self.agreed().iter().all(holds)
    }
}
