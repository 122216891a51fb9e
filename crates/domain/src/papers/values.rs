//! What somebody wrote in the parts of a paper, read as typed.

use super::Words;
use super::kind::{Kind, Part, Shape};
use crate::reception::Day;
use crate::reception::time::Minute;
use crate::refusal::{Refusal, Refusals};
use crate::text;

/// What was written in the parts of a paper, by the code of each, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Values(Vec<(&'static str, Value)>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Value {
    Words(Words),
    Day(Day),
    Time(Minute),
    Choice(&'static str),
    Read,
}

impl Values {
    /// Reads the parts of a kind of paper as typed. `visits` are the days on which the person was received.
    ///
    /// # Errors
    /// By part: `text-missing`, `text-too-long`, `text-control`, `choice-missing`, `papers-day-missing`,
    /// `papers-day-ahead`, `papers-day-past`, `papers-visit-none`, `papers-duty`, and those of days and times.
    pub fn read(
        kind: Kind,
        typed: &dyn Fn(&str) -> String,
        today: Day,
        visits: &[Day],
    ) -> Result<Self, Refusals> {
        let mut wrong = Refusals::new();
        let mut values = Vec::new();
        for part in kind.parts() {
            let read = wrong.take(value(part, &typed(part.code), today, visits));
            values.extend(read.map(|value| (part.code, value)));
        }
        wrong.or(Self(values))
    }

    fn of(&self, part: &str) -> Option<&Value> {
        let known = self.0.iter().find(|(code, _)| *code == part);
        known.map(|(_, value)| value)
    }

    /// The words of a part.
    pub fn words(&self, part: &str) -> Option<&Words> {
        match self.of(part)? {
            Value::Words(words) => Some(words),
            _ => None,
        }
    }

    /// The day of a part.
    pub fn day(&self, part: &str) -> Option<Day> {
        match self.of(part)? {
            Value::Day(day) => Some(*day),
            _ => None,
        }
    }

    /// The time of a part.
    pub fn time(&self, part: &str) -> Option<Minute> {
        match self.of(part)? {
            Value::Time(time) => Some(*time),
            _ => None,
        }
    }

    /// What was chosen in a part.
    pub fn choice(&self, part: &str) -> Option<&'static str> {
        match self.of(part)? {
            Value::Choice(code) => Some(code),
            _ => None,
        }
    }
}

fn value(part: &Part, typed: &str, today: Day, visits: &[Day]) -> Result<Option<Value>, Refusal> {
    let missing = |code| {
        if part.needed && typed.trim().is_empty() {
            Err(Refusal::at(part.code, code))
        } else {
            Ok(())
        }
    };
    match part.shape {
        Shape::Line | Shape::Words => {
            missing("text-missing")?;
            let read = match part.shape {
                Shape::Line => text::line(part.code, typed)?,
                _ => text::words(part.code, typed)?,
            };
            let written = read.as_deref().map_or(0, |text| text.chars().count());
            if written > usize::from(part.chars) {
                return Err(Refusal::at(part.code, "text-too-long")
                    .with("max", part.chars)
                    .with("written", written));
            }
            Ok(read.map(|text| Value::Words(Words::new(text))))
        }
        Shape::Past | Shape::Coming | Shape::Visited => {
            missing("papers-day-missing")?;
            let Some(day) = Day::typed(part.code, typed)? else {
                return Ok(None);
            };
            let wrong = match part.shape {
                Shape::Coming => (day < today).then_some("papers-day-past"),
                _ if day > today => Some("papers-day-ahead"),
                Shape::Visited => (!visits.contains(&day)).then_some("papers-visit-none"),
                _ => None,
            };
            match wrong {
                Some(code) => Err(Refusal::at(part.code, code)),
                None => Ok(Some(Value::Day(day))),
            }
        }
        Shape::Time => {
            missing("papers-time-missing")?;
            Ok(Minute::typed(part.code, typed)?.map(Value::Time))
        }
        Shape::Choice(codes) => {
            let chosen = codes.iter().find(|code| **code == typed.trim());
            match chosen {
                Some(code) => Ok(Some(Value::Choice(code))),
                None if part.needed => Err(Refusal::at(part.code, "choice-missing")),
                None => Ok(None),
            }
        }
        Shape::Read => match typed.trim() {
            "1" => Ok(Some(Value::Read)),
            _ => Err(Refusal::at(part.code, "papers-duty")),
        },
    }
}
