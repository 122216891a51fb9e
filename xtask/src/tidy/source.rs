//! The source as the tidy rules see it: every tracked text file, and the workspace's metadata.
//!
//! Reads; never changes a file.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

/// One text file of the repository.
pub struct File {
    /// Path from the root of the repository, with `/`.
    pub path: String,
    /// The whole text.
    pub text: String,
}

impl File {
    /// The lines with their numbers, counted from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(at, line)| (at + 1, line))
    }

    /// Whether the path ends in `.ext`.
    pub fn is(&self, ext: &str) -> bool {
        self.path
            .rsplit_once('.')
            .is_some_and(|(_, found)| found == ext)
    }

    /// Whether the file holds only tests, examples or benches.
    pub fn is_test(&self) -> bool {
        ["/tests/", "/examples/", "/benches/"]
            .iter()
            .any(|folder| self.path.contains(folder))
            || self.path.ends_with("/tests.rs")
    }

    /// Whether a host may do here what libraries may not: read clocks, draw chance, touch the machine.
    pub fn is_host(&self) -> bool {
        ["crates/akwaba/", "crates/phone/", "xtask/", "bench/"]
            .iter()
            .any(|folder| self.path.starts_with(folder))
    }
}

/// Everything a rule may look at.
pub struct Source {
    /// The tracked text files, and those not yet added that are not ignored.
    pub files: Vec<File>,
    /// `cargo metadata --no-deps`.
    pub metadata: Value,
}

impl Source {
    /// Reads the repository at `root`.
    pub fn read(root: &Path) -> Result<Self> {
        let list = output(
            root,
            "git",
            &[
                "ls-files",
                "--cached",
                "--others",
                "--exclude-standard",
                "-z",
            ],
        )?;
        let mut files = Vec::new();
        for path in list.split('\0').filter(|path| !path.is_empty()) {
            // A deleted or a binary file has no text to judge.
            if let Ok(text) = std::fs::read_to_string(root.join(path)) {
                files.push(File {
                    path: path.to_owned(),
                    text,
                });
            }
        }
        if files.is_empty() {
            bail!("git lists no file here: run inside a clone of the repository");
        }
        let metadata = output(
            root,
            "cargo",
            &["metadata", "--no-deps", "--format-version", "1"],
        )?;
        let metadata = serde_json::from_str(&metadata).context("reading cargo's metadata")?;
        Ok(Self { files, metadata })
    }

    /// The Rust files.
    pub fn rust(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| file.is("rs"))
    }

    /// A made-up source, for the tests of the rules.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let files = files
            .iter()
            .map(|(path, text)| File {
                path: (*path).to_owned(),
                text: (*text).to_owned(),
            })
            .collect();
        Self {
            files,
            metadata: Value::Null,
        }
    }
}

fn output(root: &Path, program: &str, args: &[&str]) -> Result<String> {
    let done = Command::new(program)
        .args(args)
        .current_dir(root)
        .output()
        .with_context(|| format!("starting {program}"))?;
    if !done.status.success() {
        bail!("{program}: {}", String::from_utf8_lossy(&done.stderr));
    }
    Ok(String::from_utf8(done.stdout)?)
}
