//! Encryption of bodies: a key per person or record, and a key per sealed scope.
//!
//! XChaCha20-Poly1305 with a random 24-byte nonce; the entry's scope, id, entity, kind and
//! version are bound to the ciphertext, so that it cannot be moved. What is sealed is padded to the
//! next of [`SIZES`] first, so that its length tells no more than that. Keys are wiped when dropped.

use crate::act::Act;
use crate::chance::Chance;
use crate::entry::{Body, Entry};
use crate::id::EntityId;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

/// The sizes that the plaintext of a sealed entry may have, in bytes: four times each other, so that a
/// day's work on a file has one of the first two, and at most three quarters of an entry is padding.
pub const SIZES: [usize; 5] = [1 << 10, 1 << 12, 1 << 14, 1 << 16, 1 << 18];

/// A symmetric key of 32 bytes.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; 32]>);

impl Key {
    /// A new key.
    pub fn fresh(chance: &mut dyn Chance) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        chance.fill(bytes.as_mut());
        Self(bytes)
    }

    /// The key with these bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The key with these bytes; `None` unless there are 32.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        <[u8; 32]>::try_from(bytes)
            .ok()
            .map(|bytes| Self(Zeroizing::new(bytes)))
    }

    /// Its bytes, to be wrapped or handed to a cipher.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Encrypts `plain`, bound to `context`. The nonce (24 bytes) comes first in the result.
    ///
    /// # Errors
    /// [`CannotOpen`] if the cipher refuses (only for sizes no entry has).
    pub fn wrap(
        &self,
        plain: &[u8],
        context: &[u8],
        chance: &mut dyn Chance,
    ) -> Result<Vec<u8>, CannotOpen> {
        let mut nonce = [0; 24];
        chance.fill(&mut nonce);
        let mut out = nonce.to_vec();
        out.extend(self.seal(&nonce, plain, context)?);
        Ok(out)
    }

    /// Opens what [`Key::wrap`] made, bound to the same `context`.
    ///
    /// # Errors
    /// [`CannotOpen`] with another key, another context or changed bytes.
    pub fn unwrap(&self, wrapped: &[u8], context: &[u8]) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
        let (nonce, cipher) = wrapped.split_at_checked(24).ok_or(CannotOpen)?;
        self.open(nonce, cipher, context)
    }

    fn seal(&self, nonce: &[u8; 24], plain: &[u8], context: &[u8]) -> Result<Vec<u8>, CannotOpen> {
        let cipher = XChaCha20Poly1305::new((&*self.0).into());
        cipher
            .encrypt(
                &XNonce::from(*nonce),
                Payload {
                    msg: plain,
                    aad: context,
                },
            )
            .map_err(|_| CannotOpen)
    }

    fn open(
        &self,
        nonce: &[u8],
        cipher: &[u8],
        context: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
        let nonce = <[u8; 24]>::try_from(nonce).map_err(|_| CannotOpen)?;
        XChaCha20Poly1305::new((&*self.0).into())
            .decrypt(
                &XNonce::from(nonce),
                Payload {
                    msg: cipher,
                    aad: context,
                },
            )
            .map(Zeroizing::new)
            .map_err(|_| CannotOpen)
    }
}

impl core::fmt::Debug for Key {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Key([caché])")
    }
}

/// The key does not open these bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the key does not open these bytes")]
pub struct CannotOpen;

/// Puts `act` into `entry` under the key of `subject`.
///
/// # Errors
/// [`CannotOpen`] if the cipher refuses.
pub fn close(
    entry: &mut Entry,
    act: &Act,
    subject: EntityId,
    key: &Key,
    chance: &mut dyn Chance,
) -> Result<(), CannotOpen> {
    let mut nonce = [0; 24];
    chance.fill(&mut nonce);
    let cipher = key.seal(&nonce, &Zeroizing::new(act.encode()), &entry.binding())?;
    entry.body = Body::Keyed {
        subject,
        nonce: nonce.to_vec(),
        cipher,
    };
    Ok(())
}

/// Puts `act` into `entry` under the key of its sealed scope, padded to the next of [`SIZES`]: zeros follow
/// the act, which says itself where it ends.
///
/// # Errors
/// [`CannotOpen`] when the act is longer than the last of the sizes.
pub fn close_sealed(
    entry: &mut Entry,
    act: &Act,
    (epoch, key): (u32, &Key),
    chance: &mut dyn Chance,
) -> Result<(), CannotOpen> {
    let mut plain = Zeroizing::new(act.encode());
    let size = SIZES.into_iter().find(|size| plain.len() <= *size);
    let size = size.ok_or(CannotOpen)?;
    // Grown once, to the end: nothing of it stays behind elsewhere in memory.
    let mut padded = Zeroizing::new(Vec::with_capacity(size));
    padded.append(&mut plain);
    padded.resize(size, 0);
    let mut nonce = [0; 24];
    chance.fill(&mut nonce);
    let cipher = key.seal(&nonce, &padded, &entry.binding())?;
    entry.body = Body::Sealed {
        epoch,
        nonce: nonce.to_vec(),
        cipher,
    };
    Ok(())
}

/// Reads the act of an entry, with the key where it needs one.
///
/// # Errors
/// [`CannotOpen`] without the right key, or when the act cannot be read.
pub fn open(entry: &Entry, key: Option<&Key>) -> Result<Act, CannotOpen> {
    match &entry.body {
        Body::Open(bytes) => Act::decode(bytes).map_err(|_| CannotOpen),
        Body::Keyed { nonce, cipher, .. } | Body::Sealed { nonce, cipher, .. } => {
            let plain = key
                .ok_or(CannotOpen)?
                .open(nonce, cipher, &entry.binding())?;
            Act::decode(&plain).map_err(|_| CannotOpen)
        }
    }
}

#[cfg(test)]
mod tests;
