//! The journal and its projections in SQLite (file or memory) and PostgreSQL.
//!
//! One SQL text for both engines behind [`tx::Tx`]. [`append::append`] is the only way to write
//! to the journal: rows, states of entities and every projection in the caller's transaction.
//! Never decides anything: it demands drafts, which only `akwaba_domain` can make. Never reads
//! the time or makes chance: both are passed.

pub mod append;
#[cfg(not(target_family = "wasm"))]
pub mod backup;
pub mod certify;
pub mod entity;
mod error;
pub mod exchange;
pub mod forget;
#[cfg(not(target_family = "wasm"))]
mod fork;
pub mod heads;
mod home;
pub mod identity;
mod keys;
pub mod ledger;
pub mod local;
pub mod migrate;
pub mod ordered;
pub mod pictures;
#[cfg(not(target_family = "wasm"))]
mod pool;
#[cfg(feature = "postgres")]
mod postgres;
pub mod projection;
pub mod projections;
pub mod rebuild;
#[cfg(not(target_family = "wasm"))]
mod rekey;
#[cfg(not(target_family = "wasm"))]
pub mod sealed;
pub mod shelf;
mod sqlite;
mod store;
pub mod tables;
pub mod tx;
#[cfg(not(target_family = "wasm"))]
pub mod vault;
mod wipe;

pub use append::{Writing, append, append_stream};
pub use error::{Result, StoreError};
pub use home::{Home, Plan};
#[cfg(not(target_family = "wasm"))]
pub use rekey::Successor;
pub use store::Store;
pub use tx::{Param, Row, Tx};
pub use wipe::Wiped;

/// Whether this build encrypts the files of SQLite.
pub const ENCRYPTS: bool = cfg!(feature = "cipher");
