//! The bet on merging, in databases: stores that wrote apart exchange bundles by bad roads, and
//! end with the same tables; and with the states that a node in memory, folding the same entries
//! by itself, comes to.

use crate::support::{KIND, draft, drafts, entity, fresh, on_every_engine, scope};
use akwaba_domain::draft::{Draft, Secrecy};
use akwaba_journal::act::{Change, Value};
use akwaba_journal::bundle::{Bundle, Have, Limits};
use akwaba_journal::chain::{Hash, public_key};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::NodeId;
use akwaba_journal::replica::Replica;
use akwaba_journal::state::{State, fingerprint};
use akwaba_journal::upcast::Kinds;
use akwaba_store::entity::{self as entities, load};
use akwaba_store::rebuild::state_hash;
use akwaba_store::{Store, StoreError, Writing, append, exchange, identity, ledger};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// What a node that has `theirs` lacks of a store, and the bare heads of what it has.
fn bundle_for(store: &Store, theirs: &Have) -> Bundle {
    let made = store.read(|tx| exchange::give(tx, theirs, &|_| true, &Limits::default()));
    made.unwrap().bundle
}

fn have(store: &Store) -> Have {
    store.read(exchange::have).unwrap()
}

/// A store takes in the file of a bundle, as far as it can be read.
fn arrive(store: &Store, file: &[u8]) {
    let Some(read) = Bundle::read(file, &Limits::default()).unwrap() else {
        return;
    };
    let taken = store.write(|tx| exchange::take(tx, 9, read.bundle.clone()));
    taken.unwrap();
}

fn introduce(stores: &[Store]) -> Vec<(NodeId, [u8; 32])> {
    let mut known = Vec::new();
    for (store, seed) in stores.iter().zip(1..) {
        let made = store.write(|tx| {
            let made = identity::ensure(tx, 1, &mut Seeded::new(seed))?;
            let public = identity::public_key(tx)?;
            Ok::<_, StoreError>((made.node, public.unwrap()))
        });
        known.push(made.unwrap());
    }
    for store in stores {
        for (node, public) in &known {
            store.write(|tx| ledger::trust(tx, *node, public)).unwrap();
        }
    }
    known
}

/// An entry by somebody who has seen what the store holds of the person; now and then has not.
fn random_draft(state: &State, who: &str, dice: &mut Seeded) -> Draft {
    let number = dice.below(5);
    let change = match dice.below(7) {
        0..3 => Change::Set {
            field: "name".into(),
            value: Value::of(&format!("Awa {number}")),
            replaces: match dice.below(4) {
                0 => Vec::new(),
                _ => state.seen("name"),
            },
        },
        3 => Change::Fact {
            name: "visits".into(),
            value: Value::of(&(number as u32)),
        },
        4 => Change::Add {
            set: "phones".into(),
            value: Value::of(&number),
        },
        5 => Change::Remove {
            set: "phones".into(),
            tags: state
                .raw_items("phones")
                .map(|(tag, _)| *tag)
                .take(1)
                .collect(),
        },
        _ => match state.requests("role").first() {
            Some((request, _)) => Change::Rule {
                request: *request,
                granted: number > 2,
                value: Value::of(&number),
            },
            None => Change::Ask {
                name: "role".into(),
                value: Value::of(&number),
            },
        },
    };
    draft(entity(who), change, Secrecy::Open)
}

fn write(store: &Store, now_micros: i64, dice: &mut Seeded) {
    let who = format!("person {}", dice.below(3));
    store
        .write(|tx| {
            let state = load(tx, scope(), entity(&who))?;
            let mut all = drafts();
            for _ in 0..1 + dice.below(2) {
                all.push(random_draft(&state, &who, dice));
            }
            let mut chance = Seeded::new(dice.next_u64());
            let mut writing = Writing {
                now_micros,
                chance: &mut chance,
            };
            append(tx, &mut writing, all)
        })
        .unwrap();
}

/// Stores write and exchange for a while, by roads on which bundles are cut, damaged, doubled
/// and late; then each gives each other all it has.
fn live_and_heal(stores: &[Store], dice: &mut Seeded, events: u64) {
    let count = stores.len() as u64;
    let mut roads: Vec<(usize, Vec<u8>)> = Vec::new();
    for event in 0..events {
        let (at, to) = (dice.below(count) as usize, dice.below(count) as usize);
        if dice.below(3) > 0 || at == to {
            // Every clock is wrong by up to a year, and differently each time.
            let now = 1_790_000_000_000_000 + dice.below(31_000_000_000_000) as i64;
            write(&stores[at], now + event as i64, dice);
            continue;
        }
        let theirs = if dice.below(3) == 0 {
            Have::new()
        } else {
            have(&stores[to])
        };
        let mut file = bundle_for(&stores[at], &theirs).write(Vec::new()).unwrap();
        match dice.below(6) {
            0 => file.truncate(dice.below(file.len() as u64) as usize),
            1 => {
                let byte = dice.below(file.len() as u64) as usize;
                file[byte] ^= 1 << dice.below(8);
            }
            2 => roads.push((to, file.clone())),
            3 => {
                roads.push((to, file));
                continue;
            }
            _ => {}
        }
        arrive(&stores[to], &file);
    }
    while !roads.is_empty() {
        let (to, file) = roads.remove(dice.below(roads.len() as u64) as usize);
        arrive(&stores[to], &file);
    }
    for _ in 0..3 {
        for from in stores {
            for to in stores {
                let file = bundle_for(from, &have(to)).write(Vec::new()).unwrap();
                arrive(to, &file);
            }
        }
    }
}

/// All stores hold the same, intact, and a rebuild changes nothing.
fn check(stores: &[Store], known: &[(NodeId, [u8; 32])]) {
    let sum = |store: &Store| store.read(state_hash).unwrap();
    let (first, counts) = (sum(&stores[0]), have(&stores[0]));
    for store in stores {
        assert_eq!(have(store), counts);
        assert_eq!(sum(store), first);
        let verified = store.read(|tx| ledger::verify(tx, &mut |_| ())).unwrap();
        assert!(verified.is_intact(), "{verified:?}");
    }
    stores[0].rebuild(&mut |_| ()).unwrap();
    assert_eq!(sum(&stores[0]), first);
    assert_eq!(in_memory(&stores[0], known), states(&stores[0]));
}

/// The states that a node in memory comes to from the same entries.
fn in_memory(store: &Store, known: &[(NodeId, [u8; 32])]) -> Hash {
    let signing = ed25519_dalek::SigningKey::from_bytes(&[1; 32]);
    let mut replica = Replica::new(
        NodeId::named("memory"),
        signing,
        Kinds::new().with(KIND, &[]),
    );
    for (node, public) in known {
        replica.know(*node, public_key(public).unwrap());
    }
    let outcome = replica.take(bundle_for(store, &Have::new()));
    assert_eq!(
        (&outcome.refused[..], &outcome.held[..]),
        (&[][..], &[][..])
    );
    assert!(replica.unread().is_empty());
    replica.state_hash()
}

fn states(store: &Store) -> Hash {
    let mut all = Vec::new();
    let read = store.read(|tx| {
        entities::each_of_kind(tx, scope(), KIND, &mut |id, state| {
            all.push((scope(), id, state.encode()));
            Ok(())
        })
    });
    read.unwrap();
    fingerprint(all)
}

/// So many databases write apart and meet, for an eighth of the seeds asked for: all of them are run on journals in
/// memory, which take a hundredth of the time; a failure names its seed.
fn databases_that_wrote_apart_end_with_the_same_tables(databases: u64) {
    let asked = std::env::var("AKWABA_SEEDS")
        .ok()
        .and_then(|text| text.parse().ok());
    for seed in (databases % 8..asked.unwrap_or(160)).step_by(8) {
        let run = || {
            let stores: Vec<_> = (0..databases).map(|_| fresh()).collect();
            let known = introduce(&stores);
            live_and_heal(&stores, &mut Seeded::new(seed), 12 + seed % 12);
            check(&stores, &known);
        };
        if let Err(panic) = catch_unwind(AssertUnwindSafe(run)) {
            eprintln!("failed with seed {seed}");
            resume_unwind(panic);
        }
    }
}

#[test]
fn two_databases_that_wrote_apart_end_with_the_same_tables() {
    databases_that_wrote_apart_end_with_the_same_tables(2);
}

#[test]
fn three_databases_that_wrote_apart_end_with_the_same_tables() {
    databases_that_wrote_apart_end_with_the_same_tables(3);
}

#[test]
fn a_merge_ends_in_the_same_tables_on_every_engine() {
    let stores = [(); 2].map(|()| fresh());
    let known = introduce(&stores);
    let mut dice = Seeded::new(7);
    for now in 0..20 {
        write(
            &stores[now as usize % 2],
            1_790_000_000_000_000 - now,
            &mut dice,
        );
    }
    let files = [0, 1].map(|at: usize| {
        let bundle = bundle_for(&stores[at], &Have::new());
        bundle.write(Vec::new()).unwrap()
    });
    arrive(&stores[0], &files[1]);
    arrive(&stores[1], &files[0]);
    check(&stores, &known);
    let sum = stores[0].read(state_hash).unwrap();
    on_every_engine(|store| {
        for (node, public) in &known {
            store.write(|tx| ledger::trust(tx, *node, public)).unwrap();
        }
        for file in files.iter().rev().chain(&files) {
            arrive(store, file);
        }
        assert_eq!(store.read(state_hash).unwrap(), sum);
    });
}
