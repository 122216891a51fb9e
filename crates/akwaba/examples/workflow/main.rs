//! Workflows for the harness of faults (`cargo verify --only faults`): each does what a centre does,
//! and prints `ack …` only after a write is acknowledged, so that a kill at any call can be judged.
//!
//! `list` · `prepare NAME FOLDER SEED` · `run NAME FOLDER SEED` · `check NAME FOLDER SEED` with the
//! acknowledgements on its input. Deterministic: the seed is its clock and its chance.
#![expect(clippy::print_stdout, reason = "it talks to the harness on it")]

mod check;
mod counter;
mod place;
mod registry;
mod upkeep;

use std::io::Write as _;
use std::process::ExitCode;

use akwaba_store::Tx;
use place::{Place, Trouble};

/// One workflow. What is done before the faults begin, and what is done under them.
struct Workflow {
    name: &'static str,
    prepare: fn(&mut Place) -> Result<(), Trouble>,
    run: fn(&mut Place) -> Result<(), Trouble>,
    /// What must hold besides, whatever happened.
    holds: fn(&mut dyn Tx) -> Result<(), Trouble>,
}

fn nothing_more(_: &mut dyn Tx) -> Result<(), Trouble> {
    Ok(())
}

const WORKFLOWS: &[Workflow] = &[
    Workflow {
        name: "found",
        prepare: |_| Ok(()),
        run: counter::found,
        holds: nothing_more,
    },
    Workflow {
        name: "register",
        prepare: counter::found,
        run: registry::register,
        holds: nothing_more,
    },
    Workflow {
        name: "household",
        prepare: registry::prepare,
        run: registry::open_households,
        holds: nothing_more,
    },
    Workflow {
        name: "reception",
        prepare: counter::found,
        run: counter::receive,
        holds: nothing_more,
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
        holds: nothing_more,
    },
    Workflow {
        name: "amend",
        prepare: counter::prepare,
        run: counter::correct,
        holds: nothing_more,
    },
    Workflow {
        name: "copy",
        prepare: upkeep::prepare,
        run: upkeep::copy,
        holds: nothing_more,
    },
    Workflow {
        name: "rebuild",
        prepare: upkeep::prepare,
        run: upkeep::rebuild,
        holds: nothing_more,
    },
    Workflow {
        name: "forgetful",
        prepare: counter::found,
        run: counter::forget,
        holds: nothing_more,
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
            let mut place = Place::quiet(folder, seed);
            check::all_is_there(&mut place)?;
            place.store()?.read(workflow.holds)
        }
        _ => Err(Trouble::Usage),
    }
}
