//! The exchange with other nodes: the store keeps, holds back and puts aside what
//! `akwaba_journal::exchange` has weighed, each bundle in one transaction.
//!
//! Invariant: what is kept is applied once, and every order of the same bundles ends in the same
//! tables.

use crate::append::Touched;
use crate::error::{Result, StoreError};
use crate::heads::{self, number};
use crate::keys::Keyring;
use crate::ledger;
use crate::params;
use crate::rebuild::fold;
use crate::tx::Tx;
use akwaba_journal::bundle::{Bundle, Have, Limits, Part};
use akwaba_journal::chain::{Hash, Head, public_key};
use akwaba_journal::clock::Stamp;
use akwaba_journal::entry::Stream;
use akwaba_journal::exchange::{self, Keeper, Kept, Made, Outcome, Waiting, Wrong};
use akwaba_journal::id::{NodeId, ScopeId};
use ed25519_dalek::VerifyingKey;
use std::collections::BTreeMap;

/// The most parts kept in quarantine; the oldest give way.
pub const QUARANTINE_MAX: i64 = 1_000;

/// Entries read at a time when a bundle is made.
const PAGE: usize = 256;

/// How many entries of each stream are here.
pub fn have(tx: &mut dyn Tx) -> Result<Have> {
    Desk::new(tx, 0)?.have()
}

/// Makes a bundle of what the other, who has `theirs`, lacks of the scopes that are `wanted`.
pub fn give(
    tx: &mut dyn Tx,
    theirs: &Have,
    wanted: &dyn Fn(&ScopeId) -> bool,
    limits: &Limits,
) -> Result<Made> {
    exchange::make(&mut Desk::new(tx, 0)?, theirs, wanted, limits)
}

/// Takes a bundle in: keeps and applies what is proved, holds back what is early, puts aside
/// what is wrong. `now_micros` dates what is put aside. When the outcome says that this node
/// itself `was_set_back`, the host begins another incarnation.
pub fn take(tx: &mut dyn Tx, now_micros: i64, bundle: Bundle) -> Result<Outcome> {
    let mut desk = Desk::new(tx, now_micros)?;
    let outcome = exchange::apply(bundle, &mut desk)?;
    let touched = std::mem::take(&mut desk.touched);
    touched.save(tx)?;
    Ok(outcome)
}

/// A store at work on one bundle.
struct Desk<'t> {
    tx: &'t mut dyn Tx,
    now_micros: i64,
    known: BTreeMap<NodeId, [u8; 32]>,
    keys: Keyring,
    touched: Touched,
    /// The greatest stamp of what was kept of each stream.
    clocks: BTreeMap<Stream, Stamp>,
}

impl<'t> Desk<'t> {
    fn new(tx: &'t mut dyn Tx, now_micros: i64) -> Result<Self> {
        Ok(Self {
            known: ledger::public_keys(tx)?,
            keys: Keyring::of(tx)?,
            tx,
            now_micros,
            touched: Touched::default(),
            clocks: BTreeMap::new(),
        })
    }
}

impl Keeper for Desk<'_> {
    type Error = StoreError;

    fn have(&mut self) -> Result<Have> {
        let rows = self.tx.query(
            "SELECT scope, node, incarnation, seq FROM stream WHERE seq > 0",
            &[],
        )?;
        rows.iter()
            .map(|row| Ok((ledger::stream(row)?, ledger::sequence(row.int(3)?)?)))
            .collect()
    }

    fn key(&mut self, stream: &Stream) -> Result<Option<VerifyingKey>> {
        let known = self.known.get(&stream.node);
        Ok(known.and_then(|public| public_key(public)))
    }

    fn count(&mut self, stream: &Stream) -> Result<u64> {
        Ok(heads::last(self.tx, stream)?.map_or(0, |head| head.seq))
    }

    fn hash_at(&mut self, stream: &Stream, seq: u64) -> Result<Option<Hash>> {
        heads::hash_at(self.tx, stream, seq)
    }

    fn entries(
        &mut self,
        stream: &Stream,
        after: u64,
        bytes_max: usize,
        entries_max: usize,
    ) -> Result<Vec<Vec<u8>>> {
        let mut some: Vec<Vec<u8>> = Vec::new();
        let mut left = bytes_max;
        while some.len() < entries_max {
            let page = PAGE.min(entries_max - some.len());
            let begin = after.saturating_add(some.len() as u64);
            let rows = self.tx.query(
                "SELECT bytes FROM entry WHERE scope = $1 AND node = $2 AND incarnation = $3 \
                 AND seq > $4 ORDER BY seq LIMIT $5",
                params![
                    &stream.scope,
                    &stream.node,
                    stream.incarnation,
                    number(begin)?,
                    number(page as u64)?
                ],
            )?;
            for row in &rows {
                let bytes = row.blob(0)?;
                match left.checked_sub(bytes.len()) {
                    None if !some.is_empty() => return Ok(some),
                    fits => left = fits.unwrap_or(0),
                }
                some.push(bytes.to_vec());
            }
            if rows.len() < page {
                break;
            }
        }
        Ok(some)
    }

    fn head_up_to(&mut self, stream: &Stream, seq: u64) -> Result<Option<Head>> {
        heads::any_up_to(self.tx, stream, seq)
    }

    fn head_from(&mut self, stream: &Stream, seq: u64) -> Result<Option<Head>> {
        heads::any_from(self.tx, stream, seq)
    }

    fn keep(&mut self, entries: Vec<Kept>) -> Result<()> {
        for kept in entries {
            let entry = kept.entry;
            ledger::insert(self.tx, &entry, &kept.bytes)?;
            let clock = self.clocks.entry(entry.stream).or_default();
            *clock = (*clock).max(entry.clock);
            if !entry.is_well_named() {
                continue;
            }
            let scope = entry.stream.scope;
            let one = self
                .touched
                .any_kind(self.tx, scope, entry.entity, &entry.kind)?;
            if one.kind == entry.kind {
                fold(self.tx, &mut self.keys, one, &entry)?;
            } else {
                // Whoever began the entity says what it is, in the order of the clock.
                one.again = true;
            }
        }
        Ok(())
    }

    fn keep_head(&mut self, head: &Head) -> Result<()> {
        heads::file(self.tx, head)?;
        let last = heads::last(self.tx, &head.stream)?;
        if last.is_none_or(|last| last.seq < head.seq) {
            let clock = self.clocks.get(&head.stream).copied().unwrap_or_default();
            heads::save(self.tx, head, clock)?;
        }
        Ok(())
    }

    fn held(&mut self, stream: &Stream) -> Result<Vec<Part>> {
        let rows = self.tx.query(
            "SELECT bytes FROM held_part WHERE scope = $1 AND node = $2 AND incarnation = $3 \
             ORDER BY place",
            params![&stream.scope, &stream.node, stream.incarnation],
        )?;
        let mut parts = Vec::new();
        for row in &rows {
            parts.extend(unpack(row.blob(0)?)?);
        }
        Ok(parts)
    }

    fn hold(&mut self, stream: &Stream, parts: &[(Part, Waiting)]) -> Result<()> {
        self.tx.execute(
            "DELETE FROM held_part WHERE scope = $1 AND node = $2 AND incarnation = $3",
            params![&stream.scope, &stream.node, stream.incarnation],
        )?;
        for (place, (part, _)) in (0_i64..).zip(parts) {
            self.tx.execute(
                "INSERT INTO held_part (scope, node, incarnation, place, bytes) \
                 VALUES ($1, $2, $3, $4, $5)",
                params![
                    &stream.scope,
                    &stream.node,
                    stream.incarnation,
                    place,
                    &pack(part)?
                ],
            )?;
        }
        Ok(())
    }

    fn quarantine(&mut self, part: &Part, why: &Wrong) -> Result<()> {
        let bytes = pack(part)?;
        self.tx.execute(
            "INSERT INTO quarantine (hash, node, reason, seen_micros, bytes) \
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (hash) DO NOTHING",
            params![
                blake3::hash(&bytes).as_bytes(),
                &part.head.stream.node,
                code(why),
                self.now_micros,
                &bytes
            ],
        )?;
        self.tx.execute(
            "DELETE FROM quarantine WHERE hash IN (SELECT hash FROM quarantine \
             ORDER BY seen_micros DESC, hash LIMIT 1000000 OFFSET $1)",
            params![QUARANTINE_MAX],
        )?;
        Ok(())
    }
}

/// The word under which a reason is stored; it stays.
fn code(why: &Wrong) -> &'static str {
    match why {
        Wrong::UnknownNode => "unknown-node",
        Wrong::Signature => "signature",
        Wrong::Shape => "shape",
        Wrong::Altered => "altered",
        Wrong::NotAnEntry(_) => "not-an-entry",
        Wrong::Forked => "forked",
        Wrong::TooMuchHeld => "too-much-held",
    }
}

/// A part as a bundle of its own.
fn pack(part: &Part) -> Result<Vec<u8>> {
    let bundle = Bundle {
        parts: vec![part.clone()],
    };
    bundle
        .write(Vec::new())
        .map_err(|error| StoreError::corrupt(error.to_string()))
}

fn unpack(bytes: &[u8]) -> Result<Vec<Part>> {
    let limits = Limits {
        bytes_max: usize::MAX,
        entries_max: usize::MAX,
        parts_max: 1,
    };
    let read = Bundle::read(bytes, &limits).ok().flatten();
    read.filter(|read| read.whole)
        .map(|read| read.bundle.parts)
        .ok_or_else(|| StoreError::corrupt("a part that is held back cannot be read"))
}

/// What is in quarantine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quarantined {
    /// The hash of its bytes.
    pub hash: [u8; 32],
    /// The node whose stream it says it is of.
    pub node: Option<NodeId>,
    /// Why, in one word.
    pub reason: String,
    /// When it came, in microseconds since 1970.
    pub seen_micros: i64,
}

/// Everything in quarantine, oldest first.
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
