//! Every kind of change, in its sentence.

use super::*;
use crate::check::{Library, library};
use crate::sheet::{Book, markdown};

const EXAMPLE: &str = include_str!("../../tests/P99-fauteuil.md");

fn read(text: &str) -> Procedure {
    Procedure::read(&markdown::read("P99.md", text).unwrap()).unwrap()
}

/// What is said of the example after some changes.
fn said(changes: &[(&str, &str)]) -> Vec<String> {
    let mut text = EXAMPLE.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    let changes = procedures(&read(EXAMPLE), &read(&text));
    changes.into_iter().map(|change| change.said).collect()
}

#[test]
fn the_same_procedure_carried_otherwise_has_not_changed() {
    let same = EXAMPLE.replace("### 1 Recevoir la demande", "### Un");
    assert_eq!(procedures(&read(EXAMPLE), &read(&same)), []);
}

#[test]
fn each_change_is_one_sentence() {
    let cases: &[(&str, &str, &str)] = &[
        (
            "| titre | Prêt d'un fauteuil roulant |",
            "| titre | Prêt |",
            "Le titre devient « Prêt » ; c'était « Prêt d'un fauteuil roulant ».",
        ),
        (
            "| confidentialite | ordinaire |",
            "| confidentialite | restreinte |",
            "La confidentialité est renforcée : de « ordinaire » à « restreinte ».",
        ),
        (
            "| libelle | Recevoir la demande |",
            "| libelle | Recevoir |",
            "L'étape « Recevoir la demande » s'appelle maintenant « Recevoir ».",
        ),
        (
            "| role | travailleur_social |",
            "| role | accueil |",
            "Étape « Recevoir la demande » : elle revient à accueil ; c'était travailleur_social.",
        ),
        (
            "| delai | 1 jour |",
            "| delai | 4 heures |",
            "Étape « Recevoir la demande » : le délai est raccourci de 1 jour à 4 heures.",
        ),
        (
            "| delai | 1 jour |",
            "| delai | 2 semaines |",
            "Étape « Recevoir la demande » : le délai est allongé de 1 jour à 2 semaines.",
        ),
        (
            "| delai | 1 jour |\n",
            "",
            "Étape « Recevoir la demande » : le délai de 1 jour est enlevé.",
        ),
        (
            "| delai | 1 jour |",
            "| delai | [${libre} = 'oui'] 1 jour<br>2 jours |",
            "Étape « Recevoir la demande » : le délai devient 1 jour si ${libre} = 'oui', sinon 2 jours ; c'était 1 jour.",
        ),
        (
            "| depuis | etape demande |",
            "| depuis | ouverture_dossier |",
            "Étape « Remettre le fauteuil contre décharge » : le délai compte depuis l'ouverture du dossier ; c'était depuis l'étape demande.",
        ),
        (
            "| 3 jours ouvrés |",
            "| 1 jour |",
            "Paramètre « Délai de remise » : le délai est raccourci de 3 jours ouvrés à 1 jour.",
        ),
        (
            "| delai | 1 jour |",
            "| delai | 1 jour |\n| condition | ${libre} != '' |",
            "Étape « Recevoir la demande » : elle ne s'ouvre plus que si ${libre} != ''.",
        ),
        (
            "[${libre} = 'oui'] -> remise",
            "[${libre} != 'non'] -> remise",
            "Étape « Recevoir la demande » : la décision « Un fauteuil est libre » se prend si ${libre} != 'non' ; c'était si ${libre} = 'oui'.",
        ),
        (
            "Aucun fauteuil -> fin",
            "Aucun fauteuil -> demande",
            "Étape « Recevoir la demande » : la décision « Aucun fauteuil » mène à demande ; c'était à la fin.",
        ),
        (
            "Aucun fauteuil -> fin",
            "Aucun fauteuil -> fin<br>Refus -> fin",
            "Étape « Recevoir la demande » : une décision est ajoutée, « Refus », qui mène à la fin.",
        ),
        (
            "| visa | directeur |",
            "| visa | directeur + superviseur |",
            "Étape « Remettre le fauteuil contre décharge » : le visa devient « directeur et superviseur » ; c'était « directeur ».",
        ),
        (
            "| visa | directeur |\n",
            "",
            "Étape « Remettre le fauteuil contre décharge » : le visa est enlevé ; c'était « directeur ».",
        ),
        (
            "| visa | directeur |",
            "| visa | directeur |\n| retard | 1 jour -> directeur |",
            "Étape « Remettre le fauteuil contre décharge » : qui est prévenu d'un retard est ajouté, « 1 jour après, directeur ».",
        ),
        (
            "Demandez d'abord pour qui",
            "Demandez pour qui",
            "Étape « Recevoir la demande » : le conseil devient « Demandez pour qui et pour quels trajets. » ; c'était « Demandez d'abord pour qui et pour quels trajets. ».",
        ),
        (
            "decharge : Décharge signée",
            "decharge : Décharge signée<br>photo : Photo",
            "Étape « Remettre le fauteuil contre décharge » : un document à produire s'ajoute, « Photo ».",
        ),
        (
            "| date | retour | Retour prévu le |",
            "| date | retour | Retour le |",
            "Question « Retour le » : la question devient « Retour le » ; c'était « Retour prévu le ».",
        ),
        (
            "| text | trajets | Pour quels trajets ? | yes |",
            "| text | trajets | Pour quels trajets ? | |",
            "Question « Pour quels trajets ? » : l'obligation de répondre s'enlève ; c'était « yes ».",
        ),
        (
            "| text | trajets |",
            "| integer | taille | Taille | | | | |\n| text | trajets |",
            "La question « Taille » est ajoutée.",
        ),
        (
            "| text | trajets | Pour quels trajets ? | yes | | | |\n",
            "",
            "La question « Pour quels trajets ? » est enlevée.",
        ),
        (
            "| oui_non | non | Non |",
            "| oui_non | non | Pas encore |",
            "Le choix « Non » de la liste oui_non devient « Pas encore ».",
        ),
        (
            "| oui_non | non | Non |",
            "| oui_non | non | Non |\n| oui_non | nsp | Ne sait pas |",
            "Un choix s'ajoute à la liste oui_non : « Ne sait pas ».",
        ),
    ];
    for (from, to, expected) in cases {
        assert_eq!(said(&[(from, to)]), [*expected], "{to}");
    }
}

const STEPS: &str = "| champ | valeur |
|---|---|
| ordre | 3 |
| code | retour |
| libelle | Reprendre le fauteuil |
| role | travailleur_social |
| conseil | Vérifiez les freins. |

## parametres";

#[test]
fn steps_that_come_go_move_and_change_code_are_told_apart() {
    let added = [("## parametres", &*format!("### 3\n\n{STEPS}"))];
    assert_eq!(
        said(&added),
        ["Une étape est ajoutée en 3e place : « Reprendre le fauteuil », par travailleur_social."]
    );
    let three = EXAMPLE.replacen("## parametres", &format!("### 3\n\n{STEPS}"), 1);
    let without = procedures(&read(&three), &read(EXAMPLE));
    assert_eq!(
        without[0].said,
        "L'étape 3 « Reprendre le fauteuil » est enlevée."
    );
    let moved = three
        .replace("| ordre | 3 |", "| ordre | 0 |")
        .replace("| ordre | 1 |", "| ordre | 2 |")
        .replacen(
            "| ordre | 2 |\n| code | remise |",
            "| ordre | 3 |\n| code | remise |",
            1,
        )
        .replace("| ordre | 0 |", "| ordre | 1 |");
    let changes = procedures(&read(&three), &read(&moved));
    let said: Vec<&str> = changes.iter().map(|change| change.said.as_str()).collect();
    assert_eq!(
        said,
        ["L'étape « Reprendre le fauteuil » passe de la 3e à la 1re place."]
    );
    let code = three.replace("| code | retour |", "| code | reprise |");
    let changes = procedures(&read(&three), &read(&code));
    assert_eq!(changes.len(), 1);
    assert_eq!(
        changes[0].said,
        "L'étape « Reprendre le fauteuil » change de code : retour devient reprise."
    );
}

fn manual_of(files: &[(&str, &str)]) -> Library {
    let books: Vec<Book> = files
        .iter()
        .map(|(name, text)| markdown::read(name, text).unwrap())
        .collect();
    library(&books)
}

#[test]
fn two_manuals_are_compared_procedure_by_procedure() {
    const MANUAL: &str = "# M\n\n## manuel\n\n### M\n\n| champ | valeur |\n|---|---|\n| titre | M |\n| version | 1 |\n| statut | proposition |\n\n## roles\n\n| code | libelle | fonction | description |\n|---|---|---|---|\n| travailleur_social | TS | travailleur_social | Suit. |\n| directeur | D | directeur | Répond. |\n\n## feries\n\n| date | libelle | source |\n|---|---|---|\n| 2026-05-01 | Fête du travail | décret |\n";
    let before = manual_of(&[("manuel.md", MANUAL), ("P99-a.md", EXAMPLE)]);
    let after = manual_of(&[
        ("manuel.md", &MANUAL.replace("2026-05-01", "2027-05-01")),
        (
            "P99-a.md",
            &EXAMPLE
                .replace("| version | 1 |", "| version | 2 |")
                .replace("| delai | 1 jour |", "| delai | 2 jours |"),
        ),
        ("P98-b.md", &EXAMPLE.replace("P99", "P98")),
    ]);
    let all = manuals(&before, &after);
    let whole: Vec<&str> = all[0].1.iter().map(|change| change.said.as_str()).collect();
    assert_eq!(
        whole,
        [
            "Le 2026-05-01 n'est plus férié (Fête du travail).",
            "Le 2027-05-01 devient férié (Fête du travail).",
            "La procédure P98 « Prêt d'un fauteuil roulant » est ajoutée.",
        ]
    );
    assert_eq!(all[1].0, "P99 Prêt d'un fauteuil roulant, version 1 → 2");
    assert_eq!(all[1].1.len(), 1);
    assert_eq!(manuals(&before, &before), []);
}
