//! Persons and households that come in a file: one row is one person.
//!
//! Owns what the columns mean, how a row becomes a person or a list of what to mend, the names under
//! which rows are known for ever, who may be someone already known, and the drafts of the whole
//! file. Invariants: a column is used or set aside by a person, never dropped in silence; the same
//! row read twice is the same record; nothing is merged by the machine. Never: reads a file.

pub mod column;
pub mod grid;
mod headers;
mod look;
pub mod mapping;
pub mod naming;
pub mod own;
pub mod paper;
mod parts;
pub mod record;
pub mod row;
pub mod said;
pub mod tell;
pub mod twin;
mod words;

pub use column::Column;
pub use mapping::{Mapping, Use};
pub use naming::Naming;
pub use own::Own;
pub use row::{Fault, Reader, Taken};
