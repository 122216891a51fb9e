//! The rule on personal data: a type whose documentation says `Personal data` never derives
//! `Debug`, and its crate writes one by hand that prints `[caché]`.

use super::source::File;
use super::{Finding, Source};

const MARK: &str = "Personal data";

pub fn hidden_in_debug(source: &Source) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in source.rust() {
        for marked in marked_types(file) {
            if marked.derives_debug {
                found.push(Finding::at(
                    &file.path,
                    marked.line,
                    format!(
                        "`{}` is personal data and must not derive Debug",
                        marked.name
                    ),
                ));
            } else if !marked.by_macro && !debug_is_hidden(source, &file.path, &marked.name) {
                found.push(Finding::at(
                    &file.path,
                    marked.line,
                    format!(
                        "`{}` is personal data: its Debug must print `[caché]`",
                        marked.name
                    ),
                ));
            }
        }
    }
    found
}

struct Marked {
    name: String,
    line: usize,
    derives_debug: bool,
    by_macro: bool,
}

/// The structs and enums whose documentation carries the mark.
fn marked_types(file: &File) -> Vec<Marked> {
    let mut all = Vec::new();
    let (mut marked, mut derives_debug) = (false, false);
    // Inside a call of the `personal!` macro, which writes the Debug itself.
    let mut by_macro = false;
    for (line, text) in file.lines() {
        let code = text.trim_start();
        if code.starts_with("personal!") {
            by_macro = true;
        }
        if code.starts_with("///") {
            marked |= code.contains(MARK);
        } else if code.starts_with("#[") {
            derives_debug |= code.contains("derive(") && names_debug(code);
        } else if !code.is_empty() {
            if marked && let Some(name) = type_name(code) {
                all.push(Marked {
                    name: name.to_owned(),
                    line,
                    derives_debug,
                    by_macro,
                });
            }
            (marked, derives_debug) = (false, false);
        }
        if text == "}" || text == ");" {
            by_macro = false;
        }
    }
    all
}

fn names_debug(attribute: &str) -> bool {
    attribute
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .any(|word| word == "Debug")
}

fn type_name(code: &str) -> Option<&str> {
    let code = code
        .strip_prefix("pub(crate) ")
        .or_else(|| code.strip_prefix("pub "))
        .unwrap_or(code);
    let rest = code
        .strip_prefix("struct ")
        .or_else(|| code.strip_prefix("enum "))?;
    rest.split(|c: char| !c.is_alphanumeric() && c != '_')
        .next()
        // A macro's `$name` is judged where the macro writes its Debug.
        .filter(|name| !name.is_empty())
}

/// Whether the crate of `path` writes `Debug for name` and prints `[caché]` in that file.
fn debug_is_hidden(source: &Source, path: &str, name: &str) -> bool {
    let folder = path.split_inclusive('/').take(2).collect::<String>();
    source
        .rust()
        .filter(|file| file.path.starts_with(&folder))
        .any(|file| {
            let whole = format!("Debug for {name}");
            let implemented = file.text.match_indices(&whole).any(|(at, _)| {
                let rest = file.text.get(at + whole.len()..).unwrap_or_default();
                rest.starts_with([' ', '<'])
            });
            let by_macro = file
                .text
                .match_indices("hidden!(")
                .any(|(at, _)| called_with(file.text.get(at..).unwrap_or_default(), name));
            (implemented && file.text.contains("[caché]")) || by_macro
        })
}

fn called_with(call: &str, name: &str) -> bool {
    call.split(')').next().is_some_and(|arguments| {
        arguments
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .any(|word| word == name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(text: &str) -> usize {
        hidden_in_debug(&Source::of(&[("crates/domain/src/a.rs", text)])).len()
    }

    #[test]
    fn personal_data_that_derives_debug_is_found() {
        let bad = "/// A name. Personal data.\n#[derive(Clone, Debug)]\npub struct Name(String);\n";
        assert_eq!(findings(bad), 1);
    }

    #[test]
    fn personal_data_without_a_hidden_debug_is_found() {
        let bare = "/// A name. Personal data.\npub struct Name(String);\n";
        assert_eq!(findings(bare), 1);
        let open = "/// Personal data.\npub struct Name(String);\nimpl fmt::Debug for Name {\n  fn fmt() { f.write_str(&self.0) }\n}\n";
        assert_eq!(findings(open), 1);
    }

    #[test]
    fn personal_data_that_prints_hidden_passes() {
        let good = "/// Personal data.\npub struct Name(String);\nimpl fmt::Debug for Name {\n  fn fmt() { f.write_str(\"[caché]\") }\n}\n";
        assert_eq!(findings(good), 0);
        let by_macro = "personal! {\n    /// Personal data.\n    pub struct Name(String);\n}\n";
        assert_eq!(findings(by_macro), 0);
        let listed = "/// Personal data.\npub struct Name(String);\nhidden!(Name, Phone);\n";
        assert_eq!(findings(listed), 0);
    }

    #[test]
    fn what_is_not_personal_may_derive_debug() {
        assert_eq!(
            findings("/// A number.\n#[derive(Debug)]\npub struct Number(u32);\n"),
            0
        );
    }
}
