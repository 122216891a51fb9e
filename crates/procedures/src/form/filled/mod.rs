//! A form with its answers: what is relevant, what is computed, what is offered, what is wrong.
//!
//! Owns the tree of places (each question of each instance of each repeat) and computes again, after each answer, only what
//! depends on it. Never fails: an expression that cannot be computed leaves its place as it is and is a problem to show.

mod build;
mod chance;
mod offer;
mod problems;
mod recompute;
mod scope;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::DateTime;

use super::element::{Element, ElementId, Texts};
use super::{Answers, Form};
use chance::Chance;

pub use problems::{Problem, Refusal};
pub use scope::FilledScope;

/// What a form being filled is given from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment<'a> {
    /// The present, in local time.
    pub now: DateTime,
    /// What chance begins with.
    pub seed: u64,
    /// The language to show labels in: its name or its code; empty for the form's own.
    pub language: &'a str,
}

/// The number of a place; places are in the order of the document.
pub(super) type PlaceId = u32;

/// One question, group or instance of a repeat, as it stands.
#[derive(Clone)]
pub struct Place {
    pub(super) element: ElementId,
    pub(super) parent: Option<PlaceId>,
    pub(super) children: Vec<PlaceId>,
    /// The rank among the instances of its repeat, from 1; 0 elsewhere.
    pub(super) position: u32,
    /// Whether it and all it stands in are relevant.
    pub(super) relevant: bool,
    /// What was answered or computed, kept while not relevant.
    pub(super) kept: String,
    /// What counts: empty while not relevant.
    pub(super) text: String,
}

/// A form being filled.
pub struct Filled<'a> {
    form: &'a Form,
    answers: Answers,
    now: DateTime,
    language: String,
    chance: Chance,
    places: Vec<Place>,
    of_element: Vec<Vec<PlaceId>>,
    by_path: BTreeMap<String, PlaceId>,
    /// Expressions that could not be computed.
    failures: BTreeMap<PlaceId, &'static str>,
    /// Repeats whose number of instances must change.
    recount: BTreeMap<String, u32>,
}

/// Instances that one repeat may have.
pub const INSTANCES_MAX: u32 = 1_000;

impl<'a> Filled<'a> {
    /// A form with its answers. Defaults are given to what was never answered, and everything is computed.
    #[must_use]
    pub fn evaluate(form: &'a Form, answers: &Answers, moment: Moment<'_>) -> Self {
        let language = if moment.language.is_empty() {
            form.default_language.clone()
        } else {
            moment.language.to_owned()
        };
        let mut filled = Self {
            form,
            answers: answers.clone(),
            now: moment.now,
            language,
            chance: Chance::new(moment.seed),
            places: Vec::new(),
            of_element: Vec::new(),
            by_path: BTreeMap::new(),
            failures: BTreeMap::new(),
            recount: BTreeMap::new(),
        };
        filled.open();
        filled
    }

    /// The form.
    #[must_use]
    pub fn form(&self) -> &'a Form {
        self.form
    }

    /// Answers one question, and computes what depends on it. False when there is no such question, or when it is not for a
    /// person to answer.
    pub fn set(&mut self, path: &str, text: &str) -> bool {
        let Some(id) = self.by_path.get(path).copied() else {
            return false;
        };
        let Some(element) = self.element_of(id) else {
            return false;
        };
        if !element.is_question() || element.is_computed() {
            return false;
        }
        let text = self.in_order(element, text);
        self.answers.set(path, &text);
        self.write(id, self.answers.get(path).unwrap_or_default().to_owned());
        self.settle();
        true
    }

    /// Adds an instance to a repeat whose number the person says; the path is that of the repeat, without its last position.
    pub fn add_instance(&mut self, path: &str) -> bool {
        let Some(count) = self.free_count(path).filter(|count| *count < INSTANCES_MAX) else {
            return false;
        };
        self.answers.set_count(path, count + 1);
        self.open();
        true
    }

    /// Removes an instance of a repeat whose number the person says.
    pub fn remove_instance(&mut self, path: &str, position: u32) -> bool {
        let Some(count) = self.free_count(path) else {
            return false;
        };
        if position == 0 || position > count {
            return false;
        }
        self.answers.set_count(path, count);
        self.answers.remove_instance(path, position);
        self.open();
        true
    }

    /// How many instances a repeat has, where the person says how many.
    fn free_count(&self, path: &str) -> Option<u32> {
        let element = self.form.at(path)?;
        let free = matches!(element.kind, super::Kind::Repeat { count: None });
        free.then(|| self.count(path))
    }

    /// How many instances the repeat at a path has.
    #[must_use]
    pub fn count(&self, path: &str) -> u32 {
        let instances = (1..=INSTANCES_MAX)
            .take_while(|at| self.by_path.contains_key(&format!("{path}[{at}]")));
        u32::try_from(instances.count()).unwrap_or(INSTANCES_MAX)
    }

    /// Whether what stands at a path is relevant; false when there is nothing.
    #[must_use]
    pub fn relevant(&self, path: &str) -> bool {
        self.place(path).is_some_and(|place| place.relevant)
    }

    /// The value at a path: answered, computed or by default; empty while not relevant.
    #[must_use]
    pub fn value(&self, path: &str) -> &str {
        self.place(path).map_or("", |place| place.text.as_str())
    }

    /// Every path with its element, in order.
    pub fn paths(&self) -> impl Iterator<Item = (String, &'a Element)> {
        let ids = 1..self.places.len();
        ids.filter_map(|id| {
            let id = u32::try_from(id).ok()?;
            self.element_of(id).map(|element| (self.path(id), element))
        })
    }

    /// Every answer there is a question for, defaults and computed values included: what a draft keeps.
    #[must_use]
    pub fn answers(&self) -> Answers {
        self.gather(|place| &place.kept, |_| true)
    }

    /// What is submitted: only what is relevant.
    #[must_use]
    pub fn submission(&self) -> Answers {
        self.gather(|place| &place.text, |place| place.relevant)
    }

    fn gather(&self, text: impl Fn(&Place) -> &String, keep: impl Fn(&Place) -> bool) -> Answers {
        let mut answers = Answers::new();
        for (path, id) in &self.by_path {
            let (Some(place), Some(element)) = (self.at(*id), self.element_of(*id)) else {
                continue;
            };
            if !keep(place) {
                continue;
            }
            if element.is_question() {
                let text = text(place);
                if !text.is_empty() || self.answers.get(path).is_some() {
                    answers.set(path, text);
                }
            } else if place.position > 0 {
                let bare = path
                    .rsplit_once('[')
                    .map_or(path.as_str(), |(bare, _)| bare);
                let count = answers.count(bare).unwrap_or(0).max(place.position);
                answers.set_count(bare, count);
            }
        }
        // A repeat that was emptied stays empty.
        for element in self.form.flat() {
            if matches!(element.kind, super::Kind::Repeat { .. })
                && element.repeat == Some(element.id)
                && self.answers.count(&element.path) == Some(0)
            {
                answers.set_count(&element.path, 0);
            }
        }
        answers
    }

    /// A scope for expressions about the whole form: the conditions of steps.
    #[must_use]
    pub fn scope(&self) -> FilledScope<'_> {
        FilledScope::whole(self)
    }

    /// A text of the form in the language asked for, with the answers it shows.
    #[must_use]
    pub fn words(&self, path: &str, texts: &Texts) -> String {
        let at = self.by_path.get(path).copied().unwrap_or(0);
        self.words_at(at, texts)
    }

    fn place(&self, path: &str) -> Option<&Place> {
        self.by_path.get(path).and_then(|id| self.at(*id))
    }

    fn at(&self, id: PlaceId) -> Option<&Place> {
        self.places.get(id as usize)
    }

    fn element_of(&self, id: PlaceId) -> Option<&'a Element> {
        self.form.element(self.at(id)?.element)
    }

    /// The path of a place.
    fn path(&self, id: PlaceId) -> String {
        let mut names = Vec::new();
        let mut at = Some(id);
        while let Some(place) = at.and_then(|id| self.at(id)) {
            at = place.parent;
            if at.is_none() {
                break;
            }
            let name = self
                .form
                .element(place.element)
                .map_or("", |element| element.name.as_str());
            names.push(match place.position {
                0 => name.to_owned(),
                position => format!("{name}[{position}]"),
            });
        }
        names.reverse();
        names.join("/")
    }

    /// Elements to compute again, by rank.
    fn queue(&self, ids: &[ElementId]) -> BTreeSet<(u32, ElementId)> {
        ids.iter().map(|id| (self.form.rank(*id), *id)).collect()
    }
}
