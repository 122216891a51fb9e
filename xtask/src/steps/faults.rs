//! The step on faults: builds the workflows and sweeps them.

use anyhow::{Context as _, Result};

use crate::faults::Sweep;
use crate::run::Log;
use crate::verify::Bench;

/// Built as the tests are, so that nothing is built twice.
pub fn sweep(bench: &mut Bench, log: &mut Log) -> Result<()> {
    log.must(bench.cargo().args([
        "build",
        "--quiet",
        "--workspace",
        "--example",
        "workflow",
        "--bin",
        "akwaba",
    ]))?;
    let kill_points = bench.number("AKWABA_KILL_POINTS")?;
    Sweep {
        program: bench.target.join("debug/examples/workflow"),
        kill_points,
        pulls: kill_points,
        error_points: kill_points.div_ceil(4),
        seed: u64::try_from(bench.number("AKWABA_SEED")?)?,
    }
    .run(log)
    .context("sweeping faults")
}
