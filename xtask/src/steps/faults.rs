//! The step on faults: workflows killed or refused at their n-th write, sync or rename.

use anyhow::Result;

use crate::run::Log;
use crate::verify::Bench;

pub fn sweep(bench: &mut Bench, log: &mut Log) -> Result<()> {
    log.judge(
        bench
            .cargo()
            .args(["build", "--quiet", "--package", "akwaba", "--examples"]),
    )
}
