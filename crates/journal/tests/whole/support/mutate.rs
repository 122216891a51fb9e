//! Mutations of journals: everything that may happen to a file, by chance or by malice.

use super::{Journal, signing_key};
use akwaba_journal::act::Act;
use akwaba_journal::chain::{Hash, Head, genesis, link};
use akwaba_journal::chance::Seeded;
use akwaba_journal::entry::Stream;
use akwaba_journal::export::{Frame, MAGIC, Reader, Step};
use akwaba_journal::id::{ActorId, EntryId, NodeId};
use akwaba_journal::pen::{About, Ink, Pen, Written};
use sha2::{Digest, Sha256};

/// A name, a file, and whether something is wrong with it.
pub type Case = (String, Vec<u8>, bool);

/// The frames of a file but its end, to be changed and closed again with an end that agrees.
#[derive(Clone)]
pub struct Frames {
    pub payloads: Vec<Vec<u8>>,
}

impl Frames {
    pub fn of(file: &[u8]) -> Self {
        let mut rest = &file[MAGIC.len()..];
        let mut payloads = Vec::new();
        while let Some((length, after)) = rest.split_first_chunk::<4>() {
            let (payload, after) = after.split_at(u32::from_be_bytes(*length) as usize);
            payloads.push(payload.to_vec());
            rest = after;
        }
        payloads.pop();
        Self { payloads }
    }

    /// The kind of a frame: 0 key, 1 head, 2 entry.
    pub fn kind(&self, at: usize) -> u8 {
        self.payloads[at][1]
    }

    /// The file with an end that counts and hashes what it holds now.
    pub fn file(&self) -> Vec<u8> {
        let mut file = MAGIC.to_vec();
        for payload in &self.payloads {
            file.extend((payload.len() as u32).to_be_bytes());
            file.extend(payload);
        }
        let mut counts = [0u8; 3];
        let mut reader = Reader::begin(&file[..]).unwrap().unwrap();
        loop {
            match reader.step().unwrap() {
                Step::Frame(Frame::Key { .. }) => counts[0] += 1,
                Step::Frame(Frame::Head(_)) => counts[1] += 1,
                Step::Frame(Frame::Entry { .. }) => counts[2] += 1,
                Step::End => break,
                _ => {}
            }
        }
        let mut end = vec![0x82, 3, 0x82, 0x83];
        for count in counts {
            end.extend_from_slice(if count < 24 { &[] } else { &[0x18] });
            end.push(count);
        }
        end.extend([0x58, 32]);
        end.extend(Sha256::digest(&file));
        file.extend((end.len() as u32).to_be_bytes());
        file.extend(end);
        file
    }
}

/// One bit of every byte flipped, which one the seed says.
pub fn bit_flips(file: &[u8], seed: u64) -> Vec<Case> {
    let mut dice = Seeded::new(seed);
    (0..file.len())
        .map(|at| {
            let bit = dice.below(8);
            let mut changed = file.to_vec();
            changed[at] ^= 1 << bit;
            (format!("bit {bit} of byte {at}"), changed, true)
        })
        .collect()
}

/// The file cut at every third byte, and with bytes after its end.
pub fn truncations(file: &[u8]) -> Vec<Case> {
    let mut cases: Vec<_> = (0..file.len())
        .step_by(3)
        .map(|length| (format!("cut at {length}"), file[..length].to_vec(), true))
        .collect();
    let after: [&[u8]; 3] = [b"x", &[0; 40], &file[MAGIC.len()..]];
    for extra in after {
        cases.push((
            format!("{} bytes more", extra.len()),
            [file, extra].concat(),
            true,
        ));
    }
    cases
}

/// Frames removed, doubled, swapped and invented, the end made to agree.
pub fn structures(journal: &Journal) -> Vec<Case> {
    let frames = Frames::of(&journal.export());
    let count = frames.payloads.len();
    let mut cases = Vec::new();
    for at in 0..count {
        let mut changed = frames.clone();
        changed.payloads.remove(at);
        // A journal that leaves out a head which is not the last of its stream says as much.
        let number = at.wrapping_sub(journal.keys.len());
        let harm = match journal.heads.keys().nth(number) {
            Some((stream, seq)) if frames.kind(at) == 1 => journal
                .heads
                .range((*stream, seq + 1)..=(*stream, u64::MAX))
                .next()
                .is_none(),
            _ => true,
        };
        cases.push((format!("without frame {at}"), changed.file(), harm));
        for to in [at, count] {
            let mut changed = frames.clone();
            changed.payloads.insert(to, frames.payloads[at].clone());
            cases.push((format!("frame {at} again at {to}"), changed.file(), true));
        }
        for other in at + 1..count {
            let mut changed = frames.clone();
            changed.payloads.swap(at, other);
            cases.push((
                format!("frames {at} and {other} swapped"),
                changed.file(),
                true,
            ));
        }
        let invented: [&[u8]; 5] = [
            b"",
            b"\x82\x04\x80",
            b"\x82\x02\x82\x40\x40",
            b"\xff",
            &[0x82; 900],
        ];
        for (which, payload) in invented.into_iter().enumerate() {
            let mut changed = frames.clone();
            changed.payloads.insert(at, payload.to_vec());
            cases.push((format!("invention {which} at {at}"), changed.file(), true));
        }
    }
    cases
}

/// The stream of the first entry, and its pen after entry `seq`.
fn pen_at(journal: &Journal, stream: Stream, seq: u64) -> Pen {
    let hash = match journal.entries.get(&(stream, seq)) {
        Some(written) => written.after,
        None => genesis(&stream),
    };
    Pen::at(stream, seq, hash)
}

fn other_act(pen: &mut Pen, journal: &Journal) -> Written {
    let about = About {
        actor: ActorId::named("the same node, restored from an old copy"),
        entity: akwaba_journal::id::EntityId::named("entity"),
        kind: "visite",
        version: 1,
    };
    let clock = journal
        .entries
        .values()
        .map(|written| written.entry.clock)
        .max()
        .unwrap();
    pen.write(clock, about, &Act::default(), Ink::Open).unwrap()
}

/// Every stream written a second time from each place, by the node itself.
pub fn fork(journal: &Journal) -> Vec<Case> {
    let mut cases = Vec::new();
    for (stream, seq) in journal.entries.keys() {
        let mut pen = pen_at(journal, *stream, seq - 1);
        let branch = other_act(&mut pen, journal);
        let head = pen.sign(&journal.keys[&stream.node]);
        let frames = Frames::of(&journal.export());
        let entry = entry_frame(&branch.bytes, &branch.after);
        // Beside the entry that was there, and far from it.
        let place = journal
            .entries
            .keys()
            .position(|place| place == &(*stream, *seq))
            .unwrap();
        let first = journal.keys.len() + journal.heads.len();
        for at in [first + place, first + place + 1, frames.payloads.len()] {
            let mut changed = frames.clone();
            changed.payloads.insert(at, entry.clone());
            changed
                .payloads
                .insert(journal.keys.len(), head_frame(&head));
            cases.push((
                format!("{stream} forked at {seq}, frame {at}"),
                changed.file(),
                true,
            ));
        }
        // In its place: the branch hides the entry.
        let mut hidden = journal.clone();
        hidden.entries.insert((*stream, *seq), branch);
        cases.push((format!("{stream} replaced at {seq}"), hidden.export(), true));
    }
    cases
}

/// Heads that do not say what the stream says, signed by the node or by somebody else; ids that
/// are not those of their place.
pub fn lies(journal: &Journal) -> Vec<Case> {
    let mut cases = Vec::new();
    for (place, head) in &journal.heads {
        let key = &journal.keys[&head.stream.node];
        let signers = [key.clone(), signing_key("somebody else")];
        for (who, signer) in signers.iter().enumerate() {
            let lies = [
                Head::sign(head.stream, head.seq, Hash([9; 32]), signer),
                Head::sign(head.stream, head.seq + 1, head.hash, signer),
                Head::sign(head.stream, u64::MAX, head.hash, signer),
                Head::sign(head.stream, 0, Hash([9; 32]), signer),
            ];
            for (which, lie) in lies.into_iter().enumerate() {
                let mut changed = journal.clone();
                changed.heads.remove(place);
                changed.heads.insert((lie.stream, lie.seq), lie);
                cases.push((
                    format!("{place:?}: lie {which} by {who}"),
                    changed.export(),
                    true,
                ));
            }
        }
    }
    for place in journal.entries.keys() {
        let changed = resigned(journal, place.0, |seq, entry| {
            if seq == place.1 {
                entry.id = EntryId::named("the id of somebody else's entry");
            }
        });
        cases.push((format!("{place:?}: another id"), changed.export(), true));
    }
    for place in journal.entries.keys().filter(|place| place.1 > 1) {
        let changed = resigned(journal, place.0, |seq, entry| {
            if seq == place.1 {
                entry.clock.micros = 0;
                entry.id = entry.stream.entry_id(seq, entry.clock);
            }
        });
        cases.push((format!("{place:?}: in 1970"), changed.export(), true));
    }
    let mut stranger = journal.clone();
    let (node, _) = stranger.keys.pop_first().unwrap();
    cases.push(("without a key".into(), stranger.export(), true));
    stranger.keys.insert(NodeId::named("x"), signing_key("x"));
    stranger.keys.insert(node, signing_key("x"));
    cases.push(("under another key".into(), stranger.export(), true));
    cases
}

/// Keys and signatures that a lenient verifier takes and a strict one does not.
pub fn weak_signatures(journal: &Journal) -> Vec<Case> {
    let frames = Frames::of(&journal.export());
    let mut cases = Vec::new();
    let mut neutral = [0; 32];
    neutral[0] = 1;
    let mut noncanonical = [0xff; 32];
    (noncanonical[0], noncanonical[31]) = (0xee, 0x7f);
    let mut neutral_negative = neutral;
    neutral_negative[31] = 0x80;
    for weak in [
        neutral,
        noncanonical,
        neutral_negative,
        [0; 32],
        [2; 32],
        [0xff; 32],
    ] {
        for (public, sign) in [(true, false), (false, true), (true, true)] {
            let mut changed = frames.clone();
            for payload in &mut changed.payloads {
                let at = payload.len();
                if public && payload[1] == 0 {
                    payload[at - 32..].copy_from_slice(&weak);
                }
                if sign && payload[1] == 1 {
                    payload[at - 64..at - 32].copy_from_slice(&weak);
                    payload[at - 32..].fill(0);
                }
            }
            let name = format!("weak {:02x}{:02x} {public} {sign}", weak[0], weak[31]);
            cases.push((name, changed.file(), true));
        }
    }
    let mut malleable = journal.clone();
    for head in malleable.heads.values_mut() {
        let mut carry = 0;
        for (digit, more) in head.signature[32..].iter_mut().zip(ORDER) {
            let sum = u16::from(*digit) + u16::from(more) + carry;
            (*digit, carry) = (sum as u8, sum >> 8);
        }
    }
    cases.push(("malleable".into(), malleable.export(), true));
    cases
}

/// The order of the group of Ed25519, little-endian: added to a signature's second half, it gives
/// another signature that a lenient verifier takes.
const ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

/// The journal with the entries of one stream changed, and hashed and signed again by its node.
fn resigned(
    journal: &Journal,
    stream: Stream,
    mut change: impl FnMut(u64, &mut akwaba_journal::Entry),
) -> Journal {
    let mut changed = journal.clone();
    let mut hash = genesis(&stream);
    let key = changed.keys[&stream.node].clone();
    for ((_, seq), written) in changed.entries.range_mut((stream, 0)..=(stream, u64::MAX)) {
        change(*seq, &mut written.entry);
        written.bytes = written.entry.encode();
        hash = link(&hash, &written.bytes);
        written.after = hash;
        if let Some(head) = changed.heads.get_mut(&(stream, *seq)) {
            *head = Head::sign(stream, *seq, hash, &key);
        }
    }
    changed
}

/// The last entry in encodings that are not the deterministic one, hashed and signed by its node.
pub fn rewritten(journal: &Journal) -> Vec<Case> {
    let ((stream, seq), last) = journal.entries.last_key_value().unwrap();
    let bytes = &last.bytes;
    let encodings: Vec<(&str, Vec<u8>)> = vec![
        ("a longer array head", [&[0x98, 9], &bytes[1..]].concat()),
        ("an endless array", [&[0x9f], &bytes[1..], &[0xff]].concat()),
        ("a byte after it", [&bytes[..], &[0]].concat()),
        ("a value more", [&[0x8a], &bytes[1..], &[0]].concat()),
        (
            "a value less",
            [&[0x88], &bytes[1..bytes.len() - 1]].concat(),
        ),
        ("nothing", Vec::new()),
        ("a tag around it", [&[0xc0], &bytes[..]].concat()),
        (
            "a longer number",
            [&bytes[..37], &[0x18], &bytes[37..]].concat(),
        ),
        ("text that is not UTF-8", invalid_text(bytes)),
    ];
    let mut cases = Vec::new();
    for (name, bytes) in encodings {
        let mut changed = journal.clone();
        let before = pen_at(journal, *stream, seq - 1).hash();
        let after = link(&before, &bytes);
        let entry = last.entry.clone();
        changed.entries.insert(
            (*stream, *seq),
            Written {
                entry,
                bytes,
                after,
            },
        );
        let head = Head::sign(*stream, *seq, after, &changed.keys[&stream.node]);
        changed.heads.insert((*stream, *seq), head);
        cases.push((name.to_owned(), changed.export(), true));
    }
    cases
}

/// The same bytes with the first letter of the kind made a lone continuation byte.
fn invalid_text(bytes: &[u8]) -> Vec<u8> {
    let kinds = ["personne", "ménage", "visite"];
    let at = kinds
        .iter()
        .find_map(|kind| {
            bytes
                .windows(kind.len())
                .position(|window| window == kind.as_bytes())
        })
        .unwrap();
    let mut changed = bytes.to_vec();
    changed[at] = 0x80;
    changed
}

fn entry_frame(bytes: &[u8], after: &Hash) -> Vec<u8> {
    let mut journal = akwaba_journal::export::Writer::begin(Vec::new()).unwrap();
    let stream = akwaba_journal::Entry::decode(bytes).unwrap().stream;
    journal.entry(stream, 1, bytes, after).unwrap();
    Frames::of(&journal.finish().unwrap().0).payloads.remove(0)
}

fn head_frame(head: &Head) -> Vec<u8> {
    let mut journal = akwaba_journal::export::Writer::begin(Vec::new()).unwrap();
    journal.head(head).unwrap();
    Frames::of(&journal.finish().unwrap().0).payloads.remove(0)
}
