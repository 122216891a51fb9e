//! The keys of accounts in the keyring: their private halves, under what the passphrase of the slot opens.
//!
//! They follow a change of passphrase made with the former one, and are lost with a passphrase that somebody
//! else gives: nobody but their owner ever opens them.

use super::hex::{hex, unhex};
use super::keyring::{Keyring, KeyringError};
use super::master::Master;
use akwaba_journal::chance::Chance;
use akwaba_journal::holder::{PrivateKey, PublicKeys};
use akwaba_journal::seal::Key;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// The keys of an account, in its slot.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kept {
    /// The public halves: a hint, for the private ones make them.
    public: String,
    /// The private halves, under a key made from the private key of the slot.
    wrapped: String,
}

impl Kept {
    fn of(
        slot: &str,
        held: &Key,
        private: &PrivateKey,
        chance: &mut dyn Chance,
    ) -> Result<Self, KeyringError> {
        let public = private.public().map_err(|_| KeyringError::Hash)?;
        let wrapped = under(held).wrap(private.as_bytes(), &binding(slot), chance);
        Ok(Self {
            public: hex(&public.to_bytes()),
            wrapped: hex(&wrapped.map_err(|_| KeyringError::Hash)?),
        })
    }

    fn open(&self, slot: &str, held: &Key) -> Option<PrivateKey> {
        let bytes = under(held).unwrap(&unhex(&self.wrapped)?, &binding(slot));
        PrivateKey::from_slice(&bytes.ok()?)
    }
}

fn under(held: &Key) -> Key {
    let bytes = Zeroizing::new(blake3::derive_key(
        "akwaba 2026 keys of an account in a slot 1",
        held.as_bytes(),
    ));
    Key::new(*bytes)
}

fn binding(slot: &str) -> Vec<u8> {
    [slot.as_bytes(), b" account"].concat()
}

impl Keyring {
    /// The private keys of an account; `None` when login or passphrase is wrong, or it has none. Costs the same time
    /// in all cases.
    ///
    /// # Errors
    /// [`KeyringError`].
    pub fn account(
        &self,
        login: &str,
        passphrase: &str,
    ) -> Result<Option<PrivateKey>, KeyringError> {
        let opened = self.open_slot(login, passphrase)?;
        Ok(opened.and_then(|(slot, held)| slot.account.as_ref()?.open(&slot.name, &held)))
    }

    /// The public halves of the keys kept for an account, as the file says.
    pub fn account_public(&self, login: &str) -> Option<PublicKeys> {
        let name = self.slot_name(login);
        let slot = self.content.slots.iter().find(|slot| slot.name == name)?;
        PublicKeys::from_slice(&unhex(&slot.account.as_ref()?.public)?)
    }

    /// Keeps the keys of an account under its passphrase, in place of any it had; `false` when the passphrase is
    /// wrong or the slot is no pair yet.
    ///
    /// # Errors
    /// [`KeyringError`]; the file then has its former content.
    pub fn keep_account(
        &mut self,
        login: &str,
        passphrase: &str,
        private: &PrivateKey,
        chance: &mut dyn Chance,
    ) -> Result<bool, KeyringError> {
        let Some((slot, held)) = self.open_slot(login, passphrase)? else {
            return Ok(false);
        };
        if slot.pair.is_none() {
            return Ok(false);
        }
        let name = slot.name.clone();
        let kept = Kept::of(&name, &held, private, chance)?;
        let mut next = self.content.clone();
        for slot in next.slots.iter_mut().filter(|slot| slot.name == name) {
            slot.account = Some(kept.clone());
        }
        self.save(next)?;
        Ok(true)
    }

    /// Changes the passphrase of an account with the former one: its keys stay; `false` when that one is wrong.
    ///
    /// # Errors
    /// [`KeyringError`]; the file then has its former content.
    pub fn change(
        &mut self,
        login: &str,
        (former, new): (&str, &str),
        master: &Master,
        chance: &mut dyn Chance,
    ) -> Result<bool, KeyringError> {
        let Some((slot, held)) = self.open_slot(login, former)? else {
            return Ok(false);
        };
        let kept = slot.account.as_ref();
        let private = kept.map(|kept| kept.open(&slot.name, &held));
        let (mut fresh, held) = self.fresh_slot(login, new, master, chance)?;
        // Keys that do not open with the right passphrase were altered: there is nothing to keep of them.
        if let Some(private) = private.flatten() {
            fresh.account = Some(Kept::of(&fresh.name, &held, &private, chance)?);
        }
        let mut next = self.content.clone();
        next.slots.retain(|other| other.name != fresh.name);
        next.slots.push(fresh);
        self.save(next)?;
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Strength;
    use akwaba_journal::chance::Seeded;
    use std::path::Path;

    const FIRST: &str = "sable-lagune-karite";
    const SECOND: &str = "riviere-tambour-mil";

    fn ring(folder: &Path) -> (Keyring, Master, PrivateKey, Seeded) {
        let mut chance = Seeded::new(7);
        let path = folder.join("keyring");
        let mut ring = Keyring::new(&path, Strength::DEMONSTRATION, &mut chance);
        let master = Master::fresh(&mut chance);
        ring.set("awa", FIRST, &master, &mut chance).unwrap();
        let private = PrivateKey::fresh(&mut chance);
        let kept = ring.keep_account("awa", FIRST, &private, &mut chance);
        assert!(kept.unwrap());
        (Keyring::load(&path).unwrap(), master, private, chance)
    }

    fn opens(ring: &Keyring, passphrase: &str) -> Option<Vec<u8>> {
        let opened = ring.account("awa", passphrase).unwrap();
        opened.map(|private| private.as_bytes().to_vec())
    }

    #[test]
    fn the_keys_of_an_account_open_with_its_passphrase_and_follow_it_when_its_owner_changes_it() {
        let folder = tempfile::tempdir().unwrap();
        let (mut ring, master, private, mut chance) = ring(folder.path());
        let bytes = Some(private.as_bytes().to_vec());
        assert_eq!(opens(&ring, FIRST), bytes);
        assert_eq!(opens(&ring, SECOND), None);
        assert!(ring.account("koffi", FIRST).unwrap().is_none());
        assert_eq!(ring.account_public("Awa "), private.public().ok());
        let wrong = ring.change("awa", (SECOND, FIRST), &master, &mut chance);
        assert!(!wrong.unwrap());
        let right = ring.change("awa", (FIRST, SECOND), &master, &mut chance);
        assert!(right.unwrap());
        assert_eq!((opens(&ring, FIRST), opens(&ring, SECOND)), (None, bytes));
    }

    #[test]
    fn a_passphrase_that_somebody_else_gives_does_not_open_the_keys_of_before() {
        let folder = tempfile::tempdir().unwrap();
        let (mut ring, master, _, mut chance) = ring(folder.path());
        ring.set("awa", SECOND, &master, &mut chance).unwrap();
        assert_eq!((opens(&ring, FIRST), opens(&ring, SECOND)), (None, None));
        assert_eq!(ring.account_public("awa"), None);
    }

    #[test]
    fn the_keys_of_an_account_stay_under_another_master_key_which_does_not_open_them() {
        let folder = tempfile::tempdir().unwrap();
        let (ring, master, private, mut chance) = ring(folder.path());
        let next = Master::fresh(&mut chance);
        let stay = ["awa".to_owned()];
        let changed = ring.under((&master, &next), 2, &stay, &mut chance).unwrap();
        assert_eq!(opens(&changed, FIRST), Some(private.as_bytes().to_vec()));
        for key in [master.database(), next.database()] {
            let slot = changed.content.slots.first().unwrap();
            let kept = slot.account.as_ref().unwrap();
            assert!(kept.open(&slot.name, &key).is_none());
        }
    }
}
