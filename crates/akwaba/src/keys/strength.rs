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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guess_at_a_passphrase_of_a_centre_costs_four_passes_over_32_mebibytes() {
        let centre = Strength::CENTRE;
        assert_eq!((centre.memory_kib, centre.passes), (32_768, 4));
    }

    #[test]
    fn a_passphrase_its_salt_and_its_strength_each_make_another_key() {
        let weak = Strength {
            memory_kib: 64,
            passes: 1,
        };
        let twice = Strength { passes: 2, ..weak };
        let key = |passphrase, salt: &[u8; 16], strength| {
            *stretch(passphrase, salt, strength).unwrap().as_bytes()
        };
        let first = key("sable-lagune-karite", &[1; 16], weak);
        assert_eq!(key(" sable-lagune-karite\n", &[1; 16], weak), first);
        for other in [
            key("sable-lagune-karit", &[1; 16], weak),
            key("sable-lagune-karite", &[2; 16], weak),
            key("sable-lagune-karite", &[1; 16], twice),
        ] {
            assert_ne!(other, first);
        }
    }
}
