//! The sheets `choices` and `external_choices`, and lists kept in sheets of their own.
//!
//! Owns what a sound list is: every choice named, no name twice.

use std::collections::BTreeSet;

use super::super::element::Texts;
use super::super::list::{Choice, List};
use super::Reader;
use super::columns::Columns;
use crate::sheet::{Row, Sheet};

/// Choices that a form may have.
const CHOICES_MAX: usize = 100_000;

impl Reader<'_> {
    pub(super) fn lists(&mut self) {
        let doubles = self.book.rows("settings").first().is_some_and(|row| {
            matches!(
                row.cell("allow_choice_duplicates").to_lowercase().as_str(),
                "yes" | "true" | "true()"
            )
        });
        for name in ["choices", "external_choices"] {
            if let Some(sheet) = self.book.sheet(name) {
                // A list outside the form may say a name once for each of its parents.
                self.list_sheet(sheet, doubles || name == "external_choices");
            }
        }
    }

    fn list_sheet(&mut self, sheet: &Sheet, doubles: bool) {
        if sheet.rows.len() > CHOICES_MAX {
            let finding = self.book.error(
                "form-choices-many",
                format!("Cette feuille a plus de {CHOICES_MAX} choix."),
                "Coupez la liste.",
            );
            self.findings.push(finding.on(&sheet.name));
            return;
        }
        let columns = Columns::choices(sheet);
        self.note_languages(&columns);
        if !columns.has("list_name") || !columns.has("name") {
            let finding = self.book.error(
                "form-choices-columns",
                "Il manque la colonne « list_name » ou la colonne « name ».",
                "Mettez en première ligne : list_name, name, label.",
            );
            self.findings.push(finding.on(&sheet.name));
            return;
        }
        let mut seen = BTreeSet::new();
        for row in &sheet.rows {
            let list = columns.cell(row, "list_name");
            let name = columns.cell(row, "name");
            if list.is_empty() {
                continue;
            }
            if name.is_empty() {
                self.error(
                    &sheet.name,
                    row,
                    columns.shown("name"),
                    "form-choice-name",
                    format!("Un choix de la liste « {list} » n'a pas de nom."),
                    "Écrivez un nom court dans la colonne name.",
                );
                continue;
            }
            if !seen.insert((list, name)) && !doubles {
                self.error(
                    &sheet.name,
                    row,
                    columns.shown("name"),
                    "form-choice-double",
                    format!("Le choix « {name} » est deux fois dans la liste « {list} »."),
                    "Donnez à chacun un nom différent.",
                );
            }
            let label = columns.texts(row, "label");
            if label.is_empty() {
                self.warning(
                    &sheet.name,
                    row,
                    "label",
                    "form-choice-label",
                    format!("Le choix « {name} » n'a pas de libellé."),
                    "Écrivez ce que la personne lit.",
                );
            }
            let choice = choice(row, name, label, &columns.others);
            let kept = self.lists.entry(list.to_owned()).or_default();
            if kept.columns.is_empty() {
                kept.columns = ["name", "label"]
                    .into_iter()
                    .map(str::to_owned)
                    .chain(columns.others.iter().cloned())
                    .collect();
            }
            kept.choices.push(choice);
        }
    }

    /// A list that stands in a sheet of its own, under the name of the file that other tools would read.
    pub(super) fn file_list(&mut self, file: &str, value: &str, label: &str) -> Option<String> {
        let stem = file.strip_suffix(".csv").unwrap_or(file);
        let sheet = self.book.sheet(file).or_else(|| self.book.sheet(stem))?;
        let has = |column: &str| sheet.header.iter().any(|name| name == column);
        if self.lists.contains_key(stem) {
            return Some(stem.to_owned());
        }
        let columns = Columns::choices(sheet);
        let rows = sheet.rows.iter().take(CHOICES_MAX);
        let choices = rows.filter(|row| !row.cell(value).is_empty()).map(|row| {
            let said = if has(label) {
                Texts::same(row.cell(label))
            } else {
                columns.texts(row, "label")
            };
            choice(row, row.cell(value), said, &sheet.header)
        });
        let mut names = vec!["name".to_owned(), "label".to_owned()];
        names.extend(
            sheet
                .header
                .iter()
                .filter(|name| *name != "name" && *name != "label")
                .cloned(),
        );
        let list = List {
            choices: choices.collect(),
            columns: names,
        };
        self.lists.insert(stem.to_owned(), list);
        Some(stem.to_owned())
    }

    pub(super) fn note_languages(&mut self, columns: &Columns) {
        for language in columns.languages() {
            if !self.languages.contains(&language) {
                self.languages.push(language);
            }
        }
    }

    /// Adds the choice `other` to a list whose question lets the person say something else.
    pub(super) fn add_other(&mut self, list: &str) {
        let Some(list) = self.lists.get_mut(list) else {
            return;
        };
        if list.choice("other").is_none() {
            let row = list.choices.last().map_or(0, |choice| choice.row);
            list.choices.push(Choice {
                name: "other".to_owned(),
                label: Texts::same("Autre"),
                extra: std::collections::BTreeMap::new(),
                row,
            });
        }
    }
}

fn choice(row: &Row, name: &str, label: Texts, others: &[String]) -> Choice {
    let extra = others
        .iter()
        .map(|column| (column.clone(), row.cell(column).to_owned()))
        .filter(|(_, cell)| !cell.is_empty());
    Choice {
        name: name.to_owned(),
        label,
        extra: extra.collect(),
        row: row.number,
    }
}
