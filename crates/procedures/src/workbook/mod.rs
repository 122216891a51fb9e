//! A procedure and a manual, as they are once read: typed, whole, and ready to run, print or compare.
//!
//! Owns the types and, in its modules, the reading of them from a [`Book`](crate::sheet::Book). Says whether a cell can be
//! read, never whether the whole makes sense. Codes are those that the authors wrote;
//! nothing here is about a person.

mod delay;
mod manual;
pub(crate) mod read;
mod step;
mod wording;

pub use delay::{Deadline, DeadlineCase, Delay, DelaySource, Since, Unit};
pub use manual::{Function, Holiday, Holidays, Manual, Role, Term};
pub use read::Kind;
pub use step::{Decision, Document, Home, Next, Overdue, Step, Visa};

use crate::expr::Expr;
use crate::form::Form;
use crate::sheet::Book;

/// One procedure, in one version.
#[derive(Debug, Clone, PartialEq)]
pub struct Procedure {
    /// `P07`.
    pub code: String,
    /// A few words.
    pub title: String,
    /// 1, 2…; grows with each publication.
    pub version: u32,
    /// Whether a ministry has adopted it.
    pub status: Status,
    /// One sentence: what it is for.
    pub purpose: String,
    /// One sentence: when it begins.
    pub trigger: String,
    /// Whose file it is.
    pub subject: Subject,
    /// References, each with its source.
    pub legal_basis: Vec<String>,
    /// Axes of the national strategy, from 1.
    pub axes: Vec<u8>,
    /// Who may hold it.
    pub level: Tier,
    /// Who may read its files.
    pub confidentiality: Confidentiality,
    /// For the reader of the manual; may be empty.
    pub remark: String,
    /// Its steps, by order.
    pub steps: Vec<Step>,
    /// What a ministry or a centre may change without touching the steps.
    pub parameters: Vec<Parameter>,
    /// The registers that its steps fill.
    pub registers: Vec<Register>,
    /// What is counted of its files.
    pub indicators: Vec<Indicator>,
    /// What a learner is asked.
    pub quiz: Vec<Question>,
    /// What a learner does, with invented people.
    pub exercises: Vec<Exercise>,
    /// Its form; none when no step fills one.
    pub form: Option<Form>,
    /// The local layers on it, oldest first; none for the national text.
    pub layers: Vec<Layer>,
    /// The workbook that it was read from, with every cell; layers applied.
    pub book: Book,
}

impl Procedure {
    /// The step of that code.
    #[must_use]
    pub fn step(&self, code: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.code == code)
    }

    /// The step that comes after the one of that code, in order; none after the last.
    #[must_use]
    pub fn after(&self, code: &str) -> Option<&Step> {
        let at = self.steps.iter().position(|step| step.code == code)?;
        self.steps.get(at + 1)
    }

    /// The parameter of that name.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters
            .iter()
            .find(|parameter| parameter.name == name)
    }

    /// The delay that a deadline's case means: written there, or the parameter's; none when the parameter holds none.
    #[must_use]
    pub fn delay(&self, source: &DelaySource) -> Option<Delay> {
        match source {
            DelaySource::Fixed(delay) => Some(*delay),
            DelaySource::Parameter(name) => match self.parameter(name)?.value {
                ParameterValue::Delay(delay) => Some(delay),
                ParameterValue::Number(_) | ParameterValue::Text(_) => None,
            },
        }
    }
}

/// Whether a ministry has adopted a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// `proposition`: to be approved.
    Proposed,
    /// `en vigueur`.
    InForce,
}

/// Whose file a procedure opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// `personne`.
    Person,
    /// `menage`.
    Household,
    /// `groupe`.
    Group,
    /// `centre`.
    Centre,
}

/// Who may hold a procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tier {
    /// `base`: every centre.
    Basic,
    /// `specialise`: people trained for it.
    Specialised,
}

/// Who may read the files of a procedure. Ordered: more secret is greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidentiality {
    /// `ordinaire`.
    Ordinary,
    /// `restreinte`: the team of the file.
    Restricted,
    /// `scellee`: holders of the key.
    Sealed,
}

/// What a ministry or a centre may change without touching the steps.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// As `parametre('nom')` and deadlines call it.
    pub name: String,
    /// Its value.
    pub value: ParameterValue,
    /// For people.
    pub label: String,
    /// `proposition`, or the reference of a text.
    pub source: String,
}

/// The value of a parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum ParameterValue {
    /// A quantity of time: `3 jours ouvrés`.
    Delay(Delay),
    /// A number.
    Number(f64),
    /// Anything else.
    Text(String),
}

/// A register that a step fills.
#[derive(Debug, Clone, PartialEq)]
pub struct Register {
    /// Its code.
    pub code: String,
    /// Its title.
    pub label: String,
    /// The code of the step: when it is done, a line is added.
    pub step: String,
    /// Its columns, in order.
    pub columns: Vec<Column>,
}

/// A column of a register.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its title.
    pub title: String,
    /// What stands in it.
    pub content: Content,
}

/// What stands in a column of a register.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// `numero`: the number of the line in the year.
    Number,
    /// `date`: the day on which the step was done.
    Date,
    /// `agent`: who did it.
    Worker,
    /// `personne`: whose file it is.
    Person,
    /// An expression over the answers.
    Answer(Expr),
}

/// What is counted of the files of a procedure.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    /// Its code.
    pub code: String,
    /// Its title.
    pub label: String,
    /// Which files count; none: all.
    pub numerator: Option<Expr>,
    /// Among which; none: all.
    pub denominator: Option<Expr>,
    /// What is aimed at, in percent.
    pub target: Option<f64>,
    /// By what it is parted.
    pub breakdown: Vec<Breakdown>,
}

/// By what an indicator is parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breakdown {
    /// `sexe`.
    Sex,
    /// `age`.
    Age,
    /// `agent`.
    Worker,
}

/// One question of the quiz.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub question: String,
    /// The choices.
    pub choices: Vec<String>,
    /// The index of the right one, from 0.
    pub right: usize,
    /// Why, in a sentence.
    pub why: String,
}

/// One exercise, with invented people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exercise {
    /// Its title.
    pub title: String,
    /// What happens.
    pub situation: String,
    /// The steps that a good worker does, by code, in order.
    pub expected: Vec<String>,
    /// What to say afterwards.
    pub correction: String,
}

/// A local layer that is part of a procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// The version of the layer.
    pub version: u32,
    /// The centre that made it.
    pub centre: String,
    /// Why.
    pub reason: String,
    /// Who wrote it: a function or a name, as written.
    pub author: String,
}
