//! Measurements beside a peer or a physical limit, in one run: `cargo run --release -p bench [-- WHAT [SIZE]]`.
//!
//! Never: asserts a time. A figure is printed with what it is compared to, and a person judges.

mod forms;
mod import;
mod measure;
mod people;
mod raw;

use anyhow::{Result, bail};
use measure::say;

/// People of the import when no size is given: a large partner's list.
const IMPORT_PEOPLE: u64 = 10_000;

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let what = args.next();
    let size = args.next().map(|text| text.parse()).transpose()?;
    measure::machine();
    match what.as_deref() {
        None => import::run(IMPORT_PEOPLE),
        Some("import") => import::run(size.unwrap_or(IMPORT_PEOPLE)),
        // A list for the command itself: `akwaba import`.
        Some("people") => people::print(size.unwrap_or(IMPORT_PEOPLE)),
        // Large enough for the peer to be warm.
        Some("forms") => forms::run(size.unwrap_or(2_000)),
        Some(other) => {
            say("forms [ANSWERS], import [PEOPLE], people [PEOPLE]");
            bail!("unknown: {other}")
        }
    }
}
