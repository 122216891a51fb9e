//! Functions about places in the tree of answers, repeats and lists.

use super::super::nodes::counted;
use super::choices::{seeded, shuffled};
use super::{Ast, Eval, EvalError, Focus, Gives, Got, arg, number, text};
use crate::expr::{Node, Tree};

/// The value already there, or else the one computed.
pub fn once(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    if let Some(node) = eval.tree.and_then(Tree::here) {
        let there = eval.node_text(node);
        if !there.is_empty() {
            return text(there);
        }
    }
    text(eval.text_of(arg(args, 0)?, focus)?)
}

pub fn count(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    number(counted(eval.nodes_of(arg(args, 0)?, focus)?.len()))
}

pub fn count_non_empty(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let nodes = eval.nodes_of(arg(args, 0)?, focus)?;
    eval.spend(nodes.len())?;
    let answered = nodes
        .iter()
        .filter(|node| !eval.node_text(**node).is_empty());
    number(counted(answered.count()))
}

/// The rank of a place among those of its name, from 1.
pub fn position(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let Some(ast) = args.first() else {
        return number(counted(focus.position));
    };
    let nodes = eval.nodes_of(ast, focus)?;
    let Some(node) = nodes.first() else {
        return number(f64::NAN);
    };
    let tree = eval.tree()?;
    let Some(parent) = tree.parent(*node) else {
        return number(1.0);
    };
    let family = tree.children(parent);
    eval.spend(family.len())?;
    let before = family.iter().take_while(|other| *other != node);
    let same = before.filter(|other| tree.name(**other) == tree.name(*node));
    number(counted(same.count() + 1))
}

pub fn last(_: &Eval<'_>, focus: Focus, _: &[Ast]) -> Gives {
    number(counted(focus.size))
}

pub fn current(eval: &Eval<'_>, _: Focus, _: &[Ast]) -> Gives {
    let here = eval.tree()?.here();
    Ok(Got::Nodes(here.into_iter().collect()))
}

pub fn instance(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let name = eval.text_of(arg(args, 0)?, focus)?;
    let root = eval.tree()?.instance(&name);
    Ok(Got::Nodes(root.into_iter().collect()))
}

/// Whether `node` is under `above`.
fn is_under(tree: &dyn Tree, node: Node, above: Node) -> bool {
    std::iter::successors(tree.parent(node), |node| tree.parent(*node))
        .any(|parent| parent == above)
}

/// A question in the repeat of that rank, and so on inwards.
pub fn indexed_repeat(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let tree = eval.tree()?;
    let mut targets = eval.nodes_everywhere(arg(args, 0)?, focus)?;
    let mut inside: Option<Node> = None;
    for pair in args.get(1..).unwrap_or_default().chunks(2) {
        let [repeats, rank] = pair else {
            return Err(EvalError::Argument);
        };
        let rank = eval.number_of(rank, focus)?;
        let mut repeats = eval.nodes_everywhere(repeats, focus)?;
        eval.spend(repeats.len())?;
        if let Some(above) = inside {
            repeats.retain(|repeat| is_under(tree, *repeat, above));
        }
        let chosen = (1..).zip(&repeats).find(|(at, _)| f64::from(*at) == rank);
        let Some((_, chosen)) = chosen else {
            return Ok(Got::Nodes(Vec::new()));
        };
        inside = Some(*chosen);
    }
    if let Some(above) = inside {
        eval.spend(targets.len())?;
        targets.retain(|target| is_under(tree, *target, above));
    }
    Ok(Got::Nodes(targets))
}

pub fn randomize(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let nodes = eval.nodes_of(arg(args, 0)?, focus)?;
    eval.spend(nodes.len())?;
    let order = match args.get(1) {
        Some(ast) => shuffled(nodes.len(), seeded(eval.number_of(ast, focus)?)),
        None => shuffled(nodes.len(), || eval.scope.chance()),
    };
    let shuffled = order.iter().filter_map(|rank| nodes.get(*rank).copied());
    Ok(Got::Nodes(shuffled.collect()))
}

/// The cell of a list's first row whose key is given.
pub fn pulldata(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let list = eval.text_of(arg(args, 0)?, focus)?;
    let column = eval.text_of(arg(args, 1)?, focus)?;
    let key = eval.text_of(arg(args, 2)?, focus)?;
    let wanted = eval.text_of(arg(args, 3)?, focus)?;
    let tree = eval.tree()?;
    let Some(root) = tree.instance(list.trim_end_matches(".csv")) else {
        return text("");
    };
    let under = |node: Node, name: &str| {
        let children = tree.children(node);
        children.into_iter().find(|child| tree.name(*child) == name)
    };
    let rows = under(root, "root").map_or_else(Vec::new, |top| tree.children(top));
    for row in rows {
        eval.spend(2)?;
        if under(row, &key).is_some_and(|cell| tree.text(cell) == wanted) {
            return text(under(row, &column).map_or_else(String::new, |cell| tree.text(cell)));
        }
    }
    text("")
}

pub fn name(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let node = match args.first() {
        Some(ast) => eval.nodes_of(ast, focus)?.first().copied(),
        None => focus.node,
    };
    let name = match (eval.tree, node) {
        (Some(tree), Some(node)) => tree.name(node),
        _ => "",
    };
    text(name)
}
