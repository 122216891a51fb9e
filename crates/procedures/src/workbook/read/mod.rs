//! Reading a procedure or the file `manuel` from the sheets of a workbook.
//!
//! Owns what can be said of one cell at a time: it is missing, it is none of the words allowed, it cannot be read. Goes on
//! after each mistake, so that a person hears of all of them at once. Does not judge how cells fit together.

mod at;
mod items;
mod manual;
mod sheets;
mod steps;

use at::At;

use super::{Confidentiality, Manual, Procedure, Status, Subject, Tier};
use crate::form::Form;
use crate::sheet::shape::{FORM_SHEETS, SHAPES, nearest, shape};
use crate::sheet::{Book, Finding, Row, failed};

/// What a workbook is, by its sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It has a sheet `procedure`.
    Procedure,
    /// It has a sheet `manuel`.
    Manual,
    /// It has a sheet `adaptation`.
    Adaptation,
}

impl Kind {
    /// What that workbook is; `None` when it comes from another tool.
    #[must_use]
    pub fn of(book: &Book) -> Option<Self> {
        let has = |name: &str| book.sheet(name).is_some();
        if has("adaptation") {
            Some(Self::Adaptation)
        } else if has("procedure") {
            Some(Self::Procedure)
        } else {
            has("manuel").then_some(Self::Manual)
        }
    }

    /// The sheets that such a workbook may have.
    fn sheets(self) -> &'static [&'static str] {
        match self {
            Self::Procedure => &[
                "procedure",
                "etapes",
                "parametres",
                "registres",
                "indicateurs",
                "quiz",
                "exercices",
                "survey",
                "choices",
                "settings",
                "external_choices",
            ],
            Self::Manual => &["manuel", "roles", "feries", "glossaire"],
            Self::Adaptation => &[
                "adaptation",
                "parametres",
                "etapes",
                "registres",
                "survey",
                "choices",
            ],
        }
    }
}

impl Procedure {
    /// Reads a procedure.
    ///
    /// # Errors
    /// Every cell that cannot be read.
    pub fn read(book: &Book) -> Result<Self, Vec<Finding>> {
        let (procedure, findings) = procedure(book);
        match procedure {
            Some(procedure) if !failed(&findings) => Ok(procedure),
            _ => Err(findings),
        }
    }

    /// The workbook, as it is written to a file.
    #[must_use]
    pub fn write(&self) -> Book {
        self.book.clone()
    }
}

impl Manual {
    /// Reads the file `manuel`.
    ///
    /// # Errors
    /// Every cell that cannot be read.
    pub fn read(book: &Book) -> Result<Self, Vec<Finding>> {
        let (manual, findings) = manual(book);
        match manual {
            Some(manual) if !failed(&findings) => Ok(manual),
            _ => Err(findings),
        }
    }
}

/// Reads a procedure as far as it can be read; none when there is no sheet of that name.
pub(crate) fn procedure(book: &Book) -> (Option<Procedure>, Vec<Finding>) {
    let mut reader = Reader::new(book);
    let Some(row) = reader.only("procedure") else {
        return (None, reader.findings);
    };
    reader.names(Kind::Procedure);
    let mut at = reader.row("procedure", row);
    let mut procedure = Procedure {
        code: at.required("code", "Écrivez P et deux chiffres, « P07 »."),
        title: at.required("titre", "Écrivez quelques mots."),
        version: at.version("version"),
        status: at.choice("statut", STATUS).unwrap_or(Status::Proposed),
        purpose: at.required("objet", "Écrivez en une phrase à quoi elle sert."),
        trigger: at.required("declencheur", "Écrivez en une phrase quand elle commence."),
        subject: at.choice("sujet", SUBJECT).unwrap_or(Subject::Person),
        legal_basis: row.lines("base_legale").map(str::to_owned).collect(),
        axes: at.axes("axe"),
        level: at.choice("niveau", TIER).unwrap_or(Tier::Basic),
        // What cannot be read is taken for the most secret.
        confidentiality: at
            .choice("confidentialite", CONFIDENTIALITY)
            .unwrap_or(Confidentiality::Sealed),
        remark: row.cell("remarque").to_owned(),
        steps: Vec::new(),
        parameters: Vec::new(),
        registers: Vec::new(),
        indicators: Vec::new(),
        quiz: Vec::new(),
        exercises: Vec::new(),
        form: None,
        layers: Vec::new(),
        book: book.clone(),
    };
    if !procedure.code.is_empty() && !is_procedure(&procedure.code) {
        at.error(
            "code",
            "procedure-code",
            format!("« {} » n'est pas le code d'une procédure.", procedure.code),
            "Écrivez P et deux chiffres, « P07 ».",
        );
    }
    procedure.steps = reader.steps();
    procedure.parameters = reader.parameters();
    procedure.registers = reader.registers();
    procedure.indicators = reader.indicators();
    procedure.quiz = reader.quiz();
    procedure.exercises = reader.exercises();
    if book.sheet("survey").is_some() {
        let (form, findings) = Form::read_with_warnings(book);
        procedure.form = form;
        reader.findings.extend(findings);
    }
    (Some(procedure), reader.findings)
}

/// Reads the file `manuel` as far as it can be read.
pub(crate) fn manual(book: &Book) -> (Option<Manual>, Vec<Finding>) {
    let mut reader = Reader::new(book);
    let Some(row) = reader.only("manuel") else {
        return (None, reader.findings);
    };
    reader.names(Kind::Manual);
    let mut at = reader.row("manuel", row);
    let mut manual = Manual {
        title: at.required("titre", "Écrivez quelques mots."),
        version: at.version("version"),
        status: at.choice("statut", STATUS).unwrap_or(Status::Proposed),
        preface: row.lines("preface").map(str::to_owned).collect(),
        ministries: row.lines("ministeres").map(str::to_owned).collect(),
        roles: Vec::new(),
        holidays: super::Holidays::default(),
        glossary: Vec::new(),
    };
    manual.roles = reader.roles();
    manual.holidays = reader.holidays();
    manual.glossary = reader.glossary();
    (Some(manual), reader.findings)
}

const STATUS: &[(&str, Status)] = &[
    ("proposition", Status::Proposed),
    ("en vigueur", Status::InForce),
];
const SUBJECT: &[(&str, Subject)] = &[
    ("personne", Subject::Person),
    ("menage", Subject::Household),
    ("groupe", Subject::Group),
    ("centre", Subject::Centre),
];
const TIER: &[(&str, Tier)] = &[("base", Tier::Basic), ("specialise", Tier::Specialised)];
const CONFIDENTIALITY: &[(&str, Confidentiality)] = &[
    ("ordinaire", Confidentiality::Ordinary),
    ("restreinte", Confidentiality::Restricted),
    ("scellee", Confidentiality::Sealed),
];

/// Whether a text is a code of steps, roles, registers: lower case, digits and `_`, beginning with a letter.
pub(crate) fn is_code(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// Whether a text is the code of a procedure: `P07`.
pub(crate) fn is_procedure(text: &str) -> bool {
    text.len() == 3
        && text
            .strip_prefix('P')
            .is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_digit()))
}

/// A workbook being read, and what was found.
pub(crate) struct Reader<'a> {
    pub(crate) book: &'a Book,
    pub(crate) findings: Vec<Finding>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(book: &'a Book) -> Self {
        Self {
            book,
            findings: Vec::new(),
        }
    }

    /// The only row of a sheet that must have one.
    pub(crate) fn only(&mut self, sheet: &'static str) -> Option<&'a Row> {
        let rows = self.book.rows(sheet);
        let (said, write) = match rows {
            [row] => return Some(row),
            [] => (
                format!("Ce classeur n'a pas de feuille « {sheet} » remplie."),
                format!(
                    "Ajoutez la feuille « {sheet} » avec une ligne, comme le dit docs/manual-format.md."
                ),
            ),
            [_, second, ..] => {
                let finding = second.error(
                    "",
                    "rows",
                    format!("La feuille « {sheet} » n'a qu'une ligne."),
                    "Enlevez celle-ci, ou mettez-la dans un autre fichier.",
                );
                self.findings.push(finding.on(sheet).of(&self.book.file.0));
                return rows.first();
            }
        };
        self.findings
            .push(self.book.error("sheet-missing", said, write).on(sheet));
        None
    }

    pub(crate) fn row<'r>(&'r mut self, sheet: &'static str, row: &'a Row) -> At<'r, 'a> {
        At {
            reader: self,
            sheet,
            row,
        }
    }

    /// Sheets and columns that the format does not know.
    pub(crate) fn names(&mut self, kind: Kind) {
        for sheet in &self.book.sheets {
            let name = sheet.name.as_str();
            if !kind.sheets().contains(&name) {
                self.unknown_sheet(name, kind);
                continue;
            }
            let Some(shape) = shape(name).filter(|_| !FORM_SHEETS.contains(&name)) else {
                continue;
            };
            let unknown = |column: &&String| !shape.columns.contains(&column.as_str());
            for column in sheet.header.iter().filter(unknown) {
                let write = match nearest(column, shape.columns.iter().copied()) {
                    Some(near) => format!("Écrivez « {near} »."),
                    None => format!(
                        "Enlevez-la ; les colonnes connues sont : {}.",
                        shape.columns.join(", ")
                    ),
                };
                let said = format!(
                    "La colonne « {column} » n'existe pas : ce qu'elle porte ne serait pas lu."
                );
                let first = sheet.rows.iter().find(|row| !row.cell(column).is_empty());
                let mut finding = self.book.error("column-unknown", said, write).on(name);
                finding.row = first.map(|row| row.line(column));
                self.findings.push(finding.column(column));
            }
        }
    }

    fn unknown_sheet(&mut self, name: &str, kind: Kind) {
        let said = format!("La feuille « {name} » n'est pas lue.");
        let elsewhere = SHAPES.iter().any(|shape| shape.name == name);
        let finding = match nearest(name, kind.sheets().iter().copied()) {
            Some(near) => self
                .book
                .error("sheet-unknown", said, format!("Écrivez « {near} ».")),
            None if elsewhere => self.book.error(
                "sheet-unknown",
                said,
                "Cette feuille va dans un autre fichier du manuel.",
            ),
            None => self
                .book
                .warning("sheet-unknown", said, "Enlevez-la si elle ne sert à rien."),
        };
        self.findings.push(finding.on(name));
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
