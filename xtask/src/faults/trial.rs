//! One trial: a workflow on a fresh copy of its data, one fault at one call, then the question
//! whether anything acknowledged is missing.

use std::fmt;
use std::io::Write as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use anyhow::{Context as _, Result};

use super::Room;
use super::calls::{CHANGING, Call};

/// What happens at the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The process is gone before the call is made.
    Kill,
    /// The disk is full, this once.
    DiskFull,
    /// The disk is full, and stays so.
    DiskStaysFull,
    /// The disk fails, this once.
    InputOutput,
}

impl Fault {
    /// strace's words for it at the call of that number.
    fn injection(self, number: usize) -> String {
        match self {
            Self::Kill => format!("signal=KILL:when={number}"),
            Self::DiskFull => format!("error=ENOSPC:when={number}"),
            Self::DiskStaysFull => format!("error=ENOSPC:when={number}+"),
            Self::InputOutput => format!("error=EIO:when={number}"),
        }
    }
}

/// One point.
pub struct Trial {
    /// The program with the workflows.
    pub program: PathBuf,
    /// The workflow's name.
    pub workflow: String,
    /// What it starts from.
    pub base: PathBuf,
    /// Its seed.
    pub seed: u64,
    /// Where the fault strikes.
    pub call: Call,
    /// What strikes.
    pub fault: Fault,
}

impl fmt::Display for Trial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} seed {} {}:{}",
            self.workflow,
            self.seed,
            self.call.name,
            self.fault.injection(self.call.number)
        )
    }
}

/// How a trial went.
pub struct Verdict {
    /// Whether the fault was met at all.
    pub struck: bool,
    /// What was lost or answered wrongly; none when all is well.
    pub loss: Option<String>,
}

/// Exit code of a Rust program that panicked.
const PANICKED: i32 = 101;

impl Trial {
    /// Runs it in `place`.
    pub fn run(&self, strace: &Path, place: &Path) -> Result<Verdict> {
        Room::copy(&self.base, place)?;
        let done = Command::new(strace)
            // Not with --seccomp-bpf: strace then delivers no signal.
            .args(["-f", "-qq", "-e"])
            .arg(format!("trace={CHANGING}"))
            .arg("-e")
            .arg(format!(
                "inject={}:{}",
                self.call.name,
                self.fault.injection(self.call.number)
            ))
            .args(["-o", "/dev/null"])
            .arg(&self.program)
            .args(["run", &self.workflow])
            .arg(place)
            .arg(self.seed.to_string())
            .stdin(Stdio::null())
            .output()
            .context("starting strace")?;
        let struck = !done.status.success();
        if let Some(loss) = self.bad_end(&done) {
            return Ok(Verdict {
                struck,
                loss: Some(loss),
            });
        }
        let said = acknowledged(&done.stdout);
        let loss = check(&self.program, &self.workflow, place, self.seed, &said)?;
        Ok(Verdict { struck, loss })
    }

    /// A refused call is an error told in French, never a panic nor a silent end.
    fn bad_end(&self, done: &Output) -> Option<String> {
        let said = String::from_utf8_lossy(&done.stderr);
        let killed = done.status.signal() == Some(9) || done.status.code() == Some(128 + 9);
        if done.status.success() || (self.fault == Fault::Kill && killed) {
            return None;
        }
        if killed || done.status.code() == Some(PANICKED) || done.status.code().is_none() {
            return Some(format!("ended with {}: {said}", done.status));
        }
        if self.call_is_the_acknowledgement(&said) {
            return None;
        }
        if !says_in_french(&said) {
            return Some(format!("what it says is not for people: {said}"));
        }
        None
    }

    /// Where standard output itself fails there is nobody left to tell.
    fn call_is_the_acknowledgement(&self, said: &str) -> bool {
        self.call.name == "write" && said.is_empty()
    }
}

/// Asks the workflow whether everything acknowledged is there; what is not, in words.
pub fn check(
    program: &Path,
    workflow: &str,
    place: &Path,
    seed: u64,
    acknowledged: &str,
) -> Result<Option<String>> {
    let mut child = Command::new(program)
        .args(["check", workflow])
        .arg(place)
        .arg(seed.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("starting the check")?;
    if let Some(mut input) = child.stdin.take() {
        // A check that ends before it has read everything says so by its exit.
        drop(input.write_all(acknowledged.as_bytes()));
    }
    let done = child.wait_with_output()?;
    let said = [done.stdout, done.stderr].concat();
    let said = String::from_utf8_lossy(&said).trim_end().to_owned();
    Ok((!done.status.success()).then_some(said))
}

/// The whole lines `ack …` of what was printed; a cut line was not acknowledged.
pub fn acknowledged(printed: &[u8]) -> String {
    let text = String::from_utf8_lossy(printed);
    let whole = text
        .rfind('\n')
        .map_or("", |end| text.get(..=end).unwrap_or_default());
    whole
        .lines()
        .filter_map(|line| match line.strip_prefix("ack ") {
            Some(word) => Some(format!("ack {word}\n")),
            // The program itself answers `--json` with one line.
            None => line.starts_with('{').then(|| format!("ack {line}\n")),
        })
        .collect()
}

/// Words of which an error told to a person in French has one.
const FRENCH: &[&str] = &[
    "disque",
    "fichier",
    "garder",
    "logiciel n'a pas pu",
    "écrire",
    "enregistr",
    "dossier",
    "un instant",
];

fn says_in_french(said: &str) -> bool {
    let lower = said.to_lowercase();
    FRENCH.iter().any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_line_is_not_an_acknowledgement() {
        assert_eq!(acknowledged(b"ack 1\nnews\nack 2\nack 3"), "ack 1\nack 2\n");
        assert_eq!(acknowledged(b"ack 1"), "");
    }

    #[test]
    fn an_error_for_programmers_is_not_one_for_people() {
        assert!(says_in_french("akwaba : le disque est plein"));
        assert!(!says_in_french("Error: database or disk is full"));
    }
}
