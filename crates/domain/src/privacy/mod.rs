//! The life and death of what is kept about people: how long, who destroys it, who asks what is known
//! of them, what went wrong.
//!
//! Owns: the terms by kind of file, the holds, the destructions by two people, the requests of persons,
//! the breaches. Never: destroys by itself, and never holds a name outside what goes with its person.

pub mod breach;
mod counts;
pub mod destruction;
#[cfg(not(target_family = "wasm"))]
pub mod ending;
pub mod file;
pub mod opposition;
pub mod request;
pub mod term;

pub use breach::{Breach, BreachForm, Stage as BreachStage};
pub use destruction::{Destruction, Ground, Stage};
pub use file::{File, FileRef, Hold, Kind};
pub use request::{Request, RequestForm};
pub use term::{Basis, End, FileKind, Since, Term, Terms};

/// Kind of the entity that holds the terms of a centre.
pub const TERMS: &str = "keeping-terms";
/// Kind of the entities that are destructions.
pub const DESTRUCTION: &str = "destruction";
/// Kind of the entities that keep a file from being destroyed.
pub const KEEPING: &str = "file-keeping";
/// Kind of the entities that are requests of persons.
pub const REQUEST: &str = "data-request";
/// Kind of the entities that are breaches.
pub const BREACH: &str = "breach";
/// Kind of the entities that count the numbers of a year.
pub const YEAR: &str = "destruction-year";
/// Version in which this module writes.
pub const VERSION: u16 = 1;

crate::personal! {
    /// What somebody wrote of a destruction, a request or a breach.
    Words;
}
