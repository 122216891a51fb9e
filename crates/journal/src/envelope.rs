//! Sealing to a public key: HPKE (RFC 9180) by the crate `hpke`, with X25519, HKDF-SHA256 and
//! ChaCha20-Poly1305.
//!
//! What is sealed carries nothing of whom it is for: only the private half tells, by opening. Sealing under
//! a secret of the house besides (the mode `psk`) makes that nobody outside it seals anything that opens.
//! Owns no key and no purpose: callers say for what, and what it is bound to.

use crate::chance::Chance;
use crate::seal::{CannotOpen, Key};
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::rand_core::{TryCryptoRng, TryRng};
use hpke::{Deserializable, Kem, OpModeR, OpModeS, PskBundle, Serializable};
use zeroize::Zeroizing;

type PublicKey = <X25519HkdfSha256 as Kem>::PublicKey;
type PrivateKey = <X25519HkdfSha256 as Kem>::PrivateKey;
type Encapsulated = <X25519HkdfSha256 as Kem>::EncappedKey;

/// Bytes of a public half, and of the half made for one message.
pub const PUBLIC_BYTES: usize = 32;
/// Bytes that sealing adds: the half made for the message, and the tag of the cipher.
pub const ADDED_BYTES: usize = PUBLIC_BYTES + 16;

/// The public half of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Public([u8; PUBLIC_BYTES]);

impl Public {
    /// The half with these bytes.
    pub fn new(bytes: [u8; PUBLIC_BYTES]) -> Self {
        Self(bytes)
    }

    /// The public half of a private one; `None` for bytes that are none.
    pub fn of(private: &Key) -> Option<Self> {
        let public = X25519HkdfSha256::sk_to_pk(&private_key(private)?);
        <[u8; PUBLIC_BYTES]>::try_from(public.to_bytes().as_slice())
            .ok()
            .map(Self)
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8; PUBLIC_BYTES] {
        &self.0
    }
}

/// A new pair: its private half, to be wrapped, and its public one.
pub fn fresh(chance: &mut dyn Chance) -> (Key, Public) {
    loop {
        let private = Key::fresh(chance);
        // Any 32 bytes are a private half: the loop turns once.
        if let Some(public) = Public::of(&private) {
            return (private, public);
        }
    }
}

/// For what something is sealed, and what it is bound to.
#[derive(Clone, Copy)]
pub struct Purpose<'a> {
    /// For what: other messages of other purposes never open as this one.
    pub info: &'a [u8],
    /// What it is bound to: it opens nowhere else.
    pub bound: &'a [u8],
    /// The secret that both sides hold besides, at least 32 bytes of chance.
    pub house: Option<&'a Key>,
}

impl core::fmt::Debug for Purpose<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Purpose([caché])")
    }
}

const HOUSE: &[u8] = b"akwaba 2026 secret of the house";

impl Purpose<'_> {
    fn shared(&self) -> Result<Option<PskBundle<'_>>, CannotOpen> {
        let shared = self
            .house
            .map(|house| PskBundle::new(house.as_bytes(), HOUSE));
        shared.transpose().map_err(|_| CannotOpen)
    }
}

/// Seals `plain` to a public half.
///
/// # Errors
/// [`CannotOpen`] for a half that belongs to no pair.
pub fn seal(
    to: &Public,
    purpose: Purpose<'_>,
    plain: &[u8],
    chance: &mut dyn Chance,
) -> Result<Vec<u8>, CannotOpen> {
    let to = PublicKey::from_bytes(&to.0).map_err(|_| CannotOpen)?;
    let mode = purpose.shared()?.map_or(OpModeS::Base, OpModeS::Psk);
    let (once, cipher) =
        hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &mode,
            &to,
            purpose.info,
            plain,
            purpose.bound,
            &mut Drawn(chance),
        )
        .map_err(|_| CannotOpen)?;
    Ok([once.to_bytes().as_slice(), &cipher].concat())
}

/// What opens messages: a private half, read once for many of them.
pub struct Opener(PrivateKey);

impl Opener {
    /// With this private half.
    ///
    /// # Errors
    /// [`CannotOpen`] for bytes that are none.
    pub fn new(private: &Key) -> Result<Self, CannotOpen> {
        private_key(private).map(Self).ok_or(CannotOpen)
    }

    /// Opens what [`seal`] made.
    ///
    /// # Errors
    /// [`CannotOpen`] when it was sealed to somebody else, for something else, or was changed.
    pub fn open(
        &self,
        purpose: Purpose<'_>,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
        let (once, cipher) = sealed.split_at_checked(PUBLIC_BYTES).ok_or(CannotOpen)?;
        let once = Encapsulated::from_bytes(once).map_err(|_| CannotOpen)?;
        let mode = purpose.shared()?.map_or(OpModeR::Base, OpModeR::Psk);
        hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &mode,
            &self.0,
            &once,
            purpose.info,
            cipher,
            purpose.bound,
        )
        .map(Zeroizing::new)
        .map_err(|_| CannotOpen)
    }
}

impl core::fmt::Debug for Opener {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Opener([caché])")
    }
}

/// Opens one message.
///
/// # Errors
/// Those of [`Opener::open`].
pub fn open(
    private: &Key,
    purpose: Purpose<'_>,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
    Opener::new(private)?.open(purpose, sealed)
}

fn private_key(private: &Key) -> Option<PrivateKey> {
    PrivateKey::from_bytes(private.as_bytes()).ok()
}

/// The chance of the host, as libraries draw it.
pub struct Drawn<'a>(pub &'a mut dyn Chance);

impl core::fmt::Debug for Drawn<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Drawn")
    }
}

impl TryRng for Drawn<'_> {
    type Error = core::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Ok(self.0.number())
    }

    fn try_fill_bytes(&mut self, to: &mut [u8]) -> Result<(), Self::Error> {
        self.0.fill(to);
        Ok(())
    }
}

impl TryCryptoRng for Drawn<'_> {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Seeded;
    use std::collections::BTreeSet;

    const FOR: Purpose<'_> = Purpose {
        info: b"test",
        bound: b"awa",
        house: None,
    };

    #[test]
    fn only_the_private_half_opens_and_only_for_what_it_was_sealed() {
        let mut chance = Seeded::new(3);
        let (private, public) = fresh(&mut chance);
        let (other, _) = fresh(&mut chance);
        let house = Key::fresh(&mut chance);
        let sealed = seal(&public, FOR, b"mot", &mut chance).unwrap();
        assert_eq!(sealed.len(), ADDED_BYTES + 3);
        assert_eq!(open(&private, FOR, &sealed).unwrap().as_slice(), b"mot");
        assert!(open(&other, FOR, &sealed).is_err());
        for wrong in [
            Purpose {
                info: b"other",
                ..FOR
            },
            Purpose {
                bound: b"ama",
                ..FOR
            },
            Purpose {
                house: Some(&house),
                ..FOR
            },
        ] {
            assert!(open(&private, wrong, &sealed).is_err());
        }
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(open(&private, FOR, &changed).is_err(), "byte {at}");
        }
    }

    #[test]
    fn who_does_not_hold_the_secret_of_the_house_seals_nothing_that_opens_there() {
        let mut chance = Seeded::new(4);
        let (private, public) = fresh(&mut chance);
        let (house, theirs) = (Key::fresh(&mut chance), Key::fresh(&mut chance));
        let ours = Purpose {
            house: Some(&house),
            ..FOR
        };
        let forged = Purpose {
            house: Some(&theirs),
            ..FOR
        };
        let sealed = seal(&public, ours, b"mot", &mut chance).unwrap();
        assert!(open(&private, ours, &sealed).is_ok());
        for from_outside in [FOR, forged] {
            let sealed = seal(&public, from_outside, b"mot", &mut chance).unwrap();
            assert!(open(&private, ours, &sealed).is_err());
        }
    }

    #[test]
    fn a_public_half_of_small_order_is_sealed_nothing() {
        let nothing = Public::new([0; PUBLIC_BYTES]);
        assert!(seal(&nothing, FOR, b"mot", &mut Seeded::new(3)).is_err());
    }

    #[test]
    fn every_message_has_a_half_of_its_own_drawn_from_the_chance_of_the_host() {
        let (private, public) = fresh(&mut Seeded::new(5));
        let halves: BTreeSet<Vec<u8>> = (0..4)
            .map(|seed| {
                let sealed = seal(&public, FOR, b"mot", &mut Seeded::new(seed)).unwrap();
                assert!(open(&private, FOR, &sealed).is_ok());
                sealed[..PUBLIC_BYTES].to_vec()
            })
            .collect();
        assert_eq!(halves.len(), 4);
        let mut long = [0; 40];
        Drawn(&mut Seeded::new(6))
            .try_fill_bytes(&mut long)
            .unwrap();
        let mut expected = [0; 40];
        Seeded::new(6).fill(&mut expected);
        assert_eq!(long, expected);
        let number = Seeded::new(6).number();
        let drawn = Drawn(&mut Seeded::new(6)).try_next_u64();
        assert_eq!(drawn, Ok(number));
        let small = Drawn(&mut Seeded::new(6)).try_next_u32();
        assert_eq!(small.map(u64::from), Ok(number & u64::from(u32::MAX)));
    }

    #[test]
    fn what_is_too_short_to_be_a_message_does_not_open() {
        let (private, public) = fresh(&mut Seeded::new(7));
        assert_eq!(Public::of(&private), Some(public));
        assert_eq!(Public::new(*public.as_bytes()), public);
        let sealed = seal(&public, FOR, b"", &mut Seeded::new(8)).unwrap();
        assert_eq!(sealed.len(), ADDED_BYTES);
        assert!(open(&private, FOR, &sealed).is_ok());
        for length in 0..ADDED_BYTES {
            assert!(open(&private, FOR, &sealed[..length]).is_err(), "{length}");
        }
    }

    #[test]
    fn neither_a_purpose_nor_what_opens_shows_in_debug() {
        let mut chance = Seeded::new(9);
        let (private, _) = fresh(&mut chance);
        let opener = Opener::new(&private).unwrap();
        assert_eq!(format!("{FOR:?}"), "Purpose([caché])");
        assert_eq!(format!("{opener:?}"), "Opener([caché])");
        assert_eq!(format!("{:?}", Drawn(&mut chance)), "Drawn");
    }
}
