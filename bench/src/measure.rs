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

/// Runs something, and says how long it took.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begun = now();
    let done = work();
    (done, begun.elapsed())
}

/// A duration in seconds.
pub fn seconds(duration: Duration) -> f64 {
    duration.as_secs_f64()
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
        "{cores} cores, {model}, {} GB",
        memory.unwrap_or(0) / (1 << 20)
    ));
}

/// Times of many runs of one thing.
#[derive(Default)]
pub struct Times(Vec<Duration>);

impl Times {
    /// One more.
    pub fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// So many in a thousand took at most this, in milliseconds.
    pub fn per_mille(&mut self, part: usize) -> f64 {
        self.0.sort_unstable();
        let at = (self.0.len() * part).div_ceil(1_000).saturating_sub(1);
        self.0.get(at).map_or(0.0, |time| time.as_secs_f64() * 1e3)
    }

    /// The median and the 99th percentile in words.
    pub fn in_words(&mut self) -> String {
        format!(
            "p50 {:>7.2} ms, p99 {:>7.2} ms",
            self.per_mille(500),
            self.per_mille(990)
        )
    }
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
