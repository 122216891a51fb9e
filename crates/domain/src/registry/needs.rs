//! The grid of a household: for each member, birth act, school, CMU and health.
//!
//! Owns what the centre follows up, not a medical file. Never: a diagnosis.

use super::codes::choice;
use super::edit::Editing;
use super::person::{Noted, field};
use crate::refusal::Refusals;
use crate::text;
use minicbor::{Decode, Encode};

coded! {
    /// Whether a birth act exists.
    BirthActState {
        /// The extract is in hand.
        0 InHand = "in-hand",
        /// Declared, but no extract in hand.
        1 NotInHand = "not-in-hand",
        /// Never declared.
        2 NotDeclared = "not-declared",
        /// A judgment has been asked for.
        3 Underway = "underway",
        /// The person does not know.
        4 Unknown = "unknown",
    }
}

coded! {
    /// School.
    SchoolState {
        /// Too young.
        0 TooYoung = "too-young",
        /// Goes to school.
        1 Attends = "attends",
        /// Left before the end.
        2 Left = "left",
        /// Never went.
        3 Never = "never",
        /// Finished, or an adult no longer concerned.
        4 Done = "done",
        /// Learns a trade.
        5 Apprentice = "apprentice",
        /// Not known.
        6 Unknown = "unknown",
    }
}

coded! {
    /// The three states of the CMU that people confuse, and none.
    CmuState {
        /// Not enrolled.
        0 Not = "not",
        /// Enrolled: came to the enrolment.
        1 Enrolled = "enrolled",
        /// Registered: has a number.
        2 Registered = "registered",
        /// The card was collected.
        3 Collected = "collected",
        /// Not known.
        4 Unknown = "unknown",
    }
}

coded! {
    /// Health, as far as a social centre follows it.
    HealthState {
        /// Nothing to follow.
        0 Well = "well",
        /// Vaccines or check-ups are late.
        1 Late = "late",
        /// Followed at a health centre.
        2 Followed = "followed",
        /// Needs to be referred.
        3 ToRefer = "to-refer",
        /// Pregnant or just gave birth.
        4 Maternity = "maternity",
        /// Not known.
        5 Unknown = "unknown",
    }
}

crate::personal! {
    /// A word beside a box of the grid: the class, the school, the health centre.
    GridWords;
}

/// One line of the grid.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(array)]
pub struct Needs {
    /// Birth act.
    #[n(0)]
    pub birth_act: Option<BirthActState>,
    /// School.
    #[n(1)]
    pub school: Option<SchoolState>,
    /// Class and school.
    #[n(2)]
    pub school_words: Option<GridWords>,
    /// CMU.
    #[n(3)]
    pub cmu: Option<CmuState>,
    /// Health.
    #[n(4)]
    pub health: Option<HealthState>,
    /// Where followed.
    #[n(5)]
    pub health_words: Option<GridWords>,
}

impl Needs {
    /// Writes the line into a record; `seen` is what its writer saw of the four fields, in the order of the grid.
    pub(super) fn write(self, editing: &mut Editing<'_>, seen: &[String; 4]) {
        let [birth_act, school, cmu, health] = seen;
        editing.field(field::BIRTH_ACT, birth_act, &self.birth_act);
        let noted = noted(self.school, self.school_words);
        editing.field(field::SCHOOL, school, &noted);
        editing.field(field::CMU, cmu, &self.cmu);
        let noted = self::noted(self.health, self.health_words);
        editing.field(field::HEALTH, health, &noted);
    }
}

fn noted<T>(state: Option<T>, words: Option<GridWords>) -> Option<Noted<T>> {
    (state.is_some() || words.is_some()).then_some(Noted { state, words })
}

/// The line as typed.
#[derive(Clone, Default)]
pub struct NeedsForm {
    /// `birth-act`.
    pub birth_act: String,
    /// `school`.
    pub school: String,
    /// `school-words`.
    pub school_words: String,
    /// `cmu`.
    pub cmu: String,
    /// `health`.
    pub health: String,
    /// `health-words`.
    pub health_words: String,
}

impl NeedsForm {
    /// Checks what was typed; nothing typed is `None`.
    ///
    /// # Errors
    /// All the refusals by field.
    pub fn parse(&self) -> Result<Option<Needs>, Refusals> {
        let mut wrong = Refusals::new();
        let needs = Needs {
            birth_act: wrong.take(choice(
                "birth-act",
                &self.birth_act,
                BirthActState::from_code,
            )),
            school: wrong.take(choice("school", &self.school, SchoolState::from_code)),
            school_words: wrong
                .take(text::line("school-words", &self.school_words))
                .map(GridWords::new),
            cmu: wrong.take(choice("cmu", &self.cmu, CmuState::from_code)),
            health: wrong.take(choice("health", &self.health, HealthState::from_code)),
            health_words: wrong
                .take(text::line("health-words", &self.health_words))
                .map(GridWords::new),
        };
        let empty = needs == Needs::default();
        wrong.or((!empty).then_some(needs))
    }

    /// What a form shows for a line that was recorded.
    pub fn of(needs: &Needs) -> Self {
        let words = |words: &Option<GridWords>| {
            words
                .as_ref()
                .map(|w| w.as_str().to_owned())
                .unwrap_or_default()
        };
        let code = |code: Option<&'static str>| code.unwrap_or_default().to_owned();
        Self {
            birth_act: code(needs.birth_act.map(BirthActState::code)),
            school: code(needs.school.map(SchoolState::code)),
            school_words: words(&needs.school_words),
            cmu: code(needs.cmu.map(CmuState::code)),
            health: code(needs.health.map(HealthState::code)),
            health_words: words(&needs.health_words),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::Refusal;

    #[test]
    fn an_empty_line_is_nothing_and_a_full_one_reads_back() {
        assert_eq!(NeedsForm::default().parse().unwrap(), None);
        let form = NeedsForm {
            birth_act: "not-declared".into(),
            school: "attends".into(),
            school_words: "CE1, EPP Anyama 2".into(),
            cmu: "registered".into(),
            health: "late".into(),
            health_words: String::new(),
        };
        let needs = form.parse().unwrap().unwrap();
        assert_eq!(NeedsForm::of(&needs).parse().unwrap(), Some(needs));
    }

    #[test]
    fn every_wrong_box_is_said() {
        let form = NeedsForm {
            cmu: "peut-être".into(),
            health: "?".into(),
            ..NeedsForm::default()
        };
        let wrong = form.parse().unwrap_err();
        assert_eq!(
            wrong.as_slice(),
            [
                Refusal::at("cmu", "choice-unknown"),
                Refusal::at("health", "choice-unknown")
            ]
        );
    }
}
