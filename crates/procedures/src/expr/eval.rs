//! Computing an expression.
//!
//! Owns the meaning of operators and the bound on work. Functions are in `functions`, paths in `nodes`.

use std::cell::Cell;

use super::ast::Ast;
use super::lex::Op;
use super::value::number_in;
use super::{EvalError, Expr, Node, Scope, Tree, Value};

/// The steps one computation may take.
const WORK_MAX: u32 = 2_000_000;

/// The longest text that may be made, in bytes.
pub(super) const TEXT_MAX: usize = 1_000_000;

/// A value, or places of the tree.
#[derive(Debug, Clone)]
pub(super) enum Got {
    Value(Value),
    Nodes(Vec<Node>),
}

/// What a path or a predicate is relative to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Focus {
    pub node: Option<Node>,
    /// From 1.
    pub position: usize,
    pub size: usize,
}

pub(super) struct Eval<'a> {
    pub scope: &'a dyn Scope,
    pub tree: Option<&'a dyn Tree>,
    pub questions: &'a [String],
    work: Cell<u32>,
}

pub(super) fn evaluate(expr: &Expr, scope: &dyn Scope) -> Result<Value, EvalError> {
    let (eval, focus) = Eval::of(expr, scope);
    let got = eval.ast(&expr.ast, focus)?;
    Ok(eval.value(got))
}

pub(super) fn holds(expr: &Expr, scope: &dyn Scope) -> Result<bool, EvalError> {
    let (eval, focus) = Eval::of(expr, scope);
    let got = eval.ast(&expr.ast, focus)?;
    Ok(eval.truth(&got))
}

pub(super) fn chosen(
    expr: &Expr,
    scope: &dyn Scope,
    among: &[Node],
) -> Result<Vec<Node>, EvalError> {
    let (eval, _) = Eval::of(expr, scope);
    eval.judged(among.to_vec(), std::slice::from_ref(&expr.ast))
}

impl<'a> Eval<'a> {
    fn of(expr: &'a Expr, scope: &'a dyn Scope) -> (Self, Focus) {
        let tree = scope.tree();
        let eval = Self {
            scope,
            tree,
            questions: &expr.questions,
            work: Cell::new(0),
        };
        let focus = Focus {
            node: tree.and_then(Tree::here),
            position: 1,
            size: 1,
        };
        (eval, focus)
    }

    /// Counts work done.
    pub fn spend(&self, steps: usize) -> Result<(), EvalError> {
        let steps = u32::try_from(steps).unwrap_or(u32::MAX);
        let work = self.work.get().saturating_add(steps);
        self.work.set(work);
        if work > WORK_MAX {
            return Err(EvalError::TooLong);
        }
        Ok(())
    }

    pub fn ast(&self, ast: &Ast, focus: Focus) -> Result<Got, EvalError> {
        self.spend(1)?;
        Ok(Got::Value(match ast {
            Ast::Number(number) => Value::Number(*number),
            Ast::Text(text) | Ast::Pattern(_, text) => Value::Text(text.clone()),
            Ast::Question(rank) => return self.question(*rank),
            Ast::Negate(inner) => Value::Number(-self.number_of(inner, focus)?),
            Ast::Chain(first, rest) => return self.chain(first, rest, focus),
            Ast::Union(parts) => return self.union(parts, focus),
            Ast::Call(function, args) => return (function.run)(self, focus, args),
            Ast::Foreign { name, args, .. } => {
                let args: Result<Vec<Value>, EvalError> = args
                    .iter()
                    .map(|arg| self.ast(arg, focus).map(|got| self.value(got)))
                    .collect();
                let called = self.scope.call(name, &args?);
                called.unwrap_or(Err(EvalError::Unknown))?
            }
            Ast::Path(path) => return self.path(path, focus).map(Got::Nodes),
        }))
    }

    fn question(&self, rank: usize) -> Result<Got, EvalError> {
        let name = self.questions.get(rank).ok_or(EvalError::Unknown)?;
        match self.tree {
            Some(tree) => {
                let nodes = tree.question(rank, name).ok_or(EvalError::Unknown)?;
                self.spend(nodes.len())?;
                Ok(Got::Nodes(nodes))
            }
            None => {
                let value = self.scope.value(name);
                value.map(Got::Value).ok_or(EvalError::Unknown)
            }
        }
    }

    fn chain(&self, first: &Ast, rest: &[(Op, Ast)], focus: Focus) -> Result<Got, EvalError> {
        let mut left = self.ast(first, focus)?;
        for (op, right) in rest {
            let value = match op {
                Op::And => Value::Boolean(self.truth(&left) && self.holds(right, focus)?),
                Op::Or => Value::Boolean(self.truth(&left) || self.holds(right, focus)?),
                Op::Equal | Op::Different | Op::Less | Op::AtMost | Op::More | Op::AtLeast => {
                    let right = self.ast(right, focus)?;
                    Value::Boolean(self.compare(*op, &left, &right)?)
                }
                Op::Plus | Op::Minus | Op::Times | Op::Div | Op::Mod => {
                    let right = self.number_of(right, focus)?;
                    Value::Number(arithmetic(*op, self.number(&left), right))
                }
            };
            left = Got::Value(value);
        }
        Ok(left)
    }

    /// Node-sets compare as XPath says: some node of the one with some node of the other.
    fn compare(&self, op: Op, left: &Got, right: &Got) -> Result<bool, EvalError> {
        let lefts = self.each(left, right);
        let rights = self.each(right, left);
        self.spend(lefts.len().saturating_mul(rights.len()))?;
        let meets = |left: &Value| rights.iter().any(|right| compare_values(op, left, right));
        Ok(lefts.iter().any(meets))
    }

    /// The values of one side; nodes beside a truth count as one truth.
    fn each(&self, side: &Got, other: &Got) -> Vec<Value> {
        match side {
            Got::Value(value) => vec![value.clone()],
            Got::Nodes(_) if matches!(other, Got::Value(Value::Boolean(_))) => {
                vec![Value::Boolean(self.truth(side))]
            }
            Got::Nodes(nodes) => nodes
                .iter()
                .map(|node| Value::Text(self.node_text(*node)))
                .collect(),
        }
    }

    pub fn holds(&self, ast: &Ast, focus: Focus) -> Result<bool, EvalError> {
        let got = self.ast(ast, focus)?;
        Ok(self.truth(&got))
    }

    pub fn number_of(&self, ast: &Ast, focus: Focus) -> Result<f64, EvalError> {
        let got = self.ast(ast, focus)?;
        Ok(self.number(&got))
    }

    pub fn text_of(&self, ast: &Ast, focus: Focus) -> Result<String, EvalError> {
        let got = self.ast(ast, focus)?;
        Ok(self.text(got))
    }

    pub fn value_of(&self, ast: &Ast, focus: Focus) -> Result<Value, EvalError> {
        let got = self.ast(ast, focus)?;
        Ok(self.value(got))
    }

    /// The values of an argument: of each node, or the one value.
    pub fn values_of(&self, ast: &Ast, focus: Focus) -> Result<Vec<Value>, EvalError> {
        match self.ast(ast, focus)? {
            Got::Value(value) => Ok(vec![value]),
            Got::Nodes(nodes) => {
                self.spend(nodes.len())?;
                let texts = nodes.iter().map(|node| Value::Text(self.node_text(*node)));
                Ok(texts.collect())
            }
        }
    }

    pub fn value(&self, got: Got) -> Value {
        match got {
            Got::Value(value) => value,
            Got::Nodes(nodes) => Value::Text(self.first_text(&nodes)),
        }
    }

    pub fn text(&self, got: Got) -> String {
        self.value(got).into_text()
    }

    pub fn number(&self, got: &Got) -> f64 {
        match got {
            Got::Value(value) => value.number(),
            Got::Nodes(nodes) => number_in(&self.first_text(nodes)),
        }
    }

    /// A question holds when it is answered, a group or a repeat when it is there.
    pub fn truth(&self, got: &Got) -> bool {
        match got {
            Got::Value(value) => value.holds(),
            Got::Nodes(nodes) => self.tree.is_some_and(|tree| {
                nodes.iter().any(|node| {
                    !tree.text(*node).trim().is_empty() || !tree.children(*node).is_empty()
                })
            }),
        }
    }

    pub fn node_text(&self, node: Node) -> String {
        self.tree.map_or_else(String::new, |tree| tree.text(node))
    }

    fn first_text(&self, nodes: &[Node]) -> String {
        nodes
            .first()
            .map_or_else(String::new, |node| self.node_text(*node))
    }
}

fn arithmetic(op: Op, left: f64, right: f64) -> f64 {
    match op {
        Op::Plus => left + right,
        Op::Minus => left - right,
        Op::Times => left * right,
        Op::Div => left / right,
        _ => left % right,
    }
}

fn compare_values(op: Op, left: &Value, right: &Value) -> bool {
    match op {
        Op::Less => left.number() < right.number(),
        Op::AtMost => left.number() <= right.number(),
        Op::More => left.number() > right.number(),
        Op::AtLeast => left.number() >= right.number(),
        Op::Different => !equal(left, right),
        _ => equal(left, right),
    }
}

fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Boolean(_), _) | (_, Value::Boolean(_)) => left.holds() == right.holds(),
        (Value::Text(left), Value::Text(right)) => left == right,
        _ => {
            #[expect(clippy::float_cmp, reason = "XPath's equality of numbers is exact")]
            let same = left.number() == right.number();
            same
        }
    }
}
