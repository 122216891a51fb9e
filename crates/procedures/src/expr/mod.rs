//! The language of XLSForm: conditions, constraints and calculations, with ODK's meaning.
//!
//! Owns reading an expression once, saying which questions and functions it names, typing it, and computing it as often as
//! needed, in bounded work and without recursion that a hostile text could exhaust. Never reads a clock, draws chance or
//! knows where answers are kept: all of that comes through a [`Scope`].

mod ast;
mod calls;
mod error;
mod eval;
mod functions;
mod lex;
mod nodes;
mod parse;
mod phrase;
mod reads;
mod types;
mod value;

use std::fmt;

use jiff::civil::DateTime;

pub use error::{EvalError, ExprError};
pub(crate) use functions::{seeded, shuffled};
pub use lex::{Op, is_name};
pub use phrase::Wording;
pub(crate) use reads::{computes, reads};
pub use types::{Names, Type, type_of};
pub use value::{Value, moment_in, moment_written, number_in, time_in, written};

use ast::Ast;

/// An expression, read once.
#[derive(Debug, Clone)]
pub struct Expr {
    source: String,
    ast: Ast,
    questions: Vec<String>,
}

impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Eq for Expr {}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)
    }
}

impl Expr {
    /// Reads an expression.
    ///
    /// # Errors
    /// When it is not one: where, why in French, and what to write.
    pub fn parse(source: &str) -> Result<Self, ExprError> {
        let parsed = parse::parse(source)?;
        Ok(Self {
            source: source.to_owned(),
            ast: parsed.ast,
            questions: parsed.questions,
        })
    }

    /// The names written `${…}`, each once, in order of appearance.
    #[must_use]
    pub fn questions(&self) -> Vec<&str> {
        self.questions.iter().map(String::as_str).collect()
    }

    /// Every function called, in order, with its arguments where they are quoted texts.
    #[must_use]
    pub fn calls(&self) -> Vec<(&str, Vec<Option<&str>>)> {
        let mut calls = Vec::new();
        self.ast.walk(&mut |ast| {
            let (name, args) = match ast {
                Ast::Call(function, args) => (function.name, args),
                Ast::Foreign { name, args, .. } => (name.as_str(), args),
                _ => return,
            };
            calls.push((name, args.iter().map(Ast::literal).collect()));
        });
        calls
    }

    /// The functions that the language does not know, with where they stand: only some places know them.
    #[must_use]
    pub fn foreign(&self) -> Vec<(&str, usize)> {
        let mut foreign = Vec::new();
        self.ast.walk(&mut |ast| {
            if let Ast::Foreign { name, at, .. } = ast {
                foreign.push((name.as_str(), *at));
            }
        });
        foreign
    }

    /// Whether it divides by a zero that is written in it.
    #[must_use]
    pub fn divides_by_zero(&self) -> bool {
        let mut found = false;
        self.ast.walk(&mut |ast| {
            if let Ast::Chain(_, rest) = ast {
                found |= rest.iter().any(|(op, right)| {
                    matches!(op, Op::Div | Op::Mod) && matches!(right, Ast::Number(0.0))
                });
            }
        });
        found
    }

    /// Computes it.
    ///
    /// # Errors
    /// When it asks for too much work, or for what the scope does not know.
    pub fn evaluate(&self, scope: &dyn Scope) -> Result<Value, EvalError> {
        eval::evaluate(self, scope)
    }

    /// Which of some places it holds for, each judged in turn, as a predicate does.
    ///
    /// # Errors
    /// When it asks for too much work, or for what the scope does not know.
    pub fn chosen(&self, scope: &dyn Scope, among: &[Node]) -> Result<Vec<Node>, EvalError> {
        eval::chosen(self, scope, among)
    }

    /// Computes whether it holds.
    ///
    /// # Errors
    /// When it asks for too much work, or for what the scope does not know.
    pub fn holds(&self, scope: &dyn Scope) -> Result<bool, EvalError> {
        eval::holds(self, scope)
    }
}

/// What an expression may ask while it is computed.
pub trait Scope {
    /// The answer to a question; `None` when there is no such question here.
    fn value(&self, name: &str) -> Option<Value>;

    /// Calls a function that the language does not know; `None` when it is not known here either.
    fn call(&self, name: &str, args: &[Value]) -> Option<Result<Value, EvalError>> {
        let _ = (name, args);
        None
    }

    /// The present, in local time.
    fn now(&self) -> DateTime;

    /// A number from 0 to 1, drawn anew at each call; one half where there is no chance.
    fn chance(&self) -> f64 {
        0.5
    }

    /// The tree of answers, where the expression stands in one; then `${…}` and paths are asked of it.
    fn tree(&self) -> Option<&dyn Tree> {
        None
    }
}

/// A place in a tree of answers or in a list; only the tree that gave it knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node {
    /// Which tree: 0 for the answers.
    pub tree: u32,
    /// Which place in it, in the order of the document.
    pub at: u32,
}

/// A tree of answers, and the lists beside it.
pub trait Tree {
    /// Where the expression stands.
    fn here(&self) -> Option<Node>;
    /// Above the topmost group.
    fn root(&self) -> Node;
    /// The places of a question as seen from here; `rank` is that of the name in [`Expr::questions`].
    fn question(&self, rank: usize, name: &str) -> Option<Vec<Node>>;
    /// The places of a question anywhere, as `indexed-repeat` needs them.
    fn everywhere(&self, rank: usize, name: &str) -> Option<Vec<Node>>;
    /// Above the topmost element of a list.
    fn instance(&self, name: &str) -> Option<Node>;
    /// Under a place, in order.
    fn children(&self, node: Node) -> Vec<Node>;
    /// Above a place.
    fn parent(&self, node: Node) -> Option<Node>;
    /// The name of a place; empty for a root.
    fn name(&self, node: Node) -> &str;
    /// The text of a place.
    fn text(&self, node: Node) -> String;
    /// The label of a choice of the select question at a place.
    fn choice_label(&self, node: Node, choice: &str) -> Option<String>;
}

#[cfg(test)]
#[path = "expr_tests.rs"]
mod tests;
