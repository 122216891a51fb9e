//! What the store keeps of sealed scopes: who can open them is known to nobody who reads the tables.
//!
//! Owns the wraps of their keys ([`wraps`]), what happens to them when somebody leaves ([`leave`]) and the
//! published keys of accounts ([`published`]), which a sheet of paper ([`sheet`]) or custodians together
//! ([`escrow`]) give back, the shares of break-glass
//! ([`glass`]) and the pictures of their documents ([`pictures`]). Never knows a passphrase, and never keeps a key of a sealed
//! scope in the clear.

pub mod escrow;
pub mod glass;
pub mod holders;
pub mod leave;
pub mod pictures;
pub mod published;
pub mod sheet;
pub mod wraps;

pub use akwaba_journal::holder::{PrivateKey, PublicKeys};
pub use leave::{fit_to_write, is_left_behind};
pub use published::Recipient;
pub use wraps::{
    HeldKey, assign, create, destroy, has_key, held, present_key, rotate, with_former,
};
