//! `cargo verify` and `cargo campaign`: the steps in their order, what they print, how they count.
//!
//! Invariant: a step that could not run counts as a failure; nothing is skipped in silence.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use clap::Args;

use crate::count::Tally;
use crate::postgres::Cluster;
use crate::run::{self, Log, Watch, target};
use crate::steps::STEPS;

/// Lines of a failed step's log that are shown.
const SHOWN_LINES: usize = 60;

/// How much is drawn by chance.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Every day: minutes.
    Daily,
    /// Before a release: hours.
    Campaign,
}

impl Depth {
    /// The numbers that the tests read from their environment. What is already set is kept.
    pub fn environment(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Daily => &[
                ("AKWABA_KILL_POINTS", "1000"),
                ("AKWABA_SEED", "1"),
                ("AKWABA_SEEDS", "2000"),
                ("AKWABA_TURNS", "10"),
                ("AKWABA_WORLDS", "1000"),
                ("PROPTEST_CASES", "256"),
            ],
            Self::Campaign => &[
                ("AKWABA_KILL_POINTS", "10000"),
                ("AKWABA_SEED", "1"),
                ("AKWABA_SEEDS", "100000"),
                ("AKWABA_TURNS", "500"),
                ("AKWABA_WORLDS", "10000"),
                ("PROPTEST_CASES", "10000"),
            ],
        }
    }
}

/// Which steps to run.
#[derive(Args)]
pub struct Choice {
    /// Run only these steps.
    #[arg(long, value_name = "STEP", value_delimiter = ',')]
    only: Vec<String>,
    /// Leave these steps out; the closing line then says so.
    #[arg(long, value_name = "STEP", value_delimiter = ',')]
    skip: Vec<String>,
    /// Print the steps and stop.
    #[arg(long)]
    list: bool,
}

/// What a step is given.
pub struct Bench {
    /// The root of the repository.
    pub root: PathBuf,
    /// Where cargo builds.
    pub target: PathBuf,
    /// How much is drawn by chance.
    pub depth: Depth,
    cluster: Option<Cluster>,
}

impl Bench {
    /// A `cargo` command at the root, which knows how much to draw by chance.
    pub fn cargo(&self) -> Command {
        let mut command = run::cargo(&self.root);
        for (name, value) in self.depth.environment() {
            if std::env::var_os(name).is_none() {
                command.env(name, value);
            }
        }
        command
    }

    /// A number from the environment, or else the depth's own.
    pub fn number(&self, name: &str) -> Result<usize> {
        let own = self
            .depth
            .environment()
            .iter()
            .find(|(known, _)| *known == name);
        let text = match std::env::var(name) {
            Ok(text) => text,
            Err(_) => own
                .map(|(_, value)| (*value).to_owned())
                .unwrap_or_default(),
        };
        text.parse()
            .with_context(|| format!("{name} is `{text}`: a whole number is needed"))
    }

    /// The address of the PostgreSQL of this run, started when first asked for.
    pub fn postgres(&mut self, log: &mut Log) -> Result<String> {
        if self.cluster.is_none() {
            self.cluster = Some(Cluster::start(log)?);
        }
        let cluster = self
            .cluster
            .as_ref()
            .context("the cluster was just started")?;
        Ok(cluster.url().to_owned())
    }
}

/// When a step runs. Crates are compiled one after the other at the end of a build, when one core does nothing: what
/// builds into a folder of its own fills it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// One after the other, in order.
    Main,
    /// From the start, beside the others: it builds into a folder that no other step builds into.
    Beside,
    /// In order, once all that runs beside has ended, because it runs what they built.
    Last,
}

/// One step of the verification.
pub struct Step {
    /// The word for `--only` and `--skip`, and the name of its log.
    pub name: &'static str,
    /// What it proves, in a line.
    pub title: &'static str,
    /// When it runs.
    pub lane: Lane,
    /// Runs it; what it counts is in the log.
    pub run: fn(&mut Bench, &mut Log) -> Result<()>,
}

/// Runs the chosen steps. True when everything passed.
pub fn main(root: &Path, depth: Depth, choice: &Choice) -> Result<bool> {
    for name in choice.only.iter().chain(&choice.skip) {
        if !STEPS.iter().any(|step| step.name == name) {
            bail!("there is no step `{name}`: `--list` names them");
        }
    }
    if choice.list {
        for step in STEPS {
            println!("{:<10} {}", step.name, step.title);
        }
        return Ok(true);
    }
    let chosen: Vec<&Step> = STEPS
        .iter()
        .filter(|step| choice.only.is_empty() || choice.only.iter().any(|name| name == step.name))
        .filter(|step| !choice.skip.iter().any(|name| name == step.name))
        .collect();
    let mut bench = Bench {
        root: root.to_owned(),
        target: target(root),
        depth,
        cluster: None,
    };
    let logs = bench.target.join("verify");
    std::fs::create_dir_all(&logs).with_context(|| format!("making {}", logs.display()))?;
    let watch = Watch::start();
    let total = through(&chosen, &mut bench, &logs)?;
    drop(bench);
    let left_out = STEPS.len() - chosen.len();
    if left_out > 0 {
        println!("{left_out} of {} steps left out", STEPS.len());
    }
    println!("verified in {}", watch.text());
    println!("{} passed, {} failed", total.passed, total.failed);
    Ok(total.failed == 0 && total.passed > 0)
}

/// Runs the steps, those beside in a thread of their own, and adds up what they counted.
fn through(chosen: &[&Step], bench: &mut Bench, logs: &Path) -> Result<Tally> {
    let mut own = Bench {
        root: bench.root.clone(),
        target: bench.target.clone(),
        depth: bench.depth,
        cluster: None,
    };
    let run = |lane: &[Lane], bench: &mut Bench| -> Result<Tally> {
        let mut total = Tally::default();
        for (at, step) in chosen.iter().enumerate() {
            if lane.contains(&step.lane) {
                let place = format!("[{:>2}/{}]", at + 1, chosen.len());
                total = total.and(perform(&place, step, bench, logs)?);
            }
        }
        Ok(total)
    };
    std::thread::scope(|scope| {
        let beside = scope.spawn(|| run(&[Lane::Beside], &mut own));
        let main = run(&[Lane::Main], bench);
        let Ok(beside) = beside.join() else {
            bail!("what ran beside the other steps stopped");
        };
        Ok(main?.and(beside?).and(run(&[Lane::Last], bench)?))
    })
}

fn perform(place: &str, step: &Step, bench: &mut Bench, logs: &Path) -> Result<Tally> {
    let Step { name, title, .. } = step;
    let path = logs.join(format!("{name}.log"));
    let mut log = Log::create(path.clone())?;
    if step.lane == Lane::Beside {
        log.without_running_line();
        println!("{place} {name:<9} {title} (beside the next ones)");
    } else {
        println!("{place} {name:<9} {title}");
    }
    let watch = Watch::start();
    let done = (step.run)(bench, &mut log);
    let mut tally = log.tally();
    if let Err(error) = &done {
        log.say(&format!("{error:#}"))?;
        tally = tally.and(Tally::one(false));
    }
    let word = if tally.failed == 0 { "ok" } else { "FAILED" };
    println!(
        "{}        {name:<9} {word} · {} · {} passed, {} failed",
        run::clear_line(),
        watch.text(),
        tally.passed,
        tally.failed,
    );
    if tally.failed > 0 {
        println!(
            "{}    the whole log: {}",
            log.tail(SHOWN_LINES),
            path.display()
        );
    }
    Ok(tally)
}
