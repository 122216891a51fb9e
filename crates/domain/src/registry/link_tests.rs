//! Two records of one person: linked, undone, and exactly as before.

use super::super::testing::{Memory, permission};
use super::*;
use crate::actor::Role;
use proptest::prelude::*;

fn verdict(memory: &mut Memory, pair: Pair, verdict: &str, reason: &str) -> Result<(), Refusals> {
    let state = memory.state(pair.entity());
    let form = LinkForm {
        seen: seen_by_form(&state),
        verdict: verdict.into(),
        reason: reason.into(),
    };
    let drafts = decide(&permission(Role::SocialWorker, pair), &state, &form)?;
    memory.write(drafts);
    Ok(())
}

#[test]
fn a_link_undone_leaves_both_records_to_the_byte_as_they_were() {
    let mut memory = Memory::new();
    let (a, b) = (
        memory.someone("Affoué", "1990"),
        memory.someone("Afoué", "1991"),
    );
    let pair = Pair::of(b, a).unwrap();
    let before = [memory.state(a).encode(), memory.state(b).encode()];
    verdict(&mut memory, pair, "same", "Même carte, même mère").unwrap();
    assert_eq!(
        read(&memory.state(pair.entity())).unwrap().verdict,
        Verdict::Same
    );
    verdict(&mut memory, pair, "undone", "Ce sont deux sœurs").unwrap();
    assert_eq!(
        read(&memory.state(pair.entity())).unwrap().verdict,
        Verdict::Undone
    );
    assert_eq!([memory.state(a).encode(), memory.state(b).encode()], before);
}

#[test]
fn a_decision_needs_a_reason_and_something_to_decide() {
    let mut memory = Memory::new();
    let (a, b) = (
        memory.someone("Affoué", "1990"),
        memory.someone("Afoué", "1991"),
    );
    assert_eq!(Pair::of(a, a), None);
    let pair = Pair::of(a, b).unwrap();
    let mut code = |which: &str, reason: &str| {
        verdict(&mut memory, pair, which, reason)
            .unwrap_err()
            .as_slice()[0]
            .code
    };
    assert_eq!(code("same", " "), "registry-reason-missing");
    assert_eq!(code("", "parce que"), "choice-missing");
    assert_eq!(code("undone", "rien"), "registry-link-not-there");
}

#[test]
fn linked_records_are_read_together_and_what_differs_is_shown() {
    let mut memory = Memory::new();
    let (a, b) = (
        memory.someone("Affoué", "1990"),
        memory.someone("Afoué", "1991"),
    );
    let whole = together(vec![memory.person(a), memory.person(b)]).unwrap();
    assert_eq!(whole.id, a);
    assert_eq!(whole.line().short().as_str(), "Affoué Afoué");
    assert!(whole.birth.in_conflict());
}

proptest! {
    #[test]
    fn every_group_stands_under_its_smallest_record_whatever_the_order_of_links(
        links in proptest::collection::vec((0_u8..12, 0_u8..12), 0..20), turn in 0_usize..20,
    ) {
        let id = |n| EntityId::from_bytes([n; 16]);
        let pairs: Vec<Pair> = links.iter().filter_map(|(a, b)| Pair::of(id(*a), id(*b))).collect();
        let mut turned = pairs.clone();
        turned.rotate_left(if pairs.is_empty() { 0 } else { turn % pairs.len() });
        let stands = groups(&pairs);
        prop_assert_eq!(&stands, &groups(&turned));
        for pair in &pairs {
            prop_assert_eq!(stands.get(&pair.first), stands.get(&pair.second));
        }
        for (record, chief) in &stands {
            prop_assert!(chief <= record);
            prop_assert_eq!(stands.get(chief), Some(chief));
        }
    }
}
