//! Links by which services answer, known by the fingerprint of the secret in them.
//!
//! Invariant: of one referral, at most one link has not ended.

use crate::error::Result;
use crate::params;
use crate::tx::{Row, Tx};
use akwaba_domain::referral::link::Kept;
use akwaba_journal::id::{EntityId, ScopeId};

/// The link that serves, or would, and how often its address was visited without being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Live {
    /// The link.
    pub link: Kept,
    /// Visits of its address: those of programs that preview links too.
    pub visits: u32,
}

fn small(value: i64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

fn read(row: &Row) -> Result<Kept> {
    Ok(Kept {
        referral: row.id(0)?,
        until_micros: row.int(1)?,
        whole: row.flag(2)?,
        ended: row.flag(3)?,
        openings: small(row.int(4)?),
    })
}

/// Keeps a link, and ends those that the referral had.
///
/// # Errors
/// What the engine says.
pub fn begin(tx: &mut dyn Tx, scope: ScopeId, fingerprint: &[u8; 32], link: &Kept) -> Result<()> {
    end_all(tx, scope, link.referral)?;
    tx.execute(
        "INSERT INTO referral_link (fingerprint, scope, referral, until_micros, whole, ended, \
         openings, visits) VALUES ($1, $2, $3, $4, $5, 0, 0, 0)",
        params![
            fingerprint,
            &scope,
            &link.referral,
            link.until_micros,
            link.whole
        ],
    )?;
    Ok(())
}

/// The link of a fingerprint in a scope, ended or not.
///
/// # Errors
/// What the engine says.
pub fn find(tx: &mut dyn Tx, scope: ScopeId, fingerprint: &[u8; 32]) -> Result<Option<Kept>> {
    let row = tx.maybe(
        "SELECT referral, until_micros, whole, ended, openings FROM referral_link \
         WHERE fingerprint = $1 AND scope = $2",
        params![fingerprint, &scope],
    )?;
    row.map(|row| read(&row)).transpose()
}

/// The link of a referral that has not ended, though its time may be over.
///
/// # Errors
/// What the engine says.
pub fn live(tx: &mut dyn Tx, scope: ScopeId, referral: EntityId) -> Result<Option<Live>> {
    let row = tx.maybe(
        "SELECT referral, until_micros, whole, ended, openings, visits FROM referral_link \
         WHERE scope = $1 AND referral = $2 AND ended = 0",
        params![&scope, &referral],
    )?;
    row.map(|row| {
        Ok(Live {
            link: read(&row)?,
            visits: small(row.int(5)?),
        })
    })
    .transpose()
}

/// Counts a visit of the address of a link.
///
/// # Errors
/// What the engine says.
pub fn visited(tx: &mut dyn Tx, fingerprint: &[u8; 32]) -> Result<()> {
    tx.execute(
        "UPDATE referral_link SET visits = visits + 1 WHERE fingerprint = $1",
        params![fingerprint],
    )?;
    Ok(())
}

/// Counts a reading.
///
/// # Errors
/// What the engine says.
pub fn opened(tx: &mut dyn Tx, fingerprint: &[u8; 32]) -> Result<()> {
    tx.execute(
        "UPDATE referral_link SET openings = openings + 1 WHERE fingerprint = $1",
        params![fingerprint],
    )?;
    Ok(())
}

/// Ends the links of a referral: answered, withdrawn, or followed by another.
///
/// # Errors
/// What the engine says.
pub fn end_all(tx: &mut dyn Tx, scope: ScopeId, referral: EntityId) -> Result<()> {
    tx.execute(
        "UPDATE referral_link SET ended = 1 WHERE scope = $1 AND referral = $2",
        params![&scope, &referral],
    )?;
    Ok(())
}

/// Forgets the links whose time was over before a moment.
///
/// # Errors
/// What the engine says.
pub fn sweep(tx: &mut dyn Tx, before_micros: i64) -> Result<u64> {
    tx.execute(
        "DELETE FROM referral_link WHERE until_micros < $1",
        params![before_micros],
    )
}
