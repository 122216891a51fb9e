//! The orientation assistant: from a need, an age, a place and a situation to services, each with
//! the reasons that it is proposed.
//!
//! Rules propose, people decide. Never: proposes a service that is closed, of the centre itself, or
//! that does not receive such a person; never tells of a confidential place whether it is near.

use super::entry::Known;
use super::{Kind, Situation};
use crate::registry::units;
use crate::registry::when::Day;

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Need {
    /// Kinds of service, any of which would help.
    pub kinds: Vec<Kind>,
    /// Age in years, when known.
    pub age: Option<u8>,
    /// Code of the administrative unit where the person lives.
    pub unit: Option<String>,
    /// What is known of the situation.
    pub situations: Vec<Situation>,
}

/// One reason for or against, in the order in which it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It gives what is needed.
    Gives(Kind),
    /// It receives that age.
    Age(u8),
    /// It receives only some ages, and that of the person is not known.
    AskAge,
    /// It is for persons in that situation.
    For(Situation),
    /// It stands in the same sub-prefecture.
    SameSubPrefecture,
    /// It stands in the same department.
    SameDepartment,
    /// It stands in the same region.
    SameRegion,
    /// It is farther.
    Far,
    /// It costs nothing.
    Free,
    /// A written agreement binds it to the centre.
    Agreement,
    /// It receives within so many days.
    Within(u16),
    /// What is written of it is old: call before sending somebody.
    Stale,
}

/// One service proposed.
#[derive(Debug, Clone)]
pub struct Suggestion<'a> {
    /// The service.
    pub known: &'a Known,
    /// Why.
    pub why: Vec<Why>,
    weight: (u8, u8, u8, u16),
}

/// The services that can help, the best first: those meant for the situation, the nearest, those
/// verified, the soonest.
pub fn suggest<'a>(need: &Need, services: &'a [Known], today: Day) -> Vec<Suggestion<'a>> {
    let mut found: Vec<Suggestion<'a>> = services
        .iter()
        .filter_map(|known| weigh(need, known, today))
        .collect();
    found.sort_by(|a, b| {
        let name = |s: &Suggestion<'_>| s.known.service.name.clone();
        (a.weight, name(a)).cmp(&(b.weight, name(b)))
    });
    found
}

fn weigh<'a>(need: &Need, known: &'a Known, today: Day) -> Option<Suggestion<'a>> {
    let service = &known.service;
    if known.is_closed(today) || service.own {
        return None;
    }
    let mut why: Vec<Why> = Vec::new();
    let gives = service
        .kinds
        .iter()
        .filter(|kind| need.kinds.contains(kind));
    why.extend(gives.map(|kind| Why::Gives(*kind)));
    if why.is_empty() {
        return None;
    }
    let (from, to) = service.ages;
    match need.age {
        Some(age) if from.is_some_and(|from| age < from) || to.is_some_and(|to| age > to) => {
            return None;
        }
        Some(age) if from.is_some() || to.is_some() => why.push(Why::Age(age)),
        None if from.is_some() || to.is_some() => why.push(Why::AskAge),
        _ => {}
    }
    let meant: Vec<Situation> = service
        .only
        .iter()
        .copied()
        .filter(|situation| need.situations.contains(situation))
        .collect();
    if !service.only.is_empty() && meant.is_empty() {
        return None;
    }
    let unmeant = u8::from(meant.is_empty());
    why.extend(meant.into_iter().map(Why::For));
    // Nearness would tell where a confidential service is.
    let far = match (need.unit.as_deref(), service.unit_for(false)) {
        (Some(here), Some(there)) => {
            let (word, far) = distance(here, there);
            why.push(word);
            far
        }
        _ => 3,
    };
    if service.price_xof == Some(0) {
        why.push(Why::Free);
    }
    if service.agreement.is_some() {
        why.push(Why::Agreement);
    }
    if let Some(days) = service.wait_days {
        why.push(Why::Within(days));
    }
    let stale = known.is_stale(today);
    if stale {
        why.push(Why::Stale);
    }
    Some(Suggestion {
        known,
        why,
        weight: (
            unmeant,
            far,
            u8::from(stale),
            service.wait_days.unwrap_or(u16::MAX),
        ),
    })
}

/// How far a service stands, by the levels of the tree that both share. A service that stands for a
/// whole region or department serves all that is under it.
fn distance(here: &str, there: &str) -> (Why, u8) {
    let tree = units::latest();
    let (mine, its) = (tree.line(here), tree.line(there));
    let shared = mine
        .iter()
        .filter(|unit| its.iter().any(|other| other.code == unit.code))
        .count();
    match shared {
        3.. => (Why::SameSubPrefecture, 0),
        2 => (Why::SameDepartment, 1),
        1 => (Why::SameRegion, 2),
        0 => (Why::Far, 4),
    }
}
