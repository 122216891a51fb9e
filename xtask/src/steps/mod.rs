//! The steps of `cargo verify`, in their order: what is quick and often wrong comes first, and what only builds runs beside.

mod browser;
mod dependencies;
mod faults;
mod xlsform;

use anyhow::Result;

use crate::needs::{self, PYTHON};
use crate::postgres;
use crate::run::{self, Log};
use crate::tidy;
use crate::verify::{Bench, Lane, Step};
use crate::wasm;

/// Seeds of a merge on the encrypted engine.
const CIPHER_SEEDS: &str = "60";

/// Every step there is.
pub const STEPS: &[Step] = &[
    Step {
        name: "format",
        title: "the code is laid out as rustfmt does",
        lane: Lane::Main,
        run: format,
    },
    Step {
        name: "tidy",
        title: "the source keeps the habits of the house",
        lane: Lane::Main,
        run: tidy_rules,
    },
    Step {
        name: "clippy",
        title: "no warning, in no crate, in no test",
        lane: Lane::Beside,
        run: clippy,
    },
    Step {
        name: "release",
        title: "the program as `cargo demo` builds it",
        lane: Lane::Beside,
        run: release,
    },
    Step {
        name: "wasm",
        title: "the same pages as WebAssembly",
        lane: Lane::Beside,
        run: webassembly,
    },
    Step {
        name: "deny",
        title: "dependencies: licences, bans, sources",
        lane: Lane::Beside,
        run: dependencies::check,
    },
    Step {
        name: "tests",
        title: "every test of every crate, on SQLite and on PostgreSQL",
        lane: Lane::Main,
        run: tests,
    },
    Step {
        name: "python",
        title: "the second verifier of the journal, which shares no code",
        lane: Lane::Main,
        run: python,
    },
    Step {
        name: "cipher",
        title: "the encrypted database: its tests again, on SQLCipher",
        lane: Lane::Main,
        run: cipher,
    },
    Step {
        name: "faults",
        title: "killed, disk full, I/O errors: nothing acknowledged is lost",
        lane: Lane::Main,
        run: faults::sweep,
    },
    Step {
        name: "xlsform",
        title: "forms mean what they mean to ODK's own tools",
        lane: Lane::Main,
        run: xlsform::check,
    },
    Step {
        name: "browser",
        title: "the days of its users in Chromium, with and without JavaScript",
        lane: Lane::Last,
        run: browser::check,
    },
];

fn format(bench: &mut Bench, log: &mut Log) -> Result<()> {
    log.judge(bench.cargo().args(["fmt", "--all", "--check"]))
}

fn tidy_rules(bench: &mut Bench, log: &mut Log) -> Result<()> {
    for (rule, findings) in tidy::run(&bench.root)? {
        log.check(findings.is_empty(), rule.name)?;
        if !findings.is_empty() {
            log.say(tidy::report(rule, &findings).trim_end())?;
        }
    }
    Ok(())
}

fn clippy(bench: &mut Bench, log: &mut Log) -> Result<()> {
    let folder = bench.target.join("clippy");
    log.judge(
        bench
            .cargo()
            .args(["clippy", "--workspace", "--all-targets", "--quiet"])
            .arg("--target-dir")
            .arg(folder)
            .args(["--", "-D", "warnings"]),
    )
}

fn tests(bench: &mut Bench, log: &mut Log) -> Result<()> {
    let url = bench.postgres(log)?;
    log.tests(
        bench
            .cargo()
            .args(["test", "--workspace", "--no-fail-fast"])
            .env(postgres::VARIABLE, url),
    )
}

fn python(bench: &mut Bench, log: &mut Log) -> Result<()> {
    let python = needs::ensure(&PYTHON, log)?;
    // Run beside the Rust tests, which make the journals that both verifiers judge.
    log.tests(
        std::process::Command::new(python)
            .current_dir(&bench.root)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .args([
                "-m",
                "unittest",
                "discover",
                "-v",
                "-s",
                "tools",
                "-p",
                "test_*.py",
            ]),
    )
}

fn cipher(bench: &mut Bench, log: &mut Log) -> Result<()> {
    // What is drawn by chance was drawn in full by the step before; how a file is written does not depend on it. The whole
    // workspace is named, as there: for two packages alone cargo would choose other features of what they share, and build
    // most of it again.
    log.tests(
        bench
            .cargo()
            .env("AKWABA_SEEDS", CIPHER_SEEDS)
            .args(["test", "--workspace", "--no-fail-fast"])
            .args(["--test", "program", "--test", "import", "--test", "suite"])
            .args(["--features", "akwaba-store/cipher,akwaba/cipher"]),
    )
}

fn release(bench: &mut Bench, log: &mut Log) -> Result<()> {
    log.judge(
        bench
            .cargo()
            .args(["build", "--release", "--package", "akwaba"]),
    )
}

fn webassembly(bench: &mut Bench, log: &mut Log) -> Result<()> {
    let site = wasm::build(&bench.root, log)?;
    log.check(site.join("index.html").is_file(), "the site is laid out")
}

/// The program as the release step built it.
pub fn program(bench: &Bench) -> std::path::PathBuf {
    run::target(&bench.root).join("release/akwaba")
}
