//! Computing again what an answer changes, and nothing else.
//!
//! Owns the queue of elements, in the order in which they depend on each other, and what one of them computes: whether it is
//! relevant, its value, the number of its instances.

use std::collections::BTreeSet;

use super::super::element::{Element, ElementId, Formula, Kind};
use super::scope::FilledScope;
use super::{Filled, INSTANCES_MAX, PlaceId};
use crate::expr::{EvalError, Value, number_in, written};

impl Filled<'_> {
    pub(super) fn compute_all(&mut self) {
        let mut ids: Vec<ElementId> = self.form.flat().iter().map(|element| element.id).collect();
        ids.sort_by_key(|id| self.form.rank(*id));
        for id in ids {
            self.compute_element(id);
        }
    }

    /// Writes a value at a place and computes all that depends on it, calculations that it triggers included.
    pub(super) fn write(&mut self, id: PlaceId, text: String) {
        let mut ahead = vec![(id, text)];
        let mut written = BTreeSet::new();
        while let Some((id, text)) = ahead.pop() {
            let Some(place) = self.places.get_mut(id as usize) else {
                continue;
            };
            let changed = place.kept != text;
            place.kept = text;
            let element = place.element;
            // A calculation that triggers itself is made once.
            if !written.insert(id) {
                continue;
            }
            self.compute_from(element);
            if changed {
                ahead.extend(self.triggered(id, element));
            }
        }
    }

    /// Computes an element, then whatever depends on what changed.
    fn compute_from(&mut self, id: ElementId) {
        let mut queue = self.queue(&[id]);
        while let Some((_, id)) = queue.pop_first() {
            if self.compute_element(id) {
                let next = self.queue(self.form.dependents(id));
                queue.extend(next);
            }
        }
    }

    /// Lays the form out again where the number of instances of a repeat has changed.
    pub(super) fn settle(&mut self) {
        if self.recount.is_empty() {
            return;
        }
        for (path, count) in std::mem::take(&mut self.recount) {
            self.answers.keep_instances(&path, count);
        }
        self.open();
    }

    /// What the change of a place gives to the questions that wait for it.
    fn triggered(&mut self, id: PlaceId, source: ElementId) -> Vec<(PlaceId, String)> {
        let form = self.form;
        let waiting = form.flat().iter().filter(|element| {
            element
                .trigger
                .as_ref()
                .is_some_and(|trigger| trigger.on.contains(&source))
        });
        let mut values = Vec::new();
        for element in waiting {
            for place in self.seen_from(id, element.id) {
                if !self.at(place).is_some_and(|place| place.relevant) {
                    continue;
                }
                let text = match &element.calculation {
                    Some(formula) => self.compute(place, formula),
                    None => Some(String::new()),
                };
                if let Some(text) = text {
                    let text = cast(&element.kind, text);
                    let path = self.path(place);
                    self.answers.set(&path, &text);
                    values.push((place, text));
                }
            }
        }
        values
    }

    /// Computes an element wherever it stands; whether anything changed.
    fn compute_element(&mut self, id: ElementId) -> bool {
        let form = self.form;
        let Some(element) = form.element(id) else {
            return false;
        };
        let mut changed = false;
        for at in 0..self.of_element.get(id.0 as usize).map_or(0, Vec::len) {
            let place = self
                .of_element
                .get(id.0 as usize)
                .and_then(|all| all.get(at))
                .copied();
            if let Some(place) = place {
                changed |= self.compute_place(place, element);
            }
        }
        if let Kind::Repeat { count: Some(count) } = &element.kind {
            self.count_instances(element, count);
        }
        changed
    }

    fn compute_place(&mut self, id: PlaceId, element: &Element) -> bool {
        let above = self.at(id).and_then(|place| place.parent);
        let above = above
            .and_then(|above| self.at(above))
            .is_none_or(|above| above.relevant);
        self.failures.remove(&id);
        let relevant = above
            && match &element.relevant {
                // What cannot be judged is shown, and said to be wrong.
                Some(formula) => self.holds(id, formula).unwrap_or(true),
                None => true,
            };
        if relevant && element.calculation.is_some() {
            // A calculation may ask for the value there already: `once`.
            if let Some(place) = self
                .places
                .get_mut(id as usize)
                .filter(|place| !place.relevant)
            {
                place.text.clone_from(&place.kept);
            }
        }
        let computed = match &element.calculation {
            Some(formula) if relevant && element.trigger.is_none() => self
                .compute(id, formula)
                .map(|text| cast(&element.kind, text)),
            _ => None,
        };
        let counts = match (&computed, relevant) {
            (_, false) => String::new(),
            (Some(text), true) => text.clone(),
            (None, true) => self.offered_only(id, element),
        };
        let Some(place) = self.places.get_mut(id as usize) else {
            return false;
        };
        if let Some(text) = computed {
            place.kept = text;
        }
        let changed = place.relevant != relevant || place.text != counts;
        place.relevant = relevant;
        place.text = counts;
        changed
    }

    fn count_instances(&mut self, element: &Element, count: &Formula) {
        let Some(above) = element.parent else {
            return;
        };
        for place in self
            .of_element
            .get(above.0 as usize)
            .cloned()
            .unwrap_or_default()
        {
            let Ok(value) = count.expr.evaluate(&FilledScope::at(self, place, count)) else {
                continue;
            };
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "bounded on both sides"
            )]
            let wanted = value.number().clamp(0.0, f64::from(INSTANCES_MAX)) as u32;
            let instances = self.at(place).map(|place| {
                let mut children = place.children.iter();
                let of = |id: &&PlaceId| {
                    self.at(**id)
                        .is_some_and(|place| place.element == element.id)
                };
                children.by_ref().filter(of).count()
            });
            let path = match self.path(place) {
                path if path.is_empty() => element.name.clone(),
                path => format!("{path}/{}", element.name),
            };
            if instances != usize::try_from(wanted).ok() {
                self.recount.insert(path, wanted);
            } else {
                self.recount.remove(&path);
            }
        }
    }

    /// The value of a formula where a place stands; `None` when it cannot be computed.
    pub(super) fn compute(&mut self, id: PlaceId, formula: &Formula) -> Option<String> {
        let value = formula.expr.evaluate(&FilledScope::at(self, id, formula));
        self.noted(id, value).map(Value::into_text)
    }

    pub(super) fn holds(&mut self, id: PlaceId, formula: &Formula) -> Option<bool> {
        let holds = formula.expr.holds(&FilledScope::at(self, id, formula));
        self.noted(id, holds)
    }

    fn noted<T>(&mut self, id: PlaceId, value: Result<T, EvalError>) -> Option<T> {
        match value {
            Ok(value) => Some(value),
            Err(error) => {
                self.failures.insert(id, error.code());
                None
            }
        }
    }
}

/// A computed value as its question keeps it.
fn cast(kind: &Kind, text: String) -> String {
    match kind {
        Kind::Integer => match number_in(&text) {
            number if number.is_nan() => String::new(),
            number => written(number.trunc()),
        },
        Kind::Decimal => written(number_in(&text)),
        _ => text,
    }
}
