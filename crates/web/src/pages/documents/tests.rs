//! Documents through `handle`. Pictures are read by the host: here, whatever begins with `PICTURE` is one.

use akwaba_domain::actor::Role;

use crate::doors::{NoPicture, Picture};
use crate::http::{Method, Request, Response, Status};
use crate::pages::casework::tests::{CHAIR, get, open, place, publish, text, worker};
use crate::pages::tests::Desk;

/// What stands in for the host.
pub(in crate::pages) fn reads(bytes: &[u8], kept_max: Option<usize>) -> Result<Picture, NoPicture> {
    if bytes.starts_with(b"PICTURE") {
        let mut drawn = b"\xFF\xD8\xFFdrawn again".to_vec();
        // Where all are kept in the same room, one that fills it.
        drawn.resize(kept_max.unwrap_or(drawn.len()), 0);
        return Ok(Picture {
            bytes: drawn,
            width: 30,
            height: 20,
        });
    }
    Err(if bytes.starts_with(b"%PDF") {
        NoPicture::Pdf
    } else {
        NoPicture::Text
    })
}

pub(in crate::pages) const SAID: &[(&str, &str)] = &[
    ("kind", "acte"),
    ("words", "Extrait de 2019"),
    ("agreed", "1"),
];

fn drawer(desk: &Desk) -> String {
    let step = open(desk);
    format!("{}/documents", step.split("/etapes/").next().unwrap())
}

/// The only document of a page.
pub(in crate::pages) fn only(desk: &Desk, drawer: &str) -> String {
    let page = text(desk, drawer);
    let id = page.split("href=\"/documents/").nth(1).unwrap();
    format!("/documents/{}", id.split('"').next().unwrap())
}

fn added(desk: &Desk, drawer: &str) -> String {
    place(&desk.send_file(drawer, SAID, b"PICTURE of a paper"));
    only(desk, drawer)
}

#[test]
fn a_picture_is_added_seen_under_strict_headers_and_taken_out() {
    let desk = worker();
    let drawer = drawer(&desk);
    let form = text(&desk, &drawer);
    assert!(form.contains("capture=\"environment\"") && form.contains("image/webp"));
    let document = added(&desk, &drawer);
    let page = text(&desk, &document);
    assert!(page.contains("Extrait de 2019") && page.contains("width=\"30\""));
    let picture: Response = get(&desk, &format!("{document}/image"));
    assert_eq!(picture.body, b"\xFF\xD8\xFFdrawn again");
    for (name, wanted) in [
        ("content-type", "image/jpeg"),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
        ("content-disposition", "inline; filename=\"document.jpg\""),
    ] {
        assert_eq!(picture.get(name), Some(wanted), "{name}");
    }
    let policies = picture
        .headers
        .iter()
        .filter(|(name, _)| *name == "content-security-policy");
    let policies: Vec<&str> = policies.map(|(_, value)| value.as_str()).collect();
    assert_eq!(
        policies,
        ["default-src 'none'; sandbox; frame-ancestors 'none'"]
    );
    let other = desk.beside(9, Role::SocialWorker);
    let refused = other.send(&format!("{document}/retirer"), "reason=x");
    assert_eq!(refused.status, Status::Unprocessable);
    place(&desk.send(&format!("{document}/retirer"), "reason=Mauvaise+personne"));
    assert_eq!(
        get(&desk, &format!("{document}/image")).status,
        Status::NotFound
    );
    assert!(text(&desk, &document).contains("Mauvaise personne"));
    assert!(!text(&desk, &drawer).contains(&document));
}

#[test]
fn what_is_no_picture_is_refused_beside_its_field_and_what_was_typed_comes_back() {
    let desk = worker();
    let drawer = drawer(&desk);
    for (file, says) in [
        (b"%PDF-1.7".as_slice(), "Photographiez"),
        (b"<script>alert(1)</script>", "une page ou un programme"),
        (b"", "Choisissez une photo"),
    ] {
        let refused = desk.send_file(&drawer, SAID, file);
        assert_eq!(refused.status, Status::Unprocessable, "{says}");
        let page = refused.text_body();
        assert!(page.contains(says), "{says}");
        assert!(page.contains("c-file-error") && page.contains("Extrait de 2019"));
    }
    let unagreed = desk.send_file(&drawer, &[("kind", "acte")], b"PICTURE");
    assert!(unagreed.text_body().contains("c-agreed-error"));
    assert!(!text(&desk, &drawer).contains("href=\"/documents/"));
}

#[test]
fn a_picture_of_a_restricted_case_is_not_there_for_others() {
    let restricted = CHAIR.replace(
        "confidentialite | ordinaire",
        "confidentialite | restreinte",
    );
    let desk = publish(&Desk::new().by_role(Role::SocialWorker), &restricted);
    let drawer = drawer(&desk);
    let document = added(&desk, &drawer);
    let other = desk.beside(9, Role::SocialWorker);
    for path in [
        &drawer,
        &document,
        &format!("{document}/image"),
        &format!("{document}/retirer"),
    ] {
        assert_eq!(get(&other, path).status, Status::NotFound, "{path}");
    }
    let refused = other.send_file(&drawer, SAID, b"PICTURE");
    assert_eq!(refused.status, Status::NotFound);
    let counter = desk.beside(8, Role::Reception);
    assert_eq!(get(&counter, &document).status, Status::NotFound);
}

#[test]
fn the_counter_keeps_papers_of_identity_and_no_others() {
    let desk = worker();
    let person = place(&desk.send(
        "/personnes/nouvelle",
        "kind-1=given&name-1=Affou%C3%A9&confirmed=1",
    ));
    let drawer = format!("{person}/documents");
    let counter = desk.beside(8, Role::Reception);
    let health = [("kind", "sante"), ("agreed", "1")];
    let refused = counter.send_file(&drawer, &health, b"PICTURE");
    assert_eq!(refused.status, Status::Unprocessable);
    let document = added(&counter, &drawer);
    assert_eq!(
        get(&counter, &format!("{document}/image")).status,
        Status::Ok
    );
}

#[test]
fn a_picture_is_asked_for_by_who_is_signed_in_alone() {
    let desk = worker();
    let drawer = drawer(&desk);
    let document = added(&desk, &drawer);
    let request = Request::new(Method::Get, &format!("{document}/image"));
    let answer = desk.ask_unknown(&request);
    assert_eq!(answer.status, Status::SeeOther);
    assert!(!answer.body.starts_with(b"\xFF\xD8"));
}
