//! Every version of every kind ever shipped has a sample, which reads for ever.
//!
//! `samples/<kind>.<version>.hex` is one encoded entry in hexadecimal, under the key of 32 bytes 7
//! where it needs one. A sample is added with each version, and never changed.

use crate::support::world::KEY;
use akwaba_journal::act::{Act, Change, Tag, Value};
use akwaba_journal::chance::Seeded;
use akwaba_journal::clock::Stamp;
use akwaba_journal::entry::{Body, Entry, Stream};
use akwaba_journal::id::{ActorId, EntityId, EntryId, NodeId, ScopeId};
use akwaba_journal::pen::{About, Ink, Pen};
use akwaba_journal::seal::{Key, open};
use std::path::Path;

fn from_hex(text: &str) -> Vec<u8> {
    let digits: Vec<_> = text
        .chars()
        .filter(|digit| !digit.is_whitespace())
        .map(|digit| digit.to_digit(16).unwrap() as u8)
        .collect();
    digits
        .chunks(2)
        .map(|pair| pair[0] << 4 | pair[1])
        .collect()
}

fn sample(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    from_hex(&std::fs::read_to_string(folder.join(name)).unwrap())
}

#[test]
fn every_sample_is_an_entry_of_the_kind_and_version_of_its_name_and_reads() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut count = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let Some(stem) = name.strip_suffix(".hex") else {
            assert_eq!(name, "README.md");
            continue;
        };
        let (kind, version) = stem.rsplit_once('.').unwrap();
        let entry = Entry::decode(&sample(&name)).unwrap();
        assert_eq!(
            (entry.kind.as_str(), entry.version.to_string().as_str()),
            (kind, version)
        );
        assert!(entry.is_well_named(), "{name}");
        let act = open(&entry, Some(&Key::from_slice(&KEY).unwrap())).unwrap();
        assert!(!act.changes.is_empty(), "{name}");
        count += 1;
    }
    assert!(count >= 3);
}

/// An act with every kind of change, in the open, under a key, and sealed.
fn envelope(version: u16) -> Entry {
    let other = EntryId::named("another entry");
    let act = Act {
        changes: vec![
            Change::Set {
                field: "nom".into(),
                value: Value::of(&"Yao"),
                replaces: vec![other],
            },
            Change::Add {
                set: "téléphones".into(),
                value: Value::of(&"0102030405"),
            },
            Change::Remove {
                set: "téléphones".into(),
                tags: vec![Tag {
                    entry: other,
                    index: 3,
                }],
            },
            Change::Fact {
                name: "visite".into(),
                value: Value::of(&1_790_000_000_u64),
            },
            Change::Ask {
                name: "rôle".into(),
                value: Value::of(&true),
            },
            Change::Rule {
                request: Tag {
                    entry: other,
                    index: 0,
                },
                granted: false,
                value: Value::of(&-1_i64),
            },
        ],
        reason: Some("essai".into()),
        source: None,
    };
    let about = About {
        actor: ActorId::named("agent"),
        entity: EntityId::named("entity"),
        kind: "essai",
        version,
    };
    let stream = Stream {
        scope: ScopeId::named("scope"),
        node: NodeId::named("node"),
        incarnation: 2,
    };
    let key = Key::from_slice(&KEY).unwrap();
    let clock = Stamp {
        micros: 1_790_000_000_123_456,
        count: 7,
    };
    let ink = match version {
        1 => Ink::Open,
        _ => Ink::Keyed {
            subject: about.entity,
            key: &key,
            chance: &mut Seeded::new(9),
        },
    };
    let hash = akwaba_journal::chain::Hash([1; 32]);
    let mut entry = Pen::at(stream, 41, hash)
        .write(clock, about, &act, ink)
        .unwrap()
        .entry;
    if version == 3
        && let Body::Keyed { nonce, cipher, .. } = entry.body
    {
        entry.body = Body::Sealed {
            epoch: 5,
            nonce,
            cipher,
        };
    }
    entry
}

#[test]
fn the_bytes_of_an_entry_and_of_every_change_are_those_of_the_first_day() {
    for version in [1, 2, 3] {
        let hex: String = envelope(version)
            .encode()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let kept: String = sample(&format!("essai.{version}.hex"))
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(hex, kept, "essai.{version}.hex");
    }
}
