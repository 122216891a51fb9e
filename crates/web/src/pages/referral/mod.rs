//! Referral: out of a case to a service, with consent; the slip in three parts; the answer coming back.
//!
//! Never: a referral shown to who may not open its case; anything of a person on what only carries the
//! code, in an address or in a title.

mod answer;
#[cfg(not(target_arch = "wasm32"))]
mod confided;
mod figures;
pub(in crate::pages) mod linked;
mod list;
mod new;
#[cfg(not(target_arch = "wasm32"))]
pub(in crate::pages) mod over;
pub(in crate::pages) mod shared;
mod show;
mod slip;

pub(in crate::pages) use list::due_count;

#[cfg(test)]
pub(in crate::pages) mod tests;

use crate::routes::Route;

/// The addresses of referral.
pub const ROUTES: &[Route] = &[
    Route::get("referral.list", "/references", list::show),
    Route::get("referral.figures", "/references/chiffres", figures::show),
    Route::get(
        "referral.of-case",
        "/dossiers/{id}/references",
        list::of_case,
    ),
    Route::get(
        "referral.new",
        "/dossiers/{id}/references/nouvelle",
        new::form,
    ),
    Route::post(
        "referral.new",
        "/dossiers/{id}/references/nouvelle",
        new::send,
    ),
    Route::get("referral.show", "/references/{id}", show::show),
    Route::get("referral.slip", "/references/{id}/fiche", slip::show),
    Route::post(
        "referral.answer",
        "/references/{id}/reponse",
        answer::answer,
    ),
    Route::post(
        "referral.remind",
        "/references/{id}/relance",
        answer::remind,
    ),
    Route::post("referral.recall", "/references/{id}/rappel", answer::recall),
    Route::post("referral.link", "/references/{id}/lien", linked::make),
    Route::post(
        "referral.unlink",
        "/references/{id}/lien/retirer",
        linked::withdraw,
    ),
    Route::post("referral.review", "/references/{id}/avis", answer::review),
];
