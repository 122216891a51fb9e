//! Two writers on one record: nothing is overwritten in silence.

use super::*;
use proptest::prelude::*;

/// A record and a count of the entries written to it.
#[derive(Default)]
struct Record {
    state: State,
    entries: u8,
}

impl Record {
    fn write(&mut self, edit: impl FnOnce(&mut Editing)) -> bool {
        let before = self.state.clone();
        let mut editing = Editing::on(&before);
        edit(&mut editing);
        let overlapped = editing.overlapped();
        self.entries += 1;
        let source = Source {
            clock: Stamp {
                micros: i64::from(self.entries),
                count: 0,
            },
            entry: EntryId::from_bytes([self.entries; 16]),
            actor: ActorId::from_bytes([1; 16]),
        };
        self.state.apply(source, &editing.done(&Why::default()));
        overlapped
    }

    fn set(&mut self, seen: &str, value: u8) -> bool {
        self.write(|editing| editing.field("f", seen, &Some(value)))
    }

    fn known(&self) -> Known<u8> {
        Known::of(&self.state, "f")
    }

    fn words(&self) -> Vec<Item<String>> {
        items(&self.state, "s")
    }
}

#[test]
fn a_second_writer_who_had_not_seen_the_first_makes_a_conflict_that_shows_both() {
    let mut record = Record::default();
    record.set("", 1);
    let both_saw = seen(&record.state, "f");
    assert!(!record.set(&both_saw, 2));
    assert!(record.set(&both_saw, 3), "the second writer is told");
    let known = record.known();
    assert!(known.in_conflict());
    assert_eq!(
        known.live.iter().map(|(_, v)| *v).collect::<Vec<_>>(),
        [Some(2), Some(3)]
    );
    assert_eq!(known.shown(), Some(&3));
}

#[test]
fn a_box_left_as_it_was_changes_nothing_even_when_someone_else_changed_it() {
    let mut record = Record::default();
    record.set("", 1);
    let both_saw = seen(&record.state, "f");
    record.set(&both_saw, 2);
    assert!(!record.set(&both_saw, 1));
    assert_eq!(record.known().live.len(), 1);
    assert_eq!(record.known().shown(), Some(&2));
}

#[test]
fn a_conflict_is_settled_by_choosing_one_of_its_values() {
    let mut record = Record::default();
    record.set("", 1);
    record.set("", 2);
    let saw = seen(&record.state, "f");
    let first = record.known().live[0].0.entry;
    record.write(|editing| assert!(editing.settle("f", &saw, first)));
    assert!(!record.known().in_conflict());
    assert_eq!(record.known().shown(), Some(&1));
    record.write(|editing| assert!(!editing.settle("f", &saw, first), "it is no longer live"));
}

#[test]
fn two_corrections_of_one_item_are_both_kept_and_marked() {
    let mut record = Record::default();
    record.write(|editing| editing.add("s", "Kofi".to_owned()));
    let saw = record.words()[0].seen();
    record.write(|editing| editing.row("s", &saw, Some("Koffi".to_owned())));
    assert!(record.write(|editing| editing.row("s", &saw, Some("Coffi".to_owned()))));
    let words = record.words();
    assert_eq!(
        words.iter().map(|w| w.value.as_str()).collect::<Vec<_>>(),
        ["Koffi", "Coffi"]
    );
    assert!(words.iter().all(|w| w.rival));
    let saw = words[1].seen();
    record.write(|editing| editing.row("s", &saw, None::<String>));
    assert!(
        record.words().iter().all(|w| !w.rival),
        "settled by removing one"
    );
}

#[test]
fn what_a_form_carries_does_not_show_the_value() {
    let mut record = Record::default();
    record.write(|editing| editing.field("f", "", &Some("Affoué".to_owned())));
    assert!(!seen(&record.state, "f").contains("Affou"));
}

proptest! {
    #[test]
    fn a_value_that_a_writer_did_not_see_survives_them(first: u8, second: u8, third: u8) {
        prop_assume!(first != second && second != third && first != third);
        let mut record = Record::default();
        record.set("", first);
        let saw = seen(&record.state, "f");
        record.set(&saw, second);
        record.set(&saw, third);
        let live: Vec<_> = record.known().live.iter().filter_map(|(_, v)| *v).collect();
        prop_assert!(live.contains(&second) && live.contains(&third) && !live.contains(&first));
    }
}
