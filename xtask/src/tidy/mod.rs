//! `tidy`: rules about the source itself that the compiler and clippy cannot hold.
//!
//! Invariant: every rule stands in [`RULES`] and has a test here or beside it that shows it catching
//! a bad sample and letting a good one pass. Rules read; they never mend.

mod arrows;
mod documents;
mod pages;
mod personal;
mod regressions;
mod secrets;
mod source;
mod style;
mod text;

use std::path::Path;

use anyhow::Result;

pub use source::Source;

/// Something a rule does not accept.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    /// Path from the root.
    pub path: String,
    /// Line counted from 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong and what to write instead.
    pub what: String,
}

impl Finding {
    fn at(path: &str, line: usize, what: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            what: what.into(),
        }
    }
}

/// A rule: its name, why it is there, and how to look.
pub struct Rule {
    /// Short name, as printed.
    pub name: &'static str,
    /// Why the project has it.
    pub why: &'static str,
    check: fn(&Source) -> Vec<Finding>,
}

const fn rule(name: &'static str, why: &'static str, check: fn(&Source) -> Vec<Finding>) -> Rule {
    Rule { name, why, check }
}

/// Every rule there is.
pub const RULES: &[Rule] = &[
    rule(
        "arrows",
        "a crate uses only the crates below it, so that the core stays pure",
        arrows::arrows,
    ),
    rule(
        "members",
        "every crate takes the workspace's lints, licence and edition",
        arrows::members,
    ),
    rule(
        "headers",
        "a module says first what it owns and what it never does",
        text::headers,
    ),
    rule("length", "a file is one idea", text::length),
    rule(
        "paths",
        "nothing is tied to one machine",
        text::absolute_paths,
    ),
    rule(
        "expect",
        "a silenced warning gives its reason and dies with its cause",
        style::expect_not_allow,
    ),
    rule(
        "clocks",
        "time, ids and chance are arguments, so that a day can be replayed",
        style::hidden_inputs,
    ),
    rule("unix", "a Windows build stays possible", style::unix_only),
    rule(
        "unfinished",
        "what is not done is an issue, not a comment in the source",
        style::unfinished,
    ),
    rule(
        "tests",
        "a test's name is a sentence, and every test runs",
        style::test_names,
    ),
    rule(
        "sql",
        "a statement is one fixed text: nothing typed by anyone gets into it",
        style::fixed_sql,
    ),
    rule(
        "personal",
        "personal data never reaches a log by Debug",
        personal::hidden_in_debug,
    ),
    rule(
        "pages",
        "pages ask nothing of another host and need no unsafe-inline",
        pages::self_contained,
    ),
    rule(
        "links",
        "a link in the documents leads somewhere",
        documents::links,
    ),
    rule(
        "decisions",
        "a decision is one short page",
        documents::decisions,
    ),
    rule(
        "regressions",
        "what went wrong elsewhere has a test here, or a reason why it cannot",
        regressions::named_tests,
    ),
    rule(
        "switches",
        "no build leaves a check out",
        regressions::no_switch,
    ),
    rule(
        "secrets",
        "no key is ever kept in the source",
        secrets::secrets,
    ),
];

/// Runs every rule over the repository at `root`.
pub fn run(root: &Path) -> Result<Vec<(&'static Rule, Vec<Finding>)>> {
    let source = Source::read(root)?;
    Ok(RULES
        .iter()
        .map(|rule| (rule, (rule.check)(&source)))
        .collect())
}

/// One line for each finding, as compilers print them.
pub fn report(rule: &Rule, findings: &[Finding]) -> String {
    findings
        .iter()
        .map(|found| {
            format!(
                "{}:{}: {} [{}: {}]\n",
                found.path, found.line, found.what, rule.name, rule.why
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_source_of_this_project_is_tidy() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let all: String = run(&root)
            .unwrap()
            .iter()
            .map(|(rule, findings)| report(rule, findings))
            .collect();
        assert!(all.is_empty(), "\n{all}");
    }

    #[test]
    fn rules_have_names_of_their_own() {
        let mut names: Vec<_> = RULES.iter().map(|rule| rule.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), RULES.len());
    }
}
