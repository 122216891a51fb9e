//! Days that count: when a delay of hours, days, working days, weeks or months is over.
//!
//! Civil time of Abidjan, which keeps UTC all year. Never reads a clock.

use crate::workbook::{Delay, Holidays, Unit};
use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::{SignedDuration, Span};
use std::collections::BTreeSet;

/// The last second of a day: a delay in days ends there.
const END_OF_DAY: Time = Time::constant(23, 59, 59, 0);
/// The most holidays in a row that a count of working days steps over before it gives up: a list
/// that closes every day of a year is a mistake, and a deadline must still come.
const CLOSED_DAYS_MAX: u16 = 366;

/// The most working days that are counted one by one: forty years.
const WORKING_DAYS_MAX: u32 = 10_000;

/// Which days are worked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    holidays: BTreeSet<Date>,
}

impl Calendar {
    /// A calendar with these public holidays; Saturdays and Sundays are never worked.
    pub fn new(holidays: impl IntoIterator<Item = Date>) -> Self {
        Self {
            holidays: holidays.into_iter().collect(),
        }
    }

    /// The calendar of a manual's list.
    pub fn of(holidays: &Holidays) -> Self {
        Self::new(holidays.days.iter().map(|holiday| holiday.date))
    }

    /// Whether a day is worked.
    pub fn is_working(&self, day: Date) -> bool {
        !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
            && !self.holidays.contains(&day)
    }

    /// The last moment at which something that had `delay` since `from` is in time.
    ///
    /// Beyond the last year of the calendar it stays at its end, so that it never goes back.
    pub fn end(&self, from: DateTime, delay: Delay) -> DateTime {
        let count = i64::from(delay.count);
        match delay.unit {
            Unit::Hours => from
                .checked_add(SignedDuration::from_hours(count))
                .unwrap_or(DateTime::MAX),
            Unit::Days => end_of(from.date(), Span::new().days(count)),
            Unit::Weeks => end_of(from.date(), Span::new().weeks(count)),
            Unit::Months => end_of(from.date(), Span::new().months(count)),
            Unit::WorkingDays => self.working(from.date(), delay.count),
        }
    }

    /// The end of the `count`th working day after `from`; of the first from `from` on for none.
    fn working(&self, from: Date, count: u32) -> DateTime {
        let mut day = from;
        for _ in 0..count.min(WORKING_DAYS_MAX) {
            day = self.next_working(after(day));
        }
        self.next_working(day).to_datetime(END_OF_DAY)
    }

    fn next_working(&self, from: Date) -> Date {
        let mut day = from;
        for _ in 0..CLOSED_DAYS_MAX {
            if self.is_working(day) {
                return day;
            }
            day = after(day);
        }
        day
    }
}

fn after(day: Date) -> Date {
    day.tomorrow().unwrap_or(Date::MAX)
}

fn end_of(day: Date, span: Span) -> DateTime {
    day.checked_add(span)
        .unwrap_or(Date::MAX)
        .to_datetime(END_OF_DAY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, datetime};
    use proptest::prelude::*;

    fn delay(count: u32, unit: Unit) -> Delay {
        Delay { count, unit }
    }

    fn at(month: i8, day: i8, hour: i8) -> DateTime {
        datetime(2026, month, day, hour, 30, 0, 0)
    }

    fn last(month: i8, day: i8) -> DateTime {
        datetime(2026, month, day, 23, 59, 59, 0)
    }

    #[test]
    fn hours_are_exact_and_days_end_at_midnight() {
        let calendar = Calendar::default();
        let monday = at(11, 23, 10);
        assert_eq!(calendar.end(monday, delay(24, Unit::Hours)), at(11, 24, 10));
        assert_eq!(calendar.end(monday, delay(1, Unit::Days)), last(11, 24));
        assert_eq!(calendar.end(monday, delay(0, Unit::Days)), last(11, 23));
        assert_eq!(calendar.end(monday, delay(2, Unit::Weeks)), last(12, 7));
    }

    #[test]
    fn a_month_from_the_thirty_first_ends_with_a_shorter_month() {
        let end = Calendar::default().end(at(1, 31, 8), delay(1, Unit::Months));
        assert_eq!(end, last(2, 28));
    }

    #[test]
    fn working_days_step_over_the_weekend_and_the_holidays_of_the_list() {
        // Friday the 13th of November; Monday the 16th is declared a holiday here.
        let calendar = Calendar::new([date(2026, 11, 16)]);
        let friday = at(11, 13, 16);
        assert_eq!(
            calendar.end(friday, delay(1, Unit::WorkingDays)),
            last(11, 17)
        );
        assert_eq!(
            calendar.end(friday, delay(3, Unit::WorkingDays)),
            last(11, 19)
        );
        // Begun on a Saturday, the first day that counts is Tuesday.
        let saturday = at(11, 14, 9);
        assert_eq!(
            calendar.end(saturday, delay(1, Unit::WorkingDays)),
            last(11, 17)
        );
        assert_eq!(
            calendar.end(saturday, delay(0, Unit::WorkingDays)),
            last(11, 17)
        );
    }

    #[test]
    fn a_year_of_holidays_and_the_end_of_the_calendar_still_give_a_deadline() {
        let mut day = date(2026, 1, 1);
        let mut all = Vec::new();
        for _ in 0..800 {
            all.push(day);
            day = day.tomorrow().unwrap();
        }
        let calendar = Calendar::new(all);
        let end = calendar.end(at(2, 2, 8), delay(1, Unit::WorkingDays));
        assert!(end > at(2, 2, 8));
        let late = DateTime::MAX;
        for unit in [
            Unit::Hours,
            Unit::Days,
            Unit::Months,
            Unit::Weeks,
            Unit::WorkingDays,
        ] {
            assert!(calendar.end(late, delay(9, unit)).date() == Date::MAX);
        }
    }

    fn units() -> impl Strategy<Value = Unit> {
        prop_oneof![
            Just(Unit::Hours),
            Just(Unit::Days),
            Just(Unit::WorkingDays),
            Just(Unit::Weeks),
            Just(Unit::Months)
        ]
    }

    proptest! {
        #[test]
        fn a_deadline_is_never_before_its_start_and_more_time_never_ends_sooner(
            hours in 0i64..200_000, more in 0i64..2_000, count in 0u32..400, unit in units(),
            closed in proptest::collection::btree_set(0i64..9_000, 0..60),
        ) {
            let start = datetime(2020, 1, 1, 0, 0, 0, 0);
            let days = closed.into_iter()
                .map(|day| start.date().checked_add(Span::new().days(day)).unwrap());
            let calendar = Calendar::new(days);
            let from = start.checked_add(SignedDuration::from_hours(hours)).unwrap();
            let later = from.checked_add(SignedDuration::from_hours(more)).unwrap();
            let end = calendar.end(from, delay(count, unit));
            prop_assert!(end >= from);
            prop_assert!(calendar.end(from, delay(count + 1, unit)) >= end);
            prop_assert!(calendar.end(later, delay(count, unit)) >= end);
            if unit == Unit::WorkingDays {
                prop_assert!(calendar.is_working(end.date()));
            }
        }
    }
}
