//! Keys written in their order are those written at once.

use super::{Owner, Table, add, holding, remove, rows};
use crate::{Result, Store, Tx};
use akwaba_matching::index::{self, Probe};
use akwaba_matching::keys::KeyRow;
use proptest::prelude::*;

const SCOPE: [u8; 16] = [7; 16];
const PEOPLE: Owner<'static> = (Table::People, &SCOPE);
const FILE: Owner<'static> = (Table::File, &SCOPE);

/// What is done to keys: added, taken away, read.
#[derive(Clone, Copy, Debug)]
enum Deed {
    Add(KeyRow),
    Remove(KeyRow),
    Read(Probe),
}

fn key() -> impl Strategy<Value = KeyRow> {
    (0..3_i64, 0..3_i64, 0..2_i64, 0..3_u8).prop_map(|(key, rank, letters, id)| KeyRow {
        key,
        rank,
        letters,
        id: [id; 16],
    })
}

fn deed() -> impl Strategy<Value = Deed> {
    let ranks = proptest::option::of((0..3_i64, 0..3_i64));
    prop_oneof![
        4 => key().prop_map(Deed::Add),
        1 => key().prop_map(Deed::Remove),
        2 => (0..3_i64, ranks, 1..6_usize)
            .prop_map(|(key, ranks, limit)| Deed::Read(Probe { key, ranks, limit })),
    ]
}

/// Every answer on the way, and what is written in the end.
fn run(tx: &mut dyn Tx, deeds: &[Deed]) -> Result<Vec<Vec<index::Row>>> {
    let mut read = Vec::new();
    for deed in deeds {
        match deed {
            Deed::Add(row) => add(tx, PEOPLE, &[*row])?,
            Deed::Remove(row) => remove(tx, PEOPLE, &[*row])?,
            Deed::Read(probe) => read.extend(rows(tx, PEOPLE, &[*probe])?),
        }
    }
    Ok(read)
}

fn all(store: &Store) -> Vec<index::Row> {
    let probes: Vec<Probe> = (0..3)
        .map(|key| Probe {
            key,
            ranks: None,
            limit: 99,
        })
        .collect();
    let found = store.read(|tx| rows(tx, PEOPLE, &probes)).unwrap();
    found.concat()
}

#[test]
fn keys_written_in_their_order_are_read_as_keys_written_at_once() {
    let (at_once, in_order) = (Store::memory().unwrap(), Store::memory().unwrap());
    proptest!(ProptestConfig::with_cases(48), |(
        deeds in proptest::collection::vec(deed(), 1..40), most in 1..12_usize,
    )| {
        let expected = at_once.write(|tx| run(tx, &deeds)).unwrap();
        let given = in_order.write(|tx| holding(tx, most, |tx| run(tx, &deeds))).unwrap();
        prop_assert_eq!(expected, given);
        prop_assert_eq!(all(&at_once), all(&in_order));
    });
}

#[test]
fn keys_that_are_held_are_of_their_own_table_and_owner() {
    let store = Store::memory().unwrap();
    let row = KeyRow {
        key: 1,
        rank: 2,
        letters: 3,
        id: [4; 16],
    };
    let probe = Probe {
        key: 1,
        ranks: None,
        limit: 9,
    };
    let other: Owner<'_> = (Table::People, &[8; 16]);
    let counts = store.write(|tx| {
        holding(tx, 9, |tx| {
            add(tx, FILE, &[row])?;
            let all = [FILE, PEOPLE, other].map(|owner| rows(tx, owner, &[probe]));
            all.into_iter()
                .map(|found| Ok(found?.concat().len()))
                .collect::<Result<Vec<_>>>()
        })
    });
    assert_eq!(counts.unwrap(), [1, 0, 0]);
}
