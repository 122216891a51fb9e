//! The second verifier (`tools/verify_journal.py`, no code in common) finds the same things as
//! the first, line by line, on journals that nodes wrote and on every mutation of them.

use crate::support::mutate::{
    Frames, bit_flips, fork, lies, rewritten, structures, truncations, weak_signatures,
};
use crate::support::{Journal, check, python};

/// What the first verifier prints.
fn first(file: &[u8]) -> Vec<String> {
    check(file)
        .findings
        .iter()
        .map(ToString::to_string)
        .collect()
}

/// Both verifiers on each file: they agree; and where `harm` is true, they find something.
fn agree(cases: &[(String, Vec<u8>, bool)]) {
    let files: Vec<&[u8]> = cases.iter().map(|(_, file, _)| file.as_slice()).collect();
    let second = python(&files);
    assert_eq!(second.len(), cases.len());
    for ((name, file, harm), second) in cases.iter().zip(second) {
        let first = first(file);
        assert_eq!(first, second, "{name}: the verifiers disagree");
        assert_eq!(!first.is_empty(), *harm, "{name}: {first:?}");
    }
}

#[test]
fn generated_journals_are_intact_for_both() {
    let cases: Vec<_> = (0..40)
        .map(|seed| {
            let journal = Journal::seeded(seed, 1 + seed % 3, 1 + seed % 4, seed * 2);
            (format!("seed {seed}"), journal.export(), false)
        })
        .collect();
    agree(&cases);
}

#[test]
fn entries_of_many_chunks_are_intact_for_both() {
    let cases: Vec<_> = [0, 800, 1023, 1024, 2000, 5000, 70_000]
        .map(|size| {
            (
                format!("{size} bytes"),
                Journal::of_long_entries(size).export(),
                false,
            )
        })
        .into();
    agree(&cases);
}

#[test]
fn a_flipped_bit_in_any_byte_is_found() {
    let file = Journal::seeded(7, 2, 2, 12).export();
    agree(&bit_flips(&file, 7));
}

#[test]
fn a_flipped_bit_is_found_also_when_the_end_of_the_file_is_made_to_agree() {
    let frames = Frames::of(&Journal::seeded(8, 2, 2, 12).export());
    let mut cases = Vec::new();
    for at in 0..frames.payloads.len() {
        for (name, payload, _) in bit_flips(&frames.payloads[at], at as u64) {
            let mut changed = frames.clone();
            changed.payloads[at] = payload;
            cases.push((format!("frame {at}, {name}"), changed.file(), true));
        }
    }
    agree(&cases);
}

#[test]
fn a_file_cut_at_any_byte_is_found() {
    agree(&truncations(&Journal::seeded(9, 2, 2, 12).export()));
}

#[test]
fn a_frame_removed_doubled_moved_or_invented_is_found() {
    agree(&structures(&Journal::seeded(10, 2, 2, 14)));
}

#[test]
fn a_stream_written_twice_is_found() {
    for seed in 0..4 {
        let journal = Journal::seeded(seed, 1, 2, 20);
        agree(&fork(&journal));
    }
}

#[test]
fn what_a_lying_node_signs_is_found() {
    for seed in 0..4 {
        agree(&lies(&Journal::seeded(seed, 2, 2, 20)));
    }
}

#[test]
fn weak_keys_and_signatures_that_anyone_can_make_are_refused() {
    agree(&weak_signatures(&Journal::seeded(13, 2, 1, 6)));
}

#[test]
fn an_entry_in_another_encoding_is_found_even_when_it_is_signed() {
    agree(&rewritten(&Journal::seeded(12, 1, 1, 6)));
}
