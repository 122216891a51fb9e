//! The demonstration: a fictitious centre, with a year of generated life in it.
//!
//! Every person, phone and visit is invented from a seed; the passphrases are printed, so nothing
//! real may ever be typed here.

mod activities;
mod aid;
mod answers;
mod cases;
mod centres;
mod confided;
mod facilitation;
mod groups;
mod home_visits;
mod intern;
mod keyholders;
mod learning;
mod life;
mod making;
mod mediated;
mod papers;
mod people;
mod pictures;
mod proposals;
mod referrals;
mod registers;
mod report;
mod screen;
mod sealed;
mod steady;
mod typing;
mod year;

pub use centres::{CENTRES, DemoCentre, STAFF};
pub use keyholders::{enters, give_keys};
pub use life::live;
