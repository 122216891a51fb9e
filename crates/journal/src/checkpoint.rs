//! Checkpoints (C2SP `tlog-checkpoint`): a node's whole journal in a few lines that can be printed.
//!
//! A checkpoint says how many entries the node's incarnation has written in all its streams, and
//! the root of the Merkle tree over them in order of their clocks; further lines may name the
//! heads of streams. Streams are named by hash, so that a printed page tells nobody which scopes
//! exist; those of sealed scopes should not be named at all: the root covers them.
//!
//! Invariant: a later checkpoint of one log is never smaller and never a fork of an earlier one.

use crate::chain::{Hash, Head, genesis};
use crate::id::NodeId;
use crate::merkle::{Root, is_consistent};
use crate::note::{self, BadNote, Known, Says, is_name};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{SigningKey, VerifyingKey};
use std::collections::BTreeMap;

/// Which log: what one incarnation of one node writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// The centre, as it is called on paper, without spaces: "abobo-2".
    pub centre: String,
    /// The node.
    pub node: NodeId,
    /// Its incarnation: a restored node begins a new log.
    pub incarnation: u32,
}

impl Log {
    /// The first line of its checkpoints, and the name under which it signs.
    pub fn origin(&self) -> String {
        format!("akwaba/{}/{}/{}", self.centre, self.node, self.incarnation)
    }

    fn read(origin: &str) -> Option<Self> {
        let mut parts = origin.strip_prefix("akwaba/")?.rsplitn(3, '/');
        let log = Self {
            incarnation: parts.next()?.parse().ok()?,
            node: parts.next()?.parse().ok()?,
            centre: parts.next()?.to_owned(),
        };
        (log.origin() == origin && is_name(origin)).then_some(log)
    }
}

/// A node's journal at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Of which log.
    pub log: Log,
    /// How many entries, in all streams of this incarnation.
    pub size: u64,
    /// The root of the tree over them, in order of clock, then scope, then sequence.
    pub root: Root,
    /// Streams by the hash before their first entry, with their length and their hash.
    pub heads: BTreeMap<Hash, (u64, Hash)>,
}

impl Checkpoint {
    /// A checkpoint of a log, naming these heads; those of other logs are left out.
    pub fn new<'a>(
        log: Log,
        size: u64,
        root: Root,
        heads: impl IntoIterator<Item = &'a Head>,
    ) -> Self {
        let own = |head: &&Head| {
            head.stream.node == log.node && head.stream.incarnation == log.incarnation
        };
        let heads = heads.into_iter().filter(own);
        let heads = heads.map(|head| (genesis(&head.stream), (head.seq, head.hash)));
        Self {
            heads: heads.collect(),
            log,
            size,
            root,
        }
    }

    /// The text that is signed.
    pub fn text(&self) -> String {
        let root = STANDARD.encode(self.root.0);
        let mut text = format!("{}\n{}\n{root}\n", self.log.origin(), self.size);
        for (stream, (seq, hash)) in &self.heads {
            let (stream, hash) = (STANDARD.encode(stream.0), STANDARD.encode(hash.0));
            text.push_str(&format!("head {stream} {seq} {hash}\n"));
        }
        text
    }

    /// Signs it, as the node.
    ///
    /// # Errors
    /// [`BadNote`] when the centre's name cannot stand in a note.
    pub fn sign(&self, key: &SigningKey) -> Result<String, BadNote> {
        if Log::read(&self.log.origin()).as_ref() != Some(&self.log) {
            return Err(BadNote::Form);
        }
        note::sign(&self.text(), &self.log.origin(), key)
    }

    /// Reads a signed checkpoint. `key` gives the public key of the node it says it is of;
    /// signatures of witnesses are not looked at (for them, see [`note::open`]).
    ///
    /// # Errors
    /// [`BadNote`] unless the node is known and signed just this.
    pub fn open(
        note: &str,
        key: impl FnOnce(NodeId) -> Option<VerifyingKey>,
    ) -> Result<Self, BadNote> {
        let origin = note.lines().next().unwrap_or_default();
        let log = Log::read(origin).ok_or(BadNote::Form)?;
        let known = Known {
            name: origin.to_owned(),
            key: key(log.node).ok_or(BadNote::Unknown)?,
            says: Says::Wrote,
        };
        let opened = note::open(note, &[known])?;
        Self::read(opened.text).ok_or(BadNote::Form)
    }

    /// Reads a text; `None` unless it is a checkpoint of ours in its one form.
    fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let mut checkpoint = Self {
            log: Log::read(lines.next()?)?,
            size: lines.next()?.parse().ok()?,
            root: Root(thirty_two(lines.next()?)?),
            heads: BTreeMap::new(),
        };
        for line in lines {
            let mut words = line.strip_prefix("head ")?.split(' ');
            let stream = Hash(thirty_two(words.next()?)?);
            let seq = words.next()?.parse().ok()?;
            let hash = Hash(thirty_two(words.next()?)?);
            checkpoint.heads.insert(stream, (seq, hash));
        }
        (checkpoint.text() == text).then_some(checkpoint)
    }
}

fn thirty_two(base64: &str) -> Option<[u8; 32]> {
    STANDARD.decode(base64).ok()?.try_into().ok()
}

/// The rule of a witness: `next` may be believed after `last` when it is of the same log, not
/// smaller, and `proof` shows that it goes on from it; and when no stream that `last` names has
/// gone, shrunk, or been written anew.
///
/// # Errors
/// [`Inconsistent`] says how the log was rewritten. Such a checkpoint, being signed, is evidence:
/// keep it beside the one before.
pub fn follows(last: &Checkpoint, next: &Checkpoint, proof: &[Root]) -> Result<(), Inconsistent> {
    if (last.log.node, last.log.incarnation) != (next.log.node, next.log.incarnation) {
        return Err(Inconsistent::OtherLog);
    }
    if next.size < last.size {
        return Err(Inconsistent::Smaller);
    }
    if !is_consistent(last.size, &last.root, next.size, &next.root, proof) {
        return Err(Inconsistent::Fork);
    }
    for (stream, (seq, hash)) in &last.heads {
        match next.heads.get(stream) {
            None => return Err(Inconsistent::StreamGone),
            Some((later, _)) if later < seq => return Err(Inconsistent::Smaller),
            Some((later, other)) if later == seq && other != hash => {
                return Err(Inconsistent::Fork);
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// How a checkpoint contradicts an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Inconsistent {
    /// Of another node, or of another incarnation.
    #[error("the checkpoints are of different logs")]
    OtherLog,
    /// Fewer entries than before.
    #[error("the log has fewer entries than before")]
    Smaller,
    /// The entries are not those of before with others after them.
    #[error("the log does not go on from where it was")]
    Fork,
    /// A stream that was named is not any more.
    #[error("a stream of the log is gone")]
    StreamGone,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::Stream;
    use crate::id::ScopeId;
    use crate::merkle::{prove, root};

    fn key() -> SigningKey {
        SigningKey::from_bytes(&[5; 32])
    }

    fn log() -> Log {
        Log {
            centre: "abobo-2".into(),
            node: NodeId::named("abobo"),
            incarnation: 1,
        }
    }

    fn stream(scope: &str) -> Stream {
        Stream {
            scope: ScopeId::named(scope),
            node: log().node,
            incarnation: 1,
        }
    }

    fn entries(count: u8) -> Vec<Hash> {
        (0..count).map(|name| Hash([name; 32])).collect()
    }

    fn checkpoint(count: u8) -> Checkpoint {
        let head = Head::sign(stream("a"), count.into(), Hash([count; 32]), &key());
        Checkpoint::new(log(), count.into(), root(&entries(count)), &[head])
    }

    #[test]
    fn a_signed_checkpoint_reads_back_under_the_key_of_its_node() {
        let note = checkpoint(9).sign(&key()).unwrap();
        assert_eq!(note.lines().next(), Some(log().origin().as_str()));
        assert_eq!(note.lines().nth(1), Some("9"));
        let open = |note: &str| {
            Checkpoint::open(note, |node| {
                (node == log().node).then_some(key().verifying_key())
            })
        };
        assert_eq!(open(&note), Ok(checkpoint(9)));
        assert_eq!(
            open(&note.replace("\n9\n", "\n8\n")),
            Err(BadNote::Signature)
        );
        let stranger = Checkpoint::open(&note, |_| {
            Some(SigningKey::from_bytes(&[6; 32]).verifying_key())
        });
        assert_eq!(stranger, Err(BadNote::Unknown));
        assert_eq!(Checkpoint::open(&note, |_| None), Err(BadNote::Unknown));
    }

    #[test]
    fn a_signed_text_that_is_not_in_the_one_form_is_no_checkpoint() {
        let good = checkpoint(9).text();
        let origin = log().origin();
        for bad in [
            good.replace("\n9\n", "\n09\n"),
            good.replace("\n9\n", "\n+9\n"),
            good.replace("head ", "tail "),
            format!("{good}another line\n"),
            good.lines()
                .take(2)
                .fold(String::new(), |text, line| text + line + "\n"),
            good.replace(" 9 ", " 9  "),
        ] {
            let note = note::sign(&bad, &origin, &key()).unwrap();
            let opened = Checkpoint::open(&note, |_| Some(key().verifying_key()));
            assert_eq!(opened, Err(BadNote::Form), "{bad}");
        }
    }

    #[test]
    fn a_centre_whose_name_cannot_be_printed_in_a_note_is_refused() {
        for centre in ["two words", "a+b", "a\nb"] {
            let mut bad = checkpoint(1);
            bad.log.centre = centre.into();
            assert_eq!(bad.sign(&key()), Err(BadNote::Form), "{centre}");
        }
    }

    #[test]
    fn a_witness_follows_a_log_that_grows() {
        for last in 0..12 {
            for next in last..12 {
                let proof = prove(&entries(next), last.into()).unwrap();
                assert_eq!(
                    follows(&checkpoint(last), &checkpoint(next), &proof),
                    Ok(())
                );
            }
        }
    }

    #[test]
    fn a_witness_refuses_a_log_that_shrank_forked_or_lost_a_stream() {
        let last = checkpoint(8);
        let proof = prove(&entries(12), 8).unwrap();
        assert_eq!(
            follows(&last, &checkpoint(7), &[]),
            Err(Inconsistent::Smaller)
        );

        let mut other = checkpoint(12);
        other.log.incarnation = 2;
        assert_eq!(follows(&last, &other, &proof), Err(Inconsistent::OtherLog));

        let mut rewritten = checkpoint(8);
        rewritten.root = root(&[Hash([99; 32])]);
        assert_eq!(follows(&last, &rewritten, &[]), Err(Inconsistent::Fork));

        let mut gone = checkpoint(12);
        gone.heads.clear();
        assert_eq!(follows(&last, &gone, &proof), Err(Inconsistent::StreamGone));

        let mut shorter = checkpoint(12);
        shorter
            .heads
            .insert(genesis(&stream("a")), (7, Hash([7; 32])));
        assert_eq!(follows(&last, &shorter, &proof), Err(Inconsistent::Smaller));

        let mut anew = checkpoint(12);
        anew.heads
            .insert(genesis(&stream("a")), (8, Hash([77; 32])));
        assert_eq!(follows(&last, &anew, &proof), Err(Inconsistent::Fork));
        assert_eq!(
            follows(&last, &checkpoint(12), &[]),
            Err(Inconsistent::Fork)
        );
    }
}
