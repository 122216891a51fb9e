//! A talk told as a step of procedure P23: what the line of its register says of who came.
//!
//! Never: tells an age that was not asked. The form counts wider bands than the report; what falls in two of them is of no
//! told age.

use super::Theme;
use super::count::{Count, Counts};
use crate::casework::{Case, Edition};
use crate::reception::Day;
use crate::registry::person::Sex;
use crate::reports::age::AgeBand;
use crate::reports::register::{filled_for, written_on};
use akwaba_journal::id::EntityId;

/// The procedure under which talks are held.
pub const TALK_PROCEDURE: &str = "P23";
/// Its register of those that were held.
pub const TALK_REGISTER: &str = "activites";

/// The questions that count who came: the youngest and the oldest of each.
const BOXES: [(&str, Sex, (i32, i32)); 8] = [
    ("filles_moins_12", Sex::Female, (0, 11)),
    ("garcons_moins_12", Sex::Male, (0, 11)),
    ("filles_12_17", Sex::Female, (12, 17)),
    ("garcons_12_17", Sex::Male, (12, 17)),
    ("femmes_18_59", Sex::Female, (18, 59)),
    ("hommes_18_59", Sex::Male, (18, 59)),
    ("femmes_60", Sex::Female, (60, 120)),
    ("hommes_60", Sex::Male, (60, 120)),
];

/// A talk that was held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Talk {
    /// The case of which it is a step.
    pub case: EntityId,
    /// On what; something else where its theme is none of the list.
    pub theme: Theme,
    /// On which day.
    pub day: Day,
    /// Who came.
    pub counts: Counts,
}

impl Talk {
    /// The talk of a line of the register of P23; `None` when the case has no such line.
    pub fn of(case: &Case, edition: &Edition, place: u32) -> Option<Self> {
        let written = written_on(case, place)?;
        filled_for(case, edition, place, |filled| {
            let said = |name: &str| {
                let question = filled.form().question(name)?;
                Some(filled.value(&question.path).to_string()).filter(|said| !said.is_empty())
            };
            let day = said("faite_le").and_then(|day| day.get(..10)?.parse().ok());
            let theme = said("theme").and_then(|code| Theme::from_code(&code));
            let counted = BOXES.iter().filter_map(|(name, sex, ages)| {
                Some(Count {
                    sex: *sex,
                    band: AgeBand::between(*ages),
                    number: said(name)?.parse().ok()?,
                })
            });
            Some(Self {
                case: case.id,
                theme: theme.unwrap_or(Theme::Other),
                day: Day::on(day.unwrap_or(written)),
                counts: counted.collect(),
            })
        })
    }
}
