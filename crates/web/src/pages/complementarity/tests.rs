//! Complementarity through `handle`: proposed with why, answered once, listed with what stands in the way.

use akwaba_domain::actor::Role;

use crate::http::{Method, Request, Status};
use crate::pages::bad_input::{as_role, founded};
use crate::pages::casework::tests::{place, publish};
use crate::pages::tests::Desk;

const CIVIL: &str = include_str!("../../../../../manuel/P16-etat-civil.md");

fn text(desk: &Desk, path: &str) -> String {
    let page = desk.ask(&Request::new(Method::Get, path));
    assert_eq!(page.status, Status::Ok, "{path}");
    page.text_body()
}

/// A household whose child goes to school without an act and without the CMU; the household and the child.
fn family(desk: &Desk) -> (String, String) {
    let fields = "kind-1=given&name-1=Kouadio&birth_year=2015&confirmed=1";
    let child = place(&desk.send("/personnes/nouvelle", fields));
    let id = child.rsplit('/').next().unwrap().to_owned();
    let home = place(&desk.send(
        "/menages/nouveau",
        &format!("personne={id}&member-role=head"),
    ));
    let grid = "birth-act=not-declared&school=attends&cmu=not&health=well";
    place(&desk.send(&format!("{child}/modifier/suivi"), grid));
    (home, id)
}

#[test]
fn a_proposal_says_why_is_declined_with_a_reason_and_is_not_proposed_again() {
    let desk = as_role(&founded(), Role::SocialWorker);
    let (home, child) = family(&desk);
    let page = text(&desk, &format!("{home}/complementarite"));
    assert!(page.contains("il lui sera demandé à l"), "{page}");
    assert!(page.contains("proposition à valider"));
    let answer = format!("{home}/complementarite/school-act/{child}");
    let silent = desk.send(&answer, "answer=ecarte");
    assert_eq!(silent.status, Status::Unprocessable);
    assert!(
        silent.text_body().contains("pourquoi c&#39;est écarté")
            || silent.text_body().contains("pourquoi c'est écarté")
    );
    place(&desk.send(&answer, "answer=ecarte&words=L%27acte+arrive."));
    let page = text(&desk, &format!("{home}/complementarite"));
    let answered = page.split("Déjà répondu").nth(1).unwrap();
    assert!(answered.contains("il lui sera demandé") && answered.contains("acte arrive."));
    // The facts change: the act exists now, and the same rule proposes the way to its copy.
    let grid = "birth-act=not-in-hand&school=attends&cmu=not&health=well";
    place(&desk.send(&format!("/personnes/{child}/modifier/suivi"), grid));
    let page = text(&desk, &format!("{home}/complementarite"));
    let open = page.split("Déjà répondu").next().unwrap();
    assert!(open.contains("Retirer un extrait"));
    let stranger = desk.ask(&Request::new(
        Method::Get,
        &format!("{home}/complementarite/old-cmu/{child}"),
    ));
    assert_eq!(stranger.status, Status::NotFound, "not proposed to a child");
}

#[test]
fn what_is_accepted_begins_its_case_and_what_is_barred_stands_in_the_lists() {
    let desk = publish(&as_role(&founded(), Role::SocialWorker), CIVIL);
    let (home, child) = family(&desk);
    let answer = format!("{home}/complementarite/school-act/{child}");
    let bare = desk.send(&answer, "answer=empeche");
    assert_eq!(bare.status, Status::Unprocessable);
    place(&desk.send(&answer, "answer=empeche&barrier=cout"));
    let list = text(&desk, "/complementarite?besoin=act");
    assert!(list.contains("Kouadio") && list.contains("Coût"));
    assert!(list.contains("acte de naissance (1)"));
    let step = place(&desk.send(&answer, "answer=accepte"));
    assert!(step.contains("/etapes/"), "{step}");
    assert!(text(&desk, &format!("{home}/bilan")).contains("Facilitation en cours"));
    let counter = as_role(&desk, Role::Reception);
    for path in [
        "/complementarite".to_owned(),
        format!("{home}/complementarite"),
    ] {
        let kept = counter.ask(&Request::new(Method::Get, &path));
        assert_eq!(kept.status, Status::Forbidden);
    }
}
