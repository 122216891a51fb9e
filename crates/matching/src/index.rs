//! The key table as matching needs it: what the store implements, and what is written when a person changes.
//!
//! Owns: the two small traits between search and store, and the rows to write and take away.
//! Never: SQL. One table serves SQLite and PostgreSQL:
//! `person_key(scope BYTEA, key BIGINT, rank BIGINT, letters BIGINT, id BYTEA,
//! PRIMARY KEY (scope, key, rank, letters, id))`, all in the key so that a read never leaves the index; and the
//! cards beside it, `person_card(scope BYTEA, person BYTEA, card BYTEA, PRIMARY KEY (scope, person))`.

use std::collections::BTreeSet;

use crate::card::{Card, PersonId};
use crate::keys::{self, KeyRow, Kind};
use crate::vocabulary;

/// One bounded read: `SELECT rank, letters, id … WHERE scope = … AND key = … [AND rank BETWEEN …]
/// ORDER BY rank, letters, id LIMIT …`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Probe {
    /// The key.
    pub key: i64,
    /// Only these ranks, both ends included.
    pub ranks: Option<(i64, i64)>,
    /// At most so many rows.
    pub limit: usize,
}

/// One row read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// See [`crate::rank::Rank`].
    pub rank: i64,
    /// See [`crate::rank::Letters`].
    pub letters: i64,
    /// The person, or a code of the vocabulary.
    pub id: PersonId,
}

/// What search reads. The store answers within one scope.
pub trait Postings {
    /// The store's error.
    type Error;

    /// The rows of each probe, in the order of the probes, each sorted by rank, letters and id.
    ///
    /// # Errors
    /// Those of the store.
    fn rows(&mut self, probes: &[Probe]) -> Result<Vec<Vec<Row>>, Self::Error>;

    /// The cards of some people, in any order; whoever has none is left out.
    ///
    /// # Errors
    /// Those of the store.
    fn cards(&mut self, people: &[PersonId]) -> Result<Vec<Card>, Self::Error>;
}

/// What indexing writes.
pub trait Shelves: Postings {
    /// Adds rows; one that is there already stays as it is.
    ///
    /// # Errors
    /// Those of the store.
    fn add(&mut self, rows: &[KeyRow]) -> Result<(), Self::Error>;

    /// Takes rows away; one that is not there is no error.
    ///
    /// # Errors
    /// Those of the store.
    fn remove(&mut self, rows: &[KeyRow]) -> Result<(), Self::Error>;
}

/// Brings the key table from a person's old card to the new one; either may be absent. Afterwards the table
/// depends on the cards alone, whatever the order of the changes. The card itself is the store's to write.
///
/// # Errors
/// Those of the store.
pub fn replace<S: Shelves>(
    store: &mut S,
    old: Option<&Card>,
    new: Option<&Card>,
) -> Result<(), S::Error> {
    let set = |card: Option<&Card>| -> BTreeSet<KeyRow> {
        card.map(keys::rows)
            .unwrap_or_default()
            .into_iter()
            .collect()
    };
    let (before, after) = (set(old), set(new));
    let gone: Vec<KeyRow> = before.difference(&after).copied().collect();
    let come: Vec<KeyRow> = after.difference(&before).copied().collect();
    let (old_codes, new_codes) = (codes(old), codes(new));
    let unknown = borne_by_nobody(store, new_codes.difference(&old_codes))?;
    let mut added: Vec<KeyRow> = unknown
        .iter()
        .flat_map(|code| vocabulary::rows(code))
        .collect();
    added.extend(come);
    if !added.is_empty() {
        store.add(&added)?;
    }
    if !gone.is_empty() {
        store.remove(&gone)?;
    }
    let forgotten = borne_by_nobody(store, old_codes.difference(&new_codes))?;
    let dropped: Vec<KeyRow> = forgotten
        .iter()
        .flat_map(|code| vocabulary::rows(code))
        .collect();
    if !dropped.is_empty() {
        store.remove(&dropped)?;
    }
    Ok(())
}

fn codes(card: Option<&Card>) -> BTreeSet<String> {
    card.map(keys::codes).unwrap_or_default()
}

/// Those codes under which the table holds nobody.
fn borne_by_nobody<'a, S: Shelves>(
    store: &mut S,
    codes: impl Iterator<Item = &'a String>,
) -> Result<Vec<&'a String>, S::Error> {
    let codes: Vec<&String> = codes.collect();
    if codes.is_empty() {
        return Ok(codes);
    }
    let probe = |code: &&String| Probe {
        key: keys::key(Kind::Name, code),
        ranks: None,
        limit: 1,
    };
    let rows = store.rows(&codes.iter().map(probe).collect::<Vec<_>>())?;
    let held = codes.into_iter().zip(rows);
    Ok(held
        .filter(|(_, rows)| rows.is_empty())
        .map(|(code, _)| code)
        .collect())
}
