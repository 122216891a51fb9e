//! The indicators of a procedure, counted on its cases: of how many it holds, among how many it is asked.
//!
//! Owns the counting. Never: a rank of workers or of centres; who worked is told only where the procedure
//! asks it, to who may see it.

use super::age::AgeBand;
use crate::casework::{Case, Edition, step};
use crate::registry::person::Sex;
use akwaba_journal::id::ActorId;
use akwaba_procedures::expr::{Expr, Scope};
use akwaba_procedures::run::{Known, Standing};
use akwaba_procedures::workbook::{Breakdown, Indicator};
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

/// How an indicator stands to a case of which it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// It does not hold.
    Without,
    /// It holds.
    With,
    /// Only the moment at which it is read tells, also whether it is asked.
    ByMoment,
}

impl Held {
    /// As tables write it.
    #[must_use]
    pub fn number(self) -> i64 {
        match self {
            Self::Without => 0,
            Self::With => 1,
            Self::ByMoment => 2,
        }
    }

    /// As tables have it; what they do not have is told by the moment.
    #[must_use]
    pub fn from_number(number: i64) -> Self {
        match number {
            0 => Self::Without,
            1 => Self::With,
            _ => Self::ByMoment,
        }
    }
}

/// For each indicator of a version, in order, how it stands to a case as long as nothing happens in it; `None` where it is not
/// asked of it. `answers` and `standing` are those of the case at any moment.
pub fn settled(
    edition: &Edition,
    answers: &dyn Scope,
    standing: &Standing<'_>,
) -> Vec<Option<Held>> {
    let known = Known::at(answers, &edition.procedure, standing, DateTime::MIN);
    let indicators = edition.procedure.indicators.iter().zip(&edition.timed);
    let settled = indicators.map(|(indicator, timed)| {
        if *timed {
            return Some(Held::ByMoment);
        }
        judged(indicator, &known).map(|holds| if holds { Held::With } else { Held::Without })
    });
    settled.collect()
}

/// For each indicator of the version under which a case runs, in order: whether it holds of that case; `None` when the case is
/// not among those of which it is asked.
pub fn held(case: &Case, edition: &Edition, now: DateTime) -> Vec<Option<bool>> {
    let filled = edition.filled(&case.answers, now);
    let answers = filled.scope();
    let standing = step::stands(case, edition, &answers, now);
    let known = Known::at(&answers, &edition.procedure, &standing, now);
    let indicators = edition.procedure.indicators.iter();
    indicators.map(|one| judged(one, &known)).collect()
}

/// Whether an indicator holds; `None` where it is not asked.
fn judged(indicator: &Indicator, known: &Known<'_>) -> Option<bool> {
    // What cannot be told does not hold.
    let holds = |expr: &Option<Expr>| {
        expr.as_ref()
            .is_none_or(|expr| expr.holds(known).unwrap_or(false))
    };
    holds(&indicator.denominator).then(|| holds(&indicator.numerator))
}

/// A case as the indicators of its procedure count it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// Whether each indicator of the version under which it runs holds, in order; `None` where it is not asked of it.
    pub held: Vec<Option<bool>>,
    /// Of whom it is.
    pub about: About,
    /// Who follows it.
    pub assigned: Option<ActorId>,
}

/// Counts one case by the text of the version under which it runs.
pub fn count(measures: &mut [Measure], edition: &Edition, case: &Judged) {
    for (indicator, with) in edition.procedure.indicators.iter().zip(&case.held) {
        let measure = measures
            .iter_mut()
            .find(|known| known.code == indicator.code);
        let Some((measure, with)) = measure.zip(*with) else {
            continue;
        };
        measure.whole.add(with);
        for by in &indicator.breakdown {
            match by {
                Breakdown::Sex => {
                    let sexes = &mut measure.by_sex;
                    sexes.entry(case.about.sex).or_default().add(with);
                }
                Breakdown::Age => {
                    let ages = &mut measure.by_age;
                    ages.entry(case.about.age).or_default().add(with);
                }
                Breakdown::Worker => {
                    let workers = &mut measure.by_worker;
                    workers.entry(case.assigned).or_default().add(with);
                }
            }
        }
    }
}
