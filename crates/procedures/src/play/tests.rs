//! The example of the format, played.

use super::*;
use crate::sheet::markdown;
use jiff::civil::{date, datetime};

const EXAMPLE: &str = include_str!("../../tests/P99-fauteuil.md");

fn procedure(changes: &[(&str, &str)]) -> Procedure {
    let mut text = EXAMPLE.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    Procedure::read(&markdown::read("P99.md", &text).unwrap()).unwrap()
}

/// Plays the lines from Friday 27 February 2026, 9 in the morning; Monday is a holiday. Gives what the last one said.
fn played(procedure: &Procedure, lines: &[&str]) -> String {
    let calendar = Calendar::new([date(2026, 3, 2)]);
    let mut play = Play::new(procedure, calendar, datetime(2026, 2, 27, 9, 0, 0, 0));
    let mut said = play.state();
    for (at, line) in lines.iter().enumerate() {
        let answered = play.say(line);
        let last = at + 1 == lines.len();
        assert!(last || !answered.refused, "{line}: {:?}", answered.lines);
        said = answered.lines;
    }
    said.join("\n")
}

#[test]
fn the_beginning_shows_the_first_step_its_deadline_and_where_it_leads() {
    assert_eq!(
        played(&procedure(&[]), &[]),
        "vendredi 27 février 2026, 9 h 00\n  1 Recevoir la demande (demande) — travailleur_social, avant la fin de samedi 28 février 2026\n      · Un fauteuil est libre si ${libre} = 'oui' → remise\n      ▸ Aucun fauteuil → la fin"
    );
}

#[test]
fn an_answer_takes_the_decision_and_working_days_skip_weekend_and_holiday() {
    assert_eq!(
        played(
            &procedure(&[]),
            &["trajets = La maison", "libre = oui", "fait"]
        ),
        "Décision : Un fauteuil est libre.\nvendredi 27 février 2026, 9 h 00\n  2 Remettre le fauteuil contre décharge (remise) — travailleur_social, avant la fin de jeudi 5 mars 2026\n  Avant : demande faite."
    );
}

#[test]
fn a_form_that_is_not_finished_is_said_and_does_not_stop_the_player() {
    let said = played(&procedure(&[]), &["fait demande"]);
    assert!(said.starts_with("Dans un centre, la fiche serait refusée : il reste à répondre à trajets, libre.\nDécision : Aucun fauteuil."), "{said}");
    assert!(
        said.contains("Dossier fermé le vendredi 27 février 2026"),
        "{said}"
    );
}

#[test]
fn time_makes_late_and_warns_those_that_the_procedure_names() {
    let warned = procedure(&[(
        "| delai | 1 jour |",
        "| delai | 1 jour |\n| retard | 1 jour -> directeur |",
    )]);
    let at = |line: &str| played(&warned, &[line]);
    assert!(!at("+1 jour").contains("EN RETARD"));
    let late = at("+2 jours");
    assert!(
        late.contains("EN RETARD") && !late.contains("prévenu"),
        "{late}"
    );
    assert!(at("+1 semaine").contains("prévenu du retard : directeur"));
    assert!(
        at("+1 jour ouvré").starts_with("mardi 3 mars 2026, 9 h 00"),
        "Monday is a holiday"
    );
    assert!(at("le 2026-03-01 14:05").starts_with("dimanche 1er mars 2026, 14 h 05"));
}

#[test]
fn a_visa_is_waited_for_given_or_refused() {
    let begin = ["libre = oui", "fait", "retour = 2026-04-01", "fait remise"];
    let waiting = played(&procedure(&[]), &begin);
    assert!(waiting.contains("attend le visa : directeur"), "{waiting}");
    let given = played(&procedure(&[]), &[&begin[..], &["visa"]].concat());
    assert!(
        given.contains("Visa donné : directeur.") && given.contains("Dossier fermé"),
        "{given}"
    );
    let refused = played(
        &procedure(&[]),
        &[&begin[..], &["refus remise : sans signature"]].concat(),
    );
    assert!(
        refused.contains("revient à son auteur") && refused.contains("— travailleur_social"),
        "{refused}"
    );
    let both = procedure(&[("| visa | directeur |", "| visa | directeur + superviseur |")]);
    let one = played(&both, &[&begin[..], &["visa"]].concat());
    assert!(one.contains("attend le visa : superviseur"), "{one}");
}

#[test]
fn a_step_is_left_with_a_reason_only() {
    assert!(played(&procedure(&[]), &["laisse demande"]).contains("Dites pourquoi"));
    let left = played(&procedure(&[]), &["laisse demande : déjà connue"]);
    assert!(
        left.contains("Avant : demande laissée.") && left.contains("(remise)"),
        "{left}"
    );
}

#[test]
fn where_a_person_decides_a_choice_is_asked() {
    let free = procedure(&[(" [${libre} = 'oui'] -> remise", " -> remise")]);
    let asked = played(&free, &["fait"]);
    assert!(
        asked.contains("Il faut choisir : 1 Un fauteuil est libre ; 2 Aucun fauteuil."),
        "{asked}"
    );
    assert!(played(&free, &["fait : 1"]).contains("(remise)"));
    assert!(played(&free, &["fait demande : aucun fauteuil"]).contains("Dossier fermé"));
}

#[test]
fn what_cannot_be_done_is_refused_in_words() {
    for (line, said) in [
        ("libre = peut-etre", "parmi les réponses proposées"),
        ("rien = 1", "n'existe pas"),
        ("fait remise", "n'est pas ouverte"),
        ("visa", "n'attend pas de visa"),
        ("+2", "écrivez « +2 jours »"),
        ("+9999999 jours", "trop loin"),
        ("le 2020-01-01", "ne recule pas"),
        ("le demain", "n'est pas une date"),
        ("ajoute demande", "que l'on répète"),
        ("danse", "n'est pas connu"),
    ] {
        let answer = played(&procedure(&[]), &[line]);
        assert!(answer.contains(said), "{line}: {answer}");
    }
    assert!(played(&procedure(&[]), &["fait", "fait"]).contains("Le dossier est fermé"));
}

#[test]
fn the_questions_of_the_open_step_are_shown_with_their_choices() {
    assert_eq!(
        played(&procedure(&[]), &["libre = oui", "questions"]),
        "  trajets =  *   Pour quels trajets ?\n  libre = oui *   Un fauteuil est-il libre ?\n      oui | non"
    );
}
