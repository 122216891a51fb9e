//! What a measure needs: a clock, the memory held, percentiles, a place for files, and the machine in words.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Says one line.
#[expect(
    clippy::print_stdout,
    reason = "measures are read by the person who runs them"
)]
pub fn say(line: &str) {
    println!("{line}");
}

/// The moment.
#[expect(clippy::disallowed_methods, reason = "a measure needs a clock")]
pub fn now() -> Instant {
    Instant::now()
}

/// What a piece of work took: on the clock, and of a processor by this thread, which other work does not lengthen.
#[derive(Clone, Copy, Default)]
pub struct Spent {
    /// On the clock.
    pub wall: Duration,
    /// Of a processor.
    pub cpu: Duration,
}

/// Runs something, and says what it took.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Spent) {
    let (begun, busy) = (now(), busy());
    let done = work();
    let spent = Spent {
        wall: begun.elapsed(),
        cpu: self::busy().saturating_sub(busy),
    };
    (done, spent)
}

/// How long a processor has worked for this thread.
pub fn busy() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::try_from(time).unwrap_or_default()
}

/// Seconds on the clock.
pub fn seconds(spent: Spent) -> f64 {
    spent.wall.as_secs_f64()
}

/// Processes that want a processor, on average over the last minute.
pub fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().next().unwrap_or("?").to_owned()
}

/// The most memory that this process ever held resident, in megabytes; 0 where the system does not tell.
pub fn peak_megabytes() -> u64 {
    status("VmHWM:") / 1_024
}

/// The memory that this process holds resident now, in megabytes.
pub fn resident_megabytes() -> u64 {
    status("VmRSS:") / 1_024
}

fn status(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    number.unwrap_or(0)
}

/// Says on what it is measured.
pub fn machine() {
    let processors = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let field = |name: &str| -> Vec<String> {
        let lines = processors.lines().filter(|line| line.starts_with(name));
        let values = lines.filter_map(|line| line.split(':').nth(1));
        values.map(|value| value.trim().to_owned()).collect()
    };
    let model = field("model name").into_iter().next().unwrap_or_default();
    let cores = field("processor").len();
    let memory = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let memory = memory
        .lines()
        .next()
        .and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    say(&format!(
        "{cores} cores, {model}, {} GB, load {}",
        memory.unwrap_or(0) / (1 << 20),
        load()
    ));
}

/// Times of many runs of one thing.
#[derive(Default)]
pub struct Times {
    wall: Vec<Duration>,
    cpu: Vec<Duration>,
}

impl Times {
    /// One more.
    pub fn add(&mut self, spent: Spent) {
        self.wall.push(spent.wall);
        self.cpu.push(spent.cpu);
    }

    /// So many in a thousand took at most this on the clock, in milliseconds.
    pub fn per_mille(&mut self, part: usize) -> f64 {
        at(&mut self.wall, part)
    }

    /// The same of a processor, which other work on the machine does not lengthen much.
    pub fn worked_per_mille(&mut self, part: usize) -> f64 {
        at(&mut self.cpu, part)
    }

    /// The median and the 99th percentile on the clock in words.
    pub fn by_clock(&mut self) -> String {
        format!(
            "p50 {:>6.2} ms, p99 {:>6.2} ms",
            self.per_mille(500),
            self.per_mille(990)
        )
    }

    /// The same, and of a processor.
    pub fn in_words(&mut self) -> String {
        format!(
            "{} (processor {:.2}, {:.2})",
            self.by_clock(),
            self.worked_per_mille(500),
            self.worked_per_mille(990)
        )
    }
}

fn at(times: &mut [Duration], part: usize) -> f64 {
    times.sort_unstable();
    let place = (times.len() * part).div_ceil(1_000).saturating_sub(1);
    times
        .get(place)
        .map_or(0.0, |time| time.as_secs_f64() * 1e3)
}

/// A folder of files that goes when the measure ends.
pub struct Folder(PathBuf);

impl Folder {
    /// A new one, in the system's temporary place.
    pub fn new(name: &str) -> std::io::Result<Self> {
        let path = std::env::temp_dir().join(format!("akwaba-bench-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path)?;
        Ok(Self(path))
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder of measures left behind harms nobody.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
