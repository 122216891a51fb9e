//! The first page: the first entry of the reader's own menu.

use crate::exchange::{Answer, Exchange};
use crate::routes::Route;

/// The address.
pub const ROUTES: &[Route] = &[Route::get("home", "/", show)];

fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let frame = exchange.frame("about-title");
    let first = frame.menu.first().map_or("/a-propos", |entry| entry.path);
    exchange.go(first)
}
