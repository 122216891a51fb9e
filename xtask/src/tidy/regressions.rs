//! The rules on what went wrong elsewhere: every defect and every threat has its line in the documents, every test that a line
//! names exists, and nothing switches a check off in some builds.

use super::{Finding, Source};

/// A document with one line for each number, its letter, and how many there are.
const LISTS: &[(&str, char, usize)] = &[
    ("docs/regressions.md", 'R', 62),
    ("docs/threats-tests.md", 'T', 38),
];
/// What a line says where it names no test.
const REASONS: &[&str] = &["Cannot apply:", "Waits for:"];

pub fn named_tests(source: &Source) -> Vec<Finding> {
    let mut found = Vec::new();
    for (path, letter, count) in LISTS {
        let Some(list) = source.files.iter().find(|file| file.path == *path) else {
            found.push(Finding::at(path, 0, "the list is missing"));
            continue;
        };
        let mut next = 1;
        for (number, line) in list.lines() {
            let Some(row) = line
                .strip_prefix("| ")
                .filter(|row| is_numbered(row, *letter))
            else {
                continue;
            };
            if !row.starts_with(&format!("{letter}{next:02} ")) {
                found.push(Finding::at(
                    path,
                    number,
                    format!("{letter}{next:02} comes here"),
                ));
            }
            next += 1;
            let tests = quoted(row);
            if tests.is_empty() && !REASONS.iter().any(|reason| row.contains(reason)) {
                let what = "name its test, or write `Cannot apply:` or `Waits for:` and why";
                found.push(Finding::at(path, number, what));
            }
            for test in tests {
                if !exists(source, test) {
                    found.push(Finding::at(
                        path,
                        number,
                        format!("there is no test `{test}`"),
                    ));
                }
            }
        }
        if next <= *count {
            found.push(Finding::at(
                path,
                0,
                format!("{letter}{next:02} is missing"),
            ));
        }
    }
    found
}

fn is_numbered(row: &str, letter: char) -> bool {
    let digits = row.strip_prefix(letter).unwrap_or_default();
    digits.len() > 2 && digits.chars().take(2).all(|c| c.is_ascii_digit())
}

/// What stands between backticks and names a test: a path with `::`.
fn quoted(row: &str) -> Vec<&str> {
    let parts = row.split('`').skip(1).step_by(2);
    parts.filter(|part| part.contains("::")).collect()
}

/// Whether a test is in the source: `crate::module::name`, or `e2e::file::title of the test`.
fn exists(source: &Source, test: &str) -> bool {
    let parts: Vec<&str> = test.split("::").collect();
    let [home, modules @ .., name] = parts.as_slice() else {
        return false;
    };
    if *home == "e2e" {
        let path = format!("e2e/tests/{}.test.mjs", modules.join("/"));
        let file = source.files.iter().find(|file| file.path == path);
        return file.is_some_and(|file| file.text.contains(&format!("test('{name}'")));
    }
    if *home == "tools" {
        let python = source.files.iter().filter(|file| file.is("py"));
        return python
            .into_iter()
            .any(|file| file.text.contains(&format!("def {name}(")));
    }
    let folder = match *home {
        "xtask" | "bench" => format!("{home}/"),
        _ => format!("crates/{home}/"),
    };
    let named = format!("fn {name}(");
    source.rust().any(|file| {
        let path = file.path.strip_prefix(&folder);
        path.is_some_and(|path| modules.iter().all(|module| is_on(path, module)))
            && file.text.contains(&named)
    })
}

/// Whether a path goes through a module, which may stand in a file of its own beside its tests.
fn is_on(path: &str, module: &str) -> bool {
    let stem = path.trim_end_matches(".rs");
    *module == *"tests"
        || stem
            .split('/')
            .any(|part| part == module || part.strip_suffix("_tests") == Some(module))
}

/// What would let a check be left out of some builds: a flag for tests finds its way into a release.
const SWITCHES: &[&str] = &[
    concat!("debug_", "assertions"),
    concat!("skip_", "auth"),
    concat!("disable_", "auth"),
    concat!("bypass_", "policy"),
];

pub fn no_switch(source: &Source) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in source
        .rust()
        .filter(|file| file.path.starts_with("crates/"))
    {
        for (number, line) in file.lines() {
            let code = line.trim_start();
            if !code.starts_with("//") && SWITCHES.iter().any(|switch| code.contains(switch)) {
                let what = "a check is made in every build: pass what differs as an argument";
                found.push(Finding::at(&file.path, number, what));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(letter: char, count: usize, last: &str) -> String {
        let rows = (1..count).map(|at| format!("| {letter}{at:02} | x | Cannot apply: no x. |\n"));
        rows.collect::<String>() + &format!("| {letter}{count:02} | x | {last} |\n")
    }

    fn findings(last: &str) -> Vec<String> {
        let (first, second) = (list('R', 62, last), list('T', 38, "Waits for: payments."));
        let source = Source::of(&[
            ("docs/regressions.md", &first),
            ("docs/threats-tests.md", &second),
            ("crates/web/src/pages/lock_tests.rs", "fn it_is_so() {}\n"),
            (
                "e2e/tests/day.test.mjs",
                "test('a day ends', async () => {});\n",
            ),
        ]);
        named_tests(&source)
            .into_iter()
            .map(|found| found.what)
            .collect()
    }

    #[test]
    fn a_line_that_names_a_test_which_is_there_passes() {
        assert!(findings("`web::pages::lock::it_is_so`").is_empty());
        assert!(findings("`web::pages::lock::tests::it_is_so`, `e2e::day::a day ends`").is_empty());
    }

    #[test]
    fn a_test_that_is_not_there_a_bare_line_and_a_missing_number_are_found() {
        assert_eq!(findings("`web::pages::lock::it_was_so`").len(), 1);
        assert_eq!(findings("`domain::pages::lock::it_is_so`").len(), 1);
        assert_eq!(findings("`e2e::day::a day begins`").len(), 1);
        assert_eq!(findings("surely").len(), 1);
        let short = list('R', 61, "Cannot apply: no x.");
        let full = list('T', 38, "Cannot apply: no x.");
        let source = Source::of(&[
            ("docs/regressions.md", &short),
            ("docs/threats-tests.md", &full),
        ]);
        assert_eq!(named_tests(&source)[0].what, "R62 is missing");
    }

    #[test]
    fn a_check_that_a_build_may_leave_out_is_found() {
        let bad = format!("if cfg!({}) {{ return; }}\n", SWITCHES[0]);
        let source = Source::of(&[("crates/web/src/a.rs", &bad), ("xtask/src/a.rs", &bad)]);
        assert_eq!(no_switch(&source).len(), 1);
    }
}
