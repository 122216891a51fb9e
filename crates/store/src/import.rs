//! Taking in the entries of other nodes: verified first, applied once, in any order and as
//! often as they come.
//!
//! Invariant: an entry enters the journal only under a head that its node signed and that covers
//! it without a gap. What comes early is held back, what is wrong is quarantined with its
//! reason, and the rest goes on.

use crate::append::Touched;
use crate::entity;
use crate::error::{Result, StoreError};
use crate::keys::Keyring;
use crate::ledger;
use crate::params;
use crate::rebuild::fold;
use crate::tx::Tx;
use akwaba_journal::chain::{Follower, Hash, Head, public_key};
use akwaba_journal::entry::{ENTRY_BYTES_MAX, Entry, Stream};
use akwaba_journal::id::NodeId;
use std::collections::BTreeMap;

/// Entries that may be held back for one stream: more are refused until the gap is filled.
pub const HELD_BACK_MAX: i64 = 100_000;

/// What became of what came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Imported {
    /// New entries of the journal.
    pub taken: u64,
    /// Entries that were there already.
    pub known: u64,
    /// Entries that wait for those before them, or for a head that covers them.
    pub held_back: u64,
    /// Entries and heads that are wrong.
    pub quarantined: u64,
}

/// Why something is quarantined. The word is stored, and stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// The bytes are not an entry.
    NotAnEntry,
    /// No key is known for the node.
    UnknownNode,
    /// The head is not signed by its node.
    BadSignature,
    /// Another entry stands in its place: the stream forked.
    Fork,
    /// It does not lead to the hash that its node signed.
    BadChain,
    /// More was held back for the stream than it may.
    TooMany,
}

impl Wrong {
    /// The word that is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotAnEntry => "not-an-entry",
            Self::UnknownNode => "unknown-node",
            Self::BadSignature => "bad-signature",
            Self::Fork => "fork",
            Self::BadChain => "bad-chain",
            Self::TooMany => "too-many",
        }
    }
}

/// Takes in entries, as their bytes, with signed heads of their streams, in any order.
/// `now_micros` dates what is quarantined.
///
/// # Errors
/// Only those of the engine: what is wrong with the entries is in the answer and in quarantine.
pub fn import(
    tx: &mut dyn Tx,
    now_micros: i64,
    heads: &[Head],
    entries: &[Vec<u8>],
) -> Result<Imported> {
    let mut import = Import {
        now_micros,
        done: Imported::default(),
        streams: BTreeMap::new(),
    };
    for head in heads {
        import.head(tx, head)?;
    }
    for bytes in entries {
        import.entry(tx, bytes)?;
    }
    import.finish(tx)
}

struct Import {
    now_micros: i64,
    done: Imported,
    streams: BTreeMap<Stream, Coming>,
}

/// What came for one stream.
#[derive(Default)]
struct Coming {
    heads: BTreeMap<u64, Head>,
    entries: BTreeMap<u64, (Entry, Vec<u8>)>,
}

impl Import {
    fn head(&mut self, tx: &mut dyn Tx, head: &Head) -> Result<()> {
        let known = ledger::public_keys(tx)?;
        let key = known.get(&head.stream.node).and_then(|key| public_key(key));
        let wrong = match key {
            None => Some(Wrong::UnknownNode),
            Some(key) if !head.is_signed_by(&key) => Some(Wrong::BadSignature),
            Some(_) => None,
        };
        if let Some(wrong) = wrong {
            let bytes = minicbor::to_vec(head).unwrap_or_default();
            return self.quarantine(tx, Some(&head.stream), &bytes, wrong);
        }
        let coming = self.streams.entry(head.stream).or_default();
        coming.heads.insert(head.seq, head.clone());
        Ok(())
    }

    fn entry(&mut self, tx: &mut dyn Tx, bytes: &[u8]) -> Result<()> {
        let Ok(entry) = Entry::decode(bytes) else {
            let kept = bytes.get(..ENTRY_BYTES_MAX).unwrap_or(bytes);
            return self.quarantine(tx, None, kept, Wrong::NotAnEntry);
        };
        let coming = self.streams.entry(entry.stream).or_default();
        match coming.entries.get(&entry.seq) {
            Some((_, same)) if same == bytes => self.done.known += 1,
            Some(_) => return self.quarantine(tx, Some(&entry.stream), bytes, Wrong::Fork),
            None => {
                coming.entries.insert(entry.seq, (entry, bytes.to_vec()));
            }
        }
        Ok(())
    }

    fn finish(mut self, tx: &mut dyn Tx) -> Result<Imported> {
        let mut touched = Touched::default();
        for (stream, coming) in std::mem::take(&mut self.streams) {
            let taken = self.stream(tx, stream, coming)?;
            apply(tx, &mut touched, &taken)?;
        }
        touched.save(tx)?;
        Ok(self.done)
    }

    /// Takes what can be taken of one stream; gives the new entries.
    fn stream(
        &mut self,
        tx: &mut dyn Tx,
        stream: Stream,
        mut coming: Coming,
    ) -> Result<Vec<Entry>> {
        let (seq, hash) = ledger::tip(tx, &stream)?;
        self.drop_known(tx, &stream, (seq, hash), &mut coming)?;
        recall(tx, &stream, seq, &mut coming)?;
        let mut at = Follower::at(stream, seq, hash);
        let mut taken = Vec::new();
        while let Some((_, head)) = coming.heads.pop_first() {
            let Some((ahead, run)) = follow(at.clone(), &mut coming, head.seq) else {
                continue;
            };
            if ahead.hash() != head.hash {
                for (_, bytes) in &run {
                    self.quarantine(tx, Some(&stream), bytes, Wrong::BadChain)?;
                }
                break;
            }
            let clock = run.iter().map(|(entry, _)| entry.clock).max();
            for (entry, bytes) in run {
                ledger::insert(tx, &entry, &bytes)?;
                taken.push(entry);
            }
            ledger::save_head(tx, &head, clock.unwrap_or_default())?;
            at = ahead;
        }
        self.done.taken += taken.len() as u64;
        self.hold_back(tx, &stream, coming)?;
        Ok(taken)
    }

    /// Leaves out what the journal holds already, and what contradicts it.
    fn drop_known(
        &mut self,
        tx: &mut dyn Tx,
        stream: &Stream,
        (seq, hash): (u64, Hash),
        coming: &mut Coming,
    ) -> Result<()> {
        let after = coming.entries.split_off(&seq.saturating_add(1));
        for (number, (_, bytes)) in std::mem::replace(&mut coming.entries, after) {
            if ledger::bytes(tx, stream, number)?.as_deref() == Some(bytes.as_slice()) {
                self.done.known += 1;
            } else {
                self.quarantine(tx, Some(stream), &bytes, Wrong::Fork)?;
            }
        }
        let ahead = coming.heads.split_off(&seq.saturating_add(1));
        for head in std::mem::replace(&mut coming.heads, ahead).into_values() {
            if head.seq == seq && head.hash != hash {
                let bytes = minicbor::to_vec(&head).unwrap_or_default();
                self.quarantine(tx, Some(stream), &bytes, Wrong::Fork)?;
            }
        }
        Ok(())
    }

    /// Keeps what is left until what comes before it is there.
    fn hold_back(&mut self, tx: &mut dyn Tx, stream: &Stream, coming: Coming) -> Result<()> {
        tx.execute(
            "DELETE FROM held_back WHERE scope = $1 AND node = $2 AND incarnation = $3",
            params![&stream.scope, &stream.node, stream.incarnation],
        )?;
        for (count, (number, (_, bytes))) in (1..).zip(coming.entries) {
            let place = i64::try_from(number).map_err(|_| StoreError::TooLong)?;
            if count > HELD_BACK_MAX {
                self.quarantine(tx, Some(stream), &bytes, Wrong::TooMany)?;
                continue;
            }
            tx.execute(
                "INSERT INTO held_back (scope, node, incarnation, seq, bytes) \
                 VALUES ($1, $2, $3, $4, $5)",
                params![
                    &stream.scope,
                    &stream.node,
                    stream.incarnation,
                    place,
                    &bytes
                ],
            )?;
            self.done.held_back += 1;
        }
        Ok(())
    }

    fn quarantine(
        &mut self,
        tx: &mut dyn Tx,
        stream: Option<&Stream>,
        bytes: &[u8],
        wrong: Wrong,
    ) -> Result<()> {
        self.done.quarantined += 1;
        tx.execute(
            "INSERT INTO quarantine (hash, node, reason, seen_micros, bytes) \
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (hash) DO NOTHING",
            params![
                blake3::hash(bytes).as_bytes(),
                stream.map(|stream| &stream.node),
                wrong.code(),
                self.now_micros,
                bytes
            ],
        )?;
        Ok(())
    }
}

/// An entry that was followed, with its bytes.
type Followed = (Entry, Vec<u8>);

/// Follows the entries up to `end`, taking them out of what is coming; `None`, and nothing
/// taken out, when one of them is missing.
fn follow(mut at: Follower, coming: &mut Coming, end: u64) -> Option<(Follower, Vec<Followed>)> {
    let first = at.seq().saturating_add(1);
    let numbers = coming.entries.range(first..=end).map(|(number, _)| *number);
    if !numbers.eq(first..=end) {
        return None;
    }
    let rest = coming.entries.split_off(&end.saturating_add(1));
    let run = std::mem::replace(&mut coming.entries, rest);
    let run: Vec<_> = run.into_values().collect();
    for (entry, bytes) in &run {
        // The numbers follow each other: this cannot break.
        at.follow(entry, bytes).ok()?;
    }
    Some((at, run))
}

/// Adds what was held back before, where nothing else came in its place.
fn recall(tx: &mut dyn Tx, stream: &Stream, seq: u64, coming: &mut Coming) -> Result<()> {
    let rows = tx.query(
        "SELECT bytes FROM held_back WHERE scope = $1 AND node = $2 AND incarnation = $3",
        params![&stream.scope, &stream.node, stream.incarnation],
    )?;
    for row in &rows {
        let entry = entity::read(row, 0)?;
        if entry.seq > seq {
            let place = coming.entries.entry(entry.seq);
            place.or_insert((entry, row.blob(0)?.to_vec()));
        }
    }
    Ok(())
}

/// Applies new entries of the journal to their entities.
fn apply(tx: &mut dyn Tx, touched: &mut Touched, taken: &[Entry]) -> Result<()> {
    if taken.is_empty() {
        return Ok(());
    }
    let mut keys = Keyring::of(tx)?;
    for entry in taken.iter().filter(|entry| entry.is_well_named()) {
        let one = touched.any_kind(tx, entry.stream.scope, entry.entity, &entry.kind)?;
        if one.kind == entry.kind {
            fold(tx, &mut keys, one, entry)?;
        } else {
            // Whoever began the entity says what it is, in the order of the clock.
            one.again = true;
        }
    }
    Ok(())
}

/// What is in quarantine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quarantined {
    /// Its hash.
    pub hash: [u8; 32],
    /// The node it says it is from.
    pub node: Option<NodeId>,
    /// Why, a word of [`Wrong::code`].
    pub reason: String,
    /// When it came, in microseconds since 1970.
    pub seen_micros: i64,
}

/// Everything in quarantine, oldest first.
///
/// # Errors
/// Those of the engine.
pub fn quarantined(tx: &mut dyn Tx) -> Result<Vec<Quarantined>> {
    let rows = tx.query(
        "SELECT hash, node, reason, seen_micros FROM quarantine ORDER BY seen_micros, hash",
        &[],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Quarantined {
                hash: ledger::hash(row.blob(0)?)?.0,
                node: row.opt_id(1)?,
                reason: row.text(2)?.to_owned(),
                seen_micros: row.int(3)?,
            })
        })
        .collect()
}
