//! What the checks need on the machine beside Rust: finds it, or installs it with apt where that is
//! allowed, or says the one command that would.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;

use anyhow::{Result, bail};

use crate::run::Log;

/// Something that must be on the machine.
pub struct Need {
    /// Its name, for people.
    pub name: &'static str,
    /// Programs of which one must be found.
    pub programs: &'static [&'static str],
    /// Folders to look in beside the search path; a `*` stands for any one folder.
    pub folders: &'static [&'static str],
    /// Environment variable that names the program itself.
    pub variable: &'static str,
    /// The Debian packages that bring it.
    pub packages: &'static [&'static str],
}

pub const CHROMIUM: Need = Need {
    name: "Chromium",
    programs: &["chromium", "chromium-browser", "google-chrome", "chrome"],
    folders: &[],
    variable: "AKWABA_CHROMIUM",
    packages: &["chromium"],
};

pub const NODE: Need = Need {
    name: "Node.js 18 or later",
    programs: &["node"],
    folders: &[],
    variable: "AKWABA_NODE",
    packages: &["nodejs", "npm"],
};

pub const NPM: Need = Need {
    name: "npm",
    programs: &["npm"],
    folders: &[],
    variable: "AKWABA_NPM",
    packages: &["npm"],
};

pub const POSTGRES: Need = Need {
    name: "PostgreSQL's server",
    programs: &["initdb"],
    folders: &["/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin"],
    variable: "AKWABA_INITDB",
    packages: &["postgresql"],
};

pub const STRACE: Need = Need {
    name: "strace",
    programs: &["strace"],
    folders: &[],
    variable: "AKWABA_STRACE",
    packages: &["strace"],
};

pub const PYTHON: Need = Need {
    name: "Python 3",
    programs: &["python3"],
    folders: &[],
    variable: "AKWABA_PYTHON",
    packages: &["python3"],
};

/// Python with its own folders of packages, as ODK's converter needs.
pub const PYTHON_VENV: Need = Need {
    name: "Python 3 with venv",
    programs: &["python3"],
    folders: &[],
    variable: "AKWABA_PYTHON",
    packages: &["python3", "python3-venv"],
};

/// SQLite is C: making WebAssembly of it takes a compiler that knows how.
pub const CLANG: Need = Need {
    name: "clang",
    programs: &[
        "clang-19", "clang-20", "clang-18", "clang-17", "clang-16", "clang",
    ],
    folders: &["/usr/lib/llvm-*/bin"],
    variable: "CC_wasm32_unknown_unknown",
    packages: &["clang-19", "llvm-19"],
};

pub const LLVM_AR: Need = Need {
    name: "llvm-ar",
    programs: &[
        "llvm-ar-19",
        "llvm-ar-20",
        "llvm-ar-18",
        "llvm-ar-17",
        "llvm-ar-16",
        "llvm-ar",
    ],
    folders: &["/usr/lib/llvm-*/bin"],
    variable: "AR_wasm32_unknown_unknown",
    packages: &["llvm-19"],
};

/// Finds it, installing it first where it is missing and that is allowed.
pub fn ensure(need: &Need, log: &mut Log) -> Result<PathBuf> {
    if let Some(found) = find(need) {
        return Ok(found);
    }
    install(need.name, need.packages, log)?;
    match find(need) {
        Some(found) => Ok(found),
        None => bail!("{} is still not found after its installation", need.name),
    }
}

/// Held while packages are installed.
static INSTALLING: Mutex<()> = Mutex::new(());

/// Installs Debian packages, or says how.
pub fn install(name: &str, packages: &[&str], log: &mut Log) -> Result<()> {
    let words = packages.join(" ");
    let advice = format!("{name} is missing; this would bring it: sudo apt-get install -y {words}");
    let apt = search_path("apt-get");
    let (Some(apt), Some(prefix)) = (apt, may_install()) else {
        bail!(advice);
    };
    log.say(&format!("{name} is missing: installing {words}"))?;
    let step = |arguments: &[&str]| {
        let mut words: Vec<&str> = prefix.to_vec();
        let apt = apt.to_str().unwrap_or("apt-get");
        words.push(apt);
        words.extend(arguments);
        let (program, rest) = words.split_first().unwrap_or((&apt, &[]));
        let mut command = Command::new(program);
        command.args(rest).env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    // Two steps may miss something at once, and apt serves one at a time.
    let _turn = INSTALLING.lock();
    // An old list may still do: only the installation decides.
    log.status(&mut step(&["update", "-qq"]))?;
    let mut arguments = vec!["install", "-y", "-qq", "--no-install-recommends"];
    arguments.extend(packages);
    if !log.status(&mut step(&arguments))?.success() {
        bail!(advice);
    }
    Ok(())
}

/// Finds it on the machine as it is.
pub fn find(need: &Need) -> Option<PathBuf> {
    if let Some(named) = std::env::var_os(need.variable) {
        let named = PathBuf::from(named);
        return if named.components().count() > 1 {
            named.is_file().then_some(named)
        } else {
            search_path(&named.to_string_lossy())
        };
    }
    let listed = need
        .programs
        .iter()
        .find_map(|program| search_path(program));
    listed.or_else(|| {
        let folders = need.folders.iter().flat_map(|folder| expand(folder));
        let mut found: Vec<PathBuf> = folders
            .flat_map(|folder| {
                need.programs
                    .iter()
                    .map(move |program| folder.join(program))
            })
            .filter(|path| path.is_file())
            .collect();
        found.sort();
        found.pop()
    })
}

/// Whether this is the administrator of the machine.
pub fn is_root() -> bool {
    prints(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0")
}

/// What a command prints, where it succeeds.
pub fn prints(command: &mut Command) -> Option<String> {
    let done = command.stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&done.stdout).into_owned();
    done.status.success().then_some(text)
}

/// The words to put before apt-get, where installing is allowed without a question.
fn may_install() -> Option<&'static [&'static str]> {
    if is_root() {
        return Some(&[]);
    }
    prints(Command::new("sudo").args(["-n", "true"])).map(|_| &["sudo", "-n"] as &[&str])
}

/// Finds a program on the search path.
pub fn search_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}

/// The folders that a pattern with one `*` stands for.
fn expand(pattern: &str) -> Vec<PathBuf> {
    let Some((before, after)) = pattern.split_once('*') else {
        return vec![PathBuf::from(pattern)];
    };
    let (parent, prefix) = before.rsplit_once('/').unwrap_or(("", before));
    let Ok(entries) = std::fs::read_dir(if parent.is_empty() { "/" } else { parent }) else {
        return Vec::new();
    };
    entries
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix))
        .map(|entry| join_rest(&entry.path(), after))
        .collect()
}

fn join_rest(folder: &Path, rest: &str) -> PathBuf {
    let rest = rest.trim_start_matches('/');
    if rest.is_empty() {
        folder.to_owned()
    } else {
        folder.join(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_named_by_its_variable_is_looked_for_there_only() {
        let need = Need {
            name: "nothing",
            programs: &["sh"],
            folders: &[],
            variable: "PATH",
            packages: &[],
        };
        assert_eq!(find(&need), None);
    }

    #[test]
    fn a_pattern_stands_for_the_folders_there_are() {
        let here = env!("CARGO_MANIFEST_DIR");
        let found = expand(&format!("{here}/s*/tidy"));
        assert_eq!(found, [Path::new(here).join("src/tidy")]);
    }
}
