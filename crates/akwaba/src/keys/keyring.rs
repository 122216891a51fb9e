//! The keyring: one slot per account, each opening the same master key.

use super::file;
use akwaba_journal::chance::Chance;
use akwaba_journal::seal::Key;
use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use std::io;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// How much work one guess costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strength {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
}

impl Strength {
    /// For a real centre: half a second on an old PC, and little enough memory for it.
    pub const CENTRE: Self = Self {
        memory_kib: 32 * 1024,
        passes: 4,
    };
    /// For the demonstration and tests, where the passphrases are printed anyway.
    pub const DEMONSTRATION: Self = Self {
        memory_kib: 1024,
        passes: 1,
    };
}

/// The master key of an installation, from which the keys of the database and of the records
/// are derived.
#[derive(Clone, Debug)]
pub struct Master(Key);

impl Master {
    /// A new one.
    pub fn fresh(chance: &mut dyn Chance) -> Self {
        Self(Key::fresh(chance))
    }

    /// The key of a purpose, always the same for the same master.
    pub fn derive(&self, purpose: &str) -> Key {
        let bytes = Zeroizing::new(blake3::derive_key(purpose, self.0.as_bytes()));
        // Thirty-two bytes always make a key; the fallback is never taken.
        Key::from_slice(bytes.as_ref()).unwrap_or_else(|| self.0.clone())
    }

    /// The key of the database file.
    pub fn database(&self) -> Key {
        self.derive("akwaba 2026 database file 1")
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    version: u32,
    /// Makes the names of slots differ from one installation to another.
    salt: String,
    strength: Strength,
    slots: Vec<Slot>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Slot {
    /// Keyed hash of the login name.
    name: String,
    salt: String,
    strength: Strength,
    wrapped: String,
}

/// Why the keyring does not do as asked.
#[derive(Debug, thiserror::Error)]
pub enum KeyringError {
    /// The file cannot be read or written.
    #[error("the keyring {path} cannot be read or written")]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// The file is there but is not a keyring.
    #[error("{0} is not a keyring of this version")]
    Unreadable(PathBuf),
    /// The hash function refuses its parameters.
    #[error("the passphrase cannot be hashed with these parameters")]
    Hash,
}

/// The keyring of one data folder.
#[derive(Debug, Clone)]
pub struct Keyring {
    path: PathBuf,
    content: Content,
}

impl Keyring {
    /// A new keyring without any slot, not yet on disk.
    pub fn new(path: &Path, strength: Strength, chance: &mut dyn Chance) -> Self {
        let salt = hex(&chance.sixteen());
        Self {
            path: path.to_owned(),
            content: Content {
                version: 1,
                salt,
                strength,
                slots: Vec::new(),
            },
        }
    }

    /// Reads the keyring.
    ///
    /// # Errors
    /// [`KeyringError`] when it is not there or not readable.
    pub fn load(path: &Path) -> Result<Self, KeyringError> {
        let bytes = std::fs::read(path).map_err(|source| KeyringError::Io {
            path: path.to_owned(),
            source,
        })?;
        let content: Content = serde_json::from_slice(&bytes)
            .map_err(|_| KeyringError::Unreadable(path.to_owned()))?;
        if content.version != 1 {
            return Err(KeyringError::Unreadable(path.to_owned()));
        }
        Ok(Self {
            path: path.to_owned(),
            content,
        })
    }

    /// Opens the master key with a passphrase; `None` when login or passphrase is wrong. Costs
    /// the same time in both cases.
    ///
    /// # Errors
    /// [`KeyringError::Hash`].
    pub fn unlock(&self, login: &str, passphrase: &str) -> Result<Option<Master>, KeyringError> {
        let name = self.slot_name(login);
        let Some(slot) = self.content.slots.iter().find(|slot| slot.name == name) else {
            stretch(
                passphrase,
                b"no such slot: same work",
                self.content.strength,
            )?;
            return Ok(None);
        };
        let (Some(salt), Some(wrapped)) = (unhex(&slot.salt), unhex(&slot.wrapped)) else {
            return Err(KeyringError::Unreadable(self.path.clone()));
        };
        let key = stretch(passphrase, &salt, slot.strength)?;
        let opened = key.unwrap(&wrapped, name.as_bytes()).ok();
        Ok(opened.and_then(|bytes| Key::from_slice(&bytes)).map(Master))
    }

    /// Gives an account its passphrase, in place of a former one.
    ///
    /// # Errors
    /// [`KeyringError`]; the file then has its former content.
    pub fn set(
        &mut self,
        login: &str,
        passphrase: &str,
        master: &Master,
        chance: &mut dyn Chance,
    ) -> Result<(), KeyringError> {
        self.set_all(&[(login, passphrase.to_owned().into())], master, chance)
    }

    /// Gives several accounts their passphrases, all of them or none.
    ///
    /// # Errors
    /// [`KeyringError`]; the file then has its former content.
    pub fn set_all(
        &mut self,
        slots: &[(&str, Zeroizing<String>)],
        master: &Master,
        chance: &mut dyn Chance,
    ) -> Result<(), KeyringError> {
        let mut next = self.content.clone();
        let strength = self.content.strength;
        for (login, passphrase) in slots {
            let name = self.slot_name(login);
            let salt = chance.sixteen();
            let key = stretch(passphrase, &salt, strength)?;
            let wrapped = key
                .wrap(master.0.as_bytes(), name.as_bytes(), chance)
                .map_err(|_| KeyringError::Hash)?;
            next.slots.retain(|slot| slot.name != name);
            next.slots.push(Slot {
                name,
                salt: hex(&salt),
                strength,
                wrapped: hex(&wrapped),
            });
        }
        self.save(next)
    }

    /// Takes the passphrase of an account away.
    ///
    /// # Errors
    /// [`KeyringError`]; the file then has its former content.
    pub fn remove(&mut self, login: &str) -> Result<(), KeyringError> {
        let name = self.slot_name(login);
        let mut next = self.content.clone();
        next.slots.retain(|slot| slot.name != name);
        self.save(next)
    }

    fn save(&mut self, next: Content) -> Result<(), KeyringError> {
        let failed = |source| KeyringError::Io {
            path: self.path.clone(),
            source,
        };
        let bytes =
            serde_json::to_vec_pretty(&next).map_err(|error| failed(io::Error::other(error)))?;
        file::replace(&self.path, &bytes).map_err(failed)?;
        self.content = next;
        Ok(())
    }

    fn slot_name(&self, login: &str) -> String {
        let key = blake3::derive_key("akwaba 2026 slot name 1", self.content.salt.as_bytes());
        hex(
            blake3::keyed_hash(&key, login.trim().to_lowercase().as_bytes())
                .as_bytes()
                .split_at(16)
                .0,
        )
    }
}

fn stretch(passphrase: &str, salt: &[u8], strength: Strength) -> Result<Key, KeyringError> {
    let params = Params::new(strength.memory_kib, strength.passes, 1, Some(32))
        .map_err(|_| KeyringError::Hash)?;
    let mut bytes = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.trim().as_bytes(), salt, bytes.as_mut())
        .map_err(|_| KeyringError::Hash)?;
    Key::from_slice(bytes.as_ref()).ok_or(KeyringError::Hash)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks_exact(2);
    let clean = pairs.remainder().is_empty();
    let bytes: Option<Vec<u8>> = pairs
        .map(|pair| u8::from_str_radix(core::str::from_utf8(pair).ok()?, 16).ok())
        .collect();
    bytes.filter(|_| clean)
}

#[cfg(test)]
mod tests {
    use super::*;
    use akwaba_journal::chance::Seeded;

    fn ring(folder: &Path) -> (Keyring, Master, Seeded) {
        let mut chance = Seeded::new(7);
        let mut ring = Keyring::new(
            &folder.join("keyring"),
            Strength::DEMONSTRATION,
            &mut chance,
        );
        let master = Master::fresh(&mut chance);
        ring.set("awa", "sable-lagune-karite", &master, &mut chance)
            .unwrap();
        (ring, master, chance)
    }

    #[test]
    fn a_right_passphrase_opens_the_same_master_key_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let (_, master, _) = ring(folder.path());
        let ring = Keyring::load(&folder.path().join("keyring")).unwrap();
        let opened = ring.unlock("Awa ", "sable-lagune-karite").unwrap().unwrap();
        assert_eq!(opened.database().as_bytes(), master.database().as_bytes());
        assert_ne!(
            opened.database().as_bytes(),
            opened.derive("something else").as_bytes()
        );
        assert!(ring.unlock("awa", "sable-lagune-karité").unwrap().is_none());
        assert!(ring.unlock("ama", "sable-lagune-karite").unwrap().is_none());
    }

    #[test]
    fn a_slot_taken_away_opens_nothing_and_the_others_still_do() {
        let folder = tempfile::tempdir().unwrap();
        let (mut ring, master, mut chance) = ring(folder.path());
        ring.set("koffi", "riviere-tambour-mil", &master, &mut chance)
            .unwrap();
        ring.remove("awa").unwrap();
        assert!(ring.unlock("awa", "sable-lagune-karite").unwrap().is_none());
        assert!(
            ring.unlock("koffi", "riviere-tambour-mil")
                .unwrap()
                .is_some()
        );
    }

    #[test]
    fn the_file_holds_neither_names_nor_keys() {
        let folder = tempfile::tempdir().unwrap();
        let (_, master, _) = ring(folder.path());
        let text = std::fs::read_to_string(folder.path().join("keyring")).unwrap();
        assert!(!text.contains("awa") && !text.contains(&hex(master.database().as_bytes())));
    }

    #[test]
    fn a_damaged_keyring_is_refused_and_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keyring");
        std::fs::write(&path, b"{\"version\":1}").unwrap();
        assert!(matches!(
            Keyring::load(&path),
            Err(KeyringError::Unreadable(_))
        ));
        assert_eq!(std::fs::read(&path).unwrap(), b"{\"version\":1}");
    }
}
