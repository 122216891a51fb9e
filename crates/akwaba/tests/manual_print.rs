//! `akwaba manual print`, as an official runs it.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests, which fail by panicking"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn manual() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../manuel")
}

fn print(to: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_akwaba"))
        .args(["manual", "print", "--json"])
        .arg(manual())
        .arg("--to")
        .arg(to)
        .args(more)
        .env("LANG", "fr_CI.UTF-8")
        .output()
        .unwrap()
}

#[test]
fn a_procedure_is_printed_as_a_page_and_as_pdf_and_never_over_another_file_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("imprimés");
    let done = print(&to, &["--only", "p07"]);
    assert!(done.status.success(), "{done:?}");
    let page = fs::read_to_string(to.join("P07.html")).unwrap();
    assert!(page.contains("<svg") && page.contains("P07"));
    let bytes = fs::read(to.join("P07.pdf")).unwrap();
    assert!(bytes.starts_with(b"%PDF-"));

    fs::write(to.join("P07.html"), "annoté").unwrap();
    let again = print(&to, &["--only", "P07"]);
    assert!(!again.status.success());
    let said = String::from_utf8_lossy(&again.stderr).into_owned();
    assert!(said.contains("--replace"), "{said}");
    assert_eq!(fs::read_to_string(to.join("P07.html")).unwrap(), "annoté");

    let replaced = print(&to, &["--only", "P07", "--replace", "--format", "html"]);
    assert!(replaced.status.success(), "{replaced:?}");
    assert_eq!(fs::read_to_string(to.join("P07.html")).unwrap(), page);
    // The same manual gives the same bytes.
    let other = folder.path().join("autre");
    assert!(print(&other, &["--only", "P07"]).status.success());
    assert_eq!(fs::read(other.join("P07.pdf")).unwrap(), bytes);
}

#[test]
fn a_manual_with_an_error_is_not_handed_out() {
    let folder = tempfile::tempdir().unwrap();
    let broken = folder.path().join("manuel");
    fs::create_dir(&broken).unwrap();
    for name in ["manuel.md", "P01-accueil.md"] {
        let text = fs::read_to_string(manual().join(name)).unwrap();
        let text = text.replace("| role | accueil |", "| role | personne_inconnue |");
        fs::write(broken.join(name), text).unwrap();
    }
    let to = folder.path().join("imprimés");
    let refused = Command::new(env!("CARGO_BIN_EXE_akwaba"))
        .args(["manual", "print", "--json"])
        .arg(&broken)
        .arg("--to")
        .arg(&to)
        .output()
        .unwrap();
    assert_eq!(refused.status.code(), Some(3), "{refused:?}");
    let told: serde_json::Value = serde_json::from_slice(&refused.stdout).unwrap();
    assert!(told["findings"][0]["write"].is_string());
    assert!(!to.exists());
}

#[test]
fn a_code_that_the_manual_does_not_have_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let refused = print(folder.path(), &["--only", "P77"]);
    assert!(!refused.status.success());
    assert!(!refused.stderr.is_empty());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}
