//! A lost sheet of paper leads, by its number, to who had it on their screen.

use akwaba_domain::actor::Role;

use crate::http::{Method, Request, Status};
use crate::pages::bad_input::{as_role, founded};
use crate::pages::tests::Desk;

/// The number on a page, as its script reads it.
fn number(html: &str) -> String {
    let after = html
        .split("data-number=\"")
        .nth(1)
        .expect("the page has a number");
    after.split('"').next().unwrap().to_owned()
}

fn text(desk: &Desk, path: &str) -> String {
    let answer = desk.ask(&Request::new(Method::Get, path));
    assert_eq!(answer.status, Status::Ok, "{path}");
    answer.text_body()
}

fn find(desk: &Desk, number: &str) -> String {
    let mut request = Request::new(Method::Get, "/centre/trace");
    request.query = format!("papier={}", number.replace(' ', "+"));
    desk.ask(&request).text_body()
}

/// A director who finds papers, a worker who prints, and a record.
fn three() -> (Desk, Desk, String) {
    let desk = founded();
    let (director, worker) = (
        as_role(&desk, Role::Director),
        as_role(&desk, Role::SocialWorker),
    );
    let form = "kind-0=given&name-0=Affou%C3%A9&confirmed=1";
    let record = worker.send("/personnes/nouvelle", form);
    (director, worker, record.get("location").unwrap().to_owned())
}

#[test]
fn a_lost_page_is_found_by_its_number_as_the_browser_told_it() {
    let (director, worker, record) = three();
    let page = text(&worker, &record);
    let number = number(&page);
    assert!(page.contains(&format!("n° {number}")) && page.contains("imprimé par Aya Konan"));
    let told = format!("numero={}&page={record}", number.replace(' ', "+"));
    for _ in 0..2 {
        assert_eq!(worker.send("/imprime", &told).status, Status::Ok);
    }
    let found = find(&director, &number);
    assert!(found.contains("Page de Compte social-worker"), "{found}");
    assert_eq!(found.matches("Fiche imprimée, n°").count(), 1, "noted once");
    assert!(!found.contains("Affoué"));
}

#[test]
fn where_the_browser_told_nothing_the_number_leads_to_what_was_read_in_that_minute() {
    let (director, worker, record) = three();
    let number = number(&text(&worker, &record));
    worker.later(3_600);
    let found = find(&director, &number);
    assert!(found.contains("autour de cette minute") && found.contains("Fiche lue"));
    let wrong = find(&director, "0000 0000 0000");
    assert!(wrong.contains("Aucun compte du centre") && !wrong.contains("Fiche lue"));
}

/// What is not of the open part, not of this account or not read leaves no line: the trail would tell that it exists.
#[test]
fn a_number_of_somebody_else_and_a_record_that_was_not_read_are_not_noted() {
    let (director, worker, _) = three();
    let own = number(&text(&worker, "/a-propos")).replace(' ', "+");
    let others = number(&text(&director, "/a-propos")).replace(' ', "+");
    let unread = "/personnes/0198c0de-0000-7000-8000-000000000001";
    for (number, page) in [
        (&own, unread),
        (&others, "/a-propos"),
        (&own, "/nulle-part"),
        (&own, "x"),
    ] {
        let answer = worker.send("/imprime", &format!("numero={number}&page={page}"));
        assert_eq!(answer.status, Status::Ok);
    }
    assert!(!text(&director, "/centre/trace").contains("Fiche imprimée"));
}

#[test]
fn every_page_and_every_paper_of_somebody_says_who_when_and_its_number_and_a_ticket_does_not() {
    let (_, worker, record) = three();
    let paper = text(&worker, &format!("{record}/fiche"));
    assert!(paper.contains("class=\"printed foot\"") && paper.contains("imprimé par Aya Konan"));
    let ticket = worker.send(
        "/accueil/arrivee",
        "demand=aide&reason=Parle&triage=ordinaire",
    );
    let ticket = text(&worker, ticket.get("location").unwrap());
    assert!(!ticket.contains("imprimé par"), "a ticket is nobody's");
}
