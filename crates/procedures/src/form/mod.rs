//! A form, as XLSForm writes it: read, filled in, shown.
//!
//! Owns the form ([`Form`], read once from the sheets `survey`, `choices`, `external_choices`, `settings`), the answers
//! ([`Answers`], by path), a form being filled ([`Filled`]: what is relevant, what is computed, what is wrong), and what to show
//! of it ([`view`]). Never stores anything, and takes the time and chance it is given.
//!
//! What of XLSForm is read, what is refused and where this differs from ODK's tools is in `docs/xlsform.md`.

mod answers;
mod element;
mod filled;
mod list;
mod read;
pub mod view;

use std::collections::BTreeMap;

use crate::expr::Expr;
use crate::sheet::{Book, Finding};

pub use answers::{Answers, AnswersError};
pub use element::{
    Bounds, Default, Element, ElementId, Formula, Group, Kind, Question, Texts, Trigger,
};
pub use filled::{Filled, FilledScope, Moment, Place, Problem, Refusal};
pub use list::{Choice, Choices, From, List};

/// A form, read and sound: every name it uses exists and nothing in it depends on itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// Its title, for people.
    pub title: String,
    /// `form_id` of the settings.
    pub id: String,
    /// `version` of the settings.
    pub version: String,
    /// The languages it is written in, as its columns name them: `Français (fr)`; empty when it has only one.
    pub languages: Vec<String>,
    /// The language to show where another is not asked for or is missing.
    pub default_language: String,
    /// Everything in it, in order; the first is the whole form.
    elements: Vec<Element>,
    /// Its lists of choices, by name.
    lists: BTreeMap<String, List>,
    /// When each element is computed: after all it depends on.
    rank: Vec<u32>,
    /// For each element, those that directly depend on it.
    dependents: Vec<Vec<ElementId>>,
    /// For each element, whether what it holds may change as time passes.
    timed: Vec<bool>,
}

impl Form {
    /// Reads the form of a workbook.
    ///
    /// # Errors
    /// Everything that is wrong or not supported, by sheet, row and column.
    pub fn read(book: &Book) -> Result<Self, Vec<Finding>> {
        let (form, findings) = read::read(book);
        match form {
            Some(form) if !crate::sheet::failed(&findings) => Ok(form),
            _ => Err(findings),
        }
    }

    /// Reads the form of a workbook, with what is doubtful in it; `None` when something is wrong.
    #[must_use]
    pub fn read_with_warnings(book: &Book) -> (Option<Self>, Vec<Finding>) {
        let (form, findings) = read::read(book);
        (form.filter(|_| !crate::sheet::failed(&findings)), findings)
    }

    /// Everything in the form, in order; the first element is the whole form.
    #[must_use]
    pub fn flat(&self) -> &[Element] {
        &self.elements
    }

    /// The whole form as a group.
    #[must_use]
    pub fn root(&self) -> Option<&Group> {
        self.elements.first()
    }

    /// An element by its number.
    #[must_use]
    pub fn element(&self, id: ElementId) -> Option<&Element> {
        self.elements.get(id.0 as usize)
    }

    /// The group or repeat of that name.
    #[must_use]
    pub fn group(&self, name: &str) -> Option<&Group> {
        let groups = |element: &&Element| element.name == name && !element.is_question();
        self.elements.iter().skip(1).find(groups)
    }

    /// The question of that name.
    #[must_use]
    pub fn question(&self, name: &str) -> Option<&Question> {
        let questions = |element: &&Element| element.name == name && element.is_question();
        self.elements.iter().find(questions)
    }

    /// Every question, in order.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.elements.iter().filter(|element| element.is_question())
    }

    /// The element at a path, whatever the positions of repeats: `menage/membres[2]/nom` is that of `menage/membres/nom`.
    #[must_use]
    pub fn at(&self, path: &str) -> Option<&Element> {
        let bare = answers::without_positions(path);
        self.elements.iter().find(|element| element.path == bare)
    }

    /// The list of choices of that name.
    #[must_use]
    pub fn list(&self, name: &str) -> Option<&List> {
        self.lists.get(name)
    }

    /// The elements in the group of that name, in order, however deep.
    pub fn under<'a>(&'a self, group: &Group) -> impl Iterator<Item = &'a Element> {
        let prefix = format!("{}/", group.path);
        let whole = group.path.is_empty();
        self.elements
            .iter()
            .skip(1)
            .filter(move |element| whole || element.path.starts_with(&prefix))
    }

    /// Whether an expression about the whole form may come out otherwise at another moment, though nothing is answered. Where
    /// this is false, it never does.
    #[must_use]
    pub fn is_timed(&self, expr: &Expr) -> bool {
        let named = |name: &str| {
            let mut elements = self.elements.iter().skip(1);
            elements.find(|element| element.name == name)
        };
        let targets: Option<Vec<ElementId>> = expr
            .questions()
            .into_iter()
            .map(|name| named(name).map(|element| element.id))
            .collect();
        let (Some(targets), Some(root)) = (targets, self.root()) else {
            return true;
        };
        let formula = Formula {
            expr: expr.clone(),
            targets,
        };
        let mut reads = read::read_by(&self.elements, root, &formula);
        read::asks_time(expr) || reads.any(|(id, _)| read::is_timed(&self.timed, id))
    }

    fn rank(&self, id: ElementId) -> u32 {
        self.rank.get(id.0 as usize).copied().unwrap_or(0)
    }

    /// Which elements directly depend on an element.
    fn dependents(&self, id: ElementId) -> &[ElementId] {
        self.dependents
            .get(id.0 as usize)
            .map_or(&[], Vec::as_slice)
    }
}

/// Form elements name each other, so a form is also what expressions may name.
impl crate::expr::Names for Form {
    fn question(&self, name: &str) -> Option<crate::expr::Type> {
        let element = self
            .elements
            .iter()
            .skip(1)
            .find(|element| element.name == name)?;
        Some(element.kind.value_type())
    }
}

#[cfg(test)]
#[path = "form_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "read_tests.rs"]
mod read_tests;

#[cfg(test)]
#[path = "property_tests.rs"]
mod property_tests;
