//! A month of a calendar year.

use crate::casework::time::micros;
use jiff::civil::{Date, Time};
use minicbor::{Decode, Encode};

/// A month: written `2026-10`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(array)]
pub struct Month {
    #[n(0)]
    year: i16,
    #[n(1)]
    month: i8,
}

impl Month {
    /// The month of a day.
    #[must_use]
    pub fn of(day: Date) -> Self {
        Self {
            year: day.year(),
            month: day.month(),
        }
    }

    /// Reads `2026-10`; `None` for what is not written so, or for a year that no centre has seen.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if year.len() != 4 || month.len() != 2 || !plain(year) || !plain(month) {
            return None;
        }
        let (year, month) = (year.parse().ok()?, month.parse().ok()?);
        let known = (2000..=2200).contains(&year) && (1..=12).contains(&month);
        known.then_some(Self { year, month })
    }

    /// Its first day.
    #[must_use]
    pub fn first(self) -> Date {
        Date::new(self.year, self.month, 1).unwrap_or(Date::ZERO)
    }

    /// Its last day.
    #[must_use]
    pub fn last(self) -> Date {
        self.first().last_of_month()
    }

    /// The month after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self::of(self.last().tomorrow().unwrap_or(self.last()))
    }

    /// The month before it.
    #[must_use]
    pub fn before(self) -> Self {
        Self::of(self.first().yesterday().unwrap_or(self.first()))
    }

    /// Its first microsecond since 1970, and the first after it.
    #[must_use]
    pub fn span_micros(self) -> (i64, i64) {
        let start = |day: Date| micros(day.to_datetime(Time::midnight()));
        (start(self.first()), start(self.next().first()))
    }
}

impl core::fmt::Display for Month {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}
