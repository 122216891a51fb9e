//! The rows of one file under the keys by which they find each other.

use crate::error::{Result, StoreError};
use crate::ordered::{self, Table};
use crate::params;
use crate::tx::Tx;
use akwaba_journal::id::EntityId;
use akwaba_matching::card::{Card, PersonId};
use akwaba_matching::index::{Postings, Probe, Row};
use akwaba_matching::keys::KeyRow;

/// The rows of one file, to be searched for doubles.
pub struct Staged<'a> {
    tx: &'a mut dyn Tx,
    job: EntityId,
}

impl<'a> Staged<'a> {
    /// The rows of a job, within a transaction.
    pub fn of(tx: &'a mut dyn Tx, job: EntityId) -> Self {
        Self { tx, job }
    }

    /// Adds the keys under which a row is found.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn add(&mut self, rows: &[KeyRow]) -> Result<()> {
        ordered::add(self.tx, (Table::File, self.job.as_bytes()), rows)
    }
}

impl Postings for Staged<'_> {
    type Error = StoreError;

    fn rows(&mut self, probes: &[Probe]) -> Result<Vec<Vec<Row>>> {
        ordered::rows(self.tx, (Table::File, self.job.as_bytes()), probes)
    }

    fn cards(&mut self, people: &[PersonId]) -> Result<Vec<Card>> {
        let mut cards = Vec::new();
        for person in people {
            let row = self.tx.maybe(
                "SELECT card FROM import_line WHERE job = $1 AND person = $2 \
                 AND card IS NOT NULL ORDER BY number LIMIT 1",
                params![&self.job, person],
            )?;
            if let Some(row) = row {
                let card = Card::unpack(row.blob(0)?)
                    .map_err(|_| StoreError::corrupt("the card of a row cannot be read"))?;
                cards.push(card);
            }
        }
        Ok(cards)
    }
}
