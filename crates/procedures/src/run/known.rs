//! What a condition of a procedure may ask: the answers of the case, and `fait`, `a_temps` and
//! `parametre` on top of the language of forms.

use super::standing::Standing;
use crate::expr::{EvalError, Scope, Tree, Value};
use crate::workbook::{ParameterValue, Procedure};
use jiff::civil::DateTime;

/// The answers of a case together with its course and the parameters of its procedure.
pub struct Known<'a> {
    answers: &'a dyn Scope,
    procedure: &'a Procedure,
    standing: &'a Standing<'a>,
    now: DateTime,
}

impl<'a> Known<'a> {
    /// What is known at a moment. `today()` in a condition is the day of that moment, so that the
    /// answer never changes while nothing happens.
    pub fn at(
        answers: &'a dyn Scope,
        procedure: &'a Procedure,
        standing: &'a Standing<'a>,
        now: DateTime,
    ) -> Self {
        Self {
            answers,
            procedure,
            standing,
            now,
        }
    }
}

impl Scope for Known<'_> {
    fn value(&self, name: &str) -> Option<Value> {
        self.answers.value(name)
    }

    fn call(&self, name: &str, args: &[Value]) -> Option<Result<Value, EvalError>> {
        let text = args.first().map(Value::text).unwrap_or_default();
        match name {
            "fait" => Some(Ok(Value::Boolean(self.standing.is_done(&text)))),
            "a_temps" => Some(Ok(Value::Boolean(self.standing.is_in_time(&text)))),
            "parametre" => Some(Ok(self.parameter(&text))),
            _ => self.answers.call(name, args),
        }
    }

    fn now(&self) -> DateTime {
        self.now
    }

    fn tree(&self) -> Option<&dyn Tree> {
        self.answers.tree()
    }
}

impl Known<'_> {
    /// The value of a parameter; blank when the procedure has none of that name.
    fn parameter(&self, name: &str) -> Value {
        match self.procedure.parameter(name).map(|known| &known.value) {
            Some(ParameterValue::Number(number)) => Value::Number(*number),
            Some(ParameterValue::Text(text)) => Value::Text(text.clone()),
            Some(ParameterValue::Delay(delay)) => Value::Text(delay.to_string()),
            None => Value::blank(),
        }
    }
}
