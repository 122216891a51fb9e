//! What somebody opposes, from the request to the lists and the referrals that leave them out, through `handle`.

use akwaba_domain::actor::Role;

use crate::http::{Method, Request, Status};
use crate::pages::bad_input::{as_role, founded};
use crate::pages::casework::tests::{place, text};
use crate::pages::referral::tests::{HOSPITAL, NOW, SAID, ready};
use crate::pages::tests::Desk;

/// Opposes something for a person, and has it granted; the path of the request.
fn opposed(desk: &Desk, person: &str, stop: &str) -> String {
    let path = format!("/personnes/{person}/demandes");
    let asked = place(&desk.send(&path, "wish=oppose&channel=spoken&words=Pas+cela."));
    let answer = format!("known=worker&outcome=granted&stops={stop}&words=Entendu.");
    place(&desk.send(&asked, &answer));
    asked
}

fn person_of(desk: &Desk) -> String {
    let people = text(desk, "/personnes");
    let id = people
        .split("href=\"/personnes/")
        .skip(1)
        .find(|rest| rest.starts_with('0'));
    id.unwrap()[..36].to_owned()
}

#[test]
fn who_opposes_lists_is_in_none_is_counted_without_a_name_and_is_back_once_it_is_lifted() {
    let desk = as_role(&founded(), Role::SocialWorker);
    let director = as_role(&desk, Role::Director);
    let child = place(&desk.send(
        "/personnes/nouvelle",
        "kind-1=given&name-1=Kouadio&birth_year=2015&confirmed=1",
    ));
    let id = child.rsplit('/').next().unwrap().to_owned();
    place(&desk.send(
        "/menages/nouveau",
        &format!("personne={id}&member-role=head"),
    ));
    let grid = "birth-act=not-declared&school=attends&cmu=not&health=well";
    place(&desk.send(&format!("{child}/modifier/suivi"), grid));
    let lists = || {
        let unserved = {
            let mut request = Request::new(Method::Get, "/complementarite");
            request.query = "besoin=act".into();
            desk.ask(&request).text_body()
        };
        let leaving = |list: &str| {
            let form = format!("list={list}&format=csv&seal=plain&reason=printing");
            let sent = director.send("/listes", &form);
            assert_eq!(sent.status, Status::Ok, "{list}");
            sent.text_body()
        };
        [
            unserved,
            leaving("people"),
            leaving("households"),
            leaving("unserved"),
        ]
    };
    for list in lists() {
        assert!(list.contains("Kouadio"), "{list}");
    }
    let request = opposed(&desk, &id, "lists");
    for list in lists() {
        assert!(!list.contains("Kouadio"), "{list}");
    }
    let said = "Une personne s&#39;oppose";
    assert!(lists()[0].contains(said) && text(&director, "/listes").contains(said));
    // What is their own is still there for who works with them.
    assert!(text(&desk, &child).contains("Kouadio"));
    let silent = desk.send(&format!("{request}/levee"), "words=+");
    assert_eq!(silent.status, Status::Unprocessable);
    place(&desk.send(&format!("{request}/levee"), "words=Elle+veut+bien."));
    assert!(text(&desk, &request).contains("Opposition levée le"));
    for list in lists() {
        assert!(list.contains("Kouadio"));
    }
}

#[test]
fn who_opposes_that_partners_are_told_is_referred_nowhere_and_the_page_says_what_to_do() {
    let (desk, path, service) = ready(HOSPITAL);
    let request = opposed(&desk, &person_of(&desk), "sharing");
    let mut form = Request::new(Method::Get, &path);
    form.query = format!("service={service}");
    assert!(desk.ask(&form).text_body().contains("oppose"));
    let send = || desk.send(&path, &format!("service={service}&{NOW}&{SAID}"));
    let refused = send();
    assert_eq!(refused.status, Status::Unprocessable);
    assert!(refused.text_body().contains("Accompagnez-la"));
    place(&desk.send(&format!("{request}/levee"), "words=Elle+veut+bien."));
    place(&send());
}
