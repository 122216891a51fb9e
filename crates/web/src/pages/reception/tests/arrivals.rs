//! People arrive.

use super::*;

#[test]
fn an_empty_form_gives_a_ticket_to_nobody_named() {
    let desk = reception();
    let visit = receive(&desk, "");
    let ticket = text(&desk, &format!("{visit}/ticket"));
    assert!(ticket.contains("A001") && ticket.contains(&crate::show::phone("0707123456")));
    let board = text(&desk, "/accueil");
    assert!(board.contains("A001") && board.contains("Sans nom"));
}

#[test]
fn the_same_form_sent_twice_gives_one_ticket() {
    let desk = reception();
    let form = text(&desk, "/accueil/arrivee");
    let id = form.split("name=\"visite\" value=\"").nth(1).unwrap();
    let id = &id[..36];
    let first = receive(&desk, &format!("visite={id}&name=Aya"));
    let second = receive(&desk, &format!("visite={id}&name=Aya"));
    assert_eq!(first, second);
    assert_eq!(visits(&desk).len(), 1);
}

#[test]
fn the_id_in_the_form_cannot_be_that_of_another_record() {
    let desk = reception();
    receive(&desk, "");
    // The day's own entity is no visit: a fresh id is taken instead.
    let day = Day::typed("day", DAY).unwrap().unwrap();
    let other = akwaba_domain::reception::number::day_entity(desk.site.centre, day);
    let visit = receive(&desk, &format!("visite={other}"));
    assert!(!visit.contains(&other.to_string()));
    assert_eq!(visits(&desk).len(), 2);
}

#[test]
fn a_refused_form_says_what_to_write_and_keeps_everything_typed() {
    let desk = reception();
    let long = "a".repeat(301);
    let sent = format!(
        "name=Adjoua+Fictive&age=mille&time=23:59&accompanied=99&reason={long}\
         &demand=aide&demand=conseil&triage=bebe&private=1&language=Moor%C3%A9"
    );
    let refused = desk.send("/accueil/arrivee", &sent);
    assert_eq!(refused.status, Status::Unprocessable);
    let page = refused.text_body();
    for kept in [
        "value=\"Adjoua Fictive\"",
        "value=\"mille\"",
        "value=\"23:59\"",
        "value=\"99\"",
        &long,
        "value=\"aide\" checked",
        "value=\"conseil\" checked",
        "value=\"bebe\" checked",
        "value=\"Mooré\"",
    ] {
        assert!(page.contains(kept), "{kept}");
    }
    assert_eq!(page.matches("aria-invalid=\"true\"").count(), 4);
    assert!(page.contains("4 points sont à corriger"));
    assert!(visits(&desk).is_empty());
}

#[test]
fn unknown_codes_control_characters_and_other_alphabets_are_told_apart() {
    let desk = reception();
    let refused = desk.send("/accueil/arrivee", "triage=vip&sex=x&name=A%07b");
    assert_eq!(refused.status, Status::Unprocessable);
    receive(&desk, "name=%D8%B9%D8%A7%D8%A6%D8%B4%D8%A9");
    assert!(text(&desk, "/accueil").contains("عائشة"));
}

#[test]
fn what_is_typed_never_becomes_markup() {
    let desk = reception();
    let visit = receive(&desk, "name=%3Cscript%3E&reason=%22%3E%3Cimg%3E");
    for path in ["/accueil", &visit, &format!("{visit}/corriger")] {
        let page = text(&desk, path);
        assert!(
            !page.contains("<script>") && !page.contains("<img>"),
            "{path}"
        );
    }
}

#[test]
fn a_correction_keeps_number_and_course_and_shows_at_once() {
    let desk = reception();
    let visit = receive(&desk, "name=Aya&triage=ordinaire");
    let form = text(&desk, &format!("{visit}/corriger"));
    assert!(form.contains("value=\"Aya\""));
    let done = desk.send(
        &format!("{visit}/corriger"),
        "name=Ayah&triage=age&known=connu",
    );
    assert_eq!(done.status, Status::SeeOther);
    let now = visits(&desk).remove(0);
    assert_eq!(now.who.name(), Some("Ayah"));
    assert_eq!(now.number.to_string(), "1/2026");
    assert!(text(&desk, "/accueil").contains("Personne âgée"));
}

#[test]
fn a_correction_that_does_not_read_is_shown_again() {
    let desk = reception();
    let visit = receive(&desk, "name=Aya");
    let refused = desk.send(&format!("{visit}/corriger"), "name=Ayah&age=-1");
    assert_eq!(refused.status, Status::Unprocessable);
    assert!(refused.text_body().contains("value=\"Ayah\""));
    assert_eq!(visits(&desk).remove(0).who.name(), Some("Aya"));
}
