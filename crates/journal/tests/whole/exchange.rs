//! The exchange, case by case: doubled, cut, damaged, late, by strangers, from a node that was
//! set back, and from one that lies.

use crate::support::signing_key;
use crate::support::two::{Two, node, pair, write};
use crate::support::world::seeds;
use akwaba_journal::bundle::{Bundle, Have, Limits, Part};
use akwaba_journal::chain::{Head, genesis, link};
use akwaba_journal::chance::Seeded;
use akwaba_journal::exchange::{HELD_BYTES_MAX, Waiting, Wrong};
use akwaba_journal::id::{EntryId, ScopeId};
use akwaba_journal::upcast::{Kinds, Unread};

fn read(file: &[u8]) -> Bundle {
    Bundle::read(file, &Limits::default())
        .unwrap()
        .map(|read| read.bundle)
        .unwrap_or_default()
}

#[test]
fn a_bundle_cut_at_any_byte_brings_a_beginning_and_the_whole_brings_the_rest() {
    let Two { mut from, to } = pair(12, 4);
    let bundle = from.bundle_for(&Have::new(), &Limits::default()).bundle;
    let file = bundle.write(Vec::new()).unwrap();
    assert!(
        Bundle::read(&file[..], &Limits::default())
            .unwrap()
            .unwrap()
            .whole
    );
    for length in 0..file.len() {
        let mut to = to.clone();
        let cut = Bundle::read(&file[..length], &Limits::default()).unwrap();
        if let Some(cut) = cut {
            assert!(!cut.whole);
            let outcome = to.take(cut.bundle);
            assert!(
                outcome.refused.is_empty() && outcome.forks.is_empty(),
                "{length}"
            );
            assert!(outcome.held.iter().all(|held| held.2 == Waiting::Proof));
        }
        let outcome = to.take(read(&file));
        assert!(
            outcome.refused.is_empty() && outcome.held.is_empty(),
            "{length}"
        );
        assert_eq!(to.state_hash(), from.state_hash(), "cut at {length}");
    }
}

#[test]
fn a_bit_flipped_anywhere_keeps_nothing_that_was_not_signed_and_the_rest_goes_on() {
    let Two { mut from, to } = pair(9, 2);
    let file = from
        .bundle_for(&Have::new(), &Limits::default())
        .bundle
        .write(Vec::new())
        .unwrap();
    let true_entries: Vec<_> = from.entries().map(|entry| entry.encode()).collect();
    for at in 0..file.len() {
        let mut to = to.clone();
        let mut changed = file.clone();
        changed[at] ^= 1 << (at % 8);
        let outcome = to.take(read(&changed));
        assert!(outcome.forks.is_empty(), "byte {at}");
        assert!(
            to.entries()
                .all(|entry| true_entries.contains(&entry.encode())),
            "byte {at}"
        );
        to.take(read(&file));
        assert_eq!(to.state_hash(), from.state_hash(), "byte {at}");
    }
}

#[test]
fn bundles_in_any_order_and_twice_give_the_same_state() {
    let Two { mut from, to } = pair(0, 1);
    let mut bundles = Vec::new();
    let mut theirs = Have::new();
    for number in 0..6 {
        write(&mut from, number, 3);
        let made = from.bundle_for(&theirs, &Limits::default());
        theirs = made.then(&theirs);
        bundles.push(made.bundle);
    }
    let mut orders = vec![vec![]];
    for number in 0..bundles.len() {
        orders = orders
            .into_iter()
            .flat_map(|order: Vec<usize>| {
                (0..=order.len()).map(move |at| {
                    let mut longer = order.clone();
                    longer.insert(at, number);
                    longer
                })
            })
            .collect();
    }
    assert_eq!(orders.len(), 720);
    for order in orders {
        let mut to = to.clone();
        for which in order.iter().chain(order.iter().rev()) {
            let outcome = to.take(bundles[*which].clone());
            assert!(
                outcome.refused.is_empty() && outcome.forks.is_empty(),
                "{order:?}"
            );
        }
        assert_eq!(to.state_hash(), from.state_hash(), "{order:?}");
        assert_eq!(to.held_parts().count(), 0, "{order:?}");
    }
}

#[test]
fn a_bundle_that_comes_early_waits_for_the_one_before_it() {
    let Two { mut from, mut to } = pair(3, 1);
    let first = from.bundle_for(&Have::new(), &Limits::default());
    write(&mut from, 7, 2);
    let second = from.bundle_for(&first.then(&Have::new()), &Limits::default());
    let outcome = to.take(second.bundle.clone());
    assert_eq!(outcome.kept.len(), 0);
    assert_eq!(outcome.held[0].2, Waiting::Gap { from: 1 });
    assert_eq!(
        to.take(second.bundle).held.len(),
        1,
        "held once, also when it comes twice"
    );
    let outcome = to.take(first.bundle);
    assert_eq!(outcome.kept.values().sum::<u64>(), 5);
    assert_eq!(to.state_hash(), from.state_hash());
}

#[test]
fn a_run_that_nobody_signed_is_never_kept_however_it_is_pieced_together() {
    let Two { mut from, to } = pair(0, 1);
    write(&mut from, 1, 80);
    let whole = from
        .bundle_for(&Have::new(), &Limits::default())
        .bundle
        .parts
        .remove(0);
    let run = |first: usize, last: usize| {
        let mut part = whole.clone();
        part.before = hash_after(&whole, first);
        part.after = first as u64;
        part.entries = whole.entries[first..last].to_vec();
        part
    };
    // The node's own entries from another life, in the place of those that were signed.
    let Two {
        from: mut other, ..
    } = pair(0, 1);
    write(&mut other, 500, 80);
    let other = other
        .bundle_for(&Have::new(), &Limits::default())
        .bundle
        .parts
        .remove(0);
    let mut forged = run(0, 60);
    forged.entries[30..].clone_from_slice(&other.entries[30..60]);
    let pieces = [forged, run(30, 70), run(0, 40), run(70, 80), whole.clone()];
    seeds(120, |seed| {
        let mut dice = Seeded::new(seed);
        let mut to = to.clone();
        for _ in 0..8 {
            let piece = pieces[dice.below(4) as usize].clone();
            let outcome = to.take(Bundle { parts: vec![piece] });
            assert!(outcome.forks.is_empty());
            let kept: Vec<_> = to.entries().map(|entry| entry.encode()).collect();
            assert_eq!(kept, whole.entries[..kept.len()]);
        }
        to.take(Bundle {
            parts: vec![whole.clone()],
        });
        assert_eq!(to.state_hash(), from.state_hash());
        assert_eq!(to.held_parts().count(), 0);
    });
    // Without the forgery, cut pieces alone are enough.
    let mut to = to.clone();
    for piece in &pieces[1..4] {
        to.take(Bundle {
            parts: vec![piece.clone()],
        });
    }
    assert_eq!(to.state_hash(), from.state_hash());
}

/// The hash of a stream after so many entries of a part that begins it.
fn hash_after(part: &Part, count: usize) -> akwaba_journal::chain::Hash {
    let entries = part.entries[..count].iter();
    entries.fold(genesis(&part.head.stream), |hash, bytes| link(&hash, bytes))
}

#[test]
fn many_entries_under_one_signature_come_in_bundles_of_a_few() {
    let Two { mut from, mut to } = pair(0, 1);
    write(&mut from, 1, 50);
    let limits = Limits {
        bytes_max: 1_000,
        ..Limits::default()
    };
    let mut theirs = to.counts();
    let mut bundles = Vec::new();
    loop {
        let made = from.bundle_for(&theirs, &limits);
        theirs = made.then(&theirs);
        bundles.push(made.bundle);
        if !made.more {
            break;
        }
    }
    assert!(bundles.len() > 5);
    let last = bundles.len() - 1;
    for (number, bundle) in bundles.into_iter().enumerate() {
        let outcome = to.take(bundle);
        assert_eq!(
            outcome.kept.is_empty(),
            number < last,
            "nothing is kept before it is proved"
        );
    }
    assert_eq!(to.state_hash(), from.state_hash());
    assert_eq!(to.held_parts().count(), 0);
}

#[test]
fn what_is_not_signed_yet_is_not_given_away() {
    let Two { mut from, .. } = pair(2, 1);
    crate::support::two::write_unsigned(&mut from, 9, 1);
    let made = from.bundle_for(&Have::new(), &Limits::default());
    assert_eq!(
        made.bundle
            .parts
            .iter()
            .map(|part| part.entries.len())
            .sum::<usize>(),
        2
    );
    assert!(!made.more);
}

#[test]
fn a_bundle_of_a_node_that_is_not_known_is_refused_until_it_is() {
    let Two { mut from, .. } = pair(3, 2);
    let mut stranger = akwaba_journal::replica::Replica::new(
        node("elsewhere"),
        signing_key("elsewhere"),
        Kinds::new().with("thing", &[]),
    );
    let bundle = from.bundle_for(&Have::new(), &Limits::default()).bundle;
    let outcome = stranger.take(bundle.clone());
    assert!(outcome.kept.is_empty());
    assert!(
        outcome
            .refused
            .iter()
            .all(|(_, why)| *why == Wrong::UnknownNode)
    );
    assert_eq!(stranger.quarantined().len(), bundle.parts.len());
    stranger.know(node("from"), signing_key("from").verifying_key());
    stranger.take(bundle);
    assert_eq!(stranger.state_hash(), from.state_hash());
}

#[test]
fn a_node_set_back_to_an_old_copy_is_found_out_at_the_next_contact_either_way() {
    seeds(300, |seed| {
        let (before, lost, anew) = (seed % 6, 1 + seed / 6 % 5, 1 + seed / 30 % 7);
        let Two { mut from, mut to } = pair(before, 1);
        let copy = from.clone();
        write(&mut from, 100, lost);
        to.take(from.bundle_for(&to.counts(), &Limits::default()).bundle);

        // Set back, it writes on as if nothing had happened: more, less, or as much as it lost.
        let mut back = copy;
        write(&mut back, 200, anew);
        let (kept, written) = (to.state_hash(), back.state_hash());
        let to_other = back.bundle_for(&to.counts(), &Limits::default()).bundle;
        let to_itself = to.bundle_for(&back.counts(), &Limits::default()).bundle;
        let by_other = to.take(to_other);
        assert_eq!(by_other.forks.len(), 1);
        assert!(
            by_other.forks[0].differs > before,
            "the two ways part after the copy"
        );
        let by_itself = back.take(to_itself);
        assert_eq!(by_itself.forks.len(), 1);
        assert!(by_itself.was_set_back(node("from")));
        assert_eq!(
            (to.state_hash(), back.state_hash()),
            (kept, written),
            "what was kept stays"
        );
    });
}

#[test]
fn a_node_set_back_gets_its_own_entries_again_and_is_told() {
    let Two { mut from, mut to } = pair(2, 1);
    let copy = from.clone();
    write(&mut from, 5, 3);
    to.take(from.bundle_for(&Have::new(), &Limits::default()).bundle);
    let mut restored = copy;
    let outcome = restored.take(to.bundle_for(&restored.counts(), &Limits::default()).bundle);
    assert!(outcome.was_set_back(node("from")) && !outcome.was_set_back(node("to")));
    assert_eq!(restored.state_hash(), from.state_hash());
    restored.begin_again();
    write(&mut restored, 8, 1);
    to.take(restored.bundle_for(&to.counts(), &Limits::default()).bundle);
    assert_eq!(restored.state_hash(), to.state_hash());
}

/// The only part of a bundle of one stream, its entries changed and signed again by the node.
fn lie(part: &Part, change: impl Fn(usize, &mut Vec<u8>)) -> Bundle {
    let mut lie = part.clone();
    let mut hash = genesis(&lie.head.stream);
    for (place, bytes) in lie.entries.iter_mut().enumerate() {
        change(place, bytes);
        hash = link(&hash, bytes);
    }
    lie.head = Head::sign(lie.head.stream, lie.head.seq, hash, &signing_key("from"));
    Bundle { parts: vec![lie] }
}

#[test]
fn what_a_node_signs_that_is_no_entry_stops_its_stream_there_and_no_other() {
    let Two { mut from, mut to } = pair(6, 1);
    let part = from
        .bundle_for(&Have::new(), &Limits::default())
        .bundle
        .parts
        .remove(0);
    let bad = lie(&part, |place, bytes| {
        if place == 3 {
            bytes.push(0);
        }
    });
    for _ in 0..2 {
        let outcome = to.take(bad.clone());
        assert_eq!(outcome.refused, [(part.head.stream, Wrong::NotAnEntry(4))]);
        assert_eq!(to.counts()[&part.head.stream], 3);
    }
    assert_eq!(to.held_parts().count(), 0);
}

#[test]
fn an_entry_under_the_id_of_another_is_kept_and_never_applied() {
    let Two { mut from, mut to } = pair(3, 1);
    let part = from
        .bundle_for(&Have::new(), &Limits::default())
        .bundle
        .parts
        .remove(0);
    let misnamed = lie(&part, |place, bytes| {
        if place == 1 {
            let mut entry = akwaba_journal::Entry::decode(bytes).unwrap();
            entry.id = EntryId::named("another");
            *bytes = entry.encode();
        }
    });
    to.take(misnamed);
    assert_eq!(to.counts()[&part.head.stream], 3);
    assert_eq!(to.unread().values().collect::<Vec<_>>(), [&Unread::Name]);
}

#[test]
fn what_a_later_version_wrote_is_carried_on_and_read_after_the_upgrade() {
    let Two { mut from, mut to } = pair(4, 2);
    let mut old = to.clone();
    old.upgrade(Kinds::new());
    old.take(from.bundle_for(&Have::new(), &Limits::default()).bundle);
    assert_eq!(old.states().count(), 0);
    assert!(old.unread().values().all(|why| *why == Unread::LaterKind));
    to.take(old.bundle_for(&Have::new(), &Limits::default()).bundle);
    assert_eq!(
        to.state_hash(),
        from.state_hash(),
        "carried on by one who could not read it"
    );
    old.upgrade(Kinds::new().with("thing", &[]));
    assert_eq!(old.state_hash(), from.state_hash());
    assert!(old.unread().is_empty());
}

#[test]
fn what_waits_of_one_stream_takes_a_bounded_room() {
    let Two { mut to, .. } = pair(0, 1);
    let stream = akwaba_journal::entry::Stream {
        scope: ScopeId::named("scope 0"),
        node: node("from"),
        incarnation: 1,
    };
    let size = 1 << 20;
    let bytes = vec![0; size];
    let parts = (0..70).map(|number| {
        let hash = link(&genesis(&stream), &bytes);
        Part {
            head: Head::sign(stream, 1_000 + number, hash, &signing_key("from")),
            after: 999 + number,
            before: genesis(&stream),
            entries: vec![bytes.clone()],
        }
    });
    let outcome = to.take(Bundle {
        parts: parts.collect(),
    });
    let held: usize = to.held_parts().map(Part::bytes).sum();
    assert!(
        held <= HELD_BYTES_MAX && held > HELD_BYTES_MAX - 2 * size,
        "{held}"
    );
    assert!(
        outcome
            .refused
            .iter()
            .all(|(_, why)| *why == Wrong::TooMuchHeld)
    );
    assert_eq!(outcome.refused.len() + to.held_parts().count(), 70);
    assert!(
        to.held_parts()
            .all(|part| part.after < 1_070 - outcome.refused.len() as u64)
    );
}

#[test]
fn a_bundle_larger_than_the_limits_is_read_as_far_as_they_go() {
    let Two { mut from, .. } = pair(30, 3);
    let bundle = from.bundle_for(&Have::new(), &Limits::default()).bundle;
    let file = bundle.write(Vec::new()).unwrap();
    let count = |limits: Limits| {
        let read = Bundle::read(&file[..], &limits).unwrap().unwrap();
        assert!(!read.whole);
        let entries: usize = read
            .bundle
            .parts
            .iter()
            .map(|part| part.entries.len())
            .sum();
        (read.bundle.parts.len(), entries)
    };
    let all = Limits::default();
    assert_eq!(
        count(Limits {
            parts_max: 2,
            ..all
        })
        .0,
        2
    );
    assert_eq!(
        count(Limits {
            entries_max: 7,
            ..all
        })
        .1,
        7
    );
    assert!(
        count(Limits {
            bytes_max: 500,
            ..all
        })
        .1 < 5
    );
    assert_eq!(Bundle::read(&b"a photo of a cat"[..], &all).unwrap(), None);
}

#[test]
fn a_known_node_that_signs_absurd_numbers_harms_nobody() {
    let Two { mut from, to } = pair(6, 1);
    let part = from
        .bundle_for(&Have::new(), &Limits::default())
        .bundle
        .parts
        .remove(0);
    let stream = part.head.stream;
    seeds(500, |seed| {
        let mut dice = Seeded::new(seed);
        let mut to = to.clone();
        for _ in 0..6 {
            let mut number = || match dice.below(4) {
                0 => u64::MAX - dice.below(3),
                1 => dice.next_u64(),
                _ => dice.below(8),
            };
            let (seq, after) = (number(), number());
            let hashes = [part.head.hash, part.before, hash_after(&part, 3)];
            let (hash, before) = (hashes[number() as usize % 3], hashes[number() as usize % 3]);
            let first = number() as usize % 6;
            let absurd = Part {
                head: Head::sign(stream, seq, hash, &signing_key("from")),
                after,
                before,
                entries: part.entries[first..].to_vec(),
            };
            to.take(Bundle {
                parts: vec![absurd],
            });
            let kept: Vec<_> = to.entries().map(|entry| entry.encode()).collect();
            assert_eq!(kept, part.entries[..kept.len()]);
        }
        to.take(Bundle {
            parts: vec![part.clone()],
        });
        assert_eq!(to.state_hash(), from.state_hash());
    });
}
