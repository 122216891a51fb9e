//! The life and death of what is kept about people: terms, what has passed them, destructions by two
//! people, requests of persons, the register of processing, the yearly report, the breaches.
//!
//! Shows numbers and dates, never what stands in a file: whoever may open it opens it.

mod backups;
mod breaches;
mod copy;
mod destruction;
mod due;
mod file;
mod home;
mod opposition;
mod processing;
mod record;
mod report;
mod requests;
mod shared;
mod terms;

pub(in crate::pages) use breaches::running as breach_running;
pub(in crate::pages) use requests::due as requests_due;

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
    Route::get("privacy.requests", "/donnees/demandes", requests::list),
    Route::get("privacy.request", "/donnees/demandes/{id}", requests::show),
    Route::post(
        "privacy.request",
        "/donnees/demandes/{id}",
        requests::answer,
    ),
    Route::get(
        "privacy.ask",
        "/personnes/{id}/demandes",
        requests::ask_form,
    ),
    Route::post("privacy.ask", "/personnes/{id}/demandes", requests::ask),
    Route::post(
        "privacy.lift",
        "/donnees/demandes/{id}/levee",
        opposition::lift,
    ),
    Route::get("privacy.copy", "/donnees/demandes/{id}/copie", copy::show),
    Route::get(
        "privacy.copy-pdf",
        "/donnees/demandes/{id}/copie/pdf",
        copy::pdf,
    ),
    Route::get(
        "privacy.copy-json",
        "/donnees/demandes/{id}/copie/json",
        copy::json,
    ),
    Route::get("privacy.register", "/donnees/traitements", processing::show),
    Route::get(
        "privacy.register-pdf",
        "/donnees/traitements/pdf",
        processing::pdf,
    ),
    Route::get("privacy.report", "/donnees/rapport", report::year),
    Route::get(
        "privacy.report-pdf",
        "/donnees/rapport/{annee}/pdf",
        report::year_pdf,
    ),
    Route::get("privacy.breaches", "/donnees/violations", breaches::list),
    Route::post("privacy.breach-new", "/donnees/violations", breaches::new),
    Route::get(
        "privacy.breach-new",
        "/donnees/violations/nouvelle",
        breaches::new_form,
    ),
    Route::get("privacy.breach", "/donnees/violations/{id}", breaches::show),
    Route::post(
        "privacy.breach-step",
        "/donnees/violations/{id}",
        breaches::step,
    ),
    Route::get("privacy.backups", "/donnees/sauvegardes", backups::list),
    Route::post("privacy.backups", "/donnees/sauvegardes", backups::remove),
];

#[cfg(test)]
mod opposition_tests;
#[cfg(test)]
mod tests;
