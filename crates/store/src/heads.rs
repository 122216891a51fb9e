//! Signed heads: the last of every stream, and some along the way.
//!
//! Invariant: from any entry to the next head that is kept there are at most
//! [`HEADS_EVERY`] + `SPAN_ENTRIES_MAX` entries, so that an exchange that broke goes on from near.

use crate::error::{Result, StoreError};
use crate::ledger::{hash, sequence, stream};
use crate::params;
use crate::tx::{Row, Tx};
use akwaba_journal::chain::{Hash, Head, genesis, link};
use akwaba_journal::clock::Stamp;
use akwaba_journal::entry::Stream;

/// One head is kept for every so many entries of a stream, beside its last.
pub const HEADS_EVERY: u64 = 1_000;

/// Keeps the end of a stream with the stamp of its last entry, and the head for the way if none
/// is kept near it.
pub(crate) fn save(tx: &mut dyn Tx, head: &Head, clock: Stamp) -> Result<()> {
    tx.execute(
        "INSERT INTO stream \
         (scope, node, incarnation, seq, hash, signature, clock_micros, clock_count) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
         ON CONFLICT (scope, node, incarnation) DO UPDATE SET \
         seq = excluded.seq, hash = excluded.hash, signature = excluded.signature, \
         clock_micros = excluded.clock_micros, clock_count = excluded.clock_count",
        params![
            &head.stream.scope,
            &head.stream.node,
            head.stream.incarnation,
            number(head.seq)?,
            &head.hash.0,
            &head.signature,
            clock.micros,
            clock.count
        ],
    )?;
    Ok(())
}

/// Keeps a head for the way, unless one is kept among the same [`HEADS_EVERY`] entries.
pub(crate) fn file(tx: &mut dyn Tx, head: &Head) -> Result<()> {
    let first = head.seq - head.seq % HEADS_EVERY;
    let near = up_to(tx, &head.stream, head.seq)?.is_some_and(|near| near.seq >= first);
    if near {
        return Ok(());
    }
    tx.execute(
        "INSERT INTO head (scope, node, incarnation, seq, hash, signature) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (scope, node, incarnation, seq) DO NOTHING",
        params![
            &head.stream.scope,
            &head.stream.node,
            head.stream.incarnation,
            number(head.seq)?,
            &head.hash.0,
            &head.signature
        ],
    )?;
    Ok(())
}

/// The last head of a stream.
pub(crate) fn last(tx: &mut dyn Tx, stream: &Stream) -> Result<Option<Head>> {
    let row = tx.maybe(
        "SELECT scope, node, incarnation, seq, hash, signature FROM stream \
         WHERE scope = $1 AND node = $2 AND incarnation = $3 AND seq > 0",
        params![&stream.scope, &stream.node, stream.incarnation],
    )?;
    row.map(|row| read(&row)).transpose()
}

/// The last head at or before `seq` among those along the way.
fn up_to(tx: &mut dyn Tx, stream: &Stream, seq: u64) -> Result<Option<Head>> {
    let row = tx.maybe(
        "SELECT scope, node, incarnation, seq, hash, signature FROM head \
         WHERE scope = $1 AND node = $2 AND incarnation = $3 AND seq <= $4 \
         ORDER BY seq DESC LIMIT 1",
        params![
            &stream.scope,
            &stream.node,
            stream.incarnation,
            number(seq)?
        ],
    )?;
    row.map(|row| read(&row)).transpose()
}

/// The last head at or before `seq`, the end included.
pub(crate) fn any_up_to(tx: &mut dyn Tx, stream: &Stream, seq: u64) -> Result<Option<Head>> {
    match last(tx, stream)? {
        Some(last) if last.seq <= seq => Ok(Some(last)),
        _ => up_to(tx, stream, seq),
    }
}

/// The first head at or after `seq`, the end included.
pub(crate) fn any_from(tx: &mut dyn Tx, stream: &Stream, seq: u64) -> Result<Option<Head>> {
    let row = tx.maybe(
        "SELECT scope, node, incarnation, seq, hash, signature FROM head \
         WHERE scope = $1 AND node = $2 AND incarnation = $3 AND seq >= $4 \
         ORDER BY seq LIMIT 1",
        params![
            &stream.scope,
            &stream.node,
            stream.incarnation,
            number(seq)?
        ],
    )?;
    match row {
        Some(row) => read(&row).map(Some),
        None => Ok(last(tx, stream)?.filter(|last| last.seq >= seq)),
    }
}

/// The hash of a stream after entry `seq`, followed from the nearest head before it; `None`
/// when the stream does not go so far.
pub(crate) fn hash_at(tx: &mut dyn Tx, stream: &Stream, seq: u64) -> Result<Option<Hash>> {
    let (mut at, mut hash) = match any_up_to(tx, stream, seq)? {
        Some(head) => (head.seq, head.hash),
        None => (0, genesis(stream)),
    };
    tx.each(
        "SELECT bytes FROM entry WHERE scope = $1 AND node = $2 AND incarnation = $3 \
         AND seq > $4 AND seq <= $5 ORDER BY seq",
        params![
            &stream.scope,
            &stream.node,
            stream.incarnation,
            number(at)?,
            number(seq)?
        ],
        &mut |row| {
            at += 1;
            hash = link(&hash, row.blob(0)?);
            Ok(())
        },
    )?;
    Ok((at == seq).then_some(hash))
}

/// The last head of every stream.
pub fn ends(tx: &mut dyn Tx) -> Result<Vec<Head>> {
    let rows = tx.query(
        "SELECT scope, node, incarnation, seq, hash, signature FROM stream WHERE seq > 0 \
         ORDER BY scope, node, incarnation",
        &[],
    )?;
    rows.iter().map(read).collect()
}

/// Every head that is kept, by stream and sequence.
pub fn all(tx: &mut dyn Tx) -> Result<Vec<Head>> {
    let rows = tx.query(
        "SELECT scope, node, incarnation, seq, hash, signature FROM stream WHERE seq > 0 \
         UNION \
         SELECT scope, node, incarnation, seq, hash, signature FROM head \
         ORDER BY scope, node, incarnation, seq",
        &[],
    )?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Head> {
    Ok(Head {
        stream: stream(row)?,
        seq: sequence(row.int(3)?)?,
        hash: hash(row.blob(4)?)?,
        signature: row.blob(5)?.to_vec(),
    })
}

pub(crate) fn number(seq: u64) -> Result<i64> {
    i64::try_from(seq).map_err(|_| StoreError::TooLong)
}
