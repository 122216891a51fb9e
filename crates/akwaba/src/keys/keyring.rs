//! The keyring: one slot per account, each opening the same master key.
//!
//! A slot is a pair of keys: the private one under the account's passphrase, the master key sealed to the
//! public one. So the master key can be another without anybody's passphrase. Slots made before there were
//! pairs hold the master key under the passphrase itself, and become pairs when their owner signs in. The keys
//! of the account itself stand beside ([`super::account`]).

use super::account::Kept;
use super::file;
use super::hex::{hex, unhex};
use super::master::{Envelope, Master, Vouched};
use super::strength::{Strength, stretch};
use akwaba_journal::chance::Chance;
use akwaba_journal::envelope;
use akwaba_journal::seal::Key;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Content {
    version: u32,
    /// How many master keys there have been; each has a database file of its own.
    #[serde(default = "first")]
    generation: u32,
    /// Makes the names of slots differ from one installation to another.
    salt: String,
    strength: Strength,
    pub(super) slots: Vec<Slot>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Slot {
    /// Keyed hash of the login name.
    pub(super) name: String,
    salt: String,
    strength: Strength,
    /// Under the passphrase: the private key of the pair or, in a slot without one, the master key.
    wrapped: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) pair: Option<Vouched>,
    /// The keys of the account, once its owner has chosen the passphrase.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) account: Option<Kept>,
}

impl Slot {
    /// What the wrapped key of this slot is bound to: it serves in no other slot, and as nothing else.
    fn binding(&self) -> Vec<u8> {
        let what: &[u8] = if self.pair.is_some() {
            b" private"
        } else {
            b""
        };
        [self.name.as_bytes(), what].concat()
    }
}

/// Version of the file as it is written.
const VERSION: u32 = 3;

fn first() -> u32 {
    1
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
    /// Accounts whose slots are no pairs yet: the master key cannot be changed without them.
    #[error("some accounts have not signed in since slots are pairs of keys")]
    Older(Vec<String>),
    /// A slot was put in by somebody who does not hold the master key.
    #[error("a slot of {0} was not written by Akwaba")]
    Altered(PathBuf),
}

/// The keyring of one data folder.
#[derive(Debug, Clone)]
pub struct Keyring {
    path: PathBuf,
    pub(super) content: Content,
}

impl Keyring {
    /// A new keyring without any slot, not yet on disk.
    pub fn new(path: &Path, strength: Strength, chance: &mut dyn Chance) -> Self {
        let salt = hex(&chance.sixteen());
        Self {
            path: path.to_owned(),
            content: Content {
                version: VERSION,
                generation: first(),
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
        if !(1..=VERSION).contains(&content.version) {
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
        let Some((slot, held)) = self.open_slot(login, passphrase)? else {
            return Ok(None);
        };
        let master = match &slot.pair {
            None => Some(held),
            // Right passphrase, and nothing of the centre behind it: the file was changed.
            Some(pair) => pair.open(&held, &slot.name),
        };
        let unreadable = || KeyringError::Unreadable(self.path.clone());
        Ok(Some(Master::of(master.ok_or_else(unreadable)?)))
    }

    /// The slot of a login and what its passphrase opens: the private key of its pair or, without one, the master key.
    /// The passphrase is stretched whether there is such a slot or not.
    pub(super) fn open_slot(
        &self,
        login: &str,
        passphrase: &str,
    ) -> Result<Option<(&Slot, Key)>, KeyringError> {
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
        let opened = key.unwrap(&wrapped, &slot.binding()).ok();
        let held = opened.and_then(|bytes| Key::from_slice(&bytes));
        Ok(held.map(|held| (slot, held)))
    }

    /// Seals the master key again by HPKE in the slots that have it in the former way. Nobody's passphrase is needed.
    ///
    /// # Errors
    /// [`KeyringError`]; the file then has its former content.
    pub fn renew_envelopes(
        &mut self,
        master: &Master,
        chance: &mut dyn Chance,
    ) -> Result<(), KeyringError> {
        let mut next = self.content.clone();
        let mut renewed = false;
        for slot in &mut next.slots {
            let former = slot
                .pair
                .as_ref()
                .filter(|pair| pair.envelope == Envelope::Former);
            // One that the master key did not vouch for is left to stop the next change of the key.
            let public = former.and_then(|pair| master.vouched(&slot.name, pair));
            if let Some(public) = public {
                let pair = master.vouch(&slot.name, &public, chance);
                slot.pair = Some(pair.ok_or(KeyringError::Hash)?);
                renewed = true;
            }
        }
        if renewed { self.save(next) } else { Ok(()) }
    }

    /// Whether some slots have the master key in the former way.
    pub fn has_former_envelopes(&self) -> bool {
        let mut pairs = self
            .content
            .slots
            .iter()
            .filter_map(|slot| slot.pair.as_ref());
        pairs.any(|pair| pair.envelope == Envelope::Former)
    }

    /// How many master keys there have been.
    pub fn generation(&self) -> u32 {
        self.content.generation
    }

    /// How many accounts have a passphrase.
    pub fn accounts(&self) -> usize {
        self.content.slots.len()
    }

    /// Whether the slot of an account is no pair of keys yet.
    pub fn is_older(&self, login: &str) -> bool {
        let name = self.slot_name(login);
        let mut slots = self.content.slots.iter();
        slots.any(|slot| slot.name == name && slot.pair.is_none())
    }

    /// The same keyring under another master key, not yet on disk: the slots of the accounts that stay, and no
    /// other.
    ///
    /// # Errors
    /// [`KeyringError::Older`] with the accounts that must sign in first, [`KeyringError::Altered`].
    pub fn under(
        &self,
        (present, next): (&Master, &Master),
        generation: u32,
        stay: &[String],
        chance: &mut dyn Chance,
    ) -> Result<Self, KeyringError> {
        let older = stay.iter().filter(|login| self.is_older(login));
        let older: Vec<String> = older.cloned().collect();
        if !older.is_empty() {
            return Err(KeyringError::Older(older));
        }
        let names: Vec<String> = stay.iter().map(|login| self.slot_name(login)).collect();
        let mut slots = Vec::new();
        for slot in &self.content.slots {
            let Some(pair) = slot.pair.as_ref().filter(|_| names.contains(&slot.name)) else {
                continue;
            };
            let public = present.vouched(&slot.name, pair);
            let public = public.ok_or_else(|| KeyringError::Altered(self.path.clone()))?;
            let pair = next.vouch(&slot.name, &public, chance);
            slots.push(Slot {
                pair: Some(pair.ok_or(KeyringError::Hash)?),
                ..slot.clone()
            });
        }
        let mut keyring = self.clone();
        keyring.content.slots = slots;
        keyring.content.generation = generation;
        Ok(keyring)
    }

    /// Takes the place of the file.
    ///
    /// # Errors
    /// [`KeyringError`]; the file then has its former content.
    pub fn take_place(&mut self) -> Result<(), KeyringError> {
        let content = self.content.clone();
        self.save(content)
    }

    /// Gives an account its passphrase, in place of a former one. The keys of the account are lost with that one.
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
        for (login, passphrase) in slots {
            let (slot, _) = self.fresh_slot(login, passphrase, master, chance)?;
            next.slots.retain(|other| other.name != slot.name);
            next.slots.push(slot);
        }
        self.save(next)
    }

    /// A slot with a new pair, and the private key of the pair.
    pub(super) fn fresh_slot(
        &self,
        login: &str,
        passphrase: &str,
        master: &Master,
        chance: &mut dyn Chance,
    ) -> Result<(Slot, Key), KeyringError> {
        let (name, strength) = (self.slot_name(login), self.content.strength);
        let salt = chance.sixteen();
        let key = stretch(passphrase, &salt, strength)?;
        let (private, public) = envelope::fresh(chance);
        let vouched = master.vouch(&name, &public, chance);
        let mut slot = Slot {
            pair: Some(vouched.ok_or(KeyringError::Hash)?),
            name,
            salt: hex(&salt),
            strength,
            wrapped: String::new(),
            account: None,
        };
        let wrapped = key.wrap(private.as_bytes(), &slot.binding(), chance);
        slot.wrapped = hex(&wrapped.map_err(|_| KeyringError::Hash)?);
        Ok((slot, private))
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

    pub(super) fn save(&mut self, mut next: Content) -> Result<(), KeyringError> {
        next.version = VERSION;
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

    pub(super) fn slot_name(&self, login: &str) -> String {
        let key = blake3::derive_key("akwaba 2026 slot name 1", self.content.salt.as_bytes());
        hex(
            blake3::keyed_hash(&key, login.trim().to_lowercase().as_bytes())
                .as_bytes()
                .split_at(16)
                .0,
        )
    }
}

#[cfg(test)]
#[path = "keyring_tests.rs"]
mod tests;
