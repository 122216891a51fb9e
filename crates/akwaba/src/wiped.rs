//! Memory that is freed is overwritten, whoever freed it: pages, forms, the engine of the database, the libraries.
//!
//! Keys wipe themselves. What they open does not: it stands in strings and rows of many crates, the engine of
//! SQLite among them, which ask the C library for their memory. So the C library does it. Never: anything that
//! a program on another system needs; what remains there is written in `docs/threat-model.md`.

/// Begins this program again, in the same process, with a C library that overwrites what is freed; returns when it
/// does already, or cannot.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub fn free_overwrites() {
    use std::os::unix::process::CommandExt;
    const NAME: &str = "GLIBC_TUNABLES";
    const OVERWRITES: &str = "glibc.malloc.perturb";
    // Without the cache of each thread: what is freed into it is not overwritten.
    let wanted = format!("{OVERWRITES}=170:glibc.malloc.tcache_count=0");
    let known = std::env::var(NAME).unwrap_or_default();
    if known.contains(OVERWRITES) {
        return;
    }
    let wanted = match known.as_str() {
        "" => wanted,
        known => format!("{known}:{wanted}"),
    };
    let Ok(program) = std::env::current_exe() else {
        return tracing::warn!("freed memory is not overwritten: the program does not find itself");
    };
    let error = std::process::Command::new(program)
        .args(std::env::args_os().skip(1))
        .env(NAME, wanted)
        .exec();
    tracing::warn!(%error, "freed memory is not overwritten");
}

/// Elsewhere the C library is left as it is.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub fn free_overwrites() {}
