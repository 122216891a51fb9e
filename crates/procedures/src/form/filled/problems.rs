//! What is wrong with the answers.
//!
//! Owns the checks: what is required is there, what is there is of its kind, and satisfies its constraint. What is not
//! relevant is never wrong.

use super::super::element::{Bounds, Element, Kind};
use super::scope::FilledScope;
use super::{Filled, PlaceId};
use crate::expr::{moment_in, number_in, time_in};

/// One thing wrong, at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub path: String,
    /// What kind of problem.
    pub refusal: Refusal,
    /// The form's own message in the language asked for; a French one where the form has none.
    pub said: String,
}

impl Problem {
    /// The problem's name, for translations.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.refusal.code()
    }
}

/// Why an answer is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It is required and missing.
    Required,
    /// It does not satisfy the constraint of its question.
    Constraint,
    /// It is no whole number.
    NotInteger,
    /// It is no number.
    NotNumber,
    /// It is outside the scale, or between two of its marks.
    OutOfRange,
    /// It is no day.
    NotDate,
    /// It is no time.
    NotTime,
    /// It is no place on the earth.
    NotPlace,
    /// It is not among the choices.
    NotOffered,
    /// The form cannot compute here; the name of why.
    Expression(&'static str),
}

impl Refusal {
    fn code(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Constraint => "constraint",
            Self::NotInteger => "not-integer",
            Self::NotNumber => "not-number",
            Self::OutOfRange => "out-of-range",
            Self::NotDate => "not-date",
            Self::NotTime => "not-time",
            Self::NotPlace => "not-place",
            Self::NotOffered => "not-offered",
            Self::Expression(code) => code,
        }
    }

    fn said(self) -> &'static str {
        match self {
            Self::Required => "Répondez à cette question.",
            Self::Constraint => "Cette réponse ne convient pas.",
            Self::NotInteger => "Écrivez un nombre entier.",
            Self::NotNumber => "Écrivez un nombre.",
            Self::OutOfRange => "Choisissez un nombre de l'échelle.",
            Self::NotDate => "Écrivez une date : jour, mois, année.",
            Self::NotTime => "Écrivez une heure : 14:30.",
            Self::NotPlace => "Écrivez une latitude et une longitude.",
            Self::NotOffered => "Choisissez parmi les réponses proposées.",
            Self::Expression(_) => "Cette condition du formulaire ne peut pas être calculée.",
        }
    }
}

impl Filled<'_> {
    /// Everything wrong, in the order of the form.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let ids = (1..self.places.len()).filter_map(|id| PlaceId::try_from(id).ok());
        ids.filter_map(|id| self.problem(id)).collect()
    }

    /// What is wrong at a path.
    #[must_use]
    pub fn problem_at(&self, path: &str) -> Option<Problem> {
        self.by_path.get(path).and_then(|id| self.problem(*id))
    }

    /// Whether an answer is required at a path.
    #[must_use]
    pub fn required(&self, path: &str) -> bool {
        self.by_path
            .get(path)
            .is_some_and(|id| self.is_required(*id))
    }

    /// Whether what stands at a path can only be read.
    #[must_use]
    pub fn read_only(&self, path: &str) -> bool {
        self.by_path
            .get(path)
            .is_some_and(|id| self.is_read_only(*id))
    }

    pub(super) fn is_required(&self, id: PlaceId) -> bool {
        let formula = self
            .element_of(id)
            .and_then(|element| element.required.as_ref());
        formula.is_some_and(|formula| {
            let scope = FilledScope::at(self, id, formula);
            formula.expr.holds(&scope).unwrap_or(true)
        })
    }

    pub(super) fn is_read_only(&self, id: PlaceId) -> bool {
        let formula = self
            .element_of(id)
            .and_then(|element| element.read_only.as_ref());
        formula.is_some_and(|formula| {
            let scope = FilledScope::at(self, id, formula);
            formula.expr.holds(&scope).unwrap_or(true)
        })
    }

    pub(super) fn problem(&self, id: PlaceId) -> Option<Problem> {
        let place = self.at(id)?;
        let element = self.element_of(id)?;
        if !place.relevant {
            return None;
        }
        let refusal = match self.failures.get(&id) {
            Some(code) => Refusal::Expression(code),
            None if !element.is_question() => return None,
            None if place.text.trim().is_empty() && !place.kept.trim().is_empty() => {
                Refusal::NotOffered
            }
            None if place.text.trim().is_empty() => {
                let wanted =
                    self.is_required(id) && element.kind != Kind::Note && !element.is_filled_in();
                if !wanted {
                    return None;
                }
                Refusal::Required
            }
            None => self.refused(id, element, &place.text)?,
        };
        let own = match refusal {
            Refusal::Required => self.words_at(id, &element.required_message),
            Refusal::Constraint => self.words_at(id, &element.constraint_message),
            _ => String::new(),
        };
        Some(Problem {
            path: self.path(id),
            refusal,
            said: if own.is_empty() {
                refusal.said().to_owned()
            } else {
                own
            },
        })
    }

    fn refused(&self, id: PlaceId, element: &Element, text: &str) -> Option<Refusal> {
        if let Some(refusal) = wrong_kind(element, text) {
            return Some(refusal);
        }
        let formula = element.constraint.as_ref()?;
        match formula.expr.holds(&FilledScope::at(self, id, formula)) {
            Ok(true) => None,
            Ok(false) => Some(Refusal::Constraint),
            Err(error) => Some(Refusal::Expression(error.code())),
        }
    }
}

/// Why a text is no answer of its kind.
fn wrong_kind(element: &Element, text: &str) -> Option<Refusal> {
    let number = number_in(text);
    let plain = text
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E'));
    let numeric = plain && !number.is_nan();
    let sound = match element.kind {
        Kind::Integer => return (!numeric || number.fract() != 0.0).then_some(Refusal::NotInteger),
        Kind::Decimal => return (!numeric).then_some(Refusal::NotNumber),
        Kind::Range => {
            return (!numeric || !element.bounds.is_none_or(|bounds| on_scale(bounds, number)))
                .then_some(Refusal::OutOfRange);
        }
        Kind::Date => moment_in(text).is_some(),
        Kind::DateTime => moment_in(text).is_some() && text.contains('T'),
        Kind::Time => return time_in(text).is_none().then_some(Refusal::NotTime),
        Kind::Point => return (!is_place(text)).then_some(Refusal::NotPlace),
        Kind::Trace | Kind::Shape => {
            let mut points = text.trim().trim_end_matches(';').split(';');
            return (!points.all(is_place)).then_some(Refusal::NotPlace);
        }
        _ => true,
    };
    (!sound).then_some(Refusal::NotDate)
}

fn on_scale(bounds: Bounds, number: f64) -> bool {
    let (low, high) = (bounds.start.min(bounds.end), bounds.start.max(bounds.end));
    let steps = (number - bounds.start) / bounds.step;
    low <= number && number <= high && (steps - steps.round()).abs() < 1e-9
}

/// `latitude longitude altitude accuracy`, the last two may miss.
fn is_place(text: &str) -> bool {
    let numbers: Vec<f64> = text.split_whitespace().map(number_in).collect();
    match numbers.as_slice() {
        [latitude, longitude, rest @ ..] => {
            latitude.abs() <= 90.0
                && longitude.abs() <= 180.0
                && rest.len() <= 2
                && rest.iter().all(|n| !n.is_nan())
        }
        _ => false,
    }
}
