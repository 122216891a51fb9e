//! What two files of one manual may not share.

use super::tests::{EXAMPLE, MANUAL, book, manual};
use super::*;

fn library_codes(files: &[(&str, &str)]) -> Vec<&'static str> {
    let books: Vec<Book> = files.iter().map(|(name, text)| book(name, text)).collect();
    library(&books)
        .findings
        .iter()
        .map(|finding| finding.code)
        .collect()
}

#[test]
fn two_files_share_neither_code_nor_number() {
    let manual = ("manuel.md", MANUAL);
    let example = ("P99-fauteuil.md", EXAMPLE);
    assert_eq!(library_codes(&[manual, example]), [""; 0]);
    let other = EXAMPLE.replace(
        "| titre | Prêt d'un fauteuil roulant |",
        "| titre | Autre |",
    );
    assert_eq!(
        library_codes(&[manual, example, ("P99-b.md", &other)]),
        ["procedure-again"]
    );
    let newer = EXAMPLE.replace("| version | 1 |", "| version | 2 |");
    assert_eq!(
        library_codes(&[manual, example, ("P99-b.md", &newer)]),
        ["procedure-again"]
    );
    assert_eq!(library_codes(&[manual, manual, example]), ["manual-again"]);
    assert_eq!(library_codes(&[example]), ["manual-missing"]);
    assert_eq!(
        library_codes(&[manual, ("P98-x.md", EXAMPLE)]),
        ["file-name"]
    );
    let foreign = "# X\n\n## survey\n\n| type | name |\n|---|---|\n| text | a |\n";
    assert_eq!(
        library_codes(&[manual, ("enquete.md", foreign)]),
        ["not-a-manual"]
    );
}

#[test]
fn a_procedure_with_an_error_is_not_given() {
    let wrong = EXAMPLE.replace("-> remise<br>", "-> remis<br>");
    let books = [book("manuel.md", MANUAL), book("P99.md", &wrong)];
    let library = library(&books);
    assert!(library.failed() && library.procedures.is_empty());
    assert_eq!(library.manual, Some(manual()));
}

#[test]
fn a_layer_is_checked_with_the_manual_that_it_adapts() {
    let layer = |procedure: &str| {
        format!(
            "# A\n\n## adaptation\n\n| procedure | version_de_base | version | centre | motif | auteur |\n|---|---|---|---|---|---|\n| {procedure} | 1 | 1 | Zokora | Loin. | Direction |\n"
        )
    };
    let files = [("manuel.md", MANUAL), ("P99.md", EXAMPLE)];
    let with = |layer: &str| library_codes(&[files[0], files[1], ("zokora.md", layer)]);
    assert_eq!(with(&layer("P99")), [""; 0]);
    assert_eq!(with(&layer("P98")), ["adaptation-other"]);
    let twice = [
        files[0],
        files[1],
        ("a.md", &*layer("P99")),
        ("b.md", &*layer("P99")),
    ];
    assert_eq!(library_codes(&twice), ["adaptation-again"]);
}

#[test]
fn a_text_that_sends_to_a_procedure_which_is_not_there_is_seen() {
    let sent = EXAMPLE.replace(
        "Aucun fauteuil -> fin",
        "Aucun fauteuil : procédure P07 -> fin",
    );
    assert_eq!(
        library_codes(&[("manuel.md", MANUAL), ("P99.md", &sent)]),
        ["procedure-unknown"]
    );
    let other = EXAMPLE.replace("P99", "P07");
    let files = [
        ("manuel.md", MANUAL),
        ("P99.md", sent.as_str()),
        ("P07.md", other.as_str()),
    ];
    assert_eq!(library_codes(&files), [""; 0]);
}
