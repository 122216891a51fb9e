//! Answers to a form of the manual, written as a page of a step sends them.
//!
//! Never: decides whether they fit; the page that takes them does.

use super::confided::CODE;
use super::mediated::Said;
use akwaba_domain::casework::{Edition, time};
use akwaba_domain::ctx::day_of;
use akwaba_procedures::form::{Answers, Kind};
use anyhow::{Result, anyhow};
use jiff::{SignedDuration, Timestamp};

/// The fields that a step's page would send at a moment: every question that is on it, and what is answered. A day is written
/// as days from that day, a moment as hours from that moment.
pub(super) fn typed(
    edition: &Edition,
    (name, said): Said,
    code: Option<&str>,
    at: Timestamp,
) -> Result<Vec<(String, String)>> {
    let step = edition.procedure.step(name);
    let step = step.ok_or_else(|| anyhow!("no step {name}"))?;
    let group = edition.group(step).unwrap_or_default();
    let inside = |path: &str| {
        path.strip_prefix(group)
            .is_some_and(|rest| rest.starts_with('/'))
    };
    let code = code.map(|code| (CODE, code));
    let all: Vec<(String, &str)> = said
        .iter()
        .copied()
        .chain(code)
        .map(|(name, value)| (format!("{group}/{name}"), value))
        .collect();
    let mut answers = Answers::new();
    let mut fields = Vec::new();
    for repeat in edition.form.flat() {
        if matches!(repeat.kind, Kind::Repeat { .. }) && inside(&repeat.path) {
            let first = format!("{}[1]/", repeat.path);
            let count = u32::from(all.iter().any(|(path, _)| path.starts_with(&first)));
            answers.set_count(&repeat.path, count);
            fields.push((format!("combien:{}", repeat.path), count.to_string()));
        }
    }
    let filled = edition.filled(&answers, time::civil(at.as_microsecond()));
    let asked = filled
        .paths()
        .filter(|(path, element)| element.is_asked() && inside(path));
    let asked: Vec<String> = asked.map(|(path, _)| path).collect();
    fields.push(("questions".to_owned(), asked.join(" ")));
    for (path, value) in all {
        let question = edition.form.at(&path);
        let question = question.ok_or_else(|| anyhow!("no question {path}"))?;
        match question.kind {
            Kind::SelectMultiple => {
                let chosen = value.split(' ').map(|one| (path.clone(), one.to_owned()));
                fields.extend(chosen);
            }
            Kind::Date => {
                let days = SignedDuration::from_hours(24 * value.parse::<i64>()?);
                let day = day_of(at).checked_add(days)?;
                fields.push((format!("{path}_day"), day.day().to_string()));
                fields.push((format!("{path}_month"), day.month().to_string()));
                fields.push((format!("{path}_year"), day.year().to_string()));
            }
            Kind::DateTime => {
                let then = at + SignedDuration::from_hours(value.parse()?);
                let then = time::civil(then.as_microsecond());
                fields.push((format!("{path}_day"), then.day().to_string()));
                fields.push((format!("{path}_month"), then.month().to_string()));
                fields.push((format!("{path}_year"), then.year().to_string()));
                fields.push((path, then.strftime("%H:%M").to_string()));
            }
            _ => fields.push((path, value.to_owned())),
        }
    }
    Ok(fields)
}
