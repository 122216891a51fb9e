//! The names of things in a procedure, by which its expressions are put into words.
//!
//! Owns where each name is found. Never words an expression itself.

use super::{ParameterValue, Procedure};
use crate::expr::Wording;
use crate::form::From;

/// The language of the manual.
const FRENCH: &str = "fr";

impl Wording for Procedure {
    fn question(&self, name: &str) -> Option<String> {
        let question = self.form.as_ref()?.question(name)?;
        let label = question.label.get(FRENCH);
        // What is computed is not asked and may have no label: its name says what it is.
        Some(match label {
            "" => name.replace('_', " "),
            label => label.to_owned(),
        })
    }

    fn choice(&self, question: &str, code: &str) -> Option<String> {
        let form = self.form.as_ref()?;
        let choices = form.question(question)?.choices.as_ref()?;
        let From::List(name) = &choices.from else {
            return None;
        };
        let choice = form.list(name)?.choice(code)?;
        Some(choice.label.get(FRENCH).to_owned())
    }

    fn step(&self, code: &str) -> Option<String> {
        Some(Self::step(self, code)?.label.clone())
    }

    fn parameter(&self, name: &str) -> Option<String> {
        let found = Self::parameter(self, name)?;
        Some(format!("{} ({})", found.label, found.value))
    }
}

impl std::fmt::Display for ParameterValue {
    /// As French writes it: `3 jours ouvrés`, `2,5`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Delay(delay) => delay.fmt(f),
            Self::Number(number) => f.write_str(&number.to_string().replace('.', ",")),
            Self::Text(text) => f.write_str(text),
        }
    }
}
