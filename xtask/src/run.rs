//! Runs the commands of a step: everything they print goes to the step's log, a terminal sees how
//! long it takes, and a command that hangs is ended.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use crate::count::{self, Tally};

/// Longest time one command may take before it counts as hung.
const COMMAND_LIMIT: Duration = Duration::from_secs(45 * 60);
/// How often a running command is looked at.
const GLANCE: Duration = Duration::from_millis(100);

/// Seconds that pass, for progress and limits. The tools' only clock.
#[derive(Clone, Copy)]
pub struct Watch(std::time::Instant);

impl Watch {
    /// Starts counting.
    #[expect(
        clippy::disallowed_methods,
        reason = "the tools measure how long a step takes; nothing is recorded"
    )]
    pub fn start() -> Self {
        Self(std::time::Instant::now())
    }

    /// Time since the start.
    pub fn elapsed(self) -> Duration {
        self.0.elapsed()
    }

    /// Time since the start as `3 min 04 s` or `12 s`.
    pub fn text(self) -> String {
        duration(self.elapsed())
    }
}

/// A duration as people say it.
pub fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds >= 60 {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    } else {
        format!("{seconds} s")
    }
}

/// Where the commands of one step write.
pub struct Log {
    /// The file, or none when the terminal itself is the log.
    path: Option<PathBuf>,
    tally: Tally,
    watch: Watch,
    /// Whether a terminal sees how long the command in course takes.
    shown: bool,
}

impl Log {
    /// A log that begins empty at `path`.
    pub fn create(path: PathBuf) -> Result<Self> {
        File::create(&path).with_context(|| format!("creating {}", path.display()))?;
        Ok(Self {
            path: Some(path),
            tally: Tally::default(),
            watch: Watch::start(),
            shown: true,
        })
    }

    /// No file: commands write to the terminal.
    pub fn to_terminal() -> Self {
        Self {
            path: None,
            tally: Tally::default(),
            watch: Watch::start(),
            shown: false,
        }
    }

    /// Shows no running line: another step shows its own.
    pub fn without_running_line(&mut self) {
        self.shown = false;
    }

    /// Whether commands write to a file rather than to the terminal.
    pub fn is_file(&self) -> bool {
        self.path.is_some()
    }

    /// What the step has counted so far.
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// Counts a check that no runner counts, with a line in the log.
    pub fn check(&mut self, good: bool, what: &str) -> Result<()> {
        self.tally = self.tally.and(Tally::one(good));
        self.say(&format!("{} {what}", if good { "ok:" } else { "FAILED:" }))
    }

    /// Counts checks made elsewhere.
    pub fn count(&mut self, passed: usize, failed: usize) {
        self.tally = self.tally.and(Tally {
            passed: u64::try_from(passed).unwrap_or(u64::MAX),
            failed: u64::try_from(failed).unwrap_or(u64::MAX),
        });
    }

    /// Writes a line.
    pub fn say(&self, line: &str) -> Result<()> {
        match &self.path {
            Some(path) => {
                let mut file = File::options().append(true).open(path)?;
                writeln!(file, "{line}").with_context(|| format!("writing {}", path.display()))
            }
            None => {
                println!("{line}");
                Ok(())
            }
        }
    }

    /// Runs a command that must succeed.
    pub fn must(&mut self, command: &mut Command) -> Result<()> {
        let status = self.status(command)?;
        if !status.success() {
            bail!("{} ended with {status}", name(command));
        }
        Ok(())
    }

    /// Runs a test runner: adds what it counted; one that failed without counting a failure counts one.
    pub fn tests(&mut self, command: &mut Command) -> Result<()> {
        let from = self.size();
        let status = self.status(command)?;
        let mut tally = count::read(&self.since(from));
        if !status.success() && tally.failed == 0 {
            tally.failed = 1;
        }
        if tally == Tally::default() {
            bail!("{} ran no test", name(command));
        }
        self.tally = self.tally.and(tally);
        Ok(())
    }

    /// Runs a command that is one check in itself: it passes or it fails.
    pub fn judge(&mut self, command: &mut Command) -> Result<()> {
        let good = self.status(command)?.success();
        self.tally = self.tally.and(Tally::one(good));
        Ok(())
    }

    /// Runs a command to its end.
    pub fn status(&self, command: &mut Command) -> Result<ExitStatus> {
        self.say(&format!("$ {}", line(command)))?;
        command.stdin(Stdio::null());
        if let Some(path) = &self.path {
            let file = File::options().append(true).open(path)?;
            command.stdout(file.try_clone()?).stderr(file);
        }
        let mut child = command
            .spawn()
            .with_context(|| format!("starting {}", name(command)))?;
        self.wait(&mut child, &name(command))
    }

    fn wait(&self, child: &mut Child, name: &str) -> Result<ExitStatus> {
        let watch = Watch::start();
        let show = self.shown && std::io::stdout().is_terminal();
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(status);
            }
            if watch.elapsed() > COMMAND_LIMIT {
                end_tree(child.id());
                child.wait()?;
                bail!("{name} took more than {}", duration(COMMAND_LIMIT));
            }
            if show {
                print!("{}        {} · {name}", clear_line(), self.watch.text());
                std::io::stdout().flush()?;
            }
            std::thread::sleep(GLANCE);
        }
    }

    fn size(&self) -> u64 {
        let path = self.path.as_deref();
        path.and_then(|path| path.metadata().ok())
            .map_or(0, |data| data.len())
    }

    fn since(&self, from: u64) -> String {
        let bytes = self
            .path
            .as_deref()
            .and_then(|path| std::fs::read(path).ok())
            .unwrap_or_default();
        let from = usize::try_from(from).unwrap_or(usize::MAX);
        String::from_utf8_lossy(bytes.get(from..).unwrap_or_default()).into_owned()
    }

    /// The last `lines` of the log.
    pub fn tail(&self, lines: usize) -> String {
        let all = self.since(0);
        let skipped = all.lines().count().saturating_sub(lines);
        all.lines()
            .skip(skipped)
            .map(|line| format!("    {line}\n"))
            .collect()
    }
}

/// What wipes the running line of a terminal; nothing where there is none.
pub fn clear_line() -> &'static str {
    if std::io::stdout().is_terminal() {
        "\r\x1b[K"
    } else {
        ""
    }
}

/// Ends a process and everything it started.
pub fn end_tree(process: u32) {
    let children = std::fs::read_to_string(format!("/proc/{process}/task/{process}/children"));
    // Without /proc only the process itself can be ended, which is what remains to do.
    for child in children.unwrap_or_default().split_whitespace() {
        if let Ok(child) = child.parse() {
            end_tree(child);
        }
    }
    let ended = Command::new("kill")
        .args(["-KILL", &process.to_string()])
        .status();
    if ended.is_err() {
        println!("could not end process {process}");
    }
}

/// A `cargo` command at the root, free of what the cargo that runs us has set.
pub fn cargo(root: &Path) -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(root);
    for (key, _) in std::env::vars_os() {
        let text = key.to_string_lossy();
        if text.starts_with("CARGO_PKG_")
            || text.starts_with("CARGO_BIN_")
            || [
                "CARGO",
                "CARGO_MANIFEST_DIR",
                "CARGO_MANIFEST_PATH",
                "CARGO_CRATE_NAME",
            ]
            .contains(&text.as_ref())
        {
            command.env_remove(&key);
        }
    }
    command
}

/// The folder cargo builds into.
pub fn target(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from)
}

fn name(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut name = program
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    for argument in command.get_args().take(3) {
        name.push(' ');
        name.push_str(&argument.to_string_lossy());
    }
    name
}

fn line(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_reads_as_people_say_it() {
        assert_eq!(duration(Duration::from_secs(9)), "9 s");
        assert_eq!(duration(Duration::from_secs(184)), "3 min 04 s");
    }
}
