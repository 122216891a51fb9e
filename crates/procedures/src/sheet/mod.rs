//! A workbook as sheets, rows and cells of text, the same whichever file carries it.
//!
//! Owns the neutral form that both carriers (Markdown, XLSX) read into and are written from, and the [`Finding`], by which
//! every later reader says what is wrong and where. Knows no procedure and no form: a sheet here is a table of text.
//!
//! Two rows are equal when their cells are: where a row stood in its file helps to find it, and is not content.

mod finding;
pub mod limits;
pub mod markdown;
pub mod shape;
pub mod xlsx;

pub use finding::{Finding, Level, failed};

use std::collections::BTreeMap;

/// A workbook.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Book {
    /// The name of the file it was read from, without its folder: `P07-referencement.md`. Part of findings, not of content.
    pub file: FileName,
    /// Its sheets, in order.
    pub sheets: Vec<Sheet>,
}

/// The name of a file. All are equal: a workbook is the same under any name.
#[derive(Debug, Clone, Default)]
pub struct FileName(pub String);

impl PartialEq for FileName {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for FileName {}

impl Book {
    /// A workbook without sheets.
    #[must_use]
    pub fn new(file: &str) -> Self {
        Self {
            file: FileName(file.to_owned()),
            sheets: Vec::new(),
        }
    }

    /// The sheet of that name.
    #[must_use]
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.name == name)
    }

    /// The rows of the sheet of that name; none when there is no such sheet.
    #[must_use]
    pub fn rows(&self, name: &str) -> &[Row] {
        self.sheet(name).map_or(&[], |sheet| &sheet.rows)
    }

    /// An error of this workbook: what is wrong, and what to write.
    #[must_use]
    pub fn error(
        &self,
        code: &'static str,
        said: impl Into<String>,
        write: impl Into<String>,
    ) -> Finding {
        Finding::error(code, said, write).of(&self.file.0)
    }

    /// Something doubtful in this workbook.
    #[must_use]
    pub fn warning(
        &self,
        code: &'static str,
        said: impl Into<String>,
        write: impl Into<String>,
    ) -> Finding {
        Finding::warning(code, said, write).of(&self.file.0)
    }
}

/// One sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name: `etapes`, `survey`…
    pub name: String,
    /// The names of its columns, in order.
    pub header: Vec<String>,
    /// Its rows under the header, without the blank ones.
    pub rows: Vec<Row>,
}

impl Sheet {
    /// A sheet without rows.
    #[must_use]
    pub fn new(name: &str, header: &[&str]) -> Self {
        Self {
            name: name.to_owned(),
            header: header.iter().map(|&column| column.to_owned()).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row of the cells that are not empty, in the header's order; too many are dropped.
    pub fn push(&mut self, cells: &[&str]) {
        let mut row = Row::new(u32::try_from(self.rows.len()).unwrap_or(u32::MAX) + 2);
        for (column, cell) in self.header.iter().zip(cells) {
            row.put(column, cell, row.number);
        }
        self.rows.push(row);
    }

    /// Whether the sheet has a column of that name.
    #[must_use]
    pub fn has(&self, column: &str) -> bool {
        self.header.iter().any(|name| name == column)
    }
}

/// One row.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Where a person finds it: the row of a spreadsheet or the line of a text file, from 1.
    pub number: u32,
    cells: BTreeMap<String, Cell>,
}

/// The text of a cell, trimmed, its lines parted by `\n`, and where it stands.
#[derive(Debug, Clone)]
struct Cell {
    text: String,
    line: u32,
}

impl PartialEq for Row {
    fn eq(&self, other: &Self) -> bool {
        self.cells().eq(other.cells())
    }
}

impl Eq for Row {}

impl Row {
    /// A row without cells.
    #[must_use]
    pub fn new(number: u32) -> Self {
        Self {
            number,
            cells: BTreeMap::new(),
        }
    }

    /// The text of the cell in that column; empty when there is none.
    #[must_use]
    pub fn cell(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", |cell| &cell.text)
    }

    /// The lines of the cell in that column that are not blank, trimmed.
    pub fn lines(&self, column: &str) -> impl Iterator<Item = &str> {
        self.cell(column)
            .split('\n')
            .map(str::trim)
            .filter(|line| !line.is_empty())
    }

    /// Where the cell in that column stands: its own line when the file gives it one, else the row's.
    #[must_use]
    pub fn line(&self, column: &str) -> u32 {
        self.cells.get(column).map_or(self.number, |cell| cell.line)
    }

    /// The cells that are not empty, by name of column.
    pub fn cells(&self) -> impl Iterator<Item = (&str, &str)> {
        self.cells
            .iter()
            .map(|(column, cell)| (column.as_str(), cell.text.as_str()))
    }

    /// Whether no cell has text.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.cells.is_empty()
    }

    /// Writes a cell that stands at `line`. Ends of line become `\n`, outer spaces go; an empty text clears the cell.
    pub fn put(&mut self, column: &str, text: &str, line: u32) {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = text.trim();
        if text.is_empty() {
            self.cells.remove(column);
        } else {
            let text = text.to_owned();
            self.cells.insert(column.to_owned(), Cell { text, line });
        }
    }

    /// Writes a cell that stands where its row does.
    pub fn set(&mut self, column: &str, text: &str) {
        self.put(column, text, self.number);
    }

    /// An error in the cell of that column; `file` and `sheet` are said by the caller.
    #[must_use]
    pub fn error(
        &self,
        column: &str,
        code: &'static str,
        said: impl Into<String>,
        write: impl Into<String>,
    ) -> Finding {
        Finding::error(code, said, write).at(self, column)
    }

    /// Something doubtful in the cell of that column; `file` and `sheet` are said by the caller.
    #[must_use]
    pub fn warning(
        &self,
        column: &str,
        code: &'static str,
        said: impl Into<String>,
        write: impl Into<String>,
    ) -> Finding {
        Finding::warning(code, said, write).at(self, column)
    }
}

/// The names of columns, their words parted by one space; or what is wrong with them and what to write.
fn header<'a>(names: impl Iterator<Item = &'a str>) -> Result<Vec<String>, (String, &'static str)> {
    let mut header: Vec<String> = Vec::new();
    for name in names {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            let at = header.len() + 1;
            let said = format!("La colonne {at} n'a pas de nom.");
            return Err((said, "Donnez-lui un nom, ou enlevez-la."));
        }
        if header.contains(&name) {
            let said = format!("La colonne « {name} » est écrite deux fois.");
            return Err((said, "Réunissez les deux colonnes."));
        }
        header.push(name);
    }
    Ok(header)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_its_cells_wherever_it_stands() {
        let (mut here, mut there) = (Row::new(3), Row::new(40));
        here.put("code", " a\r\nb ", 3);
        there.put("code", "a\nb", 41);
        assert_eq!(here, there);
        assert_eq!(here.cell("code"), "a\nb");
        assert_eq!(there.line("code"), 41);
        assert_eq!(there.line("delai"), 40);
        there.set("code", "  ");
        assert!(there.is_blank());
        assert_ne!(here, there);
    }
}
