//! Workflows for the harness of faults (`cargo verify --only faults`): each does what a centre does,
//! and prints `ack …` only after a write is acknowledged, so that a kill at any call can be judged.
//!
//! `list` · `prepare NAME FOLDER SEED` · `run NAME FOLDER SEED` · `check NAME FOLDER SEED` with the
//! acknowledgements on its input. Deterministic: the seed is its clock and its chance.
#![expect(clippy::print_stdout, reason = "it talks to the harness on it")]

mod check;
mod command;
mod counter;
mod place;
mod registry;
mod upkeep;

use std::io::{Read as _, Write as _};
use std::process::ExitCode;

use place::{Place, Trouble};

/// One workflow. What is done before the faults begin, and what is done under them.
struct Workflow {
    name: &'static str,
    prepare: fn(&mut Place) -> Result<(), Trouble>,
    run: fn(&mut Place) -> Result<(), Trouble>,
    /// What must hold, whatever happened, with the lines that were acknowledged.
    holds: fn(&mut Place, &[&str]) -> Result<(), Trouble>,
}

const WORKFLOWS: &[Workflow] = &[
    Workflow {
        name: "found",
        prepare: |_| Ok(()),
        run: counter::found,
        holds: check::all_is_there,
    },
    Workflow {
        name: "register",
        prepare: counter::found,
        run: registry::register,
        holds: check::all_is_there,
    },
    Workflow {
        name: "household",
        prepare: registry::prepare,
        run: registry::open_households,
        holds: check::all_is_there,
    },
    Workflow {
        name: "reception",
        prepare: counter::found,
        run: counter::receive,
        holds: check::all_is_there,
    },
    Workflow {
        name: "bring-in",
        prepare: counter::found,
        run: registry::bring_in,
        holds: registry::came_in_whole,
    },
    Workflow {
        name: "correct",
        prepare: registry::prepare,
        run: registry::correct,
        holds: check::all_is_there,
    },
    Workflow {
        name: "amend",
        prepare: counter::prepare,
        run: counter::correct,
        holds: check::all_is_there,
    },
    Workflow {
        name: "copy",
        prepare: upkeep::prepare,
        run: upkeep::copy,
        holds: check::all_is_there,
    },
    Workflow {
        name: "rebuild",
        prepare: upkeep::prepare,
        run: upkeep::rebuild,
        holds: check::all_is_there,
    },
    Workflow {
        name: "command-init",
        prepare: |_| Ok(()),
        run: command::init,
        holds: command::init_holds,
    },
    Workflow {
        name: "command-backup",
        prepare: command::prepare,
        run: command::backup,
        holds: command::backup_holds,
    },
    Workflow {
        name: "command-restore",
        prepare: command::prepare,
        run: command::restore,
        holds: command::restore_holds,
    },
    Workflow {
        name: "command-rebuild",
        prepare: command::prepare,
        run: command::rebuild,
        holds: command::goes_on,
    },
    Workflow {
        name: "command-rekey",
        prepare: command::prepare_rekey,
        run: command::rekey,
        holds: command::rekey_holds,
    },
    Workflow {
        name: "forgetful",
        prepare: counter::found,
        run: counter::forget,
        holds: check::all_is_there,
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
            // Where even this fails there is nobody left to tell.
            drop(writeln!(std::io::stderr(), "{trouble}"));
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
        "check" => {
            let mut said = String::new();
            std::io::stdin().read_to_string(&mut said)?;
            let said: Vec<&str> = said
                .lines()
                .filter_map(|line| line.strip_prefix("ack "))
                .collect();
            (workflow.holds)(&mut Place::quiet(folder, seed), &said)
        }
        _ => Err(Trouble::Usage),
    }
}
