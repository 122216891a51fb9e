//! Bundles of other nodes: taken in any order, as often as they come, and only as they were
//! signed.

use crate::support::{
    PLAN, draft, entity, fresh, named, on_every_engine, scope, visited, write_at,
};
use akwaba_domain::draft::{Draft, Secrecy};
use akwaba_journal::act::{Act, Change, Value};
use akwaba_journal::bundle::{Bundle, Have, Limits};
use akwaba_journal::chance::Seeded;
use akwaba_journal::exchange::{Outcome, SPAN_ENTRIES_MAX};
use akwaba_journal::id::{NodeId, ScopeId};
use akwaba_journal::upcast::Kinds;
use akwaba_store::entity::{history, load};
use akwaba_store::exchange::{give, have, quarantined, take};
use akwaba_store::rebuild::state_hash;
use akwaba_store::{Plan, Result, Store, StoreError, heads, identity, ledger};
use proptest::prelude::*;

fn node(seed: u64) -> Store {
    let store = fresh();
    begin(&store, seed);
    store
}

fn begin(store: &Store, seed: u64) {
    let made = store.write(|tx| identity::ensure(tx, 1, &mut Seeded::new(seed)));
    made.unwrap();
}

fn trust(store: &Store, other: &Store) {
    let (node, public) = who(other);
    store.write(|tx| ledger::trust(tx, node, &public)).unwrap();
}

fn who(store: &Store) -> (NodeId, [u8; 32]) {
    let found = store.read(|tx| {
        let own = identity::find(tx)?.unwrap();
        Ok::<_, StoreError>((own.node, identity::public_key(tx)?.unwrap()))
    });
    found.unwrap()
}

fn bundle(from: &Store, theirs: &Have, limits: &Limits) -> (Bundle, bool) {
    let made = from
        .read(|tx| give(tx, theirs, &|_: &ScopeId| true, limits))
        .unwrap();
    (made.bundle, made.more)
}

fn whole(from: &Store) -> Bundle {
    bundle(from, &Have::new(), &Limits::default()).0
}

fn into(store: &Store, bundle: &Bundle) -> Outcome {
    store.write(|tx| take(tx, 9, bundle.clone())).unwrap()
}

fn kept(outcome: &Outcome) -> u64 {
    outcome.kept.values().sum()
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

/// The sum, after checking that a rebuild does not change it.
fn firm_sum(store: &Store) -> [u8; 32] {
    let before = sum(store);
    store.rebuild(&mut |_| ()).unwrap();
    assert_eq!(sum(store), before);
    before
}

#[test]
fn entries_of_other_nodes_are_taken_once_and_a_conflict_is_kept() {
    let (abobo, yopougon) = (node(1), node(2));
    let awa = vec![open_name("awa", "Awa"), visited(entity("awa"), 1)];
    write_at(&abobo, 5, 1, awa).unwrap();
    write_at(&yopougon, 6, 2, vec![open_name("awa", "Hawa")]).unwrap();
    on_every_engine(|store| {
        for from in [&abobo, &yopougon] {
            trust(store, from);
            let bundle = whole(from);
            let first = into(store, &bundle);
            assert!(kept(&first) > 0 && first.refused.is_empty());
            let again = into(store, &bundle);
            assert_eq!((kept(&again), again.doubles), (0, kept(&first)));
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
        firm_sum(store);
        assert!(store.read(quarantined).unwrap().is_empty());
    });
}

#[test]
fn what_comes_early_or_cut_waits_and_is_not_applied() {
    let abobo = node(1);
    let mut bundles = Vec::new();
    for n in 0..3 {
        let before = abobo.read(have).unwrap();
        write_at(
            &abobo,
            n,
            1,
            vec![visited(entity("awa"), 1), visited(entity("awa"), 2)],
        )
        .unwrap();
        bundles.push(bundle(&abobo, &before, &Limits::default()).0);
    }
    bundles[1].parts[0].entries.pop();
    on_every_engine(|store| {
        trust(store, &abobo);
        for early in [&bundles[2], &bundles[1], &bundles[2]] {
            let outcome = into(store, early);
            assert!(outcome.kept.is_empty() && !outcome.held.is_empty());
            assert!(outcome.refused.is_empty(), "{outcome:?}");
        }
        assert!(
            !store
                .read(|tx| load(tx, scope(), entity("awa")))
                .unwrap()
                .exists()
        );
        into(store, &bundles[0]);
        into(store, &whole(&abobo));
        assert_eq!(sum(store), sum(&abobo));
        let waiting = store.read(|tx| tx.one("SELECT count(*) FROM held_part", &[])?.int(0));
        assert_eq!(waiting, Ok(0));
    });
}

#[test]
fn what_is_not_as_its_node_signed_it_is_put_aside_and_the_rest_goes_on() {
    let (abobo, stranger) = (node(1), node(2));
    for from in [&abobo, &stranger] {
        write_at(
            from,
            1,
            1,
            vec![visited(entity("awa"), 1), visited(entity("awa"), 2)],
        )
        .unwrap();
    }
    let mut bad = whole(&abobo);
    bad.parts.extend(whole(&stranger).parts);
    let mut changed = whole(&abobo).parts.remove(0);
    let last = changed.entries[1].len() - 1;
    changed.entries[1][last] ^= 1;
    bad.parts.push(changed);
    on_every_engine(|store| {
        trust(store, &abobo);
        let outcome = into(store, &bad);
        assert_eq!((kept(&outcome), outcome.refused.len()), (2, 2));
        assert_eq!(sum(store), sum(&abobo));
        let mut words: Vec<_> = store.read(quarantined).unwrap();
        words.sort_by(|a, b| a.reason.cmp(&b.reason));
        let words: Vec<_> = words.iter().map(|one| one.reason.as_str()).collect();
        assert_eq!(words, ["altered", "unknown-node"]);
    });
}

#[test]
fn a_stream_written_twice_is_noticed_and_nothing_kept_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let open = |name: &str| {
        let path = folder.path().join(name);
        Store::open_sqlite_with(&path, None, PLAN, &mut |_, _| Ok(())).unwrap()
    };
    let abobo = open("abobo.db");
    begin(&abobo, 1);
    write_at(&abobo, 1, 1, vec![visited(entity("awa"), 1)]).unwrap();
    abobo
        .snapshot(&folder.path().join("copy.db"), &mut |_| ())
        .unwrap();
    let copy = open("copy.db");
    write_at(&abobo, 2, 1, vec![visited(entity("awa"), 2)]).unwrap();
    write_at(&copy, 3, 1, vec![visited(entity("awa"), 3)]).unwrap();
    on_every_engine(|store| {
        trust(store, &abobo);
        into(store, &whole(&abobo));
        let before = sum(store);
        let outcome = into(store, &whole(&copy));
        assert_eq!((outcome.kept.len(), outcome.forks.len()), (0, 1));
        assert_eq!(sum(store), before);
    });
    let outcome = into(&copy, &whole(&abobo));
    assert!(outcome.was_set_back(who(&copy).0));
    let begun = copy.write(identity::begin_incarnation).unwrap();
    assert_eq!(begun.unwrap().incarnation, 2);
    write_at(&copy, 4, 1, vec![visited(entity("awa"), 4)]).unwrap();
    let found = copy.read(|tx| ledger::verify(tx, &mut |_| ())).unwrap();
    assert!(found.is_intact());
}

#[test]
fn a_node_set_back_to_a_copy_gets_its_own_entries_back() {
    let folder = tempfile::tempdir().unwrap();
    let hub = node(9);
    let abobo = node(1);
    trust(&hub, &abobo);
    write_at(&abobo, 1, 1, vec![visited(entity("awa"), 1)]).unwrap();
    let path = folder.path().join("copy.db");
    abobo.snapshot(&path, &mut |_| ()).unwrap();
    write_at(&abobo, 2, 1, vec![visited(entity("awa"), 2)]).unwrap();
    into(&hub, &whole(&abobo));
    let back = Store::open_sqlite_with(&path, None, PLAN, &mut |_, _| Ok(())).unwrap();
    back.write(identity::begin_incarnation).unwrap();
    let missing = bundle(&hub, &back.read(have).unwrap(), &Limits::default()).0;
    let outcome = into(&back, &missing);
    assert_eq!(kept(&outcome), 1);
    assert_eq!(sum(&back), sum(&abobo));
}

#[test]
fn a_body_under_a_key_that_never_came_here_is_kept_and_not_shown() {
    let abobo = node(1);
    let drafts = vec![named(entity("awa"), "Awa", &[]), visited(entity("awa"), 1)];
    write_at(&abobo, 1, 1, drafts).unwrap();
    write_at(&abobo, 2, 1, vec![named(entity("yao"), "Yao", &[])]).unwrap();
    on_every_engine(|store| {
        trust(store, &abobo);
        assert_eq!(kept(&into(store, &whole(&abobo))), 3);
        let state = store.read(|tx| load(tx, scope(), entity("awa"))).unwrap();
        assert_eq!(state.one::<String>("name"), None);
        assert_eq!(state.facts::<u32>("visits").len(), 1);
        assert!(
            !store
                .read(|tx| load(tx, scope(), entity("yao")))
                .unwrap()
                .exists()
        );
        firm_sum(store);
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
    let sums = [[&abobo, &yopougon], [&yopougon, &abobo]].map(|order| {
        let store = node(7);
        for from in order {
            trust(&store, from);
            into(&store, &whole(from));
        }
        firm_sum(&store)
    });
    assert_eq!(sums[0], sums[1]);
}

#[test]
fn what_a_later_version_wrote_is_kept_and_read_after_the_upgrade() {
    fn louder(mut act: Act) -> Act {
        for change in &mut act.changes {
            if let Change::Set { value, .. } = change {
                let name: String = value.read().unwrap();
                *value = Value::of(&name.to_uppercase());
            }
        }
        act
    }
    let later = Plan {
        kinds: || Kinds::new().with("test person", &[louder]),
        ..PLAN
    };
    let folder = tempfile::tempdir().unwrap();
    let open = |name: &str, plan: Plan| {
        let path = folder.path().join(name);
        Store::open_sqlite_with(&path, None, plan, &mut |_, _| Ok(())).unwrap()
    };
    let new = open("new.db", later);
    begin(&new, 1);
    let stale = write_at(&new, 1, 1, vec![open_name("awa", "Awa")]);
    assert_eq!(stale, Err(StoreError::OtherVersion));
    let draft = Draft {
        version: 2,
        ..open_name("awa", "Awa")
    };
    write_at(&new, 1, 1, vec![draft]).unwrap();
    let old = open("old.db", PLAN);
    trust(&old, &new);
    write_at(&old, 2, 2, vec![open_name("yao", "Yao")]).unwrap();
    assert_eq!(kept(&into(&old, &whole(&new))), 1);
    let exists = |store: &Store| {
        store
            .read(|tx| load(tx, scope(), entity("awa")))
            .unwrap()
            .exists()
    };
    assert!(!exists(&old));
    firm_sum(&old);
    drop(old);
    let upgraded = open("old.db", later);
    assert!(exists(&upgraded));
    upgraded
        .read(|tx| {
            let state = load(tx, scope(), entity("yao"))?;
            let past = history(tx, scope(), entity("yao"))?;
            let known = past[0].act.as_ref().unwrap();
            assert!(matches!(&known.changes[0], Change::Set { value, .. }
                if value.read::<String>().unwrap() == "YAO"));
            assert_eq!(state.one::<String>("name").as_deref(), Some("YAO"));
            Ok::<_, StoreError>(())
        })
        .unwrap();
    firm_sum(&upgraded);
    drop(upgraded);
    let path = folder.path().join("old.db");
    let again = Store::open_sqlite_with(&path, None, PLAN, &mut |_, _| Ok(()));
    let newer = StoreError::NewerSchema {
        number: 2,
        name: "test person".into(),
    };
    assert_eq!(again.err(), Some(newer));
}

#[test]
fn a_long_write_is_signed_along_the_way_and_goes_over_in_small_bundles() {
    let abobo = node(1);
    let many = SPAN_ENTRIES_MAX as u32 + 2_500;
    let drafts = (0..many)
        .map(|n| visited(entity(&format!("p{}", n % 400)), n))
        .collect();
    write_at(&abobo, 1, 1, drafts).unwrap();
    for n in 0..3 {
        write_at(&abobo, 2, n, vec![visited(entity("awa"), 1)]).unwrap();
    }
    let kept_heads = abobo.read(heads::all).unwrap();
    let places: Vec<_> = kept_heads.iter().map(|head| head.seq).collect();
    assert_eq!(places, [SPAN_ENTRIES_MAX, 12_500, 12_503]);
    let store = node(2);
    trust(&store, &abobo);
    let limits = Limits {
        entries_max: 3_000,
        ..Limits::default()
    };
    let mut theirs = store.read(have).unwrap();
    let mut bundles = 0;
    loop {
        let made = abobo
            .read(|tx| give(tx, &theirs, &|_: &ScopeId| true, &limits))
            .unwrap();
        assert!(into(&store, &made.bundle).refused.is_empty());
        theirs = made.then(&theirs);
        bundles += 1;
        if !made.more {
            break;
        }
    }
    assert!(bundles >= 5, "{bundles}");
    assert_eq!(sum(&store), sum(&abobo));
    assert_eq!(store.read(have).unwrap(), abobo.read(have).unwrap());
}

#[test]
fn the_clock_of_another_node_far_ahead_does_not_carry_this_one_away() {
    let (ahead, here) = (node(1), node(3));
    write_at(
        &ahead,
        315_000_000_000_000,
        1,
        vec![visited(entity("awa"), 1)],
    )
    .unwrap();
    trust(&here, &ahead);
    into(&here, &whole(&ahead));
    write_at(&here, 1_000, 1, vec![visited(entity("yao"), 1)]).unwrap();
    let state = here.read(|tx| load(tx, scope(), entity("yao"))).unwrap();
    assert_eq!(state.last().unwrap().clock.micros, 1_000);
}

/// Writes at random on three nodes; gives the nodes and bundles that hold parts of what they
/// wrote, overlapping.
fn three(writes: &[(usize, u8, i64)], dice: &mut Seeded) -> ([Store; 3], Vec<Bundle>) {
    let nodes = [node(1), node(2), node(3)];
    let mut bundles = Vec::new();
    for (at, what, now) in writes {
        let who = format!("person {}", what % 3);
        let draft = match what % 2 {
            0 => open_name(&who, &format!("name {what}")),
            _ => visited(entity(&who), 1),
        };
        let before = nodes[*at].read(have).unwrap();
        write_at(&nodes[*at], *now, 1, vec![draft]).unwrap();
        let theirs = if dice.below(3) == 0 {
            Have::new()
        } else {
            before
        };
        bundles.push(bundle(&nodes[*at], &theirs, &Limits::default()).0);
    }
    (nodes, bundles)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]
    #[test]
    fn any_order_doubling_and_cutting_ends_in_the_same_tables(
        writes in proptest::collection::vec((0usize..3, any::<u8>(), -100i64..100), 3..32),
        seed in any::<u64>(),
    ) {
        let mut dice = Seeded::new(seed);
        let (nodes, mut bundles) = three(&writes, &mut dice);
        let (plain, mixed) = (node(8), node(9));
        for from in &nodes {
            trust(&plain, from);
            trust(&mixed, from);
            into(&plain, &whole(from));
        }
        bundles.extend(bundles.clone());
        bundles.extend(nodes.iter().map(whole));
        for at in (1..bundles.len()).rev() {
            bundles.swap(at, dice.below(at as u64 + 1) as usize);
        }
        for mut one in bundles {
            if let Some(part) = one.parts.first_mut().filter(|_| dice.below(4) == 0) {
                part.entries.pop();
            }
            into(&mixed, &one);
        }
        for from in &nodes {
            into(&mixed, &whole(from));
        }
        prop_assert_eq!(firm_sum(&plain), firm_sum(&mixed));
        prop_assert!(mixed.read(quarantined).unwrap().is_empty());
        let result: Result<_> = mixed.read(|tx| ledger::verify(tx, &mut |_| ()));
        prop_assert!(result.unwrap().is_intact());
    }
}
