//! How keyrings of before version 3 sealed the master key to a slot: read once more, and sealed again by HPKE
//! ([`akwaba_journal::envelope`]) as soon as the centre is open. Seals nothing any more.

use akwaba_journal::seal::Key;
use x25519_dalek::{PublicKey, SharedSecret, StaticSecret};
use zeroize::Zeroizing;

const PURPOSE: &str = "akwaba 2026 sealed to a slot 1";
const PUBLIC_BYTES: usize = 32;

/// Opens what was sealed to the public half; `None` with another pair, another context or changed bytes.
pub fn open(private: &Key, sealed: &[u8], context: &[u8]) -> Option<Key> {
    let (once, wrapped) = sealed.split_at_checked(PUBLIC_BYTES)?;
    let once = PublicKey::from(<[u8; PUBLIC_BYTES]>::try_from(once).ok()?);
    let private = StaticSecret::from(*private.as_bytes());
    let key = between(&private.diffie_hellman(&once), &once, &(&private).into())?;
    Key::from_slice(&key.unwrap(wrapped, context).ok()?)
}

fn between(shared: &SharedSecret, once: &PublicKey, to: &PublicKey) -> Option<Key> {
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

/// Seals as keyrings of then did.
#[cfg(test)]
pub fn seal(to: &[u8; PUBLIC_BYTES], plain: &Key, context: &[u8]) -> Vec<u8> {
    use akwaba_journal::chance::Seeded;
    let mut chance = Seeded::new(5);
    let private = StaticSecret::from(*Key::fresh(&mut chance).as_bytes());
    let (once, to) = (PublicKey::from(&private), PublicKey::from(*to));
    let key = between(&private.diffie_hellman(&to), &once, &to).unwrap();
    let wrapped = key.wrap(plain.as_bytes(), context, &mut chance).unwrap();
    [once.as_bytes().as_slice(), &wrapped].concat()
}
