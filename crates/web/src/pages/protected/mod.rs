//! The protected space: entering it with one's passphrase once more, leaving it, beginning a sealed file, and
//! who has read one. The pages of its cases are those of casework.
//!
//! Never: tells from outside whether anything is in it.

mod begin;
mod counts;
#[cfg(test)]
mod counts_tests;
mod enter;
#[cfg(test)]
mod papers_tests;
mod readings;
mod search;
#[cfg(test)]
pub(in crate::pages) mod tests;

use crate::routes::Route;

/// The addresses of the protected space. They say nothing of what is in it.
pub const ROUTES: &[Route] = &[
    Route::get("protected.enter", "/espace", enter::form),
    Route::post("protected.enter", "/espace", enter::enter),
    Route::post("protected.leave", "/espace/fermer", enter::leave),
    Route::get("protected.begin", "/espace/nouveau", begin::form),
    Route::post("protected.begin", "/espace/nouveau", begin::begin),
    Route::post("protected.find", "/espace/personne", begin::find),
    Route::post("protected.search", "/espace/dossiers", search::search),
    Route::get("protected.counts", "/espace/comptes", counts::months),
    Route::get(
        "protected.counts-month",
        "/espace/comptes/{mois}",
        counts::month,
    ),
    Route::post(
        "protected.counts-month",
        "/espace/comptes/{mois}",
        counts::sign,
    ),
    Route::get(
        "protected.readings",
        "/dossiers/{id}/lectures",
        readings::show,
    ),
];
