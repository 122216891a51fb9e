//! The life and death of what is kept about people: terms, what has passed them, destructions by two
//! people, requests of persons, the register of processing, the yearly report, the breaches.
//!
//! Shows numbers and dates, never what stands in a file: whoever may open it opens it.

mod backups;
mod destruction;
mod due;
mod file;
mod home;
mod record;
mod shared;
mod terms;

use crate::routes::Route;

/// The addresses.
pub const ROUTES: &[Route] = &[
    Route::get("privacy.home", "/donnees", home::show),
    Route::get("privacy.terms", "/donnees/durees", terms::list),
    Route::get("privacy.term", "/donnees/durees/{genre}", terms::form),
    Route::post("privacy.term", "/donnees/durees/{genre}", terms::set),
    Route::get("privacy.due", "/donnees/echues", due::show),
    Route::get(
        "privacy.destructions",
        "/donnees/destructions",
        destruction::list,
    ),
    Route::post("privacy.propose", "/donnees/destructions", due::propose),
    Route::get(
        "privacy.destruction",
        "/donnees/destructions/{id}",
        destruction::show,
    ),
    Route::post(
        "privacy.confirm",
        "/donnees/destructions/{id}/confirmer",
        destruction::confirm,
    ),
    Route::post(
        "privacy.refuse",
        "/donnees/destructions/{id}/refuser",
        destruction::refuse,
    ),
    Route::post(
        "privacy.clean",
        "/donnees/destructions/{id}/nettoyer",
        destruction::clean,
    ),
    Route::get(
        "privacy.record",
        "/donnees/destructions/{id}/proces-verbal",
        record::show,
    ),
    Route::get(
        "privacy.record-pdf",
        "/donnees/destructions/{id}/proces-verbal/pdf",
        record::pdf,
    ),
    Route::get("privacy.file", "/donnees/fiches/{genre}/{id}", file::show),
    Route::post(
        "privacy.keep",
        "/donnees/fiches/{genre}/{id}/conserver",
        file::keep,
    ),
    Route::get("privacy.backups", "/donnees/sauvegardes", backups::list),
    Route::post("privacy.backups", "/donnees/sauvegardes", backups::remove),
];

#[cfg(test)]
mod tests;
