//! Days, minutes of a day and moments, as the counter types and prints them (Abidjan, UTC).

use crate::refusal::Refusal;
use jiff::civil::Date;
use minicbor::{Decode, Encode};

/// A calendar day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// The day of a moment.
    pub fn of(moment: jiff::Timestamp) -> Self {
        Self(crate::ctx::day_of(moment))
    }

    /// The day of a civil date.
    pub fn on(date: Date) -> Self {
        Self(date)
    }

    /// The civil date.
    pub fn date(self) -> Date {
        self.0
    }

    /// Its year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// As a number that sorts like the days: 20260314.
    pub fn sortable(self) -> i64 {
        i64::from(self.0.year()) * 10_000
            + i64::from(self.0.month()) * 100
            + i64::from(self.0.day())
    }

    /// Reads [`Day::sortable`] back.
    pub fn from_sortable(number: i64) -> Option<Self> {
        let year = i16::try_from(number.div_euclid(10_000)).ok()?;
        let month = i8::try_from(number.rem_euclid(10_000) / 100).ok()?;
        let day = i8::try_from(number.rem_euclid(100)).ok()?;
        Date::new(year, month, day).ok().map(Self)
    }

    /// Reads a day as typed: `2026-03-14`, `14/03/2026`, `14.3.2026` or `14 3 2026`; `None`
    /// when nothing was written.
    ///
    /// # Errors
    /// `reception-day-unreadable` at `field`.
    pub fn typed(field: &str, text: &str) -> Result<Option<Self>, Refusal> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let parts: Vec<&str> = text
            .split(|c: char| matches!(c, '-' | '/' | '.') || c.is_whitespace())
            .filter(|part| !part.is_empty())
            .collect();
        let read = match parts.as_slice() {
            [year, month, day] if year.len() == 4 => civil(year, month, day),
            [day, month, year] if year.len() == 4 => civil(year, month, day),
            _ => None,
        };
        read.map(|date| Some(Self(date)))
            .ok_or_else(|| Refusal::at(field, "reception-day-unreadable"))
    }

    /// The moment of a minute of this day.
    pub fn at(self, minute: Minute) -> Moment {
        let clock = self
            .0
            .at(minute.hour(), minute.minute(), 0, 0)
            .to_zoned(jiff::tz::TimeZone::UTC);
        Moment(clock.map_or(0, |zoned| zoned.timestamp().as_microsecond()))
    }
}

fn civil(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
        .ok()
        .filter(|date| date.year() >= 1900)
}

impl core::fmt::Display for Day {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.0.fmt(f)
    }
}

impl<C> Encode<C> for Day {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.i64(self.sortable())?;
        Ok(())
    }
}

impl<'b, C> Decode<'b, C> for Day {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        Self::from_sortable(d.i64()?)
            .ok_or_else(|| minicbor::decode::Error::message("not a calendar day"))
    }
}

/// A minute of a day, 0 to 1439.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode)]
#[cbor(transparent)]
pub struct Minute(#[n(0)] u16);

impl Minute {
    /// The minute of an hour; `None` past 23:59.
    pub fn new(hour: u16, minute: u16) -> Option<Self> {
        (hour < 24 && minute < 60).then_some(Self(hour * 60 + minute))
    }

    /// 0 to 23.
    pub fn hour(self) -> i8 {
        i8::try_from(self.0 / 60).unwrap_or(0)
    }

    /// 0 to 59.
    pub fn minute(self) -> i8 {
        i8::try_from(self.0 % 60).unwrap_or(0)
    }

    /// Minutes since midnight.
    pub fn since_midnight(self) -> u16 {
        self.0
    }

    /// Reads a time as typed: `07:45`, `7h45`, `7 h`, `745`; `None` when nothing was written.
    ///
    /// # Errors
    /// `reception-time-unreadable` at `field`.
    pub fn typed(field: &str, text: &str) -> Result<Option<Self>, Refusal> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        read_minute(text)
            .map(Some)
            .ok_or_else(|| Refusal::at(field, "reception-time-unreadable"))
    }
}

fn read_minute(text: &str) -> Option<Minute> {
    let digits: Vec<&str> = text
        .split(|c: char| matches!(c, ':' | 'h' | 'H' | '.') || c.is_whitespace())
        .filter(|part| !part.is_empty())
        .collect();
    match digits.as_slice() {
        [hour, minute] | [hour, minute, "00"] => {
            Minute::new(hour.parse().ok()?, minute.parse().ok()?)
        }
        [together] if together.len() <= 2 => Minute::new(together.parse().ok()?, 0),
        [together] if together.len() <= 4 => {
            let number: u16 = together.parse().ok()?;
            Minute::new(number / 100, number % 100)
        }
        _ => None,
    }
}

impl<'b, C> Decode<'b, C> for Minute {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        let minutes = d.u16()?;
        Self::new(minutes / 60, minutes % 60)
            .ok_or_else(|| minicbor::decode::Error::message("not a minute of a day"))
    }
}

/// A moment, in microseconds since 1970 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Moment(#[n(0)] pub i64);

impl Moment {
    /// The moment of a host's time.
    pub fn of(now: jiff::Timestamp) -> Self {
        Self(now.as_microsecond())
    }

    /// Whole minutes from `earlier` to this moment; 0 when the clock went back.
    pub fn minutes_since(self, earlier: Self) -> u32 {
        let minutes = self.0.saturating_sub(earlier.0) / 60_000_000;
        u32::try_from(minutes).unwrap_or(0)
    }

    /// The day it falls on.
    pub fn day(self) -> Option<Day> {
        Some(Day::of(jiff::Timestamp::from_microsecond(self.0).ok()?))
    }

    /// The minute of its day.
    pub fn minute(self) -> Option<Minute> {
        let of_day = self.0.div_euclid(60_000_000).rem_euclid(24 * 60);
        u16::try_from(of_day).ok().map(Minute)
    }
}

/// When someone came: the day for sure, the moment where it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(array)]
pub struct Arrived {
    /// The day, which is the page of the register.
    #[n(0)]
    pub day: Day,
    /// The moment; a paper register may not say.
    #[n(1)]
    pub at: Option<Moment>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_day_is_read_as_people_write_it() {
        let day = Day::on(Date::constant(2026, 3, 4));
        for text in ["2026-03-04", "04/03/2026", "4.3.2026", " 4 3 2026 "] {
            assert_eq!(Day::typed("d", text), Ok(Some(day)), "{text}");
        }
        for text in ["31/02/2026", "04/03/26", "demain", "0004-03-04"] {
            assert_eq!(
                Day::typed("d", text),
                Err(Refusal::at("d", "reception-day-unreadable")),
                "{text}"
            );
        }
        assert_eq!(Day::typed("d", " "), Ok(None));
    }

    #[test]
    fn a_time_is_read_as_people_write_it() {
        for text in ["07:45", "7h45", "7 h 45", "745", "07:45:00"] {
            assert_eq!(Minute::typed("t", text), Ok(Minute::new(7, 45)), "{text}");
        }
        assert_eq!(Minute::typed("t", "8h"), Ok(Minute::new(8, 0)));
        for text in ["24:00", "7h75", "tôt", "12345"] {
            assert!(Minute::typed("t", text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_clock_set_back_makes_no_negative_wait() {
        assert_eq!(Moment(0).minutes_since(Moment(60_000_000)), 0);
        assert_eq!(Moment(150_000_000).minutes_since(Moment(0)), 2);
    }

    proptest! {
        #[test]
        fn a_day_reads_back_from_its_number_and_its_minute_from_the_moment(
            days in 0i32..60_000, minute in 0u16..1440,
        ) {
            let date = Date::constant(1950, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
            let day = Day::on(date);
            prop_assert_eq!(Day::from_sortable(day.sortable()), Some(day));
            let minute = Minute::new(minute / 60, minute % 60).unwrap();
            let moment = day.at(minute);
            prop_assert_eq!(moment.day(), Some(day));
            prop_assert_eq!(moment.minute(), Some(minute));
        }
    }
}
