//! The protected space: entering it with one's passphrase once more, leaving it, beginning a sealed file,
//! who has read one, opening one for danger to life; its incidents, consents and *Signaler ?*. The other pages
//! of its cases are those of casework.
//!
//! Never: tells from outside whether anything is in it.

pub(in crate::pages) mod begin;
pub(in crate::pages) mod consents;
mod counts;
#[cfg(test)]
mod counts_tests;
#[cfg(test)]
mod documents_tests;
mod ending;
#[cfg(test)]
mod ending_tests;
mod ends;
mod enter;
mod glass;
#[cfg(test)]
mod glass_tests;
mod incidents;
#[cfg(test)]
mod mediation_tests;
mod openings;
#[cfg(test)]
mod papers_tests;
mod readings;
mod registers;
#[cfg(test)]
mod registers_tests;
mod search;
mod signalling;
#[cfg(test)]
mod specific_tests;
#[cfg(test)]
pub(in crate::pages) mod tests;
#[cfg(test)]
mod transfer_tests;

pub(in crate::pages) use glass::due;

use crate::routes::Route;

/// The addresses of the protected space. They stay in the history of a browser, and say nothing of what is in it.
pub const ROUTES: &[Route] = &[
    Route::get("protected.enter", "/espace", enter::form),
    Route::post("protected.enter", "/espace", enter::enter),
    Route::post("protected.leave", "/espace/fermer", enter::leave),
    Route::get("protected.begin", "/espace/nouveau", begin::form),
    Route::post("protected.begin", "/espace/nouveau", begin::begin),
    Route::post("protected.find", "/espace/personne", begin::find),
    Route::post("protected.search", "/espace/dossiers", search::search),
    Route::get("protected.counts", "/espace/comptes", counts::months),
    Route::get(
        "protected.counts-month",
        "/espace/comptes/{mois}",
        counts::month,
    ),
    Route::post(
        "protected.counts-month",
        "/espace/comptes/{mois}",
        counts::sign,
    ),
    Route::get("glass.show", glass::PATH, glass::show),
    Route::post("glass.ask", glass::PATH, glass::ask),
    Route::post("glass.find", "/espace/danger/personne", glass::find),
    Route::post("glass.agree", "/espace/danger/accord", glass::agree),
    Route::post("glass.withdraw", "/espace/danger/retrait", ends::withdraw),
    Route::post("glass.close", "/espace/danger/fermeture", ends::close),
    Route::get(
        "glass.openings",
        "/dossiers/{id}/ouvertures",
        openings::show,
    ),
    Route::post("glass.see", "/dossiers/{id}/ouvertures/vu", openings::see),
    Route::post(
        "glass.review",
        "/dossiers/{id}/ouvertures/revue",
        openings::review,
    ),
    Route::get("protected.registers", "/espace/registres", registers::list),
    Route::get(
        "protected.register",
        "/espace/registres/{procedure}/{registre}",
        registers::show,
    ),
    Route::get("protected.endings", "/espace/echues", ending::list),
    Route::post(
        "protected.end-propose",
        "/espace/echues/{id}/proposer",
        ending::propose,
    ),
    Route::post(
        "protected.end-agree",
        "/espace/echues/{id}/confirmer",
        ending::agree,
    ),
    Route::get(
        "protected.end-record",
        "/espace/destructions/{id}",
        ending::record,
    ),
    Route::get(
        "protected.incidents",
        "/dossiers/{id}/codes",
        incidents::show,
    ),
    Route::post(
        "protected.incidents",
        "/dossiers/{id}/codes",
        incidents::note,
    ),
    Route::get(
        "protected.consents",
        "/dossiers/{id}/accords",
        consents::show,
    ),
    Route::post(
        "protected.consents",
        "/dossiers/{id}/accords",
        consents::give,
    ),
    Route::post(
        "protected.consents",
        "/dossiers/{id}/accords/reprendre",
        consents::withdraw,
    ),
    Route::post(
        "protected.consents",
        "/dossiers/{id}/accords/taire",
        consents::keep,
    ),
    Route::post(
        "protected.consents",
        "/dossiers/{id}/accords/lever",
        consents::lift,
    ),
    Route::get(
        "protected.signalling",
        "/dossiers/{id}/question",
        signalling::show,
    ),
    Route::post(
        "protected.signalling",
        "/dossiers/{id}/question",
        signalling::decide,
    ),
    Route::get(
        "protected.readings",
        "/dossiers/{id}/lectures",
        readings::show,
    ),
];
