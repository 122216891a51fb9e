//! What two people wrote of a household without seeing each other, and the choice of somebody between them.
//!
//! Invariant: a choice has a reason, replaces only what its writer saw, and leaves the rest in the history.

use super::super::edit::{Editing, Item, Why, seen};
use super::change::finish;
use super::{HouseholdView, MemberRole, Membership, People, Recipient, field, rules};
use crate::draft::Drafts;
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::registry::codes::choice;
use crate::registry::kin::common;
use akwaba_journal::act::Tag;
use akwaba_journal::id::{EntityId, EntryId};
use akwaba_journal::state::State;

/// Something of which only one can be, and that was written several times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rivalry {
    /// Two addresses.
    Place,
    /// Several heads on one day.
    Heads(Vec<Item<Membership>>),
    /// Several people named to receive on one day.
    Recipients(Vec<Item<Recipient>>),
    /// One person noted several times for the same days.
    Twice(EntityId, Vec<Item<Membership>>),
}

/// What waits to be settled in a household.
pub fn rivalries(view: &HouseholdView, people: &People) -> Vec<Rivalry> {
    let mut found = Vec::new();
    if view.place.in_conflict() {
        found.push(Rivalry::Place);
    }
    let meet = |a: &Membership, b: &Membership| {
        common(rules::lived(a, people), rules::lived(b, people)).is_some()
    };
    let heads: Vec<Item<Membership>> = rivals(&view.members, |a, b| {
        a.role == MemberRole::Head
            && b.role == MemberRole::Head
            && a.person != b.person
            && meet(a, b)
    });
    if !heads.is_empty() {
        found.push(Rivalry::Heads(heads));
    }
    let recipients = rivals(&view.recipients, |a, b| {
        common((a.from, a.until), (b.from, b.until)).is_some()
    });
    if !recipients.is_empty() {
        found.push(Rivalry::Recipients(recipients));
    }
    let twice = rivals(&view.members, |a, b| a.person == b.person && meet(a, b));
    let mut people: Vec<EntityId> = twice.iter().map(|item| item.value.person).collect();
    people.sort_unstable();
    people.dedup();
    for person in people {
        let of_person = twice.iter().filter(|item| item.value.person == person);
        found.push(Rivalry::Twice(person, of_person.cloned().collect()));
    }
    found
}

/// The items that cannot be together with another.
fn rivals<T: Clone>(items: &[Item<T>], clash: impl Fn(&T, &T) -> bool) -> Vec<Item<T>> {
    let against = |one: &&Item<T>| {
        let others = items.iter().filter(|other| other.tag != one.tag);
        others
            .into_iter()
            .any(|other| clash(&one.value, &other.value))
    };
    items.iter().filter(against).cloned().collect()
}

/// What somebody chose, as typed.
#[derive(Clone)]
pub enum Choice {
    /// One of the addresses: what the writer saw, and the entry that wrote it.
    Place(String, EntryId),
    /// One of the heads; the others are noted under this role.
    Head(Tag, String),
    /// One of those named to receive.
    Recipient(Tag),
    /// One of the memberships of a person.
    Membership(Tag),
}

/// Settles one rivalry.
///
/// # Errors
/// `registry-reason-missing` at `reason`, `choice-missing` at `role`, `registry-conflict-changed-meanwhile` when what
/// was chosen is no longer there.
pub fn settle(
    allowed: &Allowed<act::HouseholdChange, EntityId>,
    state: &State,
    choice: &Choice,
    why: &Why,
    people: &People,
) -> Result<Drafts, Refusals> {
    let mut wrong = Refusals::new();
    if why.reason.is_none() {
        wrong.push(Refusal::at("reason", "registry-reason-missing"));
    }
    let others_are = match choice {
        Choice::Head(_, role) => wrong.take(other_role(role)),
        _ => None,
    };
    wrong.or(())?;
    let view = HouseholdView::of(*allowed.subject(), state);
    let mut editing = Editing::on(state);
    let there = match choice {
        Choice::Place(saw, entry) => editing.settle(field::PLACE, saw, *entry),
        Choice::Head(kept, _) => rivalries(&view, people).iter().any(|rivalry| {
            let Rivalry::Heads(heads) = rivalry else {
                return false;
            };
            for head in others(heads, *kept) {
                let role = others_are.unwrap_or(MemberRole::Relative);
                let changed = Membership {
                    role,
                    ..head.value.clone()
                };
                editing.row(field::MEMBERS, &head.seen(), Some(changed));
            }
            heads.iter().any(|head| head.tag == *kept)
        }),
        Choice::Recipient(kept) => rivalries(&view, people).iter().any(|rivalry| {
            matches!(rivalry, Rivalry::Recipients(items)
                if keep(&mut editing, field::RECIPIENTS, items, *kept))
        }),
        Choice::Membership(kept) => rivalries(&view, people).iter().any(|rivalry| {
            matches!(rivalry, Rivalry::Twice(_, items)
                if keep(&mut editing, field::MEMBERS, items, *kept))
        }),
    };
    if !there {
        return Err(Refusal::whole("registry-conflict-changed-meanwhile").into());
    }
    Ok(finish(allowed, editing, why).drafts)
}

/// What the writer of a choice of address must send back.
pub fn place_seen(state: &State) -> String {
    seen(state, field::PLACE)
}

fn other_role(typed: &str) -> Result<Option<MemberRole>, Refusal> {
    match choice("role", typed, MemberRole::from_code)? {
        None | Some(MemberRole::Head) => Err(Refusal::at("role", "choice-missing")),
        role => Ok(role),
    }
}

fn others<T>(items: &[Item<T>], kept: Tag) -> impl Iterator<Item = &Item<T>> {
    items.iter().filter(move |item| item.tag != kept)
}

/// Takes all but one away; false when that one is not among them.
fn keep<T>(editing: &mut Editing<'_>, set: &str, items: &[Item<T>], kept: Tag) -> bool {
    if !items.iter().any(|item| item.tag == kept) {
        return false;
    }
    for other in others(items, kept) {
        editing.remove(set, other.tag);
    }
    true
}

#[cfg(test)]
#[path = "settle_tests.rs"]
mod tests;
