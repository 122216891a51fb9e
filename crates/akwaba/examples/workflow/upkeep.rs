//! Workflows of upkeep: copies are made, the tables are made again from the journal.

use std::path::PathBuf;

use akwaba_store::{Plan, backup};

use super::place::{Place, Trouble};
use super::{counter, registry};

/// Copies made in one run.
const COPIES: u32 = 2;

/// A centre with something worth keeping.
pub fn prepare(place: &mut Place) -> Result<(), Trouble> {
    counter::found(place)?;
    counter::receive(place)?;
    registry::register(place)
}

/// Copies are made, each acknowledged once it is there.
pub fn copy(place: &mut Place) -> Result<(), Trouble> {
    let store = place.store()?;
    for number in 0..COPIES {
        store.snapshot(&path(place, number), &mut |_| ())?;
        place.say(&format!("copy-{number}"))?;
    }
    Ok(())
}

/// An acknowledged copy is whole.
pub fn is_copied(place: &Place, name: &str) -> Result<(), Trouble> {
    let path = place.folder().join(format!("{name}.db"));
    let checked = backup::check(&path, None, Plan::AKWABA, &mut |_| ())?;
    if checked.is_sound() && checked.entries > 0 {
        Ok(())
    } else {
        Err(Trouble::Lost(format!(
            "{name} was acknowledged and is not sound"
        )))
    }
}

/// The tables are made again, twice.
pub fn rebuild(place: &mut Place) -> Result<(), Trouble> {
    let store = place.store()?;
    for number in 0..2 {
        store.rebuild(&mut |_| ())?;
        place.say(&format!("rebuilt-{number}"))?;
    }
    Ok(())
}

fn path(place: &Place, number: u32) -> PathBuf {
    place.folder().join(format!("copy-{number}.db"))
}
