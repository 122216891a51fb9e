//! From the sheets of a workbook to a form.
//!
//! Owns the order of reading: settings, lists, rows, then the expressions once every name is known, then what depends on what.
//! Everything wrong is found in one reading, by sheet, row and column; what is not supported is refused, never dropped.

mod columns;
mod expressions;
mod graph;
mod kinds;
mod lists;
mod row;
mod rows;
mod selects;
mod timed;

pub(super) use expressions::shown_names;
pub(super) use graph::read_by;
pub(super) use timed::{asks_time, is as is_timed};

use std::collections::BTreeMap;

use super::element::Element;
use super::list::List;
use super::{ElementId, Form};

use crate::sheet::{Book, Finding, Row};

pub(super) fn read(book: &Book) -> (Option<Form>, Vec<Finding>) {
    let mut reader = Reader {
        book,
        findings: Vec::new(),
        languages: Vec::new(),
        lists: BTreeMap::new(),
        elements: Vec::new(),
        drafts: Vec::new(),
    };
    let form = reader.form();
    (form, reader.findings)
}

/// An expression still to be read, and where it goes.
struct Draft {
    element: ElementId,
    role: Role,
    column: String,
    source: String,
    line: u32,
}

/// What an expression is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Relevant,
    Required,
    Constraint,
    Calculation,
    ReadOnly,
    Default,
    Count,
    Filter,
    Seed,
    Trigger,
    /// The question whose answers are the choices.
    Source,
}

struct Reader<'a> {
    book: &'a Book,
    findings: Vec<Finding>,
    /// As the columns name them, in order of appearance.
    languages: Vec<String>,
    lists: BTreeMap<String, List>,
    elements: Vec<Element>,
    drafts: Vec<Draft>,
}

impl Reader<'_> {
    fn form(&mut self) -> Option<Form> {
        for (sheet, why) in [
            (
                "entities",
                "Les « entities » d'ODK ne sont pas gardées ici.",
            ),
            ("osm", "Les étiquettes OpenStreetMap ne sont pas acceptées."),
        ] {
            if !self.book.rows(sheet).is_empty() {
                let finding = self.book.error("form-sheet", why, "Retirez cette feuille.");
                self.findings.push(finding.on(sheet));
            }
        }
        if self.book.sheet("survey").is_none() {
            let finding = self.book.error(
                "form-survey",
                "Le formulaire n'a pas de feuille « survey ».",
                "Ajoutez la feuille survey, une ligne par question.",
            );
            self.findings.push(finding.on("survey"));
            return None;
        }
        let settings = self.settings();
        self.lists();
        self.rows(&settings.name);
        self.expressions();
        let (rank, dependents) = self.graph();
        if crate::sheet::failed(&self.findings) {
            return None;
        }
        Some(Form {
            timed: timed::timed(&self.elements),
            title: settings.title,
            id: settings.id,
            version: settings.version,
            default_language: settings.default_language,
            languages: std::mem::take(&mut self.languages),
            elements: std::mem::take(&mut self.elements),
            lists: std::mem::take(&mut self.lists),
            rank,
            dependents,
        })
    }

    fn settings(&mut self) -> Settings {
        let Some(row) = self.book.rows("settings").first() else {
            return Settings::default();
        };
        let cell = |names: &[&str]| {
            let mut cells = names.iter().map(|name| row.cell(name));
            let found = cells.find(|cell| !cell.is_empty());
            found.unwrap_or_default().to_owned()
        };
        let name = cell(&["name"]);
        if !name.is_empty() && !crate::expr::is_name(&name) {
            self.error(
                "settings",
                row,
                "name",
                "form-name",
                "Ce nom ne peut pas nommer un formulaire.",
                "Écrivez des lettres, des chiffres et _, ou laissez la case vide.",
            );
        }
        let key = cell(&["public_key", "submission_url"]);
        if !key.is_empty() {
            self.warning(
                "settings",
                row,
                "submission_url",
                "form-submission",
                "Les réponses restent ici : submission_url et public_key ne servent pas.",
                "Laissez ces cases vides.",
            );
        }
        Settings {
            name: if name.is_empty() {
                "data".to_owned()
            } else {
                name
            },
            title: cell(&["form_title", "title"]),
            id: cell(&["form_id", "id_string"]),
            version: cell(&["version"]),
            default_language: cell(&["default_language"]),
        }
    }

    fn error(
        &mut self,
        sheet: &str,
        row: &Row,
        column: &str,
        code: &'static str,
        said: impl Into<String>,
        write: impl Into<String>,
    ) {
        let finding = self.book.error(code, said, write).on(sheet).at(row, column);
        self.findings.push(finding);
    }

    fn warning(
        &mut self,
        sheet: &str,
        row: &Row,
        column: &str,
        code: &'static str,
        said: impl Into<String>,
        write: impl Into<String>,
    ) {
        let finding = self
            .book
            .warning(code, said, write)
            .on(sheet)
            .at(row, column);
        self.findings.push(finding);
    }
}

struct Settings {
    name: String,
    title: String,
    id: String,
    version: String,
    default_language: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: "data".to_owned(),
            title: String::new(),
            id: String::new(),
            version: String::new(),
            default_language: String::new(),
        }
    }
}
