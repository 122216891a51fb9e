//! When a referral asks for something again: derived, never written.

use super::State;
use super::facts::Referral;
use akwaba_procedures::workbook::{ParameterValue, Procedure, Unit};

const DAY_MICROS: i64 = 24 * 3600 * 1_000_000;
/// After how many reminders the person is asked instead of the service.
const REMINDERS_MAX: u32 = 2;

/// How long an answer is waited for, in days. Those of procedure P08 of the manual, which are
/// propositions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delays {
    /// Until the first reminder.
    pub answer: u32,
    /// Until the next one.
    pub again: u32,
}

impl Default for Delays {
    fn default() -> Self {
        Self {
            answer: 7,
            again: 7,
        }
    }
}

impl Delays {
    /// Those of a procedure, in whole days; the usual ones where it does not tell.
    pub fn of(procedure: &Procedure) -> Self {
        let days = |name: &str, usual: u32| {
            let value = procedure.parameter(name).map(|known| &known.value);
            match value {
                Some(ParameterValue::Delay(delay)) => match delay.unit {
                    Unit::Hours => delay.count.div_ceil(24).max(1),
                    Unit::Days | Unit::WorkingDays => delay.count,
                    Unit::Weeks => delay.count.saturating_mul(7),
                    Unit::Months => delay.count.saturating_mul(30),
                },
                _ => usual,
            }
        };
        let usual = Self::default();
        Self {
            answer: days("retour_delai", usual.answer),
            again: days("relance2_delai", usual.again),
        }
    }
}

/// What is to be done about a referral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToDo {
    /// Remind the service.
    Remind,
    /// The service stays silent: ask the person.
    AskPerson,
}

/// What comes next, and from when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next {
    /// What.
    pub what: ToDo,
    /// From when, in microseconds since 1970.
    pub at_micros: i64,
}

impl Next {
    /// What comes next where an answer is waited for: by state, since when, after how many reminders.
    pub fn after(state: State, since_micros: i64, reminders: u32, delays: Delays) -> Option<Self> {
        if !state.is_open() {
            return None;
        }
        let days = if reminders == 0 {
            delays.answer
        } else {
            delays.again
        };
        Some(Self {
            what: if reminders < REMINDERS_MAX {
                ToDo::Remind
            } else {
                ToDo::AskPerson
            },
            at_micros: since_micros.saturating_add(i64::from(days).saturating_mul(DAY_MICROS)),
        })
    }

    /// What comes next for a referral.
    pub fn of(referral: &Referral, delays: Delays) -> Option<Self> {
        Self::after(
            referral.state(),
            referral.since_micros(),
            referral.reminders(),
            delays,
        )
    }
}
