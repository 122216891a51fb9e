//! The way into the office of the centre: only what the reader may open is shown.

use askama::Template;

use super::key;
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::routes::Route;

/// The address.
pub const ROUTES: &[Route] = &[Route::get("centre.home", "/centre", show)];

/// Every page of the office: where, its words, a line about it.
const PAGES: [(&str, &str, &str); 9] = [
    ("/rapport", "reports-months-title", "reports-months-about"),
    ("/centre/comptes", "accounts-title", "accounts-about"),
    ("/centre/trace", "trail-title", "trail-about"),
    ("/centre/parametres", "settings-title", "settings-about"),
    (key::PATH, "key-title", "key-about"),
    // Nowhere on a phone, which has no keys of accounts: the page is not in the list there.
    ("/centre/depositaires", "escrow-title", "escrow-home"),
    ("/centre/gardiens", "guardians-title", "guardians-home"),
    ("/donnees", "privacy-title", "privacy-about"),
    // A full menu has no room for it: whoever has the office finds it here.
    ("/manuel", "manual-title", "manual-about"),
];

#[derive(Template)]
#[template(path = "centre/home.html")]
struct HomePage<'a> {
    f: &'a Frame,
    pages: Vec<(&'static str, &'static str, &'static str)>,
}

fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let frame = exchange.frame("centre-title");
    let pages = PAGES
        .into_iter()
        .filter(|(path, ..)| exchange.may_open(path))
        .collect();
    exchange.page(&HomePage { f: &frame, pages })
}
