//! The journal: everything Akwaba ever records, as signed, hash-linked, append-only entries.
//!
//! Owns identifiers, clocks, entries, the chain, sealing, and the generic fold of an entity's
//! state. Knows nothing of social work, of databases, of the network, of the time of day or of
//! chance: all of these are passed in. Compiles to WebAssembly.

pub mod act;
pub mod bundle;
pub mod chain;
pub mod chance;
pub mod checkpoint;
pub mod clock;
pub mod entry;
#[cfg(not(target_family = "wasm"))]
pub mod envelope;
pub mod exchange;
pub mod export;
pub mod frame;
#[cfg(not(target_family = "wasm"))]
pub mod holder;
pub mod id;
pub mod merkle;
pub mod note;
pub mod pen;
pub mod replica;
pub mod seal;
pub mod state;
pub mod upcast;
pub mod verify;

pub use act::{Act, Change, Tag, Value};
pub use entry::{Body, Entry};
pub use state::State;
