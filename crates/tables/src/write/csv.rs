//! CSV as spreadsheets in French open it: semicolons, all cells quoted, lines ended as on Windows.
//!
//! Owns the quoting. Every cell is quoted so that a program that splits at another separator still
//! finds no formula at the head of a piece.

use std::io::Write;

use super::{Column, Safe, WriteError, check_width, safe};
use crate::read::Separator;

/// How a CSV file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CsvOptions {
    /// Whether the file begins with the mark by which spreadsheets know UTF-8. Without it Excel reads
    /// accents wrongly; other programs may not want it.
    pub mark: bool,
    /// The sign between cells.
    pub separator: Separator,
}

impl Default for CsvOptions {
    fn default() -> Self {
        Self {
            mark: true,
            separator: Separator::Semicolon,
        }
    }
}

/// A CSV file being written.
pub struct CsvWriter<W> {
    out: W,
    columns: Vec<Column>,
    separator: u8,
    rows: u64,
    line: Vec<u8>,
}

impl<W: Write> CsvWriter<W> {
    /// Begins a file: mark and header.
    ///
    /// # Errors
    /// When the destination fails.
    pub fn new(mut out: W, columns: Vec<Column>, options: CsvOptions) -> Result<Self, WriteError> {
        if options.mark {
            out.write_all("\u{FEFF}".as_bytes())?;
        }
        let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
        // Names are text whatever their column holds.
        let texts = columns
            .iter()
            .map(|column| Column::text(&column.name))
            .collect();
        let separator = options.separator.byte();
        let mut writer = Self {
            out,
            columns: texts,
            separator,
            rows: 0,
            line: Vec::new(),
        };
        writer.row(&names)?;
        writer.rows = 0;
        writer.columns = columns;
        Ok(writer)
    }

    /// Writes one row; missing cells are blank.
    ///
    /// # Errors
    /// When the row has too many cells or the destination fails.
    pub fn row<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<(), WriteError> {
        self.rows += 1;
        check_width(self.rows, cells.len(), self.columns.len())?;
        self.line.clear();
        for (at, column) in self.columns.iter().enumerate() {
            if at > 0 {
                self.line.push(self.separator);
            }
            match safe(cells.get(at).map_or("", AsRef::as_ref), column.kind) {
                Safe::Whole(digits) => self.line.extend_from_slice(digits.as_bytes()),
                Safe::Text(text) => quote(&text, &mut self.line),
            }
        }
        self.line.extend_from_slice(b"\r\n");
        self.out.write_all(&self.line)?;
        Ok(())
    }

    /// Ends the file and gives the destination back.
    ///
    /// # Errors
    /// When the destination fails.
    pub fn finish(mut self) -> Result<W, WriteError> {
        self.out.flush()?;
        Ok(self.out)
    }
}

fn quote(text: &str, line: &mut Vec<u8>) {
    line.push(b'"');
    for byte in text.bytes() {
        if byte == b'"' {
            line.push(b'"');
        }
        line.push(byte);
    }
    line.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_a_french_spreadsheet_expects() {
        let columns = vec![
            Column::text("Nom"),
            Column::text("Téléphone"),
            Column::whole("Enfants"),
        ];
        let mut writer = CsvWriter::new(Vec::new(), columns, CsvOptions::default()).unwrap();
        writer
            .row(&["N'Guessan \"Aya\"", "+2250701020304", "3"])
            .unwrap();
        writer.row(&["=1+1", "0701020304", "-3"]).unwrap();
        writer.row(&["seule"]).unwrap();
        let text = String::from_utf8(writer.finish().unwrap()).unwrap();
        assert_eq!(
            text,
            "\u{FEFF}\"Nom\";\"Téléphone\";\"Enfants\"\r\n\"N'Guessan \"\"Aya\"\"\";\"'+2250701020304\";3\r\n\
             \"'=1+1\";\"0701020304\";-3\r\n\"seule\";\"\";\"\"\r\n"
        );
    }

    #[test]
    fn a_row_too_wide_is_refused_with_its_number() {
        let mut writer =
            CsvWriter::new(Vec::new(), vec![Column::text("a")], CsvOptions::default()).unwrap();
        assert!(matches!(
            writer.row(&["1", "2"]),
            Err(WriteError::Cells {
                row: 1,
                expected: 1,
                found: 2
            })
        ));
    }
}
