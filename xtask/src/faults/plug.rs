//! The plug is pulled: a run is replayed on a model of a disk, stopped anywhere, and what such a disk
//! may hold is put before the workflow's check. Harder than a kill, after which the system still writes
//! what it was given.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use super::disk::Disk;
use super::trace::{self, Step};
use super::trial::{acknowledged, check};
use super::{ABREAST, Room};

/// A run of a workflow, as its disk saw it.
pub struct Run {
    program: PathBuf,
    workflow: String,
    seed: u64,
    base: PathBuf,
    /// Where it happened.
    place: PathBuf,
    steps: Vec<Step>,
}

/// One pull that lost something.
pub struct Loss {
    workflow: String,
    seed: u64,
    step: usize,
    draw: u64,
    what: String,
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            workflow,
            seed,
            step,
            draw,
            what,
        } = self;
        write!(
            f,
            "{workflow} seed {seed} plug pulled at step {step}, draw {draw}: {what}"
        )
    }
}

impl Run {
    /// Runs a workflow under strace and keeps what it did.
    pub fn trace(
        strace: &Path,
        program: &Path,
        room: &Room,
        workflow: &str,
        base: &Path,
        seed: u64,
    ) -> Result<Self> {
        let place = room.place("traced");
        Room::copy(base, &place)?;
        let written = room.place("trace-of-bytes");
        let done = Command::new(strace)
            .args(["-f", "-y", "-xx", "-qq", "-s", "16777216", "-e"])
            .arg(format!("trace={}", trace::TRACED))
            .arg("-o")
            .arg(&written)
            .arg(program)
            .args(["run", workflow])
            .arg(&place)
            .arg(seed.to_string())
            .stdin(Stdio::null())
            .output()
            .context("starting strace")?;
        if !done.status.success() {
            bail!(
                "the workflow {workflow} fails by itself: {}",
                String::from_utf8_lossy(&done.stderr)
            );
        }
        let text = std::fs::read(&written).context("reading strace's output")?;
        let steps = trace::read(&String::from_utf8_lossy(&text));
        if let Some(Step::Unknown(name)) =
            steps.iter().find(|step| matches!(step, Step::Unknown(_)))
        {
            bail!("the workflow {workflow} uses `{name}`, which the model of a disk does not know");
        }
        Ok(Self {
            program: program.to_owned(),
            workflow: workflow.to_owned(),
            seed,
            base: base.to_owned(),
            place,
            steps,
        })
    }

    /// Pulls the plug `pulls` times, spread over the run, and returns what was lost.
    pub fn pull(&self, room: &Room, pulls: usize) -> Result<Vec<Loss>> {
        let found = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..ABREAST)
                .map(|worker| {
                    let place = room.place(&format!("pulled-{worker}"));
                    scope.spawn(move || self.pull_some(&place, pulls, worker))
                })
                .collect();
            workers
                .into_iter()
                .map(|worker| {
                    worker
                        .join()
                        .unwrap_or_else(|_| bail!("a worker broke down"))
                })
                .collect::<Result<Vec<_>>>()
        })?;
        Ok(found.into_iter().flatten().collect())
    }

    /// The pulls whose number, divided among the workers, falls to this one.
    fn pull_some(&self, place: &Path, pulls: usize, worker: usize) -> Result<Vec<Loss>> {
        let mut disk = Disk::holding(&self.base, &self.place)?;
        let mut said = Vec::new();
        let mut losses = Vec::new();
        for (at, step) in self.steps.iter().enumerate() {
            disk.take(step, &self.place);
            if let Step::Said(bytes) = step {
                said.extend_from_slice(bytes);
            }
            // Of the pulls 0, 1, 2… pull number n happens after step n × steps / pulls.
            let first = (at * pulls).div_ceil(self.steps.len());
            let last = ((at + 1) * pulls).div_ceil(self.steps.len());
            for pull in (first..last).filter(|pull| pull % ABREAST == worker) {
                let draw = self.seed.wrapping_mul(1_000_003).wrapping_add(pull as u64);
                if let Some(what) = self.pull_once(&disk, place, draw, &said)? {
                    losses.push(Loss {
                        workflow: self.workflow.clone(),
                        seed: self.seed,
                        step: at,
                        draw,
                        what,
                    });
                }
            }
        }
        Ok(losses)
    }

    fn pull_once(
        &self,
        disk: &Disk,
        place: &Path,
        draw: u64,
        said: &[u8],
    ) -> Result<Option<String>> {
        if place.exists() {
            std::fs::remove_dir_all(place)?;
        }
        let mut state = draw;
        let mut chance = |below: usize| {
            // SplitMix64: small, and good enough to choose what a disk keeps.
            state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            usize::try_from((mixed ^ (mixed >> 31)) % (below.max(1) as u64)).unwrap_or(0)
        };
        disk.leave(&self.place, place, &mut chance)?;
        check(
            &self.program,
            &self.workflow,
            place,
            self.seed,
            &acknowledged(said),
        )
    }
}
