//! What is wrong in a workbook, where, and what to write instead.
//!
//! Owns the one shape in which every reader and check reports to the person who wrote the file. Both sentences are French,
//! the language in which manuals are written; the code is for programs and tests. Never holds an answer about a person:
//! a workbook has none.

use std::fmt;

use super::Row;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The workbook is refused until it is mended.
    Error,
    /// The workbook runs; a person should look.
    Warning,
}

/// One thing found in a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file, without its folder; empty when not known.
    pub file: String,
    /// The sheet; empty when the whole file is concerned.
    pub sheet: String,
    /// The row of the spreadsheet or the line of the text file, from 1; `None` when the whole sheet is concerned.
    pub row: Option<u32>,
    /// The column by its name; empty when the whole row is concerned.
    pub column: String,
    /// How grave it is.
    pub level: Level,
    /// What kind of finding it is, for programs: `step-unreachable`.
    pub code: &'static str,
    /// What is wrong, in French, one sentence.
    pub said: String,
    /// What to write instead, in French; empty only when there is nothing to write.
    pub write: String,
}

impl Finding {
    /// An error.
    #[must_use]
    pub fn error(code: &'static str, said: impl Into<String>, write: impl Into<String>) -> Self {
        Self {
            file: String::new(),
            sheet: String::new(),
            row: None,
            column: String::new(),
            level: Level::Error,
            code,
            said: said.into(),
            write: write.into(),
        }
    }

    /// Something doubtful.
    #[must_use]
    pub fn warning(code: &'static str, said: impl Into<String>, write: impl Into<String>) -> Self {
        Self {
            level: Level::Warning,
            ..Self::error(code, said, write)
        }
    }

    /// The same, of that file.
    #[must_use]
    pub fn of(mut self, file: &str) -> Self {
        file.clone_into(&mut self.file);
        self
    }

    /// The same, on that sheet.
    #[must_use]
    pub fn on(mut self, sheet: &str) -> Self {
        sheet.clone_into(&mut self.sheet);
        self
    }

    /// The same, at the cell of that row and column.
    #[must_use]
    pub fn at(mut self, row: &Row, column: &str) -> Self {
        self.row = Some(row.line(column));
        column.clone_into(&mut self.column);
        self
    }

    /// The same, at that row or line.
    #[must_use]
    pub fn row(mut self, row: u32) -> Self {
        self.row = Some(row);
        self
    }

    /// The same, in that column.
    #[must_use]
    pub fn column(mut self, column: &str) -> Self {
        column.clone_into(&mut self.column);
        self
    }

    /// Whether it is an error.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.level == Level::Error
    }

    /// Where it is, in French: `P07.md, feuille etapes, ligne 12, colonne delai`.
    #[must_use]
    pub fn place(&self) -> String {
        let mut place = Vec::new();
        if !self.file.is_empty() {
            place.push(self.file.clone());
        }
        if !self.sheet.is_empty() {
            place.push(format!("feuille {}", self.sheet));
        }
        if let Some(row) = self.row {
            place.push(format!("ligne {row}"));
        }
        if !self.column.is_empty() {
            place.push(format!("colonne {}", self.column));
        }
        place.join(", ")
    }
}

impl fmt::Display for Finding {
    /// Place, what is wrong, and what to write, in French.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.place();
        if !place.is_empty() {
            write!(f, "{place} : ")?;
        }
        f.write_str(&self.said)?;
        if !self.write.is_empty() {
            write!(f, " {}", self.write)?;
        }
        Ok(())
    }
}

/// Whether the findings refuse the workbook.
#[must_use]
pub fn failed(findings: &[Finding]) -> bool {
    findings.iter().any(Finding::is_error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_says_where_what_and_what_to_write() {
        let mut row = Row::new(9);
        row.put("delai", "3", 12);
        let finding = row
            .error(
                "delai",
                "deadline-unit",
                "Ce délai n'a pas d'unité.",
                "Écrivez « 3 jours ».",
            )
            .on("etapes")
            .of("P07.md");
        assert_eq!(
            finding.to_string(),
            "P07.md, feuille etapes, ligne 12, colonne delai : Ce délai n'a pas d'unité. Écrivez « 3 jours »."
        );
        assert!(
            failed(std::slice::from_ref(&finding))
                && !failed(&[Finding {
                    level: Level::Warning,
                    ..finding
                }])
        );
    }
}
