//! Doors of a store that is already open: what tests and phones have in place of a host. Keeps passphrases and
//! keys in memory, and nothing on a disk.

use akwaba_domain::casework::manual::Texts;
use akwaba_store::Store;
#[cfg(not(target_arch = "wasm32"))]
use akwaba_store::sealed::{PrivateKey, PublicKeys};

use super::{DoorError, Doors, NoPicture, Picture, ReadsPictures};
#[cfg(not(target_arch = "wasm32"))]
use crate::vault::Vaults;
#[cfg(not(target_arch = "wasm32"))]
use zeroize::Zeroizing;

/// Doors of a store that is already open, with passphrases in memory: tests and phones.
pub struct OpenDoors {
    store: Store,
    model: Option<Texts<'static>>,
    pictures: Option<ReadsPictures>,
    pub(crate) press: Option<fn(&akwaba_paper::Paper) -> Vec<u8>>,
    passphrases: std::sync::Mutex<std::collections::BTreeMap<String, [u8; 32]>>,
    #[cfg(not(target_arch = "wasm32"))]
    accounts: Option<(Accounts, Vaults)>,
}

#[cfg(not(target_arch = "wasm32"))]
type Accounts = std::sync::Mutex<std::collections::BTreeMap<String, PrivateKey>>;

impl OpenDoors {
    /// Doors around an open store, without any passphrase.
    #[must_use]
    pub fn new(store: Store) -> Self {
        Self {
            store,
            model: None,
            pictures: None,
            press: None,
            passphrases: std::sync::Mutex::default(),
            #[cfg(not(target_arch = "wasm32"))]
            accounts: None,
        }
    }

    /// The same, keeping the keys of accounts in memory.
    #[cfg(not(target_arch = "wasm32"))]
    #[must_use]
    pub fn with_account_keys(mut self) -> Self {
        self.accounts = Some(Default::default());
        self
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn accounts(
        &self,
    ) -> Result<std::sync::MutexGuard<'_, std::collections::BTreeMap<String, PrivateKey>>, DoorError>
    {
        let (accounts, _) = self.accounts.as_ref().ok_or(DoorError::Keys)?;
        Ok(accounts
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    /// The same people with their passphrases and keys at the doors of another store.
    #[cfg(test)]
    pub(crate) fn beside(&self, store: Store) -> Self {
        let accounts = self.accounts().ok().map(|accounts| accounts.clone());
        Self {
            store,
            passphrases: std::sync::Mutex::new(self.known().clone()),
            accounts: accounts.map(|accounts| (accounts.into(), Vaults::default())),
            ..*self
        }
    }

    /// The same, with a model manual that a centre may adopt.
    #[must_use]
    pub fn with_model(mut self, model: Texts<'static>) -> Self {
        self.model = Some(model);
        self
    }

    /// The same, with what reads pictures.
    #[must_use]
    pub fn with_pictures(mut self, reads: ReadsPictures) -> Self {
        self.pictures = Some(reads);
        self
    }

    fn known(&self) -> std::sync::MutexGuard<'_, std::collections::BTreeMap<String, [u8; 32]>> {
        self.passphrases
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

fn fingerprint(passphrase: &str) -> [u8; 32] {
    let typed = passphrase.trim().as_bytes();
    blake3::derive_key("akwaba 2026 passphrase in memory", typed)
}

impl Doors for OpenDoors {
    fn pdf(&self, paper: &akwaba_paper::Paper) -> Option<Vec<u8>> {
        self.press.map(|press| press(paper))
    }

    fn store(&self) -> Option<Store> {
        Some(self.store.clone())
    }

    fn model(&self) -> Option<Texts<'static>> {
        self.model
    }

    /// In tests, a file in the open under its passphrase stands for a sealed one.
    #[cfg(test)]
    fn unseal(&self, passphrase: &str, file: &[u8]) -> Result<Vec<u8>, DoorError> {
        let opened = file.strip_prefix(passphrase.as_bytes());
        opened.map(<[u8]>::to_vec).ok_or(DoorError::Keys)
    }

    fn picture(&self, sent: &[u8], kept_max: Option<usize>) -> Result<Picture, NoPicture> {
        let reads = self.pictures.ok_or(NoPicture::NotHere)?;
        reads(sent, kept_max)
    }

    fn reads_pictures(&self) -> bool {
        self.pictures.is_some()
    }

    fn unlock(&self, login: &str, passphrase: &str) -> Result<bool, DoorError> {
        let sent = blake3::Hash::from_bytes(fingerprint(passphrase));
        Ok(self
            .known()
            .get(login)
            .is_some_and(|kept| blake3::Hash::from_bytes(*kept) == sent))
    }

    fn set_passphrase(&self, login: &str, passphrase: &str) -> Result<(), DoorError> {
        self.known()
            .insert(login.to_owned(), fingerprint(passphrase));
        // Somebody else gave it: what was kept under the former one is lost.
        #[cfg(not(target_arch = "wasm32"))]
        if self.accounts.is_some() {
            self.accounts()?.remove(login);
        }
        Ok(())
    }

    fn change_passphrase(&self, login: &str, former: &str, new: &str) -> Result<bool, DoorError> {
        let right = self.unlock(login, former)?;
        if right {
            self.known().insert(login.to_owned(), fingerprint(new));
        }
        Ok(right)
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn account_private(
        &self,
        login: &str,
        passphrase: &str,
    ) -> Result<Option<PrivateKey>, DoorError> {
        let kept = self.accounts()?.get(login).cloned();
        Ok(kept.filter(|_| self.unlock(login, passphrase) == Ok(true)))
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn vaults(&self) -> Option<&Vaults> {
        self.accounts.as_ref().map(|(_, vaults)| vaults)
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn stretch(&self, digits: &str) -> Result<PrivateKey, DoorError> {
        let mut bytes = Zeroizing::new([0; 64]);
        let mut hasher = blake3::Hasher::new_derive_key("akwaba 2026 a receipt in tests");
        hasher
            .update(digits.as_bytes())
            .finalize_xof()
            .fill(bytes.as_mut());
        PrivateKey::from_slice(bytes.as_ref()).ok_or(DoorError::Keys)
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn account_public(&self, login: &str) -> Result<Option<PublicKeys>, DoorError> {
        let kept = self.accounts()?.get(login).map(PrivateKey::public);
        kept.transpose().map_err(|_| DoorError::Keys)
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn keep_account(
        &self,
        login: &str,
        passphrase: &str,
        private: &PrivateKey,
    ) -> Result<bool, DoorError> {
        let right = self.unlock(login, passphrase)?;
        if right {
            self.accounts()?.insert(login.to_owned(), private.clone());
        }
        Ok(right)
    }

    fn remove(&self, login: &str) -> Result<(), DoorError> {
        self.known().remove(login);
        Ok(())
    }
}
