//! What the host keeps the keys of: the store, which is closed until someone may open it, and
//! the passphrases, which no page and no table ever holds.

mod open;

pub use open::OpenDoors;

use akwaba_domain::casework::manual::Texts;
use akwaba_domain::centre::founding::FoundingForm;
use akwaba_domain::policy::{Allowed, act};
use akwaba_domain::refusal::Refusals;
#[cfg(not(target_arch = "wasm32"))]
use akwaba_store::sealed::{PrivateKey, PublicKeys};
use akwaba_store::{Store, StoreError};
use jiff::Timestamp;
use zeroize::Zeroizing;

#[cfg(not(target_arch = "wasm32"))]
use crate::vault::Vaults;
mod kept;

pub use kept::{Kept, NoPicture, Picture, ReadsPictures};

/// The doors of a centre, held by its host.
pub trait Doors: Send + Sync {
    /// The store, once the centre is open.
    fn store(&self) -> Option<Store>;

    /// Tries a passphrase; the first right one since the start opens the centre. Takes the same
    /// time for a login that does not exist.
    ///
    /// # Errors
    /// When the keys or the store cannot be read.
    fn unlock(&self, login: &str, passphrase: &str) -> Result<bool, DoorError>;

    /// Gives an account its passphrase.
    ///
    /// # Errors
    /// When the centre is closed, or the keys cannot be written.
    fn set_passphrase(&self, login: &str, passphrase: &str) -> Result<(), DoorError>;

    /// Changes the passphrase of an account, whose owner is here with the former one: the keys of the account stay
    /// theirs, under the new one. `false` when the former one is wrong.
    ///
    /// # Errors
    /// When the centre is closed, or the keys cannot be written.
    fn change_passphrase(&self, login: &str, former: &str, new: &str) -> Result<bool, DoorError> {
        let right = self.unlock(login, former)?;
        if right {
            self.set_passphrase(login, new)?;
        }
        Ok(right)
    }

    /// The private keys of an account, which only its passphrase opens; `None` when it is wrong or has none. Takes
    /// the same time whatever is wrong.
    ///
    /// # Errors
    /// [`DoorError::Keys`] where this host keeps no keys of accounts, or when they cannot be read.
    #[cfg(not(target_arch = "wasm32"))]
    fn account_private(
        &self,
        _login: &str,
        _passphrase: &str,
    ) -> Result<Option<PrivateKey>, DoorError> {
        Err(DoorError::Keys)
    }

    /// What sessions see of sealed files in the protected space; nothing where this host has none.
    #[cfg(not(target_arch = "wasm32"))]
    fn vaults(&self) -> Option<&Vaults> {
        None
    }

    /// The keys that the digits of a receipt stand for: always the same, slow to find by trying digits, kept nowhere.
    ///
    /// # Errors
    /// [`DoorError::Keys`] where this host cannot make them.
    #[cfg(not(target_arch = "wasm32"))]
    fn stretch(&self, _digits: &str) -> Result<PrivateKey, DoorError> {
        Err(DoorError::Keys)
    }

    /// The public halves of the keys kept for an account, as a hint: only what the private ones say counts.
    ///
    /// # Errors
    /// [`DoorError::Keys`] where this host keeps no keys of accounts, or when they cannot be read.
    #[cfg(not(target_arch = "wasm32"))]
    fn account_public(&self, _login: &str) -> Result<Option<PublicKeys>, DoorError> {
        Err(DoorError::Keys)
    }

    /// Keeps the private keys of an account under its passphrase, in place of any it had; `false` when the
    /// passphrase is wrong.
    ///
    /// # Errors
    /// [`DoorError::Keys`] where this host keeps no keys of accounts, or when they cannot be written.
    #[cfg(not(target_arch = "wasm32"))]
    fn keep_account(
        &self,
        _login: &str,
        _passphrase: &str,
        _private: &PrivateKey,
    ) -> Result<bool, DoorError> {
        Err(DoorError::Keys)
    }

    /// Takes the passphrase of an account away: it opens nothing any more.
    ///
    /// # Errors
    /// When the keys cannot be written.
    fn remove(&self, login: &str) -> Result<(), DoorError>;

    /// Changes the master key of the centre, after a backup. Everybody who may work keeps their passphrase, and
    /// the store of before writes nothing any more.
    ///
    /// # Errors
    /// [`KeyKept`]: the key is then the one of before.
    fn change_key(&self, _allowed: &Allowed<act::KeyChange>) -> Result<(), KeyKept> {
        Err(KeyKept::Failed(DoorError::Keys))
    }

    /// The backups in the folder of the host, the oldest first; none where it keeps none.
    ///
    /// # Errors
    /// When the folder cannot be read.
    fn backups(&self, _allowed: &Allowed<act::BackupRemove>) -> Result<Vec<Kept>, DoorError> {
        Ok(Vec::new())
    }

    /// Removes backups of that folder by their names.
    ///
    /// # Errors
    /// When one cannot be removed; those before it are.
    fn remove_backups(
        &self,
        _allowed: &Allowed<act::BackupRemove>,
        _names: &[String],
    ) -> Result<(), DoorError> {
        Err(DoorError::Keys)
    }

    /// A file sealed under a passphrase, as [age](https://age-encryption.org) has it, for somebody outside the centre.
    ///
    /// # Errors
    /// [`DoorError::Keys`] where this host cannot seal files.
    fn seal(&self, _passphrase: &str, _file: &[u8]) -> Result<Vec<u8>, DoorError> {
        Err(DoorError::Keys)
    }

    /// Opens a small file that was sealed under a passphrase.
    ///
    /// # Errors
    /// [`DoorError::Keys`] where it does not open: another passphrase, a damaged file, a host that opens none.
    fn unseal(&self, _passphrase: &str, _file: &[u8]) -> Result<Vec<u8>, DoorError> {
        Err(DoorError::Keys)
    }

    /// A photo or a scan drawn again, within limits and without anything hidden in it; in a file of so many bytes at most,
    /// where that is told.
    ///
    /// # Errors
    /// [`NoPicture`]: what was sent instead; [`NoPicture::NotHere`] where this host reads none.
    fn picture(&self, _sent: &[u8], _kept_max: Option<usize>) -> Result<Picture, NoPicture> {
        Err(NoPicture::NotHere)
    }

    /// Whether it reads pictures.
    fn reads_pictures(&self) -> bool {
        false
    }

    /// A paper as a PDF file; none where this host writes none and the browser prints.
    fn pdf(&self, _paper: &akwaba_paper::Paper) -> Option<Vec<u8>> {
        None
    }

    /// Whether it writes PDF files.
    fn writes_pdf(&self) -> bool {
        false
    }

    /// The model manual that comes with this host, for a centre that does not have it yet.
    fn model(&self) -> Option<Texts<'static>> {
        None
    }

    /// The first opening, where no centre is founded yet; nothing else is then served.
    fn founding(&self) -> Option<&dyn Founding> {
        None
    }
}

/// The first opening of a centre. It serves once.
pub trait Founding: Send + Sync {
    /// Founds the centre, if the code is the one shown where the program was started. Gives the
    /// passphrases of the director and of the technical administrator, to be shown once.
    ///
    /// # Errors
    /// [`NotFounded`]; there is then no centre, and it can be tried again.
    fn found(
        &self,
        code: &str,
        form: &FoundingForm,
        now: Timestamp,
    ) -> Result<[Zeroizing<String>; 2], NotFounded>;
}

/// Why a centre is not founded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotFounded {
    /// The code or a field is to be corrected.
    #[error("refused: {0:?}")]
    Refused(Refusals),
    /// It was founded already.
    #[error("the centre is founded already")]
    Over,
    /// The keys or the store cannot be made.
    #[error(transparent)]
    Failed(DoorError),
}

/// Why the master key of a centre is not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyKept {
    /// Accounts that must sign in once before, by what they type to sign in.
    #[error("some accounts must sign in once before")]
    Older(Vec<String>),
    /// The keys on disk were changed by another program.
    #[error("the keys were changed by another program")]
    Altered,
    /// A command uses the centre.
    #[error("a command uses the centre")]
    InUse,
    /// The keys or the store cannot be written.
    #[error(transparent)]
    Failed(#[from] DoorError),
}

/// Why a door does not open.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DoorError {
    /// Nobody has opened the centre since its start.
    #[error("the centre is closed")]
    Closed,
    /// The keys cannot be read or written.
    #[error("the keys cannot be read or written")]
    Keys,
    /// The store does not open.
    #[error(transparent)]
    Store(StoreError),
}
