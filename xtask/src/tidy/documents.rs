//! Rules about the documents: links that lead somewhere, decisions that stay short.

use std::collections::BTreeSet;

use super::{Finding, Source};

/// Words a decision page may have.
const DECISION_WORDS_MAX: usize = 600;

pub fn links(source: &Source) -> Vec<Finding> {
    let mut known: BTreeSet<String> = BTreeSet::new();
    for file in &source.files {
        let mut path = file.path.as_str();
        known.insert(path.to_owned());
        while let Some((folder, _)) = path.rsplit_once('/') {
            known.insert(folder.to_owned());
            path = folder;
        }
    }
    let mut found = Vec::new();
    for file in source.files.iter().filter(|file| file.is("md")) {
        for (number, line) in file.lines() {
            for target in targets(line) {
                let (path, _) = target.split_once('#').unwrap_or((target, ""));
                if path.is_empty() || path.contains("://") || path.starts_with("mailto:") {
                    continue;
                }
                if !known.contains(&resolve(&file.path, path)) {
                    found.push(Finding::at(
                        &file.path,
                        number,
                        format!("`{target}` leads nowhere"),
                    ));
                }
            }
        }
    }
    found
}

/// The targets of the links `[text](target)` in a line.
fn targets(line: &str) -> Vec<&str> {
    line.split("](")
        .skip(1)
        .filter_map(|rest| rest.split([')', ' ']).next())
        .filter(|target| !target.is_empty())
        .collect()
}

/// `target` as written in `from`, as a path from the root.
fn resolve(from: &str, target: &str) -> String {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}

pub fn decisions(source: &Source) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in &source.files {
        if !file.path.starts_with("docs/decisions/") || !file.is("md") {
            continue;
        }
        let words = file.text.split_whitespace().count();
        if words > DECISION_WORDS_MAX {
            found.push(Finding::at(
                &file.path,
                0,
                format!("{words} words: {DECISION_WORDS_MAX} is the most"),
            ));
        }
        if !file.text.starts_with("# ") {
            found.push(Finding::at(
                &file.path,
                1,
                "begin with `# ` and what was decided",
            ));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_that_leads_nowhere_is_found() {
        let source = Source::of(&[
            (
                "docs/a.md",
                "[x](b.md) [y](../README.md#top) [z](#here) [w](https://a.test)\n",
            ),
            ("README.md", "[a](docs/a.md) and [folder](docs)\n"),
        ]);
        let found = links(&source);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].what, "`b.md` leads nowhere");
    }

    #[test]
    fn a_long_decision_is_found_and_a_short_one_is_not() {
        let long = format!("# Why\n{}", "word ".repeat(600));
        let source = Source::of(&[
            ("docs/decisions/0001-long.md", &long),
            ("docs/decisions/0002-short.md", "# We do this\nBecause.\n"),
        ]);
        let found = decisions(&source);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].path, "docs/decisions/0001-long.md");
    }

    #[test]
    fn a_decision_without_a_title_is_found() {
        let source = Source::of(&[("docs/decisions/0001-x.md", "Because.\n")]);
        assert_eq!(decisions(&source).len(), 1);
    }
}
