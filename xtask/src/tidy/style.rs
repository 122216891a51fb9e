//! Rules about what Rust code may say: silenced warnings, hidden inputs, SQL, names of tests.

use super::source::File;
use super::{Finding, Source};

pub fn expect_not_allow(source: &Source) -> Vec<Finding> {
    each_line(source.rust(), |line| {
        let code = line.trim_start();
        let attribute = code.starts_with("#[") || code.starts_with("#![");
        (attribute && code.contains("allow("))
            .then_some("write `#[expect(lint, reason = \"…\")]`, which dies with its cause")
    })
}

/// What a library must be given rather than take.
const HIDDEN: &[&str] = &[
    "SystemTime::now",
    "Instant::now",
    "Timestamp::now",
    "Zoned::now",
    "Utc::now",
    "Uuid::new_v4",
    "Uuid::now_v7",
    "thread_rng",
    "from_os_rng",
    "from_entropy",
    "getrandom::",
    "OsRng",
];

pub fn hidden_inputs(source: &Source) -> Vec<Finding> {
    let libraries = source
        .rust()
        .filter(|file| !file.is_host() && !file.is_test());
    each_line(libraries, |line| {
        let code = line.trim_start();
        (!code.starts_with("//") && HIDDEN.iter().any(|hidden| code.contains(hidden)))
            .then_some("take time, ids and chance from the context: only the hosts make them")
    })
}

pub fn unix_only(source: &Source) -> Vec<Finding> {
    let files = source.rust().filter(|file| {
        !["crates/akwaba/", "xtask/", "bench/"]
            .iter()
            .any(|folder| file.path.starts_with(folder))
    });
    each_line(files, |line| {
        ["std::os::unix", "std::os::fd", "cfg(unix", "libc::"]
            .iter()
            .any(|word| line.contains(word))
            .then_some("what is Unix only sits behind `cfg` in crates/akwaba")
    })
}

/// Marks of work left undone. Split so that this file does not find itself.
const UNFINISHED: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X:"),
    concat!("to", "do!("),
    concat!("unimple", "mented!("),
    concat!("lorem ", "ipsum"),
];

pub fn unfinished(source: &Source) -> Vec<Finding> {
    let kinds = ["rs", "html", "css", "js", "mjs", "py", "ftl", "sh"];
    let files = source
        .files
        .iter()
        .filter(|file| kinds.iter().any(|kind| file.is(kind)));
    each_line(files, |line| {
        UNFINISHED
            .iter()
            .any(|mark| line.contains(mark))
            .then_some("finish it, or file it as an issue")
    })
}

pub fn test_names(source: &Source) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in source.rust() {
        let mut awaiting = false;
        for (number, line) in file.lines() {
            let code = line.trim_start();
            if code.starts_with("#[ignore") || code.starts_with("#[should_panic") {
                found.push(Finding::at(
                    &file.path,
                    number,
                    "every test runs and says what it expects: no `ignore`, no `should_panic`",
                ));
            } else if code.starts_with("#[test]") || code.starts_with("#[tokio::test") {
                awaiting = true;
            } else if awaiting && let Some(name) = function_name(code) {
                awaiting = false;
                if name.split('_').filter(|word| !word.is_empty()).count() < 3
                    || name.starts_with("test_")
                {
                    found.push(Finding::at(
                        &file.path,
                        number,
                        format!("`{name}` is not a sentence that says what is true"),
                    ));
                }
            }
        }
    }
    found
}

fn function_name(code: &str) -> Option<&str> {
    let code = code.strip_prefix("async ").unwrap_or(code);
    let rest = code.strip_prefix("fn ")?;
    rest.split(['(', '<']).next()
}

/// Words with which a statement begins.
const SQL: &[&str] = &[
    "SELECT ",
    "INSERT INTO ",
    "UPDATE ",
    "DELETE FROM ",
    "CREATE ",
    "DROP ",
    "ALTER ",
    "WITH ",
];

pub fn fixed_sql(source: &Source) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in source
        .rust()
        .filter(|file| file.path.starts_with("crates/"))
    {
        for (at, _) in file.text.match_indices("format!(") {
            let rest = file.text.get(at..).unwrap_or_default();
            let Some(literal) = first_literal(rest) else {
                continue;
            };
            let statement = literal.trim_start();
            if SQL.iter().any(|word| statement.starts_with(word)) {
                let line = file.text.get(..at).unwrap_or_default().lines().count();
                found.push(Finding::at(
                    &file.path,
                    line.max(1),
                    "write the statement whole, with `$1` for what varies",
                ));
            }
        }
    }
    found
}

/// The string literal that opens the arguments of a macro call, without its quotes.
fn first_literal(call: &str) -> Option<&str> {
    let (_, arguments) = call.split_once('(')?;
    let arguments = arguments.trim_start();
    let body = arguments
        .strip_prefix('"')
        .or_else(|| arguments.strip_prefix("r\""))
        .or_else(|| arguments.strip_prefix("r#\""))?;
    body.split('"').next()
}

fn each_line<'a>(
    files: impl Iterator<Item = &'a File>,
    judge: impl Fn(&str) -> Option<&'static str>,
) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in files {
        for (number, line) in file.lines() {
            if let Some(what) = judge(line) {
                found.push(Finding::at(&file.path, number, what));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(path: &str, text: &str, check: fn(&Source) -> Vec<Finding>) -> usize {
        check(&Source::of(&[(path, text)])).len()
    }

    #[test]
    fn an_allow_is_found_and_an_expect_is_not() {
        let path = "crates/x/src/a.rs";
        let allow = concat!("#[al", "low(dead_code)]\nfn f() {}\n");
        let inner = concat!("#![cfg_attr(test, al", "low(dead_code))]\n");
        assert_eq!(one(path, allow, expect_not_allow), 1);
        assert_eq!(one(path, inner, expect_not_allow), 1);
        let expect = "#[expect(dead_code, reason = \"used by tests\")]\nfn f() {}\n";
        assert_eq!(one(path, expect, expect_not_allow), 0);
    }

    #[test]
    fn a_hidden_clock_is_found_outside_the_hosts_only() {
        let code = "let now = jiff::Timestamp::now();\n";
        assert_eq!(one("crates/domain/src/a.rs", code, hidden_inputs), 1);
        assert_eq!(one("crates/akwaba/src/a.rs", code, hidden_inputs), 0);
        let comment = "// never Timestamp::now here\n";
        assert_eq!(one("crates/domain/src/a.rs", comment, hidden_inputs), 0);
    }

    #[test]
    fn unix_in_a_library_is_found() {
        let code = "use std::os::unix::fs::PermissionsExt;\n";
        assert_eq!(one("crates/store/src/a.rs", code, unix_only), 1);
        assert_eq!(one("crates/akwaba/src/a.rs", code, unix_only), 0);
    }

    #[test]
    fn a_mark_of_unfinished_work_is_found() {
        let code = format!("// {} later\n", UNFINISHED[0]);
        assert_eq!(one("crates/x/src/a.rs", &code, unfinished), 1);
        assert_eq!(one("crates/x/src/a.rs", "// done\n", unfinished), 0);
    }

    #[test]
    fn a_test_that_is_not_a_sentence_is_found() {
        let path = "crates/x/src/a.rs";
        assert_eq!(one(path, "#[test]\nfn works() {}\n", test_names), 1);
        assert_eq!(one(path, "#[test]\nfn test_a_b_c() {}\n", test_names), 1);
        let good = "#[test]\nfn a_date_in_the_future_is_refused() {}\n";
        assert_eq!(one(path, good, test_names), 0);
    }

    #[test]
    fn a_test_that_does_not_run_is_found() {
        let code = concat!("#[test]\n#[igno", "re]\nfn a_day_is_long() {}\n");
        assert_eq!(one("crates/x/src/a.rs", code, test_names), 1);
    }

    #[test]
    fn a_statement_made_by_format_is_found() {
        let path = "crates/store/src/a.rs";
        let bad = "tx.query(&format!(\"SELECT * FROM {table}\"), &[])";
        assert_eq!(one(path, bad, fixed_sql), 1);
        let over = "tx.query(&format!(\n    \"DELETE FROM {table}\"), &[])";
        assert_eq!(one(path, over, fixed_sql), 1);
        let good = "tx.query(\"SELECT * FROM visit WHERE scope = $1\", &[])";
        assert_eq!(one(path, good, fixed_sql), 0);
        assert_eq!(one(path, "format!(\"{a} and {b}\")", fixed_sql), 0);
    }
}
