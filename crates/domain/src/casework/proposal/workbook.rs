//! The workbook of a proposal: whether it makes sense, by place; and its number.

use crate::casework::edition::Edition;
use akwaba_procedures::check;
use akwaba_procedures::sheet::{Finding, failed, markdown};
use akwaba_procedures::workbook::{Manual, Procedure};

/// The longest workbook that a proposal holds, in characters: the longest of the model manual, four
/// times over.
pub const TEXT_CHARS_MAX: usize = 150_000;

/// A workbook that was read and checked.
#[derive(Debug, Clone)]
pub struct Examined {
    /// The procedure, when it can be read; it may still be refused.
    pub procedure: Option<Procedure>,
    /// What was found, the errors first.
    pub findings: Vec<Finding>,
}

impl Examined {
    /// How many errors refuse it.
    pub fn errors(&self) -> usize {
        let errors = self.findings.iter().filter(|found| found.is_error());
        errors.count()
    }
}

/// Reads and checks a workbook against what all procedures share.
pub fn examine(text: &str, shared: Option<&str>) -> Examined {
    let (procedure, mut findings) = match markdown::read("", text) {
        Ok(book) => {
            let manual = shared
                .and_then(|text| markdown::read("", text).ok())
                .and_then(|book| Manual::read(&book).ok());
            let (_, mut findings) = check::procedure(&book, manual.as_ref());
            // What runs is read by the edition: a text that it cannot read is refused here too.
            if !failed(&findings)
                && let Err(more) = Edition::read(text, shared)
            {
                findings.extend(more);
            }
            (Procedure::read(&book).ok(), findings)
        }
        Err(findings) => (None, findings),
    };
    findings.sort_by_key(|found| !found.is_error());
    Examined {
        procedure,
        findings,
    }
}

/// The same workbook under another number of version. A text that cannot be read stays as it is.
pub fn renumbered(text: &str, version: u32) -> String {
    let Ok(mut book) = markdown::read("", text) else {
        return text.to_owned();
    };
    for sheet in &mut book.sheets {
        if sheet.name == "procedure" {
            for row in &mut sheet.rows {
                row.set("version", &version.to_string());
            }
        }
    }
    markdown::write(&book)
}
