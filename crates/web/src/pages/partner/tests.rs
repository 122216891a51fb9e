//! The link of a service, as a device of its own opens it: no session, no cookie, no script.

use akwaba_domain::actor::Role;

use crate::http::{Method, Request, Status};
use crate::pages::casework::tests::{place, text};
use crate::pages::referral::tests::{HOSPITAL, NOW, SAID, ready, sent};
use crate::pages::tests::Desk;

/// Makes a link; its path.
fn link(desk: &Desk, referral: &str, form: &str) -> String {
    let page = desk.send(&format!("{referral}/lien"), form);
    assert_eq!(page.status, Status::Ok, "{}", page.text_body());
    let page = page.text_body();
    let secret = page.split("/reponse/").nth(1).unwrap().get(..32).unwrap();
    format!("/reponse/{secret}")
}

/// A referral that was sent, with whoever follows it.
fn referred() -> (Desk, String) {
    let (desk, path, service) = ready(HOSPITAL);
    let referral = sent(&desk, &path, &service);
    (desk, referral)
}

#[test]
fn a_service_reads_the_least_and_answers_once() {
    let (desk, referral) = referred();
    let link = link(&desk, &referral, "days=14");
    let cover = desk.ask_nameless(&link, None).text_body();
    for told in ["Affoué", "Vue trouble", "Consultation", "Hôpital"] {
        assert!(!cover.contains(told), "the cover tells {told}");
    }
    let read = desk.ask_nameless(&link, Some("geste=lire")).text_body();
    assert!(read.contains("Consultation") && read.contains("type=\"radio\""));
    assert!(!read.contains("Affoué") && !read.contains("Vue trouble"));

    let lacking = desk.ask_nameless(
        &link,
        Some("geste=repondre&answer=indisponible&words=Panne"),
    );
    assert_eq!(lacking.status, Status::Unprocessable);
    let page = lacking.text_body();
    assert!(page.contains("c-obstacle-error") && page.contains("Panne"));
    let lost = desk.ask_nameless(&link, Some("geste=repondre&answer=perdu&obstacle=silence"));
    assert_eq!(
        lost.status,
        Status::Unprocessable,
        "who is lost is for the centre to say"
    );
    let done = desk.ask_nameless(&link, Some("geste=repondre&answer=servi&words=Lunettes"));
    assert!(done.text_body().contains("votre réponse est arrivée"));

    let page = text(&desk, &referral);
    assert!(page.contains("Lunettes") && page.contains("Par le lien du service"));
    assert!(page.contains("Demande lue") && !page.contains(&link));
    let again = desk.ask_nameless(&link, Some("geste=repondre&answer=recu"));
    assert_eq!(again.status, Status::Forbidden);
}

#[test]
fn every_link_that_does_not_serve_answers_the_same_to_the_byte() {
    let bytes = |desk: &Desk, path: &str, form: Option<&str>| {
        let answer = desk.ask_nameless(path, form);
        (answer.status, answer.headers, answer.body)
    };
    let (desk, _) = referred();
    let wrong = bytes(&desk, "/reponse/22222222222222222222222222222222", None);
    assert_eq!(wrong.0, Status::Forbidden);
    assert_eq!(bytes(&desk, "/reponse/x", Some("geste=lire")), wrong);

    type End = dyn Fn(&Desk, &str, &str);
    let ended: [(&str, &End); 6] = [
        ("late", &|desk, _, _| desk.later(86_400 + 1)),
        ("withdrawn", &|desk, referral, _| {
            place(&desk.send(&format!("{referral}/lien/retirer"), ""));
        }),
        ("replaced", &|desk, referral, _| {
            link(desk, referral, "days=3");
        }),
        ("answered", &|desk, referral, _| {
            place(&desk.send(&format!("{referral}/reponse"), "answer=servi&via=coupon"));
        }),
        ("recalled", &|desk, referral, _| {
            place(&desk.send(&format!("{referral}/rappel"), "recall=Erreur"));
        }),
        ("used", &|desk, _, link| {
            desk.ask_nameless(link, Some("geste=repondre&answer=recu"));
        }),
    ];
    for (how, end) in ended {
        let (desk, referral) = referred();
        let path = link(&desk, &referral, "days=1");
        assert_eq!(desk.ask_nameless(&path, None).status, Status::Ok, "{how}");
        end(&desk, &referral, &path);
        assert_eq!(bytes(&desk, &path, None), wrong, "{how}");
        assert_eq!(bytes(&desk, &path, Some("geste=lire")), wrong, "{how}");
    }
}

#[test]
fn a_program_that_previews_links_consumes_nothing_and_a_reading_ends_recall() {
    let (desk, referral) = referred();
    let path = link(&desk, &referral, "days=7");
    for _ in 0..3 {
        desk.ask_nameless(&path, None);
    }
    let page = text(&desk, &referral);
    assert!(
        page.contains("Personne ne l") && page.contains("visitée 3 fois"),
        "{page}"
    );
    assert!(page.contains("/rappel\""));
    desk.ask_nameless(&path, Some("geste=lire"));
    let page = text(&desk, &referral);
    assert!(page.contains("Lu 1 fois") && !page.contains("/rappel\""));
    let late = desk.send(&format!("{referral}/rappel"), "recall=Erreur");
    assert_eq!(late.status, Status::Unprocessable);
}

#[test]
fn a_name_shows_by_the_consent_of_the_person_and_never_without() {
    let (desk, path, service) = ready(HOSPITAL);
    let with = sent(&desk, &path, &service);
    let whole = link(&desk, &with, "days=7&whole=1");
    let read = desk.ask_nameless(&whole, Some("geste=lire")).text_body();
    assert!(read.contains("Affoué") && read.contains("Vue trouble"));
    let form =
        format!("service={service}&basis=exception&ground=danger&ground-words=Menace&{SAID}");
    let without = place(&desk.send(&path, &form));
    let refused = desk.send(&format!("{without}/lien"), "days=7&whole=1");
    assert_eq!(refused.status, Status::Unprocessable);
    assert!(
        refused
            .text_body()
            .contains("le lien ne montre que le code")
    );
    let days = desk.send(&format!("{without}/lien"), "days=400");
    assert!(days.text_body().contains("c-days-error"));
    let least = link(&desk, &without, "days=7");
    assert!(
        !desk
            .ask_nameless(&least, Some("geste=lire"))
            .text_body()
            .contains("Affoué")
    );
}

#[test]
fn a_link_shows_nothing_once_consent_is_taken_back() {
    let (desk, path, service) = ready(HOSPITAL);
    let referral = place(&desk.send(&path, &format!("service={service}&{NOW}&{SAID}")));
    let link = link(&desk, &referral, "days=7");
    let case = text(&desk, path.split("/references").next().unwrap());
    let person = case.split("href=\"/personnes/").nth(1).unwrap();
    let person = person.split('"').next().unwrap();
    let record = text(&desk, &format!("/personnes/{person}"));
    let consents = record.split("/consentements/");
    let mut consents = consents.filter(|part| part.starts_with(|c: char| c.is_ascii_hexdigit()));
    let consent = consents.next().unwrap().split('"').next().unwrap();
    place(&desk.send(
        &format!("/personnes/{person}/consentements/{consent}"),
        "reason=",
    ));
    assert_eq!(
        desk.ask_nameless(&link, Some("geste=lire")).status,
        Status::Forbidden
    );
}

#[test]
fn guessing_at_links_gets_slower_for_the_device_that_guesses() {
    let (desk, referral) = referred();
    let path = link(&desk, &referral, "days=7");
    for _ in 0..12 {
        desk.ask_nameless("/reponse/33333333333333333333333333333333", None);
    }
    assert_eq!(desk.ask_nameless(&path, None).status, Status::Forbidden);
    let mut other = Request::new(Method::Get, &path);
    other.peer = "198.51.100.7".to_owned();
    assert_eq!(desk.ask_unknown(&other).status, Status::Ok);
    desk.later(900);
    assert_eq!(desk.ask_nameless(&path, None).status, Status::Ok);
}

#[test]
fn only_who_may_open_the_case_gives_a_link() {
    let (desk, referral) = referred();
    let counter = desk.beside(8, Role::Reception);
    for path in ["lien", "lien/retirer"] {
        let refused = counter.send(&format!("{referral}/{path}"), "days=7");
        assert_eq!(refused.status, Status::Forbidden);
    }
}
