//! The questions and groups of a form, as far as a procedure speaks of them.
//!
//! Owns their kinds and the step-sized group each is in. Whether the form itself is sound is said by the form.

use std::collections::BTreeMap;

use crate::expr::Type;
use crate::sheet::{Book, Row};

/// What a procedure may name of its form.
pub(super) struct Survey {
    /// Each question: its kind and the outermost group it is in.
    pub(super) questions: BTreeMap<String, (Type, Option<String>)>,
    /// The outermost groups, each with the index of its row.
    pub(super) groups: Vec<(String, usize)>,
    /// Questions for a person that are in no group, by the index of their row.
    pub(super) loose: Vec<usize>,
}

impl Survey {
    pub(super) fn of(book: &Book) -> Self {
        let mut survey = Self {
            questions: BTreeMap::new(),
            groups: Vec::new(),
            loose: Vec::new(),
        };
        let mut open: Vec<String> = Vec::new();
        for (at, row) in book.rows("survey").iter().enumerate() {
            survey.row(at, row, &mut open);
        }
        survey
    }

    fn row(&mut self, at: usize, row: &Row, open: &mut Vec<String>) {
        let (word, name) = (kind(row), row.cell("name").to_owned());
        if word.starts_with("begin") {
            if open.is_empty() {
                self.groups.push((name.clone(), at));
            }
            open.push(name);
        } else if word.starts_with("end_") || word.starts_with("end ") {
            open.pop();
        } else if !name.is_empty() {
            if open.is_empty() && asks(&word) {
                self.loose.push(at);
            }
            let group = open.first().cloned();
            self.questions.insert(name, (type_of(&word), group));
        }
    }
}

/// The type cell in lower case.
fn kind(row: &Row) -> String {
    row.cell("type").trim().to_lowercase()
}

/// Whether a person answers a question of that type.
fn asks(kind: &str) -> bool {
    let silent = [
        "calculate",
        "hidden",
        "start",
        "end",
        "today",
        "deviceid",
        "phonenumber",
        "username",
        "email",
        "audit",
        "note",
        "simserial",
        "subscriberid",
        "start-geopoint",
    ];
    !silent.contains(&kind)
}

fn type_of(kind: &str) -> Type {
    match kind.split_whitespace().next().unwrap_or_default() {
        "text" | "note" | "barcode" | "trigger" | "acknowledge" => Type::Text,
        "integer" | "decimal" | "range" | "int" => Type::Number,
        "select_one" | "select_one_from_file" => Type::One,
        "select_multiple" | "select_multiple_from_file" | "rank" => Type::Several,
        "date" | "datetime" | "today" | "start" | "end" => Type::Date,
        _ => Type::Any,
    }
}
