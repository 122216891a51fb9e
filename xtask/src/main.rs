//! The project's own tools. `cargo verify` proves the whole project on this machine, `cargo campaign`
//! takes longer over what is drawn by chance, and `cargo xtask` lists the rest.
//!
//! Owns how the project is checked; never ships with the program.
#![expect(
    clippy::print_stdout,
    reason = "a tool of the command line talks on it"
)]

mod count;
mod faults;
mod needs;
mod postgres;
mod run;
mod steps;
mod tidy;
mod verify;
mod wasm;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(bin_name = "cargo xtask", about = "Tools of the Akwaba project")]
struct Args {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Prove the whole project: every check and every test. Under 40 minutes from a fresh clone.
    Verify(verify::Choice),
    /// The same, with far more drawn by chance: more kill points, more seeds. Hours.
    Campaign(verify::Choice),
    /// The rules about the source itself.
    Tidy,
    /// Build the pages for WebAssembly into target/wasm/site.
    Wasm,
    /// Run a command beside a PostgreSQL of its own: `cargo xtask postgres -- cargo test -p akwaba-store`.
    Postgres {
        /// The command and its arguments.
        #[arg(last = true, required = true)]
        command: Vec<String>,
    },
}

fn main() -> ExitCode {
    let args = Args::parse();
    let done = root().and_then(|root| match args.task {
        Task::Verify(choice) => verify::main(&root, verify::Depth::Daily, &choice),
        Task::Campaign(choice) => verify::main(&root, verify::Depth::Campaign, &choice),
        Task::Tidy => tidy_alone(&root),
        Task::Wasm => wasm::build(&root, &mut run::Log::to_terminal()).map(|site| {
            println!("{}", site.display());
            true
        }),
        Task::Postgres { command } => postgres::beside(&root, &command),
    });
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            println!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn tidy_alone(root: &Path) -> Result<bool> {
    let mut clean = true;
    for (rule, findings) in tidy::run(root)? {
        clean &= findings.is_empty();
        print!("{}", tidy::report(rule, &findings));
    }
    Ok(clean)
}

/// The root of the repository: the folder above this crate's.
fn root() -> Result<PathBuf> {
    let here = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| "xtask".to_owned());
    let root = Path::new(&here).join("..");
    root.canonicalize()
        .with_context(|| format!("finding the root of the repository from {here}"))
}
