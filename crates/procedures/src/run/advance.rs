//! Going on: which decision a step calls for, and which steps open after it.
//!
//! Where the answers do not decide, a person does. A condition that cannot be told opens the step:
//! what is perhaps to be done is shown rather than lost.

use super::course::Lead;
use super::known::Known;
use crate::expr::Expr;
use crate::workbook::{Decision, Next, Procedure, Step};

/// How one goes on from a step.
#[derive(Debug, Clone, PartialEq)]
pub enum Way<'p> {
    /// No decision to take: the next step in order, or the end.
    On,
    /// The answers decide.
    Decided(&'p Decision),
    /// The worker chooses.
    Choose(Vec<&'p Decision>),
}

/// How one goes on from a step, as far as the answers tell.
pub fn ways<'p>(step: &'p Step, known: &Known<'_>) -> Way<'p> {
    if step.decisions.is_empty() {
        return Way::On;
    }
    let holds = |when: &Expr| when.holds(known).unwrap_or(false);
    let decided = step
        .decisions
        .iter()
        .find(|decision| decision.when.as_ref().is_some_and(holds));
    if let Some(decision) = decided {
        return Way::Decided(decision);
    }
    let free: Vec<&Decision> = step
        .decisions
        .iter()
        .filter(|decision| decision.when.is_none())
        .collect();
    match free.as_slice() {
        // Every decision has its condition and none holds: nobody is stuck, a person chooses.
        [] => Way::Choose(step.decisions.iter().collect()),
        [only] => Way::Decided(only),
        _ => Way::Choose(free),
    }
}

/// The beginning of a case.
pub fn begin(procedure: &Procedure, known: &Known<'_>) -> Lead {
    let mut lead = Lead::default();
    if let Some(first) = procedure.steps.first() {
        open(procedure, known, first, &mut lead);
    }
    lead
}

/// Where a decision leads.
pub fn lead(procedure: &Procedure, known: &Known<'_>, decision: &Decision) -> Lead {
    let mut lead = Lead::default();
    match &decision.next {
        Next::End => lead.ends = true,
        Next::Steps(codes) => {
            for step in codes.iter().filter_map(|code| procedure.step(code)) {
                open(procedure, known, step, &mut lead);
            }
        }
    }
    lead
}

/// Where a step leads that takes no decision: to the next in order. After the last, nothing opens,
/// and the case ends if nothing else is open.
pub fn onward(procedure: &Procedure, known: &Known<'_>, step: &str) -> Lead {
    let mut lead = Lead::default();
    if let Some(next) = procedure.after(step) {
        open(procedure, known, next, &mut lead);
    }
    lead
}

/// Opens a step, or the first after it whose condition holds.
fn open(procedure: &Procedure, known: &Known<'_>, from: &Step, lead: &mut Lead) {
    let mut step = Some(from);
    while let Some(candidate) = step {
        let opens = candidate
            .condition
            .as_ref()
            .is_none_or(|condition| condition.holds(known).unwrap_or(true));
        let list = if opens {
            &mut lead.opens
        } else {
            &mut lead.passed
        };
        if !list.contains(&candidate.code) {
            list.push(candidate.code.clone());
        }
        if opens {
            return;
        }
        step = procedure.after(&candidate.code);
    }
}
