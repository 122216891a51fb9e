//! What must hold after any fault: the database opens, what was acknowledged is there, the journal
//! is whole, and the tables are what the journal makes of them.

use akwaba_journal::chain::Follower;
use akwaba_journal::entry::{Entry, Stream};
use akwaba_journal::id::EntryId;
use akwaba_store::rebuild::state_hash;
use akwaba_store::tx::{Param, Tx};

use super::place::{Place, Trouble};
use super::upkeep;

/// Every acknowledged word is kept, and the whole is sound.
pub fn all_is_there(place: &mut Place, said: &[&str]) -> Result<(), Trouble> {
    let store = place.store()?;
    for word in said {
        match word.parse::<EntryId>() {
            Ok(id) => store.read(|tx| is_written(tx, id))?,
            Err(_) if word.starts_with("copy-") => upkeep::is_copied(place, word)?,
            Err(_) => {}
        }
    }
    store.read(|tx| {
        file_is_sound(tx)?;
        journal_is_whole(tx)
    })?;
    let before = store.read(state_hash)?;
    store.rebuild(&mut |_| ())?;
    if store.read(state_hash)? != before {
        return Err(Trouble::Lost(
            "the tables are not those of the journal".to_owned(),
        ));
    }
    Ok(())
}

fn file_is_sound(tx: &mut dyn Tx) -> Result<(), Trouble> {
    let row = tx.one("PRAGMA integrity_check", &[])?;
    match row.text(0)? {
        "ok" => Ok(()),
        other => Err(Trouble::Lost(format!("the file is damaged: {other}"))),
    }
}

fn is_written(tx: &mut dyn Tx, id: EntryId) -> Result<(), Trouble> {
    let found = tx.maybe(
        "SELECT seq FROM entry WHERE id = $1",
        &[Param::Blob(id.as_bytes())],
    )?;
    match found {
        Some(_) => Ok(()),
        None => Err(Trouble::Lost(format!("{id} was acknowledged and is gone"))),
    }
}

fn journal_is_whole(tx: &mut dyn Tx) -> Result<(), Trouble> {
    let mut following: Option<(Stream, Follower)> = None;
    let rows = tx.query(
        "SELECT bytes FROM entry ORDER BY scope, node, incarnation, seq",
        &[],
    )?;
    for row in rows {
        let bytes = row.blob(0)?;
        let entry = Entry::decode(bytes).map_err(|error| Trouble::Lost(error.to_string()))?;
        let follower = match &mut following {
            Some((stream, follower)) if *stream == entry.stream => follower,
            _ => {
                &mut following
                    .insert((entry.stream, Follower::new(entry.stream)))
                    .1
            }
        };
        follower
            .follow(&entry, bytes)
            .map_err(|broken| Trouble::Lost(broken.to_string()))?;
    }
    Ok(())
}
