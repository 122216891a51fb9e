//! The step beside ODK's own tools: the same forms accepted, and filled in alike.

use std::process::Command;

use anyhow::Result;

use crate::needs::{self, NODE, NPM, PYTHON_VENV};
use crate::run::Log;
use crate::verify::Bench;

pub fn check(bench: &mut Bench, log: &mut Log) -> Result<()> {
    let python = needs::ensure(&PYTHON_VENV, log)?;
    let node = needs::ensure(&NODE, log)?;
    let npm = needs::ensure(&NPM, log)?;
    let folder = bench.root.join("e2e/xlsform");
    log.must(Command::new(npm).current_dir(&folder).args([
        "ci",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]))?;
    let example = ["build", "--quiet", "--workspace", "--example", "xlsform"];
    log.must(bench.cargo().args(example))?;
    log.tests(
        Command::new(node)
            .current_dir(&folder)
            .arg("run.mjs")
            .env("AKWABA_PYTHON", python)
            .env("AKWABA_XLSFORM_WORK", bench.target.join("xlsform"))
            .env(
                "AKWABA_XLSFORM",
                bench.target.join("debug/examples/xlsform"),
            ),
    )
}
