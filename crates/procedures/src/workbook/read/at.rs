//! One row being read, cell by cell.
//!
//! Owns the cells that are alike on every sheet: a text that must be there, a code, one of a few words, a number, an
//! expression.

use super::{Reader, is_code};
use crate::expr::Expr;
use crate::sheet::Row;
use crate::sheet::shape::nearest;

/// One row being read.
pub(crate) struct At<'r, 'a> {
    pub(super) reader: &'r mut Reader<'a>,
    pub(super) sheet: &'static str,
    pub(crate) row: &'a Row,
}

impl<'a> At<'_, 'a> {
    pub(crate) fn error(
        &mut self,
        column: &str,
        code: &'static str,
        said: impl Into<String>,
        write: impl Into<String>,
    ) {
        let finding = self.row.error(column, code, said, write);
        let finding = finding.on(self.sheet).of(&self.reader.book.file.0);
        self.reader.findings.push(finding);
    }

    /// A text that must be there.
    pub(crate) fn required(&mut self, column: &'static str, write: &str) -> String {
        let text = self.row.cell(column);
        if text.is_empty() {
            self.error(
                column,
                "cell-missing",
                format!("La case « {column} » est vide."),
                write,
            );
        }
        text.to_owned()
    }

    /// A text that may be there.
    pub(crate) fn optional(&self, column: &str) -> Option<String> {
        let text = self.row.cell(column);
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// A code.
    pub(crate) fn code(&mut self, column: &'static str) -> String {
        let code = self.required(
            column,
            "Écrivez un nom court en minuscules, « choix_service ».",
        );
        if !code.is_empty() && !is_code(&code) {
            self.error(
                column,
                "code",
                format!("« {code} » n'est pas un code."),
                "Prenez des minuscules sans accent, des chiffres et « _ », une lettre d'abord.",
            );
        }
        code
    }

    /// One of a few words.
    pub(crate) fn choice<T: Copy>(
        &mut self,
        column: &'static str,
        words: &[(&'static str, T)],
    ) -> Option<T> {
        let written = self.row.cell(column);
        let found = words.iter().find(|(word, _)| *word == written);
        if found.is_none() {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let said = if written.is_empty() {
                format!("La case « {column} » est vide.")
            } else {
                format!("« {written} » n'est pas connu ici.")
            };
            let write = match nearest(written, known.iter().copied()) {
                Some(near) => format!("Écrivez « {near} »."),
                None => format!("Écrivez : {}.", known.join(", ")),
            };
            self.error(column, "word-unknown", said, write);
        }
        found.map(|(_, value)| *value)
    }

    /// A number from 1.
    pub(crate) fn version(&mut self, column: &'static str) -> u32 {
        let written = self.row.cell(column);
        let number = written.parse().ok().filter(|number| *number > 0);
        number.unwrap_or_else(|| {
            let said = if written.is_empty() {
                format!("La case « {column} » est vide.")
            } else {
                format!("« {written} » n'est pas un numéro.")
            };
            self.error(column, "number", said, "Écrivez 1, 2, 3…");
            1
        })
    }

    pub(super) fn axes(&mut self, column: &'static str) -> Vec<u8> {
        let written = self.required(column, "Écrivez 1, 2, 3 ou 4, séparés par des virgules.");
        let mut axes = Vec::new();
        for axis in written
            .split(',')
            .map(str::trim)
            .filter(|axis| !axis.is_empty())
        {
            match axis.parse() {
                Ok(axis @ 1..=4) => axes.push(axis),
                _ => self.error(
                    column,
                    "axis",
                    format!("« {axis} » n'est pas un axe de la stratégie."),
                    "Écrivez 1, 2, 3 ou 4, séparés par des virgules.",
                ),
            }
        }
        axes
    }

    /// An expression that is written.
    pub(crate) fn expr(&mut self, column: &'static str, source: &str) -> Option<Expr> {
        match Expr::parse(source) {
            Ok(expr) => Some(expr),
            Err(error) => {
                let said = format!("Dans « {source} » : {}", error.said);
                self.error(column, "expression", said, error.write);
                None
            }
        }
    }

    /// The expression of a cell that may be empty.
    pub(crate) fn optional_expr(&mut self, column: &'static str) -> Option<Expr> {
        let source = self.row.cell(column);
        if source.is_empty() {
            None
        } else {
            self.expr(column, source)
        }
    }
}
