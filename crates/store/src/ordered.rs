//! The keys under which people, and the rows of a file, are looked for; in a long piece of writing, written in their order.
//!
//! Keys come in no order, so that each would touch a page of its own of a large table. Within [`in_order`] they are held in
//! memory and written sorted, when they are many and at the end. Invariant: whoever reads keys sees those that are held.

use crate::error::{Result, StoreError};
use crate::home::Home;
use crate::params;
use crate::tx::{Param, Row, Tx};
use akwaba_matching::card::PersonId;
use akwaba_matching::index::{self, Probe};
use akwaba_matching::keys::KeyRow;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Keys held at a time: some 80 MB.
const HELD_MAX: usize = 1_000_000;

/// A table of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Table {
    /// Of the people of a registry, by scope.
    People,
    /// Of the rows of a file on its way in, by job.
    File,
}

impl Table {
    fn select(self) -> &'static str {
        match self {
            Self::People => {
                "SELECT rank, letters, id FROM person_key \
                 WHERE scope = $1 AND key = $2 AND rank >= $3 AND rank <= $4 \
                 ORDER BY rank, letters, id LIMIT $5"
            }
            Self::File => {
                "SELECT rank, letters, id FROM import_key \
                 WHERE job = $1 AND key = $2 AND rank >= $3 AND rank <= $4 \
                 ORDER BY rank, letters, id LIMIT $5"
            }
        }
    }

    fn insert(self) -> &'static str {
        match self {
            Self::People => {
                "INSERT INTO person_key (scope, key, rank, letters, id) VALUES ($1, $2, $3, $4, $5) \
                 ON CONFLICT (scope, key, rank, letters, id) DO NOTHING"
            }
            Self::File => {
                "INSERT INTO import_key (job, key, rank, letters, id) VALUES ($1, $2, $3, $4, $5) \
                 ON CONFLICT (job, key, rank, letters, id) DO NOTHING"
            }
        }
    }

    fn delete(self) -> &'static str {
        match self {
            Self::People => {
                "DELETE FROM person_key \
                 WHERE scope = $1 AND key = $2 AND rank = $3 AND letters = $4 AND id = $5"
            }
            Self::File => {
                "DELETE FROM import_key \
                 WHERE job = $1 AND key = $2 AND rank = $3 AND letters = $4 AND id = $5"
            }
        }
    }
}

/// Whose keys: the table, and the scope or the job.
pub(crate) type Owner<'a> = (Table, &'a [u8; 16]);

/// Keys that are not written yet.
#[derive(Default)]
pub struct Held(BTreeSet<(Table, [u8; 16], KeyRow)>);

impl core::fmt::Debug for Held {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Held([caché] x {})", self.0.len())
    }
}

impl Held {
    /// Those that a probe asks for, in their order.
    fn rows(&self, (table, owner): Owner<'_>, probe: &Probe) -> Vec<index::Row> {
        let (from, to) = probe.ranks.unwrap_or((i64::MIN, i64::MAX));
        let end = |rank, letters, id| {
            let key = probe.key;
            (
                table,
                *owner,
                KeyRow {
                    key,
                    rank,
                    letters,
                    id,
                },
            )
        };
        if from > to {
            return Vec::new();
        }
        let range = end(from, i64::MIN, [0; 16])..=end(to, i64::MAX, [u8::MAX; 16]);
        let found = self.0.range(range).take(probe.limit);
        found
            .map(|(_, _, row)| index::Row {
                rank: row.rank,
                letters: row.letters,
                id: row.id,
            })
            .collect()
    }
}

/// The keys that a transaction holds; none on a phone.
fn held(tx: &mut dyn Tx) -> Option<(&mut Held, usize)> {
    if cfg!(target_family = "wasm") {
        return None;
    }
    tx.held()
}

/// Runs `body` on a transaction in which keys are written in their order.
///
/// # Errors
/// Those of `body` and of the engine; the caller then drops the transaction.
pub fn in_order<T, E: From<StoreError>>(
    tx: &mut dyn Tx,
    body: impl FnOnce(&mut dyn Tx) -> Result<T, E>,
) -> Result<T, E> {
    // A phone keeps no register of such a size.
    if cfg!(target_family = "wasm") || held(tx).is_some() {
        return body(tx);
    }
    holding(tx, HELD_MAX, body)
}

fn holding<T, E: From<StoreError>>(
    tx: &mut dyn Tx,
    most: usize,
    body: impl FnOnce(&mut dyn Tx) -> Result<T, E>,
) -> Result<T, E> {
    let mut tx = Holding {
        tx,
        held: Held::default(),
        most,
    };
    let done = body(&mut tx)?;
    settle(&mut tx)?;
    Ok(done)
}

/// A transaction that holds keys back.
struct Holding<'t> {
    tx: &'t mut dyn Tx,
    held: Held,
    most: usize,
}

impl Tx for Holding<'_> {
    fn each(
        &mut self,
        sql: &'static str,
        params: &[Param<'_>],
        row: &mut dyn FnMut(&Row) -> Result<()>,
    ) -> Result<()> {
        self.tx.each(sql, params, row)
    }

    fn execute(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<u64> {
        self.tx.execute(sql, params)
    }

    fn batch(&mut self, sql: &'static str) -> Result<()> {
        self.tx.batch(sql)
    }

    fn home(&self) -> Arc<Home> {
        self.tx.home()
    }

    fn engine(&self) -> &'static str {
        self.tx.engine()
    }

    fn prepare(&mut self, sql: &str) -> Result<()> {
        self.tx.prepare(sql)
    }

    fn held(&mut self) -> Option<(&mut Held, usize)> {
        Some((&mut self.held, self.most))
    }
}

/// The rows of each probe, in the order of the probes, each sorted by rank, letters and id.
pub(crate) fn rows(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    probes: &[Probe],
) -> Result<Vec<Vec<index::Row>>> {
    let mut found = Vec::with_capacity(probes.len());
    for probe in probes {
        let (from, to) = probe.ranks.unwrap_or((i64::MIN, i64::MAX));
        let limit = i64::try_from(probe.limit).unwrap_or(i64::MAX);
        let mut rows = Vec::new();
        tx.each(
            owner.0.select(),
            params![owner.1, probe.key, from, to, limit],
            &mut |row| {
                let id = PersonId::try_from(row.blob(2)?)
                    .map_err(|_| StoreError::corrupt("the id of a key has another length"))?;
                rows.push(index::Row {
                    rank: row.int(0)?,
                    letters: row.int(1)?,
                    id,
                });
                Ok(())
            },
        )?;
        let held = held(tx).map(|(held, _)| held.rows(owner, probe));
        if let Some(held) = held.filter(|held| !held.is_empty()) {
            rows.extend(held);
            rows.sort_unstable();
            rows.dedup();
            rows.truncate(probe.limit);
        }
        found.push(rows);
    }
    Ok(found)
}

/// Adds keys; one that is there already stays as it is.
pub(crate) fn add(tx: &mut dyn Tx, (table, owner): Owner<'_>, rows: &[KeyRow]) -> Result<()> {
    if let Some((held, most)) = held(tx) {
        held.0.extend(rows.iter().map(|row| (table, *owner, *row)));
        return if held.0.len() < most {
            Ok(())
        } else {
            settle(tx)
        };
    }
    let mut rows = rows.iter();
    rows.try_for_each(|row| write(tx, table.insert(), owner, row))
}

/// Takes keys away; one that is not there is no error.
pub(crate) fn remove(tx: &mut dyn Tx, (table, owner): Owner<'_>, rows: &[KeyRow]) -> Result<()> {
    for row in rows {
        if let Some((held, _)) = held(tx) {
            held.0.remove(&(table, *owner, *row));
        }
        write(tx, table.delete(), owner, row)?;
    }
    Ok(())
}

/// Writes what is held.
fn settle(tx: &mut dyn Tx) -> Result<()> {
    let held = held(tx).map(|(held, _)| core::mem::take(held));
    let mut keys = held.unwrap_or_default().0.into_iter();
    keys.try_for_each(|(table, owner, row)| write(tx, table.insert(), &owner, &row))
}

fn write(tx: &mut dyn Tx, sql: &'static str, owner: &[u8; 16], row: &KeyRow) -> Result<()> {
    let params = params![owner, row.key, row.rank, row.letters, &row.id];
    tx.execute(sql, params).map(drop)
}

#[cfg(test)]
#[path = "ordered_tests.rs"]
mod tests;
