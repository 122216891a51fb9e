//! A pair of keys (X25519): whoever has the public one seals, and only the private one opens.
//!
//! What is sealed carries the public half of a pair made for it alone; the key between the two, with both
//! public halves, is stretched by BLAKE3 to the key of one XChaCha20-Poly1305 message. Never keeps a key.

use super::hex::{hex, unhex};
use akwaba_journal::chance::Chance;
use akwaba_journal::seal::Key;
use x25519_dalek::{PublicKey, SharedSecret, StaticSecret};
use zeroize::Zeroizing;

const PURPOSE: &str = "akwaba 2026 sealed to a slot 1";
const PUBLIC_BYTES: usize = 32;

/// The public half of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Public(PublicKey);

/// A new pair: its private half, to be wrapped, and its public one.
pub fn fresh(chance: &mut dyn Chance) -> (Key, Public) {
    let private = Key::fresh(chance);
    let public = PublicKey::from(&StaticSecret::from(*private.as_bytes()));
    (private, Public(public))
}

impl Public {
    /// As it stands in the keyring.
    pub fn write(&self) -> String {
        hex(self.as_bytes())
    }

    /// Reads it from there.
    pub fn read(text: &str) -> Option<Self> {
        let bytes = <[u8; PUBLIC_BYTES]>::try_from(unhex(text)?).ok()?;
        Some(Self(PublicKey::from(bytes)))
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8; PUBLIC_BYTES] {
        self.0.as_bytes()
    }

    /// Seals a key, bound to `context`; `None` for a public half that belongs to no pair.
    pub fn seal(&self, plain: &Key, context: &[u8], chance: &mut dyn Chance) -> Option<Vec<u8>> {
        let (private, once) = fresh(chance);
        let shared = StaticSecret::from(*private.as_bytes()).diffie_hellman(&self.0);
        let key = between(&shared, &once, self)?;
        let wrapped = key.wrap(plain.as_bytes(), context, chance).ok()?;
        Some([once.as_bytes().as_slice(), &wrapped].concat())
    }
}

/// Opens what was sealed to the public half; `None` with another pair, another context or changed bytes.
pub fn open(private: &Key, sealed: &[u8], context: &[u8]) -> Option<Key> {
    let (once, wrapped) = sealed.split_at_checked(PUBLIC_BYTES)?;
    let once = Public(PublicKey::from(<[u8; PUBLIC_BYTES]>::try_from(once).ok()?));
    let private = StaticSecret::from(*private.as_bytes());
    let own = Public(PublicKey::from(&private));
    let key = between(&private.diffie_hellman(&once.0), &once, &own)?;
    Key::from_slice(&key.unwrap(wrapped, context).ok()?)
}

fn between(shared: &SharedSecret, once: &Public, to: &Public) -> Option<Key> {
    // A half of small order would give everybody the same key.
    if !shared.was_contributory() {
        return None;
    }
    let mut said = Zeroizing::new(shared.as_bytes().to_vec());
    said.extend_from_slice(once.as_bytes());
    said.extend_from_slice(to.as_bytes());
    let bytes = Zeroizing::new(blake3::derive_key(PURPOSE, &said));
    Key::from_slice(bytes.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use akwaba_journal::chance::Seeded;

    #[test]
    fn only_the_private_half_opens_what_was_sealed_and_only_where_it_belongs() {
        let mut chance = Seeded::new(3);
        let (private, public) = fresh(&mut chance);
        let (other, _) = fresh(&mut chance);
        let secret = Key::fresh(&mut chance);
        let sealed = public.seal(&secret, b"awa", &mut chance).unwrap();
        let opened = open(&private, &sealed, b"awa").unwrap();
        assert_eq!(opened.as_bytes(), secret.as_bytes());
        assert!(open(&other, &sealed, b"awa").is_none());
        assert!(open(&private, &sealed, b"ama").is_none());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(open(&private, &changed, b"awa").is_none(), "byte {at}");
        }
        assert!(!sealed.windows(32).any(|part| part == secret.as_bytes()));
    }

    #[test]
    fn a_public_half_of_small_order_seals_nothing() {
        let nothing = Public::read(&"00".repeat(32)).unwrap();
        let mut chance = Seeded::new(3);
        let secret = Key::fresh(&mut chance);
        assert!(nothing.seal(&secret, b"", &mut chance).is_none());
    }
}
