//! The keys that the sixteen digits of a receipt stand for: found again from the digits, kept nowhere.
//!
//! Fifteen digits are few, so each try costs what a try at a passphrase costs.

use super::keyring::KeyringError;
use super::strength::{Strength, stretch};
use akwaba_journal::holder::{PRIVATE_BYTES, PrivateKey};
use akwaba_journal::id::CentreId;
use zeroize::Zeroizing;

/// The keys of a receipt of this centre. The salt is no secret: the work of trying every receipt serves against one
/// centre only.
///
/// # Errors
/// [`KeyringError::Hash`].
pub fn keys(digits: &str, centre: CentreId) -> Result<PrivateKey, KeyringError> {
    let salt = blake3::derive_key("akwaba 2026 receipts of a centre 1", centre.as_bytes());
    let stretched = stretch(digits, &salt, Strength::CENTRE)?;
    let mut bytes = Zeroizing::new([0; PRIVATE_BYTES]);
    let mut hasher = blake3::Hasher::new_derive_key("akwaba 2026 keys of a receipt 1");
    hasher.update(stretched.as_bytes());
    hasher.finalize_xof().fill(bytes.as_mut());
    PrivateKey::from_slice(bytes.as_ref()).ok_or(KeyringError::Hash)
}
