//! Reading acts written by earlier versions: pure functions from one version to the next.
//!
//! Invariant: entries are never rewritten; an act is raised to today's version each time it is
//! read. What a later version of the program wrote is kept, not applied, and read again after an
//! upgrade. A step never moves an item or a request: its place in the act is its name for ever.

use crate::act::{Act, Change};
use crate::entry::{Body, Entry};
use crate::seal::{self, Key};
use std::collections::BTreeMap;

/// Raises an act to the next version.
pub type Step = fn(Act) -> Act;

/// The kinds of things this program knows, with today's version of each and the way to it.
#[derive(Debug, Clone, Default)]
pub struct Kinds {
    /// The steps from version 1 on: one less than today's version.
    steps: BTreeMap<String, Vec<Step>>,
}

/// Why an entry is kept without being applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Unread {
    /// Its id is not the one of its place: its node does not keep to the rules.
    #[error("the id is not the one of its place")]
    Name,
    /// A later version of the program knows this kind.
    #[error("the kind is known to a later version")]
    LaterKind,
    /// A later version of the program wrote it.
    #[error("written by a later version")]
    LaterVersion,
    /// Its key is not here, or was destroyed.
    #[error("its key is not here")]
    NoKey,
    /// Its body is no act, or no act of its version.
    #[error("the body is no act of its version")]
    NoAct,
}

impl Unread {
    /// Whether an upgrade of the program, or a key that comes, may make it readable.
    pub fn may_be_read_later(self) -> bool {
        !matches!(self, Self::Name | Self::NoAct)
    }
}

impl Kinds {
    /// No kind yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a kind, with the steps that lead from version 1 to today's; none for version 1.
    #[must_use]
    pub fn with(mut self, kind: &str, steps: &[Step]) -> Self {
        self.steps.insert(kind.to_owned(), steps.to_vec());
        self
    }

    /// Today's version of a kind, in which it is written.
    pub fn version(&self, kind: &str) -> Option<u16> {
        let steps = self.steps.get(kind)?;
        u16::try_from(steps.len() + 1).ok()
    }

    /// Every kind with today's version.
    pub fn versions(&self) -> impl Iterator<Item = (&str, u16)> {
        let kinds = self.steps.keys();
        kinds.filter_map(|kind| Some((kind.as_str(), self.version(kind)?)))
    }

    /// Raises an act of this kind and version to today's version.
    ///
    /// # Errors
    /// [`Unread`] for what is not known here.
    pub fn raise(&self, kind: &str, version: u16, act: Act) -> Result<Act, Unread> {
        let steps = self.steps.get(kind).ok_or(Unread::LaterKind)?;
        let past = usize::from(version).checked_sub(1).ok_or(Unread::NoAct)?;
        let steps = steps.get(past..).ok_or(Unread::LaterVersion)?;
        steps.iter().try_fold(act, |act, step| {
            let places = places(&act);
            let raised = step(act);
            let kept = places
                .iter()
                .all(|place| self::places(&raised).contains(place));
            kept.then_some(raised).ok_or(Unread::NoAct)
        })
    }

    /// Reads the act of an entry in today's version, with the key where it needs one.
    ///
    /// # Errors
    /// [`Unread`] says why the entry is kept without being applied.
    pub fn read(&self, entry: &Entry, key: Option<&Key>) -> Result<Act, Unread> {
        if !entry.is_well_named() {
            return Err(Unread::Name);
        }
        match self.version(&entry.kind) {
            None => return Err(Unread::LaterKind),
            Some(today) if entry.version > today => return Err(Unread::LaterVersion),
            Some(_) => {}
        }
        let is_open = matches!(entry.body, Body::Open(_));
        if key.is_none() && !is_open {
            return Err(Unread::NoKey);
        }
        let act = seal::open(entry, key).map_err(|_| Unread::NoAct)?;
        self.raise(&entry.kind, entry.version, act)
    }
}

/// The places that later entries may name: those of items and of requests.
fn places(act: &Act) -> Vec<(usize, bool)> {
    let changes = act.changes.iter().enumerate();
    changes
        .filter_map(|(place, change)| match change {
            Change::Add { .. } => Some((place, false)),
            Change::Ask { .. } => Some((place, true)),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::act::Value;
    use crate::chance::Seeded;
    use crate::clock::Stamp;
    use crate::entry::Stream;
    use crate::id::{ActorId, EntityId, EntryId, NodeId, ScopeId};
    use crate::pen::{About, Ink, Pen};

    /// Version 2 calls the field "sexe" what version 1 called "sex".
    fn rename(mut act: Act) -> Act {
        for change in &mut act.changes {
            if let Change::Set { field, .. } = change {
                *field = field.replace("sex", "sexe");
            }
        }
        act
    }

    /// Version 3 says where a thing was written.
    fn add_source(mut act: Act) -> Act {
        act.source.get_or_insert_with(|| "papier".to_owned());
        act
    }

    fn swap(mut act: Act) -> Act {
        act.changes.reverse();
        act
    }

    fn act() -> Act {
        let set = Change::Set {
            field: "sex".into(),
            value: Value::of(&1u8),
            replaces: Vec::new(),
        };
        let add = Change::Add {
            set: "phones".into(),
            value: Value::of(&2u8),
        };
        Act {
            changes: vec![set, add],
            ..Act::default()
        }
    }

    fn field(act: &Act) -> &str {
        match &act.changes[0] {
            Change::Set { field, .. } => field,
            _ => panic!("no field"),
        }
    }

    #[test]
    fn an_act_is_raised_version_by_version() {
        let kinds = Kinds::new().with("person", &[rename, add_source]);
        assert_eq!(kinds.version("person"), Some(3));
        let raised = kinds.raise("person", 1, act()).unwrap();
        assert_eq!(
            (field(&raised), raised.source.as_deref()),
            ("sexe", Some("papier"))
        );
        let raised = kinds.raise("person", 2, act()).unwrap();
        assert_eq!(
            (field(&raised), raised.source.as_deref()),
            ("sex", Some("papier"))
        );
        assert_eq!(kinds.raise("person", 3, act()), Ok(act()));
    }

    #[test]
    fn what_a_later_version_wrote_is_not_read_and_not_lost() {
        let kinds = Kinds::new().with("person", &[]);
        assert_eq!(kinds.raise("person", 2, act()), Err(Unread::LaterVersion));
        assert_eq!(kinds.raise("rocket", 1, act()), Err(Unread::LaterKind));
        assert_eq!(kinds.raise("person", 0, act()), Err(Unread::NoAct));
        assert!(Unread::LaterKind.may_be_read_later() && !Unread::Name.may_be_read_later());
    }

    #[test]
    fn a_step_that_moves_an_item_is_refused() {
        let kinds = Kinds::new().with("person", &[swap]);
        assert_eq!(kinds.raise("person", 1, act()), Err(Unread::NoAct));
    }

    #[test]
    fn an_entry_is_read_with_its_key_under_its_own_id_and_no_other() {
        let kinds = Kinds::new().with("person", &[rename]);
        let key = Key::fresh(&mut Seeded::new(1));
        let mut pen = Pen::new(Stream {
            scope: ScopeId::named("s"),
            node: NodeId::named("n"),
            incarnation: 1,
        });
        let about = About {
            actor: ActorId::named("a"),
            entity: EntityId::named("e"),
            kind: "person",
            version: 1,
        };
        let ink = Ink::Keyed {
            subject: about.entity,
            key: &key,
            chance: &mut Seeded::new(2),
        };
        let entry = pen
            .write(Stamp::default(), about, &act(), ink)
            .unwrap()
            .entry;
        assert_eq!(field(&kinds.read(&entry, Some(&key)).unwrap()), "sexe");
        assert_eq!(kinds.read(&entry, None), Err(Unread::NoKey));
        let other = Key::fresh(&mut Seeded::new(3));
        assert_eq!(kinds.read(&entry, Some(&other)), Err(Unread::NoAct));
        let mut misnamed = entry;
        misnamed.id = EntryId::named("another");
        assert_eq!(kinds.read(&misnamed, Some(&key)), Err(Unread::Name));
    }
}
