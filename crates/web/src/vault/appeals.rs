//! The appeals of the complaints that a vault holds: found by the mailbox that stands inside each complaint, and placed with it.
//!
//! Never: lets anything else in by that way, or looks at a mailbox whose complaint is not held.

use akwaba_domain::grievance::{GRIEVANCE, Grievance, Kept, Stage, file, may_enter};
use akwaba_domain::scope;
use akwaba_journal::entry::Entry;
use akwaba_journal::holder::PublicKeys;
use akwaba_store::{Store, StoreError, entity, vault};

use super::Vault;
use super::deposit::within;

impl Vault {
    /// Takes in the appeals that have come since.
    pub(super) fn take_in_appeals(&mut self, main: &Store) -> Result<(), StoreError> {
        let registry = scope::registry(self.centre);
        let complaints = self.store.read(|tx| {
            let mut found = Vec::new();
            entity::each_of_kind(tx, registry, GRIEVANCE, &mut |id, state| {
                found.extend(Grievance::of(id, &state).filter(may_be_appealed));
                Ok(())
            })?;
            Ok::<_, StoreError>(found)
        })?;
        if complaints.is_empty() {
            return Ok(());
        }
        let found = main.read(|tx| {
            let mut found: Vec<Entry> = Vec::new();
            for complaint in &complaints {
                let Some(receipt) = PublicKeys::from_slice(&complaint.said.receipt) else {
                    continue;
                };
                let nth = u32::try_from(complaint.appeals.len()).unwrap_or(u32::MAX);
                let sealed = file(&receipt, Kept::Appeal, nth);
                // The one that it was sealed to may have been followed by another since.
                for mailbox in complaint.mailboxes.iter().rev() {
                    let Some(opens) = mailbox.private() else {
                        continue;
                    };
                    let inside = within(tx, sealed, &opens)?.into_iter();
                    found.extend(inside.filter(|entry| may_enter(entry, complaint.id)));
                }
            }
            Ok::<_, StoreError>(found)
        })?;
        if found.is_empty() {
            return Ok(());
        }
        self.store.write(|tx| vault::place(tx, &found))
    }
}

/// Once after each answer: nothing is looked for before there is one.
fn may_be_appealed(complaint: &Grievance) -> bool {
    let answered = complaint.answers.iter();
    let answered = answered.filter(|one| one.stage == Stage::Answered).count();
    answered > complaint.appeals.len()
}
