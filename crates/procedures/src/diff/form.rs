//! The form: questions, groups and choices, added, removed, reworded or conditioned otherwise.

use super::{Changes, matched};
use crate::sheet::{Book, Row};

/// What a column of the survey says of a question, in words. Other columns are named as they are.
const WORDS: &[(&str, &str)] = &[
    ("type", "le type"),
    ("relevant", "la condition"),
    ("constraint", "la contrainte"),
    ("constraint_message", "le message de contrainte"),
    ("required", "l'obligation de répondre"),
    ("calculation", "le calcul"),
    ("hint", "l'aide"),
    ("label", "la question"),
    ("choice_filter", "le filtre des choix"),
    ("default", "la réponse proposée"),
    ("appearance", "la présentation"),
];

impl Changes {
    pub(super) fn form(&mut self, before: &Book, after: &Book) {
        let named = |book: &'_ Book| -> Vec<Row> {
            let rows = book.rows("survey").iter();
            rows.filter(|row| !row.cell("name").is_empty())
                .cloned()
                .collect()
        };
        let (old, new) = (named(before), named(after));
        let questions = matched(&old, &new, |row| row.cell("name"));
        for row in questions.gone {
            let said = format!(
                "{} « {} » est enlevé{}.",
                what(row).0,
                label(row),
                what(row).1
            );
            self.add("question-removed", row.cell("name"), said);
        }
        for row in questions.new {
            let said = format!(
                "{} « {} » est ajouté{}.",
                what(row).0,
                label(row),
                what(row).1
            );
            self.add("question-added", row.cell("name"), said);
        }
        for (from, to) in questions.both {
            self.question(from, to);
        }
        self.choices(before, after);
    }

    fn question(&mut self, from: &Row, to: &Row) {
        let on = format!("Question « {} » : ", label(to));
        for column in columns(from, to) {
            let (was, is) = (from.cell(column), to.cell(column));
            let what = WORDS.iter().find(|(name, _)| *name == column);
            let what =
                what.map_or_else(|| format!("« {column} »"), |(_, words)| (*words).to_owned());
            let said = match (was, is) {
                (was, is) if was == is => continue,
                ("", is) => format!("{on}{what} s'ajoute, « {is} »."),
                (was, "") => format!("{on}{what} s'enlève ; c'était « {was} »."),
                (was, is) => format!("{on}{what} devient « {is} » ; c'était « {was} »."),
            };
            self.add("question", to.cell("name"), said);
        }
    }

    fn choices(&mut self, before: &Book, after: &Book) {
        let key = |row: &'_ Row| {
            (
                row.cell("list_name").to_owned(),
                row.cell("name").to_owned(),
            )
        };
        let choices = matched(before.rows("choices"), after.rows("choices"), key);
        for row in choices.gone {
            let said = format!(
                "Le choix « {} » de la liste {} est enlevé.",
                label(row),
                row.cell("list_name")
            );
            self.add("choice-removed", row.cell("name"), said);
        }
        for row in choices.new {
            let said = format!(
                "Un choix s'ajoute à la liste {} : « {} ».",
                row.cell("list_name"),
                label(row)
            );
            self.add("choice-added", row.cell("name"), said);
        }
        for (from, to) in choices.both {
            if from != to {
                let said = format!(
                    "Le choix « {} » de la liste {} devient « {} ».",
                    label(from),
                    to.cell("list_name"),
                    label(to)
                );
                self.add("choice", to.cell("name"), said);
            }
        }
    }
}

/// The columns that either row fills.
fn columns<'a>(from: &'a Row, to: &'a Row) -> Vec<&'a str> {
    let mut columns: Vec<&str> = from
        .cells()
        .chain(to.cells())
        .map(|(column, _)| column)
        .collect();
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// What a row is, and the ending of its participle.
fn what(row: &Row) -> (&'static str, &'static str) {
    let kind = row.cell("type");
    if kind.starts_with("begin") {
        ("Le groupe", "")
    } else if kind == "calculate" {
        ("Le calcul", "")
    } else {
        ("La question", "e")
    }
}

/// What a person reads of a row: its label in its first language, else its name.
fn label(row: &Row) -> &str {
    let labels = row.cells().find(|(column, _)| column.starts_with("label"));
    labels.map_or(row.cell("name"), |(_, label)| label)
}
