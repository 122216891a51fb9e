//! The indicators of a procedure, counted on its cases: of how many it holds, among how many it is asked.
//!
//! Owns the counting. Never: a rank of workers or of centres; who worked is told only where the procedure
//! asks it, to who may see it.

use super::age::AgeBand;
use crate::casework::{Case, Edition, step};
use crate::registry::person::Sex;
use akwaba_journal::id::ActorId;
use akwaba_procedures::expr::Expr;
use akwaba_procedures::run::Known;
use akwaba_procedures::workbook::Breakdown;
use jiff::civil::DateTime;
use std::collections::BTreeMap;

/// Of how many something holds, among how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// For which it holds.
    pub with: u32,
    /// Among these.
    pub among: u32,
}

impl Share {
    /// In whole percent, rounded down; none among nobody.
    #[must_use]
    pub fn percent(self) -> Option<u32> {
        (self.with * 100).checked_div(self.among)
    }

    fn add(&mut self, holds: bool) {
        self.among += 1;
        self.with += u32::from(holds);
    }
}

/// Of whom a case is, as far as counting goes; nothing for a household or a group.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct About {
    /// Sex, where it was said.
    pub sex: Option<Sex>,
    /// Age when the case was opened, where it is known well enough.
    pub age: Option<AgeBand>,
}

/// One indicator, counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// Its code.
    pub code: String,
    /// What is counted.
    pub label: String,
    /// What is aimed at, in percent.
    pub target: Option<f64>,
    /// Over all cases.
    pub whole: Share,
    /// By sex; empty when the procedure does not ask it.
    pub by_sex: BTreeMap<Option<Sex>, Share>,
    /// By age; empty when the procedure does not ask it.
    pub by_age: BTreeMap<Option<AgeBand>, Share>,
    /// By who follows the case; empty when the procedure does not ask it.
    pub by_worker: BTreeMap<Option<ActorId>, Share>,
}

/// The indicators of a procedure: those of the version in use, nothing counted yet.
#[must_use]
pub fn of(edition: &Edition) -> Vec<Measure> {
    let indicators = edition.procedure.indicators.iter();
    let measures = indicators.map(|indicator| Measure {
        code: indicator.code.clone(),
        label: indicator.label.clone(),
        target: indicator.target,
        whole: Share::default(),
        by_sex: BTreeMap::new(),
        by_age: BTreeMap::new(),
        by_worker: BTreeMap::new(),
    });
    measures.collect()
}

/// For each indicator of the version under which a case runs, in order: whether it holds of that case; `None` when the case is
/// not among those of which it is asked.
pub fn held(case: &Case, edition: &Edition, now: DateTime) -> Vec<Option<bool>> {
    let filled = edition.filled(&case.answers, now);
    let answers = filled.scope();
    let standing = step::stands(case, edition, &answers, now);
    let known = Known::at(&answers, &edition.procedure, &standing, now);
    // What cannot be told does not hold.
    let holds = |expr: &Option<Expr>| {
        expr.as_ref()
            .is_none_or(|expr| expr.holds(&known).unwrap_or(false))
    };
    let indicators = edition.procedure.indicators.iter();
    let held = indicators.map(|one| holds(&one.denominator).then(|| holds(&one.numerator)));
    held.collect()
}

/// Counts one case as it stands at a moment, by the text of the version under which it runs.
pub fn count(
    measures: &mut [Measure],
    (case, edition): (&Case, &Edition),
    about: About,
    now: DateTime,
) {
    let held = held(case, edition, now);
    for (indicator, with) in edition.procedure.indicators.iter().zip(held) {
        let measure = measures
            .iter_mut()
            .find(|known| known.code == indicator.code);
        let Some((measure, with)) = measure.zip(with) else {
            continue;
        };
        measure.whole.add(with);
        for by in &indicator.breakdown {
            match by {
                Breakdown::Sex => measure.by_sex.entry(about.sex).or_default().add(with),
                Breakdown::Age => measure.by_age.entry(about.age).or_default().add(with),
                Breakdown::Worker => {
                    let workers = &mut measure.by_worker;
                    workers.entry(case.assigned).or_default().add(with);
                }
            }
        }
    }
}
