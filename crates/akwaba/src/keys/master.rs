//! The master key of an installation: what is derived from it, and the public keys that it vouches for.

use super::hex::{hex, unhex};
use super::pair;
use akwaba_journal::chance::Chance;
use akwaba_journal::envelope::{self, Public, Purpose};
use akwaba_journal::seal::Key;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

const INFO: &[u8] = b"akwaba 2026 master key of a slot 2";

/// The public key of a slot, the master key sealed to it, and the master key's word that it belongs there.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Vouched {
    /// The public key.
    pub(super) public: String,
    /// The master key, sealed to the public one.
    pub(super) sealed: String,
    /// How it is sealed.
    #[serde(default)]
    pub(super) envelope: Envelope,
    /// Made under the master key of the slot's name and public key: nobody without the one puts in another.
    pub(super) vouched: String,
}

/// How the master key is sealed to a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Envelope {
    /// As before version 3 of the keyring.
    #[default]
    Former,
    /// By HPKE.
    Hpke,
}

impl Vouched {
    /// Opens the master key with the private key of the slot.
    pub(super) fn open(&self, private: &Key, slot: &str) -> Option<Key> {
        let sealed = unhex(&self.sealed)?;
        match self.envelope {
            Envelope::Former => pair::open(private, &sealed, slot.as_bytes()),
            Envelope::Hpke => {
                Key::from_slice(&envelope::open(private, purpose(slot), &sealed).ok()?)
            }
        }
    }

    fn key(&self) -> Option<Public> {
        let bytes = <[u8; envelope::PUBLIC_BYTES]>::try_from(unhex(&self.public)?).ok()?;
        Some(Public::new(bytes))
    }
}

fn purpose(slot: &str) -> Purpose<'_> {
    Purpose {
        info: INFO,
        bound: slot.as_bytes(),
        house: None,
    }
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

    /// The master key with these bytes.
    pub(super) fn of(key: Key) -> Self {
        Self(key)
    }

    #[cfg(test)]
    pub(super) fn key(&self) -> &Key {
        &self.0
    }

    /// Seals itself to the public key of a slot; `None` for a key that belongs to no pair.
    pub(super) fn vouch(
        &self,
        slot: &str,
        public: &Public,
        chance: &mut dyn Chance,
    ) -> Option<Vouched> {
        let sealed = envelope::seal(public, purpose(slot), self.0.as_bytes(), chance).ok()?;
        Some(Vouched {
            public: hex(public.as_bytes()),
            sealed: hex(&sealed),
            envelope: Envelope::Hpke,
            vouched: self.word(slot, public).to_hex().to_string(),
        })
    }

    /// The public key of a slot, if this master key has vouched for it.
    pub(super) fn vouched(&self, slot: &str, pair: &Vouched) -> Option<Public> {
        let public = pair.key()?;
        // Compared as hashes: in constant time.
        let said = blake3::Hash::from_hex(&pair.vouched).ok()?;
        (said == self.word(slot, &public)).then_some(public)
    }

    fn word(&self, slot: &str, public: &Public) -> blake3::Hash {
        let key = self.derive("akwaba 2026 slots of a keyring 1");
        let said = [slot.as_bytes(), public.as_bytes()].concat();
        blake3::keyed_hash(key.as_bytes(), &said)
    }

    /// The key of the database file.
    pub fn database(&self) -> Key {
        self.derive("akwaba 2026 database file 1")
    }
}
