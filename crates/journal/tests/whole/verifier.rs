//! The verifier accepts what pens wrote and names what is wrong with anything else.

use crate::support::{Journal, check};
use akwaba_journal::verify::{Kind, Report, Verifying, verify};

fn kinds(report: &Report) -> Vec<Kind> {
    report.findings.iter().map(|finding| finding.kind).collect()
}

#[test]
fn journals_that_nodes_wrote_are_intact_to_the_last_stream() {
    for seed in 0..50 {
        let journal = Journal::seeded(seed, 1 + seed % 3, 1 + seed % 4, seed * 3);
        let report = check(&journal.export());
        assert_eq!(report.findings, [], "seed {seed}");
        assert_eq!(report.counts.entries, seed * 3);
        for (stream, tip) in &report.tips {
            let last = journal
                .entries
                .range(..=(*stream, u64::MAX))
                .next_back()
                .unwrap();
            assert_eq!((*stream, tip.entries), *last.0);
            assert_eq!(tip.hash, last.1.after);
            assert_eq!(tip.signed, tip.entries);
        }
    }
}

#[test]
fn a_removed_entry_is_named() {
    let journal = Journal::seeded(1, 1, 1, 40);
    for (place, _) in journal.entries.clone() {
        let mut cut = journal.clone();
        cut.entries.remove(&place);
        let report = check(&cut.export());
        let last = report.tips.get(&place.0).map_or(0, |tip| tip.entries);
        let kind = if place.1 > last { Kind::Cut } else { Kind::Gap };
        assert_eq!(kinds(&report), [kind]);
        assert_eq!(report.findings[0].place, Some(place));
    }
}

#[test]
fn an_entry_rewritten_with_all_hashes_after_it_meets_a_signed_head() {
    use akwaba_journal::chain::{genesis, link};
    let journal = Journal::seeded(2, 1, 1, 40);
    let mut forged = journal.clone();
    let (stream, _) = *journal.entries.first_key_value().unwrap().0;
    let mut hash = genesis(&stream);
    for ((_, seq), written) in forged.entries.range_mut((stream, 0)..=(stream, u64::MAX)) {
        if *seq == 5 {
            written.entry.actor = akwaba_journal::id::ActorId::named("someone else");
            written.bytes = written.entry.encode();
        }
        hash = link(&hash, &written.bytes);
        written.after = hash;
    }
    let report = check(&forged.export());
    let heads: Vec<_> = journal
        .heads
        .range((stream, 5)..=(stream, u64::MAX))
        .map(|(place, _)| Some(*place))
        .collect();
    let found: Vec<_> = report
        .findings
        .iter()
        .map(|finding| finding.place)
        .collect();
    assert_eq!(found, heads);
    assert!(kinds(&report).iter().all(|kind| *kind == Kind::Head));
}

#[test]
fn a_key_known_from_paper_is_not_replaced_by_the_one_in_the_file() {
    let journal = Journal::seeded(3, 1, 1, 5);
    let mut forged = journal.clone();
    let (node, _) = journal.keys.first_key_value().unwrap();
    let thief = crate::support::signing_key("thief");
    forged.keys.insert(*node, thief.clone());
    for head in forged.heads.values_mut() {
        *head = akwaba_journal::chain::Head::sign(head.stream, head.seq, head.hash, &thief);
    }
    assert_eq!(check(&forged.export()).findings, []);
    let how = || Verifying {
        trusted: [(*node, journal.keys[node].verifying_key().to_bytes())].into(),
        ..Verifying::default()
    };
    let report = verify(&forged.export()[..], how()).unwrap();
    assert!(kinds(&report).contains(&Kind::Key) && kinds(&report).contains(&Kind::Signature));
    assert!(verify(&journal.export()[..], how()).unwrap().is_intact());
}

#[test]
fn a_clock_that_goes_back_is_named() {
    use akwaba_journal::clock::Stamp;
    use akwaba_journal::pen::{About, Ink, Pen};
    let mut journal = Journal::seeded(4, 1, 1, 1);
    let (stream, _) = *journal.entries.first_key_value().unwrap().0;
    let written = &journal.entries[&(stream, 1)];
    let mut pen = Pen::at(stream, 1, written.after);
    let entry = &written.entry;
    let about = About {
        actor: entry.actor,
        entity: entry.entity,
        kind: "visite",
        version: 1,
    };
    let back = Stamp {
        micros: entry.clock.micros - 1,
        count: 0,
    };
    let second = pen
        .write(back, about, &Default::default(), Ink::Open)
        .unwrap();
    journal.entries.insert((stream, 2), second);
    let head = pen.sign(&journal.keys[&stream.node]);
    journal.heads.insert((stream, 2), head);
    let report = check(&journal.export());
    assert_eq!(kinds(&report), [Kind::Clock]);
    assert_eq!(report.findings[0].place, Some((stream, 2)));
}
