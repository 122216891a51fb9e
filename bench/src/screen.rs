//! One key hides everything: from the press to an empty screen, and to a locked session, in Chromium before the program built
//! for release. The script that presses is `e2e/measure/screen.mjs`. Asserts no time.

use anyhow::{Context, Result, ensure};
use std::path::Path;
use std::process::Command;

/// From the root of the workspace.
const SCRIPT: &str = "e2e/measure/screen.mjs";

/// Presses the key so many times on each of a few pages, and prints what it took.
///
/// # Errors
/// Where node, Chromium or the program is missing, or words stay on the screen.
pub fn run(times: usize) -> Result<()> {
    ensure!(
        Path::new(SCRIPT).exists(),
        "run it from the root of the workspace, after `cargo build --release -p akwaba`"
    );
    let done = Command::new("node")
        .args([SCRIPT, &times.to_string()])
        .status()
        .context("node is missing")?;
    ensure!(done.success(), "the browser did not come to the end");
    Ok(())
}
