//! Reports: the registers that cases fill, as a controller knows them on paper, and the indicators of each procedure.
//!
//! Nothing is written here: lines and counts follow from the cases. Never: a line of a case that its procedure keeps
//! from this reader.

mod indicators;
mod register;
mod registers;

#[cfg(test)]
mod tests;

use crate::routes::Route;

pub(in crate::pages) use indicators::path as indicators_path;
pub(in crate::pages) use registers::{asked_year, tabs};

/// The addresses of reports.
pub const ROUTES: &[Route] = &[
    Route::get("reports.registers", "/registres", registers::show),
    Route::get(
        "reports.register",
        "/registres/{procedure}/{registre}",
        register::show,
    ),
    Route::get(
        "reports.indicators",
        "/indicateurs/{code}",
        indicators::show,
    ),
];
