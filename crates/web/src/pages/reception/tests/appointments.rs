//! Appointments and their slips.

use akwaba_domain::reception::Step;

use super::*;

const NEW: &str = "/accueil/rendez-vous/nouveau";
const GOOD: &str = "day_day=30&day_month=11&day_year=2026&time=9h30&with=Mme+Essai";

fn give(desk: &Desk, pairs: &str) -> String {
    let done = desk.send(NEW, pairs);
    assert_eq!(done.status, Status::SeeOther, "{}", done.text_body());
    done.get("location").unwrap().to_owned()
}

#[test]
fn a_slip_says_when_and_with_whom_and_neither_who_comes_nor_why() {
    let desk = reception();
    let slip = give(&desk, &format!("{GOOD}&name=Canari+Jaune"));
    let page = text(&desk, &slip);
    assert!(page.contains("lundi 30 novembre 2026") && page.contains("09:30"));
    assert!(page.contains("Mme Essai") && page.contains("07 07 12 34 56"));
    assert!(!page.contains("Canari"));
    assert!(text(&desk, "/accueil/rendez-vous").contains("Canari Jaune"));
}

#[test]
fn an_appointment_given_during_a_visit_ends_it() {
    let desk = reception();
    let visit = receive(&desk, "name=Canari+Jaune&reason=secret");
    let id = visit.rsplit('/').next().unwrap();
    let slip = give(&desk, &format!("{GOOD}&visite={id}"));
    assert!(!text(&desk, &slip).contains("Canari"));
    assert_eq!(visits(&desk).remove(0).course.step(), Step::Appointed);
    assert!(text(&desk, "/accueil/rendez-vous").contains("Canari Jaune"));
    let again = desk.send(NEW, &format!("{GOOD}&visite={id}"));
    assert_eq!(again.status, Status::Unprocessable);
}

#[test]
fn a_wrong_appointment_says_what_to_write_and_keeps_what_was_typed() {
    let desk = reception();
    for (pairs, field) in [
        (
            "day_day=31&day_month=2&day_year=2027&time=9h",
            "c-day-error",
        ),
        ("day_day=1&day_month=1&day_year=2026&time=9h", "c-day-error"),
        (
            "day_day=30&day_month=11&day_year=2026&time=midi",
            "c-time-error",
        ),
        ("time=9h", "c-day-error"),
    ] {
        let refused = desk.send(NEW, &format!("{pairs}&with=Mme+Essai"));
        assert_eq!(refused.status, Status::Unprocessable, "{pairs}");
        let page = refused.text_body();
        assert!(
            page.contains(field) && page.contains("Mme Essai"),
            "{pairs}"
        );
    }
}

#[test]
fn coming_is_noted_once_and_can_be_undone() {
    let desk = reception();
    let slip = give(&desk, GOOD);
    let id = slip.split('/').nth(3).unwrap().to_owned();
    let note = |what: &str| {
        let done = desk.send(&format!("/accueil/rendez-vous/{id}/suite/{what}"), "");
        let words = done.get("set-cookie").map(str::to_owned);
        (done.status, words.unwrap_or_default())
    };
    assert!(note("missed").1.contains("reception-appointment-early"));
    assert!(note("kept").1.contains("reception-said-kept"));
    assert!(note("withdrawn").1.contains("reception-appointment-noted"));
    assert!(note("undone").1.contains("reception-said-undone"));
    assert!(note("withdrawn").1.contains("reception-said-withdrawn"));
    assert_eq!(note("supprimer").0, Status::NotFound);
}

#[test]
fn a_slip_is_found_by_its_code_in_any_case() {
    let desk = reception();
    let slip = give(&desk, &format!("{GOOD}&name=Canari+Jaune"));
    let page = text(&desk, &slip);
    let from = page.find("paper-code").unwrap();
    let code = page[from..].split("<strong>").nth(1).unwrap()[..6].to_lowercase();
    let found = text(&desk, &format!("/accueil/rendez-vous?code={code}"));
    assert!(
        found.matches("Canari Jaune").count() >= 2,
        "found and listed"
    );
    let none = text(&desk, "/accueil/rendez-vous?code=ZZZZZZ");
    assert!(none.contains("ne porte ce code"));
}
