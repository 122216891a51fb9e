//! When a person may have been born: a span of days, as wide as what is known is vague.
//!
//! Owns: the span that each way of stating a birth gives, and how far two spans agree.
//! Never: turns a span back into a date. "Vers 1975" stays a span of years, and the first of January is a
//! year unless an act proves the day (it is what the law writes when the day is unknown).

use std::fmt;

pub use crate::calendar::Day;
use crate::calendar::days_in_month;

/// Days before and after a year stated as "vers": two years each way.
const ABOUT_YEARS: i32 = 2;

/// How precisely a birth is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// Day, month and year.
    Exact,
    /// Month and year.
    Month,
    /// Year only.
    Year,
    /// "Vers" a year: two years each way.
    About,
    /// Reckoned from an age said on some day.
    FromAge,
}

/// The days on which a person may have been born, both ends included.
/// Invariant: `earliest <= latest`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BirthSpan {
    earliest: Day,
    latest: Day,
}

/// A birth shown in a log would be personal data.
impl fmt::Debug for BirthSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BirthSpan([caché])")
    }
}

impl BirthSpan {
    /// The span between two days, in either order.
    #[must_use]
    pub fn between(a: Day, b: Day) -> Self {
        Self {
            earliest: a.min(b),
            latest: a.max(b),
        }
    }

    /// One day.
    #[must_use]
    pub fn exact(year: i32, month: u8, day: u8) -> Option<Self> {
        let day = Day::from_ymd(year, month, day)?;
        Some(Self {
            earliest: day,
            latest: day,
        })
    }

    /// One month.
    #[must_use]
    pub fn month(year: i32, month: u8) -> Option<Self> {
        let earliest = Day::from_ymd(year, month, 1)?;
        let latest = Day::from_ymd(year, month, days_in_month(year, month)?)?;
        Some(Self { earliest, latest })
    }

    /// One year.
    #[must_use]
    pub fn year(year: i32) -> Option<Self> {
        Self::years(year, year)
    }

    /// From the first of January of `from` to the end of `to`.
    #[must_use]
    pub fn years(from: i32, to: i32) -> Option<Self> {
        let earliest = Day::from_ymd(from.min(to), 1, 1)?;
        let latest = Day::from_ymd(from.max(to), 12, 31)?;
        Some(Self { earliest, latest })
    }

    /// "Vers" a year: two years each way.
    #[must_use]
    pub fn about(year: i32) -> Option<Self> {
        Self::years(
            year.checked_sub(ABOUT_YEARS)?,
            year.checked_add(ABOUT_YEARS)?,
        )
    }

    /// Whoever is exactly `age` years old on `on`.
    #[must_use]
    pub fn of_age(age: u16, on: Day) -> Option<Self> {
        Self::of_ages(age, age, on)
    }

    /// An age that was estimated: as vague as people are, more with age and on tens and fives.
    #[must_use]
    pub fn estimated_from_age(age: u16, on: Day) -> Option<Self> {
        let slack = age_slack_years(age);
        Self::of_ages(age.saturating_sub(slack), age.saturating_add(slack), on)
    }

    /// Whoever is between `from` and `to` years old on `on`, both included.
    #[must_use]
    pub fn of_ages(from: u16, to: u16, on: Day) -> Option<Self> {
        let (from, to) = (from.min(to), from.max(to));
        let latest = anniversary(on, i32::from(from))?;
        // Somebody who turns to+1 tomorrow is still `to` today.
        let earliest = Day::from_days(anniversary(on, i32::from(to) + 1)?.days() + 1)?;
        Some(Self { earliest, latest })
    }

    /// What a form states: a year, perhaps a month and a day. The first of January counts as the year and
    /// the first of another month as that month, unless `proven` by an act that states the day.
    #[must_use]
    pub fn stated(year: i32, month: Option<u8>, day: Option<u8>, proven: bool) -> Option<Self> {
        match (month, day) {
            (Some(month), Some(day)) => {
                let exact = Self::exact(year, month, day)?;
                match (month, day) {
                    (1, 1) if !proven => Self::year(year),
                    (_, 1) if !proven => Self::month(year, month),
                    _ => Some(exact),
                }
            }
            (Some(month), None) => Self::month(year, month),
            (None, _) => Self::year(year),
        }
    }

    /// The first possible day.
    #[must_use]
    pub fn earliest(&self) -> Day {
        self.earliest
    }

    /// The last possible day.
    #[must_use]
    pub fn latest(&self) -> Day {
        self.latest
    }

    /// The day in the middle, for ordering and for search keys.
    #[must_use]
    pub fn middle(&self) -> Day {
        self.earliest
            .plus((self.latest.days() - self.earliest.days()) / 2)
    }

    /// How many days are possible, at least 1.
    #[must_use]
    pub fn width_days(&self) -> i32 {
        self.latest.days() - self.earliest.days() + 1
    }

    /// The span wider by `days` each way.
    #[must_use]
    pub fn widened(&self, days: i32) -> Self {
        let days = days.max(0);
        let earliest =
            Day::from_days(self.earliest.days().saturating_sub(days)).unwrap_or(self.earliest);
        let latest = Day::from_days(self.latest.days().saturating_add(days)).unwrap_or(self.latest);
        Self { earliest, latest }
    }

    /// True where one day is possible in both.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.distance_days(other) == 0
    }

    /// Days between the nearest ends; 0 where they overlap.
    #[must_use]
    pub fn distance_days(&self, other: &Self) -> i32 {
        (self.earliest.days().max(other.earliest.days())
            - self.latest.days().min(other.latest.days()))
        .max(0)
    }

    /// How well two spans agree, from 0 (years apart) to 1 (the same). Symmetric. A wide span that holds a
    /// narrow one agrees less than two equal narrow ones, since it would agree with many.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f32 {
        let gap = self.distance_days(other);
        if gap == 0 {
            let shared = self.latest.days().min(other.latest.days())
                - self.earliest.days().max(other.earliest.days())
                + 1;
            let wider = self.width_days().max(other.width_days());
            return 0.8 + 0.2 * (shared as f32 / wider as f32);
        }
        if swapped(self, other) {
            return 0.75;
        }
        // One year apart still says something, four years nothing.
        (0.7 * (1.0 - gap as f32 / 1461.0)).max(0.0)
    }

    /// The youngest and oldest age in full years on a day.
    #[must_use]
    pub fn ages_on(&self, on: Day) -> (i32, i32) {
        (self.latest.years_until(on), self.earliest.years_until(on))
    }
}

/// Two exact days of one year whose day and month were exchanged.
fn swapped(a: &BirthSpan, b: &BirthSpan) -> bool {
    let (a_year, a_month, a_day) = a.earliest.ymd();
    let (b_year, b_month, b_day) = b.earliest.ymd();
    a.width_days() == 1
        && b.width_days() == 1
        && a_year == b_year
        && (a_month, a_day) == (b_day, b_month)
}

/// How far off an age may be that was not read on a paper.
fn age_slack_years(age: u16) -> u16 {
    let by_age = match age {
        0..=4 => 0,
        5..=17 => 1,
        18..=39 => 2,
        40..=59 => 3,
        _ => 5,
    };
    // Adults round to tens and fives.
    by_age + u16::from(age >= 20 && age.is_multiple_of(5))
}

/// The day `years` before `on`; the 29th of February falls on the 28th.
fn anniversary(on: Day, years: i32) -> Option<Day> {
    let (year, month, day) = on.ymd();
    let year = year.checked_sub(years)?;
    Day::from_ymd(year, month, day.min(days_in_month(year, month)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ymd(span: BirthSpan) -> ((i32, u8, u8), (i32, u8, u8)) {
        (span.earliest().ymd(), span.latest().ymd())
    }

    #[test]
    fn the_first_of_january_is_a_year_unless_proven() {
        let stated = |proven| ymd(BirthSpan::stated(1980, Some(1), Some(1), proven).unwrap());
        assert_eq!(stated(false), ((1980, 1, 1), (1980, 12, 31)));
        assert_eq!(stated(true), ((1980, 1, 1), (1980, 1, 1)));
        let june = BirthSpan::stated(1980, Some(6), Some(1), false).unwrap();
        assert_eq!(ymd(june), ((1980, 6, 1), (1980, 6, 30)));
        assert_eq!(BirthSpan::stated(1980, Some(2), Some(30), true), None);
        assert_eq!(
            BirthSpan::stated(1980, None, Some(5), false),
            BirthSpan::year(1980)
        );
    }

    #[test]
    fn vers_1975_is_from_1973_to_1977() {
        assert_eq!(
            ymd(BirthSpan::about(1975).unwrap()),
            ((1973, 1, 1), (1977, 12, 31))
        );
    }

    #[test]
    fn whoever_is_34_today_was_born_within_one_year() {
        let today = Day::from_ymd(2026, 3, 14).unwrap();
        let span = BirthSpan::of_age(34, today).unwrap();
        assert_eq!(ymd(span), ((1991, 3, 15), (1992, 3, 14)));
        assert_eq!(span.ages_on(today), (34, 34));
        let leap = Day::from_ymd(2024, 2, 29).unwrap();
        assert_eq!(
            ymd(BirthSpan::of_age(1, leap).unwrap()),
            ((2022, 3, 1), (2023, 2, 28))
        );
        assert_eq!(BirthSpan::of_age(u16::MAX, today), None);
    }

    #[test]
    fn day_and_month_exchanged_still_say_something() {
        let a = BirthSpan::exact(1991, 3, 4).unwrap();
        let b = BirthSpan::exact(1991, 4, 3).unwrap();
        let c = BirthSpan::exact(1991, 9, 19).unwrap();
        assert!(a.likeness(&b) > a.likeness(&c));
        assert_eq!(a.likeness(&a), 1.0);
    }

    proptest! {
        #[test]
        fn no_number_panics(y in any::<i32>(), m in any::<u8>(), d in any::<u8>(), age in any::<u16>()) {
            let _ = BirthSpan::stated(y, Some(m), Some(d), d > 9);
            let _ = BirthSpan::about(y);
            if let Some(day) = Day::from_days(y) {
                let _ = BirthSpan::estimated_from_age(age, day);
                let span = BirthSpan::between(day, day).widened(i32::from(age));
                prop_assert!(span.earliest() <= span.latest());
            }
        }

        #[test]
        fn likeness_is_symmetric_and_between_0_and_1(
            a in -30_000i32..20_000, b in 0i32..4_000, c in -30_000i32..20_000, d in 0i32..4_000) {
            let span = |from: i32, wide: i32| BirthSpan::between(Day::from_days(from).unwrap(), Day::from_days(from + wide).unwrap());
            let (x, y) = (span(a, b), span(c, d));
            prop_assert_eq!(x.likeness(&y), y.likeness(&x));
            prop_assert!((0.0..=1.0).contains(&x.likeness(&y)));
            prop_assert_eq!(x.overlaps(&y), x.distance_days(&y) == 0);
        }
    }
}
