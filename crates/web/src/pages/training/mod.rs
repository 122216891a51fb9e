//! The training centre: quizzes, exercises with invented people, and any procedure played on a page.
//!
//! A world of its own. Nothing here reads a record of a person, and nothing is written but the two local tables of
//! `store::local::training`; a play is made again from its moves at each request. Every page says so in its banner.

mod acts;
mod comparison;
mod course;
mod exercise;
mod lesson;
mod list;
mod play;
mod procedure;
mod quiz;
mod situation;

#[cfg(test)]
mod tests;

use crate::routes::Route;

/// The addresses of the training centre.
pub const ROUTES: &[Route] = &[
    Route::get("training.list", "/apprendre", list::show),
    Route::get("training.show", "/apprendre/{code}", procedure::show),
    Route::get("training.quiz", "/apprendre/{code}/quiz", quiz::form),
    Route::post("training.quiz", "/apprendre/{code}/quiz", quiz::answer),
    Route::get(
        "training.exercise",
        "/apprendre/{code}/exercices/{rang}",
        exercise::show,
    ),
    Route::post(
        "training.exercise",
        "/apprendre/{code}/exercices/{rang}",
        exercise::act,
    ),
    Route::get("training.play", "/manuel/{code}/essayer", exercise::try_out),
    Route::post("training.play", "/manuel/{code}/essayer", exercise::try_act),
];
