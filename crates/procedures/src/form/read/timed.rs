//! What of a form may come out otherwise at another moment, though nobody answers anything.
//!
//! Owns following the present moment, and chance, through whatever is computed from them. Errs on their side: of what is not
//! named here it is certain that time alone never changes it.

use std::collections::BTreeSet;

use super::super::element::{Default, Element, ElementId, Formula, Kind};
use super::graph::{needs_of, read_by};
use crate::expr::Expr;

/// The functions that give something else at another time.
const MOVING: [&str; 4] = ["now", "random", "today", "uuid"];

/// Whether an expression itself asks the time.
pub(in crate::form) fn asks_time(expr: &Expr) -> bool {
    expr.calls().iter().any(|(name, _)| MOVING.contains(name))
}

/// For each element, whether what it is or holds may change as time passes.
pub(super) fn timed(elements: &[Element]) -> Vec<bool> {
    let mut timed: Vec<bool> = elements.iter().map(asks).collect();
    let needs: Vec<BTreeSet<ElementId>> = elements
        .iter()
        .map(|element| {
            let mut needs = needs_of(elements, element);
            if let Default::Computed(formula) = &element.default {
                needs.extend(read_by(elements, element, formula).map(|(id, _)| id));
            }
            needs
        })
        .collect();
    loop {
        let mut grown = false;
        for (at, needed) in needs.iter().enumerate() {
            let moves = needed.iter().any(|id| is(&timed, *id));
            if let Some(slot) = timed.get_mut(at).filter(|known| moves && !**known) {
                *slot = true;
                grown = true;
            }
        }
        if !grown {
            return timed;
        }
    }
}

/// What is known of one element.
pub(in crate::form) fn is(timed: &[bool], id: ElementId) -> bool {
    timed.get(id.0 as usize).copied().unwrap_or(true)
}

/// Whether something that an element is made from asks the time, or is the time.
fn asks(element: &Element) -> bool {
    let mut formulas: Vec<&Formula> = element.relevant.iter().collect();
    formulas.extend(&element.calculation);
    match &element.kind {
        Kind::Metadata("today" | "start" | "end") => return true,
        Kind::Repeat { count: Some(count) } => formulas.push(count),
        _ => {}
    }
    if let Default::Computed(formula) = &element.default {
        formulas.push(formula);
    }
    if let Some(choices) = &element.choices {
        formulas.extend(&choices.filter);
    }
    formulas.iter().any(|formula| asks_time(&formula.expr))
}
