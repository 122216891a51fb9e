//! Bad days of a version: its form was open when it went, or it has a fatal mistake on a Monday morning.

use super::super::tests::{CHAIR, FREE, get, open, place, publish, text, worker};
use crate::http::Status;
use crate::pages::tests::Desk;
use akwaba_domain::actor::Role;

/// A case that was opened under the first version and moved to a second one, changed so, while its form was open.
fn moved(change: &[(&str, &str)]) -> (Desk, String, String) {
    let desk = worker();
    let step = open(&desk);
    let form = text(&desk, &step);
    assert!(form.contains("name=\"version\" value=\"1\""), "{form}");
    let mut newer = CHAIR.replace("| version | 1 |", "| version | 2 |");
    for (from, to) in change {
        assert!(newer.contains(from), "{from}");
        newer = newer.replace(from, to);
    }
    let desk = publish(&desk, &newer);
    let director = desk.beside(2, Role::Director);
    let case = step.split("/etapes/").next().unwrap().to_owned();
    place(&director.send(&format!("{case}/version"), "version=2&reason=Plus+clair."));
    (desk, step, case)
}

#[test]
fn answers_to_a_form_whose_version_was_replaced_are_shown_again_and_kept_in_its_draft() {
    let (desk, step, case) = moved(&[(
        "| text | trajets | Pour quels trajets",
        "| text | chemin | Quel chemin",
    )]);
    let refused = desk.send(&step, &format!("version=1&{FREE}"));
    assert_eq!(refused.status, Status::Unprocessable);
    let draft = text(&desk, &format!("{step}?brouillon=reprendre"));
    for body in [refused.text_body(), draft] {
        assert!(body.contains("Pour quels trajets") && body.contains("le marché"));
        assert!(body.contains("name=\"demande/chemin\""), "{body}");
        assert!(body.contains("name=\"version\" value=\"2\""));
        let same = body.contains("value=\"oui\" checked");
        assert!(same, "what both versions ask stays answered");
    }
    assert!(refused.text_body().contains("version 2"));
    let history = text(&desk, &case);
    assert!(!history.contains("le marché"), "nothing counts unread");
    let new = FREE.replace("trajets", "chemin");
    place(&desk.send(&step, &format!("version=2&{new}")));
    let page = text(&desk, &format!("{step}?brouillon=reprendre"));
    assert!(!page.contains("Pour quels trajets"), "the draft has gone");
}

#[test]
fn answers_to_a_step_that_the_new_version_no_longer_has_go_into_a_note_of_the_case() {
    let (desk, step, case) = moved(&[
        ("| demande |", "| premiere |"),
        ("etape demande", "etape premiere"),
    ]);
    assert_eq!(get(&desk, &step).status, Status::NotFound);
    assert_eq!(desk.send(&step, FREE).status, Status::NotFound);
    let counter = desk.beside(4, Role::Reception);
    let other = counter.send(&step, &format!("version=1&{FREE}"));
    assert_eq!(other.status, Status::NotFound);
    let refused = desk.send(&step, &format!("version=1&{FREE}"));
    assert_eq!(refused.status, Status::Unprocessable);
    let again = text(&desk, &format!("{step}?brouillon=reprendre"));
    for body in [refused.text_body(), again] {
        assert!(body.contains("le marché") && body.contains(&case), "{body}");
    }
    assert!(
        !get(&desk.beside(5, Role::SocialWorker), &step)
            .text_body()
            .contains("marché")
    );
    place(&desk.send(
        &format!("{case}/notes"),
        &format!("note=Pour+le+march%C3%A9.&brouillon={step}"),
    ));
    assert!(text(&desk, &case).contains("Pour le marché."));
    assert_eq!(
        get(&desk, &step).status,
        Status::NotFound,
        "the draft has gone"
    );
}

#[test]
fn a_form_open_when_its_version_is_withdrawn_is_still_taken_and_tells_what_becomes_of_the_case() {
    let desk = worker();
    let step = open(&desk);
    let director = desk.beside(2, Role::Director);
    let message = "message=Le+d%C3%A9lai+est+faux.";
    place(&director.send("/manuel/P99/1/retrait", message));
    assert!(text(&desk, &step).contains("Le délai est faux."));
    let case = place(&desk.send(&step, &format!("version=1&{FREE}")));
    assert!(text(&desk, &case).contains("Le délai est faux."));
}

#[test]
fn on_a_monday_morning_those_who_follow_cases_of_a_withdrawn_version_are_told_first_thing() {
    let desk = worker();
    assert!(!text(&desk, "/aujourdhui").contains("est retirée"));
    let step = open(&desk);
    open(&desk);
    let case = step.split("/etapes/").next().unwrap();
    let director = desk.beside(2, Role::Director);
    let message = "message=%C3%89tape+2+fausse%2C+passez+en+version+2.";
    place(&director.send("/manuel/P99/1/retrait", message));
    let under = "/dossiers?version=P99/1";
    for (reader, link) in [
        (&desk, case.to_owned()),
        (&director, format!("{case}/version")),
    ] {
        let page = text(reader, "/aujourdhui");
        for words in [
            "P99 v1",
            "2 dossiers ouverts",
            "passez en version 2.",
            under,
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let list = text(reader, under);
        assert!(list.contains(&format!("href=\"{link}\"")), "{list}");
    }
    let colleague = desk.beside(3, Role::SocialWorker);
    assert!(!text(&colleague, "/aujourdhui").contains("passez en version 2."));
    assert!(!text(&colleague, under).contains(case));
}
