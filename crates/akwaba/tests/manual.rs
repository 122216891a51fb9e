//! `akwaba manual` as those who write the manual run it.

#![expect(
    clippy::unwrap_used,
    reason = "a test may stop at what it did not expect"
)]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const MANUAL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../manuel");
const EXAMPLE: &str = include_str!("../../procedures/tests/P99-fauteuil.md");

fn akwaba(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_akwaba"))
        .args(args)
        .env_remove("AKWABA_LANG")
        .env("LC_ALL", "fr_CI.UTF-8")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

fn written(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path.to_string_lossy().into_owned()
}

/// A folder with the manual's own file and the example of the format.
fn small_manual(example: &str) -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    let manual = fs::read_to_string(Path::new(MANUAL).join("manuel.md")).unwrap();
    written(place.path(), "manuel.md", &manual);
    written(place.path(), "P99-fauteuil.md", example);
    place
}

#[test]
fn the_manual_of_this_repository_has_no_error() {
    let output = akwaba(&["manual", "check", MANUAL, "--json"]);
    assert_eq!(output.status.code(), Some(0), "{}", out(&output));
    assert_eq!(json(&output)["errors"], 0);
}

#[test]
fn an_error_is_said_by_file_sheet_line_and_column_with_what_to_write() {
    let place = small_manual(&EXAMPLE.replace("| delai | 1 jour |", "| delai | 3 |"));
    let folder = place.path().to_string_lossy();
    let output = akwaba(&["manual", "check", &folder]);
    assert_eq!(output.status.code(), Some(3));
    let said = out(&output);
    assert!(
        said.contains("Erreur · P99-fauteuil.md, feuille etapes, ligne 31, colonne delai : Le délai « 3 » n'a pas d'unité. Écrivez « 3 jours »"),
        "{said}"
    );
    assert!(
        said.ends_with("0 procédure sans erreur, 1 erreur, 0 chose à voir.\n"),
        "{said}"
    );
    let found = json(&akwaba(&["manual", "check", &folder, "--json"]))["findings"][0].clone();
    assert_eq!(found["code"], "deadline-unit");
    assert_eq!(
        (found["row"].clone(), found["column"].clone()),
        (31.into(), "delai".into())
    );
    let english = akwaba(&["manual", "check", &folder, "--lang", "en"]);
    assert!(out(&english).ends_with("0 procedure without error, 1 error, 0 thing to look at.\n"));
}

#[test]
fn one_file_is_checked_with_the_roles_of_the_manual_beside_it() {
    let place = small_manual(&EXAMPLE.replace("| visa | directeur |", "| visa | directuer |"));
    let file = place.path().join("P99-fauteuil.md");
    let output = akwaba(&["manual", "check", &file.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(3));
    assert!(
        out(&output).contains("Écrivez « directeur »"),
        "{}",
        out(&output)
    );
}

#[test]
fn a_workbook_goes_to_a_spreadsheet_and_back_and_never_over_another_file() {
    let place = small_manual(EXAMPLE);
    let file = place.path().join("P99-fauteuil.md");
    let there = akwaba(&["manual", "convert", &file.to_string_lossy()]);
    assert_eq!(there.status.code(), Some(0));
    let sheet = place.path().join("P99-fauteuil.xlsx");
    let back = akwaba(&["manual", "convert", &sheet.to_string_lossy()]);
    assert_eq!(back.status.code(), Some(1), "the first file is still there");
    assert!(String::from_utf8_lossy(&back.stderr).contains("existe déjà"));
    let other = place.path().join("retour.md");
    let back = akwaba(&[
        "manual",
        "convert",
        &sheet.to_string_lossy(),
        "--to",
        &other.to_string_lossy(),
    ]);
    assert_eq!(back.status.code(), Some(0));
    assert_eq!(fs::read_to_string(other).unwrap(), EXAMPLE);
}

#[test]
fn what_is_no_workbook_is_refused_in_words() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().to_string_lossy().into_owned();
    let empty = akwaba(&["manual", "check", &folder]);
    assert_eq!(empty.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&empty.stderr).contains("ne contient pas de manuel"));
    let missing = akwaba(&["manual", "check", &format!("{folder}/rien.md")]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("n'existe pas"));
    let odd = written(place.path(), "lettre.xlsx", "Bonjour");
    let output = akwaba(&["manual", "check", &odd]);
    assert_eq!(output.status.code(), Some(3));
    assert!(
        out(&output).contains("n'est pas un classeur"),
        "{}",
        out(&output)
    );
    let latin = place.path().join("latin.md");
    fs::write(&latin, b"# a\n\n## b\n\xe9").unwrap();
    let output = akwaba(&["manual", "check", &latin.to_string_lossy()]);
    assert!(
        out(&output).contains("ligne 4 : Ce texte n'est pas en UTF-8."),
        "{}",
        out(&output)
    );
    let page = written(place.path(), "page.html", "<html>");
    assert_eq!(akwaba(&["manual", "check", &page]).status.code(), Some(1));
}

#[test]
fn two_versions_are_compared_in_words() {
    let place = small_manual(EXAMPLE);
    let newer = EXAMPLE
        .replace("| version | 1 |", "| version | 2 |")
        .replace("| delai | 1 jour |", "| delai | 4 heures |");
    let newer = written(place.path(), "nouveau.md", &newer);
    let old = place
        .path()
        .join("P99-fauteuil.md")
        .to_string_lossy()
        .into_owned();
    let output = akwaba(&["manual", "diff", &old, &newer]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        out(&output),
        "P99 Prêt d'un fauteuil roulant, version 1 → 2\n  Étape « Recevoir la demande » : le délai est raccourci de 1 jour à 4 heures.\n"
    );
    let change = json(&akwaba(&["manual", "diff", &old, &newer, "--json"]))["changed"][0].clone();
    assert_eq!(change["changes"][0]["code"], "step-deadline");
    assert_eq!(
        out(&akwaba(&["manual", "diff", &old, &old])),
        "Rien n'a changé.\n"
    );
    assert_eq!(
        out(&akwaba(&["manual", "diff", MANUAL, MANUAL])),
        "Rien n'a changé.\n"
    );
    let broken = written(
        place.path(),
        "cassé.md",
        &EXAMPLE.replace("| delai | 1 jour |", "| delai | 3 |"),
    );
    let output = akwaba(&["manual", "diff", &old, &broken]);
    assert_eq!(output.status.code(), Some(3));
    assert!(out(&output).contains("n'a pas d'unité"));
}

/// Plays the file with these lines on the standard input, from the second of March.
fn played(file: &str, lines: &str, more: &[&str]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_akwaba"))
        .args(["manual", "try", file, "--at", "2026-03-02T08:00"])
        .args(more)
        .env("LC_ALL", "fr_CI.UTF-8")
        .env_remove("AKWABA_LANG")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that stops at a refused line reads no further.
    let _ = child.stdin.take().unwrap().write_all(lines.as_bytes());
    child.wait_with_output().unwrap()
}

#[test]
fn a_procedure_is_played_with_a_date_that_moves() {
    let place = small_manual(EXAMPLE);
    let file = place
        .path()
        .join("P99-fauteuil.md")
        .to_string_lossy()
        .into_owned();
    let story =
        "# Une demande, et un retard\ntrajets = La maison\nlibre = oui\nfait\n+2 semaines\n";
    let output = played(&file, story, &[]);
    assert_eq!(output.status.code(), Some(0));
    let said = out(&output);
    assert!(
        said.starts_with("P99 Prêt d'un fauteuil roulant\nlundi 2 mars 2026, 8 h 00\n"),
        "{said}"
    );
    // The third working day after Monday the second.
    assert!(
        said.contains("avant la fin de jeudi 5 mars 2026\n"),
        "{said}"
    );
    assert!(
        said.contains("avant la fin de jeudi 5 mars 2026 — EN RETARD"),
        "{said}"
    );
    let value = json(&played(&file, story, &["--json"]));
    assert_eq!(value["now"], "2026-03-16T08:00:00");
    assert_eq!(value["steps"][1]["state"], "late");
    let wrong = played(&file, "fait remise\n", &[]);
    assert_eq!(wrong.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("Ligne refusée : fait remise"));
}

#[test]
fn a_procedure_with_errors_is_not_played() {
    let place = small_manual(&EXAMPLE.replace("-> remise<br>", "-> remis<br>"));
    let file = place
        .path()
        .join("P99-fauteuil.md")
        .to_string_lossy()
        .into_owned();
    let output = played(&file, "", &[]);
    assert_eq!(output.status.code(), Some(3));
    assert!(out(&output).contains("Écrivez « remise »"));
}

#[test]
fn help_is_in_both_languages() {
    let french = out(&akwaba(&["manual", "--help"]));
    assert!(french.contains("Codes de fin"), "{french}");
    let english = out(&akwaba(&["manual", "--help", "--lang", "en"]));
    assert!(english.contains("Exit codes"), "{english}");
}
