//! The keys under which a person is found, and the reading of them.
//!
//! Invariant: the keys follow from the cards alone. Never: ranks anything, which is `matching`'s.

use crate::error::{Result, StoreError};
use crate::ordered::{self, Table};
use crate::params;
use crate::tx::Tx;
use akwaba_domain::registry::line::PersonLine;
use akwaba_journal::id::{EntityId, ScopeId};
use akwaba_matching::card::{Card, PersonId};
use akwaba_matching::index::{self, Postings, Probe, Row, Shelves};
use akwaba_matching::keys::KeyRow;
use akwaba_matching::query::Query;
use akwaba_matching::score::Sign;
use akwaba_matching::search::search;
use akwaba_matching::weight::Frequencies;

/// The key table of one scope.
pub struct Shelf<'a> {
    tx: &'a mut dyn Tx,
    scope: ScopeId,
}

impl<'a> Shelf<'a> {
    /// The key table of a scope, within a transaction.
    pub fn of(tx: &'a mut dyn Tx, scope: ScopeId) -> Self {
        Self { tx, scope }
    }
}

/// Brings the keys of a person in line with their card. `known`: there may be an old card.
pub(super) fn replace(
    tx: &mut dyn Tx,
    scope: ScopeId,
    person: EntityId,
    new: Option<&Card>,
    known: bool,
) -> Result<()> {
    let mut shelf = Shelf::of(tx, scope);
    let old = if known {
        shelf.card(person.as_bytes())?
    } else {
        None
    };
    if old.as_ref() == new {
        return Ok(());
    }
    index::replace(&mut shelf, old.as_ref(), new)?;
    match new {
        Some(card) => tx.execute(
            "INSERT INTO person_card (scope, person, card) VALUES ($1, $2, $3) \
             ON CONFLICT (scope, person) DO UPDATE SET card = excluded.card",
            params![&scope, &person, &card.pack()],
        )?,
        None => tx.execute(
            "DELETE FROM person_card WHERE scope = $1 AND person = $2",
            params![&scope, &person],
        )?,
    };
    Ok(())
}

/// A person that a search found, and what made it find them.
pub type FoundPerson = (EntityId, PersonLine, Vec<Sign>);

/// The persons that a query finds, best first: each person once, by the record that stands for
/// them, at most `limit` records.
///
/// # Errors
/// What the engine says.
pub fn people(
    tx: &mut dyn Tx,
    scope: ScopeId,
    query: &Query,
    limit: usize,
) -> Result<Vec<FoundPerson>> {
    let mut shelf = Shelf::of(tx, scope);
    let found = search(&mut shelf, query, Frequencies::national(), limit)?;
    let mut people: Vec<FoundPerson> = Vec::new();
    for hit in found.hits {
        let id = EntityId::from_bytes(hit.card.person);
        let group = super::link::group(tx, scope, id)?;
        let stands = group.first().copied().unwrap_or(id);
        if people.iter().any(|(known, ..)| *known == stands) {
            continue;
        }
        if let Some(row) = super::person::find(tx, scope, stands)? {
            people.push((stands, row.line, hit.signs));
        }
    }
    Ok(people)
}

impl Shelf<'_> {
    fn card(&mut self, person: &PersonId) -> Result<Option<Card>> {
        let row = self.tx.maybe(
            "SELECT card FROM person_card WHERE scope = $1 AND person = $2",
            params![&self.scope, person],
        )?;
        row.map(|row| {
            Card::unpack(row.blob(0)?)
                .map_err(|_| StoreError::corrupt("the card of a person cannot be read"))
        })
        .transpose()
    }
}

impl Postings for Shelf<'_> {
    type Error = StoreError;

    fn rows(&mut self, probes: &[Probe]) -> Result<Vec<Vec<Row>>> {
        ordered::rows(self.tx, (Table::People, self.scope.as_bytes()), probes)
    }

    fn cards(&mut self, people: &[PersonId]) -> Result<Vec<Card>> {
        let mut cards = Vec::with_capacity(people.len());
        for person in people {
            cards.extend(self.card(person)?);
        }
        Ok(cards)
    }
}

impl Shelves for Shelf<'_> {
    fn add(&mut self, rows: &[KeyRow]) -> Result<()> {
        ordered::add(self.tx, (Table::People, self.scope.as_bytes()), rows)
    }

    fn remove(&mut self, rows: &[KeyRow]) -> Result<()> {
        ordered::remove(self.tx, (Table::People, self.scope.as_bytes()), rows)
    }
}
