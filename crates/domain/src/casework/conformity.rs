//! How a procedure is followed: its steps done in time, late, left with a reason, still late, over a period.
//!
//! Owns the counting. Never says who: a figure is of a step and its role, not of a worker, and no rank is made of centres.

use super::edition::Edition;
use crate::reports::monthly::Kept;
use akwaba_procedures::run::Standing;
use jiff::civil::DateTime;

/// From a moment on, until before another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// Its first moment.
    pub from: DateTime,
    /// The first moment after it.
    pub to: DateTime,
}

impl Period {
    fn holds(self, at: DateTime) -> bool {
        self.from <= at && at < self.to
    }
}

/// Which way a step went in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Went {
    /// It was done or left, at a moment.
    Kept(Kept, DateTime),
    /// It is open past its deadline.
    Overdue,
}

/// How often a step went one way or another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Done before its deadline, or without one.
    pub in_time: u32,
    /// Done after its deadline.
    pub late: u32,
    /// Left undone, with a reason.
    pub left: u32,
    /// Open past its deadline as the period ends.
    pub overdue: u32,
}

impl Counts {
    /// How often it was to be done.
    #[must_use]
    pub fn all(self) -> u32 {
        self.in_time + self.late + self.left + self.overdue
    }

    /// The share done in time, in whole percent rounded down; none when it was never to be done.
    #[must_use]
    pub fn percent(self) -> Option<u32> {
        (self.in_time * 100).checked_div(self.all())
    }
}

/// One step of a procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepCounts {
    /// Its code.
    pub code: String,
    /// Its order in the procedure, from 1.
    pub order: u32,
    /// What is done.
    pub label: String,
    /// Who does it, in words.
    pub role: String,
    /// In the period.
    pub now: Counts,
    /// In the period before.
    pub before: Counts,
}

/// One step in two centres, over the same period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside<'a> {
    /// Its order in the procedure, from 1.
    pub order: u32,
    /// What is done.
    pub label: &'a str,
    /// Who does it, in words.
    pub role: &'a str,
    /// In the one centre.
    pub here: Counts,
    /// In the other.
    pub there: Counts,
}

impl Beside<'_> {
    /// The better of the two shares, in percent: where even that is low, both find the step hard.
    /// None while only one of them was to do it.
    fn at_best(&self) -> Option<u32> {
        Some(self.here.percent()?.max(self.there.percent()?))
    }

    fn at_all(&self) -> Option<u32> {
        self.here.percent().or(self.there.percent())
    }
}

/// The counting of one procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conformity {
    now: Period,
    before: Period,
    steps: Vec<StepCounts>,
    cases: u32,
}

impl Conformity {
    /// Nothing counted yet; the steps are those of the version in use.
    #[must_use]
    pub fn of(edition: &Edition, now: Period, before: Period) -> Self {
        let steps = edition.procedure.steps.iter().map(|step| StepCounts {
            code: step.code.clone(),
            order: step.order,
            label: step.label.clone(),
            role: edition.role_label(&step.role).to_owned(),
            now: Counts::default(),
            before: Counts::default(),
        });
        Self {
            now,
            before,
            steps: steps.collect(),
            cases: 0,
        }
    }

    /// From the first moment of both periods to the last.
    #[must_use]
    pub fn span(&self) -> (DateTime, DateTime) {
        (self.before.from, self.now.to)
    }

    /// Counts one step that went some way in a case. Whether it is of the period itself: the case then counts in it. A step that
    /// only an older version has is not counted.
    pub fn add(&mut self, step: &str, went: Went) -> bool {
        let (now, before) = (self.now, self.before);
        let Some(step) = self.steps.iter_mut().find(|known| known.code == step) else {
            return false;
        };
        let (counts, in_it) = match went {
            Went::Kept(_, at) if now.holds(at) => (&mut step.now, true),
            Went::Kept(_, at) if before.holds(at) => (&mut step.before, false),
            Went::Kept(..) => return false,
            Went::Overdue => (&mut step.now, true),
        };
        let count = match went {
            Went::Kept(Kept::InTime, _) => &mut counts.in_time,
            Went::Kept(Kept::Late, _) => &mut counts.late,
            Went::Kept(Kept::Left, _) => &mut counts.left,
            Went::Overdue => &mut counts.overdue,
        };
        *count += 1;
        in_it
    }

    /// Says in how many cases something was done, left or late in the period.
    pub fn met(&mut self, cases: u32) {
        self.cases = cases;
    }

    /// Counts one case by its standing as the period ends: what the tables of the store are held to.
    pub fn count(&mut self, standing: &Standing<'_>) {
        let mut met = false;
        for state in &standing.steps {
            let code = &state.step.code;
            for done in &state.done {
                met |= self.add(code, Went::Kept(Kept::done(done.in_time()), done.finished));
            }
            for left in &state.departed {
                met |= self.add(code, Went::Kept(Kept::Left, left.at));
            }
            let late = state
                .open
                .as_ref()
                .is_some_and(|open| open.late_by.is_some());
            if late && standing.over.is_none() {
                met |= self.add(code, Went::Overdue);
            }
        }
        self.cases += u32::from(met);
    }

    /// In how many cases something was done, left or late in the period.
    #[must_use]
    pub fn cases(&self) -> u32 {
        self.cases
    }

    /// The steps of this centre beside those of another, over the same period: those that both find hard first, then
    /// those that only one was to do, then those never to be done. A step that only the other has comes with nothing here.
    #[must_use]
    pub fn beside<'a>(&'a self, other: &'a Self) -> Vec<Beside<'a>> {
        let pair = |step: &'a StepCounts, here, there| Beside {
            order: step.order,
            label: &step.label,
            role: &step.role,
            here,
            there,
        };
        let of = |all: &'a Self, code: &str| all.steps.iter().find(|step| step.code == code);
        let own = self.steps.iter().map(|step| {
            let there = of(other, &step.code).map_or_else(Counts::default, |step| step.now);
            pair(step, step.now, there)
        });
        let strange = other
            .steps
            .iter()
            .filter(|step| of(self, &step.code).is_none())
            .map(|step| pair(step, Counts::default(), step.now));
        let mut steps: Vec<Beside<'a>> = own.chain(strange).collect();
        steps.sort_by_key(|step| {
            let both = step.at_best();
            let share = both.or_else(|| step.at_all()).unwrap_or(101);
            (both.is_none(), share, step.order)
        });
        steps
    }

    /// The steps, those that everybody finds hard first; those never to be done last.
    #[must_use]
    pub fn hard_first(&self) -> Vec<&StepCounts> {
        let mut steps: Vec<&StepCounts> = self.steps.iter().collect();
        steps.sort_by_key(|step| (step.now.percent().unwrap_or(101), step.order));
        steps
    }
}

#[cfg(test)]
#[path = "conformity_tests.rs"]
mod tests;
