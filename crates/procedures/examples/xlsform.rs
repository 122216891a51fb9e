//! Reads the forms of a folder and fills them in by chance: the side of this crate in the comparison of `e2e/xlsform`.
//!
//! For each `NAME.json` (sheets as tables) it writes `NAME.ours.json`: whether the form is accepted, what was answered, and
//! after each answer what is relevant, what each value is and what is refused.

use std::error::Error;
use std::fs;
use std::path::Path;

use akwaba_procedures::form::{Answers, Element, Filled, Form, Kind, Moment, Refusal};
use akwaba_procedures::sheet::{Book, Sheet};
use serde_json::{Map, Value, json};

/// Answers given to each form.
const STEPS: usize = 25;

/// Questions of which the state is compared, so that the largest forms stay cheap.
const PATHS_MAX: usize = 1_500;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(folder), Some(today)) = (args.next(), args.next()) else {
        return Err("xlsform FOLDER TODAY".into());
    };
    let now = today.parse::<jiff::civil::Date>()?.at(12, 0, 0, 0);
    let mut paths: Vec<_> = fs::read_dir(&folder)?
        .flatten()
        .map(|entry| entry.path())
        .collect();
    paths.sort();
    for path in paths {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let Some(stem) = name
            .strip_suffix(".json")
            .filter(|stem| !stem.contains('.') && *stem != "verdicts")
        else {
            continue;
        };
        let sheets: Value = serde_json::from_slice(&fs::read(&path)?)?;
        let judged = judge(&book(&sheets), stem, now);
        fs::write(
            Path::new(&folder).join(format!("{stem}.ours.json")),
            judged.to_string(),
        )?;
    }
    Ok(())
}

fn book(given: &Value) -> Book {
    let mut book = Book::new("");
    for (name, table) in given["sheets"].as_object().into_iter().flatten() {
        let rows: Vec<Vec<&str>> = table
            .as_array()
            .into_iter()
            .flatten()
            .map(|row| {
                row.as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                    .collect()
            })
            .collect();
        let mut rows = rows.into_iter();
        let mut sheet = Sheet::new(name, &rows.next().unwrap_or_default());
        for row in rows {
            sheet.push(&row);
        }
        book.sheets.push(sheet);
    }
    book
}

fn judge(book: &Book, name: &str, now: jiff::civil::DateTime) -> Value {
    let form = match Form::read(book) {
        Ok(form) => form,
        Err(findings) => {
            let said: Vec<String> = findings
                .iter()
                .filter(|finding| finding.is_error())
                .map(ToString::to_string)
                .collect();
            let codes: Vec<&str> = findings
                .iter()
                .filter(|finding| finding.is_error())
                .map(|finding| finding.code)
                .collect();
            return json!({ "accepted": false, "findings": said, "codes": codes });
        }
    };
    let moment = Moment {
        now,
        seed: 1,
        language: "",
    };
    let mut filled = Filled::evaluate(&form, &Answers::new(), moment);
    let mut chance = Chance(
        name.bytes()
            .fold(17, |seed, byte| seed * 31 % 1_000_003 + u64::from(byte)),
    );
    let mut steps = Vec::new();
    let mut states = vec![state(&filled)];
    for _ in 0..STEPS {
        let Some(step) = step(&mut filled, &mut chance) else {
            break;
        };
        steps.push(step);
        states.push(state(&filled));
    }
    json!({ "accepted": true, "steps": steps, "states": states })
}

/// Numbers drawn from the name of the form.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % most.max(1)
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        let at = self.below(of.len());
        of.get(at).copied().unwrap_or_default()
    }
}

/// Answers one question that is asked, or adds to a repeat.
fn step(filled: &mut Filled<'_>, chance: &mut Chance) -> Option<Value> {
    let paths: Vec<(String, Element)> = filled
        .paths()
        .filter(|(path, element)| {
            filled.relevant(path)
                && (can_answer(element) && !filled.read_only(path) || is_free(element))
        })
        .map(|(path, element)| (path, element.clone()))
        .collect();
    let (path, element) = paths.get(chance.below(paths.len()))?;
    if is_free(element) {
        let bare = path
            .rsplit_once('[')
            .map_or(path.as_str(), |(bare, _)| bare)
            .to_owned();
        filled.add_instance(&bare);
        return Some(json!({ "add": bare }));
    }
    let value = answer(filled, path, element, chance);
    filled.set(path, &value);
    Some(json!({ "set": path, "value": value }))
}

fn is_free(element: &Element) -> bool {
    matches!(element.kind, Kind::Repeat { count: None })
}

fn can_answer(element: &Element) -> bool {
    element.is_asked()
        && !matches!(
            element.kind,
            Kind::Image
                | Kind::Audio
                | Kind::Video
                | Kind::File
                | Kind::Point
                | Kind::Trace
                | Kind::Shape
                | Kind::DateTime
        )
}

fn answer(filled: &Filled<'_>, path: &str, element: &Element, chance: &mut Chance) -> String {
    if chance.below(12) == 0 {
        return String::new();
    }
    let offered = filled.choices(path);
    match element.kind {
        Kind::Integer => chance.one(&["0", "1", "2", "3", "5", "8", "17", "18", "40", "75"]),
        Kind::Decimal => chance.one(&["0.5", "3.14", "20.75", "120.25"]),
        Kind::Date => chance.one(&[
            "2012-02-29",
            "2019-12-31",
            "2020-06-15",
            "2026-01-01",
            "2031-07-07",
        ]),
        Kind::Time => chance.one(&["00:30:00.000", "12:00:00.000", "23:59:00.000"]),
        Kind::Acknowledge => chance.one(&["OK", ""]),
        Kind::Range => {
            let Some(bounds) = element.bounds else {
                return String::new();
            };
            let marks = ((bounds.end - bounds.start) / bounds.step).abs().floor();
            let mark = f64::from(u32::try_from(chance.below(marks as usize + 1)).unwrap_or(0));
            return (bounds.start + mark * bounds.step).to_string();
        }
        Kind::SelectOne => {
            let at = chance.below(offered.len());
            return offered
                .get(at)
                .map_or_else(String::new, |(name, _)| name.clone());
        }
        Kind::SelectMultiple => {
            let names = offered
                .iter()
                .filter(|_| chance.below(2) == 0)
                .map(|(name, _)| name.as_str());
            return names.collect::<Vec<_>>().join(" ");
        }
        Kind::Rank => {
            let mut names: Vec<&str> = offered.iter().map(|(name, _)| name.as_str()).collect();
            let by = chance.below(names.len());
            names.rotate_left(by);
            return names.join(" ");
        }
        _ => chance.one(&["Awa", "a", "Zan", "0701020304", "a b c", "true", "1"]),
    }
    .to_owned()
}

fn state(filled: &Filled<'_>) -> Value {
    let mut state = Map::new();
    for (path, element) in filled.paths().take(PATHS_MAX) {
        let refused = match filled.problem_at(&path).map(|problem| problem.refusal) {
            Some(Refusal::Required) => json!("required"),
            // A choice no longer offered counts as none.
            Some(Refusal::NotOffered) if filled.required(&path) => json!("required"),
            Some(Refusal::Constraint) => json!("constraint"),
            _ => Value::Null,
        };
        let value = if element.is_question() {
            json!(filled.value(&path))
        } else {
            Value::Null
        };
        let kind = match element.kind {
            Kind::Metadata(_) => "metadata",
            Kind::SelectOne => "choice",
            _ => "",
        };
        state.insert(
            path.clone(),
            json!([filled.relevant(&path), value, refused, kind]),
        );
    }
    Value::Object(state)
}
