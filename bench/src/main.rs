//! Measurements beside a peer or a physical limit, in one run: `cargo run --release -p bench [-- WHAT [SIZE]]`.
//!
//! Never: asserts a time. A figure is printed with what it is compared to, and a person judges.

mod apart;
mod browser;
mod casework;
mod centre;
mod doubles;
mod forms;
mod import;
mod journal;
mod keys;
mod life;
mod measure;
mod pages;
mod people;
mod ranks;
mod raw;
mod screen;
mod search;
mod town;
mod trigram;

use anyhow::{Result, bail};
use measure::say;

/// People of the import when no size is given: a large partner's list.
const IMPORT_PEOPLE: u64 = 10_000;
/// People among whom doubles are looked for when no size is given.
const DOUBLES_PEOPLE: u64 = 100_000;
/// People of the register that is searched when no size is given.
const SEARCH_PEOPLE: u64 = 1_000_000;
/// Open cases of the centre whose agenda is read when no size is given.
const OPEN_CASES: u64 = 5_000;
/// Cases of a large centre when no size is given; it has five people and three referrals for each.
const TOWN_CASES: u64 = 20_000;
/// Sealed files of a large centre when no size is given.
const SEALED_FILES: u64 = 10_000;
/// Entries of the journal that is verified when no size is given.
const JOURNAL_ENTRIES: u64 = 1_000_000;

/// Sittings in which worlds are told apart, or not, when no size is given.
const APART_SITTINGS: u64 = 60;

/// Presses of the key that hides everything, on each page, when no number is given.
const PRESSES: u64 = 40;

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let what = args.next();
    let size = args.next().map(|text| text.parse()).transpose()?;
    measure::machine();
    match what.as_deref() {
        None => {
            casework::run(usize::try_from(OPEN_CASES)?)?;
            import::run(IMPORT_PEOPLE)?;
            town::run(usize::try_from(TOWN_CASES)?)?;
            search::run(SEARCH_PEOPLE)?;
            keys::run(SEALED_FILES)?;
            apart::run(usize::try_from(APART_SITTINGS)?)?;
            journal::run(JOURNAL_ENTRIES)
        }
        Some("casework") => casework::run(usize::try_from(size.unwrap_or(OPEN_CASES))?),
        Some("town") => town::run(usize::try_from(size.unwrap_or(TOWN_CASES))?),
        Some("import") => import::run(size.unwrap_or(IMPORT_PEOPLE)),
        Some("doubles") => doubles::run(usize::try_from(size.unwrap_or(DOUBLES_PEOPLE))?),
        Some("search") => search::run(size.unwrap_or(SEARCH_PEOPLE)),
        Some("journal") => journal::run(size.unwrap_or(JOURNAL_ENTRIES)),
        Some("apart") => apart::run(usize::try_from(size.unwrap_or(APART_SITTINGS))?),
        Some("screen") => screen::run(usize::try_from(size.unwrap_or(PRESSES))?),
        Some("keys") => keys::run(size.unwrap_or(SEALED_FILES)),
        // A list for the command itself: `akwaba import`.
        Some("people") => people::print(size.unwrap_or(IMPORT_PEOPLE)),
        // Large enough for the peer to be warm.
        Some("forms") => forms::run(size.unwrap_or(2_000)),
        Some(other) => {
            say(
                "apart [SITTINGS], casework [CASES], forms [ANSWERS], import [PEOPLE], doubles [PEOPLE], search [PEOPLE], journal [ENTRIES], keys [FILES], people [PEOPLE], screen [PRESSES], town [CASES]",
            );
            bail!("unknown: {other}")
        }
    }
}
