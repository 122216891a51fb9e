//! A case that runs under a procedure: what is done, what is open and until when, what comes next.
//!
//! Owns the reading of a [`Course`] and the rules of going on. Pure: the same entries give the same
//! standing, and time only makes late what is not done. Never stores, never decides for a person.

mod advance;
mod calendar;
mod course;
mod fold;
mod known;
mod standing;

pub use advance::{Way, begin, lead, onward, ways};
pub use calendar::Calendar;
pub use course::{Course, Event, Lead, What, Words};
pub use known::Known;
pub use standing::{
    Alert, Departure, Done, Open, Over, Standing, Standpoint, StepState, Waits, standing,
};

#[cfg(test)]
#[path = "run_leaving_tests.rs"]
mod leaving_tests;
#[cfg(test)]
#[path = "run_properties.rs"]
mod properties;
#[cfg(test)]
#[path = "run_tests.rs"]
mod tests;
