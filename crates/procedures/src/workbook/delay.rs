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

    proptest! {
        #[test]
        fn every_delay_reads_as_it_is_written(count in 0u32.., unit in 0usize..5) {
            let units = [Unit::Hours, Unit::Days, Unit::WorkingDays, Unit::Weeks, Unit::Months];
            let delay = Delay { count, unit: units[unit] };
            prop_assert_eq!(Delay::parse(&delay.to_string()), Some(delay));
        }
    }
}
