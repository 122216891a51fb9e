//! Tests of *Aujourd'hui*: what an office is told of its steps, and what it is not.

use super::super::tests::{CHAIR, FREE, RETURN, get, open, place, publish, text};
use crate::http::Status;
use crate::pages::tests::Desk;
use akwaba_domain::actor::Role;

/// The path of the case and of its step on a page.
fn paths(page: &str) -> (String, String) {
    let from = page.find("/dossiers/0").unwrap();
    let step = page[from..].split('"').next().unwrap().to_owned();
    (step.split("/etapes/").next().unwrap().to_owned(), step)
}

/// A case whose next step is one of another function, under a procedure of this confidentiality.
fn waiting(confidentiality: &str, role: &str) -> Desk {
    waiting_under(CHAIR, confidentiality, role)
}

fn waiting_under(procedure: &str, confidentiality: &str, role: &str) -> Desk {
    let (before, after) = procedure.split_once("| code | remise |").unwrap();
    let after = after.replacen("travailleur_social", role, 1);
    let procedure = format!("{before}| code | remise |{after}").replace(
        "| confidentialite | ordinaire |",
        &format!("| confidentialite | {confidentiality} |"),
    );
    let desk = publish(&Desk::new().by_role(Role::SocialWorker), &procedure);
    place(&desk.send(&open(&desk), FREE));
    desk
}

#[test]
fn the_counter_is_led_to_its_steps_also_of_a_restricted_case_which_it_never_opens() {
    for confidentiality in ["ordinaire", "restreinte"] {
        let desk = waiting(confidentiality, "accueil");
        let counter = desk.beside(2, Role::Reception);
        let page = text(&counter, "/aujourdhui");
        assert!(
            page.contains("/etapes/remise") && page.contains("Affoué"),
            "{page}"
        );
        let (case, step) = paths(&page);
        let form = text(&counter, &step);
        assert!(form.contains("Faites essayer") && form.contains("remise/retour"));
        // The step alone: nothing of the steps before, no way into the case or the record.
        assert!(!form.contains("le marché") && !form.contains("href=\"/personnes/0"));
        assert!(!form.contains(&format!("href=\"{case}\"")));
        assert_eq!(get(&counter, &case).status, Status::Forbidden);
        let first = format!("{case}/etapes/demande");
        assert_eq!(get(&counter, &first).status, Status::NotFound);
        assert_eq!(place(&counter.send(&step, RETURN)), "/aujourdhui");
        let page = text(&counter, "/aujourdhui");
        assert!(!page.contains("href=\"/dossiers/0"), "{page}");
    }
}

#[test]
fn nobody_stands_in_for_an_office_that_holds_a_step_of_a_restricted_case() {
    let desk = waiting("restreinte", "accueil");
    let (_, step) = paths(&text(&desk.beside(2, Role::Reception), "/aujourdhui"));
    for role in [Role::SocialWorker, Role::RegionalSupervisor] {
        assert_eq!(get(&desk.beside(5, role), &step).status, Status::NotFound);
    }
    for role in [Role::Intern, Role::Auditor, Role::TechnicalAdmin] {
        assert_eq!(get(&desk.beside(5, role), &step).status, Status::Forbidden);
    }
    let follower = get(&desk, &step).status;
    assert_eq!(follower, Status::Ok, "who follows the case opens it");
}

#[test]
fn the_region_does_its_step_of_a_restricted_case_without_a_name() {
    let desk = waiting("restreinte", "supervision_regionale");
    let region = desk.beside(6, Role::RegionalSupervisor);
    let page = text(&region, "/aujourdhui");
    assert!(
        page.contains("/etapes/remise") && !page.contains("Affoué"),
        "{page}"
    );
    let (case, step) = paths(&page);
    let form = text(&region, &step);
    assert!(form.contains("1/2026") && !form.contains("Affoué") && !form.contains("le marché"));
    assert_eq!(get(&region, &case).status, Status::Forbidden);
    assert_eq!(place(&region.send(&step, RETURN)), "/aujourdhui");
    let director = desk.beside(7, Role::Director);
    assert!(text(&director, "/visas").contains("Remettre le fauteuil"));
}

#[test]
fn an_office_is_told_of_its_step_as_soon_as_it_is_open_however_far_its_deadline() {
    let far = CHAIR.replace("3 jours ouvrés", "30 jours ouvrés");
    let desk = waiting_under(&far, "restreinte", "supervision_regionale");
    let region = desk.beside(6, Role::RegionalSupervisor);
    let page = text(&region, "/aujourdhui");
    assert!(
        page.contains("Plus tard") && page.contains("/etapes/remise"),
        "{page}"
    );
    // Who follows the case finds it in its list.
    assert!(!text(&desk, "/aujourdhui").contains("Plus tard"));
}
