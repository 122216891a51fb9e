//! A draft comes back to its writer, and to nobody else, until it is sent, thrown away or a week old.

use crate::http::{Method, Request, Response, Status};
use crate::pages::tests::Desk;
use akwaba_domain::actor::Role;

const PAGE: &str = "/personnes/nouvelle";
const TYPED: &str = "name-0=Zwaka&place-landmark=derri%C3%A8re%20le%20puits";
const WEEK_SECONDS: u64 = 7 * 24 * 3600;

fn desk() -> Desk {
    Desk::new().by_role(Role::Reception)
}

fn keep(desk: &Desk, page: &str, typed: &str) -> Response {
    desk.send("/brouillons", &format!("brouillon={page}&{typed}"))
}

fn read(desk: &Desk, address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let mut request = Request::new(Method::Get, path);
    request.query = query.to_owned();
    let page = desk.ask(&request);
    assert_eq!(page.status, Status::Ok, "{address}");
    page.text_body().to_owned()
}

const TAKEN_UP: &str = "/personnes/nouvelle?brouillon=reprendre";

#[test]
fn what_was_typed_comes_back_when_the_page_is_opened_again_and_goes_once_sent() {
    let desk = desk();
    assert!(!read(&desk, PAGE).contains("draft-found"));
    assert_eq!(keep(&desk, PAGE, TYPED).status, Status::Ok);
    let page = read(&desk, PAGE);
    assert!(
        page.contains("Rien n&#39;est perdu") && !page.contains("Zwaka"),
        "{page}"
    );
    let page = read(&desk, TAKEN_UP);
    assert!(
        page.contains("Zwaka") && page.contains("derrière le puits"),
        "{page}"
    );
    let sent = desk.send(PAGE, &format!("{TYPED}&kind-0=surname&source=declared"));
    assert_eq!(sent.status, Status::SeeOther);
    assert!(!read(&desk, PAGE).contains("draft-found"));
}

#[test]
fn a_form_that_is_refused_keeps_its_draft() {
    let desk = desk();
    keep(&desk, PAGE, TYPED);
    let refused = desk.send(PAGE, &format!("{TYPED}&kind-0=surname&birth_year=3000"));
    assert_eq!(refused.status, Status::Unprocessable);
    assert!(read(&desk, PAGE).contains("draft-found"));
}

#[test]
fn a_draft_is_its_writers_alone() {
    let desk = desk();
    keep(&desk, PAGE, TYPED);
    for role in [Role::Reception, Role::Director] {
        let colleague = desk.beside(7, role);
        let page = read(&colleague, TAKEN_UP);
        assert!(
            !page.contains("Zwaka") && !page.contains("draft-found"),
            "{page}"
        );
        colleague.send("/brouillons/effacer", &format!("brouillon={PAGE}"));
    }
    assert!(read(&desk, TAKEN_UP).contains("Zwaka"));
    assert_eq!(
        Desk::new()
            .send("/brouillons", &format!("brouillon={PAGE}&{TYPED}"))
            .status,
        Status::Forbidden
    );
}

#[test]
fn a_draft_is_thrown_away_by_its_writer_or_by_a_week() {
    let desk = desk();
    keep(&desk, PAGE, TYPED);
    let gone = desk.send("/brouillons/effacer", &format!("brouillon={PAGE}"));
    assert_eq!(gone.get("location"), Some(PAGE));
    assert!(!read(&desk, PAGE).contains("draft-found"));
    keep(&desk, PAGE, TYPED);
    desk.later(WEEK_SECONDS - 60);
    assert!(read(&desk, PAGE).contains("draft-found"));
    desk.later(120);
    assert!(!read(&desk, PAGE).contains("draft-found"));
}

#[test]
fn drafts_of_two_addresses_of_one_page_stay_apart_and_the_form_says_which_one_goes() {
    let desk = desk();
    let household = "0198c0de-0000-7000-8000-000000000001";
    let apart = format!("{PAGE}?menage={household}");
    keep(&desk, &apart.replace('?', "%3F"), TYPED);
    assert!(!read(&desk, PAGE).contains("draft-found"));
    assert!(read(&desk, &apart).contains("draft-found"));
    let taken_up = format!("{apart}&brouillon=reprendre");
    assert!(read(&desk, &taken_up).contains("Zwaka"));
    let name = taken_up.replace('?', "%3F").replace('&', "%26");
    desk.send(
        PAGE,
        &format!("{TYPED}&kind-0=surname&source=declared&brouillon={name}"),
    );
    assert!(!read(&desk, &apart).contains("draft-found"));
}

#[test]
fn a_page_that_asks_for_a_secret_or_does_not_exist_keeps_no_draft() {
    let desk = desk();
    for page in [
        "/mon-compte",
        "/connexion",
        "/masque",
        "/ouverture",
        "/n-existe-pas",
        "",
        "x",
    ] {
        assert_eq!(keep(&desk, page, TYPED).status, Status::NotFound, "{page}");
    }
}

#[test]
fn a_draft_is_bounded_in_size_and_in_number() {
    let desk = desk();
    let long = format!("name-0={}", "a".repeat(70_000));
    assert_eq!(keep(&desk, PAGE, &long).status, Status::TooLarge);
    for number in 0..40 {
        keep(&desk, &format!("{PAGE}%3Fmenage={number}"), TYPED);
    }
    let kept = (0..40)
        .filter(|number| read(&desk, &format!("{PAGE}?menage={number}")).contains("draft-found"));
    assert_eq!(kept.collect::<Vec<_>>(), (10..40).collect::<Vec<_>>());
}

#[test]
fn neither_the_token_nor_the_name_of_the_draft_is_kept_in_it() {
    let desk = desk();
    keep(&desk, PAGE, TYPED);
    let content = desk.store.read(|tx| {
        let row = tx.one("SELECT content FROM form_draft", &[])?;
        Ok::<_, akwaba_store::StoreError>(row.text(0)?.to_owned())
    });
    let content = content.unwrap();
    assert!(
        !content.contains("jeton") && !content.contains("brouillon"),
        "{content}"
    );
}
