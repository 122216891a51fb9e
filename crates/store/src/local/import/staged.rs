//! The rows of one file under the keys by which they find each other.

use crate::error::{Result, StoreError};
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
        for row in rows {
            self.tx.execute(
                "INSERT INTO import_key (job, key, rank, letters, id) VALUES ($1, $2, $3, $4, $5) \
                 ON CONFLICT (job, key, rank, letters, id) DO NOTHING",
                params![&self.job, row.key, row.rank, row.letters, &row.id],
            )?;
        }
        Ok(())
    }
}

impl Postings for Staged<'_> {
    type Error = StoreError;

    fn rows(&mut self, probes: &[Probe]) -> Result<Vec<Vec<Row>>> {
        let mut found = Vec::with_capacity(probes.len());
        for probe in probes {
            let (from, to) = probe.ranks.unwrap_or((i64::MIN, i64::MAX));
            let limit = i64::try_from(probe.limit).unwrap_or(i64::MAX);
            let mut rows = Vec::new();
            self.tx.each(
                "SELECT rank, letters, id FROM import_key \
                 WHERE job = $1 AND key = $2 AND rank >= $3 AND rank <= $4 \
                 ORDER BY rank, letters, id LIMIT $5",
                params![&self.job, probe.key, from, to, limit],
                &mut |row| {
                    let id = PersonId::try_from(row.blob(2)?)
                        .map_err(|_| StoreError::corrupt("the id of a key has another length"))?;
                    rows.push(Row {
                        rank: row.int(0)?,
                        letters: row.int(1)?,
                        id,
                    });
                    Ok(())
                },
            )?;
            found.push(rows);
        }
        Ok(found)
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
