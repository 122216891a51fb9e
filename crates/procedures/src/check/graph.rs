//! The way through the steps: every step can be reached and left, and every decision leads somewhere.

use super::Check;
use crate::workbook::{Next, Procedure};

/// A place on the way: a step by its index, or the end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Step(usize),
    End,
}

impl Check<'_> {
    pub(super) fn graph(&mut self) {
        let steps = self.steps();
        let mut whole = true;
        for (step, row) in &steps {
            let mut labels: Vec<&str> = Vec::new();
            for decision in &step.decisions {
                if labels.contains(&decision.label.as_str()) {
                    let said = format!("La décision « {} » est écrite deux fois.", decision.label);
                    self.error(
                        ("etapes", row, "decisions"),
                        "decision-again",
                        said,
                        "Changez l'un des libellés.",
                    );
                }
                labels.push(&decision.label);
                if let Next::Steps(codes) = &decision.next {
                    for code in codes {
                        whole &= self.step_exists(("etapes", row, "decisions"), code);
                    }
                }
            }
            if !step.decisions.is_empty()
                && step
                    .decisions
                    .iter()
                    .all(|decision| decision.when.is_some())
            {
                let said = "Si aucune de ces conditions n'est vraie, rien ne dit où aller.";
                let write = "Ajoutez une dernière décision sans condition.";
                self.warning(
                    ("etapes", row, "decisions"),
                    "decision-default",
                    said,
                    write,
                );
            }
        }
        // With a decision to nowhere, the way is not known.
        if !whole || steps.is_empty() {
            return;
        }
        let ways: Vec<Vec<Place>> = (0..steps.len())
            .map(|at| ways(self.procedure, at))
            .collect();
        let reached = reached(&ways);
        let left = left(&ways);
        for (at, (step, row)) in steps.iter().enumerate() {
            if !reached.contains(&at) {
                let said = format!("Aucun chemin ne mène à l'étape « {} ».", step.code);
                let write = "Faites-y mener une décision, ou enlevez l'étape.";
                self.error(("etapes", row, "code"), "step-unreachable", said, write);
            } else if !left.contains(&at) {
                let said = format!(
                    "De l'étape « {} », aucun chemin ne mène à la fin.",
                    step.code
                );
                let write = "Ajoutez une décision « … -> fin », ici ou plus loin.";
                self.error(("etapes", row, "decisions"), "step-endless", said, write);
            }
        }
    }
}

/// Where one can go from the step at that index: where its decisions lead, and past it when its condition does not hold.
fn ways(procedure: &Procedure, at: usize) -> Vec<Place> {
    let next = if at + 1 < procedure.steps.len() {
        Place::Step(at + 1)
    } else {
        Place::End
    };
    let Some(step) = procedure.steps.get(at) else {
        return Vec::new();
    };
    let mut ways = Vec::new();
    if step.decisions.is_empty() || step.condition.is_some() {
        ways.push(next);
    }
    for decision in &step.decisions {
        match &decision.next {
            Next::End => ways.push(Place::End),
            Next::Steps(codes) => ways.extend(codes.iter().filter_map(|code| {
                let at = procedure.steps.iter().position(|step| step.code == *code);
                at.map(Place::Step)
            })),
        }
    }
    ways
}

/// The steps that can be reached from the first.
fn reached(ways: &[Vec<Place>]) -> Vec<usize> {
    let mut reached = vec![0];
    let mut at = 0;
    while let Some(from) = reached.get(at).copied() {
        for way in ways.get(from).into_iter().flatten() {
            if let Place::Step(to) = way
                && !reached.contains(to)
            {
                reached.push(*to);
            }
        }
        at += 1;
    }
    reached
}

/// The steps from which the end can be reached.
fn left(ways: &[Vec<Place>]) -> Vec<usize> {
    let mut left: Vec<usize> = Vec::new();
    loop {
        let more = ways.iter().enumerate().find(|(at, ways)| {
            let ends = |way: &Place| match way {
                Place::End => true,
                Place::Step(to) => left.contains(to),
            };
            !left.contains(at) && ways.iter().any(ends)
        });
        match more {
            Some((at, _)) => left.push(at),
            None => return left,
        }
    }
}
