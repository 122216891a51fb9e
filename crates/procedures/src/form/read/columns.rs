//! Which column says what, under the many names that XLSForm has given it.
//!
//! Owns the names of columns and the languages in them: `label::Français (fr)`.

use std::collections::BTreeMap;

use super::super::element::Texts;
use crate::sheet::{Row, Sheet};

/// The columns of a sheet, by what they say.
#[derive(Default)]
pub(super) struct Columns {
    plain: BTreeMap<&'static str, String>,
    /// What is said in several languages, with the language and the column of each.
    translated: BTreeMap<&'static str, Vec<(String, String)>>,
    /// Columns that say nothing known, with where they are kept: filters may name them.
    pub others: Vec<String>,
}

/// Every known column, and its other names.
const SURVEY: &[(&str, &[&str])] = &[
    ("type", &["type", "command"]),
    ("name", &["name", "tag", "value"]),
    ("relevant", &["relevant", "relevance", "bind::relevant"]),
    ("required", &["required", "bind::required"]),
    ("constraint", &["constraint", "bind::constraint"]),
    (
        "calculation",
        &["calculation", "calculate", "bind::calculate"],
    ),
    ("read_only", &["read_only", "readonly", "bind::readonly"]),
    (
        "appearance",
        &["appearance", "control::appearance", "body::appearance"],
    ),
    ("default", &["default"]),
    ("choice_filter", &["choice_filter"]),
    (
        "repeat_count",
        &["repeat_count", "count", "jr:count", "control::jr:count"],
    ),
    ("trigger", &["trigger"]),
    ("parameters", &["parameters"]),
    ("disabled", &["disabled"]),
    ("save_to", &["save_to"]),
    ("intent", &["intent", "body::intent", "control::intent"]),
];

const CHOICES: &[(&str, &[&str])] = &[("list_name", &["list_name"]), ("name", &["name", "value"])];

/// What is said to people, perhaps in several languages.
const TEXTS: &[(&str, &[&str])] = &[
    ("label", &["label", "caption"]),
    ("hint", &["hint"]),
    ("guidance_hint", &["guidance_hint"]),
    (
        "constraint_message",
        &[
            "constraint_message",
            "constraining_message",
            "bind::jr:constraintmsg",
        ],
    ),
    (
        "required_message",
        &["required_message", "requiredmsg", "bind::jr:requiredmsg"],
    ),
    ("image", &["image", "media::image"]),
    ("big-image", &["big-image", "media::big-image"]),
    ("audio", &["audio", "media::audio"]),
    ("video", &["video", "media::video"]),
];

impl Columns {
    pub fn survey(sheet: &Sheet) -> Self {
        Self::of(sheet, SURVEY, TEXTS)
    }

    pub fn choices(sheet: &Sheet) -> Self {
        let said = TEXTS
            .iter()
            .filter(|(name, _)| !name.contains("hint") && !name.contains("message"));
        let said: Vec<_> = said.copied().collect();
        Self::of(sheet, CHOICES, &said)
    }

    fn of(
        sheet: &Sheet,
        plain: &[(&'static str, &[&str])],
        said: &[(&'static str, &[&str])],
    ) -> Self {
        let mut columns = Self::default();
        for column in &sheet.header {
            let bare = column.trim();
            let folded = folded(bare);
            let named = |table: &[(&'static str, &[&str])], name: &str| {
                let mut rows = table.iter();
                rows.find(|(_, names)| names.contains(&name))
                    .map(|(known, _)| *known)
            };
            if let Some(known) = named(plain, &folded) {
                columns.plain.entry(known).or_insert_with(|| column.clone());
            } else if let Some(known) = named(said, &folded) {
                columns.say(known, "", column);
            } else if let Some((known, language)) = translated(bare, |base| named(said, base)) {
                columns.say(known, &language, column);
            } else if !bare.is_empty() {
                columns.others.push(column.clone());
            }
        }
        columns
    }

    fn say(&mut self, known: &'static str, language: &str, column: &str) {
        let said = self.translated.entry(known).or_default();
        said.push((language.to_owned(), column.to_owned()));
    }

    pub fn has(&self, known: &str) -> bool {
        self.plain.contains_key(known) || self.translated.contains_key(known)
    }

    /// The column's name in the file, for findings.
    pub fn shown<'a>(&'a self, known: &'a str) -> &'a str {
        self.plain.get(known).map_or(known, String::as_str)
    }

    pub fn cell<'a>(&self, row: &'a Row, known: &str) -> &'a str {
        self.plain.get(known).map_or("", |column| row.cell(column))
    }

    pub fn texts(&self, row: &Row, known: &str) -> Texts {
        let mut texts = Texts::default();
        for (language, column) in self.translated.get(known).into_iter().flatten() {
            let text = row.cell(column);
            if !text.is_empty() {
                texts.0.insert(language.clone(), text.to_owned());
            }
        }
        texts
    }

    /// Columns in which a row says something of a kind.
    pub fn said_in<'a>(&'a self, row: &Row, known: &str) -> Option<&'a str> {
        let columns = self.translated.get(known).into_iter().flatten();
        let mut columns = columns.filter(|(_, column)| !row.cell(column).is_empty());
        columns.next().map(|(_, column)| column.as_str())
    }

    pub fn languages(&self) -> Vec<String> {
        let all = self.translated.values().flatten();
        let mut languages: Vec<String> = Vec::new();
        for (language, _) in all.filter(|(language, _)| !language.is_empty()) {
            if !languages.contains(language) {
                languages.push(language.clone());
            }
        }
        languages
    }
}

/// A name without capitals, spaces made `_`; `bind:relevant` is `bind::relevant`.
fn folded(column: &str) -> String {
    let folded = column.to_lowercase().replace(' ', "_");
    for part in ["bind", "control", "body", "media", "instance"] {
        let rest = folded
            .strip_prefix(part)
            .and_then(|rest| rest.strip_prefix(':'));
        if let Some(rest) = rest.filter(|rest| !rest.starts_with(':')) {
            return format!("{part}::{rest}");
        }
    }
    folded
}

/// `label::Français (fr)`, `media::image::English`, and the old `label:English`.
fn translated(
    column: &str,
    named: impl Fn(&str) -> Option<&'static str>,
) -> Option<(&'static str, String)> {
    for separator in ["::", ":"] {
        let Some((base, language)) = column.rsplit_once(separator) else {
            continue;
        };
        if let Some(known) = named(&folded(base.trim())) {
            return Some((known, language.trim().to_owned()));
        }
    }
    None
}
