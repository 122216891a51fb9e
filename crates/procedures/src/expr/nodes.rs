//! Following paths through the tree of answers and through lists.
//!
//! Owns axes, tests and predicates. Nodes come out in the order of the document, each once.

use super::ast::{Ast, Axis, Path, Start, Step, Test};
use super::eval::{Eval, Focus, Got};
use super::{EvalError, Node, Tree, Value};

impl Eval<'_> {
    pub fn tree(&self) -> Result<&dyn Tree, EvalError> {
        self.tree.ok_or(EvalError::Unknown)
    }

    /// The nodes that an expression gives.
    pub fn nodes_of(&self, ast: &Ast, focus: Focus) -> Result<Vec<Node>, EvalError> {
        match self.ast(ast, focus)? {
            Got::Nodes(nodes) => Ok(nodes),
            Got::Value(_) => Err(EvalError::NotNodes),
        }
    }

    /// The nodes of an argument of `indexed-repeat`: a question anywhere, whatever instance asks.
    pub fn nodes_everywhere(&self, ast: &Ast, focus: Focus) -> Result<Vec<Node>, EvalError> {
        let Ast::Question(rank) = ast else {
            return self.nodes_of(ast, focus);
        };
        let name = self.questions.get(*rank).ok_or(EvalError::Unknown)?;
        let nodes = self.tree()?.everywhere(*rank, name);
        nodes.ok_or(EvalError::Unknown)
    }

    pub fn union(&self, parts: &[Ast], focus: Focus) -> Result<Got, EvalError> {
        let mut all = Vec::new();
        for part in parts {
            all.extend(self.nodes_of(part, focus)?);
        }
        Ok(Got::Nodes(ordered(all)))
    }

    pub fn path(&self, path: &Path, focus: Focus) -> Result<Vec<Node>, EvalError> {
        let tree = self.tree()?;
        let mut nodes = match &path.start {
            Start::Root => vec![tree.root()],
            Start::Here => focus.node.into_iter().collect(),
            Start::From(ast, predicates) => {
                let nodes = self.nodes_of(ast, focus)?;
                self.judged_by_family(tree, nodes, predicates)?
            }
        };
        for step in &path.steps {
            nodes = self.step(tree, &nodes, step)?;
        }
        Ok(nodes)
    }

    /// Predicates right after `${…}` count the nodes of each parent, as after the path that the name stands for.
    fn judged_by_family(
        &self,
        tree: &dyn Tree,
        nodes: Vec<Node>,
        predicates: &[Ast],
    ) -> Result<Vec<Node>, EvalError> {
        if predicates.is_empty() {
            return Ok(nodes);
        }
        let mut kept = Vec::new();
        for family in nodes.chunk_by(|a, b| tree.parent(*a) == tree.parent(*b)) {
            kept.extend(self.judged(family.to_vec(), predicates)?);
        }
        Ok(kept)
    }

    fn step(&self, tree: &dyn Tree, from: &[Node], step: &Step) -> Result<Vec<Node>, EvalError> {
        let mut all = Vec::new();
        for node in from {
            let found = self.along(tree, *node, step.axis)?;
            self.spend(found.len() + 1)?;
            let found = found
                .into_iter()
                .filter(|node| passes(tree, *node, &step.test))
                .collect();
            all.extend(self.judged(found, &step.predicates)?);
        }
        Ok(if from.len() > 1 { ordered(all) } else { all })
    }

    pub fn judged(&self, nodes: Vec<Node>, predicates: &[Ast]) -> Result<Vec<Node>, EvalError> {
        let mut nodes = nodes;
        for predicate in predicates {
            let size = nodes.len();
            let mut kept = Vec::new();
            for (rank, node) in nodes.into_iter().enumerate() {
                let position = rank + 1;
                let focus = Focus {
                    node: Some(node),
                    position,
                    size,
                };
                let got = self.ast(predicate, focus)?;
                let holds = match &got {
                    #[expect(clippy::float_cmp, reason = "a position is a whole number")]
                    Got::Value(Value::Number(number)) => *number == counted(position),
                    got => self.truth(got),
                };
                if holds {
                    kept.push(node);
                }
            }
            nodes = kept;
        }
        Ok(nodes)
    }

    fn along(&self, tree: &dyn Tree, node: Node, axis: Axis) -> Result<Vec<Node>, EvalError> {
        Ok(match axis {
            Axis::Child => tree.children(node),
            Axis::Parent => tree.parent(node).into_iter().collect(),
            Axis::Own => vec![node],
            Axis::Descendant => self.under(tree, node)?,
            Axis::DescendantOrSelf => {
                let mut nodes = vec![node];
                nodes.extend(self.under(tree, node)?);
                nodes
            }
            Axis::Ancestor => above(tree, node),
            Axis::AncestorOrSelf => {
                let mut nodes = vec![node];
                nodes.extend(above(tree, node));
                nodes
            }
            Axis::FollowingSibling => {
                let mut family = siblings(tree, node);
                family.retain(|other| *other > node);
                family
            }
            Axis::PrecedingSibling => {
                let mut family = siblings(tree, node);
                family.retain(|other| *other < node);
                family.reverse();
                family
            }
            // Nothing here has attributes.
            Axis::Attribute => Vec::new(),
        })
    }

    fn under(&self, tree: &dyn Tree, node: Node) -> Result<Vec<Node>, EvalError> {
        let mut found = Vec::new();
        let mut ahead = tree.children(node);
        ahead.reverse();
        while let Some(next) = ahead.pop() {
            self.spend(1)?;
            found.push(next);
            let mut children = tree.children(next);
            children.reverse();
            ahead.extend(children);
        }
        Ok(found)
    }
}

fn siblings(tree: &dyn Tree, node: Node) -> Vec<Node> {
    tree.parent(node)
        .map_or_else(Vec::new, |parent| tree.children(parent))
}

fn above(tree: &dyn Tree, node: Node) -> Vec<Node> {
    std::iter::successors(tree.parent(node), |node| tree.parent(*node)).collect()
}

fn passes(tree: &dyn Tree, node: Node, test: &Test) -> bool {
    match test {
        Test::Any => true,
        Test::Element => !tree.name(node).is_empty(),
        Test::Name(name) => tree.name(node) == name,
    }
}

fn ordered(mut nodes: Vec<Node>) -> Vec<Node> {
    nodes.sort_unstable();
    nodes.dedup();
    nodes
}

/// A count as a number.
pub(super) fn counted(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
