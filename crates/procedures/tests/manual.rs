//! The model manual of this repository, file by file.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests, which fail by panicking"
)]

use akwaba_procedures::check::library;
use akwaba_procedures::sheet::{Book, markdown, xlsx};
use std::fs;
use std::path::Path;

/// Every file of `manuel/`, by name.
fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../manuel");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).unwrap())
        })
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

fn read(name: &str, text: &str) -> Book {
    markdown::read(name, text).unwrap_or_else(|findings| {
        let said: Vec<String> = findings.iter().map(ToString::to_string).collect();
        panic!("{}", said.join("\n"))
    })
}

#[test]
fn every_file_of_the_manual_goes_from_one_carrier_to_the_other_and_loses_nothing() {
    for (name, text) in files() {
        let book = read(&name, &text);
        let written = markdown::write(&book);
        assert_eq!(read(&name, &written), book, "{name}");
        let back = xlsx::read(&name, xlsx::write(&book).unwrap()).unwrap();
        assert_eq!(back, book, "{name}");
        assert_eq!(markdown::write(&back), written, "{name}");
    }
}

#[test]
fn the_example_that_the_format_gives_is_the_one_that_is_tested() {
    let format = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/manual-format.md");
    let text = fs::read_to_string(format).unwrap();
    let example = text.split("````\n").nth(1).unwrap();
    assert_eq!(example, include_str!("P99-fauteuil.md"));
}

#[test]
fn every_file_of_the_manual_passes_the_check() {
    let books: Vec<Book> = files()
        .iter()
        .map(|(name, text)| read(name, text))
        .collect();
    let findings = library(&books).findings;
    // Not even a thing to look at: the model is what others are written after.
    let said: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(said.is_empty(), "{}", said.join("\n"));
}
