//! The demonstration: a fictitious centre, with a year of generated life in it.
//!
//! Every person, phone and visit is invented from a seed; the passphrases are printed, so nothing
//! real may ever be typed here.

mod aid;
mod cases;
mod centres;
mod learning;
mod life;
mod making;
mod people;
mod registers;
mod year;

pub use centres::{CENTRES, DemoCentre, STAFF};
pub use life::live;
