//! Workflows for the harness of faults (`cargo verify --only faults`): each does what a centre does,
//! and prints `ack …` only after a write is acknowledged, so that a kill at any call can be judged.
//!
//! `list` · `prepare NAME FOLDER SEED` · `run NAME FOLDER SEED` · `check NAME FOLDER SEED` with the
//! acknowledgements on its input. Deterministic: the seed is its clock and its chance.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it talks to the harness on both"
)]

mod check;
mod counter;
mod place;

use std::process::ExitCode;

use place::{Place, Trouble};

/// One workflow. What is done before the faults begin, and what is done under them.
struct Workflow {
    name: &'static str,
    prepare: fn(&mut Place) -> Result<(), Trouble>,
    run: fn(&mut Place) -> Result<(), Trouble>,
}

const WORKFLOWS: &[Workflow] = &[
    Workflow {
        name: "found",
        prepare: |_| Ok(()),
        run: counter::found,
    },
    Workflow {
        name: "reception",
        prepare: counter::found_quietly,
        run: counter::receive,
    },
    Workflow {
        name: "correction",
        prepare: counter::receive_quietly,
        run: counter::correct,
    },
    Workflow {
        name: "forgetful",
        prepare: counter::found_quietly,
        run: counter::forget,
    },
];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["list"] => {
            for workflow in WORKFLOWS {
                println!("{}", workflow.name);
            }
            Ok(())
        }
        [task, name, folder, seed] => perform(task, name, folder, seed),
        _ => Err(Trouble::Usage),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("{trouble}");
            ExitCode::FAILURE
        }
    }
}

fn perform(task: &str, name: &str, folder: &str, seed: &str) -> Result<(), Trouble> {
    let workflow = WORKFLOWS.iter().find(|known| known.name == name);
    let workflow = workflow.ok_or(Trouble::Usage)?;
    let seed: u64 = seed.parse().map_err(|_| Trouble::Usage)?;
    match task {
        "prepare" => (workflow.prepare)(&mut Place::quiet(folder, seed)),
        "run" => (workflow.run)(&mut Place::loud(folder, seed)),
        "check" => check::all_is_there(&mut Place::quiet(folder, seed), name),
        _ => Err(Trouble::Usage),
    }
}
