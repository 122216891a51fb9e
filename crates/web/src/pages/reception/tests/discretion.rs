//! What the room, an intern and a curious visitor can learn: nothing.

use akwaba_domain::policy::{Need, need};

use super::*;
use crate::pages::reception::ROUTES;

const SECRET: &str = "name=Canari+Jaune&reason=secret+de+famille&place=Quartier+Perle\
                      &language=Moor%C3%A9&private=1&interpreter=1&demand=aide&age=77";

#[test]
fn the_waiting_room_shows_numbers_and_desks_and_nothing_else() {
    let desk = reception();
    let visit = receive(&desk, &format!("{SECRET}&triage=urgent"));
    desk.send(&format!("{visit}/etape/appeler"), "desk=3");
    let room = desk.ask_unknown(&Request::new(Method::Get, "/accueil/salle"));
    assert_eq!(room.status, Status::Ok);
    let page = words_of(&room.text_body());
    assert!(page.contains("A001") && page.contains("Bureau 3"));
    for hidden in [
        "Canari",
        "secret",
        "Perle",
        "Moor",
        "rgent",
        "Aya Konan",
        "privé",
        "77",
    ] {
        assert!(!page.contains(hidden), "{hidden}");
    }
    assert_eq!(room.get("refresh"), Some("8; url=/accueil/salle?veille=1"));
}

/// A page without the versions of its assets, whose letters and numbers are those of a hash and tell nothing.
fn words_of(page: &str) -> String {
    let mut parts = page.split("?v=");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |said, part| {
        said + part.trim_start_matches(|c: char| c.is_ascii_alphanumeric())
    })
}

#[test]
fn the_version_of_a_style_is_not_taken_for_an_age() {
    assert_eq!(
        words_of("<a href=\"/s.css?v=0c77ab\">77</a>"),
        "<a href=\"/s.css\">77</a>"
    );
}

#[test]
fn the_waiting_room_is_the_same_to_the_byte_whatever_the_urgency() {
    let shown = |triage: &str, name: &str| {
        let desk = reception();
        let visit = receive(&desk, &format!("triage={triage}&name={name}"));
        desk.send(&format!("{visit}/etape/appeler"), "desk=3");
        desk.ask(&Request::new(Method::Get, "/accueil/salle"))
            .text_body()
    };
    assert_eq!(shown("urgent", "Canari"), shown("ordinaire", ""));
}

#[test]
fn someone_who_waits_does_not_show_in_the_room_before_being_called() {
    let desk = reception();
    receive(&desk, SECRET);
    assert!(!text(&desk, "/accueil/salle").contains("A001"));
}

#[test]
fn an_intern_receives_and_sees_neither_names_nor_reasons() {
    let desk = reception();
    let visit = receive(&desk, &format!("{SECRET}&triage=age"));
    let intern = desk.beside(2, Role::Intern);
    let board = text(&intern, "/accueil");
    assert!(board.contains("A001") && board.contains("Prioritaire"));
    for hidden in ["Canari", "secret", "Personne âgée", "Perle"] {
        assert!(!board.contains(hidden), "{hidden}");
    }
    assert!(receive(&intern, "name=Autre").starts_with("/accueil/visites/"));
    for path in [
        visit.clone(),
        format!("{visit}/corriger"),
        "/accueil/registre".to_owned(),
    ] {
        assert_eq!(get(&intern, &path).status, Status::Forbidden, "{path}");
    }
    let call = intern.send(&format!("{visit}/etape/appeler"), "");
    assert_eq!(call.status, Status::Forbidden);
}

#[test]
fn an_intern_cannot_fill_the_form_from_the_registry() {
    let desk = reception();
    let intern = desk.beside(2, Role::Intern);
    let day = Day::typed("day", DAY).unwrap().unwrap();
    let any = akwaba_domain::reception::number::day_entity(desk.site.centre, day);
    let page = text(&intern, &format!("/accueil/arrivee?personne={any}"));
    assert!(!page.contains("name=\"person\""));
}

#[test]
fn while_someone_is_looking_the_queue_shows_initials_and_no_reason() {
    let desk = reception();
    receive(&desk, SECRET);
    let looked = Request::new(Method::Get, "/accueil").with("cookie", "discret=1");
    let board = desk.ask(&looked).text_body();
    assert!(!board.contains("Canari") && !board.contains("secret"));
    assert!(board.contains("C.\u{a0}J."));
}

#[test]
fn the_ticket_and_the_titles_carry_no_name() {
    let desk = reception();
    let visit = receive(&desk, SECRET);
    let ticket = text(&desk, &format!("{visit}/ticket"));
    assert!(!ticket.contains("Canari") && !ticket.contains("secret"));
    for path in [
        "/accueil".to_owned(),
        visit.clone(),
        format!("{visit}/corriger"),
    ] {
        let page = text(&desk, &path);
        let title = page
            .split("<title>")
            .nth(1)
            .unwrap()
            .split('<')
            .next()
            .unwrap();
        assert!(!title.contains("Canari"), "{path}");
    }
}

#[test]
fn the_answer_about_someones_sister_is_the_same_whether_she_came_or_not() {
    let answer = |desk: &Desk| {
        let page = text(desk, "/accueil");
        let from = page.find("neutral-answer").unwrap();
        let length = page[from..].find("</details>").unwrap();
        page[from..from + length].to_owned()
    };
    let (with, without) = (reception(), reception());
    receive(&with, SECRET);
    assert_eq!(answer(&with), answer(&without));
    assert!(answer(&with).contains("Je ne peux pas dire qui vient ici"));
}

#[test]
fn roles_without_beneficiaries_are_refused_everywhere_but_in_the_room() {
    let desk = reception();
    for (number, role) in [(2, Role::TechnicalAdmin), (3, Role::Auditor)] {
        let other = desk.beside(number, role);
        for route in ROUTES.iter().filter(|route| route.method == Method::Get) {
            let path = route
                .pattern
                .replace("{id}", "00000000-0000-0000-0000-000000000000");
            let expected = match need(route.name) {
                Some(Need::Nothing) => Status::Ok,
                // The letter of the register is a setting, and names nobody.
                _ if route.name == "reception.book" && role == Role::TechnicalAdmin => Status::Ok,
                _ => Status::Forbidden,
            };
            assert_eq!(get(&other, &path).status, expected, "{role:?} {path}");
        }
    }
}

#[test]
fn the_region_sees_figures_and_no_line() {
    let desk = reception();
    receive(&desk, SECRET);
    let region = desk.beside(2, Role::RegionalSupervisor);
    let figures = text(&region, "/accueil/chiffres");
    assert!(!figures.contains("Canari") && !figures.contains("secret"));
    assert!(
        figures.contains("href=\"/accueil/chiffres\" aria-current"),
        "the figures are in the region's menu"
    );
    assert_eq!(
        get(&region, "/").get("location"),
        Some("/accueil/chiffres"),
        "and its first page"
    );
    assert_eq!(
        text(&desk, "/accueil")
            .matches("/accueil/chiffres\"")
            .count(),
        1
    );
    assert_eq!(get(&region, "/accueil").status, Status::Forbidden);
    let day = get(&region, &format!("/accueil/registre?jour={DAY}"));
    assert_eq!(day.status, Status::Forbidden);
}
