//! Difficulties in functioning: the Short Set of the Washington Group, six questions asked as
//! they are, each of which may be left or declined.
//!
//! Never: names an impairment, or takes silence for "no difficulty".

use super::codes::choice;
use super::when::Day;
use crate::refusal::Refusals;
use minicbor::{Decode, Encode};

coded! {
    /// The six questions.
    Domain {
        /// Seeing, even with glasses.
        0 Seeing = "seeing",
        /// Hearing, even with a hearing aid.
        1 Hearing = "hearing",
        /// Walking or climbing steps.
        2 Walking = "walking",
        /// Remembering or concentrating.
        3 Remembering = "remembering",
        /// Washing and dressing.
        4 SelfCare = "self-care",
        /// Being understood and understanding, in one's own language.
        5 Communicating = "communicating",
    }
}

coded! {
    /// The answers.
    Difficulty {
        /// No difficulty.
        0 None = "none",
        /// Some difficulty.
        1 Some = "some",
        /// A lot of difficulty.
        2 ALot = "a-lot",
        /// Cannot do it at all.
        3 Cannot = "cannot",
        /// Prefers not to answer.
        4 Declined = "declined",
    }
}

/// The answers given on a day.
#[derive(Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Functioning {
    /// Answers in the order of [`Domain::ALL`]; `None` was not asked.
    #[n(0)]
    pub answers: [Option<Difficulty>; 6],
    /// The day they were given.
    #[n(1)]
    pub on: Day,
}

impl core::fmt::Debug for Functioning {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("[caché]")
    }
}

impl Functioning {
    /// The answer to one question.
    pub fn answer(&self, domain: Domain) -> Option<Difficulty> {
        Domain::ALL
            .iter()
            .zip(self.answers)
            .find_map(|(asked, answer)| (*asked == domain).then_some(answer))
            .flatten()
    }

    /// Whether any answer is "a lot" or "cannot": the cut-off that the Group recommends.
    pub fn has_disability(&self) -> bool {
        let strong = |answer: &Option<Difficulty>| {
            matches!(answer, Some(Difficulty::ALot | Difficulty::Cannot))
        };
        self.answers.iter().any(strong)
    }
}

/// The answers as typed: `functioning-seeing`, `functioning-hearing`… in the order of
/// [`Domain::ALL`]; none chosen is `None`.
///
/// # Errors
/// All the refusals by field.
pub fn parse(typed: &[String; 6], today: Day) -> Result<Option<Functioning>, Refusals> {
    let mut wrong = Refusals::new();
    let mut answers = [None; 6];
    for ((domain, typed), answer) in Domain::ALL.iter().zip(typed).zip(&mut answers) {
        let field = format!("functioning-{}", domain.code());
        *answer = wrong.take(choice(&field, typed, Difficulty::from_code));
    }
    let asked = answers.iter().any(Option::is_some);
    wrong.or(asked.then_some(Functioning { answers, on: today }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(seeing: &str, walking: &str) -> [String; 6] {
        let mut typed: [String; 6] = Default::default();
        typed[0] = seeing.into();
        typed[2] = walking.into();
        typed
    }

    #[test]
    fn a_lot_of_difficulty_in_one_question_is_enough_and_silence_is_not_an_answer() {
        let today = Day::of(2026, 11, 23).unwrap();
        let read = |seeing, walking| parse(&typed(seeing, walking), today).unwrap();
        assert_eq!(read("", ""), None);
        let some = read("some", "declined").unwrap();
        assert!(!some.has_disability());
        assert_eq!(some.answer(Domain::Hearing), None);
        assert_eq!(some.answer(Domain::Walking), Some(Difficulty::Declined));
        assert!(read("none", "a-lot").unwrap().has_disability());
        assert!(parse(&typed("a little", ""), today).is_err());
    }
}
