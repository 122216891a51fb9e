//! Rules about a file as a text: its head, its length, and paths of one machine.

use super::{Finding, Source};

/// Lines a library file may have.
const LIBRARY_LINES_MAX: usize = 400;
/// Lines a test, a style sheet or a script may have.
const OTHER_LINES_MAX: usize = 700;

pub fn headers(source: &Source) -> Vec<Finding> {
    source
        .rust()
        .filter(|file| !file.text.trim_start().starts_with("//!"))
        .map(|file| {
            Finding::at(
                &file.path,
                1,
                "begin with `//!`: what the module owns and what it never does",
            )
        })
        .collect()
}

pub fn length(source: &Source) -> Vec<Finding> {
    let kinds = ["rs", "css", "js", "mjs", "py", "html", "sh"];
    source
        .files
        .iter()
        .filter(|file| kinds.iter().any(|kind| file.is(kind)))
        .filter_map(|file| {
            let max = if file.is("rs") && !file.is_test() {
                LIBRARY_LINES_MAX
            } else {
                OTHER_LINES_MAX
            };
            let lines = file.text.lines().count();
            (lines > max).then(|| {
                Finding::at(
                    &file.path,
                    lines,
                    format!("{lines} lines: split it, {max} is the most"),
                )
            })
        })
        .collect()
}

/// Beginnings of paths that exist on somebody's machine only.
const MACHINE: &[&str] = &[
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/wo", "rk/"),
    concat!("/tm", "p/"),
    concat!("/Us", "ers/"),
    concat!("C:\\", "Users"),
];

pub fn absolute_paths(source: &Source) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in &source.files {
        for (number, line) in file.lines() {
            if let Some(path) = MACHINE.iter().find(|path| begins_a_path(line, path)) {
                found.push(Finding::at(
                    &file.path,
                    number,
                    format!("`{path}` is of one machine: take the path from an argument"),
                ));
            }
        }
    }
    found
}

/// Whether `path` stands in `line` as the beginning of a path, not inside a longer one or a URL.
fn begins_a_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        !before.is_some_and(|c| c.is_alphanumeric() || "._-~})]>$%*".contains(c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_without_a_header_is_found() {
        let source = Source::of(&[
            ("crates/x/src/bad.rs", "use std::fmt;\n"),
            ("crates/x/src/good.rs", "//! Owns x.\nuse std::fmt;\n"),
        ]);
        let found = headers(&source);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].path, "crates/x/src/bad.rs");
    }

    #[test]
    fn a_library_file_of_401_lines_is_found_and_one_of_400_is_not() {
        let source = Source::of(&[
            ("crates/x/src/a.rs", &"x\n".repeat(401)),
            ("crates/x/src/b.rs", &"x\n".repeat(400)),
        ]);
        let found = length(&source);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].path, "crates/x/src/a.rs");
    }

    #[test]
    fn a_test_or_a_style_sheet_of_701_lines_is_found_and_one_of_700_is_not() {
        let source = Source::of(&[
            ("crates/x/tests/a.rs", &"x\n".repeat(701)),
            ("crates/x/tests/b.rs", &"x\n".repeat(700)),
            ("crates/web/assets/a.css", &"x\n".repeat(701)),
        ]);
        assert_eq!(length(&source).len(), 2);
    }

    #[test]
    fn a_path_of_one_machine_is_found_and_an_address_of_a_page_is_not() {
        let bad = format!("let p = \"{}x\";", MACHINE[0]);
        let good = format!(
            "see https://example.test{}x and target{}x",
            MACHINE[0], MACHINE[3]
        );
        let source = Source::of(&[("a.rs", &bad), ("b.md", &good)]);
        let found = absolute_paths(&source);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].path, "a.rs");
    }
}
