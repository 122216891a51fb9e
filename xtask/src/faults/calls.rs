//! Which calls a workflow makes that change a disk, in their order: one run of it, undisturbed,
//! under strace.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use super::Room;

/// The calls that change what a disk holds, or promise that it does.
pub const CHANGING: &str = "write,pwrite64,writev,pwritev,fsync,fdatasync,ftruncate,rename,renameat,renameat2,unlink,unlinkat,link,linkat,mkdir";

/// One call: its name and its number among those of that name, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Name of the system call.
    pub name: String,
    /// Number among those of that name.
    pub number: usize,
}

/// The calls of the workflow's first thread, which does the writing.
pub fn of(
    strace: &Path,
    program: &Path,
    room: &Room,
    workflow: &str,
    base: &Path,
    seed: u64,
) -> Result<Vec<Call>> {
    let place = room.place("undisturbed");
    Room::copy(base, &place)?;
    let trace = room.place("trace");
    let done = Command::new(strace)
        .args(["-f", "--seccomp-bpf", "-qq", "-e"])
        .arg(format!("trace={CHANGING}"))
        .arg("-o")
        .arg(&trace)
        .arg(program)
        .args(["run", workflow])
        .arg(&place)
        .arg(seed.to_string())
        .stdin(Stdio::null())
        .output()
        .context("starting strace")?;
    if !done.status.success() {
        bail!(
            "the workflow {workflow} fails by itself with {}: {}",
            done.status,
            String::from_utf8_lossy(&done.stderr)
        );
    }
    let trace = std::fs::read(&trace).context("reading strace's output")?;
    Ok(parse(&String::from_utf8_lossy(&trace)))
}

fn parse(trace: &str) -> Vec<Call> {
    let first = trace.split_whitespace().next().unwrap_or_default();
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let mut calls = Vec::new();
    for line in trace.lines() {
        let Some((process, rest)) = line.split_once(' ') else {
            continue;
        };
        // A call that another thread interrupts is printed twice: `<... resumed>` is its end.
        let Some((name, _)) = rest.trim_start().split_once('(') else {
            continue;
        };
        if process != first || name.starts_with('<') {
            continue;
        }
        let number = numbers.entry(name).or_default();
        *number += 1;
        calls.push(Call {
            name: name.to_owned(),
            number: *number,
        });
    }
    calls
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_numbered_by_name_and_only_those_of_the_first_thread() {
        let trace = "10 pwrite64(4, \"a(b\", 3, 0) = 3\n11 write(1, \"x\", 1) = 1\n\
            10 fdatasync(4 <unfinished ...>\n10 <... fdatasync resumed>) = 0\n10 pwrite64(4, \"b\", 1, 3) = 1\n";
        let names: Vec<_> = parse(trace)
            .into_iter()
            .map(|call| (call.name, call.number))
            .collect();
        let expected = [("pwrite64", 1), ("fdatasync", 1), ("pwrite64", 2)];
        assert_eq!(
            names,
            expected.map(|(name, number)| (name.to_owned(), number))
        );
    }
}
