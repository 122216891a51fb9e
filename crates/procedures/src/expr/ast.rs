//! An expression as a tree.
//!
//! Owns the shape of the tree and walking through it. Operators of one rank stand side by side in one [`Ast::Chain`], so that
//! a condition of five hundred `or` is as flat as it reads; only parentheses, arguments and predicates go deeper, and the
//! parser bounds those.

use regex_lite::Regex;

use super::functions::Function;
use super::lex::Op;

#[derive(Debug, Clone)]
pub(super) enum Ast {
    Number(f64),
    Text(String),
    /// The quoted pattern of `regex`, ready to match a whole text, and its source.
    Pattern(Regex, String),
    /// `${name}`: the rank of the name in the expression's list of questions.
    Question(usize),
    Negate(Box<Ast>),
    /// Operators of one rank, computed from left to right.
    Chain(Box<Ast>, Vec<(Op, Ast)>),
    Union(Vec<Ast>),
    Call(&'static Function, Vec<Ast>),
    /// A function that only the place where the expression stands may know: `fait('…')`.
    Foreign {
        name: String,
        at: usize,
        args: Vec<Ast>,
    },
    Path(Path),
}

#[derive(Debug, Clone)]
pub(super) struct Path {
    pub start: Start,
    pub steps: Vec<Step>,
}

#[derive(Debug, Clone)]
pub(super) enum Start {
    /// `/…`
    Root,
    /// Where the expression stands, or the node that a predicate judges.
    Here,
    /// An expression that gives nodes, and the predicates right after it.
    From(Box<Ast>, Vec<Ast>),
}

#[derive(Debug, Clone)]
pub(super) struct Step {
    pub axis: Axis,
    pub test: Test,
    pub predicates: Vec<Ast>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Axis {
    Child,
    Parent,
    Own,
    Descendant,
    DescendantOrSelf,
    Ancestor,
    AncestorOrSelf,
    FollowingSibling,
    PrecedingSibling,
    Attribute,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Test {
    /// `node()`
    Any,
    /// `*`
    Element,
    Name(String),
}

impl Ast {
    /// Calls `look` with this node and every node under it.
    pub fn walk<'a>(&'a self, look: &mut dyn FnMut(&'a Ast)) {
        look(self);
        match self {
            Self::Number(_) | Self::Text(_) | Self::Pattern(..) | Self::Question(_) => {}
            Self::Negate(inner) => inner.walk(look),
            Self::Chain(first, rest) => {
                first.walk(look);
                rest.iter().for_each(|(_, ast)| ast.walk(look));
            }
            Self::Union(parts) | Self::Call(_, parts) | Self::Foreign { args: parts, .. } => {
                parts.iter().for_each(|ast| ast.walk(look));
            }
            Self::Path(path) => {
                if let Start::From(ast, predicates) = &path.start {
                    ast.walk(look);
                    predicates.iter().for_each(|ast| ast.walk(look));
                }
                let predicates = path.steps.iter().flat_map(|step| &step.predicates);
                predicates.for_each(|ast| ast.walk(look));
            }
        }
    }

    /// The text, where it is one.
    pub fn literal(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Pattern(_, text) => Some(text),
            _ => None,
        }
    }
}
