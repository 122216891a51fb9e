//! What a form is made of: groups, repeats and questions.
//!
//! Owns the kinds of question and what each row of `survey` says. Knows neither sheets nor answers.

use std::collections::BTreeMap;

use super::list::Choices;
use crate::expr::{Expr, Type};

/// The number of an element in its form, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElementId(pub u32);

/// A group or a repeat.
pub type Group = Element;

/// A question.
pub type Question = Element;

/// One group, repeat or question.
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    /// Its number.
    pub id: ElementId,
    /// The group it stands in; `None` for the whole form.
    pub parent: Option<ElementId>,
    /// What stands in it, in order.
    pub children: Vec<ElementId>,
    /// Its name.
    pub name: String,
    /// Its names from the top, parted by `/`, without the form's own: `demande/trajets`.
    pub path: String,
    /// Where its row is in the file, from 1.
    pub row: u32,
    /// What it is.
    pub kind: Kind,
    /// What is asked.
    pub label: Texts,
    /// A help beside it.
    pub hint: Texts,
    /// A longer help, shown on demand and printed.
    pub guidance: Texts,
    /// How to show it: `minimal`, `multiline`, `field-list`…
    pub appearance: String,
    /// Whether it is asked; always, without one.
    pub relevant: Option<Formula>,
    /// Whether an answer is wanted.
    pub required: Option<Formula>,
    /// What to say when it is missing.
    pub required_message: Texts,
    /// What an answer must satisfy.
    pub constraint: Option<Formula>,
    /// What to say when it does not.
    pub constraint_message: Texts,
    /// What its value is computed from.
    pub calculation: Option<Formula>,
    /// Whether it can only be read.
    pub read_only: Option<Formula>,
    /// What it holds before anybody answers.
    pub default: Default,
    /// When its calculation is made, where it is not at every change.
    pub trigger: Option<Trigger>,
    /// What can be chosen.
    pub choices: Option<Choices>,
    /// The numbers among which a range chooses.
    pub bounds: Option<Bounds>,
    /// The remaining parameters, by name.
    pub parameters: BTreeMap<String, String>,
    /// The repeat it stands in, itself included; `None` outside repeats.
    pub repeat: Option<ElementId>,
}

impl Element {
    /// Whether it is a question, and no group or repeat.
    #[must_use]
    pub fn is_question(&self) -> bool {
        !matches!(self.kind, Kind::Group | Kind::Repeat { .. })
    }

    /// Whether a person answers it: a question that is neither a note, nor computed, nor filled by the program.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.is_question() && !self.is_computed() && !self.is_filled_in() && self.kind != Kind::Note
    }

    /// Whether its value is made by its calculation at every change.
    #[must_use]
    pub fn is_computed(&self) -> bool {
        self.calculation.is_some() && self.trigger.is_none()
    }

    /// Whether the program fills it in: hidden questions and metadata.
    #[must_use]
    pub fn is_filled_in(&self) -> bool {
        matches!(
            self.kind,
            Kind::Hidden | Kind::Calculate | Kind::Metadata(_)
        )
    }
}

/// What an element is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A group.
    Group,
    /// A group that comes several times; `count` says how many where it is not for the person to say.
    Repeat {
        /// How many times.
        count: Option<Formula>,
    },
    /// A line or a page of text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Decimal,
    /// A number on a scale.
    Range,
    /// One of a list.
    SelectOne,
    /// Several of a list.
    SelectMultiple,
    /// A list put in order.
    Rank,
    /// Something to read.
    Note,
    /// A day.
    Date,
    /// A time of day.
    Time,
    /// A day and a time.
    DateTime,
    /// A place on the earth.
    Point,
    /// A line on the earth.
    Trace,
    /// A closed line on the earth.
    Shape,
    /// A picture.
    Image,
    /// A sound.
    Audio,
    /// A film.
    Video,
    /// Another file.
    File,
    /// A code read by a camera, or typed.
    Barcode,
    /// A box to tick.
    Acknowledge,
    /// Computed and not shown.
    Calculate,
    /// Kept and not shown.
    Hidden,
    /// Filled in by the program: `start`, `end`, `today`, `username`, `deviceid`, `phonenumber`, `email`.
    Metadata(&'static str),
}

impl Kind {
    /// The kind of value that an answer is.
    #[must_use]
    pub fn value_type(&self) -> Type {
        match self {
            Self::Group | Self::Repeat { .. } => Type::Nodes,
            Self::Integer | Self::Decimal | Self::Range => Type::Number,
            Self::SelectOne => Type::One,
            Self::SelectMultiple | Self::Rank => Type::Several,
            Self::Date | Self::DateTime | Self::Metadata("today" | "start" | "end") => Type::Date,
            // What is computed or kept may be anything.
            Self::Calculate | Self::Hidden => Type::Any,
            _ => Type::Text,
        }
    }
}

/// A text in the languages of the form; the key is the language as its column names it, empty where there is none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, std::default::Default)]
pub struct Texts(pub BTreeMap<String, String>);

impl Texts {
    /// The same text in every language.
    #[must_use]
    pub fn same(text: &str) -> Self {
        let text = text.to_owned();
        Self(BTreeMap::from([(String::new(), text)]))
    }

    /// The text in a language: by its name, by its code in parentheses, else without language, else any.
    #[must_use]
    pub fn get(&self, language: &str) -> &str {
        let code = format!("({language})");
        let exact = self.0.get(language);
        let by_code = || {
            let mut named = self.0.iter();
            let found = named.find(|(name, _)| !language.is_empty() && name.ends_with(&code));
            found.map(|(_, text)| text)
        };
        exact
            .or_else(by_code)
            .or_else(|| self.0.get(""))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }

    /// Whether there is no text in any language.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.values().all(String::is_empty)
    }
}

/// An expression and the elements that its `${…}` name.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    /// The expression.
    pub expr: Expr,
    /// The element of each of [`Expr::questions`].
    pub targets: Vec<ElementId>,
}

/// What a question holds before anybody answers.
#[derive(Debug, Clone, PartialEq, std::default::Default)]
pub enum Default {
    /// Nothing.
    #[default]
    None,
    /// A value.
    Fixed(String),
    /// A value computed once, when the form or the repeat is opened.
    Computed(Formula),
}

/// The questions whose change makes a calculation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trigger {
    /// Those questions.
    pub on: Vec<ElementId>,
}

/// The numbers of a range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// From.
    pub start: f64,
    /// To.
    pub end: f64,
    /// By.
    pub step: f64,
}
