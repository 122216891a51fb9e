//! Faults on purpose: workflows of the program are killed, or refused by the disk, at their n-th
//! write, sync, rename or removal, and what they acknowledged must still be there.
//!
//! The workflows are `crates/akwaba/examples/workflow`: `list`, then for each `prepare`, `run` (which
//! prints `ack …` after each acknowledged write) and `check` (which reads those lines and compares).
//! One of them, `forgetful`, acknowledges before it writes: the harness must catch it, each time.
//!
//! Invariant: every choice comes from a seed, and a point that fails prints what replays it.

mod calls;
mod disk;
mod plug;
mod trace;
mod trial;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context as _, Result, bail};

use crate::needs;
use crate::run::Log;
use plug::Run;
use trial::{Fault, Trial, Verdict};

/// Trials that run at the same time.
const ABREAST: usize = 2;
/// Failed points that are printed in full.
const SHOWN_MAX: usize = 10;
/// The workflow that acknowledges before it writes.
const FORGETFUL: &str = "forgetful";
/// Kill points given to it.
const FORGETFUL_POINTS: usize = 40;

/// What is tried, and how often.
pub struct Sweep {
    /// The program with the workflows.
    pub program: PathBuf,
    /// Kill points over all workflows, at the least.
    pub kill_points: usize,
    /// Pulled plugs over all workflows, at the least.
    pub pulls: usize,
    /// Refused calls over all workflows, at the least.
    pub error_points: usize,
    /// Where the drawing begins.
    pub seed: u64,
}

impl Sweep {
    /// Runs it; what it finds is counted in the log.
    pub fn run(&self, log: &mut Log) -> Result<()> {
        let strace = needs::ensure(&needs::STRACE, log)?;
        let room = Room::make()?;
        let listed = needs::prints(Command::new(&self.program).arg("list"))
            .context("asking the workflows' names")?;
        let names: Vec<&str> = listed.lines().filter(|name| *name != FORGETFUL).collect();
        if names.is_empty() {
            bail!("there is no workflow");
        }
        log.say(&format!(
            "{} workflows, seed {}: {}",
            names.len(),
            self.seed,
            names.join(", ")
        ))?;
        self.sweep(
            log,
            &strace,
            &room,
            &names,
            self.kill_points,
            "kill points",
            &[Fault::Kill],
        )?;
        let refusals = [Fault::DiskFull, Fault::DiskStaysFull, Fault::InputOutput];
        self.sweep(
            log,
            &strace,
            &room,
            &names,
            self.error_points,
            "refused calls",
            &refusals,
        )?;
        self.pull_plugs(log, &strace, &room, &names)?;
        self.catches_the_forgetful(log, &strace, &room)
    }

    fn pull_plugs(&self, log: &mut Log, strace: &Path, room: &Room, names: &[&str]) -> Result<()> {
        let each = self.pulls.div_ceil(names.len());
        let mut losses = Vec::new();
        for name in names {
            let base = room.base(&self.program, name, self.seed)?;
            let run = Run::trace(strace, &self.program, room, name, &base, self.seed)?;
            losses.extend(run.pull(room, each)?);
        }
        for loss in losses.iter().take(SHOWN_MAX) {
            log.say(&loss.to_string())?;
        }
        let pulled = each * names.len();
        log.say(&format!("{pulled} plugs pulled"))?;
        log.count(pulled - losses.len(), losses.len());
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "called twice, just above")]
    fn sweep(
        &self,
        log: &mut Log,
        strace: &Path,
        room: &Room,
        names: &[&str],
        wanted: usize,
        word: &str,
        faults: &[Fault],
    ) -> Result<()> {
        let (mut tried, mut struck) = (0, 0);
        let mut failed = Vec::new();
        // Each round gives the workflows other data, until there are as many points as wanted.
        for round in 0.. {
            let left = wanted.saturating_sub(struck);
            if left == 0 {
                break;
            }
            let seed = self.seed + round;
            let mut trials = Vec::new();
            for name in names {
                let share = left.div_ceil(names.len());
                trials.extend(self.plan(strace, room, name, seed, share, faults)?);
            }
            if trials.is_empty() {
                bail!("the workflows write nothing");
            }
            tried += trials.len();
            let reached = struck;
            for (trial, verdict) in perform(&trials, strace, room)? {
                struck += usize::from(verdict.struck);
                if let Some(loss) = verdict.loss {
                    failed.push(format!("{trial}: {loss}"));
                }
            }
            if struck == reached {
                bail!("no {word} was reached: strace does not do its work here");
            }
        }
        for loss in failed.iter().take(SHOWN_MAX) {
            log.say(loss)?;
        }
        log.say(&format!("{struck} {word} reached, of {tried} tried"))?;
        log.count(tried - failed.len(), failed.len());
        Ok(())
    }

    /// The points of one workflow: all its calls, or `most` of them spread evenly.
    fn plan(
        &self,
        strace: &Path,
        room: &Room,
        name: &str,
        seed: u64,
        most: usize,
        faults: &[Fault],
    ) -> Result<Vec<Trial>> {
        let base = room.base(&self.program, name, seed)?;
        let calls = calls::of(strace, &self.program, room, name, &base, seed)?;
        let step = calls.len().div_ceil(most.max(1)).max(1);
        let offset = usize::try_from(seed).unwrap_or(0) % step;
        Ok(calls
            .into_iter()
            .skip(offset)
            .step_by(step)
            .enumerate()
            .filter_map(|(at, call)| {
                let fault = *faults.get(at % faults.len())?;
                Some(Trial {
                    program: self.program.clone(),
                    workflow: name.to_owned(),
                    base: base.clone(),
                    seed,
                    call,
                    fault,
                })
            })
            .collect())
    }

    /// A harness that finds nothing anywhere proves nothing.
    fn catches_the_forgetful(&self, log: &mut Log, strace: &Path, room: &Room) -> Result<()> {
        let trials = self.plan(
            strace,
            room,
            FORGETFUL,
            self.seed,
            FORGETFUL_POINTS,
            &[Fault::Kill],
        )?;
        let caught = perform(&trials, strace, room)?
            .iter()
            .filter(|(_, verdict)| verdict.loss.is_some())
            .count();
        log.check(
            caught > 0,
            &format!("a program that acknowledges before it writes is caught: {caught} times"),
        )?;
        let base = room.base(&self.program, FORGETFUL, self.seed)?;
        let run = Run::trace(strace, &self.program, room, FORGETFUL, &base, self.seed)?;
        let caught = run.pull(room, FORGETFUL_POINTS)?.len();
        log.check(caught > 0, &format!("and by a pulled plug: {caught} times"))
    }
}

fn perform<'a>(
    trials: &'a [Trial],
    strace: &Path,
    room: &Room,
) -> Result<Vec<(&'a Trial, Verdict)>> {
    let next = AtomicUsize::new(0);
    let results = Mutex::new(Vec::new());
    let work = |worker: usize| -> Result<()> {
        while let Some(trial) = trials.get(next.fetch_add(1, Ordering::Relaxed)) {
            let verdict = trial.run(strace, &room.0.join(format!("trial-{worker}")))?;
            if let Ok(mut results) = results.lock() {
                results.push((trial, verdict));
            }
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let work = &work;
        let workers: Vec<_> = (0..ABREAST)
            .map(|at| scope.spawn(move || work(at)))
            .collect();
        for worker in workers {
            match worker.join() {
                Ok(done) => done?,
                Err(_) => bail!("a worker of the harness broke down"),
            }
        }
        Ok(())
    })?;
    let results = results.into_inner().unwrap_or_default();
    if results.len() != trials.len() {
        bail!(
            "{} of {} trials have a verdict",
            results.len(),
            trials.len()
        );
    }
    Ok(results)
}

/// The folder in which trials happen; in memory where there is such a place. Gone at the end.
pub struct Room(PathBuf);

impl Room {
    fn make() -> Result<Self> {
        let memory = Path::new("/dev/shm");
        let parent = if memory.is_dir() {
            memory.to_owned()
        } else {
            std::env::temp_dir()
        };
        let room = parent.join(format!("akwaba-faults-{}", std::process::id()));
        std::fs::create_dir_all(&room).with_context(|| format!("making {}", room.display()))?;
        Ok(Self(room))
    }

    /// What a workflow starts from, made once for each seed.
    fn base(&self, program: &Path, name: &str, seed: u64) -> Result<PathBuf> {
        let base = self.0.join(format!("{name}-{seed}"));
        if !base.exists() {
            std::fs::create_dir(&base)?;
            let mut prepare = Command::new(program);
            prepare
                .args(["prepare", name])
                .arg(&base)
                .arg(seed.to_string());
            needs::prints(&mut prepare)
                .with_context(|| format!("preparing the workflow {name}, seed {seed}"))?;
        }
        Ok(base)
    }

    /// A fresh copy of `base` named `name`.
    pub fn copy(base: &Path, to: &Path) -> Result<()> {
        if to.exists() {
            std::fs::remove_dir_all(to)?;
        }
        let done = Command::new("cp").arg("-a").arg(base).arg(to).status()?;
        if !done.success() {
            bail!("copying {} ended with {done}", base.display());
        }
        Ok(())
    }

    /// A place in the room.
    pub fn place(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            println!("{} stays behind: {error}", self.0.display());
        }
    }
}
