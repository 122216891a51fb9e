//! The rule on secrets: no private key or token is ever tracked.

use super::{Finding, Source};

/// Beginnings of what must never be in the repository. Split so that this file does not find itself.
const SECRET: &[&str] = &[
    concat!("-----BEGIN ", "PRIVATE KEY"),
    concat!("-----BEGIN ", "OPENSSH PRIVATE"),
    concat!("-----BEGIN ", "EC PRIVATE"),
    concat!("AGE-SECRET-", "KEY-1"),
];

pub fn secrets(source: &Source) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in &source.files {
        for (number, line) in file.lines() {
            if SECRET.iter().any(|secret| line.contains(secret)) {
                found.push(Finding::at(
                    &file.path,
                    number,
                    "take the secret out and change it",
                ));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_private_key_is_found() {
        let source = Source::of(&[("a.pem", SECRET[0]), ("b.md", "a private key")]);
        let found = secrets(&source);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].path, "a.pem");
    }
}
