//! Drafts of entries: what a `decide` function returns and the store appends.
//!
//! Invariant: drafts exist only under a permission, and carry who had it.

use crate::policy::{Allowed, Permit};
use akwaba_journal::act::{Act, Change, Tag, Value};
use akwaba_journal::id::{ActorId, EntityId, ScopeId};
use akwaba_journal::state::State;

/// Whether the body of an entry is under a key, and whose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secrecy {
    /// In the open: nothing personal in it.
    Open,
    /// Under the key of this person or record, so that it can be forgotten.
    Keyed(EntityId),
}

/// One entry to be written.
#[derive(Debug, Clone)]
pub struct Draft {
    /// In which scope.
    pub scope: ScopeId,
    /// About what.
    pub entity: EntityId,
    /// What kind of thing that is.
    pub kind: &'static str,
    /// Version in which the act is written.
    pub version: u16,
    /// What happens.
    pub act: Act,
    /// Under which key.
    pub secrecy: Secrecy,
}

impl Draft {
    /// An entry that adds one fact to an entity, whatever is known of it.
    pub fn of_fact(
        (scope, entity): (ScopeId, EntityId),
        (kind, version): (&'static str, u16),
        (name, value): (&str, &impl minicbor::Encode<()>),
        secrecy: Secrecy,
    ) -> Self {
        Self {
            scope,
            entity,
            kind,
            version,
            act: Acting::on(&State::default())
                .fact(name, value)
                .done(None, None),
            secrecy,
        }
    }
}

/// Entries that someone was allowed to write, together or not at all.
#[derive(Debug, Clone)]
pub struct Drafts {
    actor: ActorId,
    drafts: Vec<Draft>,
}

impl Drafts {
    /// No entry yet, under a permission.
    pub fn under<A: Permit, S>(allowed: &Allowed<A, S>) -> Self {
        Self {
            actor: allowed.actor(),
            drafts: Vec::new(),
        }
    }

    /// Adds an entry.
    pub fn push(&mut self, draft: Draft) {
        self.drafts.push(draft);
    }

    /// Adds the entries of another decision of the same person.
    pub fn join(&mut self, other: Self) {
        if other.actor == self.actor {
            self.drafts.extend(other.drafts);
        }
    }

    /// Who writes.
    pub fn actor(&self) -> ActorId {
        self.actor
    }

    /// The entries.
    pub fn as_slice(&self) -> &[Draft] {
        &self.drafts
    }

    /// The entries, to be written.
    pub fn into_vec(self) -> Vec<Draft> {
        self.drafts
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.drafts.is_empty()
    }
}

/// Builds an act against a state: every change replaces what that state shows, and no more.
pub struct Acting<'a> {
    state: &'a State,
    act: Act,
}

impl<'a> Acting<'a> {
    /// An empty act, by someone who has seen `state`.
    pub fn on(state: &'a State) -> Self {
        Self {
            state,
            act: Act::default(),
        }
    }

    /// Sets a field, unless it already has just this value.
    pub fn set<T: minicbor::Encode<()>>(&mut self, field: &str, value: &T) -> &mut Self {
        let value = Value::of(value);
        let live = self.state.live(field);
        let same = matches!(live, [only] if only.value == value);
        if !same {
            let replaces = self.state.seen(field);
            self.act.changes.push(Change::Set {
                field: field.to_owned(),
                value,
                replaces,
            });
        }
        self
    }

    /// Adds an item to a set.
    pub fn add<T: minicbor::Encode<()>>(&mut self, set: &str, value: &T) -> &mut Self {
        self.act.changes.push(Change::Add {
            set: set.to_owned(),
            value: Value::of(value),
        });
        self
    }

    /// Removes items from a set.
    pub fn remove(&mut self, set: &str, tags: Vec<Tag>) -> &mut Self {
        if !tags.is_empty() {
            self.act.changes.push(Change::Remove {
                set: set.to_owned(),
                tags,
            });
        }
        self
    }

    /// Records a fact.
    pub fn fact<T: minicbor::Encode<()>>(&mut self, name: &str, value: &T) -> &mut Self {
        self.act.changes.push(Change::Fact {
            name: name.to_owned(),
            value: Value::of(value),
        });
        self
    }

    /// Asks for a decision.
    pub fn ask<T: minicbor::Encode<()>>(&mut self, name: &str, value: &T) -> &mut Self {
        self.act.changes.push(Change::Ask {
            name: name.to_owned(),
            value: Value::of(value),
        });
        self
    }

    /// Rules on a request.
    pub fn rule<T: minicbor::Encode<()>>(
        &mut self,
        request: Tag,
        granted: bool,
        value: &T,
    ) -> &mut Self {
        self.act.changes.push(Change::Rule {
            request,
            granted,
            value: Value::of(value),
        });
        self
    }

    /// The finished act, with its why and from what. Empty when nothing changes.
    pub fn done(&mut self, reason: Option<&str>, source: Option<&str>) -> Act {
        let mut act = core::mem::take(&mut self.act);
        act.reason = reason.map(str::to_owned);
        act.source = source.map(str::to_owned);
        act
    }
}
