//! Figures of the reception: counts and waiting times, without names or reasons.

use super::course::Step;
use super::demand::{Demand, Demands, Known, Sex, Triage};
use std::collections::BTreeMap;

/// What is counted of one visit. Holds nothing that says who.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Triage.
    pub triage: Triage,
    /// Kinds of demand.
    pub demands: Demands,
    /// Sex.
    pub sex: Option<Sex>,
    /// New or known.
    pub known: Known,
    /// Where the visit is.
    pub step: Step,
    /// Minutes waited before the first call, where known.
    pub waited_minutes: Option<u32>,
    /// Hour of arrival, 0 to 23, where known.
    pub hour: Option<u8>,
    /// People who came along.
    pub accompanied: u32,
}

/// Counts over a period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// Visits, without void lines.
    pub visits: u32,
    /// Void lines.
    pub cancelled: u32,
    /// Gone before being received.
    pub left_unseen: u32,
    /// People who came along.
    pub accompanied: u32,
    /// By kind of demand; a visit may count in several.
    pub by_demand: BTreeMap<Demand, u32>,
    /// Visits whose kind was not said.
    pub no_demand: u32,
    /// By triage class (`urgent`, `prioritaire`, `ordinaire`), cause left out.
    pub by_class: BTreeMap<&'static str, u32>,
    /// By sex; `None` is not said.
    pub by_sex: BTreeMap<Option<Sex>, u32>,
    /// By new or known.
    pub by_known: BTreeMap<Known, u32>,
    /// By hour of arrival.
    pub by_hour: BTreeMap<u8, u32>,
    waits_minutes: Vec<u32>,
}

impl Figures {
    /// Counts visits.
    pub fn of(visits: impl IntoIterator<Item = Counted>) -> Self {
        let mut figures = Self::default();
        for visit in visits {
            figures.count(&visit);
        }
        figures.waits_minutes.sort_unstable();
        figures
    }

    fn count(&mut self, visit: &Counted) {
        if visit.step == Step::Cancelled {
            self.cancelled += 1;
            return;
        }
        self.visits += 1;
        self.accompanied += visit.accompanied;
        if visit.step == Step::LeftUnseen {
            self.left_unseen += 1;
        }
        for demand in visit.demands.iter() {
            *self.by_demand.entry(demand).or_default() += 1;
        }
        if visit.demands.is_empty() {
            self.no_demand += 1;
        }
        *self.by_class.entry(visit.triage.class()).or_default() += 1;
        *self.by_sex.entry(visit.sex).or_default() += 1;
        *self.by_known.entry(visit.known).or_default() += 1;
        if let Some(hour) = visit.hour {
            *self.by_hour.entry(hour).or_default() += 1;
        }
        // Who still waits has no wait to count yet.
        if visit.step != Step::Waiting {
            self.waits_minutes.extend(visit.waited_minutes);
        }
    }

    /// How many waits are known.
    pub fn waits(&self) -> usize {
        self.waits_minutes.len()
    }

    /// The wait in minutes that `percent` of people did not exceed; `None` without any wait.
    pub fn wait_minutes_at(&self, percent: usize) -> Option<u32> {
        let count = self.waits_minutes.len();
        let rank = (count * percent.min(100)).div_ceil(100).max(1);
        self.waits_minutes.get(rank - 1).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(step: Step, waited_minutes: Option<u32>) -> Counted {
        Counted {
            triage: Triage::Ordinary,
            demands: Demands::of([Demand::Aid, Demand::Advice]),
            sex: Some(Sex::Female),
            known: Known::New,
            step,
            waited_minutes,
            hour: Some(8),
            accompanied: 2,
        }
    }

    #[test]
    fn void_lines_and_people_still_waiting_do_not_bend_the_waiting_times() {
        let figures = Figures::of([
            counted(Step::Ended, Some(10)),
            counted(Step::Called, Some(30)),
            counted(Step::Oriented, Some(20)),
            counted(Step::Waiting, Some(400)),
            counted(Step::Cancelled, Some(999)),
        ]);
        assert_eq!((figures.visits, figures.cancelled), (4, 1));
        assert_eq!(figures.wait_minutes_at(50), Some(20));
        assert_eq!(figures.wait_minutes_at(90), Some(30));
        assert_eq!(figures.by_demand.get(&Demand::Advice), Some(&4));
        assert_eq!(figures.accompanied, 8);
    }

    #[test]
    fn no_visit_has_no_waiting_time() {
        assert_eq!(Figures::of([]).wait_minutes_at(50), None);
    }
}
