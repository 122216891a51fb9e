//! The counter: lines of the register, days that were signed, appointments.
//!
//! Rows find and count; what a visit says (names, reasons) is read from its state only.

mod days;
mod read;
mod write;

pub use days::{DayCount, days, unfinished_before};
pub use read::{
    appointment_by_code, appointments, books_of_year, counted, number_taken, numbers_of_year,
    visits_of_day, visits_of_household, visits_of_person,
};

use crate::projection::Projection;
use crate::table;
use akwaba_domain::reception::{APPOINTMENT, REGISTER_DAY, VISIT};

/// What the counter makes from the journal.
pub const PROJECTION: Projection = Projection {
    name: "reception",
    kinds: &[VISIT, APPOINTMENT, REGISTER_DAY],
    tables: &[
        table!("visit_row"),
        table!("register_day_row"),
        table!("appointment_row"),
    ],
    apply: write::apply,
};
