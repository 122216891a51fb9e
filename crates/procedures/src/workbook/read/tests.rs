//! Cells that cannot be read, each with its place and its sentence.

use super::*;
use crate::sheet::markdown;
use crate::workbook::{Delay, DelaySource, Next, Since, Unit};

/// The example of docs/manual-format.md.
pub(crate) const EXAMPLE: &str = include_str!("../../../tests/P99-fauteuil.md");

/// The example, changed.
pub(crate) fn changed(from: &str, to: &str) -> Book {
    assert!(EXAMPLE.contains(from), "{from}");
    markdown::read("P99.md", &EXAMPLE.replacen(from, to, 1)).unwrap()
}

fn found(from: &str, to: &str) -> Vec<String> {
    let (_, findings) = procedure(&changed(from, to));
    assert!(findings.iter().all(|finding| !finding.write.is_empty()));
    findings.iter().map(ToString::to_string).collect()
}

fn one(from: &str, to: &str) -> String {
    let found = found(from, to);
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].clone()
}

#[test]
fn the_example_of_the_format_is_read_whole() {
    let book = markdown::read("P99.md", EXAMPLE).unwrap();
    let procedure = Procedure::read(&book).unwrap();
    assert_eq!((procedure.code.as_str(), procedure.version), ("P99", 1));
    assert_eq!(procedure.write(), book);
    let [demand, handing] = procedure.steps.as_slice() else {
        panic!("two steps");
    };
    assert_eq!(demand.decisions[0].label, "Un fauteuil est libre");
    assert_eq!(demand.decisions[0].next, Next::Steps(vec!["remise".into()]));
    assert_eq!(demand.decisions[1].next, Next::End);
    let deadline = handing.deadline.as_ref().unwrap();
    assert_eq!(deadline.since, Since::StepDone("demande".into()));
    let source = &deadline.cases[0].delay;
    assert_eq!(*source, DelaySource::Parameter("remise_delai".into()));
    let delay = Delay {
        count: 3,
        unit: Unit::WorkingDays,
    };
    assert_eq!(procedure.delay(source), Some(delay));
    assert_eq!(handing.visa.as_ref().unwrap().roles, ["directeur"]);
    assert_eq!(handing.produce[0].code, "decharge");
}

#[test]
fn what_a_cell_lacks_is_said_at_its_line() {
    assert_eq!(
        one("| delai | 1 jour |", "| delai | 3 |"),
        "P99.md, feuille etapes, ligne 31, colonne delai : Le délai « 3 » n'a pas d'unité. Écrivez « 3 jours » ou « 3 heures »."
    );
    let cases = [
        (
            "| delai | 1 jour |",
            "| delai | 3 lunes |",
            "n'est pas un délai",
        ),
        (
            "| code | P99 |",
            "| code | P9 |",
            "n'est pas le code d'une procédure",
        ),
        (
            "| version | 1 |",
            "| version | une |",
            "n'est pas un numéro",
        ),
        (
            "| statut | proposition |",
            "| statut | propositon |",
            "Écrivez « proposition »",
        ),
        ("| sujet | personne |", "", "La case « sujet » est vide."),
        ("| axe | 2 |", "| axe | 2, 7 |", "« 7 » n'est pas un axe"),
        (
            "| code | demande |",
            "| code | La Demande |",
            "n'est pas un code",
        ),
        (
            "| depuis | etape demande |",
            "| depuis | hier |",
            "depuis quand compter",
        ),
        (
            "| depuis | etape demande |",
            "| depuis | etape demande |\n| délai | 2 jours |",
            "Écrivez « delai »",
        ),
        (
            "| depuis | etape demande |",
            "| depuis | etape demande |\n| lieu | la cour |",
            "ne dit pas où se fait l'étape",
        ),
        (
            "| visa | directeur |",
            "| visa | directeur, superviseur |",
            "qui donne le visa",
        ),
        (
            "| visa | directeur |",
            "| retard | 2 jours directeur |",
            "qui est prévenu",
        ),
        (
            "| visa | directeur |",
            "| retard | 2 -> directeur |",
            "n'a pas d'unité",
        ),
        (
            "decharge : Décharge signée",
            "Décharge signée",
            "ne nomme pas un document",
        ),
        (" -> remise<br>", " remise<br>", "ne dit pas où elle mène"),
        (" -> remise<br>", " -> <br>", "ne mène nulle part"),
        (
            " -> remise<br>",
            " -> remise, fin<br>",
            "à la fin et ailleurs",
        ),
        ("[${libre} = 'oui']", "[${libre} = 'oui'", "n'est pas fermé"),
        ("[${libre} = 'oui']", "[${libre} = ]", "Dans « ${libre} = »"),
        ("Un fauteuil est libre [", "[", "n'a pas de libellé"),
        ("## parametres", "## parametre", "Écrivez « parametres »"),
        ("## parametres", "## roles", "un autre fichier du manuel"),
        (
            "| nom | valeur |",
            "| nom | valleur |",
            "Écrivez « valeur »",
        ),
    ];
    for (from, to, said) in cases {
        let found = found(from, to);
        assert!(
            found.iter().any(|finding| finding.contains(said)),
            "{to}: {found:?}"
        );
    }
}

#[test]
fn cases_of_a_deadline_end_with_the_one_that_has_no_condition() {
    for bad in ["[${libre} = 'oui'] 1 jour", "1 jour<br>2 jours"] {
        let found = one("| delai | 1 jour |", &format!("| delai | {bad} |"));
        assert!(found.contains("condition"), "{found}");
    }
    let good = "[${libre} = 'a]b' or ${libre} = 'oui'] 1 jour<br>2 semaines";
    assert_eq!(
        found("| delai | 1 jour |", &format!("| delai | {good} |")),
        [""; 0]
    );
}

#[test]
fn a_workbook_of_another_tool_is_said_to_be_one() {
    let text =
        "# Enquête\n\n## survey\n\n| type | name | label |\n|---|---|---|\n| text | a | A |\n";
    let book = markdown::read("enquete.md", text).unwrap();
    assert_eq!(Kind::of(&book), None);
    let findings = Procedure::read(&book).unwrap_err();
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].code, "sheet-missing");
}

#[test]
fn an_unreadable_confidentiality_is_taken_for_the_most_secret() {
    let book = changed(
        "| confidentialite | ordinaire |",
        "| confidentialite | publique |",
    );
    let (read, findings) = procedure(&book);
    assert_eq!(read.unwrap().confidentiality, Confidentiality::Sealed);
    assert_eq!(findings.len(), 1);
}
