//! Verifying a journal: signatures, links and heads of every entry, from a file.

use crate::measure::{Folder, say, seconds, timed};
use akwaba_journal::verify::{Verifying, verify};
use anyhow::{Context, Result};
use std::fs::File;
use std::io::BufReader;

/// Writes a register of entries as the example of the journal does, and verifies it.
pub fn run(entries: u64) -> Result<()> {
    let folder = Folder::new("journal")?;
    let path = folder.path().join("journal");
    say(&format!(
        "\nA journal of {entries} entries is being written…"
    ));
    let cargo = std::env::var_os("CARGO").context("run me with cargo")?;
    let made = std::process::Command::new(cargo)
        .args(["run", "--quiet", "--release", "--package", "akwaba-journal"])
        .args(["--example", "million", "--"])
        .arg(entries.to_string())
        .arg(&path)
        .stdout(std::process::Stdio::null())
        .status()?;
    anyhow::ensure!(made.success(), "no journal was written");
    let size = std::fs::metadata(&path)?.len();
    let bytes = std::fs::read(&path)?;
    let (hash, read) = timed(|| blake3::hash(&bytes));
    drop(bytes);
    let (report, time) = timed(|| verify(BufReader::new(File::open(&path)?), Verifying::default()));
    let report = report?;
    say(&format!(
        "Verifying a journal of {} entries ({} MB): {:.2} s, processor {:.2} s, {} findings; hashing its bytes alone takes {:.2} s ({}…)",
        report.counts.entries,
        size / (1 << 20),
        seconds(time),
        time.cpu.as_secs_f64(),
        report.findings.len(),
        seconds(read),
        hash.to_hex().get(..8).unwrap_or_default()
    ));
    Ok(())
}
