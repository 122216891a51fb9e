//! Invented answers to the forms of the manual, and the decisions that follow from them.

use super::cases::Known;
use super::life::Life;
use akwaba_domain::casework::step::standing;
use akwaba_matching::chance::Dice;
use akwaba_procedures::form::{Answers, Element, Filled, Kind};
use akwaba_procedures::run::{Way, ways};
use akwaba_procedures::workbook::Step;
use jiff::SignedDuration;
use jiff::civil::DateTime;

/// Invented answers to the group of a step, question by question, each such that its form accepts it.
pub(super) fn filled(life: &mut Life<'_>, known: &Known, step: &Step, now: DateTime) -> Answers {
    let Some(group) = known.edition.group(step) else {
        return Answers::new();
    };
    let mut answers = known.case.answers.clone();
    answers.put(group, &Answers::new());
    let mut filled = known.edition.filled(&answers, now);
    let prefix = format!("{group}/");
    // Twice: an answer may open a question that stands before it.
    for _ in 0..2 {
        let paths: Vec<(String, &Element)> = filled
            .paths()
            .filter(|(path, element)| path.starts_with(&prefix) && element.is_asked())
            .collect();
        for (path, element) in paths {
            let wanted = filled.relevant(&path) && filled.value(&path).is_empty();
            if wanted && (filled.required(&path) || life.dice.percent(60)) {
                try_each(life, &mut filled, &path, element, now);
            }
        }
    }
    filled.submission().within(group)
}

fn try_each(
    life: &mut Life<'_>,
    filled: &mut Filled<'_>,
    path: &str,
    element: &Element,
    now: DateTime,
) {
    let mut tries = candidates(filled, path, element, now);
    if let Some(half) = tries.len().checked_sub(1) {
        let turn = usize::try_from(life.dice.below(half as u64 + 1)).unwrap_or(0);
        tries.rotate_left(turn);
    }
    for text in tries {
        filled.set(path, &text);
        if filled.problem_at(path).is_none() {
            return;
        }
    }
    filled.set(path, "");
}

fn candidates(filled: &Filled<'_>, path: &str, element: &Element, now: DateTime) -> Vec<String> {
    let day = |days: i64| {
        let hours = SignedDuration::from_hours(24 * days);
        now.checked_add(hours).unwrap_or(now).date().to_string()
    };
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    match element.kind {
        Kind::SelectOne | Kind::SelectMultiple | Kind::Rank => {
            let offered = filled.choices(path).into_iter();
            offered.map(|(name, _)| name).collect()
        }
        Kind::Integer | Kind::Decimal | Kind::Range => {
            owned(&["2", "1", "3", "0", "10", "40", "5000", "100"])
        }
        Kind::Date => [0, -3, 7, -30, 30, -4_000].map(day).into(),
        Kind::DateTime => [0, -1, 3]
            .map(|days| format!("{}T09:30:00", day(days)))
            .into(),
        Kind::Time => owned(&["09:30"]),
        Kind::Acknowledge => owned(&["OK"]),
        Kind::Point => owned(&["5.49 -4.05"]),
        _ => owned(&[
            "Vu avec la personne, qui est d'accord.",
            "À revoir à la prochaine rencontre.",
            "Selon ce qui a été dit à l'entretien.",
            "0700000000",
            "12",
        ]),
    }
}

/// The decision taken where the worker chooses.
pub(super) fn decision(
    life: &mut Life<'_>,
    known: &Known,
    step: &Step,
    answers: &Answers,
    now: DateTime,
) -> String {
    let edition = &known.edition;
    let mut all = known.case.answers.clone();
    if let Some(group) = edition.group(step) {
        all.put(group, answers);
    }
    let filled = edition.filled(&all, now);
    let scope = filled.scope();
    let stands = standing(&known.case, edition, now);
    let conditions = akwaba_procedures::run::Known::at(&scope, &edition.procedure, &stands, now);
    let Way::Choose(offered) = ways(step, &conditions) else {
        return String::new();
    };
    let chosen = life.dice.one(&offered).copied();
    let place = chosen.and_then(|one| step.decisions.iter().position(|known| known == one));
    place.map_or_else(String::new, |place| place.to_string())
}
