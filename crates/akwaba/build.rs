//! Puts the model manual of `manuel/` into the program, so that a centre is founded with it.

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let here = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let folder = Path::new(&here).join("../../manuel");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "md") {
            println!("cargo::rerun-if-changed={}", path.display());
            names.push(path);
        }
    }
    names.sort();
    let mut source = String::from("&[\n");
    for path in names {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let whole = path.canonicalize()?;
        source.push_str(&format!("    ({name:?}, include_str!({:?})),\n", whole));
    }
    source.push_str("]\n");
    let out = env::var_os("OUT_DIR").unwrap_or_default();
    fs::write(Path::new(&out).join("manuel.rs"), source)
}
