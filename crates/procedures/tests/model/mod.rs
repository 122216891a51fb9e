//! The model manual of this repository, its forms filled in by hand.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests, which fail by panicking"
)]

use akwaba_procedures::form::{Answers, Filled, Form, Moment};
use akwaba_procedures::sheet::{Book, markdown};
use jiff::civil::date;
use std::fs;
use std::path::{Path, PathBuf};

/// A Tuesday morning.
pub const MOMENT: Moment<'static> = Moment {
    now: date(2026, 3, 10).at(10, 0, 0, 0),
    seed: 1,
    language: "",
};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../manuel")
}

/// The file names of the procedures of `manuel/`, in order.
pub fn names() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with('P'))
        .collect();
    names.sort();
    names
}

/// The workbook of the file whose name begins so: `P07` is enough.
pub fn read(begins: &str) -> Book {
    let name = names()
        .into_iter()
        .find(|name| name.starts_with(begins))
        .unwrap();
    let text = fs::read_to_string(folder().join(&name)).unwrap();
    markdown::read(&name, &text).unwrap()
}

/// The form of the procedure of that code.
pub fn form(code: &str) -> Form {
    Form::read(&read(code)).unwrap_or_else(|findings| {
        let said: Vec<String> = findings.iter().map(ToString::to_string).collect();
        panic!("{}", said.join("\n"))
    })
}

/// The form with answers; `groupe/lignes[2]/question` adds the second line when it is not there.
pub fn answered<'a>(form: &'a Form, answers: &[(&str, &str)]) -> Filled<'a> {
    let mut filled = Filled::evaluate(form, &Answers::new(), MOMENT);
    for (path, text) in answers {
        answer(&mut filled, path, text);
    }
    filled
}

/// Answers one question.
pub fn answer(filled: &mut Filled<'_>, path: &str, text: &str) {
    while !filled.set(path, text) {
        let (repeat, _) = path.split_once('[').unwrap_or_else(|| panic!("{path}"));
        assert!(filled.add_instance(repeat), "{path}");
    }
}

/// What stands at those places.
pub fn values<const N: usize>(filled: &Filled<'_>, paths: [&str; N]) -> [String; N] {
    paths.map(|path| filled.value(path).to_owned())
}

/// Whether the answer there is refused, or missing.
pub fn refused(filled: &Filled<'_>, path: &str) -> bool {
    filled.problem_at(path).is_some()
}
