//! Mediation beside its case: who the two are, whether they may meet, the agreement on paper.
//!
//! Nothing on these pages tells one of the two what the other said: why it stops stands folded away,
//! for the team, and every paper says the same neutral words.

mod agreement;
#[cfg(not(target_arch = "wasm32"))]
pub(in crate::pages) mod beside;
mod party;
mod shared;
mod show;

#[cfg(test)]
pub(in crate::pages) mod tests;

use crate::routes::Route;

pub(in crate::pages) use shared::{apart, keeps, notice};

/// The addresses of mediation.
pub const ROUTES: &[Route] = &[
    Route::get("mediation.show", "/dossiers/{id}/mediation", show::show),
    Route::get(
        "mediation.fear",
        "/dossiers/{id}/mediation/remarque",
        show::fear_form,
    ),
    Route::post(
        "mediation.fear",
        "/dossiers/{id}/mediation/remarque",
        show::fear,
    ),
    Route::get(
        "mediation.record",
        "/dossiers/{id}/mediation/proces-verbal",
        agreement::record,
    ),
    Route::get(
        "mediation.party",
        "/dossiers/{id}/mediation/{cote}",
        party::form,
    ),
    Route::post(
        "mediation.party",
        "/dossiers/{id}/mediation/{cote}",
        party::name,
    ),
    Route::get(
        "mediation.sign",
        "/dossiers/{id}/mediation/{cote}/signature",
        agreement::sign_form,
    ),
    Route::post(
        "mediation.sign",
        "/dossiers/{id}/mediation/{cote}/signature",
        agreement::sign,
    ),
    Route::get(
        "mediation.letter",
        "/dossiers/{id}/mediation/{cote}/courrier",
        agreement::letter,
    ),
];
