//! Reports: the registers that cases fill, as a controller knows them on paper, the indicators of each procedure, the monthly
//! report, and what hangs on the wall.
//!
//! Lines and counts follow from what was recorded; only signatures and the director's words are written here. Never: a line of
//! a case that its procedure keeps from this reader.

mod counted;
mod indicators;
pub(crate) mod leaving;
mod lines;
mod month;
mod monthly;
mod posters;
mod register;
mod registers;

#[cfg(test)]
mod month_tests;
#[cfg(test)]
pub(in crate::pages) mod tests;

use crate::routes::Route;

pub(in crate::pages) use indicators::path as indicators_path;
#[cfg(not(target_arch = "wasm32"))]
pub(in crate::pages) use lines::People;
pub(in crate::pages) use monthly::due as report_due;
pub use monthly::{LeavingReport, ROUTES as MONTHLY_ROUTES};
#[cfg(not(target_arch = "wasm32"))]
pub(in crate::pages) use monthly::{
    Part, Showing, asked as asked_report, month_name, now as report_now, this_month,
};
pub use posters::ROUTES as POSTER_ROUTES;
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
        "reports.month",
        "/registres/{procedure}/{registre}/{mois}",
        month::show,
    ),
    Route::post(
        "reports.sign",
        "/registres/{procedure}/{registre}/{mois}",
        month::sign,
    ),
    Route::get(
        "reports.counted",
        "/indicateurs/{code}/{indicateur}",
        counted::show,
    ),
    Route::get(
        "reports.indicators",
        "/indicateurs/{code}",
        indicators::show,
    ),
];
