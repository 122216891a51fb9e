//! From a passphrase to a key: Argon2id, and how much work it costs. Keeps neither.

use super::keyring::KeyringError;
use akwaba_journal::seal::Key;
use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
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

/// The key of a passphrase.
///
/// # Errors
/// [`KeyringError::Hash`] for parameters that the function refuses.
pub(super) fn stretch(
    passphrase: &str,
    salt: &[u8],
    strength: Strength,
) -> Result<Key, KeyringError> {
    let params = Params::new(strength.memory_kib, strength.passes, 1, Some(32))
        .map_err(|_| KeyringError::Hash)?;
    let mut bytes = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.trim().as_bytes(), salt, bytes.as_mut())
        .map_err(|_| KeyringError::Hash)?;
    Key::from_slice(bytes.as_ref()).ok_or(KeyringError::Hash)
}
