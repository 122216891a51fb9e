//! Keys on disk: the master key of an installation, wrapped once for each account under
//! Argon2id of its passphrase.
//!
//! Invariant: the file holds no name and no key in the clear; it is replaced whole or not at
//! all. Without one right passphrase nothing of the centre can be read.

pub mod file;
mod keyring;

pub use keyring::{Keyring, Master, Strength};
