//! Which choices a question offers.
//!
//! Owns filters, the order drawn by chance, and the rule that an answer no longer offered does not count.

use super::super::element::{Element, Kind};
use super::super::list::{Choice, From};
use super::scope::{FilledScope, item_node, item_rank};
use super::{Filled, PlaceId};
use crate::expr::{Value, seeded, shuffled};

impl Filled<'_> {
    /// What a question at a path offers: the name and the label of each choice, in order.
    #[must_use]
    pub fn choices(&self, path: &str) -> Vec<(String, String)> {
        self.by_path
            .get(path)
            .map_or_else(Vec::new, |id| self.offered(*id))
    }

    pub(super) fn offered(&self, id: PlaceId) -> Vec<(String, String)> {
        let Some(choices) = self
            .element_of(id)
            .and_then(|element| element.choices.as_ref())
        else {
            return Vec::new();
        };
        let mut offered: Vec<(String, String)> = match &choices.from {
            From::List(_) => {
                let kept = self.listed(id).into_iter();
                kept.map(|choice| {
                    (
                        choice.name.clone(),
                        choice.label.get(&self.language).to_owned(),
                    )
                })
                .collect()
            }
            From::Answers(target) => {
                let places = self
                    .seen_from(id, *target)
                    .into_iter()
                    .filter_map(|id| self.at(id));
                let given = places.filter(|place| !place.text.is_empty());
                given
                    .map(|place| (place.text.clone(), place.text.clone()))
                    .collect()
            }
        };
        if choices.shuffled {
            let order = match &choices.seed {
                Some(seed) => {
                    let value = seed.expr.evaluate(&FilledScope::at(self, id, seed));
                    shuffled(
                        offered.len(),
                        seeded(value.as_ref().map_or(f64::NAN, Value::number)),
                    )
                }
                None => shuffled(offered.len(), || self.chance.draw()),
            };
            offered = order
                .iter()
                .filter_map(|rank| offered.get(*rank).cloned())
                .collect();
        }
        offered
    }

    /// The choices of a list that the filter keeps.
    fn listed(&self, id: PlaceId) -> Vec<&Choice> {
        let Some(choices) = self
            .element_of(id)
            .and_then(|element| element.choices.as_ref())
        else {
            return Vec::new();
        };
        let From::List(name) = &choices.from else {
            return Vec::new();
        };
        let tree = self.form.lists.keys().position(|known| known == name);
        let (Some(list), Some(tree)) = (
            self.form.list(name),
            tree.and_then(|tree| u32::try_from(tree + 1).ok()),
        ) else {
            return Vec::new();
        };
        let Some(filter) = &choices.filter else {
            return list.choices.iter().collect();
        };
        let items: Vec<_> = (0..list.choices.len())
            .map(|row| item_node(tree, list, row))
            .collect();
        let scope = FilledScope::at(self, id, filter);
        let kept = filter.expr.chosen(&scope, &items).unwrap_or(items);
        let ranks = kept.into_iter().filter_map(|node| item_rank(list, node));
        ranks.filter_map(|rank| list.choices.get(rank)).collect()
    }

    /// What counts of an answer: of a choice, only what is still offered.
    pub(super) fn offered_only(&self, id: PlaceId, element: &Element) -> String {
        let kept = self.at(id).map_or("", |place| place.kept.as_str());
        let Some(choices) = &element.choices else {
            return kept.to_owned();
        };
        if kept.is_empty() {
            return String::new();
        }
        let is_offered: Box<dyn Fn(&str) -> bool> = match (&choices.from, &choices.filter) {
            (From::List(list), None) => {
                let list = self.form.list(list);
                Box::new(move |name| list.is_some_and(|list| list.choice(name).is_some()))
            }
            _ => {
                let offered = self.offered(id);
                Box::new(move |name| offered.iter().any(|(known, _)| known == name))
            }
        };
        if element.kind == Kind::SelectOne {
            return if is_offered(kept) {
                kept.to_owned()
            } else {
                String::new()
            };
        }
        let still: Vec<&str> = kept
            .split_ascii_whitespace()
            .filter(|name| is_offered(name))
            .collect();
        still.join(" ")
    }

    /// Several choices in the order of their list, whatever order they were ticked in.
    pub(super) fn in_order(&self, element: &Element, text: &str) -> String {
        let list = match element.choices.as_ref().map(|choices| &choices.from) {
            Some(From::List(list)) if element.kind == Kind::SelectMultiple => self.form.list(list),
            _ => None,
        };
        let Some(list) = list else {
            return text.to_owned();
        };
        let ticked: Vec<&str> = text.split_ascii_whitespace().collect();
        let known = list
            .choices
            .iter()
            .map(|choice| choice.name.as_str())
            .filter(|name| ticked.contains(name));
        let unknown = ticked
            .iter()
            .copied()
            .filter(|name| list.choice(name).is_none());
        known.chain(unknown).collect::<Vec<_>>().join(" ")
    }
}
