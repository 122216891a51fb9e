//! What must hold after any fault: the database opens, what was acknowledged is there, and the journal
//! is whole.

use std::io::Read as _;

use akwaba_journal::chain::Follower;
use akwaba_journal::entry::{Entry, Stream};
use akwaba_journal::id::EntryId;
use akwaba_store::tx::{Param, Tx};

use super::place::{Place, Trouble};

/// Reads the acknowledgements and compares.
pub fn all_is_there(place: &mut Place, _workflow: &str) -> Result<(), Trouble> {
    let mut acknowledged = String::new();
    std::io::stdin().read_to_string(&mut acknowledged)?;
    let ids = acknowledged
        .lines()
        .filter_map(|line| line.strip_prefix("ack "))
        .map(|id| id.parse::<EntryId>().map_err(|_| Trouble::Usage))
        .collect::<Result<Vec<_>, _>>()?;
    let store = place.store()?;
    store.read(|tx| {
        file_is_sound(tx)?;
        for id in &ids {
            is_written(tx, *id)?;
        }
        journal_is_whole(tx)
    })?;
    // A database that opens but takes no more writes would be of no use either.
    store.write(|tx| Ok::<_, Trouble>(tx.execute("DELETE FROM entry WHERE seq < 0", &[])?))?;
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
