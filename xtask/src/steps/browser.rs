//! The step in Chromium: what a person does, page by page, against the program itself.

use std::process::Command;

use anyhow::Result;

use crate::needs::{self, CHROMIUM, NODE, NPM};
use crate::run::Log;
use crate::verify::Bench;

pub fn check(bench: &mut Bench, log: &mut Log) -> Result<()> {
    let chromium = needs::ensure(&CHROMIUM, log)?;
    let node = needs::ensure(&NODE, log)?;
    let npm = needs::ensure(&NPM, log)?;
    let e2e = bench.root.join("e2e");
    log.must(Command::new(npm).current_dir(&e2e).args([
        "ci",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]))?;
    let examples = ["build", "--quiet", "--workspace", "--example", "charte"];
    log.must(bench.cargo().args(examples))?;
    log.tests(
        Command::new(node)
            .current_dir(&e2e)
            .arg("run.mjs")
            .env("AKWABA_CHROMIUM", chromium)
            .env("AKWABA_PROGRAM", super::program(bench))
            .env("AKWABA_CHARTE", bench.target.join("debug/examples/charte"))
            .env("AKWABA_WASM_SITE", crate::wasm::site(&bench.root)),
    )
}
