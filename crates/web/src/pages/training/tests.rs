//! The training centre through `handle`, as browsers use it without a script.

use std::collections::BTreeMap;

use akwaba_domain::actor::Role;
use akwaba_store::tx::Cell;

use crate::http::Status;
use crate::pages::casework::tests::{get, open, place, publish, text, worker};
use crate::pages::tests::Desk;

/// A procedure of the model manual that has a quiz of five questions and two exercises.
const REFERRAL: &str = include_str!("../../../../../manuel/P07-referencement.md");
/// A sealed one.
const VIOLENCE: &str = include_str!("../../../../../manuel/P14-violences-genre.md");
const REFUSES: &str = "/apprendre/P07/exercices/2";
const TRY: &str = "/manuel/P07/essayer";
/// Right, wrong, right, right, right.
const ANSWERS: &str = "q1=0&q2=0&q3=2&q4=1&q5=2";
/// The moves of the second exercise: service, agreement, then no referral.
const MOVES: [&str; 3] = [
    "etape=choix_service&incomplet=1",
    "etape=accord&questions=accord/accord_service&accord/accord_service=non&incomplet=1",
    "etape=sans_reference&incomplet=1",
];

fn learner() -> Desk {
    publish(&worker(), REFERRAL)
}

/// Every row of every table but those of the training centre.
fn everything(desk: &Desk) -> BTreeMap<String, Vec<Vec<Cell>>> {
    let sql = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";
    let rows = desk.store.read(|tx| tx.query(sql, &[])).unwrap();
    let names: Vec<String> = rows
        .iter()
        .map(|row| row.text(0).unwrap().to_owned())
        .collect();
    let names = names
        .into_iter()
        .filter(|name| !name.starts_with("training_"));
    names
        .map(|name| {
            // The name comes from the database itself, and the test is over before a leak matters.
            let sql: &'static str = ["SELECT * FROM", name.as_str()].join(" ").leak();
            let rows = desk.store.read(|tx| tx.query(sql, &[])).unwrap();
            (name, rows.iter().map(|row| row.cells().to_vec()).collect())
        })
        .collect()
}

fn count(desk: &Desk, sql: &'static str) -> i64 {
    desk.store.read(|tx| tx.one(sql, &[])?.int(0)).unwrap()
}

#[test]
fn a_whole_training_session_leaves_every_table_but_its_own_as_it_was() {
    let desk = learner();
    open(&desk);
    let before = everything(&desk);
    assert!(before["entry"].len() > 3 && before.len() > 20);
    text(&desk, "/apprendre");
    text(&desk, "/apprendre/P07");
    place(&desk.send("/apprendre/P07/quiz", ANSWERS));
    text(&desk, "/apprendre/P07/quiz");
    for moves in MOVES {
        place(&desk.send(REFUSES, moves));
    }
    assert_eq!(
        desk.send(TRY, "etape=choix_service&inventer=1").status,
        Status::Ok
    );
    for moves in [
        MOVES[0],
        "avancer=1 semaine",
        "laisser=accord&motif=La+route+est+coup%C3%A9e",
    ] {
        place(&desk.send(TRY, moves));
    }
    text(&desk, TRY);
    assert_eq!(count(&desk, "SELECT COUNT(*) FROM training_done"), 2);
    assert_eq!(count(&desk, "SELECT COUNT(*) FROM training_play"), 2);
    assert!(everything(&desk) == before, "training has changed a record");
}

#[test]
fn every_page_of_the_training_centre_says_that_its_people_are_invented() {
    let desk = learner();
    let pages = [
        "/apprendre",
        "/apprendre/P07",
        "/apprendre/P07/quiz",
        REFUSES,
        TRY,
    ];
    for path in pages {
        let page = text(&desk, path);
        assert!(
            page.contains("CENTRE D'ENTRAÎNEMENT") || page.contains("CENTRE D&#39;ENTRAÎNEMENT"),
            "{path}"
        );
        assert!(page.contains("training-mark"), "{path}: also on paper");
    }
    place(&desk.send("/apprendre/P07/quiz", ANSWERS));
    for path in [
        "/apprendre/P07/quiz",
        "/apprendre/P07/exercices/1?comparer=1",
    ] {
        assert!(text(&desk, path).contains("training-banner"), "{path}");
    }
    let refused = desk.send(REFUSES, "laisser=choix_service&motif=");
    assert!(refused.text_body().contains("training-banner"));
    assert!(
        text(&desk, TRY).contains("ENTR-P07"),
        "no number of a register"
    );
}

#[test]
fn a_question_left_out_is_asked_beside_it_and_the_others_stay() {
    let desk = learner();
    let sent = desk.send("/apprendre/P07/quiz", "q1=0&q2=1&q4=9&q5=2");
    assert_eq!(sent.status, Status::Unprocessable);
    let page = sent.text_body();
    assert_eq!(
        page.matches("choisissez une réponse.").count(),
        4,
        "two questions, above and beside"
    );
    assert!(page.contains("name=\"q5\" value=\"2\" checked"));
    assert_eq!(count(&desk, "SELECT COUNT(*) FROM training_done"), 0);
}

#[test]
fn the_answers_are_explained_and_shown_to_nobody_else() {
    let desk = learner();
    place(&desk.send("/apprendre/P07/quiz", ANSWERS));
    let page = text(&desk, "/apprendre/P07/quiz");
    assert!(page.contains("4 réponses attendues sur 5"));
    assert!(page.contains("Tout, il en a besoin pour aider") && page.contains("rien de plus"));
    assert!(page.contains("la personne pourra le dire elle-même"));
    assert!(text(&desk, "/apprendre/P07/quiz?refaire=1").contains("name=\"q1\""));
    assert!(text(&desk, "/apprendre").contains("Quiz fait"));
    let director = desk.beside(8, Role::Director);
    assert!(
        text(&director, "/apprendre/P07/quiz").contains("name=\"q1\""),
        "their own quiz"
    );
    let page = text(&director, "/apprendre/P07");
    let learners = page.split("id=\"qui\"").nth(1).expect("who has done it");
    assert!(learners.contains("Quiz") && !learners.contains("réponses attendues"));
    assert!(
        !text(&desk, "/apprendre/P07").contains("id=\"qui\""),
        "colleagues do not see it"
    );
}

#[test]
fn an_exercise_is_played_step_by_step_and_compared_with_the_expected_way() {
    let desk = learner();
    let page = text(&desk, REFUSES);
    assert!(
        page.contains("Mariam, 22 ans") && page.contains("name=\"choix_service/organisation\"")
    );
    assert!(
        !page.contains("sur un papier sans en-tête"),
        "the correction comes afterwards"
    );
    for moves in MOVES.iter().take(2) {
        assert_eq!(place(&desk.send(REFUSES, moves)), REFUSES);
    }
    let done = place(&desk.send(REFUSES, MOVES[2]));
    assert_eq!(done, format!("{REFUSES}?comparer=1"));
    let page = text(&desk, &done);
    assert!(page.contains("Vous avez pris les étapes attendues."));
    assert!(page.contains("sur un papier sans en-tête"));
    place(&desk.send(REFUSES, "recommencer=1"));
    place(&desk.send(REFUSES, MOVES[0]));
    let early = text(&desk, &place(&desk.send(REFUSES, "terminer=1")));
    assert!(early.contains("Pas faite") && early.contains("Votre manière diffère"));
}

#[test]
fn a_form_is_checked_as_in_a_case_and_invented_answers_fill_it() {
    let desk = learner();
    let shown = "questions=choix_service/risque+choix_service/organisation";
    let sent = desk.send(
        TRY,
        &format!("etape=choix_service&{shown}&choix_service/organisation=H%C3%B4pital"),
    );
    assert_eq!(sent.status, Status::Unprocessable);
    assert!(
        sent.text_body().contains("value=\"Hôpital\""),
        "what was typed stays"
    );
    assert!(sent.text_body().contains("name=\"incomplet\""));
    let filled = desk.send(
        TRY,
        &format!("etape=choix_service&{shown}&choix_service/organisation=H%C3%B4pital&inventer=1"),
    );
    assert_eq!(filled.status, Status::Ok);
    let page = filled.text_body();
    assert!(page.contains("value=\"Hôpital\"") && page.contains(" checked"));
    assert_eq!(
        count(&desk, "SELECT COUNT(*) FROM training_play"),
        0,
        "shown, not yet played"
    );
}

#[test]
fn the_date_moves_deadlines_pass_and_branches_are_shown() {
    let desk = learner();
    let page = text(&desk, TRY);
    assert!(
        page.contains("23/11/2026 à 09:00"),
        "a play begins in the morning"
    );
    place(&desk.send(TRY, MOVES[0]));
    let page = text(&desk, TRY);
    assert!(page.contains("Ne veut pas être référée") && page.contains(", si "));
    place(&desk.send(TRY, "avancer=1 mois"));
    let page = text(&desk, TRY);
    assert!(page.contains("23/12/2026") && page.contains("En retard"));
    assert_eq!(desk.send(TRY, "avancer=hier").status, Status::Unprocessable);
    assert_eq!(
        desk.send(TRY, "aller=2020-01-01").status,
        Status::Unprocessable,
        "never back"
    );
    assert!(text(&desk, TRY).contains("23/12/2026"));
    place(&desk.send(TRY, "recommencer=1"));
    assert!(!text(&desk, TRY).contains("23/12/2026"));
}

#[test]
fn a_visa_is_given_or_refused_by_the_player_in_the_place_of_another() {
    let desk = worker();
    let page = "/manuel/P99/essayer";
    let free = "etape=demande&questions=demande/trajets+demande/libre&demande/trajets=le+march%C3%A9&demande/libre=oui";
    place(&desk.send(page, free));
    place(&desk.send(page, "etape=remise&incomplet=1"));
    assert!(text(&desk, page).contains("Visa attendu"));
    let silent = desk.send(page, "refuser=remise&refus=");
    assert_eq!(silent.status, Status::Unprocessable);
    assert!(silent.text_body().contains("Écrivez pourquoi"));
    place(&desk.send(page, "refuser=remise&refus=Sans+signature"));
    assert!(text(&desk, page).contains("Sans signature"));
    place(&desk.send(page, "etape=remise&incomplet=1"));
    place(&desk.send(page, "visa=remise"));
    assert!(
        text(&desk, page).contains("Le dossier d&#39;entraînement est fermé")
            || text(&desk, page).contains("Le dossier d'entraînement est fermé")
    );
    assert_eq!(
        desk.send(page, "visa=remise").status,
        Status::Unprocessable,
        "it is over"
    );
}

#[test]
fn a_sealed_procedure_is_played_here_only() {
    let desk = publish(&worker(), VIOLENCE);
    assert!(text(&desk, "/apprendre").contains("Scellée"));
    assert!(text(&desk, "/apprendre/P14/exercices/1").contains("Awa, 22 ans"));
    let first = text(&desk, "/manuel/P14/essayer");
    assert!(first.contains("name=\"etape\" value=\"accueil\""));
}

#[test]
fn what_is_not_taught_is_not_found() {
    let desk = learner();
    for path in [
        "/apprendre/P55",
        "/apprendre/P07/exercices/3",
        "/apprendre/P07/exercices/0",
        "/apprendre/P99/quiz",
        "/manuel/P55/essayer",
    ] {
        assert_eq!(get(&desk, path).status, Status::NotFound, "{path}");
    }
}

#[test]
fn a_play_belongs_to_who_plays_it() {
    let desk = learner();
    place(&desk.send(TRY, "avancer=1 mois"));
    let other = desk.beside(9, Role::Intern);
    assert!(!text(&other, TRY).contains("23/12/2026"));
}
