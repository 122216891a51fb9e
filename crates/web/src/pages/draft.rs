//! Keeping and throwing away what is being typed.

use crate::draft;
use crate::exchange::{Answer, Exchange};
use crate::frame::Flash;
use crate::http::{Response, Status};
use crate::routes::Route;

/// The addresses of drafts.
pub const ROUTES: &[Route] = &[
    Route::post("draft.keep", "/brouillons", keep),
    Route::post("draft.forget", "/brouillons/effacer", forget),
];

fn keep(exchange: &mut Exchange<'_, '_>) -> Answer {
    draft::keep(exchange)?;
    Ok(Response::text(Status::Ok, ""))
}

fn forget(exchange: &mut Exchange<'_, '_>) -> Answer {
    let page = draft::forget(exchange)?;
    exchange.done(&page, Flash::attention("draft-forgotten"))
}

#[cfg(test)]
#[path = "draft_tests.rs"]
mod tests;
