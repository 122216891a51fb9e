//! Reception: visits, tickets, the queue, the register and appointments.
//!
//! A visit needs no file and no name. What is public in the room is a number and a desk; why
//! someone came, and why they pass first, never leaves the people who receive them.

pub mod about;
pub mod appointment;
pub mod books;
pub mod course;
pub mod demand;
pub mod figures;
pub mod intake;
mod moves;
pub mod number;
pub mod queue;
pub mod register;
pub mod retype;
pub mod sign;
pub mod time;
pub mod visit;
pub mod who;

pub use about::About;
pub use appointment::{Appointment, AppointmentCourse, Slip};
pub use course::{Call, Course, Desk, Destination, Impossible, Step};
pub use demand::{Demand, Known, Priority, Sex, Triage};
pub use number::{Book, LineNumber, Ticket};
pub use time::{Arrived, Day, Minute, Moment};
pub use visit::Visit;
pub use who::Who;

/// Kind of the entities that are visits.
pub const VISIT: &str = "visit";
/// Kind of the entities that are appointments.
pub const APPOINTMENT: &str = "appointment";
/// Kind of the entity that counts the lines of one year's register.
pub const REGISTER_YEAR: &str = "register-year";
/// Kind of the entity that counts the tickets of a day and holds its signatures.
pub const REGISTER_DAY: &str = "register-day";
/// Kind of the entity that says which installation writes which book.
pub const REGISTER_BOOKS: &str = "register-books";
/// Version in which this module writes.
pub const VERSION: u16 = 1;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod sequences;
#[cfg(test)]
mod world;
