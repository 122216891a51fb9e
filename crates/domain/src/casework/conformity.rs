//! How a procedure is followed: its steps done in time, late, left with a reason, still late, over a period.
//!
//! Owns the counting. Never says who: a figure is of a step and its role, not of a worker, and no rank is made of centres.

use super::edition::Edition;
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

    /// Counts one case, by its standing as the period ends. A step that only an older version has is not counted.
    pub fn count(&mut self, standing: &Standing<'_>) {
        let mut met = false;
        for state in &standing.steps {
            let Some(step) = self
                .steps
                .iter_mut()
                .find(|step| step.code == state.step.code)
            else {
                continue;
            };
            for (period, counts) in [(self.now, &mut step.now), (self.before, &mut step.before)] {
                let mut some = false;
                for done in state.done.iter().filter(|done| period.holds(done.finished)) {
                    some = true;
                    if done.in_time() {
                        counts.in_time += 1;
                    } else {
                        counts.late += 1;
                    }
                }
                let left = state.departed.iter().filter(|left| period.holds(left.at));
                let left = u32::try_from(left.count()).unwrap_or(u32::MAX);
                counts.left += left;
                met |= period == self.now && (some || left > 0);
            }
            if let Some(open) = &state.open
                && open.late_by.is_some()
                && standing.over.is_none()
            {
                step.now.overdue += 1;
                met = true;
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
