//! A complaint through `handle`: said without an account, read by those whom it is not about, answered by receipt.

use akwaba_domain::actor::Role;

use crate::http::Status;
use crate::pages::casework::tests::{get, place, text};
use crate::pages::protected::tests::{centre, enter, keyed, leave};
use crate::pages::tests::Desk;

const CANARY: &str = "deux-mille-francs-du-canari";
const SAID: &str = "words=On+m%27a+demand%C3%A9+deux-mille-francs-du-canari&channel=page";

/// Complains; the digits of the receipt.
fn complain(desk: &Desk, about: &str, whom: &str) -> String {
    let said = desk.ask_nameless(
        "/reclamation",
        Some(&format!("{SAID}&about={about}&whom={whom}")),
    );
    assert_eq!(said.status, Status::Ok, "{}", said.text_body());
    let page = said.text_body();
    let shown = page.split("class=\"receipt\"><strong>").nth(1).unwrap();
    shown[..19].to_owned()
}

/// The complaints that somebody finds in the protected space.
fn found(desk: &Desk) -> Vec<String> {
    enter(desk);
    let page = text(desk, "/espace/reclamations");
    let paths = page.split("href=\"/espace/reclamations/").skip(1);
    let paths = paths.map(|rest| format!("/espace/reclamations/{}", &rest[..36]));
    paths.collect()
}

fn id_of(desk: &Desk, path: &str, name: &str) -> String {
    let page = text(desk, path);
    let option = page
        .split('<')
        .find(|part| part.starts_with("option") && part.contains(name));
    let option = option.unwrap_or_else(|| panic!("{name} in {page}"));
    option.split("value=\"").nth(1).unwrap()[..36].to_owned()
}

#[test]
fn a_complaint_is_said_without_a_name_read_by_the_region_and_answered_by_receipt() {
    let desk = centre();
    let region = keyed(&desk, Role::RegionalSupervisor);
    let director = keyed(&desk, Role::Director);
    let receipt = complain(&desk, "argent", "accueil");
    assert!(
        found(&director).is_empty(),
        "what is grave leaves the centre"
    );

    let path = found(&region).pop().unwrap();
    assert!(text(&region, &path).contains(CANARY));
    let words = format!("{path}/reponse");
    let none = region.send(&words, "stage=repondue&words=");
    assert_eq!(none.status, Status::Unprocessable);
    place(&region.send(&words, "stage=repondue&words=Tout+est+gratuit"));
    assert!(text(&region, &path).contains("Tout est gratuit"));
    leave(&region);
    assert_eq!(get(&region, &path).status, Status::NotFound);

    let asked = format!("receipt={}", receipt.replace(' ', "+"));
    let page = desk
        .ask_nameless("/reclamation/reponse", Some(&asked))
        .text_body();
    assert!(page.contains("Tout est gratuit") && page.contains("Elle est reçue"));
    assert!(
        !page.contains(CANARY),
        "a receipt that is lost tells what was answered, not what was said"
    );
    // What was answered is there again for who holds the key, from the journal alone.
    enter(&region);
    assert!(text(&region, &path).contains("Tout est gratuit"));
}

#[test]
fn whom_a_complaint_is_about_never_finds_it_and_who_is_kept_away_loses_it() {
    let desk = centre();
    let region = keyed(&desk, Role::RegionalSupervisor);
    let director = keyed(&desk, Role::Director);
    complain(&desk, "comportement", "directeur");
    assert!(found(&director).is_empty());
    leave(&director);
    complain(&desk, "attente", "service");
    let path = found(&director).pop().unwrap();
    leave(&director);
    assert_eq!(found(&region).len(), 2);
    let who = id_of(&region, &path, "director");
    place(&region.send(&format!("{path}/ecarter"), &format!("who={who}")));
    let again = region.send(&format!("{path}/confier"), &format!("to={who}"));
    assert_eq!(
        again.status,
        Status::Unprocessable,
        "it is never handed to them again"
    );
    leave(&region);
    assert!(found(&director).is_empty());
    assert_eq!(get(&director, &path).status, Status::NotFound);
}

#[test]
fn a_complaint_that_nobody_could_read_without_being_meant_is_refused_and_nothing_is_kept() {
    let desk = centre();
    keyed(&desk, Role::Director);
    let before = desk
        .store
        .read(|tx| akwaba_store::rebuild::state_hash(tx))
        .unwrap();
    let form = format!("{SAID}&about=comportement&whom=directeur");
    let refused = desk.ask_nameless("/reclamation", Some(&form));
    assert_eq!(refused.status, Status::Unprocessable);
    let page = refused.text_body();
    assert!(
        page.contains("direction régionale") && page.contains(CANARY),
        "what was typed stays"
    );
    let after = desk
        .store
        .read(|tx| akwaba_store::rebuild::state_hash(tx))
        .unwrap();
    assert_eq!(before, after);
}

#[test]
fn receipts_that_open_nothing_answer_alike_and_guessing_waits() {
    let desk = centre();
    keyed(&desk, Role::RegionalSupervisor);
    complain(&desk, "attente", "service");
    let asks = |typed: &str| {
        let answer = desk.ask_nameless("/reclamation/reponse", Some(&format!("receipt={typed}")));
        assert_eq!(answer.status, Status::Unprocessable);
        answer.text_body()
    };
    assert!(asks("1234").contains("n&#39;ouvre rien") || asks("1234").contains("n'ouvre rien"));
    // Sixteen digits that are a receipt of nobody: the check digit is right.
    let mut waited = false;
    for _ in 0..8 {
        waited |= asks("0000000000000000").contains("secondes");
    }
    assert!(waited);
}
