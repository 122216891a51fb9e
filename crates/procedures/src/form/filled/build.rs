//! The tree of places, from the form and the answers.
//!
//! Owns how many instances each repeat has, what metadata the program fills in, and when defaults are given.

use std::collections::BTreeMap;

use super::super::element::{Default, Element, ElementId, Kind};
use super::{Filled, INSTANCES_MAX, Place, PlaceId};

/// Places that a form being filled may have.
const PLACES_MAX: usize = 50_000;

/// How often counts may change counts: repeats in repeats, each counted by what is in the one before.
const ROUNDS_MAX: usize = 40;

impl Filled<'_> {
    /// Lays out the places and computes everything, until the number of instances of each repeat is what it says.
    pub(super) fn open(&mut self) {
        for _ in 0..ROUNDS_MAX {
            self.lay_out();
            self.compute_all();
            self.give_defaults();
            if self.recount.is_empty() {
                break;
            }
            for (path, count) in std::mem::take(&mut self.recount) {
                self.answers.keep_instances(&path, count);
            }
        }
    }

    fn lay_out(&mut self) {
        // What was computed stays known: `once` asks for it.
        let computed = |id: &PlaceId| {
            self.element_of(*id)
                .is_some_and(|element| element.is_computed())
        };
        let carried: Vec<(String, String)> = self
            .by_path
            .iter()
            .filter(|(_, id)| computed(id))
            .filter_map(|(path, id)| Some((path.clone(), self.at(*id)?.kept.clone())))
            .collect();
        for (path, text) in carried {
            self.answers.set(&path, &text);
        }
        let size = self.form.flat().len();
        self.places = vec![Place {
            element: ElementId(0),
            parent: None,
            children: Vec::new(),
            position: 0,
            relevant: true,
            kept: String::new(),
            text: String::new(),
        }];
        self.of_element = vec![Vec::new(); size];
        self.by_path = BTreeMap::new();
        self.failures = BTreeMap::new();
        if let Some(all) = self.of_element.first_mut() {
            all.push(0);
        }
        self.lay_out_under(0, ElementId(0), "");
    }

    /// Groups nest no deeper than the form was read.
    fn lay_out_under(&mut self, place: PlaceId, id: ElementId, path: &str) {
        let Some(element) = self.form.element(id) else {
            return;
        };
        for child in &element.children {
            let Some(child) = self.form.element(*child) else {
                continue;
            };
            let own = if path.is_empty() {
                child.name.clone()
            } else {
                format!("{path}/{}", child.name)
            };
            if let Kind::Repeat { count } = &child.kind {
                let given = self.answers.count(&own);
                let instances = given
                    .unwrap_or(u32::from(count.is_none()))
                    .min(INSTANCES_MAX);
                for position in 1..=instances {
                    self.lay_out_one(place, child, &format!("{own}[{position}]"), position);
                }
            } else {
                self.lay_out_one(place, child, &own, 0);
            }
        }
    }

    fn lay_out_one(&mut self, parent: PlaceId, element: &Element, path: &str, position: u32) {
        if self.places.len() >= PLACES_MAX {
            return;
        }
        let Ok(id) = PlaceId::try_from(self.places.len()) else {
            return;
        };
        let kept = match self.answers.get(path) {
            Some(text) => text.to_owned(),
            None => self.first_value(element),
        };
        self.places.push(Place {
            element: element.id,
            parent: Some(parent),
            children: Vec::new(),
            position,
            relevant: true,
            text: kept.clone(),
            kept,
        });
        if let Some(parent) = self.places.get_mut(parent as usize) {
            parent.children.push(id);
        }
        if let Some(all) = self.of_element.get_mut(element.id.0 as usize) {
            all.push(id);
        }
        self.by_path.insert(path.to_owned(), id);
        if !element.is_question() {
            self.lay_out_under(id, element.id, path);
        }
    }

    /// What a question holds before anybody answers, where that is not computed.
    fn first_value(&self, element: &Element) -> String {
        match (&element.default, &element.kind) {
            (Default::Fixed(text), _) => text.clone(),
            (_, Kind::Metadata("today")) => self.now.date().to_string(),
            (_, Kind::Metadata("start" | "end")) => crate::expr::moment_written(self.now),
            _ => String::new(),
        }
    }

    /// Computes the defaults of what was never answered, in order, each seeing those before it.
    fn give_defaults(&mut self) {
        let form = self.form;
        for element in form.flat() {
            let Default::Computed(formula) = &element.default else {
                continue;
            };
            for id in self
                .of_element
                .get(element.id.0 as usize)
                .cloned()
                .unwrap_or_default()
            {
                let path = self.path(id);
                if self.answers.get(&path).is_some() {
                    continue;
                }
                if let Some(text) = self.compute(id, formula) {
                    self.answers.set(&path, &text);
                    self.write(id, text);
                }
            }
        }
        self.settle();
    }
}
