//! Journals made for tests: seeded, fictitious, the same for the same seed.

pub mod mutate;
pub mod oracle;
pub mod two;
pub mod world;

use akwaba_journal::act::{Act, Change, Value};
use akwaba_journal::chain::Head;
use akwaba_journal::chance::{Chance, Seeded};
use akwaba_journal::clock::Hlc;
use akwaba_journal::entry::Stream;
use akwaba_journal::export::Writer;
use akwaba_journal::id::{ActorId, EntityId, NodeId, ScopeId};
use akwaba_journal::pen::{About, Ink, Pen, Written};
use akwaba_journal::seal::Key;
use akwaba_journal::verify::{Report, Verifying, verify};
use ed25519_dalek::SigningKey;
use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

/// The report on a file.
pub fn check(file: &[u8]) -> Report {
    verify(file, Verifying::default()).unwrap()
}

/// The signing key of a node of that name.
pub fn signing_key(name: &str) -> SigningKey {
    SigningKey::from_bytes(
        NodeId::named(name)
            .as_bytes()
            .repeat(2)
            .as_slice()
            .try_into()
            .unwrap(),
    )
}

const TOOL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tools/verify_journal.py");

/// What the second verifier prints on a file and a checkpoint, and whether all is good.
pub fn python_with_checkpoint(file: &[u8], note: &str) -> (String, bool) {
    let folder = tempfile::tempdir().unwrap();
    let (journal, checkpoint) = (folder.path().join("journal"), folder.path().join("note"));
    std::fs::write(&journal, file).unwrap();
    std::fs::write(&checkpoint, note).unwrap();
    let output = Command::new("python3")
        .args([TOOL, "--checkpoint"])
        .args([&checkpoint, &journal])
        .output()
        .expect("the second verifier needs python3");
    let said = String::from_utf8(output.stdout).unwrap();
    let code = output.status.code();
    assert!(code == Some(0) || code == Some(1), "{said}");
    (said, code == Some(0))
}

/// The findings of the second verifier on each of these files.
pub fn python(files: &[&[u8]]) -> Vec<Vec<String>> {
    let mut child = Command::new("python3")
        .args([TOOL, "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the second verifier needs python3");
    let mut input = child.stdin.take().unwrap();
    let output = std::thread::scope(|scope| {
        scope.spawn(move || {
            for file in files {
                input.write_all(&(file.len() as u32).to_be_bytes()).unwrap();
                input.write_all(file).unwrap();
            }
        });
        child.wait_with_output().unwrap()
    });
    assert!(output.status.success());
    let mut reports = vec![Vec::new()];
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        match line {
            "." => reports.push(Vec::new()),
            line => reports.last_mut().unwrap().push(line.to_owned()),
        }
    }
    assert_eq!(reports.pop(), Some(Vec::new()));
    reports
}

/// A journal in memory, in the order in which it is exported.
#[derive(Clone, Default)]
pub struct Journal {
    pub keys: BTreeMap<NodeId, SigningKey>,
    pub heads: BTreeMap<(Stream, u64), Head>,
    pub entries: BTreeMap<(Stream, u64), Written>,
}

impl Journal {
    /// A journal of `entries` entries that `nodes` nodes wrote in `scopes` scopes each.
    pub fn seeded(seed: u64, nodes: u64, scopes: u64, entries: u64) -> Self {
        let mut dice = Seeded::new(seed);
        let mut journal = Self::default();
        let mut pens = BTreeMap::new();
        let mut clocks = BTreeMap::<NodeId, Hlc>::new();
        for number in 0..entries {
            let name = format!("node {}", dice.below(nodes));
            let stream = Stream {
                scope: ScopeId::named(&format!("scope {}", dice.below(scopes))),
                node: NodeId::named(&name),
                incarnation: 1 + dice.below(2) as u32,
            };
            journal
                .keys
                .entry(stream.node)
                .or_insert_with(|| signing_key(&name));
            let clock = clocks.entry(stream.node).or_default();
            let now =
                1_700_000_000_000_000 + (number * 1_000_000) as i64 - dice.below(5_000_000) as i64;
            let pen = pens.entry(stream).or_insert_with(|| Pen::new(stream));
            let written = write(pen, clock, now, &mut dice);
            journal.entries.insert((stream, written.entry.seq), written);
            if dice.below(5) == 0 {
                journal.sign(pen);
            }
        }
        for pen in pens.values() {
            journal.sign(pen);
        }
        journal
    }

    /// A journal of one stream whose two entries carry `size` bytes each.
    pub fn of_long_entries(size: usize) -> Self {
        let mut journal = Self::default();
        let stream = Stream {
            scope: ScopeId::named("scope"),
            node: NodeId::named("node"),
            incarnation: 1,
        };
        journal.keys.insert(stream.node, signing_key("node"));
        let mut pen = Pen::new(stream);
        for _ in 0..2 {
            let act = Act {
                reason: Some("x".repeat(size)),
                ..Act::default()
            };
            let about = About {
                actor: ActorId::named("agent"),
                entity: EntityId::named("entity"),
                kind: "visite",
                version: 1,
            };
            let written = pen
                .write(Hlc::default().tick(1), about, &act, Ink::Open)
                .unwrap();
            journal.entries.insert((stream, written.entry.seq), written);
        }
        journal.sign(&pen);
        journal
    }

    fn sign(&mut self, pen: &Pen) {
        let head = pen.sign(&self.keys[&pen.stream().node]);
        self.heads.insert((head.stream, head.seq), head);
    }

    /// The exported file.
    pub fn export(&self) -> Vec<u8> {
        let mut writer = Writer::begin(Vec::new()).unwrap();
        for (node, key) in &self.keys {
            writer.key(*node, &key.verifying_key()).unwrap();
        }
        for head in self.heads.values() {
            writer.head(head).unwrap();
        }
        for ((stream, seq), written) in &self.entries {
            writer
                .entry(*stream, *seq, &written.bytes, &written.after)
                .unwrap();
        }
        writer.finish().unwrap().0
    }
}

fn write(pen: &mut Pen, clock: &mut Hlc, now: i64, dice: &mut Seeded) -> Written {
    let act = Act {
        changes: vec![
            Change::Set {
                field: "état".into(),
                value: Value::of(&dice.next_u64()),
                replaces: Vec::new(),
            },
            Change::Fact {
                name: "visite".into(),
                value: Value::of(&"x".repeat(dice.below(30) as usize)),
            },
        ],
        ..Act::default()
    };
    let entity = EntityId::named(&format!("entity {}", dice.below(9)));
    let about = About {
        actor: ActorId::named("agent"),
        entity,
        kind: ["personne", "ménage", "visite"][dice.below(3) as usize],
        version: 1 + dice.below(300) as u16,
    };
    let key = Key::from_slice(&[7; 32]).unwrap();
    let ink = match dice.below(6) {
        0 | 1 => Ink::Keyed {
            subject: entity,
            key: &key,
            chance: dice as &mut dyn Chance,
        },
        2 => Ink::Sealed {
            epoch: 1,
            key: &key,
            chance: dice as &mut dyn Chance,
        },
        _ => Ink::Open,
    };
    pen.write(clock.tick(now), about, &act, ink).unwrap()
}
