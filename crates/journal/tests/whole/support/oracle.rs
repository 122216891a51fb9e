//! What the state of every entity must be, worked out from all entries at once by the rules of
//! the four kinds of data, with no folding and no order.

use super::world::KEY;
use akwaba_journal::act::{Act, Change, Tag, Value};
use akwaba_journal::entry::Entry;
use akwaba_journal::id::{EntityId, EntryId, ScopeId};
use akwaba_journal::replica::Replica;
use akwaba_journal::seal::{Key, open};
use akwaba_journal::state::{Ruling, Source, State};
use std::collections::{BTreeMap, BTreeSet};

/// Compares every entity of a replica with what the rules say of these entries.
pub fn check_states(written: &[Entry], replica: &Replica) {
    let mut entities = BTreeMap::<(ScopeId, EntityId), Vec<(Source, Act)>>::new();
    let key = Key::from_slice(&KEY).unwrap();
    for entry in written {
        let source = Source {
            clock: entry.clock,
            entry: entry.id,
            actor: entry.actor,
        };
        let act = open(entry, Some(&key)).unwrap();
        let place = (entry.stream.scope, entry.entity);
        entities.entry(place).or_default().push((source, act));
    }
    assert_eq!(replica.states().count(), entities.len());
    for ((scope, entity), acts) in entities {
        let state = replica.state(scope, entity).unwrap();
        check_fields(&acts, state);
        check_sets(&acts, state);
        check_facts(&acts, state);
        check_requests(&acts, state);
    }
}

fn changes(acts: &[(Source, Act)]) -> impl Iterator<Item = (Source, Tag, &Change)> {
    acts.iter().flat_map(|(source, act)| {
        act.changes.iter().zip(0..).map(|(change, index)| {
            let entry = source.entry;
            (*source, Tag { entry, index }, change)
        })
    })
}

/// A value is live unless some entry replaces it; two live values are a conflict, and the one of
/// the later clock is shown.
fn check_fields(acts: &[(Source, Act)], state: &State) {
    let mut values = BTreeMap::<&str, BTreeMap<EntryId, (Source, &Value)>>::new();
    let mut replaced = BTreeSet::new();
    for (source, _, change) in changes(acts) {
        if let Change::Set {
            field,
            value,
            replaces,
        } = change
        {
            values
                .entry(field)
                .or_default()
                .insert(source.entry, (source, value));
            replaced.extend(replaces.iter().map(|entry| (field.as_str(), *entry)));
        }
    }
    let mut conflicts = Vec::new();
    for (field, values) in values {
        let mut live: Vec<_> = values
            .into_iter()
            .filter(|(entry, _)| !replaced.contains(&(field, *entry)))
            .map(|(_, live)| live)
            .collect();
        live.sort();
        let found: Vec<_> = state
            .live(field)
            .iter()
            .map(|live| (live.source, &live.value))
            .collect();
        assert_eq!(found, live, "{field}");
        let shown = live.last().map(|(_, value)| value.read::<u64>().unwrap());
        assert_eq!(state.one::<u64>(field), shown);
        if live.len() > 1 {
            conflicts.push(field);
        }
    }
    assert_eq!(state.conflicts(), conflicts);
}

/// An item is in its set unless somebody who saw it removed it.
fn check_sets(acts: &[(Source, Act)], state: &State) {
    let mut items = BTreeMap::<&str, BTreeMap<Tag, u64>>::new();
    for (_, tag, change) in changes(acts) {
        if let Change::Add { set, value } = change {
            items
                .entry(set)
                .or_default()
                .insert(tag, value.read().unwrap());
        }
    }
    for (_, _, change) in changes(acts) {
        if let Change::Remove { set, tags } = change
            && let Some(items) = items.get_mut(set.as_str())
        {
            items.retain(|tag, _| !tags.contains(tag));
        }
    }
    for (set, items) in items {
        let found: BTreeMap<_, _> = state.items::<u64>(set).into_iter().collect();
        assert_eq!(found, items, "{set}");
    }
}

/// A fact is there for ever, as often as it was written.
fn check_facts(acts: &[(Source, Act)], state: &State) {
    let mut facts = BTreeMap::<&str, Vec<(Source, u64)>>::new();
    for (source, _, change) in changes(acts) {
        if let Change::Fact { name, value } = change {
            facts
                .entry(name)
                .or_default()
                .push((source, value.read().unwrap()));
        }
    }
    for (name, mut facts) in facts {
        facts.sort();
        let mut found = state.facts::<u64>(name);
        found.sort();
        assert_eq!(found, facts, "{name}");
    }
}

/// A request stands with the first ruling on it, whichever came first to whom.
fn check_requests(acts: &[(Source, Act)], state: &State) {
    let mut rulings = BTreeMap::<Tag, BTreeSet<Ruling>>::new();
    for (source, _, change) in changes(acts) {
        if let Change::Rule {
            request,
            granted,
            value,
        } = change
        {
            let (granted, value) = (*granted, value.clone());
            rulings.entry(*request).or_default().insert(Ruling {
                source,
                granted,
                value,
            });
        }
    }
    for (source, tag, change) in changes(acts) {
        if let Change::Ask { name, value } = change {
            let found = state.request(&tag).unwrap();
            assert_eq!(
                (&found.name, found.asked.source, &found.asked.value),
                (name, source, value)
            );
            let first = rulings.get(&tag).and_then(|rulings| rulings.first());
            assert_eq!(found.ruling.as_ref(), first);
        }
    }
}
