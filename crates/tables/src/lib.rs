//! Tables in and out: CSV, XLSX and packages of CSV, read with limits and written so that no cell can run as a formula.
//!
//! Owns the detection of format, encoding and separator, the exact text of every cell, the limits that
//! hold before anything is unpacked, and the neutralising of formulas. Never touches a disk, a network
//! or a clock, never knows what a column means, and never speaks to a person: every problem is a
//! [`TableError`] with a code that the pages and the command line translate.
//!
//! Everything is text. A cell comes out as the characters a person would copy from the screen, so that
//! an identity number keeps its zeros and never turns into `1.23E10`.

pub mod error;
pub mod guard;
pub mod limits;
pub mod package;
pub mod read;
pub mod write;

pub use error::{Kind, TableError};
pub use limits::Limits;
pub use read::{Encoding, Format, Options, Row, Separator, Table, open};
pub use write::{Column, ColumnKind};
