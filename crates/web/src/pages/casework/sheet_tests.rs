//! The form of a step on paper, through `handle`.

use super::super::tests::{FREE, get, open, place, text, worker};
use crate::http::Status;
use akwaba_domain::actor::Role;

#[test]
fn a_step_prints_blank_from_the_manual_with_its_version_and_places_to_sign() {
    let desk = worker();
    let manual = text(&desk, "/manuel/P99/1");
    let sheet = "/manuel/P99/1/etapes/demande/fiche";
    assert!(manual.contains(sheet), "{manual}");
    let page = text(&desk, sheet);
    assert!(page.contains("Pour quels trajets") && page.contains("class=\"line\""));
    assert!(page.contains("P99 · étape 1 · version 1") && page.contains("Proposition à valider"));
    assert!(page.contains("class=\"signatures\""));
    for path in [
        "/manuel/P99/1/etapes/autre/fiche",
        "/manuel/P99/7/etapes/demande/fiche",
        "/manuel/P99/01/etapes/demande/fiche",
    ] {
        assert_eq!(get(&desk, path).status, Status::NotFound, "{path}");
    }
}

#[test]
fn a_step_that_was_done_prints_filled_for_who_may_open_the_case_and_before_that_only_blank() {
    let desk = worker();
    let step = open(&desk);
    let sheet = format!("{step}/fiche");
    assert_eq!(get(&desk, &sheet).status, Status::NotFound);
    assert!(text(&desk, &step).contains("/manuel/P99/1/etapes/demande/fiche"));
    place(&desk.send(&step, FREE));
    assert!(text(&desk, &step).contains(&sheet));
    let page = text(&desk, &sheet);
    assert!(page.contains("le marché"), "{page}");
    assert!(page.contains("class=\"ticked\">Oui") && page.contains("1/2026"));
    assert!(
        !page.contains("class=\"line\""),
        "no room is left to write an answer in"
    );
    let counter = desk.beside(4, Role::Reception);
    assert_eq!(get(&counter, &sheet).status, Status::Forbidden);
}

#[test]
fn where_the_host_writes_no_pdf_none_is_offered_and_the_browser_prints() {
    let desk = worker();
    let sheet = "/manuel/P99/1/etapes/demande/fiche";
    assert!(!text(&desk, sheet).contains("forme=pdf"));
    let file = get(&desk, &format!("{sheet}?forme=pdf"));
    assert_eq!(file.status, Status::NotFound);
}
