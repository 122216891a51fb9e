//! The steps of a case that are done at the home of the person, as its procedure says, and the day of each.

use super::case::Case;
use super::plan;
use crate::registry::when::Day;
use akwaba_procedures::run::{Standing, Waits};
use akwaba_procedures::workbook::Step;

/// A step that is open and done at the home of the person.
#[derive(Debug, Clone, PartialEq)]
pub struct Due<'s> {
    /// The step.
    pub step: &'s Step,
    /// The day agreed with the person, else the last day of the step; none while neither is known.
    pub day: Option<Day>,
}

/// The open steps of a case that are home visits, whether or not somebody planned one.
pub fn due<'s>(case: &Case, standing: &'s Standing<'_>) -> Vec<Due<'s>> {
    let open = standing.open().filter_map(|(known, open)| {
        let home = known.step.home.as_ref()?;
        let waits = matches!(open.waits, Waits::Visa { .. });
        (!waits).then_some((known.step, home, open))
    });
    open.map(|(step, home, open)| {
        let agreed = home.day.as_deref();
        let agreed = agreed.and_then(|name| plan::answer(&case.answers, name));
        let agreed = agreed.and_then(|said| Day::parse("", said).ok().flatten());
        // A day agreed for an earlier visit is not the day of one that opened again since.
        let agreed = agreed.filter(|day| day.date() >= open.since.date());
        let last = open.due.map(|due| Day::new(due.date()));
        Due {
            step,
            day: agreed.or(last),
        }
    })
    .collect()
}
