//! The households that the rows of a file name with days: those of before, and the second of two.
//!
//! Invariant: a row names a household in one place or the other, and every one it names is gathered. Never: knows what
//! a membership holds.

use crate::error::Result;
use crate::params;
use crate::tx::{Row, Tx};
use akwaba_journal::id::EntityId;

/// A membership that a row tells.
#[derive(Clone, PartialEq, Eq)]
pub struct Member {
    /// The household.
    pub household: EntityId,
    /// The number of the row.
    pub number: i64,
    /// What it tells, as the caller packed it.
    pub content: Vec<u8>,
}

/// Keeps the memberships that a row tells, in place of those it told.
///
/// # Errors
/// Those of the engine.
pub fn keep(
    tx: &mut dyn Tx,
    job: EntityId,
    number: i64,
    told: &[(EntityId, Vec<u8>)],
) -> Result<()> {
    for (place, (household, content)) in (0_i64..).zip(told) {
        tx.execute(
            "INSERT INTO import_member (job, household, number, place, content) \
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (job, household, number, place) \
             DO UPDATE SET content = excluded.content",
            params![&job, household, number, place, content],
        )?;
    }
    Ok(())
}

/// The memberships of one household, in the order of the rows.
///
/// # Errors
/// Those of the engine.
pub fn of_household(tx: &mut dyn Tx, job: EntityId, household: EntityId) -> Result<Vec<Member>> {
    let rows = tx.query(
        "SELECT household, number, content FROM import_member WHERE job = $1 AND household = $2 \
         ORDER BY number, place",
        params![&job, &household],
    )?;
    rows.iter().map(read).collect()
}

/// The households after one that no row is in today, in their order.
///
/// # Errors
/// Those of the engine.
pub fn only_told(
    tx: &mut dyn Tx,
    job: EntityId,
    after: Option<EntityId>,
    limit: u32,
) -> Result<Vec<EntityId>> {
    let after = after.as_ref().map_or(&[][..], |id| id.as_bytes());
    let rows = tx.query(
        "SELECT DISTINCT household FROM import_member WHERE job = $1 AND household > $2 \
         AND NOT EXISTS (SELECT 1 FROM import_line WHERE import_line.job = import_member.job \
         AND import_line.household = import_member.household) ORDER BY household LIMIT $3",
        params![&job, after, limit],
    )?;
    rows.iter().map(|row| row.id(0)).collect()
}

fn read(row: &Row) -> Result<Member> {
    Ok(Member {
        household: row.id(0)?,
        number: row.int(1)?,
        content: row.blob(2)?.to_vec(),
    })
}
