//! Casework: what is to be done today, cases and their steps, approvals, and the manual they follow.
//!
//! A page of a step holds all that its procedure says of it. What somebody may see of a case is asked
//! of the case and its procedure, beyond the policy. Nothing of a case stands in an address.

pub(in crate::pages) mod agenda_rows;
pub(in crate::pages) mod answers;
pub(in crate::pages) mod begin;
mod capacity;
mod case;
mod change;
mod closing;
mod conference;
mod conformity;
mod conformity_beside;
mod course;
mod depart;
mod file;
mod gone;
mod home_visit;
mod intern;
mod layer;
mod left;
mod list;
mod load;
mod manual;
mod manual_page;
mod need;
mod note;
mod open;
mod passage;
mod plan;
mod proposal;
mod received;
mod severity;
pub(in crate::pages) mod shared;
mod sheet;
mod stage;
mod stage_step;
mod step;
mod step_said;
mod team;
mod today;
pub(in crate::pages) mod together;
mod tour;
mod tour_stop;
mod transfer;
mod visa;
#[cfg(not(target_arch = "wasm32"))]
mod windows;

pub(in crate::pages) use change::colleagues;
pub(in crate::pages) use list::{of_subject, open_of_subject};
pub use proposal::ROUTES as PROPOSAL_ROUTES;
pub(in crate::pages) use shared::Names;
#[cfg(not(target_arch = "wasm32"))]
pub(in crate::pages) use windows::of_case as windows_of_case;

#[cfg(test)]
mod follow_tests;
#[cfg(test)]
mod home_visit_tests;
#[cfg(test)]
mod intern_tests;
#[cfg(test)]
mod note_tests;
#[cfg(test)]
mod team_tests;
#[cfg(test)]
pub(in crate::pages) mod tests;

use crate::routes::{Route, Takes};

/// The addresses of casework.
pub const ROUTES: &[Route] = &[
    Route::get("casework.today", "/aujourdhui", today::show),
    Route::get("casework.list", "/dossiers", list::show),
    Route::get("casework.open", "/dossiers/nouveau", open::form),
    Route::post("casework.open", "/dossiers/nouveau", open::open),
    Route::get("casework.load", "/dossiers/charge", load::show),
    Route::post(
        "casework.load-hand-over",
        "/dossiers/charge",
        load::hand_over,
    ),
    Route::get("casework.tour", "/dossiers/visites", tour::today),
    Route::get("casework.tour-day", "/dossiers/visites/{jour}", tour::show),
    Route::get(
        "casework.tour-sheet",
        "/dossiers/visites/{jour}/feuille",
        tour::sheet,
    ),
    Route::get("casework.show", "/dossiers/{id}", case::show),
    Route::get("casework.step", "/dossiers/{id}/etapes/{etape}", step::form),
    Route::post(
        "casework.step",
        "/dossiers/{id}/etapes/{etape}",
        step::finish,
    ),
    Route::get(
        "casework.depart",
        "/dossiers/{id}/etapes/{etape}/ecart",
        depart::form,
    ),
    Route::post(
        "casework.depart",
        "/dossiers/{id}/etapes/{etape}/ecart",
        depart::depart,
    ),
    Route::get(
        "casework.sheet",
        "/dossiers/{id}/etapes/{etape}/fiche",
        sheet::filled,
    ),
    Route::get("casework.visas", "/visas", visa::list),
    Route::get("casework.visa", "/visas/{id}/{envoi}", visa::form),
    Route::post("casework.visa", "/visas/{id}/{envoi}", visa::rule),
    Route::get("casework.intern", "/dossiers/{id}/stagiaire", intern::show),
    Route::post("casework.intern", "/dossiers/{id}/stagiaire", intern::open),
    Route::get(
        "casework.intern-prepared",
        "/dossiers/{id}/stagiaire/{envoi}",
        intern::read,
    ),
    Route::post(
        "casework.intern-prepared",
        "/dossiers/{id}/stagiaire/{envoi}",
        intern::rule,
    ),
    Route::get("intern.list", "/stage", stage::list),
    Route::get("intern.show", "/stage/{id}", stage::show),
    Route::post("intern.notes", "/stage/{id}/notes", stage::write_note),
    Route::get(
        "intern.step",
        "/stage/{id}/etapes/{etape}",
        stage_step::form,
    ),
    Route::post(
        "intern.step",
        "/stage/{id}/etapes/{etape}",
        stage_step::prepare,
    ),
    Route::get("casework.notes", "/dossiers/{id}/notes", note::show),
    Route::post("casework.notes", "/dossiers/{id}/notes", note::write),
    Route::get(
        "casework.hand-over",
        "/dossiers/{id}/transmettre",
        change::hand_over_form,
    ),
    Route::post(
        "casework.hand-over",
        "/dossiers/{id}/transmettre",
        change::hand_over,
    ),
    Route::get("casework.move", "/dossiers/{id}/version", change::move_form),
    Route::post("casework.move", "/dossiers/{id}/version", change::move_to),
    Route::get("casework.close", "/dossiers/{id}/cloturer", closing::form),
    Route::post("casework.close", "/dossiers/{id}/cloturer", closing::close),
    Route::get(
        "casework.reopen",
        "/dossiers/{id}/rouvrir",
        closing::reopen_form,
    ),
    Route::post("casework.reopen", "/dossiers/{id}/rouvrir", closing::reopen),
    Route::post(
        "casework.protect",
        "/dossiers/{id}/protection",
        closing::protect,
    ),
    Route::get(
        "casework.conferences",
        "/dossiers/{id}/reunions",
        conference::list,
    ),
    Route::post(
        "casework.conferences",
        "/dossiers/{id}/reunions",
        conference::call,
    ),
    Route::get(
        "casework.conference",
        "/dossiers/{id}/reunions/{reunion}",
        conference::show,
    ),
    Route::post(
        "casework.conference",
        "/dossiers/{id}/reunions/{reunion}",
        conference::hold,
    ),
    Route::post(
        "casework.decision",
        "/dossiers/{id}/reunions/{reunion}/decision",
        conference::settle,
    ),
    Route::get(
        "casework.minutes",
        "/dossiers/{id}/reunions/{reunion}/pv",
        conference::minutes,
    ),
    Route::get(
        "casework.transfer",
        "/dossiers/{id}/transfert",
        transfer::form,
    ),
    Route::post(
        "casework.transfer",
        "/dossiers/{id}/transfert",
        transfer::hand,
    ),
    Route::post(
        "casework.transfer-enter",
        "/dossiers/{id}/transfert/reponse",
        transfer::enter,
    ),
    Route::get(
        "casework.transfer-note",
        "/dossiers/{id}/transfert/{transfert}",
        received::note,
    ),
    Route::post(
        "casework.transfer-sealed",
        "/dossiers/{id}/transfert/{transfert}",
        received::sealed,
    ),
    Route::get("casework.transfers", "/transferts", received::received),
    Route::post("casework.transfers", "/transferts", received::carry_in),
    Route::get(
        "casework.transfer-received",
        "/transferts/{id}",
        received::show,
    ),
    Route::post(
        "casework.transfer-received",
        "/transferts/{id}",
        received::answer,
    ),
    Route::get("casework.passage", "/dossiers/{id}/passage", passage::form),
    Route::post("casework.passage", "/dossiers/{id}/passage", passage::go),
    Route::get("casework.needs", "/dossiers/{id}/besoins", need::show),
    Route::post("casework.needs", "/dossiers/{id}/besoins", need::tell),
    Route::post(
        "casework.programmes",
        "/dossiers/{id}/programmes",
        need::enrol,
    ),
    Route::get(
        "casework.home-visits",
        "/dossiers/{id}/visites",
        home_visit::list,
    ),
    Route::post(
        "casework.home-visits",
        "/dossiers/{id}/visites",
        home_visit::plan,
    ),
    Route::get(
        "casework.home-visit",
        "/dossiers/{id}/visites/{visite}",
        home_visit::show,
    ),
    Route::post(
        "casework.home-visit",
        "/dossiers/{id}/visites/{visite}",
        home_visit::tell,
    ),
    Route::get("casework.plan", "/dossiers/{id}/plan", plan::show),
    Route::post("casework.plan", "/dossiers/{id}/plan", plan::follow),
    Route::get(
        "casework.plan-sheet",
        "/dossiers/{id}/plan/fiche",
        plan::sheet,
    ),
    Route::get(
        "casework.capacities",
        "/dossiers/{id}/capacites",
        capacity::show,
    ),
    Route::post(
        "casework.capacities",
        "/dossiers/{id}/capacites",
        capacity::score,
    ),
    Route::get("casework.file", "/dossiers/{id}/fiche", file::show),
    Route::get(
        "casework.conformity",
        "/conformite/{code}",
        conformity::show,
    ),
    Route::get(
        "casework.conformity-beside",
        "/conformite/{code}/avec/{centre}",
        conformity_beside::show,
    ),
    Route::get("manual.list", "/manuel", manual::show),
    Route::get("manual.newest", "/manuel/{code}", manual_page::newest),
    Route::get("manual.show", "/manuel/{code}/{version}", manual_page::show),
    Route::get(
        "manual.sheet",
        "/manuel/{code}/{version}/etapes/{etape}/fiche",
        sheet::blank,
    ),
    Route::get(
        "manual.layer",
        "/manuel/{code}/{version}/adapter",
        layer::form,
    ),
    Route::post(
        "manual.layer",
        "/manuel/{code}/{version}/adapter",
        layer::send,
    )
    .taking(Takes::Paper),
    Route::post(
        "manual.withdraw",
        "/manuel/{code}/{version}/retrait",
        manual_page::withdraw,
    ),
];
