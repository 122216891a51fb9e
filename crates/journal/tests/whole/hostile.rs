//! Whatever the bytes, every reader answers, and none stops the program.

use crate::support::{Journal, check, signing_key};
use akwaba_journal::act::Act;
use akwaba_journal::bundle::{Bundle, Have, Limits};
use akwaba_journal::checkpoint::{Checkpoint, Log};
use akwaba_journal::entry::Entry;
use akwaba_journal::id::NodeId;
use akwaba_journal::merkle;
use akwaba_journal::seal;
use akwaba_journal::state::State;
use proptest::prelude::*;
use proptest::sample::Index;

/// Bytes with pieces changed, removed, doubled and put elsewhere.
fn mangled(bytes: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let edit = (0u8..5, any::<Index>(), any::<Index>(), any::<u8>());
    proptest::collection::vec(edit, 1..8).prop_map(move |edits| {
        let mut bytes = bytes.clone();
        for (kind, a, b, byte) in edits {
            if bytes.is_empty() {
                break;
            }
            let (a, b) = (a.index(bytes.len()), b.index(bytes.len()));
            let (a, b) = (a.min(b), a.max(b));
            match kind {
                0 => bytes[a] = byte,
                1 => drop(bytes.drain(a..b)),
                2 => {
                    let piece = bytes[a..b].to_vec();
                    bytes.splice(b..b, piece);
                }
                3 => bytes.truncate(b),
                _ => bytes[a..b].reverse(),
            }
        }
        bytes
    })
}

fn bundle() -> Vec<u8> {
    let mut from = crate::support::two::pair(6, 2).from;
    let made = from.bundle_for(&Have::new(), &Limits::default());
    made.bundle.write(Vec::new()).unwrap()
}

fn note() -> String {
    let log = Log {
        centre: "abobo".into(),
        node: NodeId::named("n"),
        incarnation: 1,
    };
    let journal = Journal::seeded(1, 1, 2, 6);
    let root = merkle::root([]);
    Checkpoint::new(log, 0, root, journal.heads.values())
        .sign(&signing_key("n"))
        .unwrap()
}

fn encoded() -> Vec<Vec<u8>> {
    let journal = Journal::seeded(2, 1, 1, 3);
    let entries = journal.entries.into_values();
    entries.map(|written| written.bytes).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn an_export_however_mangled_is_reported_on(file in mangled(Journal::seeded(3, 2, 2, 8).export())) {
        let whole = Journal::seeded(3, 2, 2, 8).export();
        prop_assert_eq!(check(&file).is_intact(), file == whole);
    }

    #[test]
    fn a_bundle_however_mangled_is_read_as_far_as_it_goes(file in mangled(bundle())) {
        let mut to = crate::support::two::pair(0, 1).to;
        if let Some(read) = Bundle::read(&file[..], &Limits::default()).unwrap() {
            prop_assert_eq!(read.whole, file == bundle());
            to.take(read.bundle);
        }
        to.take(Bundle::read(&bundle()[..], &Limits::default()).unwrap().unwrap().bundle);
        prop_assert_eq!(to.state_hash(), crate::support::two::pair(6, 2).from.state_hash());
    }

    #[test]
    fn a_checkpoint_however_mangled_is_refused(bytes in mangled(note().into_bytes())) {
        let text = String::from_utf8_lossy(&bytes);
        let opened = Checkpoint::open(&text, |_| Some(signing_key("n").verifying_key()));
        prop_assert_eq!(opened.is_ok(), text == note());
    }

    #[test]
    fn an_entry_an_act_or_a_state_however_mangled_is_read_or_refused(
        bytes in prop_oneof![
            mangled(encoded().remove(0)),
            mangled(State::default().encode()),
            proptest::collection::vec(any::<u8>(), 0..200),
        ],
    ) {
        if let Ok(entry) = Entry::decode(&bytes) {
            prop_assert_eq!(entry.encode(), bytes.clone());
            let _ = seal::open(&entry, None);
        }
        let _ = (Act::decode(&bytes), State::decode(&bytes));
    }
}
