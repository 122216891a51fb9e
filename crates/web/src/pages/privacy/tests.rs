//! What has passed its term, and its destruction by two people, through `handle`.

use akwaba_domain::actor::Role;

use crate::http::{Method, Request, Status};
use crate::pages::bad_input::{as_role, founded};
use crate::pages::casework::tests::{CHAIR, open, place, publish};
use crate::pages::tests::Desk;

/// Six years, in seconds.
const SIX_YEARS: u64 = 6 * 366 * 24 * 3600;

fn text(desk: &Desk, address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let mut request = Request::new(Method::Get, path);
    request.query = query.to_owned();
    let page = desk.ask(&request);
    assert_eq!(page.status, Status::Ok, "{address}");
    page.text_body()
}

fn person(desk: &Desk, name: &str, year: u16) -> String {
    let form = format!("kind-0=given&name-0={name}&sex=female&birth_year={year}&confirmed=1");
    let path = place(&desk.send("/personnes/nouvelle", &form));
    path.rsplit('/').next().unwrap().to_owned()
}

/// A worker and a director, years after what was written.
fn years_after(desk: &Desk) -> (Desk, Desk) {
    let both = (
        as_role(desk, Role::SocialWorker),
        as_role(desk, Role::Director),
    );
    both.0.later(SIX_YEARS);
    both.1.later(SIX_YEARS + 1000);
    both
}

fn propose(desk: &Desk, person: &str) -> crate::http::Response {
    let form = format!("genre=person&file=person%3A{person}&why=Terme+pass%C3%A9.");
    desk.send("/donnees/destructions", &form)
}

#[test]
fn what_has_passed_its_term_is_destroyed_by_two_people_and_its_record_names_nobody() {
    let desk = founded();
    let early = as_role(&desk, Role::SocialWorker);
    let (awa, yao) = (person(&early, "Awa", 1980), person(&early, "Yao", 1985));
    assert!(text(&early, "/donnees/echues").contains("sont tous dans leur durée"));
    let too_soon = propose(&early, &awa);
    assert_eq!(
        too_soon.status,
        Status::Unprocessable,
        "its term has not come"
    );
    let (worker, director) = years_after(&desk);
    let due = text(&worker, "/donnees/echues?genre=person");
    assert!(due.contains(&awa) && due.contains(&yao) && !due.contains("Awa"));
    let path = place(&propose(&worker, &awa));
    let asked = text(&director, &path);
    assert!(asked.contains("Attend une deuxième personne") && !asked.contains("Awa"));
    // Who proposed does not confirm, and who must not see it does nothing either.
    let confirm = format!("{path}/confirmer");
    assert_eq!(worker.send(&confirm, "sure=1").status, Status::Forbidden);
    let technical = as_role(&desk, Role::TechnicalAdmin);
    assert_eq!(technical.send(&confirm, "sure=1").status, Status::Forbidden);
    assert_eq!(director.send(&confirm, "").status, Status::Unprocessable);
    assert!(text(&worker, &format!("/personnes/{awa}")).contains("Awa"));
    assert_eq!(place(&director.send(&confirm, "sure=1")), path);
    let gone = worker.ask(&Request::new(Method::Get, &format!("/personnes/{awa}")));
    assert_eq!(gone.status, Status::NotFound);
    assert!(text(&worker, &format!("/personnes/{yao}")).contains("Yao"));
    let record = text(&director, &format!("{path}/proces-verbal"));
    assert!(record.contains("1/2032/ZOK") && record.contains(&awa) && !record.contains("Awa"));
    assert!(record.contains("Compte social-worker") && record.contains("Compte director"));
    let again = director.send(&confirm, "sure=1");
    assert_eq!(again.status, Status::Unprocessable, "once");
}

#[test]
fn a_case_under_way_or_somebody_who_asks_to_keep_it_holds_a_record_whatever_its_age() {
    let desk = publish(&founded(), CHAIR);
    let early = as_role(&desk, Role::SocialWorker);
    open(&early);
    let held = text(&early, "/personnes");
    let affoue = held.split("/personnes/0").nth(1).unwrap();
    let affoue = format!("0{}", &affoue[..35]);
    let kept = person(&early, "Yao", 1985);
    let keep = format!("/donnees/fiches/person/{kept}/conserver");
    assert_eq!(
        early.send(&keep, "etat=1&why=").status,
        Status::Unprocessable
    );
    place(&early.send(&keep, "etat=1&why=Le+juge+la+demande."));
    let (worker, director) = years_after(&desk);
    for id in [&affoue, &kept] {
        let refused = propose(&worker, id);
        assert_eq!(refused.status, Status::Unprocessable);
        assert!(refused.text_body().contains("retenue"));
    }
    let page = text(&worker, &format!("/donnees/fiches/person/{affoue}"));
    assert!(page.contains("Un dossier est en cours"));
    // Proposed while nothing held it, held since: the second person is told.
    place(&worker.send(&keep, "etat=0&why=Le+juge+a+rendu."));
    worker.later(SIX_YEARS);
    director.later(SIX_YEARS);
    let path = place(&propose(&worker, &kept));
    place(&worker.send(&keep, "etat=1&why=Appel."));
    let refused = director.send(&format!("{path}/confirmer"), "sure=1");
    assert_eq!(refused.status, Status::Unprocessable);
    assert!(text(&director, &path).contains("a demandé de la garder"));
    place(&director.send(&format!("{path}/refuser"), "why=Appel+en+cours."));
    assert!(text(&director, &path).contains("Appel en cours."));
}

#[test]
fn a_term_is_a_proposal_until_the_centre_writes_whose_decision_it_is() {
    let desk = founded();
    let director = as_role(&desk, Role::Director);
    assert!(text(&director, "/donnees/durees").contains("Proposition à valider"));
    let path = "/donnees/durees/visit";
    for months in ["", "0", "-1", "douze", "99999"] {
        let refused = director.send(path, &format!("months={months}&why=Essai"));
        assert_eq!(refused.status, Status::Unprocessable, "{months}");
    }
    place(&director.send(path, "months=36&decision=Note+DAS+12%2F2026&why=Note"));
    let page = text(&director, "/donnees/durees");
    assert!(
        page.contains("Note DAS 12/2026") && page.contains("3\u{a0}ans") || page.contains("3 ans")
    );
    let worker = as_role(&desk, Role::SocialWorker);
    assert_eq!(
        worker.send(path, "months=1&why=x").status,
        Status::Forbidden
    );
    let none = director.ask(&Request::new(Method::Get, "/donnees/durees/document"));
    assert_eq!(none.status, Status::NotFound, "it goes with its file");
}
