//! What a layer changes, and what it may not.

use super::*;
use crate::diff::procedures;
use crate::sheet::markdown;

const EXAMPLE: &str = include_str!("../../tests/P99-fauteuil.md");

fn national() -> Procedure {
    let text = EXAMPLE.replace(
        "| visa | directeur |",
        "| retard | 0 jour -> travailleur_social<br>2 jours -> directeur |\n| visa | directeur |",
    );
    Procedure::read(&markdown::read("P99.md", &text).unwrap()).unwrap()
}

fn layer(sheets: &str) -> Result<Adaptation, Vec<Finding>> {
    let text = format!(
        "# Adaptation\n\n## adaptation\n\n| procedure | version_de_base | version | centre | motif | auteur |\n|---|---|---|---|---|---|\n| P99 | 1 | 3 | Centre de Zokora | Le fleuve coupe la route en saison des pluies. | La directrice |\n\n{sheets}"
    );
    Adaptation::read(&markdown::read("P99-zokora.md", &text).unwrap())
}

fn adapted(sheets: &str) -> Result<Procedure, Vec<Finding>> {
    national().adapted(&layer(sheets).unwrap())
}

fn refused(sheets: &str) -> Vec<(&'static str, String)> {
    let findings = adapted(sheets).unwrap_err();
    assert!(
        findings
            .iter()
            .all(|finding| !finding.write.is_empty() && finding.file == "P99-zokora.md")
    );
    findings
        .iter()
        .map(|finding| (finding.code, finding.to_string()))
        .collect()
}

const STEP: &str = "## etapes\n\n### remise\n\n| champ | valeur |\n|---|---|\n| code | remise |\n";

#[test]
fn a_layer_changes_what_it_may_and_is_seen() {
    let layer = format!(
        "## parametres\n\n| nom | valeur | source |\n|---|---|---|\n| remise_delai | 2 jours ouvrés | décision du centre |\n\n\
         {STEP}| conseil | Prévoyez la pirogue. |\n| produire | decharge : Décharge signée<br>photo : Photo du fauteuil |\n| retard | 0 jour -> travailleur_social<br>1 jour -> directeur |\n\n\
         ## registres\n\n| code | libelle | etape | colonnes |\n|---|---|---|---|\n| pirogue | Passages | remise | N° = numero<br>Rive = ${{rive}} |\n\n\
         ## survey\n\n| type | name | label |\n|---|---|---|\n| begin_group | remise | |\n| select_one rives | rive | Quelle rive ? |\n| end_group | | |\n\n\
         ## choices\n\n| list_name | name | label |\n|---|---|---|\n| rives | nord | Nord |\n| rives | sud | Sud |\n"
    );
    let (before, after) = (national(), adapted(&layer).unwrap());
    let said: Vec<String> = procedures(&before, &after)
        .into_iter()
        .map(|change| change.said)
        .collect();
    assert_eq!(
        said,
        [
            "Étape « Remettre le fauteuil contre décharge » : le conseil devient « Prévoyez la pirogue. » ; c'était « Faites essayer le fauteuil avant la signature. ».",
            "Étape « Remettre le fauteuil contre décharge » : un document à produire s'ajoute, « Photo du fauteuil ».",
            "Étape « Remettre le fauteuil contre décharge » : qui est prévenu d'un retard devient « 0 jour après, travailleur_social ; 1 jour après, directeur » ; c'était « 0 jour après, travailleur_social ; 2 jours après, directeur ».",
            "Paramètre « Délai de remise » : le délai est raccourci de 3 jours ouvrés à 2 jours ouvrés.",
            "Paramètre « Délai de remise » : sa source devient « décision du centre » ; c'était « proposition ».",
            "Un registre est ajouté, « Passages », rempli à l'étape remise.",
            "La question « Quelle rive ? » est ajoutée.",
            "Un choix s'ajoute à la liste rives : « Nord ».",
            "Un choix s'ajoute à la liste rives : « Sud ».",
        ]
    );
    assert_eq!(after.version, 1);
    assert_eq!(after.layers.len(), 1);
    assert_eq!(
        (after.layers[0].version, after.layers[0].centre.as_str()),
        (3, "Centre de Zokora")
    );
    let question = after
        .book
        .rows("survey")
        .iter()
        .position(|row| row.cell("name") == "rive");
    let last = after.book.rows("survey").len() - 2;
    assert_eq!(question, Some(last), "at the end of its group");
}

#[test]
fn a_layer_weakens_nothing() {
    for (cell, code, words) in [
        (
            "| visa | superviseur |",
            "adaptation-forbidden",
            "ne change pas « visa »",
        ),
        (
            "| delai | 30 jours |",
            "adaptation-forbidden",
            "ne change pas « delai »",
        ),
        (
            "| role | stagiaire |",
            "adaptation-forbidden",
            "ne change pas « role »",
        ),
        (
            "| condition | 1 = 2 |",
            "adaptation-forbidden",
            "ne change pas « condition »",
        ),
        (
            "| retard | 5 jours -> directeur |",
            "adaptation-weaker",
            "prévient travailleur_social 0 jour après",
        ),
        (
            "| retard | 0 jour -> travailleur_social<br>3 jours -> directeur |",
            "adaptation-weaker",
            "prévient directeur 2 jours après",
        ),
        (
            "| produire | photo : Photo |",
            "adaptation-weaker",
            "« Décharge signée » du texte national manque",
        ),
        (
            "| produire | photo |",
            "document",
            "ne nomme pas un document",
        ),
    ] {
        let found = refused(&format!("{STEP}{cell}\n"));
        assert_eq!(found[0].0, code, "{found:?}");
        assert!(found[0].1.contains(words), "{found:?}");
    }
    let same = adapted(&format!(
        "{STEP}| visa | directeur |\n| conseil | Autre conseil. |\n"
    ));
    assert!(same.is_ok(), "a cell copied as it is changes nothing");
}

#[test]
fn a_layer_never_lengthens_a_national_deadline() {
    let with = |delay: &str| {
        adapted(&format!(
            "## parametres\n\n| nom | valeur |\n|---|---|\n| remise_delai | {delay} |\n"
        ))
    };
    for longer in [
        "4 jours ouvrés",
        "10 jours ouvrés",
        "4 jours",
        "1 mois",
        "73 heures",
    ] {
        let findings = with(longer).unwrap_err();
        assert_eq!(findings[0].code, "adaptation-weaker", "{longer}");
        assert_eq!(findings[0].column, "valeur");
    }
    for shorter in ["3 jours ouvrés", "2 jours ouvrés", "3 jours", "24 heures"] {
        assert!(with(shorter).is_ok(), "{shorter}");
    }
}

#[test]
fn a_layer_finds_what_it_changes_or_says_so() {
    let cases = [
        (
            "## etapes\n\n### x\n\n| champ | valeur |\n|---|---|\n| code | rendu |\n| conseil | Bien. |\n",
            "adaptation-unknown",
        ),
        (
            "## parametres\n\n| nom | valeur |\n|---|---|\n| autre | 3 jours |\n",
            "adaptation-unknown",
        ),
        (
            "## survey\n\n| type | name | label |\n|---|---|---|\n| begin_group | autre | |\n| text | a | A |\n| end_group | | |\n",
            "adaptation-unknown",
        ),
        (
            "## survey\n\n| type | name | label |\n|---|---|---|\n| text | a | A |\n",
            "adaptation-loose",
        ),
        (
            "## survey\n\n| type | name | label |\n|---|---|---|\n| begin_group | remise | |\n| text | retour | A |\n| end_group | | |\n",
            "adaptation-forbidden",
        ),
        (
            "## choices\n\n| list_name | name | label |\n|---|---|---|\n| oui_non | nsp | Ne sait pas |\n",
            "adaptation-forbidden",
        ),
    ];
    for (sheets, code) in cases {
        assert_eq!(refused(sheets)[0].0, code, "{sheets}");
    }
}

#[test]
fn a_layer_that_breaks_the_procedure_is_refused() {
    let broken = adapted("## parametres\n\n| nom | valeur |\n|---|---|\n| remise_delai | dix |\n");
    assert_eq!(broken.unwrap_err()[0].code, "deadline-unit");
}

#[test]
fn a_layer_holds_for_one_version_and_says_why() {
    let mut newer = national();
    newer.version = 2;
    let findings = newer.adapted(&layer("").unwrap()).unwrap_err();
    assert_eq!(findings[0].code, "adaptation-version");
    let text = "# A\n\n## adaptation\n\n| procedure | version_de_base | version | centre | auteur |\n|---|---|---|---|---|\n| P99 | 1 | 1 | Zokora | La directrice |\n";
    let findings = Adaptation::read(&markdown::read("a.md", text).unwrap()).unwrap_err();
    assert_eq!(
        (findings[0].code, findings[0].column.as_str()),
        ("cell-missing", "motif")
    );
}
