//! Answers that nobody gave, to go through a form quickly: the same seed gives the same answers.
//!
//! Owns what is tried for each kind of question, and keeps only what the form accepts. Whoever has answered is never answered
//! for. Nothing here looks like a person: texts say that they are invented.

use jiff::ToSpan;
use jiff::civil::DateTime;

use crate::form::{Answers, Element, Filled, Form, Kind, Moment};

/// Answers open questions, which are then answered: as often as this.
const ROUNDS: usize = 6;
/// What a question for words is answered.
const WORDS: &str = "Réponse inventée pour l'entraînement.";

/// The answers of a group, with something invented wherever a question is asked and not answered.
#[must_use]
pub fn invented(
    form: &Form,
    group: &str,
    answers: &Answers,
    moment: Moment<'_>,
    seed: u64,
) -> Answers {
    let mut filled = Filled::evaluate(form, answers, moment);
    let prefix = format!("{group}/");
    for _ in 0..ROUNDS {
        let open: Vec<(String, &Element)> = filled
            .paths()
            .filter(|(path, element)| {
                path.starts_with(&prefix)
                    && element.is_asked()
                    && filled.relevant(path)
                    && !filled.read_only(path)
                    && filled.value(path).is_empty()
            })
            .collect();
        let mut answered = false;
        for (path, element) in open {
            answered |= answer(&mut filled, &path, element, moment.now, seed);
        }
        if !answered {
            break;
        }
    }
    filled.answers()
}

/// Answers one question with the first of what may be tried that the form accepts; false when it accepts none.
fn answer(
    filled: &mut Filled<'_>,
    path: &str,
    element: &Element,
    now: DateTime,
    seed: u64,
) -> bool {
    for text in tries(filled, path, element, now, seed) {
        if filled.set(path, &text) && filled.problem_at(path).is_none() {
            return true;
        }
    }
    filled.set(path, "");
    false
}

fn tries(
    filled: &Filled<'_>,
    path: &str,
    element: &Element,
    now: DateTime,
    seed: u64,
) -> Vec<String> {
    let said = |all: &[&str]| all.iter().map(|text| (*text).to_owned()).collect();
    match &element.kind {
        Kind::SelectOne | Kind::SelectMultiple => turned(filled, path, seed),
        Kind::Rank => {
            let names: Vec<String> = filled.choices(path).into_iter().map(|(n, _)| n).collect();
            vec![names.join(" ")]
        }
        Kind::Integer | Kind::Decimal => {
            said(&["3", "1", "0", "30", "12", "100", "500", "5000", "2000"])
        }
        Kind::Range => element
            .bounds
            .map(|bounds| vec![bounds.start.to_string(), bounds.end.to_string()])
            .unwrap_or_default(),
        Kind::Date => days(now).iter().map(ToString::to_string).collect(),
        Kind::DateTime => days(now)
            .iter()
            .map(|day| format!("{day}T08:00:00"))
            .collect(),
        Kind::Time => said(&["08:00:00"]),
        Kind::Acknowledge => said(&["OK"]),
        Kind::Point => said(&["0 0 0 0"]),
        Kind::Text | Kind::Barcode => said(&[
            WORDS,
            "0700000000",
            "0000000000000",
            "00000000",
            "0000",
            "2000-01",
            "x",
        ]),
        // A file cannot be invented, and the others are not asked.
        _ => Vec::new(),
    }
}

/// The days that are tried: today, those after, those before.
fn days(now: DateTime) -> Vec<jiff::civil::Date> {
    let moves = [0, 1, 7, 30, -1, -7, -30, -365 * 30];
    let day = |days: i32| now.date().checked_add(days.days()).ok();
    moves.into_iter().filter_map(day).collect()
}

/// The names of the choices, begun at the place that the seed and the question give.
fn turned(filled: &Filled<'_>, path: &str, seed: u64) -> Vec<String> {
    let mut names: Vec<String> = filled
        .choices(path)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    let mixed = path.bytes().fold(seed, |mixed, byte| {
        (mixed ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let count = u64::try_from(names.len()).unwrap_or(u64::MAX).max(1);
    let turn = usize::try_from((mixed >> 17) % count).unwrap_or(0);
    names.rotate_left(turn);
    names
}

#[cfg(test)]
#[path = "invent_tests.rs"]
mod tests;
