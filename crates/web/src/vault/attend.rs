//! What the complaints of a vault wait for, done as soon as somebody enters who holds them: somebody else who may judge an
//! appeal, and another mailbox where somebody who had the former one has left.
//!
//! Never: asks whoever enters, or shows them that it was done.

use std::collections::BTreeSet;

use akwaba_domain::casework::sealed as files;
use akwaba_domain::ctx::Ctx;
use akwaba_domain::grievance::{Anew, Colleagues, GRIEVANCE, Grievance, Held, Mailbox, attend};
use akwaba_domain::policy::{Allowed, act};
use akwaba_domain::scope;
use akwaba_journal::chance::Chance;
use akwaba_journal::id::EntityId;
use akwaba_store::sealed::{self, published};
use akwaba_store::{Store, StoreError, Writing, append, entity};

use super::Vault;
use super::harvest::NotSealed;

impl Vault {
    /// Does for every complaint held here what [`attend`] says.
    ///
    /// # Errors
    /// [`NotSealed`]: the vault is to be closed.
    pub(super) fn attend(
        &mut self,
        main: &Store,
        allowed: &Allowed<act::ProtectedEnter>,
        now_micros: i64,
        chance: &mut dyn Chance,
    ) -> Result<(), NotSealed> {
        let registry = scope::registry(self.centre);
        let complaints = self.store.read(|tx| {
            let mut found = BTreeSet::new();
            entity::each_of_kind(tx, registry, GRIEVANCE, &mut |id, _| {
                found.insert(id);
                Ok(())
            })?;
            Ok::<_, StoreError>(found)
        })?;
        if complaints.is_empty() {
            return Ok(());
        }
        let centre = self.centre;
        let colleagues = main.read(|tx| published::keyed(tx, centre))?;
        for id in complaints {
            let Some(file) = self.file_of(id) else {
                continue;
            };
            let renews = self.has_stale_mailbox(main, id)?;
            let mut writing = Writing {
                now_micros,
                chance: &mut *chance,
            };
            let among = Colleagues {
                centre,
                keyed: &colleagues,
            };
            let written = self.store.write(|tx| {
                let said = entity::load(tx, registry, files::entity(file))?;
                let state = entity::load(tx, registry, id)?;
                let Some(grievance) = Grievance::of(id, &state) else {
                    return Ok(false);
                };
                let held = Held {
                    grievance: &grievance,
                    file: (file, &said),
                    examined: None,
                };
                let reply = Ctx {
                    now: jiff::Timestamp::from_microsecond(now_micros).unwrap_or_default(),
                    chance: &mut *writing.chance,
                }
                .fresh();
                let mailbox = Mailbox::fresh(writing.chance);
                let new = Anew {
                    mailbox: &mailbox,
                    reply,
                    micros: now_micros,
                };
                let drafts = attend(allowed, &held, &among, renews.then_some(&new))?;
                let any = !drafts.as_slice().is_empty();
                append(tx, &mut writing, drafts)?;
                Ok::<_, NotSealed>(any)
            })?;
            if !written {
                continue;
            }
            match self.harvest(main, allowed, &[id], now_micros, chance) {
                // Somebody who has it has no keys just now: it waits until they have, and nobody is shut out meanwhile.
                Err(NotSealed::Keys) => self.reopen(main, now_micros)?,
                done => done?,
            }
        }
        Ok(())
    }

    /// Whether the mailbox that is written to was given under a key that has been followed by another, or is about to be.
    fn has_stale_mailbox(&self, main: &Store, complaint: EntityId) -> Result<bool, StoreError> {
        let file = self.file_of(complaint);
        let held = file.and_then(|file| self.keys.get(&file)).into_iter();
        let Some(latest) = held.flatten().max_by_key(|held| held.epoch) else {
            return Ok(false);
        };
        let given = self.mailboxes.get(&complaint).copied();
        if given.is_some_and(|given| given < latest.epoch) {
            return Ok(true);
        }
        // Another holder may have come first: what they began is read at the next request.
        match main.read(|tx| sealed::is_left_behind(tx, latest)) {
            Err(StoreError::Contended) => Ok(false),
            other => other,
        }
    }
}
