//! Entries of other nodes: taken in any order, as often as they come, and only as they were
//! signed.

use crate::support::{PLAN, draft, entity, named, on_every_engine, scope, visited, write_at};
use akwaba_domain::draft::{Draft, Secrecy};
use akwaba_journal::act::{Change, Value};
use akwaba_journal::chain::Head;
use akwaba_journal::chance::{Chance, Seeded};
use akwaba_journal::id::NodeId;
use akwaba_store::entity::load;
use akwaba_store::import::{Imported, import, quarantined};
use akwaba_store::rebuild::state_hash;
use akwaba_store::{Store, StoreError, identity, ledger};
use proptest::prelude::*;

/// What a node sends: its key, its heads, its entries.
struct Sent {
    node: NodeId,
    public: [u8; 32],
    heads: Vec<Head>,
    entries: Vec<Vec<u8>>,
}

fn node(seed: u64) -> Store {
    let store = Store::memory_with(PLAN, None).unwrap();
    let made = store.write(|tx| identity::ensure(tx, 1, &mut Seeded::new(seed)));
    made.unwrap();
    store
}

fn sent(store: &Store) -> Sent {
    store
        .read(|tx| {
            let own = identity::find(tx)?.unwrap();
            let mut entries = Vec::new();
            ledger::each(tx, &mut |filed| {
                if filed.stream.node == own.node {
                    entries.push(filed.bytes.to_vec());
                }
                Ok(())
            })?;
            let mut heads = ledger::heads(tx)?;
            heads.retain(|head| head.stream.node == own.node);
            Ok::<_, StoreError>(Sent {
                node: own.node,
                public: identity::public_key(tx)?.unwrap(),
                heads,
                entries,
            })
        })
        .unwrap()
}

fn trust(store: &Store, sent: &Sent) {
    store
        .write(|tx| ledger::trust(tx, sent.node, &sent.public))
        .unwrap();
}

fn take(store: &Store, heads: &[Head], entries: &[Vec<u8>]) -> Imported {
    store.write(|tx| import(tx, 9, heads, entries)).unwrap()
}

fn open_name(who: &str, name: &str) -> Draft {
    let change = Change::Set {
        field: "name".into(),
        value: Value::of(&name),
        replaces: Vec::new(),
    };
    draft(entity(who), change, Secrecy::Open)
}

fn sum(store: &Store) -> [u8; 32] {
    store.read(state_hash).unwrap()
}

#[test]
fn entries_of_another_node_are_taken_once_and_a_conflict_is_kept() {
    let (abobo, yopougon) = (node(1), node(2));
    write_at(
        &abobo,
        5,
        1,
        vec![open_name("awa", "Awa"), visited(entity("awa"), 1)],
    )
    .unwrap();
    write_at(&yopougon, 6, 2, vec![open_name("awa", "Hawa")]).unwrap();
    on_every_engine(|store| {
        for from in [sent(&abobo), sent(&yopougon)] {
            trust(store, &from);
            let first = take(store, &from.heads, &from.entries);
            assert_eq!(first.taken, from.entries.len() as u64);
            let again = take(store, &from.heads, &from.entries);
            assert_eq!((again.taken, again.known), (0, first.taken));
        }
        store
            .read(|tx| {
                let state = load(tx, scope(), entity("awa"))?;
                assert_eq!(state.conflicts(), ["name"]);
                assert_eq!(state.one::<String>("name").as_deref(), Some("Hawa"));
                assert!(ledger::verify(tx, &mut |_| ())?.is_intact());
                Ok::<_, StoreError>(())
            })
            .unwrap();
        let before = sum(store);
        store.rebuild(&mut |_| ()).unwrap();
        assert_eq!(sum(store), before);
    });
}

#[test]
fn what_comes_early_waits_and_what_no_head_covers_is_not_applied() {
    let abobo = node(1);
    for n in 0..3 {
        write_at(&abobo, n, 1, vec![visited(entity("awa"), n as u32)]).unwrap();
    }
    let all = sent(&abobo);
    on_every_engine(|store| {
        trust(store, &all);
        let early = take(store, &all.heads, &all.entries[2..]);
        assert_eq!((early.taken, early.held_back), (0, 1));
        let uncovered = take(store, &[], &all.entries[..1]);
        assert_eq!((uncovered.taken, uncovered.held_back), (0, 2));
        assert!(
            !store
                .read(|tx| load(tx, scope(), entity("awa")))
                .unwrap()
                .exists()
        );
        let done = take(store, &all.heads, &all.entries[1..2]);
        assert_eq!((done.taken, done.held_back, done.quarantined), (3, 0, 0));
    });
}

#[test]
fn what_is_not_as_its_node_signed_it_is_quarantined_and_the_rest_goes_on() {
    let abobo = node(1);
    write_at(
        &abobo,
        1,
        1,
        vec![visited(entity("awa"), 1), visited(entity("awa"), 2)],
    )
    .unwrap();
    let good = sent(&abobo);
    on_every_engine(|store| {
        let stranger = take(store, &good.heads, &good.entries);
        assert_eq!(
            (stranger.taken, stranger.quarantined, stranger.held_back),
            (0, 1, 2)
        );
        trust(store, &good);
        let mut forged = good.heads.clone();
        forged[0].seq = 1;
        assert_eq!(take(store, &forged, &[]).quarantined, 1);
        assert_eq!(take(store, &[], &[b"nonsense".to_vec()]).quarantined, 1);
        let mut changed = good.entries.clone();
        let last = changed[1].len() - 1;
        changed[1][last] ^= 1;
        let bad = take(store, &good.heads, &changed);
        assert_eq!((bad.taken, bad.quarantined), (0, 2));
        let good_again = take(store, &good.heads, &good.entries);
        assert_eq!((good_again.taken, good_again.held_back), (2, 0));
        let fork = take(store, &good.heads, &changed);
        assert_eq!((fork.taken, fork.known, fork.quarantined), (0, 1, 1));
        let mut reasons: Vec<_> = store.read(quarantined).unwrap();
        reasons.sort_by(|a, b| a.reason.cmp(&b.reason));
        let mut words: Vec<_> = reasons.iter().map(|one| one.reason.as_str()).collect();
        words.dedup();
        assert_eq!(
            words,
            ["bad-chain", "bad-signature", "not-an-entry", "unknown-node"]
        );
    });
}

#[test]
fn a_body_under_a_key_that_never_came_here_is_kept_and_not_shown() {
    let abobo = node(1);
    write_at(
        &abobo,
        1,
        1,
        vec![named(entity("awa"), "Awa", &[]), visited(entity("awa"), 1)],
    )
    .unwrap();
    let from = sent(&abobo);
    on_every_engine(|store| {
        trust(store, &from);
        assert_eq!(take(store, &from.heads, &from.entries).taken, 2);
        let state = store.read(|tx| load(tx, scope(), entity("awa"))).unwrap();
        assert_eq!(state.one::<String>("name"), None);
        assert_eq!(state.facts::<u32>("visits").len(), 1);
        let before = sum(store);
        store.rebuild(&mut |_| ()).unwrap();
        assert_eq!(sum(store), before);
    });
}

#[test]
fn two_nodes_that_call_one_entity_by_two_kinds_agree_in_the_end() {
    let (abobo, yopougon) = (node(1), node(2));
    write_at(&abobo, 9, 1, vec![visited(entity("awa"), 1)]).unwrap();
    let other = Draft {
        kind: "test thing",
        ..visited(entity("awa"), 2)
    };
    write_at(&yopougon, 3, 1, vec![other]).unwrap();
    let (a, b) = (sent(&abobo), sent(&yopougon));
    let sums = [[&a, &b], [&b, &a]].map(|order| {
        let store = node(7);
        for from in order {
            trust(&store, from);
            take(&store, &from.heads, &from.entries);
        }
        let before = sum(&store);
        store.rebuild(&mut |_| ()).unwrap();
        assert_eq!(sum(&store), before);
        before
    });
    assert_eq!(sums[0], sums[1]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn any_order_doubling_and_cutting_ends_in_the_same_state(
        writes in proptest::collection::vec((0usize..3, any::<u8>(), -100i64..100), 3..24),
        seed in any::<u64>(),
    ) {
        let nodes = [node(1), node(2), node(3)];
        for (at, what, now) in &writes {
            let who = format!("person {}", what % 3);
            let draft = if what % 2 == 0 {
                open_name(&who, &format!("name {what}"))
            } else {
                visited(entity(&who), 1)
            };
            write_at(&nodes[*at], *now, 1, vec![draft]).unwrap();
        }
        let all: Vec<_> = nodes.iter().map(sent).collect();
        let (plain, mixed) = (node(8), node(9));
        for from in &all {
            trust(&plain, from);
            trust(&mixed, from);
            take(&plain, &from.heads, &from.entries);
        }
        let heads: Vec<_> = all.iter().flat_map(|from| from.heads.clone()).collect();
        let mut entries: Vec<_> = all.iter().flat_map(|from| from.entries.clone()).collect();
        entries.extend(entries.clone());
        let mut dice = Seeded::new(seed);
        for at in (1..entries.len()).rev() {
            entries.swap(at, (dice.number() % (at as u64 + 1)) as usize);
        }
        while !entries.is_empty() {
            let cut = 1 + (dice.number() % entries.len() as u64) as usize;
            let batch: Vec<_> = entries.drain(..cut).collect();
            take(&mixed, &heads, &batch);
        }
        prop_assert_eq!(sum(&plain), sum(&mixed));
        prop_assert!(mixed.read(quarantined).unwrap().is_empty());
        mixed.rebuild(&mut |_| ()).unwrap();
        prop_assert_eq!(sum(&plain), sum(&mixed));
    }
}

#[test]
fn the_clock_of_another_node_far_ahead_does_not_carry_this_one_away() {
    let ahead = node(1);
    let ten_years = 315_000_000_000_000;
    write_at(&ahead, ten_years, 1, vec![visited(entity("awa"), 1)]).unwrap();
    write_at(&node(2), 1, 1, vec![]).unwrap();
    let here = node(3);
    let from = sent(&ahead);
    trust(&here, &from);
    take(&here, &from.heads, &from.entries);
    write_at(&here, 1_000, 1, vec![visited(entity("yao"), 1)]).unwrap();
    let state = here.read(|tx| load(tx, scope(), entity("yao"))).unwrap();
    assert_eq!(state.last().unwrap().clock.micros, 1_000);
}
