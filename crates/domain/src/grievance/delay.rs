//! By when a complaint is acknowledged and answered, as the procedure of complaints says it in the manual in use.
//!
//! Never: a delay of its own. Where no such procedure is published, nothing is due.

use super::{About, Grievance, Stage};
use crate::casework::Edition;
use crate::casework::time::{civil, micros};
use crate::registry::codes::coded;
use akwaba_procedures::run::Calendar;
use akwaba_procedures::workbook::{ParameterValue, Procedure};
use jiff::civil::DateTime;

/// The code of the procedure of complaints about the centre.
pub const PROCEDURE: &str = "P28";

/// The names of its delays.
const ACKNOWLEDGE: &str = "reception_delai";
const ANSWER: &str = "reponse_delai";
const REGION_GRAVE: &str = "region_grave";
const REGION: &str = "region_delai";
const REGION_ANSWER: &str = "region_reponse";

coded! {
    /// What is due next of a complaint.
    Duty {
        /// To tell the person that somebody looks into it.
        0 Acknowledge = "accuser",
        /// To answer.
        1 Answer = "repondre",
        /// To look again, and answer.
        2 Appeal = "revoir",
    }
}

coded! {
    /// How the first answer stands to its term.
    Timing {
        /// It was answered in time.
        0 InTime = "a-temps",
        /// It was answered late, or is late.
        1 Late = "en-retard",
        /// It is not answered, and there is time yet.
        2 Running = "en-cours",
    }
}

/// The delays of a procedure of complaints.
#[derive(Debug, Clone, Copy)]
pub struct Delays<'e> {
    procedure: &'e Procedure,
    calendar: &'e Calendar,
}

impl<'e> Delays<'e> {
    /// Those of the version in use.
    pub fn of(edition: &'e Edition) -> Self {
        Self {
            procedure: &edition.procedure,
            calendar: &edition.calendar,
        }
    }

    fn end(&self, from: DateTime, name: &str) -> Option<DateTime> {
        match self.procedure.parameter(name)?.value {
            ParameterValue::Delay(delay) => Some(self.calendar.end(from, delay)),
            _ => None,
        }
    }

    /// Until when a complaint said at a moment is to be acknowledged.
    pub fn acknowledged_by(&self, said: DateTime) -> Option<DateTime> {
        self.end(said, ACKNOWLEDGE)
    }

    /// Until when it is to be answered: what is grave goes by the region.
    pub fn answered_by(&self, about: About, said: DateTime) -> Option<DateTime> {
        if about.is_grave() {
            let looked = self.end(said, REGION_GRAVE)?;
            self.end(looked, REGION_ANSWER)
        } else {
            self.end(said, ANSWER)
        }
    }

    /// Until when an appeal is to be answered.
    pub fn appeal_answered_by(&self, about: About, said: DateTime) -> Option<DateTime> {
        let examined = if about.is_grave() {
            REGION_GRAVE
        } else {
            REGION
        };
        let looked = self.end(said, examined)?;
        self.end(looked, REGION_ANSWER)
    }
}

impl Grievance {
    /// What is due next, and by when; nothing when it has its answer.
    pub fn due(&self, delays: &Delays<'_>) -> Option<(Duty, DateTime)> {
        let (about, said) = (self.said.about, civil(self.said_micros));
        if let Some(appeal) = self.appeal_waiting() {
            let by = delays.appeal_answered_by(about, civil(appeal.micros))?;
            return Some((Duty::Appeal, by));
        }
        match self.stage() {
            Stage::Answered => None,
            Stage::Received => Some((Duty::Acknowledge, delays.acknowledged_by(said)?)),
            Stage::Examined | Stage::Appealed => {
                Some((Duty::Answer, delays.answered_by(about, said)?))
            }
        }
    }

    /// How its first answer stands to its term; nothing where no procedure gives one.
    pub fn timing(&self, delays: &Delays<'_>, now: DateTime) -> Option<Timing> {
        let by = delays.answered_by(self.said.about, civil(self.said_micros))?;
        let answered = self.answers.iter().find(|one| one.stage == Stage::Answered);
        Some(match answered {
            Some(one) if one.micros <= micros(by) => Timing::InTime,
            None if now <= by => Timing::Running,
            _ => Timing::Late,
        })
    }
}
