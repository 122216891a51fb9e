//! Keys on disk: the master key of an installation, sealed once for each account to a pair of keys whose
//! private half is under Argon2id of the account's passphrase.
//!
//! Invariant: the file holds no name and no key in the clear; it is replaced whole or not at
//! all. Without one right passphrase nothing of the centre can be read.

mod account;
pub mod file;
mod hex;
mod keyring;
mod master;
mod pair;
pub mod receipt;
mod strength;

pub use keyring::{Keyring, KeyringError};
pub use master::Master;
pub use strength::Strength;
