//! The pages as WebAssembly: builds `crates/phone` for `wasm32-unknown-unknown`, binds it for
//! browsers, and lays out the site in `target/wasm/site`.
//!
//! Two ways: the toolchain in use with its target added, or Debian's own toolchain and sources of the
//! standard library where no target can be added. `AKWABA_WASM=debian` asks for the second.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::needs;
use crate::run::{self, Log};

const TARGET: &str = "wasm32-unknown-unknown";
/// Bytes of compressed WebAssembly beyond which the phone's first load gets too long: all trades are in one module, of which a
/// phone will need a part.
const COMPRESSED_BYTES_MAX: usize = 4_200_000;

/// Builds the site and returns its folder.
pub fn build(root: &Path, log: &mut Log) -> Result<PathBuf> {
    let clang = needs::ensure(&needs::CLANG, log)?;
    let archiver = needs::ensure(&needs::LLVM_AR, log)?;
    let by_debian = asks_for_debian() || !target_is_there(log)?;
    let mut command = if by_debian {
        debian(root, log)?
    } else {
        run::cargo(root)
    };
    let made = folder(root, by_debian);
    command
        .args(["build", "--package", "akwaba-phone", "--profile", "phone"])
        .args(["--target", TARGET, "--target-dir"])
        .arg(&made)
        .env("CC_wasm32_unknown_unknown", clang)
        .env("AR_wasm32_unknown_unknown", archiver);
    if log.is_file() {
        command.arg("--quiet");
    }
    log.must(&mut command)?;
    let module = made.join(TARGET).join("phone/akwaba_phone.wasm");
    let site = site(root);
    bind(&module, &site)?;
    for page in ["index.html", "start.js", "worker.js"] {
        let from = root.join("crates/phone/site").join(page);
        std::fs::copy(&from, site.join(page))
            .with_context(|| format!("copying {}", from.display()))?;
    }
    weigh(&site, log)?;
    Ok(site)
}

/// Where the site stands, whichever toolchain built it.
pub fn site(root: &Path) -> PathBuf {
    run::target(root).join("wasm/site")
}

/// Debian's toolchain must not share build results with another one: each has a folder of its own.
fn folder(root: &Path, by_debian: bool) -> PathBuf {
    run::target(root).join(if by_debian { "wasm-debian" } else { "wasm" })
}

fn asks_for_debian() -> bool {
    std::env::var_os("AKWABA_WASM").is_some_and(|way| way == "debian")
}

/// Whether the toolchain in use has the target, adding it where rustup can.
fn target_is_there(log: &Log) -> Result<bool> {
    let mut ask = Command::new("rustc");
    let folder = needs::prints(ask.args(["--print", "target-libdir", "--target", TARGET]));
    if folder.is_some_and(|folder| Path::new(folder.trim()).is_dir()) {
        return Ok(true);
    }
    if needs::search_path("rustup").is_none() {
        return Ok(false);
    }
    let added = log.status(Command::new("rustup").args(["target", "add", TARGET]))?;
    Ok(added.success())
}

/// Debian's cargo, which builds the standard library from its sources.
fn debian(root: &Path, log: &mut Log) -> Result<Command> {
    let (cargo, rustc) = (Path::new("/usr/bin/cargo"), Path::new("/usr/bin/rustc"));
    let sources = Path::new("/usr/lib/rustlib/src/rust/library/std");
    let linker = needs::search_path("wasm-ld-19");
    if !cargo.is_file() || !rustc.is_file() || !sources.is_dir() || linker.is_none() {
        let packages = ["cargo-web", "rustc-web", "rust-web-src", "lld-19"];
        needs::install("a toolchain that makes WebAssembly", &packages, log)?;
    }
    let mut command = run::cargo(root);
    let mut debian = Command::new(cargo);
    debian.current_dir(root);
    for (key, value) in command.get_envs() {
        match value {
            Some(value) => debian.env(key, value),
            None => debian.env_remove(key),
        };
    }
    command = debian;
    command
        .env("RUSTC", rustc)
        .env("RUSTC_BOOTSTRAP", "1")
        .env_remove("RUSTUP_TOOLCHAIN")
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
            "-Clinker=wasm-ld-19",
        )
        .arg("-Zbuild-std=std,panic_abort");
    Ok(command)
}

fn bind(module: &Path, site: &Path) -> Result<()> {
    let mut binder = wasm_bindgen_cli_support::Bindgen::new();
    binder
        .input_path(module)
        .web(true)?
        .typescript(false)
        .generate(site)
        .with_context(|| format!("binding {}", module.display()))
}

fn weigh(site: &Path, log: &mut Log) -> Result<()> {
    let module = site.join("akwaba_phone_bg.wasm");
    let packed = needs::search_path("gzip").context("gzip is needed to weigh the module")?;
    let bytes = Command::new(packed)
        .arg("-9c")
        .arg(&module)
        .output()?
        .stdout
        .len();
    if bytes == 0 {
        bail!("the module could not be weighed");
    }
    log.check(
        bytes <= COMPRESSED_BYTES_MAX,
        &format!("the module is {bytes} bytes compressed, {COMPRESSED_BYTES_MAX} at most"),
    )
}
