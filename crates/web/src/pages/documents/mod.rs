//! Photos and scans of a case or a record: added from a camera or a file, seen one by one, taken out.
//!
//! Whose they are is asked of the case or the policy for each. Never: shown in a list; kept as they came; a name
//! that a telephone gave them; a picture kept by the browser.

mod kept;
mod list;
mod show;

#[cfg(test)]
pub(in crate::pages) mod tests;

use crate::routes::{Route, Takes};

/// The addresses of documents.
pub const ROUTES: &[Route] = &[
    Route::get(
        "documents.of-case",
        "/dossiers/{id}/documents",
        list::of_case,
    ),
    Route::post(
        "documents.of-case-add",
        "/dossiers/{id}/documents",
        list::add_to_case,
    )
    .taking(Takes::Paper),
    Route::get(
        "documents.of-person",
        "/personnes/{id}/documents",
        list::of_person,
    ),
    Route::post(
        "documents.of-person-add",
        "/personnes/{id}/documents",
        list::add_to_person,
    )
    .taking(Takes::Paper),
    Route::get("documents.show", "/documents/{id}", show::show),
    Route::get("documents.picture", "/documents/{id}/image", show::picture),
    Route::get(
        "documents.withdraw",
        "/documents/{id}/retirer",
        show::withdraw_form,
    ),
    Route::post(
        "documents.withdraw",
        "/documents/{id}/retirer",
        show::withdraw,
    ),
];
