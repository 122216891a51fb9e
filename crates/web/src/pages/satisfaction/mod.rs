//! What people say of how they were received: written down at the counter, or from the slips of a box; the figures of a month.
//!
//! Never: who said it, or a few words that would tell.

mod month;
mod tell;
#[cfg(test)]
mod tests;

use crate::routes::Route;

/// The addresses of what people say.
pub const ROUTES: &[Route] = &[
    Route::get("satisfaction.form", "/avis", tell::form),
    Route::post("satisfaction.tell", "/avis", tell::tell),
    Route::get("satisfaction.slip", "/avis/fiche", tell::slip),
    Route::get("satisfaction.month", "/avis/mois", month::show),
    Route::post(
        "satisfaction.withdraw",
        "/avis/{id}/retirer",
        tell::withdraw,
    ),
];
