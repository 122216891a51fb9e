//! A checkpoint kept elsewhere shows what the exported file alone cannot.

use crate::support::{Journal, python_with_checkpoint};
use akwaba_journal::checkpoint::{Checkpoint, Log};
use akwaba_journal::entry::Stream;
use akwaba_journal::id::NodeId;
use akwaba_journal::merkle;
use akwaba_journal::verify::{Differs, Report, Verifying, verify};

fn report(journal: &Journal) -> Report {
    let how = Verifying {
        leaves: true,
        ..Verifying::default()
    };
    verify(&journal.export()[..], how).unwrap()
}

/// The checkpoint of a node's first log, as the node itself makes it: entry by entry.
fn checkpoint(journal: &Journal, node: NodeId) -> Checkpoint {
    let mut entries: Vec<_> = journal
        .entries
        .values()
        .filter(|written| {
            (written.entry.stream.node, written.entry.stream.incarnation) == (node, 1)
        })
        .collect();
    entries.sort_by_key(|written| written.entry.clock);
    let mut tree = merkle::Growing::default();
    for written in entries {
        tree.push(&written.after);
    }
    let log = Log {
        centre: "abobo-2".into(),
        node,
        incarnation: 1,
    };
    let last = |stream: &Stream| journal.heads.range(..=(*stream, u64::MAX)).next_back();
    let streams: std::collections::BTreeSet<_> =
        journal.heads.keys().map(|place| place.0).collect();
    let heads: Vec<_> = streams
        .iter()
        .filter_map(|stream| Some(last(stream)?.1))
        .collect();
    Checkpoint::new(log, tree.size(), tree.root(), heads)
}

/// The journal as it was before its last entries, signed then.
fn rolled_back(journal: &Journal, keep: usize) -> Journal {
    let mut earlier = journal.clone();
    let mut entries: Vec<_> = journal.entries.iter().collect();
    entries.sort_by_key(|(_, written)| written.entry.clock);
    for (place, _) in entries.split_off(keep) {
        earlier.entries.remove(place);
        earlier.heads.remove(place);
    }
    for (place, written) in &earlier.entries {
        let key = &earlier.keys[&place.0.node];
        let head = akwaba_journal::chain::Head::sign(place.0, place.1, written.after, key);
        earlier.heads.insert(*place, head);
    }
    earlier
}

#[test]
fn a_journal_agrees_with_the_checkpoints_of_its_past() {
    for seed in 0..20 {
        let journal = Journal::seeded(seed, 2, 3, 60);
        let now = report(&journal);
        assert_eq!(now.findings, []);
        for keep in [0, 1, 17, 40, 60] {
            for node in journal.keys.keys() {
                let past = checkpoint(&rolled_back(&journal, keep), *node);
                assert_eq!(now.compare(&past), Ok(()), "seed {seed}, {keep} entries");
            }
        }
    }
}

#[test]
fn entries_cut_off_together_with_their_heads_show_against_a_checkpoint() {
    let journal = Journal::seeded(3, 1, 3, 60);
    let node = *journal.keys.keys().next().unwrap();
    let printed = checkpoint(&journal, node);
    let note = printed.sign(&journal.keys[&node]).unwrap();
    for keep in [0, 10, 59] {
        let cut = rolled_back(&journal, keep);
        let report = report(&cut);
        assert_eq!(report.findings, []);
        let last_of_log = report.compare(&printed).is_ok();
        assert_eq!(last_of_log, keep == 59 && printed == checkpoint(&cut, node));
        let (said, good) = python_with_checkpoint(&cut.export(), &note);
        assert_eq!(good, last_of_log, "{said}");
    }
}

#[test]
fn both_verifiers_say_the_same_about_a_checkpoint() {
    let journal = Journal::seeded(4, 1, 2, 40);
    let node = *journal.keys.keys().next().unwrap();
    let key = &journal.keys[&node];
    let good = checkpoint(&journal, node);
    assert!(good.heads.len() == 2 && good.size > 10);
    let change = |change: &dyn Fn(&mut Checkpoint)| {
        let mut changed = good.clone();
        change(&mut changed);
        changed
    };
    let cases = [
        (good.clone(), Ok(()), "intact"),
        (
            change(&|c| c.size += 100),
            Err(Differs::Short),
            "checkpoint short",
        ),
        (
            change(&|c| c.size -= 1),
            Err(Differs::Root),
            "checkpoint root",
        ),
        (
            change(&|c| c.root.0[0] ^= 1),
            Err(Differs::Root),
            "checkpoint root",
        ),
        (
            change(&|c| c.log.incarnation = 9),
            Err(Differs::Short),
            "checkpoint short",
        ),
        (
            change(&|c| c.heads.values_mut().for_each(|head| head.0 -= 1)),
            Err(Differs::Head),
            "checkpoint head",
        ),
        (
            change(&|c| c.heads.values_mut().for_each(|head| head.1.0[0] ^= 1)),
            Err(Differs::Head),
            "checkpoint head",
        ),
    ];
    let (file, report) = (journal.export(), report(&journal));
    for (checkpoint, expected, words) in cases {
        assert_eq!(report.compare(&checkpoint), expected);
        let note = checkpoint.sign(key).unwrap();
        let (said, good) = python_with_checkpoint(&file, &note);
        assert!(said.starts_with(words), "{said}");
        assert_eq!(good, expected.is_ok());
    }
    let note = good.sign(key).unwrap();
    let by_another = good.sign(&crate::support::signing_key("x")).unwrap();
    for (note, words) in [
        (note.replacen("\nhead", "\ntail", 1), "checkpoint form"),
        (note.replace("abobo-2", "abobo-3"), "checkpoint unknown"),
        (
            note.replacen(&format!("\n{}\n", good.size), "\n1\n", 1),
            "checkpoint signature",
        ),
        (by_another, "checkpoint unknown"),
    ] {
        let (said, good) = python_with_checkpoint(&file, &note);
        assert!(said.starts_with(words) && !good, "{said}");
        assert!(Checkpoint::open(&note, |_| Some(key.verifying_key())).is_err());
    }
}
