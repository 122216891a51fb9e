//! The papers that offices ask for: chosen on a case or a person, filled from what is known, completed,
//! issued under a number, printed again as they were, cancelled; and the register of all of them.
//!
//! Papers are written in French whatever the language of the reader: they go to offices. Never: a
//! paper of a case shown to who may not open it; a paper sent anywhere.

mod draw;
mod known;
mod list;
#[cfg(not(target_arch = "wasm32"))]
mod loose;
mod new;
mod register;
mod show;
mod write;

#[cfg(test)]
mod tests;

pub(in crate::pages) use list::{issue_path, of_household};
#[cfg(not(target_arch = "wasm32"))]
pub use loose::loose;

use crate::routes::Route;

/// The addresses of papers.
pub const ROUTES: &[Route] = &[
    Route::get("papers.register", "/papiers", register::show),
    Route::get("papers.show", "/papiers/{id}", show::show),
    Route::get("papers.pdf", "/papiers/{id}/pdf", show::pdf),
    Route::get("papers.cancel", "/papiers/{id}/annuler", show::cancel_form),
    Route::post("papers.cancel", "/papiers/{id}/annuler", show::cancel),
    Route::get("papers.of-case", "/dossiers/{id}/papiers", list::of_case),
    Route::get(
        "papers.of-case-new",
        "/dossiers/{id}/papiers/{papier}",
        new::case_form,
    ),
    Route::post(
        "papers.of-case-new",
        "/dossiers/{id}/papiers/{papier}",
        new::case_issue,
    ),
    Route::get(
        "papers.of-person",
        "/personnes/{id}/papiers",
        list::of_person,
    ),
    Route::get(
        "papers.of-person-new",
        "/personnes/{id}/papiers/{papier}",
        new::person_form,
    ),
    Route::post(
        "papers.of-person-new",
        "/personnes/{id}/papiers/{papier}",
        new::person_issue,
    ),
];
