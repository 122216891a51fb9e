//! The master key of an installation: what is derived from it, and the public keys that it vouches for.

use super::hex::hex;
use super::pair::Public;
use akwaba_journal::chance::Chance;
use akwaba_journal::seal::Key;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// The public key of a slot, the master key sealed to it, and the master key's word that it belongs there.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Vouched {
    /// The public key.
    public: String,
    /// The master key, sealed to the public one.
    pub(super) sealed: String,
    /// Made under the master key of the slot's name and public key: nobody without the one puts in another.
    vouched: String,
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
        let sealed = public.seal(&self.0, slot.as_bytes(), chance)?;
        Some(Vouched {
            public: public.write(),
            sealed: hex(&sealed),
            vouched: self.word(slot, public).to_hex().to_string(),
        })
    }

    /// The public key of a slot, if this master key has vouched for it.
    pub(super) fn vouched(&self, slot: &str, pair: &Vouched) -> Option<Public> {
        let public = Public::read(&pair.public)?;
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
