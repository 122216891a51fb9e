//! The state of one entity, folded from its entries in whatever order they come.
//!
//! Invariant: for the same set of entries, any order gives the same state, to the byte; the
//! caller applies each entry once, and gives no two entries of one id. A value is live until an entry that had seen it replaces it; two live values
//! of one field are a conflict that people settle; nothing is lost by a wrong clock.

use crate::act::{Act, Change, NotThisType, Tag, Value};
use crate::chain::Hash;
use crate::clock::Stamp;
use crate::id::{ActorId, EntityId, EntryId, ScopeId};
use minicbor::{Decode, Encode};
use std::collections::{BTreeMap, BTreeSet};

/// The header of the entry whose act is applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(array)]
pub struct Source {
    /// When. First, so that sources sort by time.
    #[n(0)]
    pub clock: Stamp,
    /// Which entry.
    #[n(1)]
    pub entry: EntryId,
    /// Who.
    #[n(2)]
    pub actor: ActorId,
}

/// A value and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(array)]
pub struct Live {
    /// Where it comes from.
    #[n(0)]
    pub source: Source,
    /// The value.
    #[n(1)]
    pub value: Value,
}

/// A request, and the first ruling on it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Request {
    /// Kind of decision asked for.
    #[n(0)]
    pub name: String,
    /// What is asked, by whom, when.
    #[n(1)]
    pub asked: Live,
    /// The ruling, if there is one.
    #[n(2)]
    pub ruling: Option<Ruling>,
}

/// A decision on a request.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(array)]
pub struct Ruling {
    /// By whom, when.
    #[n(0)]
    pub source: Source,
    /// Granted or refused.
    #[n(1)]
    pub granted: bool,
    /// What comes with it.
    #[n(2)]
    pub value: Value,
}

/// The folded state of one entity.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(array)]
pub struct State {
    #[n(0)]
    fields: BTreeMap<String, Vec<Live>>,
    #[n(1)]
    sets: BTreeMap<String, BTreeMap<Tag, Live>>,
    #[n(2)]
    facts: BTreeMap<String, Vec<Live>>,
    #[n(3)]
    requests: BTreeMap<Tag, Request>,
    /// Entries whose values were replaced, by field: kept, so that order never matters.
    #[n(4)]
    replaced: BTreeMap<String, BTreeSet<EntryId>>,
    /// Items that were removed, by set: a removal touches the set it names and no other.
    #[n(5)]
    removed: BTreeMap<String, BTreeSet<Tag>>,
    /// Rulings that came before their request.
    #[n(6)]
    early_ruled: BTreeMap<Tag, Ruling>,
    /// The first entry, who began this entity and when.
    #[n(7)]
    first: Option<Source>,
    /// The last entry.
    #[n(8)]
    last: Option<Source>,
}

impl State {
    /// Applies the act of one entry. The caller applies each entry once.
    pub fn apply(&mut self, source: Source, act: &Act) {
        self.first = Some(self.first.map_or(source, |first| first.min(source)));
        self.last = Some(self.last.map_or(source, |last| last.max(source)));
        for (index, change) in act.changes.iter().enumerate() {
            let tag = Tag {
                entry: source.entry,
                index: u16::try_from(index).unwrap_or(u16::MAX),
            };
            self.change(source, tag, change);
        }
    }

    fn change(&mut self, source: Source, tag: Tag, change: &Change) {
        match change {
            Change::Set {
                field,
                value,
                replaces,
            } => self.set(source, field, value, replaces),
            Change::Add { set, value } => {
                let removed = self.removed.get(set);
                if !removed.is_some_and(|tags| tags.contains(&tag)) {
                    let item = Live {
                        source,
                        value: value.clone(),
                    };
                    self.sets.entry(set.clone()).or_default().insert(tag, item);
                }
            }
            Change::Remove { set, tags } => {
                // The set exists from then on, whether its items came before or come after.
                let items = self.sets.entry(set.clone()).or_default();
                let removed = self.removed.entry(set.clone()).or_default();
                for tag in tags {
                    items.remove(tag);
                    removed.insert(*tag);
                }
            }
            Change::Fact { name, value } => {
                let facts = self.facts.entry(name.clone()).or_default();
                insert_sorted(
                    facts,
                    Live {
                        source,
                        value: value.clone(),
                    },
                );
            }
            Change::Ask { name, value } => {
                let ruling = self.early_ruled.remove(&tag);
                let asked = Live {
                    source,
                    value: value.clone(),
                };
                self.requests.insert(
                    tag,
                    Request {
                        name: name.clone(),
                        asked,
                        ruling,
                    },
                );
            }
            Change::Rule {
                request,
                granted,
                value,
            } => {
                let ruling = Ruling {
                    source,
                    granted: *granted,
                    value: value.clone(),
                };
                self.rule(*request, ruling);
            }
        }
    }

    fn set(&mut self, source: Source, field: &str, value: &Value, replaces: &[EntryId]) {
        let live = self.fields.entry(field.to_owned()).or_default();
        live.retain(|value| !replaces.contains(&value.source.entry));
        let replaced = self.replaced.entry(field.to_owned()).or_default();
        replaced.extend(replaces.iter().copied());
        if !replaced.contains(&source.entry) {
            // Two changes of one field in one entry: the later wins, as the writer meant.
            live.retain(|value| value.source.entry != source.entry);
            insert_sorted(
                live,
                Live {
                    source,
                    value: value.clone(),
                },
            );
        }
    }

    /// The first ruling in clock order stands, so that every node agrees on which it was.
    fn rule(&mut self, request: Tag, ruling: Ruling) {
        match self.requests.get_mut(&request) {
            Some(known) => match &known.ruling {
                Some(standing) if *standing <= ruling => {}
                _ => known.ruling = Some(ruling),
            },
            None => {
                let first = self
                    .early_ruled
                    .remove(&request)
                    .map_or(ruling.clone(), |other| other.min(ruling));
                self.early_ruled.insert(request, first);
            }
        }
    }

    /// The live values of a field, oldest first. More than one is a conflict.
    pub fn live(&self, field: &str) -> &[Live] {
        self.fields.get(field).map_or(&[], Vec::as_slice)
    }

    /// The entries whose values a writer who has seen this state replaces.
    pub fn seen(&self, field: &str) -> Vec<EntryId> {
        self.live(field)
            .iter()
            .map(|live| live.source.entry)
            .collect()
    }

    /// The value to display: the latest live one.
    pub fn one<T: for<'b> Decode<'b, ()>>(&self, field: &str) -> Option<T> {
        self.live(field)
            .last()
            .and_then(|live| live.value.read().ok())
    }

    /// Fields with more than one live value.
    pub fn conflicts(&self) -> Vec<&str> {
        self.fields
            .iter()
            .filter(|(_, live)| live.len() > 1)
            .map(|(name, _)| name.as_str())
            .collect()
    }

    /// Names of the fields that have a value.
    pub fn field_names(&self) -> impl Iterator<Item = &str> {
        self.fields
            .iter()
            .filter(|(_, live)| !live.is_empty())
            .map(|(name, _)| name.as_str())
    }

    /// The items of a set, oldest first.
    pub fn items<T: for<'b> Decode<'b, ()>>(&self, set: &str) -> Vec<(Tag, T)> {
        self.raw_items(set)
            .filter_map(|(tag, live)| Some((*tag, live.value.read().ok()?)))
            .collect()
    }

    /// The items of a set with where they come from.
    pub fn raw_items(&self, set: &str) -> impl Iterator<Item = (&Tag, &Live)> {
        let mut items: Vec<_> = self.sets.get(set).into_iter().flatten().collect();
        items.sort_by_key(|(tag, live)| (live.source.clock, **tag));
        items.into_iter()
    }

    /// The facts of a list, oldest first.
    pub fn facts<T: for<'b> Decode<'b, ()>>(&self, name: &str) -> Vec<(Source, T)> {
        let facts = self.facts.get(name).map_or(&[][..], Vec::as_slice);
        facts
            .iter()
            .filter_map(|fact| Some((fact.source, fact.value.read().ok()?)))
            .collect()
    }

    /// The requests of a kind, oldest first.
    pub fn requests(&self, name: &str) -> Vec<(Tag, &Request)> {
        let mut found: Vec<_> = self
            .requests
            .iter()
            .filter(|(_, request)| request.name == name)
            .map(|(tag, request)| (*tag, request))
            .collect();
        found.sort_by_key(|(tag, request)| (request.asked.source, *tag));
        found
    }

    /// One request.
    pub fn request(&self, tag: &Tag) -> Option<&Request> {
        self.requests.get(tag)
    }

    /// Whether anything is known of this entity.
    pub fn exists(&self) -> bool {
        self.first.is_some()
    }

    /// The entry that began it.
    pub fn first(&self) -> Option<Source> {
        self.first
    }

    /// The entry that last changed it.
    pub fn last(&self) -> Option<Source> {
        self.last
    }

    /// Its deterministic bytes.
    pub fn encode(&self) -> Vec<u8> {
        minicbor::to_vec(self).unwrap_or_default()
    }

    /// Reads it back.
    ///
    /// # Errors
    /// [`NotThisType`] when the bytes are not a state.
    pub fn decode(bytes: &[u8]) -> Result<Self, NotThisType> {
        minicbor::decode(bytes).map_err(|_| NotThisType)
    }
}

/// One hash over the states of many entities, given as scope, entity and encoded state in
/// ascending order: two nodes that hold the same have the same.
pub fn fingerprint<B: AsRef<[u8]>>(
    states: impl IntoIterator<Item = (ScopeId, EntityId, B)>,
) -> Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"akwaba states 1");
    for (scope, entity, state) in states {
        let state = state.as_ref();
        hasher.update(scope.as_bytes());
        hasher.update(entity.as_bytes());
        hasher.update(&(state.len() as u64).to_be_bytes());
        hasher.update(state);
    }
    Hash(*hasher.finalize().as_bytes())
}

fn insert_sorted(list: &mut Vec<Live>, item: Live) {
    let at = list.partition_point(|known| known <= &item);
    list.insert(at, item);
}

#[cfg(test)]
mod tests;
