//! The step on what the project is built from: licences, bans, sources and, where their database is
//! at hand, advisories. cargo-deny judges; it is built once into `target/tools` where it is missing.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::needs;
use crate::run::Log;
use crate::verify::Bench;

/// The version installed where there is none.
const VERSION: &str = "0.20.2";

pub fn check(bench: &mut Bench, log: &mut Log) -> Result<()> {
    let deny = tool(bench, log)?;
    let mut kinds = vec!["licenses", "bans", "sources"];
    if has_advisories() {
        kinds.push("advisories");
    } else {
        log.say("not checked: advisories, whose database `cargo deny fetch` would get")?;
    }
    for kind in kinds {
        log.judge(Command::new(&deny).current_dir(&bench.root).args([
            "--offline",
            "--color",
            "never",
            "check",
            kind,
        ]))?;
    }
    Ok(())
}

fn tool(bench: &Bench, log: &mut Log) -> Result<PathBuf> {
    let tools = bench.target.join("tools");
    let built = tools.join("bin/cargo-deny");
    if let Some(found) = needs::search_path("cargo-deny") {
        return Ok(found);
    }
    if !built.is_file() {
        // Not optimised: it runs for seconds, and its optimised build took longer than any other step but the tests.
        log.must(
            bench
                .cargo()
                .env("CARGO_PROFILE_DEV_DEBUG", "0")
                .args(["install", "--locked", "--quiet", "--debug", "--root"])
                .arg(&tools)
                .arg(format!("cargo-deny@{VERSION}")),
        )?;
    }
    Ok(built)
}

fn has_advisories() -> bool {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    home.map(|home| home.join("advisory-dbs"))
        .and_then(|folder| std::fs::read_dir(folder).ok())
        .is_some_and(|mut entries| entries.next().is_some())
}
