//! Calls, orientations, ends; two browsers on one ticket.

use akwaba_domain::reception::Step;

use super::*;

#[test]
fn the_next_called_is_the_urgent_one_then_priority_then_who_came_first() {
    let desk = reception();
    for triage in ["ordinaire", "bebe", "urgent", "ordinaire"] {
        receive(&desk, &format!("triage={triage}"));
    }
    let board = text(&desk, "/accueil");
    let tickets = ["A003", "A002", "A001", "A004"].map(|t| format!(">{t}</span>"));
    let order = places(&board, &tickets.each_ref().map(String::as_str));
    assert!(order.is_sorted(), "{order:?}");
    desk.send("/accueil/suivant", "");
    let called: Vec<String> = visits(&desk)
        .iter()
        .filter(|visit| visit.course.step() == Step::Called)
        .map(|visit| visit.ticket.unwrap().to_string())
        .collect();
    assert_eq!(called, ["A003"]);
}

#[test]
fn calling_when_nobody_waits_is_answered_kindly() {
    let desk = reception();
    let done = desk.send("/accueil/suivant", "");
    assert_eq!(done.status, Status::SeeOther);
    assert!(
        done.get("set-cookie")
            .unwrap()
            .contains("reception-said-nobody")
    );
}

#[test]
fn two_browsers_call_one_ticket_one_wins_and_the_other_is_told_where_it_stands() {
    let first = reception();
    let visit = receive(&first, "name=Aya");
    let second = first.beside(2, Role::SocialWorker);
    let won = first.send(&format!("{visit}/etape/appeler"), "desk=3");
    assert_eq!(won.status, Status::SeeOther);
    let lost = second.send(&format!("{visit}/etape/appeler"), "desk=5");
    assert_eq!(lost.status, Status::Unprocessable);
    let page = lost.text_body();
    assert!(page.contains("vient d&#39;être appelé") || page.contains("vient d'être appelé"));
    assert!(page.contains("bureau 3"), "the page says where it stands");
    let call = *visits(&first).remove(0).course.call().unwrap();
    assert_eq!(call.desk.number(), 3);
}

#[test]
fn two_browsers_call_the_next_person_and_get_two_different_people() {
    let first = reception();
    receive(&first, "");
    receive(&first, "");
    let second = first.beside(2, Role::SocialWorker);
    first.send("/accueil/suivant", "");
    second.send("/accueil/suivant", "");
    let called = visits(&first);
    assert!(
        called
            .iter()
            .all(|visit| visit.course.step() == Step::Called)
    );
}

#[test]
fn a_visit_goes_from_the_room_to_its_end_and_can_be_put_back() {
    let desk = reception();
    let visit = receive(&desk, "name=Aya");
    let step = |name: &str, pairs: &str| desk.send(&format!("{visit}/etape/{name}"), pairs);
    let now = || visits(&desk).remove(0).course.step();
    step("appeler", "");
    step("entretien", "");
    assert_eq!(now(), Step::InInterview);
    let sent = step("orienter", "inside=1&to=M.+Essai");
    assert_eq!(sent.status, Status::SeeOther);
    assert!(text(&desk, "/accueil").contains("M. Essai"));
    step("appeler", "desk=2");
    step("terminer", "");
    assert_eq!(now(), Step::Ended);
    let again = step("terminer", "");
    assert_eq!(again.status, Status::Unprocessable);
    assert!(again.text_body().contains("déjà terminée"));
    step("remettre", "");
    assert_eq!(now(), Step::Waiting);
}

#[test]
fn an_impossible_step_is_refused_with_its_reason_and_changes_nothing() {
    let desk = reception();
    let visit = receive(&desk, "");
    let refused = desk.send(&format!("{visit}/etape/entretien"), "");
    assert_eq!(refused.status, Status::Unprocessable);
    assert!(refused.text_body().contains("Appelez d"));
    assert_eq!(visits(&desk).remove(0).course.step(), Step::Waiting);
    let unknown = desk.send(&format!("{visit}/etape/supprimer"), "");
    assert_eq!(unknown.status, Status::NotFound);
}

#[test]
fn what_is_missing_for_a_step_is_said_next_to_its_field() {
    let desk = reception();
    let visit = receive(&desk, "");
    for (step, pairs, field) in [
        ("orienter", "inside=0&to=", "c-to-error"),
        ("appeler", "desk=cent", "c-desk-error"),
        ("annuler", "cause=+", "c-cause-error"),
    ] {
        let refused = desk.send(&format!("{visit}/etape/{step}"), pairs);
        assert_eq!(refused.status, Status::Unprocessable, "{step}");
        assert!(refused.text_body().contains(field), "{step}");
    }
}

#[test]
fn a_void_line_keeps_its_number_and_shows_its_cause_in_the_register() {
    let desk = reception();
    let visit = receive(&desk, "name=Aya");
    desk.send(&format!("{visit}/etape/annuler"), "cause=saisie+en+double");
    receive(&desk, "");
    let page = text(&desk, &format!("/accueil/registre?jour={DAY}"));
    assert!(page.contains("1/2026") && page.contains("2/2026"));
    assert!(page.contains("saisie en double") && page.contains("class=\"void\""));
    assert!(page.contains("1 ligne annulée"));
}

#[test]
fn an_observation_is_kept_and_an_over_long_one_comes_back() {
    let desk = reception();
    let visit = receive(&desk, "");
    desk.send(&format!("{visit}/observation"), "note=revient+demain");
    assert!(text(&desk, &visit).contains("revient demain"));
    let long = "b".repeat(301);
    let refused = desk.send(&format!("{visit}/observation"), &format!("note={long}"));
    assert_eq!(refused.status, Status::Unprocessable);
    assert!(refused.text_body().contains(&long));
}

#[test]
fn a_visit_that_does_not_exist_has_no_page_and_no_step() {
    let desk = reception();
    let nobody = "/accueil/visites/00000000-0000-0000-0000-000000000000";
    assert_eq!(get(&desk, nobody).status, Status::NotFound);
    let step = desk.send(&format!("{nobody}/etape/appeler"), "");
    assert_eq!(step.status, Status::NotFound);
    assert_eq!(get(&desk, "/accueil/visites/abc").status, Status::NotFound);
}

#[test]
fn the_desk_of_a_screen_is_a_number_and_is_remembered() {
    let desk = reception();
    let kept = desk.send("/accueil/bureau", "desk=4");
    assert!(kept.get("set-cookie").unwrap().starts_with("bureau=4;"));
    let refused = desk.send("/accueil/bureau", "desk=VBG");
    assert!(refused.get("set-cookie").unwrap().starts_with("mot="));
}

#[test]
fn the_queue_reads_itself_again_until_told_to_stop() {
    let desk = reception();
    let first = get(&desk, "/accueil");
    assert_eq!(first.get("refresh"), Some("20; url=/accueil?veille=280"));
    let late = get(&desk, "/accueil?veille=20");
    assert_eq!(late.get("refresh"), None);
    assert!(late.text_body().contains("data-idle=\"20\""));
    let stopped = Request::new(Method::Get, "/accueil").with("cookie", "suivi=0");
    assert_eq!(desk.ask(&stopped).get("refresh"), None);
}
