//! Complementarity: what is proposed to a household beside what it has, what was answered, and the
//! lists of those who are entitled and not served.
//!
//! Rules propose, people decide. A rule that does not read is said on the page and selects nobody.

mod answer;
mod home;
mod list;
pub(crate) mod shared;

#[cfg(test)]
mod tests;

use crate::routes::Route;

/// The addresses of complementarity.
pub const ROUTES: &[Route] = &[
    Route::get("complementarity.list", "/complementarite", list::show),
    Route::get(
        "complementarity.home",
        "/menages/{id}/complementarite",
        home::show,
    ),
    Route::get(
        "complementarity.answer",
        "/menages/{id}/complementarite/{regle}/{personne}",
        answer::form,
    ),
    Route::post(
        "complementarity.answer",
        "/menages/{id}/complementarite/{regle}/{personne}",
        answer::answer,
    ),
];
