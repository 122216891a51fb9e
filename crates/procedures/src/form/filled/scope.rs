//! What expressions see of a form being filled.
//!
//! Owns how `${name}` finds its places: those nearest to where the expression stands, which inside a repeat are those of the
//! same instance. Lists are trees too: `root/item/name`.

use std::collections::BTreeMap;

use jiff::civil::DateTime;

use super::super::element::{ElementId, Formula, Kind, Texts};
use super::super::list::{Choice, From, List};
use super::super::read::shown_names;
use super::{Filled, PlaceId};
use crate::expr::{Node, Scope, Tree, Value};

/// A form being filled, seen from one of its places.
pub struct FilledScope<'f> {
    filled: &'f Filled<'f>,
    here: PlaceId,
    formula: Option<&'f Formula>,
}

impl<'f> FilledScope<'f> {
    pub(super) fn whole(filled: &'f Filled<'f>) -> Self {
        Self {
            filled,
            here: 0,
            formula: None,
        }
    }

    pub(super) fn at(filled: &'f Filled<'f>, here: PlaceId, formula: &'f Formula) -> Self {
        Self {
            filled,
            here,
            formula: Some(formula),
        }
    }

    fn target(&self, rank: usize, name: &str) -> Option<ElementId> {
        match self.formula {
            Some(formula) => formula.targets.get(rank).copied(),
            None => {
                let mut elements = self.filled.form.flat().iter().skip(1);
                elements
                    .find(|element| element.name == name)
                    .map(|element| element.id)
            }
        }
    }

    fn list(&self, tree: u32) -> Option<(&'f String, &'f List)> {
        let rank = usize::try_from(tree.checked_sub(1)?).ok()?;
        self.filled.form.lists.iter().nth(rank)
    }
}

/// A place of the answers as a node: above the form is 0.
fn node_of(id: PlaceId) -> Node {
    Node {
        tree: 0,
        at: id + 1,
    }
}

/// Where a node of a list stands. 0 is above it, 1 its root; then each choice, followed by its columns.
enum InList<'f> {
    Above,
    Root,
    Item(u32),
    Cell(&'f Choice, &'f str, u32),
}

fn in_list(list: &List, at: u32) -> Option<InList<'_>> {
    let at = match at {
        0 => return Some(InList::Above),
        1 => return Some(InList::Root),
        at => at - 2,
    };
    let width = width(list);
    let row = at / width;
    let choice = list.choices.get(row as usize)?;
    match (at % width).checked_sub(1) {
        None => Some(InList::Item(row)),
        Some(column) => {
            let name = list.columns.get(column as usize)?;
            Some(InList::Cell(choice, name, row))
        }
    }
}

fn width(list: &List) -> u32 {
    u32::try_from(list.columns.len()).unwrap_or(u32::MAX - 1) + 1
}

/// The node of a choice.
pub(super) fn item_node(tree: u32, list: &List, row: usize) -> Node {
    let row = u32::try_from(row).unwrap_or(u32::MAX);
    Node {
        tree,
        at: 2 + row.saturating_mul(width(list)),
    }
}

/// The rank of the choice that a node is.
pub(super) fn item_rank(list: &List, node: Node) -> Option<usize> {
    match in_list(list, node.at)? {
        InList::Item(row) => usize::try_from(row).ok(),
        _ => None,
    }
}

impl Scope for FilledScope<'_> {
    fn value(&self, name: &str) -> Option<Value> {
        let id = self.target(usize::MAX, name).or_else(|| {
            let mut elements = self.filled.form.flat().iter().skip(1);
            elements
                .find(|element| element.name == name)
                .map(|element| element.id)
        })?;
        let places = self.filled.seen_from(self.here, id);
        let first = places.first().and_then(|place| self.filled.at(*place));
        Some(Value::Text(
            first.map_or_else(String::new, |place| place.text.clone()),
        ))
    }

    fn now(&self) -> DateTime {
        self.filled.now
    }

    fn chance(&self) -> f64 {
        self.filled.chance.draw()
    }

    fn tree(&self) -> Option<&dyn Tree> {
        Some(self)
    }
}

impl Tree for FilledScope<'_> {
    fn here(&self) -> Option<Node> {
        Some(node_of(self.here))
    }

    fn root(&self) -> Node {
        Node { tree: 0, at: 0 }
    }

    fn question(&self, rank: usize, name: &str) -> Option<Vec<Node>> {
        let target = self.target(rank, name)?;
        let mut places = self.filled.seen_from(self.here, target);
        places.retain(|place| self.filled.counts(*place));
        Some(places.into_iter().map(node_of).collect())
    }

    fn everywhere(&self, rank: usize, name: &str) -> Option<Vec<Node>> {
        let target = self.target(rank, name)?;
        let places = self.filled.of_element.get(target.0 as usize)?;
        Some(places.iter().copied().map(node_of).collect())
    }

    fn instance(&self, name: &str) -> Option<Node> {
        let rank = self
            .filled
            .form
            .lists
            .keys()
            .position(|known| known == name)?;
        let tree = u32::try_from(rank).ok()? + 1;
        Some(Node { tree, at: 0 })
    }

    fn children(&self, node: Node) -> Vec<Node> {
        if node.tree == 0 {
            let Some(id) = node.at.checked_sub(1) else {
                return vec![node_of(0)];
            };
            let children = self.filled.at(id).map(|place| place.children.as_slice());
            let counted = children
                .unwrap_or_default()
                .iter()
                .filter(|id| self.filled.counts(**id));
            return counted.copied().map(node_of).collect();
        }
        let Some((_, list)) = self.list(node.tree) else {
            return Vec::new();
        };
        let cells = |at: u32| Node {
            tree: node.tree,
            at,
        };
        match in_list(list, node.at) {
            Some(InList::Above) => vec![cells(1)],
            Some(InList::Root) => (0..list.choices.len())
                .map(|row| item_node(node.tree, list, row))
                .collect(),
            Some(InList::Item(_)) => (1..width(list))
                .map(|column| cells(node.at + column))
                .collect(),
            _ => Vec::new(),
        }
    }

    fn parent(&self, node: Node) -> Option<Node> {
        if node.tree == 0 {
            let id = node.at.checked_sub(1)?;
            return Some(self.filled.at(id)?.parent.map_or(self.root(), node_of));
        }
        let (_, list) = self.list(node.tree)?;
        let at = match in_list(list, node.at)? {
            InList::Above => return None,
            InList::Root => 0,
            InList::Item(_) => 1,
            InList::Cell(_, _, row) => item_node(node.tree, list, row as usize).at,
        };
        Some(Node {
            tree: node.tree,
            at,
        })
    }

    fn name(&self, node: Node) -> &str {
        if node.tree == 0 {
            let element = node
                .at
                .checked_sub(1)
                .and_then(|id| self.filled.element_of(id));
            return element.map_or("", |element| element.name.as_str());
        }
        let Some((_, list)) = self.list(node.tree) else {
            return "";
        };
        match in_list(list, node.at) {
            Some(InList::Root) => "root",
            Some(InList::Item(_)) => "item",
            Some(InList::Cell(_, column, _)) => column,
            _ => "",
        }
    }

    fn text(&self, node: Node) -> String {
        if node.tree == 0 {
            let place = node.at.checked_sub(1).and_then(|id| self.filled.at(id));
            return place.map_or_else(String::new, |place| place.text.clone());
        }
        let Some((_, list)) = self.list(node.tree) else {
            return String::new();
        };
        match in_list(list, node.at) {
            Some(InList::Cell(choice, "name", _)) => choice.name.clone(),
            Some(InList::Cell(choice, "label", _)) => {
                choice.label.get(&self.filled.language).to_owned()
            }
            Some(InList::Cell(choice, column, _)) => {
                choice.extra.get(column).cloned().unwrap_or_default()
            }
            _ => String::new(),
        }
    }

    fn choice_label(&self, node: Node, choice: &str) -> Option<String> {
        let element = self.filled.element_of(node.at.checked_sub(1)?)?;
        match &element.choices.as_ref()?.from {
            From::List(list) => {
                let choice = self.filled.form.list(list)?.choice(choice)?;
                Some(choice.label.get(&self.filled.language).to_owned())
            }
            From::Answers(_) => Some(choice.to_owned()),
        }
    }
}

impl Filled<'_> {
    /// The places of an element nearest to a place: under the closest group above it that also holds the element.
    pub(super) fn seen_from(&self, from: PlaceId, target: ElementId) -> Vec<PlaceId> {
        let mut line = Vec::new();
        let mut above = self.form.element(target).and_then(|element| element.parent);
        while let Some(id) = above {
            line.push(id);
            above = self.form.element(id).and_then(|element| element.parent);
        }
        let mut at = Some(from);
        while let Some(place) = at.and_then(|id| self.at(id)) {
            if let Some(depth) = line.iter().position(|id| *id == place.element) {
                let mut places: Vec<PlaceId> = at.into_iter().collect();
                let inner = line
                    .iter()
                    .take(depth)
                    .rev()
                    .chain(std::iter::once(&target));
                for element in inner {
                    let children = places
                        .iter()
                        .filter_map(|id| self.at(*id))
                        .flat_map(|place| &place.children);
                    places = children
                        .filter(|id| self.at(**id).is_some_and(|child| child.element == *element))
                        .copied()
                        .collect();
                }
                return places;
            }
            at = place.parent;
        }
        Vec::new()
    }

    /// Whether a place counts among several: what is not relevant is not there.
    pub(super) fn counts(&self, id: PlaceId) -> bool {
        self.at(id).is_some_and(|place| {
            let one = self
                .form
                .element(place.element)
                .is_some_and(|element| element.repeat.is_none());
            place.relevant || one || !self.is_several(place.element)
        })
    }

    fn is_several(&self, id: ElementId) -> bool {
        self.form
            .element(id)
            .is_some_and(|element| matches!(element.kind, Kind::Repeat { .. }))
    }

    /// A text with the answers it shows.
    pub(super) fn words_at(&self, at: PlaceId, texts: &Texts) -> String {
        let text = texts.get(&self.language);
        if !text.contains("${") {
            return text.to_owned();
        }
        let mut shown: BTreeMap<&str, String> = BTreeMap::new();
        for name in shown_names(text) {
            let mut elements = self.form.flat().iter().skip(1);
            if let Some(element) = elements.find(|element| element.name == name) {
                let places = self.seen_from(at, element.id);
                let first = places.first().and_then(|place| self.at(*place));
                shown.insert(
                    name,
                    first.map_or_else(String::new, |place| place.text.clone()),
                );
            }
        }
        let mut written = String::new();
        for (rank, part) in text.split("${").enumerate() {
            match part.split_once('}').filter(|_| rank > 0) {
                Some((name, rest)) => {
                    written.push_str(shown.get(name.trim()).map_or("", String::as_str));
                    written.push_str(rest);
                }
                None => written.push_str(part),
            }
        }
        written
    }
}
