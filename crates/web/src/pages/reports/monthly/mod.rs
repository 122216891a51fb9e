//! The monthly report: its months, its figures with the list behind each, the director's words and signature, and the
//! papers made from it.
//!
//! Never: a figure that is typed; a list behind a figure for who may not open what it counts; a small sensitive count on
//! anything that leaves the centre.

mod bars;
mod behind;
mod comment;
mod leave;
mod month;
mod months;
mod paper;
mod region;
mod results;
mod shared;
mod sign;
mod view;
mod words;

#[cfg(test)]
mod tests;

pub use leave::LeavingReport;
pub(in crate::pages) use months::due;
#[cfg(not(target_arch = "wasm32"))]
pub(in crate::pages) use shared::{asked, month_name, now, this_month};
#[cfg(not(target_arch = "wasm32"))]
pub(in crate::pages) use view::{Part, Showing};

use crate::routes::Route;

/// The addresses of the monthly report.
pub const ROUTES: &[Route] = &[
    Route::get("report.months", "/rapport", months::show),
    Route::get("report.month", "/rapport/{mois}", month::show),
    Route::get(
        "report.comment",
        "/rapport/{mois}/commentaires",
        comment::form,
    ),
    Route::post(
        "report.comment",
        "/rapport/{mois}/commentaires",
        comment::keep,
    ),
    Route::get("report.sign", "/rapport/{mois}/signature", sign::form),
    Route::post("report.sign", "/rapport/{mois}/signature", sign::sign),
    Route::get("report.paper", "/rapport/{mois}/papier", leave::paper),
    Route::get("report.pdf", "/rapport/{mois}/pdf", leave::pdf),
    Route::get(
        "report.workbook",
        "/rapport/{mois}/classeur",
        leave::workbook,
    ),
    Route::get("report.results", "/rapport/{mois}/resultats", results::show),
    Route::get(
        "report.behind",
        "/rapport/{mois}/{rubrique}/{ligne}",
        behind::show,
    ),
    Route::get("report.region", "/region/rapports", region::months),
    Route::get(
        "report.region-month",
        "/region/rapports/{mois}",
        region::month,
    ),
];
