//! Every check with its message, on the example of the format changed in one place.

use super::*;
use crate::sheet::markdown;

pub(super) const EXAMPLE: &str = include_str!("../../tests/P99-fauteuil.md");
pub(super) const MANUAL: &str = "# Manuel

## manuel

### Manuel

| champ | valeur |
|---|---|
| titre | Manuel |
| version | 1 |
| statut | proposition |

## roles

| code | libelle | fonction | description |
|---|---|---|---|
| travailleur_social | Travailleur social | travailleur_social | Suit les dossiers. |
| directeur | Directeur | directeur | Répond du centre. |
| superviseur | Superviseur | supervision_regionale | Appuie les centres. |
| juge | Juge | externe | Décide. |
";

pub(super) fn book(name: &str, text: &str) -> Book {
    markdown::read(name, text).unwrap()
}

pub(super) fn manual() -> Manual {
    Manual::read(&book("manuel.md", MANUAL)).unwrap()
}

/// The findings of the example after some changes.
fn found(changes: &[(&str, &str)]) -> Vec<Finding> {
    let mut text = EXAMPLE.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    let findings = procedure(&book("P99.md", &text), Some(&manual())).1;
    for finding in &findings {
        assert!(
            !finding.write.is_empty() && finding.row.is_some() && !finding.sheet.is_empty(),
            "{finding}"
        );
    }
    findings
}

/// Asserts that the changed example has one finding, of that code, with those words.
fn one(changes: &[(&str, &str)], code: &str, words: &str) {
    let findings = found(changes);
    let said: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert_eq!(findings.len(), 1, "{said:#?}");
    assert_eq!(findings[0].code, code, "{said:#?}");
    assert!(said[0].contains(words), "{said:#?}");
}

const LABEL: &str = "| libelle | Recevoir la demande |";

#[test]
fn the_example_of_the_format_has_nothing_to_say() {
    assert_eq!(found(&[]), []);
}

#[test]
fn steps_are_nine_at_most_numbered_without_gap_and_named_once() {
    one(
        &[("| ordre | 2 |", "| ordre | 3 |")],
        "order",
        "on attend 2",
    );
    let findings = found(&[("| ordre | 2 |", "| ordre | 1 |")]);
    assert!(findings.iter().any(|finding| finding.code == "order"));
    one(
        &[("| libelle | Remettre le fauteuil contre décharge |", LABEL)],
        "name-again",
        "déjà pris ligne",
    );
    let more: String = (3..=10)
        .map(|n| {
            format!("### {n}\n\n| champ | valeur |\n|---|---|\n| ordre | {n} |\n| code | e{n} |\n| libelle | Étape {n} |\n| role | directeur |\n| conseil | Bien. |\n\n")
        })
        .collect();
    one(
        &[("## parametres", &format!("{more}## parametres"))],
        "steps-too-many",
        "a 10 étapes",
    );
}

#[test]
fn every_step_can_be_reached_and_left() {
    one(
        &[
            (
                "Un fauteuil est libre [${libre} = 'oui'] -> remise<br>Aucun fauteuil -> fin",
                "Toujours -> fin",
            ),
            ("| depuis | etape demande |\n", ""),
        ],
        "step-unreachable",
        "Aucun chemin ne mène à l'étape « remise »",
    );
    one(
        &[("| visa | directeur |", "| decisions | Encore -> remise |")],
        "step-endless",
        "aucun chemin ne mène à la fin",
    );
    one(
        &[("-> remise<br>", "-> remis<br>")],
        "step-unknown",
        "Écrivez « remise »",
    );
    one(
        &[("Aucun fauteuil -> fin", "Un fauteuil est libre -> fin")],
        "decision-again",
        "écrite deux fois",
    );
    one(
        &[(
            "Aucun fauteuil -> fin",
            "Aucun fauteuil [${libre} = 'non'] -> fin",
        )],
        "decision-default",
        "rien ne dit où aller",
    );
}

#[test]
fn a_step_that_is_passed_over_does_not_hide_the_next() {
    let step = "| champ | valeur |\n|---|---|\n| ordre | 3 |\n| code | fin_pret |\n| libelle | Ranger |\n| role | directeur |\n| conseil | Bien. |\n\n## parametres";
    let changes = [
        (
            "| visa | directeur |",
            "| condition | ${libre} = 'oui' |\n| decisions | Encore -> demande |",
        ),
        ("## parametres", &format!("### 3\n\n{step}")),
    ];
    assert_eq!(found(&changes), []);
}

#[test]
fn deadlines_have_a_parameter_a_unit_and_a_beginning() {
    let findings = found(&[("| delai | remise_delai |", "| delai | remise_dela |")]);
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["parameter-unknown", "parameter-unused"]);
    assert!(findings[0].write.contains("Écrivez « remise_delai »"));
    one(
        &[("| 3 jours ouvrés |", "| 3 |")],
        "deadline-unit",
        "« 3 » n'a pas d'unité",
    );
    one(
        &[("| depuis | etape demande |", "| depuis | etape demandes |")],
        "step-unknown",
        "Écrivez « demande »",
    );
    one(
        &[(
            "| depuis | etape demande |",
            "| depuis | question retours |",
        )],
        "question-unknown",
        "Écrivez « retour »",
    );
    one(
        &[(
            "| depuis | etape demande |",
            "| depuis | question trajets |",
        )],
        "since-type",
        "ni une date ni une heure",
    );
    assert_eq!(
        found(&[("| depuis | etape demande |", "| depuis | question retour |")]),
        []
    );
    one(
        &[(
            "| visa | directeur |",
            "| retard | 2 jours -> directeur<br>1 jour -> superviseur |",
        )],
        "overdue-order",
        "du plus court",
    );
    let alone = [("| delai | 1 jour |", "| retard | 0 jour -> directeur |")];
    one(&alone, "overdue-alone", "n'a pas de délai");
    one(
        &[(
            "| remise_delai | 3",
            "| autre | 3 jours | Autre | proposition |\n| remise_delai | 3",
        )],
        "parameter-unused",
        "ne sert à rien",
    );
}

#[test]
fn roles_exist_and_visas_can_be_given() {
    one(
        &[("| role | travailleur_social |", "| role | travailleur |")],
        "role-unknown",
        "Sont connus : travailleur_social, directeur",
    );
    one(
        &[(
            "| visa | directeur |",
            "| visa | directeur + superviseurs |",
        )],
        "role-unknown",
        "Écrivez « superviseur »",
    );
    one(
        &[("| visa | directeur |", "| visa | juge |")],
        "visa-external",
        "n'a pas de compte",
    );
    one(
        &[("| visa | directeur |", "| retard | 1 jour -> juge |")],
        "overdue-external",
        "n'a pas de compte",
    );
    let director = (
        "| role | travailleur_social |\n| groupe | remise |",
        "| role | directeur |\n| groupe | remise |",
    );
    one(&[director], "visa-nobody", "celui qui fait l'étape");
    one(
        &[
            director,
            ("| visa | directeur |", "| visa | directeur + superviseur |"),
        ],
        "visa-nobody",
        "celui qui fait l'étape",
    );
    assert_eq!(
        found(&[
            director,
            (
                "| visa | directeur |",
                "| visa | directeur ou superviseur |"
            )
        ]),
        []
    );
}

#[test]
fn conditions_name_what_exists_and_are_true_or_false() {
    let condition = |condition: &str| format!("| condition | {condition} |\n| visa | directeur |");
    for (written, code, words) in [
        ("${libres} = 'oui'", "condition", "libres"),
        ("${libre}", "condition-type", "ni vrai ni faux"),
        ("fait('demand')", "condition", "fait('demande')"),
        ("fait(${libre})", "condition", "un seul nom"),
        ("parametre('x') = 1", "condition", "paramètre inconnu"),
        ("envoyer('x')", "condition", "n'est pas connue"),
        (
            "${retour} > today()",
            "condition-itself",
            "n'est posée qu'à cette étape",
        ),
        (
            "not(fait('remise'))",
            "condition-itself",
            "attend d'être faite",
        ),
        ("1 div 0 > 2", "division-by-zero", "divise par zéro"),
    ] {
        one(
            &[("| visa | directeur |", &condition(written))],
            code,
            words,
        );
    }
    assert_eq!(
        found(&[(
            "| visa | directeur |",
            &condition("${libre} = 'oui' and a_temps('demande')")
        )]),
        []
    );
}

#[test]
fn a_removed_question_is_missed_wherever_it_was_asked() {
    one(
        &[(
            "| select_one oui_non | libre | Un fauteuil est-il libre ? | yes | | | |\n",
            "",
        )],
        "condition",
        "libre",
    );
}

#[test]
fn the_form_and_the_steps_fit() {
    one(
        &[
            ("| groupe | remise |", "| groupe | remises |"),
            ("begin_group | remise |", "begin_group | remises |"),
            ("| groupe | demande |\n", ""),
        ],
        "group-unused",
        "n'est d'aucune étape",
    );
    let findings = found(&[("| groupe | remise |", "| groupe | demande |")]);
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["group-again", "group-unused"]);
    let findings = found(&[("| groupe | remise |", "| groupe | remize |")]);
    assert_eq!(findings[0].code, "group-unknown");
    assert!(findings[0].write.contains("Écrivez « remise »"));
    one(
        &[(
            "| begin_group | demande |",
            "| text | seul | Seul ? | | | | |\n| begin_group | demande |",
        )],
        "question-loose",
        "aucune étape ne la pose",
    );
    one(
        &[("| . > today() |", "| . > 1 mod 0 |")],
        "division-by-zero",
        "divise par zéro",
    );
}

#[test]
fn a_sealed_procedure_writes_no_name_in_a_register() {
    let register = "## registres\n\n| code | libelle | etape | colonnes |\n|---|---|---|---|\n| prets | Prêts | remise | N° = numero<br>Qui = personne |\n\n## survey";
    let open = [("## survey", register)];
    assert_eq!(found(&open), []);
    let sealed = [
        ("## survey", register),
        (
            "| confidentialite | ordinaire |",
            "| confidentialite | scellee |",
        ),
    ];
    one(&sealed, "register-sealed", "ne met pas le nom");
}

#[test]
fn a_question_is_read_aloud_too() {
    let long = format!("| {}mot ? |", "mot ".repeat(30));
    one(
        &[("| Pour quels trajets ? |", &long)],
        "sentence-long",
        "31 mots",
    );
}

#[test]
fn a_sentence_too_long_to_be_read_aloud_is_counted() {
    let long = format!("| conseil | {}mot. |", "mot ".repeat(30));
    one(
        &[(
            "| conseil | Faites essayer le fauteuil avant la signature. |",
            &long,
        )],
        "sentence-long",
        "31 mots",
    );
    let parted = format!(
        "| conseil | {}mot. {}mot. |",
        "mot ".repeat(29),
        "mot ".repeat(29)
    );
    assert_eq!(
        found(&[(
            "| conseil | Faites essayer le fauteuil avant la signature. |",
            &parted
        )]),
        []
    );
}
