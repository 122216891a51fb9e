//! Days as the journal keeps them, and dates of which only a part is known.
//!
//! Owns how a typed date is read. Never: takes the first of January for a day that someone knows.

use crate::refusal::Refusal;
use jiff::civil::Date;
use minicbor::{Decode, Encode};

/// A civil day. In the journal a number, year × 10 000 + month × 100 + day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// The day of a date.
    pub fn new(date: Date) -> Self {
        Self(date)
    }

    /// The day of a year, a month and a day, if there is such a day.
    pub fn of(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().map(Self)
    }

    /// The date.
    pub fn date(self) -> Date {
        self.0
    }

    /// For search keys: days as `matching` counts them.
    pub fn to_matching(self) -> Option<akwaba_matching::birth::Day> {
        let month = u8::try_from(self.0.month()).ok()?;
        let day = u8::try_from(self.0.day()).ok()?;
        akwaba_matching::birth::Day::from_ymd(i32::from(self.0.year()), month, day)
    }

    /// The day of `matching`.
    pub fn from_matching(day: akwaba_matching::birth::Day) -> Option<Self> {
        let (year, month, day) = day.ymd();
        Self::of(
            i16::try_from(year).ok()?,
            i8::try_from(month).ok()?,
            i8::try_from(day).ok()?,
        )
    }

    /// As the address of a page or a form field writes it: 2026-03-14.
    pub fn iso(self) -> String {
        self.0.to_string()
    }

    /// Reads 14/03/2026, 14-03-2026, 14.03.2026 or 2026-03-14; nothing typed is `None`.
    ///
    /// # Errors
    /// `date-form` or `date-not-real` at `field`.
    pub fn parse(field: &str, typed: &str) -> Result<Option<Self>, Refusal> {
        match Partial::parse(field, typed)? {
            None => Ok(None),
            Some(Partial {
                year,
                month: Some(month),
                day: Some(day),
            }) => Ok(Self::of(year, month, day)),
            Some(_) => Err(Refusal::at(field, "date-form")),
        }
    }

    /// The day of what has happened: today when nothing is typed.
    ///
    /// # Errors
    /// Those of [`Day::parse`], and `date-in-future` at `field`.
    pub fn happened(field: &str, typed: &str, today: Self) -> Result<Self, Refusal> {
        match Self::parse(field, typed)? {
            Some(day) if day > today => Err(Refusal::at(field, "date-in-future")),
            day => Ok(day.unwrap_or(today)),
        }
    }
}

impl core::fmt::Debug for Day {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        // May be a birth.
        f.write_str("[caché]")
    }
}

impl<C> Encode<C> for Day {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        let (year, month, day) = (self.0.year(), self.0.month(), self.0.day());
        e.i32(i32::from(year) * 10_000 + i32::from(month) * 100 + i32::from(day))?;
        Ok(())
    }
}

impl<'b, C> Decode<'b, C> for Day {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        let number = d.i32()?;
        let year = i16::try_from(number / 10_000).ok();
        let month = i8::try_from(number / 100 % 100).ok();
        let day = i8::try_from(number % 100).ok();
        year.zip(month)
            .zip(day)
            .and_then(|((year, month), day)| Self::of(year, month, day))
            .ok_or_else(|| minicbor::decode::Error::message("not a day"))
    }
}

/// A date of which the day, or the day and the month, may be missing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(array)]
pub struct Partial {
    /// Year.
    #[n(0)]
    pub year: i16,
    /// Month, 1 to 12.
    #[n(1)]
    pub month: Option<i8>,
    /// Day; never without the month.
    #[n(2)]
    pub day: Option<i8>,
}

impl core::fmt::Debug for Partial {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("[caché]")
    }
}

impl Partial {
    /// Reads 14/03/2026, 03/2026, 2026 or 2026-03-14; nothing typed is `None`.
    ///
    /// # Errors
    /// `date-form` or `date-not-real` at `field`.
    pub fn parse(field: &str, typed: &str) -> Result<Option<Self>, Refusal> {
        let parts: Vec<&str> = typed
            .split(|c: char| matches!(c, '/' | '-' | '.') || c.is_whitespace())
            .filter(|part| !part.is_empty())
            .collect();
        let (year, month, day) = match parts.as_slice() {
            [] => return Ok(None),
            [year] => (*year, None, None),
            [year, month] if year.len() == 4 => (*year, Some(*month), None),
            [month, year] => (*year, Some(*month), None),
            [year, month, day] if year.len() == 4 => (*year, Some(*month), Some(*day)),
            [day, month, year] => (*year, Some(*month), Some(*day)),
            _ => return Err(Refusal::at(field, "date-form")),
        };
        let form = || Refusal::at(field, "date-form");
        if year.len() != 4 {
            return Err(form());
        }
        let partial = Self {
            year: year.parse().map_err(|_| form())?,
            month: month.map(str::parse).transpose().map_err(|_| form())?,
            day: day.map(str::parse).transpose().map_err(|_| form())?,
        };
        if partial.earliest().is_none() {
            return Err(Refusal::at(field, "date-not-real"));
        }
        Ok(Some(partial))
    }

    /// The first day it can be; `None` when there is no such date.
    pub fn earliest(self) -> Option<Day> {
        Day::of(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last day it can be.
    pub fn latest(self) -> Option<Day> {
        let first = Date::new(self.year, self.month.unwrap_or(12), 1).ok()?;
        let day = self.day.unwrap_or_else(|| first.days_in_month());
        Day::of(self.year, first.month(), day)
    }

    /// As a form field writes it: 14/03/2026, 03/2026, 2026.
    pub fn typed(self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{day:02}/{month:02}/{:04}", self.year),
            (Some(month), None) => format!("{month:02}/{:04}", self.year),
            (None, _) => format!("{:04}", self.year),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_date_is_read_as_people_write_it_and_no_month_has_too_many_days() {
        let read = |typed| Day::parse("d", typed).map(|day| day.map(Day::iso));
        for typed in [
            "14/03/2026",
            "14-03-2026",
            "14.3.2026",
            "2026-03-14",
            " 14 03 2026 ",
        ] {
            assert_eq!(read(typed), Ok(Some("2026-03-14".to_owned())), "{typed}");
        }
        assert_eq!(read(""), Ok(None));
        assert_eq!(read("31/02/2026"), Err(Refusal::at("d", "date-not-real")));
        assert_eq!(read("14/03/26"), Err(Refusal::at("d", "date-form")));
        assert_eq!(read("hier"), Err(Refusal::at("d", "date-form")));
        assert_eq!(read("03/2026"), Err(Refusal::at("d", "date-form")));
    }

    #[test]
    fn a_part_of_a_date_spans_all_the_days_it_can_be() {
        let february = Partial::parse("d", "02/2024").unwrap().unwrap();
        assert_eq!(february.earliest(), Day::of(2024, 2, 1));
        assert_eq!(february.latest(), Day::of(2024, 2, 29));
        let year = Partial::parse("d", "1990").unwrap().unwrap();
        assert_eq!(year.latest(), Day::of(1990, 12, 31));
    }

    proptest! {
        #[test]
        fn every_day_reads_back_from_the_journal_and_from_what_a_form_shows(days in 0_i32..90_000) {
            let date = Date::new(1850, 1, 1).unwrap().checked_add(jiff::Span::new().days(days)).unwrap();
            let day = Day::new(date);
            let bytes = minicbor::to_vec(day).unwrap();
            prop_assert_eq!(minicbor::decode::<Day>(&bytes).unwrap(), day);
            prop_assert_eq!(Day::parse("d", &day.iso()).unwrap(), Some(day));
            prop_assert_eq!(day.to_matching().and_then(Day::from_matching), Some(day));
        }
    }
}
