//! The way into it: only what the reader may open is shown.

use super::shared::Sheet;
use crate::exchange::{Answer, Exchange};

/// Every page: where, its words, a line about it.
const PAGES: [(&str, &str, &str); 8] = [
    (
        "/donnees/demandes",
        "privacy-requests-title",
        "privacy-requests-about",
    ),
    (
        "/donnees/violations",
        "privacy-breaches-title",
        "privacy-breaches-about",
    ),
    (
        "/donnees/durees",
        "privacy-terms-title",
        "privacy-terms-about",
    ),
    ("/donnees/echues", "privacy-due-title", "privacy-due-about"),
    (
        "/donnees/destructions",
        "privacy-destructions-title",
        "privacy-destructions-about",
    ),
    (
        "/donnees/sauvegardes",
        "privacy-backups-title",
        "privacy-backups-about",
    ),
    (
        "/donnees/traitements",
        "privacy-register-title",
        "privacy-register-about",
    ),
    (
        "/donnees/rapport",
        "privacy-report-title",
        "privacy-report-about",
    ),
];

pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let frame = exchange.frame("privacy-title");
    let back = if exchange.may_open("/centre") {
        "/centre"
    } else {
        "/"
    };
    let pages = PAGES.iter().filter(|(path, ..)| exchange.may_open(path));
    let links =
        pages.map(|(path, title, about)| ((*path).to_owned(), frame.t(title), frame.t(about)));
    let page = Sheet {
        lead: frame.t("privacy-lead"),
        links: links.collect(),
        ..Sheet::new(&frame, back)
    };
    exchange.page(&page)
}
