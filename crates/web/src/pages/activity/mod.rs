//! Group activities: those to come and those that were held, who came, counted, and their register.
//!
//! Counts need no file. Who agreed to be named shows only to those who may open the registry.

pub(in crate::pages) mod boxes;
pub(in crate::pages) mod figures;
mod hold;
mod list;
mod people;
mod plan;
mod register;
mod shared;
mod show;

#[cfg(test)]
mod tests;

use crate::routes::Route;

pub(in crate::pages) use list::{activities, due_count};

/// The addresses of group activities.
pub const ROUTES: &[Route] = &[
    Route::get("activity.list", "/activites", list::show),
    Route::get("activity.new", "/activites/nouvelle", plan::new_form),
    Route::post("activity.new", "/activites/nouvelle", plan::new),
    Route::get("activity.register", "/activites/registre", register::show),
    Route::get("activity.figures", "/activites/chiffres", figures::show),
    Route::get("activity.show", "/activites/{id}", show::show),
    Route::get("activity.sheet", "/activites/{id}/fiche", show::sheet),
    Route::get("activity.edit", "/activites/{id}/modifier", plan::edit_form),
    Route::post("activity.edit", "/activites/{id}/modifier", plan::edit),
    Route::get(
        "activity.cancel",
        "/activites/{id}/annuler",
        plan::cancel_form,
    ),
    Route::post("activity.cancel", "/activites/{id}/annuler", plan::cancel),
    Route::get("activity.hold", "/activites/{id}/compte", hold::form),
    Route::post("activity.hold", "/activites/{id}/compte", hold::hold),
    Route::get(
        "activity.name",
        "/activites/{id}/presents",
        people::name_search,
    ),
    Route::post(
        "activity.name",
        "/activites/{id}/presents",
        people::name_search,
    ),
    Route::get(
        "activity.name",
        "/activites/{id}/presents/{personne}",
        people::name_form,
    ),
    Route::post(
        "activity.name",
        "/activites/{id}/presents/{personne}",
        people::name,
    ),
    Route::post(
        "activity.unname",
        "/activites/{id}/presents/{personne}/retirer",
        people::unname,
    ),
    Route::get(
        "activity.follow",
        "/activites/{id}/suite",
        people::follow_search,
    ),
    Route::post(
        "activity.follow",
        "/activites/{id}/suite",
        people::follow_search,
    ),
    Route::get(
        "activity.follow",
        "/activites/{id}/suite/{personne}",
        people::follow_form,
    ),
    Route::post(
        "activity.follow",
        "/activites/{id}/suite/{personne}",
        people::follow,
    ),
];
