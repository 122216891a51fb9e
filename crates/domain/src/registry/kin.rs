//! Relations between persons, in one household or across several.
//!
//! Owns what cannot be: a parent certainly born after the child, a circle of guardians or of
//! parents. Only what is certain is refused: births are often estimates.

use super::birth::Birth;
use super::codes::choice;
use super::edit::{Editing, Item, Why};
use super::person::{self, Death, Sex};
use super::when::{Day, Partial};
use crate::draft::Drafts;
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use akwaba_journal::act::Tag;
use akwaba_journal::id::EntityId;
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};
use std::collections::{BTreeMap, BTreeSet};

/// The most relations that one person may have.
pub const RELATIONS_MAX: usize = 60;

coded! {
    /// What someone is to a person.
    RelationKind {
        /// Mother.
        0 Mother = "mother",
        /// Father.
        1 Father = "father",
        /// Guardian: answers for them.
        2 Guardian = "guardian",
        /// Husband, wife, companion.
        3 Spouse = "spouse",
        /// Brother or sister.
        4 Sibling = "sibling",
        /// Grandparent.
        5 Grandparent = "grandparent",
        /// Uncle or aunt.
        6 UncleAunt = "uncle-aunt",
        /// Takes care of them from day to day.
        7 Caregiver = "caregiver",
        /// Another tie.
        8 Other = "other",
    }
}

/// What someone is to the person on whose record this stands, and when.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Relation {
    /// Who.
    #[n(0)]
    pub to: EntityId,
    /// What they are.
    #[n(1)]
    pub kind: RelationKind,
    /// Since when; unknown when empty.
    #[n(2)]
    pub from: Option<Day>,
    /// Until when; still when empty.
    #[n(3)]
    pub until: Option<Day>,
}

/// What decisions about others need to know of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Brief {
    /// Birth.
    pub birth: Option<Birth>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Death.
    pub death: Option<Death>,
}

impl Brief {
    /// The last day on which the person may have lived; `None` while they live.
    pub fn lived_until(&self) -> Option<Day> {
        let death = self.death?;
        death.on.map_or(Day::of(0, 1, 1), Partial::latest)
    }
}

/// A relation, seen from outside both records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// On whose record it stands.
    pub subject: EntityId,
    /// The relation.
    pub relation: Relation,
}

/// The persons and relations around a decision.
#[derive(Debug, Clone, Default)]
pub struct Kin {
    /// The persons concerned.
    pub people: BTreeMap<EntityId, Brief>,
    /// Relations that matter: parents and children of the persons, and guardians all the way up.
    pub edges: Vec<Edge>,
}

/// A relation as typed.
#[derive(Clone, Default)]
pub struct RelationForm {
    /// `relation-person`: the id of the other person.
    pub person: String,
    /// `relation-kind`.
    pub kind: String,
    /// `relation-from`.
    pub from: String,
    /// `relation-until`.
    pub until: String,
}

impl RelationForm {
    /// Checks what was typed.
    ///
    /// # Errors
    /// All the refusals by field.
    pub fn parse(&self, today: Day) -> Result<Relation, Refusals> {
        let mut wrong = Refusals::new();
        let to: Result<EntityId, _> = self.person.trim().parse();
        let to = wrong.take(
            to.map(Some)
                .map_err(|_| Refusal::at("relation-person", "choice-missing")),
        );
        let kind = wrong.take(
            choice("relation-kind", &self.kind, RelationKind::from_code).and_then(|kind| {
                kind.map(Some)
                    .ok_or(Refusal::at("relation-kind", "choice-missing"))
            }),
        );
        let from = wrong.take(Day::parse("relation-from", &self.from));
        let until = wrong.take(Day::parse("relation-until", &self.until));
        check_days(
            &mut wrong,
            ("relation-from", from),
            ("relation-until", until),
            today,
        );
        match (to, kind) {
            (Some(to), Some(kind)) => wrong.or(Relation {
                to,
                kind,
                from,
                until,
            }),
            _ => Err(wrong),
        }
    }
}

/// Notes days in the future or in the wrong order.
pub(super) fn check_days(
    wrong: &mut Refusals,
    (from_field, from): (&str, Option<Day>),
    (until_field, until): (&str, Option<Day>),
    today: Day,
) {
    if from.is_some_and(|day| day > today) {
        wrong.push(Refusal::at(from_field, "date-in-future"));
    }
    if until.is_some_and(|day| day > today) {
        wrong.push(Refusal::at(until_field, "date-in-future"));
    }
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        wrong.push(Refusal::at(until_field, "date-reversed"));
    }
}

/// Adds a relation, or corrects the one that `seen` names.
///
/// # Errors
/// All the refusals: of the form, and what cannot be.
pub fn relate(
    allowed: &Allowed<act::PersonChange, EntityId>,
    state: &State,
    kin: &Kin,
    seen: &str,
    form: &RelationForm,
    today: Day,
) -> Result<Drafts, Refusals> {
    let relation = form.parse(today)?;
    let edge = Edge {
        subject: *allowed.subject(),
        relation: relation.clone(),
    };
    check(kin, &edge)?;
    let mut editing = Editing::on(state);
    editing.row(person::field::RELATIONS, seen, Some(relation));
    let after = super::edit::items::<Relation>(&editing.after(), person::field::RELATIONS);
    if after.len() > RELATIONS_MAX {
        return Err(Refusal::whole("registry-relations-too-many")
            .with("max", RELATIONS_MAX)
            .into());
    }
    if has_twice(&after) {
        return Err(Refusal::at("relation-person", "registry-relation-already").into());
    }
    Ok(person::drafts(allowed, editing, &Why::default()))
}

/// Removes a relation that was noted by mistake.
pub fn unrelate(
    allowed: &Allowed<act::PersonChange, EntityId>,
    state: &State,
    relation: Tag,
    why: &Why,
) -> Drafts {
    let mut editing = Editing::on(state);
    if state
        .raw_items(person::field::RELATIONS)
        .any(|(tag, _)| *tag == relation)
    {
        editing.remove(person::field::RELATIONS, relation);
    }
    person::drafts(allowed, editing, why)
}

fn has_twice(relations: &[Item<Relation>]) -> bool {
    let mut seen = BTreeSet::new();
    relations
        .iter()
        .any(|item| !seen.insert((item.value.to, item.value.kind, item.value.from)))
}

/// Refuses a relation that cannot be, given the others.
///
/// # Errors
/// `relation-to-self`, `mother-not-older`, `father-not-older`, `parents-in-a-circle`,
/// `guardians-in-a-circle`.
pub fn check(kin: &Kin, edge: &Edge) -> Result<(), Refusals> {
    let mut wrong = Refusals::new();
    let at = |code| Refusal::at("relation-person", code);
    let Relation { to, kind, .. } = edge.relation;
    if to == edge.subject {
        wrong.push(at("registry-relation-to-self"));
        return Err(wrong);
    }
    let not_older = match kind {
        RelationKind::Mother => Some("registry-mother-not-older"),
        RelationKind::Father => Some("registry-father-not-older"),
        _ => None,
    };
    if let Some(code) = not_older
        && kin.is_surely_not_before(to, edge.subject)
    {
        wrong.push(at(code));
    }
    let circle = match kind {
        RelationKind::Mother | RelationKind::Father => {
            let parents = [RelationKind::Mother, RelationKind::Father];
            kin.leads_back(edge, &parents, false)
                .then_some("registry-parents-in-a-circle")
        }
        RelationKind::Guardian => kin
            .leads_back(edge, &[RelationKind::Guardian], true)
            .then_some("registry-guardians-in-a-circle"),
        _ => None,
    };
    if let Some(code) = circle {
        wrong.push(at(code));
    }
    wrong.or(())
}

/// A period of days; open where unknown.
type Period = (Option<Day>, Option<Day>);

impl Kin {
    /// Whether someone was certainly not born before another.
    fn is_surely_not_before(&self, this: EntityId, other: EntityId) -> bool {
        let birth = |id| self.people.get(&id).and_then(|brief: &Brief| brief.birth);
        birth(this)
            .zip(birth(other))
            .is_some_and(|(this, other)| this.is_surely_not_before(&other))
    }

    /// The refusals that a new birth would bring about, by the parents and children known.
    pub fn check_birth(&self, person: EntityId, birth: Option<Birth>) -> Vec<Refusal> {
        let mut with = self.clone();
        with.people.entry(person).or_default().birth = birth;
        with.edges
            .iter()
            .filter(|edge| edge.subject == person || edge.relation.to == person)
            .filter(|edge| with.is_surely_not_before(edge.relation.to, edge.subject))
            .filter_map(|edge| match edge.relation.kind {
                RelationKind::Mother => {
                    Some(Refusal::at("birth_year", "registry-mother-not-older"))
                }
                RelationKind::Father => {
                    Some(Refusal::at("birth_year", "registry-father-not-older"))
                }
                _ => None,
            })
            .collect()
    }

    /// Whether, following these relations upwards from the far end of `edge`, one comes back to
    /// its subject; with `dated`, only through relations that hold on one same day.
    fn leads_back(&self, edge: &Edge, kinds: &[RelationKind], dated: bool) -> bool {
        let whole: Period = (None, None);
        let start = if dated {
            (edge.relation.from, edge.relation.until)
        } else {
            whole
        };
        let mut todo = vec![(edge.relation.to, start)];
        let mut done: BTreeSet<(EntityId, Period)> = BTreeSet::new();
        while let Some((person, period)) = todo.pop() {
            if person == edge.subject {
                return true;
            }
            if !done.insert((person, period)) {
                continue;
            }
            let up = self
                .edges
                .iter()
                .filter(|e| e.subject == person && kinds.contains(&e.relation.kind));
            for next in up {
                let other = if dated {
                    (next.relation.from, next.relation.until)
                } else {
                    whole
                };
                todo.extend(common(period, other).map(|period| (next.relation.to, period)));
            }
        }
        false
    }
}

/// The days that two periods share.
pub(super) fn common(a: Period, b: Period) -> Option<Period> {
    let from = a.0.max(b.0);
    let until = match (a.1, b.1) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    match (from, until) {
        (Some(from), Some(until)) if until < from => None,
        period => Some(period),
    }
}

#[cfg(test)]
#[path = "kin_tests.rs"]
mod tests;
