//! Complaints about the centre: said by anybody on a page that asks for no account, answered to whoever holds the
//! receipt, and read in the protected space by those who have their key.
//!
//! Never: who complains, in any form; a complaint in the open.

mod change;
mod counts;
mod examine;
mod hold;
mod say;
#[cfg(test)]
mod second_tests;
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
    Route::post("grievance.appeal", "/reclamation/desaccord", say::appeal),
    Route::get(
        "grievance.counts",
        "/espace/reclamations/compte",
        counts::show,
    ),
    Route::post(
        "grievance.examine",
        "/espace/reclamations/{id}/dossier",
        examine::begin,
    ),
    Route::get("grievance.list", "/espace/reclamations", hold::list),
    Route::get("grievance.show", "/espace/reclamations/{id}", hold::show),
    Route::post(
        "grievance.answer",
        "/espace/reclamations/{id}/reponse",
        change::answer,
    ),
    Route::post(
        "grievance.hand-on",
        "/espace/reclamations/{id}/confier",
        change::hand_on,
    ),
    Route::post(
        "grievance.keep-away",
        "/espace/reclamations/{id}/ecarter",
        change::keep_away,
    ),
];
