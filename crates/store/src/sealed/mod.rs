//! What the store keeps of sealed scopes: who can open them is known to nobody who reads the tables.
//!
//! Owns the wraps of their keys ([`wraps`]) and the published keys of accounts ([`published`]). Never knows
//! a passphrase, and never keeps a key of a sealed scope in the clear.

pub mod published;
pub mod wraps;

pub use akwaba_journal::holder::{PrivateKey, PublicKeys};
pub use published::Recipient;
pub use wraps::{HeldKey, assign, create, destroy, held, rotate};
