//! The decision that two records are of one person, or are not.
//!
//! A link is a record of its own, named after its pair: neither person's record is touched, so
//! that undoing it gives back exactly what was there. Never: made by the machine.

use super::codes::choice;
use super::edit::{Editing, Known, Why, seen};
use super::person::PersonView;
use crate::draft::{Draft, Drafts, Secrecy};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::scope;
use akwaba_journal::id::EntityId;
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};
use std::collections::{BTreeMap, BTreeSet};

/// The journal's name for a link.
pub const KIND: &str = "same-person";
/// Version in which acts on a link are written.
pub const VERSION: u16 = 1;

const FIELD: &str = "verdict";

coded! {
    /// What people decided about two records.
    Verdict {
        /// They are of one person.
        0 Same = "same",
        /// They are of two persons: no longer proposed.
        1 Distinct = "distinct",
        /// The decision was undone: as if there had been none.
        2 Undone = "undone",
    }
}

/// Two records, the smaller id first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(array)]
pub struct Pair {
    /// The older record, as a rule.
    #[n(0)]
    pub first: EntityId,
    /// The other.
    #[n(1)]
    pub second: EntityId,
}

impl Pair {
    /// The pair of two records; `None` for one and the same.
    pub fn of(a: EntityId, b: EntityId) -> Option<Self> {
        (a != b).then(|| Self {
            first: a.min(b),
            second: a.max(b),
        })
    }

    /// The entity of the link between them, the same at every node.
    pub fn entity(self) -> EntityId {
        EntityId::named(&format!("same-person/{}/{}", self.first, self.second))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct Decision {
    #[n(0)]
    pair: Pair,
    #[n(1)]
    verdict: Verdict,
}

/// A link, as a view shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkView {
    /// The two records.
    pub pair: Pair,
    /// What stands; the later decision where two were made at once.
    pub verdict: Verdict,
    /// Two people decided differently at once.
    pub in_conflict: bool,
}

/// Reads a link.
pub fn read(state: &State) -> Option<LinkView> {
    let known = Known::<Decision>::of(state, FIELD);
    let decision = known.shown()?;
    Some(LinkView {
        pair: decision.pair,
        verdict: decision.verdict,
        in_conflict: known.in_conflict(),
    })
}

/// What the form of a link carries to say which decision its writer saw.
pub fn seen_by_form(state: &State) -> String {
    seen(state, FIELD)
}

/// A decision as typed.
#[derive(Clone, Default)]
pub struct LinkForm {
    /// What the writer saw (see [`seen_by_form`]).
    pub seen: String,
    /// `verdict`: a code of [`Verdict`].
    pub verdict: String,
    /// `reason`.
    pub reason: String,
}

/// Decides about two records. `state` is that of the link.
///
/// # Errors
/// `choice-missing` at `verdict`, `reason-missing` at `reason`, `link-not-there` when there is
/// nothing to undo, `link-already` when it was decided so.
pub fn decide(
    allowed: &Allowed<act::PersonMerge, Pair>,
    state: &State,
    form: &LinkForm,
) -> Result<Drafts, Refusals> {
    let mut wrong = Refusals::new();
    let why = wrong.take_all(Why::parse(&form.reason, ""));
    let verdict = wrong.take(choice("verdict", &form.verdict, Verdict::from_code));
    if verdict.is_none() && wrong.as_slice().is_empty() {
        wrong.push(Refusal::at("verdict", "choice-missing"));
    }
    if why.reason.is_none() {
        wrong.push(Refusal::at("reason", "registry-reason-missing"));
    }
    let standing = read(state).map_or(Verdict::Undone, |link| link.verdict);
    let settled = read(state).is_none_or(|link| !link.in_conflict);
    if verdict == Some(standing) && settled {
        let nothing = standing == Verdict::Undone;
        wrong.push(Refusal::whole(if nothing {
            "registry-link-not-there"
        } else {
            "registry-link-already"
        }));
    }
    let verdict = verdict.unwrap_or(Verdict::Undone);
    wrong.or(())?;
    let pair = *allowed.subject();
    let mut editing = Editing::on(state);
    editing.decide(FIELD, &form.seen, &Decision { pair, verdict });
    let mut drafts = Drafts::under(allowed);
    if editing.is_empty() {
        return Ok(drafts);
    }
    drafts.push(Draft {
        scope: scope::registry(allowed.centre()),
        entity: pair.entity(),
        kind: KIND,
        version: VERSION,
        act: editing.done(&why),
        secrecy: Secrecy::Keyed(pair.entity()),
    });
    Ok(drafts)
}

/// Groups records of one person: for each record in a group, the record that stands for it, which
/// is the one with the smallest id. A record alone is not in the answer.
pub fn groups(same: &[Pair]) -> BTreeMap<EntityId, EntityId> {
    let mut next: BTreeMap<EntityId, BTreeSet<EntityId>> = BTreeMap::new();
    for pair in same {
        next.entry(pair.first).or_default().insert(pair.second);
        next.entry(pair.second).or_default().insert(pair.first);
    }
    let mut stands: BTreeMap<EntityId, EntityId> = BTreeMap::new();
    // In order of id: the first of a group to be met is its smallest.
    for start in next.keys() {
        if stands.contains_key(start) {
            continue;
        }
        let mut todo = vec![*start];
        while let Some(id) = todo.pop() {
            if stands.insert(id, *start).is_none() {
                todo.extend(next.get(&id).into_iter().flatten());
            }
        }
    }
    stands
}

/// The view of one person through several records; the first stands for all.
pub fn together(views: Vec<PersonView>) -> Option<PersonView> {
    let mut views = views.into_iter();
    let mut whole = views.next()?;
    for view in views {
        whole.join(view);
    }
    Some(whole)
}

#[cfg(test)]
#[path = "link_tests.rs"]
mod tests;
