//! Whether a manual makes sense as a whole: what no cell alone can say.
//!
//! Owns the checks of a procedure against itself and against the manual around it. Every check ends in a
//! [`Finding`] with its place and what to write; none changes anything. What cannot be read is said by the reading;
//! the checks go on with the rest.

mod conditions;
mod graph;
mod library;
mod names;
mod people;
mod survey;
mod texts;

pub use library::{Library, library};

use crate::sheet::shape::nearest;
use crate::sheet::{Book, Finding, Row};
use crate::workbook::{Manual, Procedure, Step, read};
use survey::Survey;

/// Most steps of a procedure: it must fit one printed page.
pub const STEPS: usize = 9;
/// Most words of a sentence that is to be read aloud.
pub const WORDS: usize = 30;

/// Reads and checks one procedure; without the manual, its roles are not checked. The procedure is given only when nothing
/// refuses it.
#[must_use]
pub fn procedure(book: &Book, manual: Option<&Manual>) -> (Option<Procedure>, Vec<Finding>) {
    let (procedure, mut findings) = read::procedure(book);
    let Some(procedure) = procedure else {
        return (None, findings);
    };
    let survey = Survey::of(book);
    let mut check = Check {
        book,
        procedure: &procedure,
        manual,
        survey: &survey,
        findings: &mut findings,
    };
    check.names();
    check.people();
    check.conditions();
    check.form();
    check.graph();
    check.texts();
    let sound = !crate::sheet::failed(&findings);
    (sound.then_some(procedure), findings)
}

/// A procedure under check, and what was found.
struct Check<'a> {
    book: &'a Book,
    procedure: &'a Procedure,
    manual: Option<&'a Manual>,
    survey: &'a Survey,
    findings: &'a mut Vec<Finding>,
}

impl<'a> Check<'a> {
    /// The steps, each with the row that it was read from.
    fn steps(&self) -> Vec<(&'a Step, &'a Row)> {
        let mut rows: Vec<&Row> = self.book.rows("etapes").iter().collect();
        // As the reading does: an order that cannot be read counts as the first.
        rows.sort_by_key(|row| {
            row.cell("ordre")
                .parse()
                .ok()
                .filter(|n| *n > 0)
                .unwrap_or(1_u32)
        });
        self.procedure.steps.iter().zip(rows).collect()
    }

    /// Says an error in the cell of that row and column.
    fn error(
        &mut self,
        (sheet, row, column): (&str, &Row, &str),
        code: &'static str,
        said: impl Into<String>,
        write: impl Into<String>,
    ) {
        self.add(sheet, row.error(column, code, said, write));
    }

    /// Says something doubtful in the cell of that row and column.
    fn warning(
        &mut self,
        (sheet, row, column): (&str, &Row, &str),
        code: &'static str,
        said: impl Into<String>,
        write: impl Into<String>,
    ) {
        self.add(sheet, row.warning(column, code, said, write));
    }

    fn add(&mut self, sheet: &str, finding: Finding) {
        self.findings.push(finding.on(sheet).of(&self.book.file.0));
    }

    /// Says that a step is named which does not exist, unless it does.
    fn step_exists(&mut self, place: (&str, &Row, &str), code: &str) -> bool {
        let known = self.procedure.steps.iter().map(|step| step.code.as_str());
        self.exists(place, code, known.collect(), ("step-unknown", "L'étape"))
    }

    /// Says that something is named which does not exist, unless it does.
    fn exists(
        &mut self,
        place: (&str, &Row, &str),
        name: &str,
        known: Vec<&str>,
        (code, what): (&'static str, &str),
    ) -> bool {
        if known.contains(&name) {
            return true;
        }
        let write = match nearest(name, known.iter().copied()) {
            Some(near) => format!("Écrivez « {near} »."),
            None if known.is_empty() => "Il n'y en a aucun : ajoutez-le d'abord.".to_owned(),
            None => format!("Sont connus : {}.", known.join(", ")),
        };
        self.error(
            place,
            code,
            format!("{what} « {name} » n'existe pas."),
            write,
        );
        false
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;

#[cfg(test)]
#[path = "library_tests.rs"]
mod library_tests;
