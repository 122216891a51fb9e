//! The rows of the journal: entries in the order of their streams, and the signed ends.
//!
//! Invariant: rows of the journal are only ever added.

use crate::entity;
use crate::error::{Result, StoreError};
use crate::heads;
use crate::identity;
use crate::params;
use crate::rebuild::Progress;
use crate::tx::{Row, Tx};
use akwaba_journal::chain::{Hash, genesis, link, public_key};
use akwaba_journal::clock::Stamp;
use akwaba_journal::entry::{Body, Entry, Stream};
use akwaba_journal::export::{Counts, ExportError, Writer};
use akwaba_journal::id::{ActorId, EntityId, EntryId, NodeId};
use akwaba_journal::pen::Pen;
use akwaba_journal::verify::{Report, Verifier};
use std::collections::BTreeMap;

/// Entries between two reports of progress.
pub(crate) const STEP: u64 = 4096;

/// How far ahead of this PC's clock another node's may be and still be followed, in
/// microseconds: a day. Beyond, order is kept by what each change replaces, and dates stay right.
const AHEAD_MAX: i64 = 86_400_000_000;

/// The stamp to go on after: the greatest of this node, or of another one that is not far off.
pub(crate) fn latest(tx: &mut dyn Tx, own: NodeId, now_micros: i64) -> Result<Stamp> {
    let row = tx.maybe(
        "SELECT clock_micros, clock_count FROM stream WHERE node = $1 OR clock_micros <= $2 \
         ORDER BY clock_micros DESC, clock_count DESC LIMIT 1",
        params![&own, now_micros.saturating_add(AHEAD_MAX)],
    )?;
    row.map_or(Ok(Stamp::default()), |row| stamp(row.int(0)?, row.int(1)?))
}

/// A pen at the end of a stream. Its row is written to at once, so that another writer of the
/// same stream waits, or is told to run again, before either has added an entry.
pub(crate) fn pen(tx: &mut dyn Tx, stream: Stream) -> Result<Pen> {
    let end = tx.one(
        "INSERT INTO stream \
         (scope, node, incarnation, seq, hash, signature, clock_micros, clock_count) \
         VALUES ($1, $2, $3, 0, $4, $5, $6, 0) \
         ON CONFLICT (scope, node, incarnation) DO UPDATE SET seq = stream.seq \
         RETURNING seq, hash",
        params![
            &stream.scope,
            &stream.node,
            stream.incarnation,
            &genesis(&stream).0,
            &[0u8; 64][..],
            i64::MIN
        ],
    )?;
    Ok(Pen::at(stream, sequence(end.int(0)?)?, hash(end.blob(1)?)?))
}

fn stamp(micros: i64, count: i64) -> Result<Stamp> {
    let count = u32::try_from(count)
        .map_err(|_| StoreError::corrupt("the counter of a stamp is out of range"))?;
    Ok(Stamp { micros, count })
}

pub(crate) fn sequence(value: i64) -> Result<u64> {
    u64::try_from(value).map_err(|_| StoreError::corrupt("a sequence number is negative"))
}

pub(crate) fn hash(bytes: &[u8]) -> Result<Hash> {
    let bytes = <[u8; 32]>::try_from(bytes);
    bytes
        .map(Hash)
        .map_err(|_| StoreError::corrupt("a hash has another length"))
}

/// Adds an entry.
pub(crate) fn insert(tx: &mut dyn Tx, entry: &Entry, bytes: &[u8]) -> Result<()> {
    let subject = match &entry.body {
        Body::Keyed { subject, .. } => Some(subject),
        Body::Open(_) | Body::Sealed { .. } => None,
    };
    let number = i64::try_from(entry.seq).map_err(|_| StoreError::TooLong)?;
    tx.execute(
        "INSERT INTO entry (scope, node, incarnation, seq, id, clock_micros, clock_count, \
         actor, entity, kind, version, subject, bytes) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        params![
            &entry.stream.scope,
            &entry.stream.node,
            entry.stream.incarnation,
            number,
            &entry.id,
            entry.clock.micros,
            entry.clock.count,
            &entry.actor,
            &entry.entity,
            &entry.kind,
            entry.version,
            subject,
            bytes
        ],
    )?;
    Ok(())
}

pub(crate) fn stream(row: &Row) -> Result<Stream> {
    Ok(Stream {
        scope: row.id(0)?,
        node: row.id(1)?,
        incarnation: u32::try_from(row.int(2)?)
            .map_err(|_| StoreError::corrupt("an incarnation is out of range"))?,
    })
}

/// The public keys of this node and of those whose streams it accepts, by node.
pub fn public_keys(tx: &mut dyn Tx) -> Result<BTreeMap<NodeId, [u8; 32]>> {
    let mut keys = BTreeMap::new();
    for row in tx.query("SELECT node, public FROM known_node", &[])? {
        let public = <[u8; 32]>::try_from(row.blob(1)?)
            .map_err(|_| StoreError::corrupt("a public key has another length"))?;
        keys.insert(row.id(0)?, public);
    }
    if let (Some(own), Some(public)) = (identity::find(tx)?, identity::public_key(tx)?) {
        keys.insert(own.node, public);
    }
    Ok(keys)
}

/// Accepts the streams of a node under its public key.
///
/// # Errors
/// [`StoreError::Conflict`] when another key is known for it.
pub fn trust(tx: &mut dyn Tx, node: NodeId, public: &[u8; 32]) -> Result<()> {
    if public_key(public).is_none() {
        return Err(StoreError::corrupt("a public key is no key"));
    }
    match public_keys(tx)?.get(&node) {
        Some(known) if known == public => Ok(()),
        Some(_) => Err(StoreError::Conflict),
        None => {
            tx.execute(
                "INSERT INTO known_node (node, public) VALUES ($1, $2)",
                params![&node, public],
            )?;
            Ok(())
        }
    }
}

/// One entry as it is filed in the table.
#[derive(Debug, Clone, Copy)]
pub struct Filed<'a> {
    /// In which stream.
    pub stream: Stream,
    /// Its number there.
    pub seq: u64,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// The hash of the stream after it.
    pub after: Hash,
}

/// Hands over every entry, in the order of streams.
pub fn each(tx: &mut dyn Tx, found: &mut dyn FnMut(Filed<'_>) -> Result<()>) -> Result<()> {
    let mut end: Option<(Stream, Hash)> = None;
    tx.each(
        "SELECT scope, node, incarnation, seq, bytes FROM entry \
         ORDER BY scope, node, incarnation, seq",
        &[],
        &mut |row| {
            let (stream, bytes) = (stream(row)?, row.blob(4)?);
            let before = match &end {
                Some((last, hash)) if *last == stream => *hash,
                _ => genesis(&stream),
            };
            let after = link(&before, bytes);
            end = Some((stream, after));
            let seq = sequence(row.int(3)?)?;
            found(Filed {
                stream,
                seq,
                bytes,
                after,
            })
        },
    )
}

/// How many entries there are.
pub fn count(tx: &mut dyn Tx) -> Result<u64> {
    sequence(tx.one("SELECT count(*) FROM entry", &[])?.int(0)?)
}

/// What a verification of the journal in its tables found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// What is wrong with the streams.
    pub report: Report,
    /// Entries that are filed elsewhere in the table than where they belong.
    pub misfiled: u64,
}

impl Verified {
    /// Whether nothing is wrong.
    pub fn is_intact(&self) -> bool {
        self.report.is_intact() && self.misfiled == 0
    }
}

/// Verifies every stream of the journal against its signed end, and that every entry is filed
/// where it belongs.
pub fn verify(tx: &mut dyn Tx, progress: &mut dyn FnMut(Progress)) -> Result<Verified> {
    let keys = public_keys(tx)?;
    let total = count(tx)?;
    let mut verifier = Verifier::new(keys.clone());
    for (node, public) in &keys {
        verifier.key(*node, public);
    }
    for head in heads::all(tx)? {
        verifier.head(&head);
    }
    let mut done = 0;
    each(tx, &mut |filed| {
        verifier.entry(filed.bytes, &filed.after);
        done += 1;
        if done % STEP == 0 || done == total {
            progress(Progress { done, total });
        }
        Ok(())
    })?;
    Ok(Verified {
        report: verifier.finish(),
        misfiled: misfiled(tx)?,
    })
}

/// Counts the entries whose columns say something else than their bytes. Bytes that are no
/// entry are left to the verifier.
fn misfiled(tx: &mut dyn Tx) -> Result<u64> {
    let mut wrong = 0;
    tx.each(
        "SELECT scope, node, incarnation, seq, bytes, id, clock_micros, clock_count, actor, \
         entity, kind, version, subject FROM entry",
        &[],
        &mut |row| {
            let Ok(entry) = entity::read(row, 4) else {
                return Ok(());
            };
            let subject = match &entry.body {
                Body::Keyed { subject, .. } => Some(*subject),
                Body::Open(_) | Body::Sealed { .. } => None,
            };
            let filed = stream(row)? == entry.stream
                && sequence(row.int(3)?)? == entry.seq
                && row.id::<EntryId>(5)? == entry.id
                && stamp(row.int(6)?, row.int(7)?)? == entry.clock
                && row.id::<ActorId>(8)? == entry.actor
                && row.id::<EntityId>(9)? == entry.entity
                && row.text(10)? == entry.kind
                && row.int(11)? == i64::from(entry.version)
                && row.opt_id::<EntityId>(12)? == subject;
            wrong += u64::from(!filed);
            Ok(())
        },
    )?;
    Ok(wrong)
}

/// Writes the whole journal to a file of the form that any verifier reads.
pub fn export(
    tx: &mut dyn Tx,
    out: &mut dyn std::io::Write,
    progress: &mut dyn FnMut(Progress),
) -> Result<Counts> {
    let total = count(tx)?;
    let mut writer = Writer::begin(out).map_err(unwritten)?;
    for (node, public) in public_keys(tx)? {
        let public = public_key(&public).ok_or_else(|| StoreError::corrupt("a bad public key"))?;
        writer.key(node, &public).map_err(unwritten)?;
    }
    for head in heads::all(tx)? {
        writer.head(&head).map_err(unwritten)?;
    }
    let mut done = 0;
    each(tx, &mut |filed| {
        writer
            .entry(filed.stream, filed.seq, filed.bytes, &filed.after)
            .map_err(unwritten)?;
        done += 1;
        if done % STEP == 0 || done == total {
            progress(Progress { done, total });
        }
        Ok(())
    })?;
    let (_, counts) = writer.finish().map_err(unwritten)?;
    Ok(counts)
}

fn unwritten(error: ExportError) -> StoreError {
    match error {
        ExportError::Write(error) if error.kind() == std::io::ErrorKind::StorageFull => {
            StoreError::DiskFull
        }
        other => StoreError::Io {
            what: other.to_string(),
        },
    }
}
