//! Complaints about the centre: said by anybody on a page that asks for no account, answered to whoever holds the
//! receipt, and read in the protected space by those who have their key.
//!
//! Never: who complains, in any form; a complaint in the open.

mod hold;
mod say;
#[cfg(test)]
mod tests;

use crate::routes::Route;

/// The addresses of complaints.
pub const ROUTES: &[Route] = &[
    Route::get("grievance.say", "/reclamation", say::form),
    Route::post("grievance.write", "/reclamation", say::write),
    Route::get("grievance.follow", "/reclamation/reponse", say::follow),
    Route::post(
        "grievance.read-answer",
        "/reclamation/reponse",
        say::answers,
    ),
    Route::get("grievance.list", "/espace/reclamations", hold::list),
    Route::get("grievance.show", "/espace/reclamations/{id}", hold::show),
    Route::post(
        "grievance.answer",
        "/espace/reclamations/{id}/reponse",
        hold::answer,
    ),
    Route::post(
        "grievance.hand-on",
        "/espace/reclamations/{id}/confier",
        hold::hand_on,
    ),
    Route::post(
        "grievance.keep-away",
        "/espace/reclamations/{id}/ecarter",
        hold::keep_away,
    ),
];
