//! Quantities of time and deadlines, as a procedure names them.
//!
//! Owns their types and their French writing. Never counts a day: that is the calendar of a running file.

use std::fmt;

use crate::expr::Expr;

/// When a step must be done.
#[derive(Debug, Clone, PartialEq)]
pub struct Deadline {
    /// The cases, in order: the first whose condition holds gives the delay.
    pub cases: Vec<DeadlineCase>,
    /// From when it counts.
    pub since: Since,
}

/// One case of a deadline.
#[derive(Debug, Clone, PartialEq)]
pub struct DeadlineCase {
    /// When it applies; none: always.
    pub when: Option<Expr>,
    /// How long.
    pub delay: DelaySource,
}

/// Where a delay is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DelaySource {
    /// In the step.
    Fixed(Delay),
    /// In the parameter of that name.
    Parameter(String),
}

impl fmt::Display for DelaySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed(delay) => delay.fmt(f),
            Self::Parameter(name) => f.write_str(name),
        }
    }
}

/// From when a deadline counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Since {
    /// `ouverture_dossier`: the opening of the file.
    FileOpened,
    /// `ouverture`: the opening of the step; what is meant when nothing is written.
    StepOpened,
    /// `etape CODE`: the moment that step was last done.
    StepDone(String),
    /// `question NOM`: a date or a moment answered in the form.
    Answer(String),
}

/// A quantity of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delay {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// `heures`: counted to the minute.
    Hours,
    /// `jours`: ends with the day.
    Days,
    /// `jours ouvrés`: without Saturdays, Sundays and public holidays; ends with the day.
    WorkingDays,
    /// `semaines`: ends with the day.
    Weeks,
    /// `mois`: the same day of a later month, or its last; ends with the day.
    Months,
}

impl Delay {
    /// Reads `24 heures`, `3 jours ouvrés`, `1 mois`; accents, capitals and the plural do not count.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (count, unit) = text.trim().split_once(char::is_whitespace)?;
        let count = count.parse().ok()?;
        let words: Vec<String> = unit
            .split_whitespace()
            .map(|word| word.to_lowercase().replace('é', "e"))
            .collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let unit = match words.as_slice() {
            ["heure" | "heures" | "h"] => Unit::Hours,
            ["jour" | "jours"] => Unit::Days,
            ["jour" | "jours", "ouvre" | "ouvres"] => Unit::WorkingDays,
            ["semaine" | "semaines"] => Unit::Weeks,
            ["mois"] => Unit::Months,
            _ => return None,
        };
        Some(Self { count, unit })
    }

    /// About how many hours, to compare two delays: a working day counts 1.4 days, a month 30.
    #[must_use]
    pub fn about_hours(self) -> u64 {
        let count = u64::from(self.count);
        match self.unit {
            Unit::Hours => count,
            Unit::Days => count * 24,
            Unit::WorkingDays => count * 24 * 7 / 5,
            Unit::Weeks => count * 24 * 7,
            Unit::Months => count * 24 * 30,
        }
    }
}

impl Delay {
    /// Whether it is over no later than `other`, from whatever moment both count and whatever days are worked. False where
    /// that depends on the moment: 4 days are not always within 3 working days.
    #[must_use]
    pub fn always_within(self, other: Self) -> bool {
        if self.unit == other.unit {
            return self.count <= other.count;
        }
        match (self.unit, other.unit) {
            (Unit::Hours, _) => u64::from(self.count) <= other.days_at_least() * 24,
            // A day is counted to its end: up to one day more than its hours.
            (_, Unit::Hours) => self
                .days_at_most()
                .is_some_and(|days| (days + 1) * 24 <= u64::from(other.count)),
            _ => self
                .days_at_most()
                .is_some_and(|days| days <= other.days_at_least()),
        }
    }

    fn days_at_least(self) -> u64 {
        let count = u64::from(self.count);
        match self.unit {
            Unit::Hours => count / 24,
            Unit::Days | Unit::WorkingDays => count,
            Unit::Weeks => count * 7,
            Unit::Months => count * 28,
        }
    }

    /// None for working days, which public holidays draw out without end.
    fn days_at_most(self) -> Option<u64> {
        let count = u64::from(self.count);
        match self.unit {
            Unit::Hours => Some(count.div_ceil(24)),
            Unit::Days => Some(count),
            Unit::WorkingDays => None,
            Unit::Weeks => Some(count * 7),
            Unit::Months => Some(count * 31),
        }
    }
}

impl fmt::Display for Delay {
    /// `1 jour`, `3 jours ouvrés`, as [`Delay::parse`] reads it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.count > 1 { "s" } else { "" };
        let count = self.count;
        match self.unit {
            Unit::Hours => write!(f, "{count} heure{plural}"),
            Unit::Days => write!(f, "{count} jour{plural}"),
            Unit::WorkingDays => write!(f, "{count} jour{plural} ouvré{plural}"),
            Unit::Weeks => write!(f, "{count} semaine{plural}"),
            Unit::Months => write!(f, "{count} mois"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_number_without_its_unit_is_no_delay() {
        for bad in [
            "3",
            "3 ",
            "jours",
            "3 lunes",
            "-1 jour",
            "1,5 jour",
            "3 jours francs",
            "99999999999 jours",
        ] {
            assert_eq!(Delay::parse(bad), None, "{bad}");
        }
        let three = Delay {
            count: 3,
            unit: Unit::WorkingDays,
        };
        assert_eq!(Delay::parse("3 Jours  ouvres"), Some(three));
        assert_eq!(three.to_string(), "3 jours ouvrés");
    }

    #[test]
    fn a_delay_in_another_unit_is_within_only_where_no_day_can_make_it_longer() {
        let read = |text| Delay::parse(text).unwrap();
        for (one, other, within) in [
            ("48 heures", "2 jours", true),
            ("49 heures", "2 jours", false),
            ("1 jour", "48 heures", true),
            ("1 jour", "24 heures", false),
            ("3 jours", "3 jours ouvrés", true),
            ("4 jours", "3 jours ouvrés", false),
            ("3 jours ouvrés", "5 jours", false),
            ("4 semaines", "1 mois", true),
            ("30 jours", "1 mois", false),
            ("1 mois", "31 jours", true),
        ] {
            assert_eq!(
                read(one).always_within(read(other)),
                within,
                "{one} in {other}"
            );
        }
    }

    proptest! {
        #[test]
        fn a_delay_that_is_within_another_never_ends_later(
            one in (0u32..60, 0usize..5),
            other in (0u32..60, 0usize..5),
            day in 0i32..1500,
            hour in 0i8..24,
            closed in proptest::collection::vec(0i32..1600, 0..40),
        ) {
            use crate::run::Calendar;
            use jiff::ToSpan;
            let units = [Unit::Hours, Unit::Days, Unit::WorkingDays, Unit::Weeks, Unit::Months];
            let made = |(count, unit): (u32, usize)| Delay { count, unit: units[unit] };
            let (one, other) = (made(one), made(other));
            prop_assume!(one.always_within(other));
            let first = jiff::civil::date(2024, 1, 1);
            let on = |day: i32| first.checked_add(day.days()).unwrap();
            let calendar = Calendar::new(closed.into_iter().map(on));
            let from = on(day).at(hour, 17, 0, 0);
            prop_assert!(calendar.end(from, one) <= calendar.end(from, other), "{} in {}", one, other);
        }

        #[test]
        fn every_delay_reads_as_it_is_written(count in 0u32.., unit in 0usize..5) {
            let units = [Unit::Hours, Unit::Days, Unit::WorkingDays, Unit::Weeks, Unit::Months];
            let delay = Delay { count, unit: units[unit] };
            prop_assert_eq!(Delay::parse(&delay.to_string()), Some(delay));
        }
    }
}
