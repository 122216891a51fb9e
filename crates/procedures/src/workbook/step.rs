//! One step of a procedure: who does what, until when, and what follows.
//!
//! Owns the types. Knows no running file.

use super::delay::{Deadline, Delay};
use crate::expr::Expr;

/// One step.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Its place among the steps, from 1.
    pub order: u32,
    /// `choix_service`.
    pub code: String,
    /// A verb and its object.
    pub label: String,
    /// The code of the role that does it.
    pub role: String,
    /// The group of the form that is filled at this step.
    pub group: Option<String>,
    /// That it is done at the home of the person; `None` at the centre.
    pub home: Option<Home>,
    /// When it must be done.
    pub deadline: Option<Deadline>,
    /// The step opens only when this holds; else what follows it opens.
    pub condition: Option<Expr>,
    /// What may be decided; none: the next step in order, and the end after the last.
    pub decisions: Vec<Decision>,
    /// What the person shows.
    pub show: Vec<String>,
    /// What the step produces.
    pub produce: Vec<Document>,
    /// Who hears of a delay, and when, in the order written.
    pub overdue: Vec<Overdue>,
    /// Who else must approve.
    pub visa: Option<Visa>,
    /// One sentence of advice, fit to be read aloud.
    pub advice: String,
    /// A reminder of the law, with its source.
    pub reminder: Option<String>,
    /// The paper given to the person.
    pub handout: Option<String>,
}

/// A step that is done at the home of the person: a visit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Home {
    /// The question whose answer is the day agreed with them.
    pub day: Option<String>,
}

impl core::fmt::Display for Home {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match &self.day {
            None => f.write_str("chez la personne"),
            Some(name) => write!(f, "chez la personne, le jour convenu (${{{name}}})"),
        }
    }
}

/// One way on from a step.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// What the worker reads.
    pub label: String,
    /// When it applies by itself; none: the worker chooses.
    pub when: Option<Expr>,
    /// Where it leads.
    pub next: Next,
}

/// Where a decision leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// To those steps, by code; one or more.
    Steps(Vec<String>),
    /// `fin`: the file closes.
    End,
}

/// A document that a step produces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its code.
    pub code: String,
    /// Its title.
    pub label: String,
}

/// Who hears of a step that is overdue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overdue {
    /// How long after the deadline.
    pub after: Delay,
    /// The code of the role.
    pub role: String,
}

/// Who else must approve a step; never its author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visa {
    /// The codes of the roles, one or two.
    pub roles: Vec<String>,
    /// Whether all of them must, or one is enough.
    pub all: bool,
}
