//! The centre itself: its settings, its accounts, who may do what, who has read what.
//!
//! Owns no beneficiary's data. Secrets (passphrase hashes, second factors, sessions) are local to
//! an installation and never enter the journal; that they changed does.

pub mod account;
#[cfg(test)]
mod account_tests;
pub mod common;
pub mod escrow;
pub mod export;
pub mod first_code;
pub mod founding;
pub mod guardians;
pub mod passphrase;
pub mod patience;
pub mod printed;
pub mod proposal;
pub mod reset;
pub mod settings;
pub mod sheet;
pub mod trail;
pub mod tutor;
