//! Lists of choices.
//!
//! Owns the choices and their extra columns, by which filters choose among them.

use std::collections::BTreeMap;

use super::element::{ElementId, Formula, Texts};

/// A list of choices.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct List {
    /// Its choices, in order.
    pub choices: Vec<Choice>,
    /// The names of its columns, `name` and `label` first.
    pub columns: Vec<String>,
}

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is kept as the answer.
    pub name: String,
    /// What is shown.
    pub label: Texts,
    /// Its other columns.
    pub extra: BTreeMap<String, String>,
    /// Where its row is, from 1.
    pub row: u32,
}

impl List {
    /// The choice of that name.
    #[must_use]
    pub fn choice(&self, name: &str) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.name == name)
    }
}

/// What a question lets choose.
#[derive(Debug, Clone, PartialEq)]
pub struct Choices {
    /// Where the choices are.
    pub from: From,
    /// Which of them are offered.
    pub filter: Option<Formula>,
    /// Whether their order is drawn by chance.
    pub shuffled: bool,
    /// What that chance begins with.
    pub seed: Option<Formula>,
}

/// Where choices come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum From {
    /// A list.
    List(String),
    /// The answers to a question of a repeat.
    Answers(ElementId),
}
