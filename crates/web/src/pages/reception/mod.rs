//! The counter: the queue, arrivals, tickets, the register of the day, appointments and figures.
//!
//! What is public in the room is a number and a desk. Names and reasons show only to those the policy lets see them, and an
//! address never carries either.

mod amend;
mod appoint;
mod appointments;
mod arrive;
mod board;
mod books;
mod chart;
mod figures;
mod follow;
mod intake;
pub(crate) mod leaving;
mod paper_line;
mod register;
mod register_line;
mod retype;
mod room;
mod row;
mod shared;
mod slip;
mod step;
mod ticket;
mod visit;

#[cfg(test)]
mod tests;

pub(in crate::pages) use books::own as own_book;
#[cfg(not(target_arch = "wasm32"))]
pub(in crate::pages) use chart::Bars;
pub(in crate::pages) use shared::{Staff, centre_code, ctx, numbered};

use crate::routes::Route;

/// The addresses of the counter.
pub const ROUTES: &[Route] = &[
    Route::get("reception.queue", "/accueil", board::show),
    Route::post("reception.next", "/accueil/suivant", step::next),
    Route::post("reception.desk", "/accueil/bureau", board::desk),
    Route::post("reception.follow", "/accueil/suivi", board::follow),
    Route::get("reception.arrive", "/accueil/arrivee", arrive::form),
    Route::post("reception.arrive", "/accueil/arrivee", arrive::receive),
    Route::get("reception.room", "/accueil/salle", room::show),
    Route::get("reception.visit", "/accueil/visites/{id}", visit::show),
    Route::get(
        "reception.ticket",
        "/accueil/visites/{id}/ticket",
        ticket::show,
    ),
    Route::post(
        "reception.step",
        "/accueil/visites/{id}/etape/{faire}",
        step::take,
    ),
    Route::post(
        "reception.note",
        "/accueil/visites/{id}/observation",
        step::note,
    ),
    Route::get(
        "reception.amend",
        "/accueil/visites/{id}/corriger",
        amend::form,
    ),
    Route::post(
        "reception.amend",
        "/accueil/visites/{id}/corriger",
        amend::save,
    ),
    Route::get(
        "reception.retype",
        "/accueil/visites/{id}/papier",
        paper_line::form,
    ),
    Route::post(
        "reception.retype",
        "/accueil/visites/{id}/papier",
        paper_line::save,
    ),
    Route::get("reception.register", "/accueil/registre", register::show),
    Route::post(
        "reception.sign",
        "/accueil/registre/signature",
        register::sign,
    ),
    Route::get(
        "reception.retype",
        "/accueil/registre/recopier",
        retype::form,
    ),
    Route::post(
        "reception.retype",
        "/accueil/registre/recopier",
        retype::save,
    ),
    Route::get("reception.book", "/accueil/registre/cahier", books::form),
    Route::post("reception.book", "/accueil/registre/cahier", books::choose),
    Route::get(
        "reception.appointments",
        "/accueil/rendez-vous",
        appointments::show,
    ),
    Route::get(
        "reception.appoint",
        "/accueil/rendez-vous/nouveau",
        appoint::form,
    ),
    Route::post(
        "reception.appoint",
        "/accueil/rendez-vous/nouveau",
        appoint::give,
    ),
    Route::get(
        "reception.slip",
        "/accueil/rendez-vous/{id}/bulletin",
        slip::show,
    ),
    Route::post(
        "reception.appointment-note",
        "/accueil/rendez-vous/{id}/suite/{noter}",
        appointments::note,
    ),
    Route::get("reception.figures", "/accueil/chiffres", figures::show),
];
