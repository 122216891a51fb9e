//! The lines of the registers that a procedure declares: one each time that the step of a register is done.
//!
//! A line follows from its case: what stands in it is what was answered when it was written, and a later
//! answer does not change it. Its number is given when it is written ([`super::number`]).

use crate::casework::counted::{Counted, standing};
use crate::casework::time::civil;
use crate::casework::{Case, Edition, Subject};
use akwaba_journal::id::ActorId;
use akwaba_journal::state::Source;
use akwaba_procedures::expr::{Expr, Scope, Value};
use akwaba_procedures::form::{Filled, Kind};
use akwaba_procedures::workbook::{Content, Register};
use jiff::civil::Date;

/// A line of a register.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entered<'e> {
    /// The register, as the procedure of the case has it.
    pub register: &'e Register,
    /// Names the line within its case and register: the rank of the step among all that counted in the case.
    pub place: u32,
    /// By which entry: lines are in the order of their entries.
    pub since: Source,
    /// When the step counted as done, in microseconds since 1970.
    pub at_micros: i64,
    /// Who did it.
    pub by: ActorId,
}

/// The lines that a case writes, in the order in which it does.
pub fn entered<'e>(case: &Case, edition: &'e Edition) -> Vec<Entered<'e>> {
    let mut lines = Vec::new();
    for (place, part) in (0..).zip(case.counted()) {
        let registers = edition.procedure.registers.iter();
        let filled = registers.filter(|register| register.step == part.step);
        lines.extend(filled.map(|register| Entered {
            register,
            place,
            since: part.since,
            at_micros: part.counted_micros,
            by: part.by,
        }));
    }
    lines
}

/// What stands in one column of a line.
#[derive(Clone, PartialEq, Eq)]
pub enum Cell {
    /// The number of the line.
    Number,
    /// A day.
    Day(Date),
    /// Who did the step.
    Worker(ActorId),
    /// Whose case it is.
    Person(Subject),
    /// An answer, in the words of its choices; empty when nothing was answered.
    Words(String),
}

impl core::fmt::Debug for Cell {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("[caché]")
    }
}

/// The columns of a line, each with its title; `None` when the case has no line of that register there.
pub fn cells<'e>(
    case: &Case,
    edition: &'e Edition,
    register: &str,
    place: u32,
) -> Option<Vec<(&'e str, Cell)>> {
    let registers = &edition.procedure.registers;
    let register = registers.iter().find(|known| known.code == register)?;
    let parts = case.counted();
    let place = usize::try_from(place).ok()?;
    let part: &Counted<'_> = parts.get(place).filter(|part| part.step == register.step)?;
    let answers = standing(parts.iter().take(place + 1));
    let written = civil(part.counted_micros);
    let filled = edition.filled(&answers, written);
    let cell = |content: &Content| match content {
        Content::Number => Cell::Number,
        Content::Date => Cell::Day(written.date()),
        Content::Worker => Cell::Worker(part.by),
        Content::Person => Cell::Person(case.subject),
        Content::Answer(expr) => answer(&filled, expr),
    };
    let columns = register.columns.iter();
    let columns = columns.map(|column| (column.title.as_str(), cell(&column.content)));
    Some(columns.collect())
}

/// The day on which a line of a case was written; `None` when the case has no such line.
pub fn written_on(case: &Case, place: u32) -> Option<Date> {
    let parts = case.counted();
    let part = parts.get(usize::try_from(place).ok()?)?;
    Some(civil(part.counted_micros).date())
}

/// What was answered to a question of choice as a line of a register was written: the code of the choice and its words;
/// none when it was not answered, or the case has no such line.
pub fn chosen(
    case: &Case,
    edition: &Edition,
    place: u32,
    question: &str,
) -> Option<(String, String)> {
    filled_for(case, edition, place, |filled| {
        let question = filled.form().question(question)?;
        let code = filled.value(&question.path);
        if code.is_empty() {
            return None;
        }
        let offered = filled.choices(&question.path);
        let words = offered.iter().find(|(name, _)| *name == code);
        let words = words.map_or_else(|| code.to_string(), |(_, words)| words.clone());
        Some((code.to_string(), words))
    })
}

/// Reads the form of a case as it stood when a line of a register was written; none when the case has no such line.
pub(crate) fn filled_for<T>(
    case: &Case,
    edition: &Edition,
    place: u32,
    read: impl FnOnce(&Filled<'_>) -> Option<T>,
) -> Option<T> {
    let parts = case.counted();
    let place = usize::try_from(place).ok()?;
    let part = parts.get(place)?;
    let answers = standing(parts.iter().take(place + 1));
    read(&edition.filled(&answers, civil(part.counted_micros)))
}

/// An answer as a register shows it: the words of what was chosen, days as days.
fn answer(filled: &Filled<'_>, expr: &Expr) -> Cell {
    let scope: &dyn Scope = &filled.scope();
    // What cannot be told leaves its place empty: a register never shows a mistake as an answer.
    let text = expr
        .evaluate(scope)
        .map(Value::into_text)
        .unwrap_or_default();
    let question = match expr.questions().as_slice() {
        [name] if expr.to_string().trim() == format!("${{{name}}}") => filled.form().question(name),
        _ => None,
    };
    let Some(question) = question else {
        return Cell::Words(text);
    };
    match question.kind {
        Kind::Date | Kind::DateTime => {
            let day = text.get(..10).and_then(|day| day.parse().ok());
            day.map_or(Cell::Words(text), Cell::Day)
        }
        Kind::SelectOne | Kind::SelectMultiple | Kind::Rank => {
            let offered = filled.choices(&question.path);
            let words: Vec<&str> = text
                .split_ascii_whitespace()
                .map(|one| {
                    let known = offered.iter().find(|(name, _)| name == one);
                    known.map_or(one, |(_, label)| label.as_str())
                })
                .collect();
            Cell::Words(words.join(", "))
        }
        _ => Cell::Words(text),
    }
}
