//! Which places an expression may read, whatever the answers.
//!
//! Owns the walk of an expression over a tree without answers: every branch is taken, no predicate judges. Used to know what
//! must be computed before what.

use std::collections::BTreeMap;

use super::ast::{Ast, Axis, Path, Start, Step, Test};
use super::lex::{Op, Token, words};
use super::{Expr, Node, Tree};

/// The places read, each with whether it is named outright, by `${…}` and not through `indexed-repeat`.
#[must_use]
pub fn reads(expr: &Expr, tree: &dyn Tree) -> BTreeMap<Node, bool> {
    let mut reading = Reading {
        expr,
        tree,
        found: BTreeMap::new(),
    };
    let here: Vec<Node> = tree.here().into_iter().collect();
    let given = reading.of(&expr.ast, &here);
    reading.note(&given, false);
    reading.found
}

struct Reading<'a> {
    expr: &'a Expr,
    tree: &'a dyn Tree,
    found: BTreeMap<Node, bool>,
}

impl Reading<'_> {
    fn note(&mut self, nodes: &[Node], direct: bool) {
        for node in nodes {
            let known = self.found.entry(*node).or_insert(direct);
            *known |= direct;
        }
    }

    /// The places that an expression may give; what it reads on the way is noted.
    fn of(&mut self, ast: &Ast, focus: &[Node]) -> Vec<Node> {
        match ast {
            Ast::Number(_) | Ast::Text(_) | Ast::Pattern(..) => Vec::new(),
            Ast::Question(rank) => {
                let name = self.expr.questions.get(*rank).map_or("", String::as_str);
                let nodes = self.tree.question(*rank, name).unwrap_or_default();
                self.note(&nodes, true);
                nodes
            }
            Ast::Negate(inner) => self.used(inner, focus),
            Ast::Chain(first, rest) => {
                self.used(first, focus);
                for (_, ast) in rest {
                    self.used(ast, focus);
                }
                Vec::new()
            }
            Ast::Union(parts) => parts.iter().flat_map(|part| self.of(part, focus)).collect(),
            Ast::Call(function, args) => match function.name {
                "current" => self.tree.here().into_iter().collect(),
                "indexed-repeat" => self.indexed(args, focus),
                "if" | "randomize" => {
                    let given = args
                        .iter()
                        .flat_map(|arg| self.of(arg, focus))
                        .collect::<Vec<_>>();
                    self.note(&given, false);
                    given
                }
                _ => {
                    for arg in args {
                        self.used(arg, focus);
                    }
                    Vec::new()
                }
            },
            Ast::Foreign { args, .. } => {
                for arg in args {
                    self.used(arg, focus);
                }
                Vec::new()
            }
            Ast::Path(path) => self.path(path, focus),
        }
    }

    /// Reads what the expression gives.
    fn used(&mut self, ast: &Ast, focus: &[Node]) -> Vec<Node> {
        let given = self.of(ast, focus);
        self.note(&given, false);
        Vec::new()
    }

    /// The question may be that of another instance: it is not named outright.
    fn indexed(&mut self, args: &[Ast], focus: &[Node]) -> Vec<Node> {
        for (rank, arg) in args.iter().enumerate() {
            match arg {
                Ast::Question(question) if rank == 0 || rank % 2 == 1 => {
                    let name = self
                        .expr
                        .questions
                        .get(*question)
                        .map_or("", String::as_str);
                    let nodes = self.tree.question(*question, name).unwrap_or_default();
                    self.note(&nodes, false);
                }
                _ => {
                    self.used(arg, focus);
                }
            }
        }
        Vec::new()
    }

    fn path(&mut self, path: &Path, focus: &[Node]) -> Vec<Node> {
        let mut nodes = match &path.start {
            Start::Root => vec![self.tree.root()],
            Start::Here => focus.to_vec(),
            Start::From(ast, predicates) => {
                // The start of a path is passed through; only its end is read.
                let nodes = match ast.as_ref() {
                    Ast::Question(rank) => {
                        let name = self.expr.questions.get(*rank).map_or("", String::as_str);
                        self.tree.question(*rank, name).unwrap_or_default()
                    }
                    other => self.of(other, focus),
                };
                for predicate in predicates {
                    self.used(predicate, &nodes);
                }
                nodes
            }
        };
        for step in &path.steps {
            nodes = self.step(&nodes, step);
        }
        nodes
    }

    fn step(&mut self, from: &[Node], step: &Step) -> Vec<Node> {
        let mut found: Vec<Node> = from
            .iter()
            .flat_map(|node| self.along(*node, step.axis))
            .filter(|node| match &step.test {
                Test::Any => true,
                Test::Element => !self.tree.name(*node).is_empty(),
                Test::Name(name) => self.tree.name(*node) == name,
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        for predicate in &step.predicates {
            self.used(predicate, &found);
        }
        found
    }

    fn along(&self, node: Node, axis: Axis) -> Vec<Node> {
        let up = || std::iter::successors(self.tree.parent(node), |node| self.tree.parent(*node));
        match axis {
            Axis::Own => vec![node],
            Axis::Child => self.tree.children(node),
            Axis::Parent => self.tree.parent(node).into_iter().collect(),
            Axis::Ancestor => up().collect(),
            Axis::AncestorOrSelf => std::iter::once(node).chain(up()).collect(),
            Axis::Descendant | Axis::DescendantOrSelf => {
                let mut found = Vec::new();
                let mut ahead = vec![node];
                while let Some(next) = ahead.pop() {
                    found.push(next);
                    ahead.extend(self.tree.children(next));
                }
                found.retain(|found| axis == Axis::DescendantOrSelf || *found != node);
                found
            }
            Axis::FollowingSibling | Axis::PrecedingSibling => self
                .tree
                .parent(node)
                .map_or_else(Vec::new, |parent| self.tree.children(parent)),
            Axis::Attribute => Vec::new(),
        }
    }
}

/// Whether a text that may be a value is rather an expression: it calls, names, joins or counts. Where `dashed`, a hyphen
/// belongs to values, as in dates and places.
#[must_use]
pub fn computes(source: &str, dashed: bool) -> bool {
    let Ok(words) = words(source) else {
        return false;
    };
    for (rank, word) in words.iter().enumerate() {
        let next = words.get(rank + 1);
        match &word.token {
            Token::Op(Op::Minus) => {
                let touches = next.is_some_and(|next| {
                    matches!(next.token, Token::Number(_)) && next.at == word.at + 1
                });
                if dashed {
                    return false;
                }
                if !touches {
                    return true;
                }
            }
            Token::Op(Op::Plus | Op::Times | Op::Div | Op::Mod)
            | Token::Union
            | Token::Star
            | Token::Question(_) => return true,
            Token::Name(_) if next.is_some_and(|next| next.token == Token::Open) => return true,
            _ => {}
        }
    }
    false
}
