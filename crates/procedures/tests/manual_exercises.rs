//! The exercises of the model manual against its steps: nobody is asked to do what the procedure does not open.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests, which fail by panicking"
)]

use akwaba_procedures::sheet::markdown;
use akwaba_procedures::workbook::{Next, Procedure};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Every procedure of `manuel/`.
fn procedures() -> Vec<Procedure> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../manuel");
    let mut procedures = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with('P') {
            let book = markdown::read(&name, &fs::read_to_string(&path).unwrap()).unwrap();
            procedures.push(Procedure::read(&book).unwrap());
        }
    }
    assert!(!procedures.is_empty());
    procedures
}

/// The step of that rank, and those behind it while it has a condition that may be false.
fn opened_at(procedure: &Procedure, rank: usize) -> Vec<&str> {
    let mut opened = Vec::new();
    for step in procedure.steps.iter().skip(rank) {
        opened.push(step.code.as_str());
        if step.condition.is_none() {
            break;
        }
    }
    opened
}

/// The steps that may open once that one is done.
fn opened_by<'a>(procedure: &'a Procedure, code: &str) -> Vec<&'a str> {
    let rank_of = |code: &str| procedure.steps.iter().position(|step| step.code == code);
    let rank = rank_of(code).unwrap();
    let step = procedure.steps.get(rank).unwrap();
    if step.decisions.is_empty() {
        return opened_at(procedure, rank + 1);
    }
    let targets = step
        .decisions
        .iter()
        .flat_map(|decision| match &decision.next {
            Next::Steps(steps) => steps.clone(),
            Next::End => Vec::new(),
        });
    targets
        .flat_map(|target| opened_at(procedure, rank_of(&target).unwrap()))
        .collect()
}

#[test]
fn every_exercise_begins_at_the_first_step_and_goes_only_where_the_steps_lead() {
    for procedure in procedures() {
        assert!(!procedure.exercises.is_empty(), "{}", procedure.code);
        for exercise in &procedure.exercises {
            let mut open: BTreeSet<&str> = opened_at(&procedure, 0).into_iter().collect();
            for step in &exercise.expected {
                let said = format!("{} « {} » : {step}", procedure.code, exercise.title);
                assert!(open.contains(step.as_str()), "{said}");
                open.extend(opened_by(&procedure, step));
            }
        }
    }
}
