//! The keys of an account: an X25519 pair, to which the keys of sealed files are wrapped, and an Ed25519
//! pair, with which its owner signs.
//!
//! Invariant: the private halves are wiped when dropped and print as nothing. Never keeps them: the host
//! wraps them under a passphrase.

use crate::chance::Chance;
use crate::envelope::{Opener, Public};
use crate::id::ActorId;
use crate::seal::{CannotOpen, Key};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use zeroize::Zeroizing;

/// Bytes of the private halves together.
pub const PRIVATE_BYTES: usize = 64;
const HALF: usize = 32;

/// The private halves of an account's keys.
#[derive(Clone)]
pub struct PrivateKey {
    /// On the heap: moving this moves a pointer, and leaves no copy behind.
    bytes: Zeroizing<Box<[u8]>>,
}

impl PrivateKey {
    /// New ones.
    pub fn fresh(chance: &mut dyn Chance) -> Self {
        let mut bytes = Zeroizing::new(vec![0; PRIVATE_BYTES].into_boxed_slice());
        chance.fill(&mut bytes);
        Self { bytes }
    }

    /// Those with these bytes; `None` unless there are 64.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        (bytes.len() == PRIVATE_BYTES).then(|| Self {
            bytes: Zeroizing::new(bytes.into()),
        })
    }

    /// Their bytes, to be wrapped: the half that opens, then the half that signs.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn half(&self, second: bool) -> Key {
        let (opens, signs) = self.bytes.split_at(HALF);
        let half = if second { signs } else { opens };
        // Sixty-four bytes have two halves of thirty-two: the fallback is never taken.
        Key::from_slice(half).unwrap_or_else(|| Key::new([0; HALF]))
    }

    /// What opens what was sealed to this account.
    ///
    /// # Errors
    /// Never, for keys made here.
    pub fn opener(&self) -> Result<Opener, CannotOpen> {
        Opener::new(&self.half(false))
    }

    fn signing(&self) -> SigningKey {
        SigningKey::from_bytes(self.half(true).as_bytes())
    }

    /// The public halves.
    ///
    /// # Errors
    /// Never, for keys made here.
    pub fn public(&self) -> Result<PublicKeys, CannotOpen> {
        Ok(PublicKeys {
            seals: Public::of(&self.half(false)).ok_or(CannotOpen)?,
            verifies: self.signing().verifying_key().to_bytes(),
        })
    }

    /// Signs what is said for a purpose.
    pub fn sign(&self, purpose: &str, said: &[u8]) -> [u8; 64] {
        self.signing().sign(&message(purpose, said)).to_bytes()
    }
}

impl core::fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("PrivateKey([caché])")
    }
}

/// The public halves of an account's keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKeys {
    /// To which is sealed.
    pub seals: Public,
    /// With which signatures are verified.
    pub verifies: [u8; HALF],
}

impl PublicKeys {
    /// Their bytes, one after the other.
    pub fn to_bytes(&self) -> [u8; PRIVATE_BYTES] {
        let mut bytes = [0; PRIVATE_BYTES];
        let both = self.seals.as_bytes().iter().chain(&self.verifies);
        for (to, from) in bytes.iter_mut().zip(both) {
            *to = *from;
        }
        bytes
    }

    /// Reads them again; `None` unless there are 64 bytes.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        let (seals, verifies) = bytes.split_at_checked(HALF)?;
        Some(Self {
            seals: Public::new(seals.try_into().ok()?),
            verifies: verifies.try_into().ok()?,
        })
    }

    /// Whether these keys signed this, for this purpose.
    pub fn signed(&self, purpose: &str, said: &[u8], signature: &[u8]) -> bool {
        let key = VerifyingKey::from_bytes(&self.verifies);
        let signature = Signature::from_slice(signature);
        matches!((key, signature), (Ok(key), Ok(signature))
            if key.verify_strict(&message(purpose, said), &signature).is_ok())
    }

    /// The word of whoever holds `secret` that these are the keys of an account.
    pub fn word(&self, account: ActorId, secret: &Key) -> [u8; 32] {
        let key = blake3::derive_key("akwaba 2026 keys of an account 1", secret.as_bytes());
        let said = [account.as_bytes().as_slice(), &self.to_bytes()].concat();
        *blake3::keyed_hash(&key, &said).as_bytes()
    }
}

/// What is signed: never one thing taken for another, however either is cut.
fn message(purpose: &str, said: &[u8]) -> Vec<u8> {
    let length = u32::try_from(purpose.len()).unwrap_or(u32::MAX);
    [&length.to_be_bytes(), purpose.as_bytes(), said].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Seeded;
    use crate::envelope::{self, Purpose};

    #[test]
    fn what_is_sealed_to_the_public_halves_opens_with_the_private_ones_read_again() {
        let mut chance = Seeded::new(1);
        let private = PrivateKey::fresh(&mut chance);
        let again = PrivateKey::from_slice(private.as_bytes()).unwrap();
        let public = private.public().unwrap();
        let purpose = Purpose {
            info: b"test",
            bound: b"",
            house: None,
        };
        let sealed = envelope::seal(&public.seals, purpose, b"mot", &mut chance).unwrap();
        let opened = again.opener().unwrap().open(purpose, &sealed).unwrap();
        assert_eq!(opened.as_slice(), b"mot");
        assert_eq!(PublicKeys::from_slice(&public.to_bytes()), Some(public));
        assert_eq!(format!("{private:?}"), "PrivateKey([caché])");
    }

    #[test]
    fn a_signature_serves_for_one_purpose_and_one_account() {
        let mut chance = Seeded::new(2);
        let (ours, theirs) = (
            PrivateKey::fresh(&mut chance),
            PrivateKey::fresh(&mut chance),
        );
        let signature = ours.sign("purpose", b"said");
        let public = ours.public().unwrap();
        assert!(public.signed("purpose", b"said", &signature));
        assert!(!public.signed("purpos", b"esaid", &signature));
        assert!(!public.signed("purpose", b"sai", &signature));
        let other = theirs.public().unwrap();
        assert!(!other.signed("purpose", b"said", &signature));
    }

    #[test]
    fn keys_of_another_length_are_none_and_the_first_half_opens() {
        let mut chance = Seeded::new(3);
        let private = PrivateKey::fresh(&mut chance);
        for length in [0, 32, 63, 65] {
            assert!(PrivateKey::from_slice(&vec![7; length]).is_none());
            assert_eq!(PublicKeys::from_slice(&vec![7; length]), None);
        }
        let public = private.public().unwrap();
        let first = Key::from_slice(&private.as_bytes()[..HALF]).unwrap();
        assert_eq!(Public::of(&first), Some(public.seals));
        assert_eq!(public.to_bytes()[..HALF], *public.seals.as_bytes());
        assert_eq!(public.to_bytes()[HALF..], public.verifies);
        assert_ne!(public.seals.as_bytes(), &public.verifies);
    }

    #[test]
    fn the_word_for_keys_is_of_one_account_one_pair_of_keys_and_one_secret() {
        let mut chance = Seeded::new(4);
        let [ours, theirs] = [(); 2].map(|()| PrivateKey::fresh(&mut chance).public().unwrap());
        let [secret, other] = [(); 2].map(|()| Key::fresh(&mut chance));
        let (awa, koffi) = (ActorId::named("awa"), ActorId::named("koffi"));
        let word = ours.word(awa, &secret);
        assert_eq!(ours.word(awa, &secret), word);
        for another in [
            ours.word(koffi, &secret),
            ours.word(awa, &other),
            theirs.word(awa, &secret),
        ] {
            assert_ne!(another, word);
        }
    }
}
