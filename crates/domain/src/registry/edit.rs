//! What a writer has seen, and what they change: the one way in which registry records change.
//!
//! Invariant: a change replaces the values that its writer saw, and no other. What someone else
//! wrote meanwhile stays beside it, as a conflict for people to settle; a box that the writer did
//! not touch changes nothing.

use akwaba_journal::act::{Act, Change, Tag, Value};
use akwaba_journal::clock::Stamp;
use akwaba_journal::id::{ActorId, EntryId};
use akwaba_journal::state::{Source, State};
use core::fmt::Write;
use minicbor::{Decode, Encode};
use std::collections::BTreeSet;

/// An item of a set, and the item it was written in place of: two items in place of one are the
/// mark of two people who corrected it at once.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Kept<T> {
    /// The item.
    #[n(0)]
    pub value: T,
    /// The item that it corrects.
    #[n(1)]
    pub instead_of: Option<Tag>,
}

/// What a field or a set of the registry may hold.
pub trait Stored: for<'b> Decode<'b, ()> {}
impl<T: for<'b> Decode<'b, ()>> Stored for T {}

/// The value that one entry gave a field; `None` when it emptied it.
pub fn field_value<T: Stored>(value: &Value) -> Option<T> {
    value.read::<Option<T>>().ok().flatten()
}

/// The item that one entry added to a set.
pub fn item_value<T: Stored>(value: &Value) -> Option<T> {
    value.read::<Kept<T>>().ok().map(|kept| kept.value)
}

/// An item of a set, as a view shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item<T> {
    /// Its name for ever.
    pub tag: Tag,
    /// Who wrote it, when.
    pub source: Source,
    /// The item.
    pub value: T,
    /// Another item corrects the same one: a person has to settle it.
    pub rival: bool,
}

impl<T: Encode<()>> Item<T> {
    /// What a form carries to say that its writer saw this item.
    pub fn seen(&self) -> String {
        format!("{}:{}", digest(&Value::of(&self.value)), self.tag)
    }
}

/// A field, as a view shows it: what is live, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known<T> {
    /// Every live value and where it comes from; `None` is a value that was emptied.
    pub live: Vec<(Source, Option<T>)>,
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self { live: Vec::new() }
    }
}

impl<T: for<'b> Decode<'b, ()>> Known<T> {
    /// Reads a field.
    pub fn of(state: &State, field: &str) -> Self {
        let read = |live: &akwaba_journal::state::Live| {
            Some((live.source, live.value.read::<Option<T>>().ok()?))
        };
        Self {
            live: state.live(field).iter().filter_map(read).collect(),
        }
    }
}

impl<T: PartialEq> Known<T> {
    /// The value to show: the latest.
    pub fn shown(&self) -> Option<&T> {
        self.live.last().and_then(|(_, value)| value.as_ref())
    }

    /// Whether two values disagree and a person has to settle it.
    pub fn in_conflict(&self) -> bool {
        self.live.windows(2).any(|pair| match pair {
            [(_, a), (_, b)] => a != b,
            _ => false,
        })
    }

    /// Adds what another record of the same person says.
    pub fn join(&mut self, other: Self) {
        for (source, value) in other.live {
            if !self.live.iter().any(|(_, known)| *known == value) {
                self.live.push((source, value));
            }
        }
        self.live.sort_by_key(|(source, _)| *source);
    }
}

/// Reads the items of a set, oldest first, marking rivals.
pub fn items<T: for<'b> Decode<'b, ()> + PartialEq>(state: &State, set: &str) -> Vec<Item<T>> {
    let kept: Vec<(Tag, Source, Kept<T>)> = state
        .raw_items(set)
        .filter_map(|(tag, live)| Some((*tag, live.source, live.value.read().ok()?)))
        .collect();
    let is_rival = |tag: &Tag, this: &Kept<T>| {
        this.instead_of.is_some()
            && kept.iter().any(|(other_tag, _, other)| {
                other_tag != tag && other.instead_of == this.instead_of && other.value != this.value
            })
    };
    let rivals: BTreeSet<Tag> = kept
        .iter()
        .filter(|(tag, _, this)| is_rival(tag, this))
        .map(|(tag, _, _)| *tag)
        .collect();
    kept.into_iter()
        .map(|(tag, source, kept)| Item {
            tag,
            source,
            value: kept.value,
            rival: rivals.contains(&tag),
        })
        .collect()
}

/// What a form carries to say which values of a field its writer saw.
pub fn seen(state: &State, field: &str) -> String {
    let mut text = shown_digest(state, field);
    for (index, entry) in state.seen(field).iter().enumerate() {
        let sign = if index == 0 { ':' } else { ',' };
        // Writing to a String cannot fail.
        let _ = write!(text, "{sign}{entry}");
    }
    text
}

fn shown_digest(state: &State, field: &str) -> String {
    let empty = Value::of(&None::<u8>);
    digest(state.live(field).last().map_or(&empty, |live| &live.value))
}

/// Eight bytes that tell two values apart without showing them.
fn digest(value: &Value) -> String {
    blake3::hash(value.as_bytes())
        .to_hex()
        .chars()
        .take(16)
        .collect()
}

/// An act in the making, by someone who saw what their form says.
pub struct Editing<'a> {
    state: &'a State,
    act: Act,
    overlapped: bool,
}

impl<'a> Editing<'a> {
    /// Nothing changed yet.
    pub fn on(state: &'a State) -> Self {
        Self {
            state,
            act: Act::default(),
            overlapped: false,
        }
    }

    /// Sets a field, given what the writer saw (see [`seen`]; empty: nothing). A value that the
    /// writer left as it was changes nothing.
    pub fn field<T: Encode<()>>(&mut self, field: &str, seen: &str, value: &Option<T>) {
        let (was, entries) = seen.split_once(':').unwrap_or((seen, ""));
        let new = Value::of(value);
        let nothing = Value::of(&None::<u8>);
        let was = if was.is_empty() {
            digest(&nothing)
        } else {
            was.to_owned()
        };
        if digest(&new) != was {
            self.put(field, entries, new);
        }
    }

    /// Sets a field also when the writer left it as it was: a decision that must be written.
    pub fn decide<T: Encode<()>>(&mut self, field: &str, seen: &str, value: &T) {
        let entries = seen.split_once(':').map_or("", |(_, entries)| entries);
        self.put(field, entries, Value::of(&Some(value)));
    }

    fn put(&mut self, field: &str, entries: &str, new: Value) {
        let live = self.state.live(field);
        if let [only] = live
            && only.value == new
        {
            return;
        }
        let saw: BTreeSet<EntryId> = entries
            .split(',')
            .filter_map(|id| id.parse().ok())
            .collect();
        let replaces: Vec<EntryId> = self
            .state
            .seen(field)
            .into_iter()
            .filter(|id| saw.contains(id))
            .collect();
        self.overlapped |= replaces.len() < live.len();
        self.act.changes.push(Change::Set {
            field: field.to_owned(),
            value: new,
            replaces,
        });
    }

    /// Settles a conflict: the value of `chosen` replaces the values that the writer saw. False
    /// when `chosen` is no longer live.
    pub fn settle(&mut self, field: &str, seen: &str, chosen: EntryId) -> bool {
        let entries = seen.split_once(':').map_or("", |(_, entries)| entries);
        let live = self.state.live(field);
        let Some(chosen) = live.iter().find(|live| live.source.entry == chosen) else {
            return false;
        };
        let value = chosen.value.clone();
        self.put(field, entries, value);
        true
    }

    /// Adds an item to a set.
    pub fn add<T: Encode<()>>(&mut self, set: &str, value: T) {
        self.push_item(set, value, None);
    }

    /// One row of a form: a new item, an item corrected, emptied, or left as it was. `seen` is
    /// what [`Item::seen`] gave; empty for a new row.
    pub fn row<T: Encode<()>>(&mut self, set: &str, seen: &str, value: Option<T>) {
        let Some((was, tag)) = seen
            .split_once(':')
            .and_then(|(was, tag)| Some((was, tag.parse::<Tag>().ok()?)))
        else {
            if let Some(value) = value {
                self.add(set, value);
            }
            return;
        };
        let known = self.state.raw_items(set).any(|(known, _)| *known == tag);
        match value {
            Some(value) if digest(&Value::of(&value)) == was => {}
            Some(value) => {
                self.overlapped |= !known;
                if known {
                    self.remove(set, tag);
                }
                self.push_item(set, value, Some(tag));
            }
            None if known => self.remove(set, tag),
            None => self.overlapped = true,
        }
    }

    /// Removes an item.
    pub fn remove(&mut self, set: &str, tag: Tag) {
        self.act.changes.push(Change::Remove {
            set: set.to_owned(),
            tags: vec![tag],
        });
    }

    /// Records a fact.
    pub fn fact<T: Encode<()>>(&mut self, name: &str, value: &T) {
        self.act.changes.push(Change::Fact {
            name: name.to_owned(),
            value: Value::of(value),
        });
    }

    fn push_item<T: Encode<()>>(&mut self, set: &str, value: T, instead_of: Option<Tag>) {
        self.act.changes.push(Change::Add {
            set: set.to_owned(),
            value: Value::of(&Kept { value, instead_of }),
        });
    }

    /// The state as it will be, to be checked before anything is written.
    pub fn after(&self) -> State {
        let mut after = self.state.clone();
        let last = self
            .state
            .last()
            .map_or(Stamp::default(), |last| last.clock);
        let source = Source {
            clock: Stamp {
                micros: last.micros.saturating_add(1),
                count: 0,
            },
            entry: EntryId::from_bytes([0xff; 16]),
            actor: ActorId::from_bytes([0; 16]),
        };
        after.apply(source, &self.act);
        after
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.act.changes.is_empty()
    }

    /// Whether someone else had changed the same thing meanwhile.
    pub fn overlapped(&self) -> bool {
        self.overlapped
    }

    /// The finished act.
    pub fn done(self, why: &Why) -> Act {
        Act {
            reason: why.reason.clone(),
            source: why.source.clone(),
            ..self.act
        }
    }
}

/// Why and from what something changes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Why {
    /// The reason.
    pub reason: Option<String>,
    /// From what: the code of an [`super::birth::Origin`], or words.
    pub source: Option<String>,
}

impl Why {
    /// Reads `reason` and `source` of a form.
    ///
    /// # Errors
    /// What is wrong with either text.
    pub fn parse(reason: &str, source: &str) -> Result<Self, crate::refusal::Refusals> {
        let mut wrong = crate::refusal::Refusals::new();
        let why = Self {
            reason: wrong.take(crate::text::words("reason", reason)),
            source: wrong.take(crate::text::line("source", source)),
        };
        wrong.or(why)
    }
}

#[cfg(test)]
#[path = "edit_tests.rs"]
mod tests;
