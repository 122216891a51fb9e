//! Civil days without a date library.
//!
//! Owns: the day as a number, its date, and ages in full years. Never: time zones, hours, or today's date.

use std::fmt;

/// The years a birth may be stated in; outside, nothing is made.
const YEARS: std::ops::RangeInclusive<i32> = 1850..=2200;

/// A civil day, counted from 1970-01-01 (day 0), in the Gregorian calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Day([caché])")
    }
}

impl Day {
    /// The day counted from 1970-01-01; `None` outside the years 1850 to 2200.
    #[must_use]
    pub fn from_days(days: i32) -> Option<Self> {
        let day = Self(days);
        YEARS.contains(&day.ymd().0).then_some(day)
    }

    /// The civil date, `None` where no such day exists.
    #[must_use]
    pub fn from_ymd(year: i32, month: u8, day: u8) -> Option<Self> {
        if !YEARS.contains(&year) || day == 0 || day > days_in_month(year, month)? {
            return None;
        }
        Some(Self(days_from_civil(
            year,
            i32::from(month),
            i32::from(day),
        )))
    }

    /// Days since 1970-01-01, negative before.
    #[must_use]
    pub fn days(self) -> i32 {
        self.0
    }

    /// Year, month (1 to 12) and day of the month.
    #[must_use]
    pub fn ymd(self) -> (i32, u8, u8) {
        civil_from_days(self.0)
    }

    /// Full years from this day to `later`; 0 where `later` is earlier.
    #[must_use]
    pub fn years_until(self, later: Day) -> i32 {
        let (from_year, from_month, from_day) = self.ymd();
        let (year, month, day) = later.ymd();
        let before_birthday = (month, day) < (from_month, from_day);
        (year - from_year - i32::from(before_birthday)).max(0)
    }

    /// The day `days` later; the same day where that leaves the years a day may have.
    pub(crate) fn plus(self, days: i32) -> Self {
        Self::from_days(self.0.saturating_add(days)).unwrap_or(self)
    }
}

fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Days of a month, `None` where there is no such month.
pub(crate) fn days_in_month(year: i32, month: u8) -> Option<u8> {
    Some(match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u8::from(is_leap(year)),
        _ => return None,
    })
}

/// Days since 1970-01-01, counting years from March so that the leap day comes last.
fn days_from_civil(year: i32, month: i32, day: i32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

fn civil_from_days(days: i32) -> (i32, u8, u8) {
    let days = days.saturating_add(719_468);
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + i32::from(month <= 2);
    (
        year,
        u8::try_from(month).unwrap_or(1),
        u8::try_from(day).unwrap_or(1),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(Day::from_ymd(1970, 1, 1).unwrap().days(), 0);
        assert_eq!(Day::from_ymd(2000, 2, 29).unwrap().days(), 11_016);
        assert_eq!(Day::from_ymd(1969, 12, 31).unwrap().days(), -1);
        assert_eq!(Day::from_ymd(2001, 2, 29), None);
        assert_eq!(Day::from_ymd(2001, 13, 1), None);
        assert_eq!(Day::from_ymd(2001, 0, 1), None);
        assert_eq!(Day::from_ymd(2001, 4, 31), None);
        assert_eq!(Day::from_ymd(0, 4, 3), None);
    }

    proptest! {
        #[test]
        fn days_and_dates_are_one_to_one(days in -43_000i32..84_000) {
            let day = Day::from_days(days).unwrap();
            let (y, m, d) = day.ymd();
            prop_assert_eq!(Day::from_ymd(y, m, d), Some(day));
        }
    }
}
