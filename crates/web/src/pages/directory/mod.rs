//! The directory: who can help around the centre, what they ask, and the assistant that proposes them.
//!
//! Never: where a confidential service is, to who may not know it, or on a paper.

mod edit;
mod exchange;
mod list;
mod orient;
pub(in crate::pages) mod shared;
mod show;

#[cfg(test)]
pub(in crate::pages) mod tests;

pub(in crate::pages) use list::stale_count;

use crate::routes::{Route, Takes};

/// The addresses of the directory.
pub const ROUTES: &[Route] = &[
    Route::get("directory.list", "/annuaire", list::show),
    Route::get("directory.poster", "/annuaire/affiche", list::poster),
    Route::get("directory.orient", "/annuaire/orientation", orient::form),
    Route::post("directory.orient", "/annuaire/orientation", orient::propose),
    Route::get("directory.import", "/annuaire/hsds", exchange::form),
    Route::post("directory.import", "/annuaire/hsds", exchange::check).taking(Takes::Paper),
    Route::post(
        "directory.import-commit",
        "/annuaire/hsds/ajouter",
        exchange::commit,
    ),
    Route::get(
        "directory.export",
        "/annuaire/hsds/fichier",
        exchange::export,
    ),
    Route::get(
        "directory.export",
        "/annuaire/hsds/tableaux",
        exchange::export_tables,
    ),
    Route::get("directory.new", "/annuaire/nouveau", edit::new),
    Route::post("directory.new", "/annuaire/nouveau", edit::add),
    Route::get("directory.show", "/annuaire/{id}", show::show),
    Route::get("directory.edit", "/annuaire/{id}/modifier", edit::form),
    Route::post("directory.edit", "/annuaire/{id}/modifier", edit::change),
    Route::post("directory.verify", "/annuaire/{id}/verifier", show::verify),
    Route::post("directory.close", "/annuaire/{id}/fermer", show::close),
];
