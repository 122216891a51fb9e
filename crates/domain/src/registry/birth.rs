//! When a person was born, as far as anyone knows, and from what.
//!
//! Owns what was written and what it is worth. Invariant: what was written is kept as written;
//! the first of January, and the first of a month, are what the law writes for an unknown day,
//! and count as unknown unless an act proves the day. Never: makes a date out of an age.

pub use super::birth_form::BirthForm;

use super::when::Day;
use crate::refusal::{Refusal, Refusals};
use akwaba_matching::birth::BirthSpan;
use minicbor::{Decode, Encode};

/// Oldest age that may be written, in years.
pub const AGE_YEARS_MAX: u16 = 130;

/// Days by which an estimate may be off before two births certainly exclude each other.
const DOUBT_DAYS: i32 = 3 * 366;

coded! {
    /// From what a fact is known.
    Origin {
        /// What the person says.
        0 Declared = "declared",
        /// Extrait or acte de naissance.
        1 BirthAct = "birth-act",
        /// Jugement supplétif.
        2 Judgment = "judgment",
        /// Identity card or attestation.
        3 Card = "card",
        /// Passport or consular card.
        4 Passport = "passport",
        /// CMU card.
        5 Cmu = "cmu",
        /// Carnet de santé.
        6 HealthBooklet = "health-booklet",
        /// School card or register.
        7 School = "school",
        /// Baptism certificate.
        8 Baptism = "baptism",
        /// A relative, a neighbour, the chief.
        9 Told = "told",
        /// Another paper.
        10 Other = "other",
        /// A file that was imported.
        11 Import = "import",
    }
}

coded! {
    /// How precisely a birth is known.
    Precision {
        /// Day, month and year.
        0 Exact = "exact",
        /// Month and year.
        1 Month = "month",
        /// Year only.
        2 Year = "year",
        /// "Vers" a year.
        3 About = "about",
        /// Estimated from an age.
        4 Age = "age",
        /// A day or a month without a year.
        5 Partial = "partial",
    }
}

/// An age that was said, and when.
#[derive(Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct AgeSaid {
    /// Full months: 480 is forty years.
    #[n(0)]
    pub months: u16,
    /// The day it was said.
    #[n(1)]
    pub on: Day,
}

/// A birth as written.
#[derive(Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Birth {
    /// Day of the month as written.
    #[n(0)]
    pub day: Option<i8>,
    /// Month as written.
    #[n(1)]
    pub month: Option<i8>,
    /// Year as written.
    #[n(2)]
    pub year: Option<i16>,
    /// The year is an estimate: "vers 1975".
    #[n(3)]
    pub about: bool,
    /// An age, where no year was written.
    #[n(4)]
    pub age: Option<AgeSaid>,
    /// From what.
    #[n(5)]
    pub origin: Option<Origin>,
    /// An act says this very day, also when it is a first of the month.
    #[n(6)]
    pub proven: bool,
}

impl core::fmt::Debug for Birth {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("[caché]")
    }
}

impl Birth {
    /// A birth in a year, as imports and tests need.
    pub fn stated(day: Option<i8>, month: Option<i8>, year: Option<i16>) -> Self {
        Self {
            day,
            month,
            year,
            about: false,
            age: None,
            origin: None,
            proven: false,
        }
    }

    /// Day, month and year that are known: without the first of January or of a month that
    /// stands for an unknown day.
    pub fn known(&self) -> (Option<i8>, Option<i8>, Option<i16>) {
        match (self.day, self.month) {
            _ if self.about => (None, None, self.year),
            (Some(1), Some(1)) if !self.proven && self.year.is_some() => (None, None, self.year),
            (Some(1), month) if !self.proven && self.year.is_some() => (None, month, self.year),
            (day, None) if self.year.is_some() => {
                debug_assert!(day.is_none(), "a day needs its month");
                (None, None, self.year)
            }
            (day, month) => (day, month, self.year),
        }
    }

    /// Whether a day was written that counts as unknown.
    pub fn has_default_day(&self) -> bool {
        !self.about && self.day.is_some() && self.known().0.is_none()
    }

    /// How precisely it is known.
    pub fn precision(&self) -> Precision {
        match self.known() {
            (_, _, Some(_)) if self.about => Precision::About,
            (Some(_), Some(_), Some(_)) => Precision::Exact,
            (None, Some(_), Some(_)) => Precision::Month,
            (_, None, Some(_)) => Precision::Year,
            (_, _, None) if self.age.is_some() => Precision::Age,
            (_, _, None) => Precision::Partial,
        }
    }

    /// The days it may have been; `None` when no year is known.
    pub fn span(&self) -> Option<BirthSpan> {
        let Some(year) = self.year else {
            return self.age.and_then(AgeSaid::span);
        };
        if self.about {
            return BirthSpan::about(i32::from(year));
        }
        let part = |number: Option<i8>| number.and_then(|n| u8::try_from(n).ok());
        BirthSpan::stated(
            i32::from(year),
            part(self.month),
            part(self.day),
            self.proven,
        )
    }

    /// The span that holds the birth beyond reasonable doubt: estimates are widened.
    fn sure_span(&self) -> Option<BirthSpan> {
        let span = self.span()?;
        Some(match self.precision() {
            Precision::About | Precision::Age => span.widened(DOUBT_DAYS),
            _ => span,
        })
    }

    /// Whether this birth certainly came after `other`, or on the same day.
    pub fn is_surely_not_before(&self, other: &Self) -> bool {
        match (self.sure_span(), other.sure_span()) {
            (Some(this), Some(other)) => this.earliest() >= other.latest(),
            _ => false,
        }
    }

    /// Whether this birth certainly came after a day.
    pub fn is_surely_after(&self, day: Day) -> bool {
        self.sure_span()
            .zip(day.to_matching())
            .is_some_and(|(span, day)| span.earliest() > day)
    }

    /// Youngest and oldest age on a day, in full years.
    pub fn ages_on(&self, day: Day) -> Option<(i32, i32)> {
        Some(self.span()?.ages_on(day.to_matching()?))
    }

    pub(super) fn check(&self, mut wrong: Refusals, age: Option<AgeSaid>, today: Day) -> Refusals {
        if let (Some(_), None) = (self.day, self.month) {
            wrong.push(Refusal::at(
                "birth_month",
                "registry-birth-day-without-month",
            ));
        }
        let leap = 2024;
        if let (Some(day), Some(month)) = (self.day, self.month)
            && Day::of(self.year.unwrap_or(leap), month, day).is_none()
        {
            wrong.push(Refusal::at("birth_day", "date-not-real"));
        }
        let starts = self
            .year
            .and_then(|year| Day::of(year, self.month.unwrap_or(1), self.day.unwrap_or(1)));
        if starts.is_some_and(|first| first > today) {
            wrong.push(Refusal::at("birth_year", "registry-birth-in-future"));
        }
        if let (Some(said), Some(span)) = (age, self.span())
            && self.year.is_some()
            && said
                .span()
                .is_some_and(|by_age| span.distance_days(&by_age) > 366)
        {
            wrong.push(Refusal::at("birth-age", "registry-birth-age-disagrees"));
        }
        wrong
    }
}

impl AgeSaid {
    fn span(self) -> Option<BirthSpan> {
        let on = self.on.to_matching()?;
        if self.months >= 24 {
            return BirthSpan::estimated_from_age(self.months / 12, on);
        }
        // A baby's age is said in months; a month more or less is common.
        let days = i32::from(self.months) * 30;
        let middle = akwaba_matching::birth::Day::from_days(on.days() - days)?;
        let first = akwaba_matching::birth::Day::from_days(middle.days() - 61)?;
        let last = akwaba_matching::birth::Day::from_days((middle.days() + 31).min(on.days()))?;
        Some(BirthSpan::between(first, last))
    }
}

#[cfg(test)]
#[path = "birth_tests.rs"]
mod tests;
