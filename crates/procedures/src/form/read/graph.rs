//! What depends on what.
//!
//! Owns the order in which relevance and calculations are computed, and refuses what depends on itself. An element depends on
//! its group and on whatever its condition, its calculation, its count and its filter read.

use std::collections::BTreeSet;

use super::super::element::{Element, ElementId, Formula, Kind};
use super::super::list::From;
use super::Reader;
use crate::expr::{Node, Tree, reads};

impl Reader<'_> {
    /// The rank of each element and what directly depends on it.
    pub(super) fn graph(&mut self) -> (Vec<u32>, Vec<Vec<ElementId>>) {
        let size = self.elements.len();
        let mut needs: Vec<BTreeSet<ElementId>> = Vec::with_capacity(size);
        for element in &self.elements {
            needs.push(needs_of(&self.elements, element));
        }
        let mut dependents: Vec<Vec<ElementId>> = vec![Vec::new(); size];
        let mut missing: Vec<usize> = needs.iter().map(BTreeSet::len).collect();
        for (element, needed) in self.elements.iter().zip(&needs) {
            for other in needed {
                if let Some(list) = dependents.get_mut(other.0 as usize) {
                    list.push(element.id);
                }
            }
        }
        let mut rank = vec![u32::MAX; size];
        let mut ready: BTreeSet<ElementId> = self
            .elements
            .iter()
            .zip(&missing)
            .filter(|(_, missing)| **missing == 0)
            .map(|(element, _)| element.id)
            .collect();
        let mut next = 0;
        while let Some(id) = ready.pop_first() {
            if let Some(slot) = rank.get_mut(id.0 as usize) {
                *slot = next;
                next += 1;
            }
            for other in dependents.get(id.0 as usize).into_iter().flatten() {
                if let Some(left) = missing.get_mut(other.0 as usize) {
                    *left -= 1;
                    if *left == 0 {
                        ready.insert(*other);
                    }
                }
            }
        }
        self.refuse_circles(&rank, &needs);
        (rank, dependents)
    }

    /// Names the elements that depend on themselves, and not those that merely depend on them.
    fn refuse_circles(&mut self, rank: &[u32], needs: &[BTreeSet<ElementId>]) {
        let stuck = |id: ElementId| rank.get(id.0 as usize) == Some(&u32::MAX);
        let mut told = BTreeSet::new();
        let mut found = Vec::new();
        for element in &self.elements {
            if !stuck(element.id) || told.contains(&element.id) {
                continue;
            }
            // Following needs among the stuck must come back somewhere.
            let mut way: Vec<ElementId> = Vec::new();
            let mut at = element.id;
            while !way.contains(&at) && !told.contains(&at) {
                way.push(at);
                let onward = needs
                    .get(at.0 as usize)
                    .and_then(|needs| needs.iter().find(|id| stuck(**id)));
                match onward {
                    Some(next) => at = *next,
                    None => break,
                }
            }
            let circle: Vec<ElementId> = way.iter().skip_while(|id| **id != at).copied().collect();
            told.extend(way);
            let named: Vec<&str> = circle
                .iter()
                .filter_map(|id| self.elements.get(id.0 as usize))
                .map(|element| element.name.as_str())
                .collect();
            let Some(first) = circle
                .first()
                .and_then(|id| self.elements.get(id.0 as usize))
            else {
                continue;
            };
            let said = format!(
                "Cette ligne dépend d'elle-même : {} → {}.",
                named.join(" → "),
                first.name
            );
            let finding = self
                .book
                .error("form-circle", said, "Retirez l'une de ces références.");
            found.push(finding.on("survey").row(first.row));
        }
        self.findings.extend(found);
    }
}

/// The elements that a formula may read where an element stands, each with whether it is named outright.
pub(in crate::form) fn read_by(
    elements: &[Element],
    element: &Element,
    formula: &Formula,
) -> impl Iterator<Item = (ElementId, bool)> + use<> {
    let shape = Shape {
        elements,
        element,
        formula,
    };
    let found = reads(&formula.expr, &shape).into_iter();
    found.filter_map(|(node, direct)| Some((ElementId(node.at.checked_sub(1)?), direct)))
}

/// What an element depends on.
pub(super) fn needs_of(elements: &[Element], element: &Element) -> BTreeSet<ElementId> {
    let mut needs: BTreeSet<ElementId> = element.parent.into_iter().collect();
    let mut read = |formula: &Formula| {
        for (id, direct) in read_by(elements, element, formula) {
            // A path may come back to where it stands: the value there before, or that of another instance.
            if id != element.id || direct {
                needs.insert(id);
            }
        }
    };
    element.relevant.iter().for_each(&mut read);
    if element.trigger.is_none() {
        element.calculation.iter().for_each(&mut read);
    }
    if let Kind::Repeat { count: Some(count) } = &element.kind {
        read(count);
    }
    if let Some(choices) = &element.choices {
        choices.filter.iter().for_each(&mut read);
        if let From::Answers(target) = choices.from {
            needs.insert(target);
        }
    }
    needs
}

/// The form as a tree without answers: each element once.
struct Shape<'a> {
    elements: &'a [Element],
    element: &'a Element,
    formula: &'a Formula,
}

impl Shape<'_> {
    fn at(&self, node: Node) -> Option<&Element> {
        let rank = node.at.checked_sub(1)?;
        self.elements.get(rank as usize).filter(|_| node.tree == 0)
    }
}

fn node_of(id: ElementId) -> Node {
    Node {
        tree: 0,
        at: id.0 + 1,
    }
}

impl Tree for Shape<'_> {
    fn here(&self) -> Option<Node> {
        Some(node_of(self.element.id))
    }

    fn root(&self) -> Node {
        Node { tree: 0, at: 0 }
    }

    fn question(&self, rank: usize, _: &str) -> Option<Vec<Node>> {
        self.formula.targets.get(rank).map(|id| vec![node_of(*id)])
    }

    fn everywhere(&self, rank: usize, name: &str) -> Option<Vec<Node>> {
        self.question(rank, name)
    }

    fn instance(&self, _: &str) -> Option<Node> {
        None
    }

    fn children(&self, node: Node) -> Vec<Node> {
        if node.tree == 0 && node.at == 0 {
            return vec![node_of(ElementId(0))];
        }
        let children = self.at(node).map(|element| element.children.as_slice());
        children
            .unwrap_or_default()
            .iter()
            .copied()
            .map(node_of)
            .collect()
    }

    fn parent(&self, node: Node) -> Option<Node> {
        let element = self.at(node)?;
        Some(element.parent.map_or(self.root(), node_of))
    }

    fn name(&self, node: Node) -> &str {
        self.at(node).map_or("", |element| element.name.as_str())
    }

    fn text(&self, _: Node) -> String {
        String::new()
    }

    fn choice_label(&self, _: Node, _: &str) -> Option<String> {
        None
    }
}
