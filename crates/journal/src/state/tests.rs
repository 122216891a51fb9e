//! The fold gives the same bytes in any order, and hides nothing.

use super::*;
use proptest::prelude::*;

fn source(at: i64, name: u8) -> Source {
    Source {
        clock: Stamp {
            micros: at,
            count: 0,
        },
        entry: EntryId::from_bytes([name; 16]),
        actor: ActorId::from_bytes([1; 16]),
    }
}

fn set(value: u32, replaces: &[u8]) -> Change {
    Change::Set {
        field: "sex".into(),
        value: Value::of(&value),
        replaces: replaces
            .iter()
            .map(|name| EntryId::from_bytes([*name; 16]))
            .collect(),
    }
}

fn act(change: Change) -> Act {
    Act {
        changes: vec![change],
        ..Act::default()
    }
}

#[test]
fn two_values_written_apart_are_both_kept_and_flagged() {
    let mut state = State::default();
    state.apply(source(1, 1), &act(set(10, &[])));
    state.apply(source(2, 2), &act(set(20, &[1])));
    state.apply(source(3, 3), &act(set(30, &[1])));
    assert_eq!(state.conflicts(), ["sex"]);
    assert_eq!(state.one::<u32>("sex"), Some(30));
    state.apply(source(4, 4), &act(set(20, &[2, 3])));
    assert!(state.conflicts().is_empty());
}

#[test]
fn a_correction_written_under_a_clock_of_1970_is_not_hidden() {
    let mut state = State::default();
    state.apply(source(1_000, 1), &act(set(10, &[])));
    state.apply(source(0, 2), &act(set(20, &[1])));
    assert_eq!(state.one::<u32>("sex"), Some(20));
}

fn arbitrary_change() -> impl Strategy<Value = Change> {
    let entry = || (1u8..9).prop_map(|name| EntryId::from_bytes([name; 16]));
    let tag = move || (entry(), 0u16..2).prop_map(|(entry, index)| Tag { entry, index });
    prop_oneof![
        (
            any::<u8>(),
            proptest::collection::vec(entry(), 0..3),
            "[ab]"
        )
            .prop_map(|(value, replaces, field)| {
                Change::Set {
                    field,
                    value: Value::of(&value),
                    replaces,
                }
            }),
        (any::<u8>(), "[mn]").prop_map(|(value, set)| Change::Add {
            set,
            value: Value::of(&value)
        }),
        (proptest::collection::vec(tag(), 0..3), "[mn]")
            .prop_map(|(tags, set)| Change::Remove { set, tags }),
        any::<u8>().prop_map(|value| Change::Fact {
            name: "visits".into(),
            value: Value::of(&value)
        }),
        any::<u8>().prop_map(|value| Change::Ask {
            name: "role".into(),
            value: Value::of(&value)
        }),
        (tag(), any::<bool>()).prop_map(|(request, granted)| Change::Rule {
            request,
            granted,
            value: Value::of(&1u8)
        }),
    ]
}

proptest! {
    #[test]
    fn any_order_of_the_same_entries_gives_the_same_bytes(
        acts in proptest::collection::vec(proptest::collection::vec(arbitrary_change(), 1..4), 1..8),
        seed in any::<u64>(),
    ) {
        let entries: Vec<_> = (1u8..).zip(acts).map(|(name, changes)| {
            (source(i64::from(name) % 3, name), Act { changes, ..Act::default() })
        }).collect();
        let fold = |entries: &[(Source, Act)]| {
            let mut state = State::default();
            for (source, act) in entries { state.apply(*source, act); }
            state.encode()
        };
        let mut shuffled = entries.clone();
        let mut dice = crate::chance::Seeded::new(seed);
        for i in (1..shuffled.len()).rev() {
            shuffled.swap(i, dice.below(i as u64 + 1) as usize);
        }
        prop_assert_eq!(fold(&entries), fold(&shuffled));
    }
}
