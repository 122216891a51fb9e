//! Approvals, departures, other versions, ends: courses that leave the straight way.

use super::tests::{Play, expr, fixed, monday, procedure, step};
use super::*;
use crate::workbook::{Since, Visa};

use Standpoint::{Departed, Done as IsDone, NotOpen, Open as IsOpen, Submitted};

#[test]
fn what_is_submitted_waits_for_everybody_asked_and_makes_nobody_late() {
    let mut first = step(1, "plan");
    first.visa = Some(Visa {
        roles: vec!["directeur".to_owned(), "superviseur".to_owned()],
        all: true,
    });
    first.deadline = fixed("1 jour", Since::StepOpened);
    let procedure = procedure(vec![first, step(2, "suivi")]);
    let mut play = Play::new(&procedure);
    play.submit("plan", &[&["directeur"], &["superviseur"]]);
    let submission = play.last_submission();
    play.now = monday(24 * 9);
    assert_eq!(play.points(), [Submitted, NotOpen]);
    let late = play.standing().steps[0].open.clone().unwrap().late_by;
    assert_eq!(late, None, "its author was in time");
    play.note(What::Approved {
        submission: submission.clone(),
        place: 1,
    });
    assert_eq!(play.points(), [Submitted, NotOpen]);
    play.note(What::Approved {
        submission,
        place: 0,
    });
    assert_eq!(play.points(), [IsDone, IsOpen]);
    assert!(play.standing().is_in_time("plan"));
}

#[test]
fn what_is_sent_back_is_open_again_with_its_reason_and_an_old_approval_does_nothing() {
    let procedure = procedure(vec![step(1, "plan"), step(2, "suivi")]);
    let mut play = Play::new(&procedure);
    play.submit("plan", &[&["directeur"]]);
    let first = play.last_submission();
    play.note(What::Refused {
        submission: first.clone(),
        reason: Words::new("Il manque l'objectif."),
    });
    assert_eq!(play.points(), [IsOpen, NotOpen]);
    let returned = play.standing().steps[0].open.clone().unwrap().returned;
    assert_eq!(returned.unwrap().as_str(), "Il manque l'objectif.");
    play.submit("plan", &[&["directeur"]]);
    play.note(What::Approved {
        submission: first,
        place: 0,
    });
    assert_eq!(play.points(), [Submitted, NotOpen]);
    let second = play.last_submission();
    play.note(What::Approved {
        submission: second,
        place: 0,
    });
    assert_eq!(play.points(), [IsDone, IsOpen]);
}

#[test]
fn a_step_left_undone_keeps_its_reason_and_the_case_goes_on() {
    let procedure = procedure(vec![step(1, "visite"), step(2, "bilan")]);
    let mut play = Play::new(&procedure);
    let lead = play.with(|play, known| onward(play.procedure, known, "visite"));
    play.note(What::Departed {
        step: "visite".to_owned(),
        due: None,
        reason: Words::new("La route est coupée."),
        lead,
    });
    assert_eq!(play.points(), [Departed, IsOpen]);
    assert!(!play.standing().is_done("visite"));
}

#[test]
fn moving_to_another_version_keeps_open_what_is_named_and_since_when() {
    let old = procedure(vec![step(1, "accueil"), step(2, "visite")]);
    let mut play = Play::new(&old);
    play.now = monday(5);
    play.note(What::Moved {
        version: 2,
        reason: Words::new("Une erreur dans la première."),
        open: vec!["accueil".to_owned(), "nouvelle".to_owned()],
    });
    let new = procedure(vec![step(1, "accueil"), step(2, "nouvelle")]);
    play.procedure = &new;
    let standing = play.standing();
    let since: Vec<_> = standing.open().map(|(_, open)| open.since).collect();
    assert_eq!(since, [monday(0), monday(5)]);
}

#[test]
fn conditions_know_what_was_done_in_time_and_the_parameters() {
    let mut first = step(1, "accueil");
    first.deadline = fixed("1 heure", Since::StepOpened);
    let procedure = procedure(vec![first, step(2, "bilan")]);
    let mut play = Play::new(&procedure);
    let holds = |play: &Play<'_>, source: &str| play.with(|_, known| expr(source).holds(known));
    assert_eq!(holds(&play, "fait('accueil')"), Ok(false));
    play.now = monday(3);
    play.finish("accueil", 0);
    assert_eq!(holds(&play, "fait('accueil')"), Ok(true));
    assert_eq!(holds(&play, "a_temps('accueil')"), Ok(false));
    assert_eq!(holds(&play, "parametre('rouge') = '24 heures'"), Ok(true));
}

#[test]
fn what_reaches_a_case_after_its_end_opens_nothing() {
    let procedure = procedure(vec![step(1, "accueil"), step(2, "bilan")]);
    let mut play = Play::new(&procedure);
    play.note(What::Closed {
        reason: Words::new("La personne a déménagé."),
    });
    let closed = play.standing();
    play.finish("accueil", 0);
    assert_eq!(play.standing(), closed);
    assert!(closed.open().next().is_none());
}

#[test]
fn a_case_taken_up_again_opens_the_step_that_is_named_and_keeps_what_was_done() {
    let procedure = procedure(vec![step(1, "accueil"), step(2, "bilan")]);
    let mut play = Play::new(&procedure);
    play.finish("accueil", 0);
    let again = || What::Reopened {
        reason: Words::new("Elle est revenue."),
        open: vec!["bilan".to_owned()],
    };
    let before = play.standing();
    play.note(again());
    assert_eq!(
        play.standing(),
        before,
        "an open case is not taken up again"
    );
    play.note(What::Closed {
        reason: Words::new("La personne a déménagé."),
    });
    play.now = monday(5);
    play.note(again());
    let standing = play.standing();
    assert!(standing.over.is_none() && standing.is_done("accueil"));
    let since: Vec<_> = standing.open().map(|(_, open)| open.since).collect();
    assert_eq!(since, [monday(5)]);
}
