//! Reading a workbook from Markdown, line by line, with a finding for every line that is none of it.

use super::cell::split;
use crate::sheet::limits::{BYTES, CELL_CHARS, COLUMNS, FINDINGS, ROWS};
use crate::sheet::shape::settle;
use crate::sheet::{Book, Finding, Row, Sheet, failed};

/// Reads the workbook in that file.
///
/// # Errors
/// Every line that cannot be read, with what to write.
pub fn read(file: &str, text: &str) -> Result<Book, Vec<Finding>> {
    let mut reader = Reader {
        book: Book::new(file),
        findings: Vec::new(),
        titled: false,
        stopped: false,
        within: Within::Nothing,
    };
    if text.len() as u64 > BYTES {
        return Err(vec![too_large(&reader.book)]);
    }
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    for (at, line) in text.split('\n').enumerate() {
        reader.line(u32::try_from(at + 1).unwrap_or(u32::MAX), line.trim());
        if reader.stopped || reader.findings.len() >= FINDINGS {
            break;
        }
    }
    reader.end_card();
    let Reader {
        mut book, findings, ..
    } = reader;
    settle(&mut book);
    if failed(&findings) {
        Err(findings)
    } else {
        Ok(book)
    }
}

/// A file that is too large.
pub(in crate::sheet) fn too_large(book: &Book) -> Finding {
    book.error(
        "file-too-large",
        format!("Ce fichier dépasse {} Mo.", BYTES >> 20),
        "Gardez une procédure par fichier, sans images.",
    )
}

/// What the lines at hand belong to.
enum Within {
    /// No table yet.
    Nothing,
    /// A table whose header was read.
    Header,
    /// The rows of a table.
    Rows,
    /// After a table that a blank line ended.
    After,
    /// A card: its row, and which line of its little table comes next.
    Card(Row, CardLine),
}

#[derive(Clone, Copy, PartialEq)]
enum CardLine {
    Header,
    Rule,
    Field,
}

struct Reader {
    book: Book,
    findings: Vec<Finding>,
    titled: bool,
    /// Whether the file is so large that the rest is not read.
    stopped: bool,
    within: Within,
}

impl Reader {
    fn line(&mut self, number: u32, line: &str) {
        if let Some(bad) = line.chars().find(|&c| refused(c)) {
            let code = u32::from(bad);
            self.find(
                number,
                "control-character",
                format!("Un caractère invisible ou perdu (U+{code:04X}) est dans cette ligne."),
                "Retapez la ligne.",
            );
        } else if line.is_empty() {
            if matches!(self.within, Within::Header | Within::Rows) {
                self.within = Within::After;
            }
        } else if line.starts_with("### ") {
            self.card(number);
        } else if let Some(name) = line.strip_prefix("## ") {
            self.sheet(number, name.trim());
        } else if line.starts_with("# ") {
            self.title(number);
        } else if line.starts_with('|') {
            match split(line) {
                Some(cells) => self.cells(number, line, &cells),
                None => self.find(
                    number,
                    "row-open",
                    "Cette ligne de tableau ne finit pas par une barre.",
                    "Ajoutez « | » à la fin, et écrivez « \\| » pour une barre dans une case.",
                ),
            }
        } else {
            self.find(
                number,
                "text-outside",
                "Ce texte n'est pas dans un tableau : il se perdrait.",
                "Mettez-le dans une case, ou enlevez-le.",
            );
        }
    }

    fn title(&mut self, number: u32) {
        if self.titled || !self.book.sheets.is_empty() {
            self.find(
                number,
                "title-again",
                "Le titre « # » s'écrit une fois, en tête.",
                "Pour ouvrir une feuille, écrivez « ## » et son nom.",
            );
        }
        self.titled = true;
    }

    fn sheet(&mut self, number: u32, name: &str) {
        self.end_card();
        if self.book.sheet(name).is_some() {
            self.find(
                number,
                "sheet-again",
                format!("La feuille « {name} » est ouverte deux fois."),
                "Réunissez les deux tableaux.",
            );
        }
        self.within = Within::Nothing;
        self.book.sheets.push(Sheet::new(name, &[]));
    }

    fn card(&mut self, number: u32) {
        self.end_card();
        let mixed = !matches!(self.within, Within::Nothing);
        if self.book.sheets.is_empty() || mixed {
            self.find(
                number,
                "card-astray",
                "Une fiche « ### » se met dans une feuille qui n'a pas de tableau.",
                "Ouvrez d'abord la feuille par « ## » et son nom.",
            );
        }
        self.within = Within::Card(Row::new(number), CardLine::Header);
    }

    /// Puts the card at hand among the rows of its sheet.
    fn end_card(&mut self) {
        match std::mem::replace(&mut self.within, Within::Nothing) {
            Within::Card(row, line) => {
                if line != CardLine::Field {
                    self.find(
                        row.number,
                        "card-empty",
                        "Cette fiche n'a pas de tableau.",
                        "Écrivez dessous « | champ | valeur | », « |---|---| », puis une ligne par champ.",
                    );
                }
                if !row.is_blank() {
                    self.push(row);
                }
            }
            other => self.within = other,
        }
    }

    fn cells(&mut self, number: u32, line: &str, cells: &[String]) {
        if let Within::Card(..) = self.within {
            self.field(number, line, cells);
            return;
        }
        if self.book.sheets.is_empty() {
            self.find(
                number,
                "table-astray",
                "Ce tableau n'est dans aucune feuille.",
                "Écrivez au-dessus « ## » et le nom de la feuille.",
            );
            return;
        }
        match self.within {
            Within::Nothing => {
                self.header(number, cells);
                self.within = Within::Header;
            }
            Within::Header => {
                if !is_rule(line) {
                    self.find(
                        number,
                        "rule-missing",
                        "Sous les noms des colonnes, il manque la ligne de tirets.",
                        "Écrivez « |---|---| », avec un groupe par colonne.",
                    );
                }
                self.within = Within::Rows;
            }
            Within::Rows => self.row(number, cells),
            Within::After => self.find(
                number,
                "table-cut",
                "Une ligne vide coupe le tableau de cette feuille.",
                "Enlevez la ligne vide ; une feuille n'a qu'un tableau.",
            ),
            Within::Card(..) => {}
        }
    }

    fn header(&mut self, number: u32, cells: &[String]) {
        let header = crate::sheet::header(cells.iter().map(String::as_str));
        match header {
            Ok(header) => {
                if let Some(sheet) = self.book.sheets.last_mut() {
                    sheet.header = header;
                }
            }
            Err((said, write)) => self.find(number, "header", said, write),
        }
    }

    fn row(&mut self, number: u32, cells: &[String]) {
        let Some(sheet) = self.book.sheets.last() else {
            return;
        };
        let (found, expected) = (cells.len(), sheet.header.len());
        let mut row = Row::new(number);
        for (column, cell) in sheet.header.iter().zip(cells) {
            row.put(column, cell, number);
        }
        if found != expected {
            self.find(
                number,
                "cells",
                format!("Cette ligne a {found} cases, et le tableau {expected} colonnes."),
                "Mettez une case par colonne, vide s'il le faut ; « \\| » écrit une barre dans une case.",
            );
        } else if !row.is_blank() {
            self.push(row);
        }
    }

    fn field(&mut self, number: u32, line: &str, cells: &[String]) {
        let words: Vec<&str> = cells.iter().map(String::as_str).collect();
        let Within::Card(row, next) = &mut self.within else {
            return;
        };
        let good = match (*next, words.as_slice()) {
            (CardLine::Header, ["champ", "valeur"]) => true,
            (CardLine::Rule, [_, _]) => is_rule(line),
            (CardLine::Field, ["", _]) => false,
            (CardLine::Field, [column, _]) if !row.cell(column).is_empty() => {
                let said = format!("Le champ « {column} » est écrit deux fois dans cette fiche.");
                self.find(number, "field-again", said, "Gardez-en un.");
                return;
            }
            (CardLine::Field, [column, value]) => {
                row.put(column, value, number);
                if let Some(sheet) = self.book.sheets.last_mut()
                    && !sheet.has(column)
                {
                    sheet.header.push((*column).to_owned());
                }
                true
            }
            _ => false,
        };
        if *next != CardLine::Field {
            *next = if *next == CardLine::Header {
                CardLine::Rule
            } else {
                CardLine::Field
            };
        }
        if !good {
            self.find(
                number,
                "card-line",
                "Cette ligne n'est pas d'une fiche.",
                "Une fiche s'écrit « | champ | valeur | », « |---|---| », puis « | nom du champ | contenu | ».",
            );
        }
    }

    fn push(&mut self, row: Row) {
        let long = row
            .cells()
            .find(|(_, text)| text.chars().count() > CELL_CHARS);
        if let Some((column, _)) = long {
            let finding = row.error(
                column,
                "cell-too-long",
                format!("Cette case dépasse {CELL_CHARS} caractères."),
                "Raccourcissez-la.",
            );
            self.add(finding);
        }
        let number = row.number;
        let Some(sheet) = self.book.sheets.last_mut() else {
            return;
        };
        if sheet.header.len() <= COLUMNS && sheet.rows.len() < ROWS {
            sheet.rows.push(row);
            return;
        }
        self.stopped = true;
        self.find(
            number,
            "sheet-too-large",
            format!("Cette feuille dépasse {ROWS} lignes ou {COLUMNS} colonnes."),
            "Une procédure n'en a pas tant : vérifiez le fichier.",
        );
    }

    fn find(
        &mut self,
        number: u32,
        code: &'static str,
        said: impl Into<String>,
        write: impl Into<String>,
    ) {
        self.add(Finding::error(code, said, write).row(number));
    }

    fn add(&mut self, finding: Finding) {
        let sheet = self.book.sheets.last();
        let sheet = sheet.map_or("", |sheet| sheet.name.as_str());
        self.findings.push(finding.on(sheet).of(&self.book.file.0));
    }
}

/// Characters that no cell may hold.
fn refused(c: char) -> bool {
    (c.is_control() && c != '\t') || matches!(c, '\u{FFFD}'..='\u{FFFF}')
}

/// Whether the line is the one of dashes.
fn is_rule(line: &str) -> bool {
    line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}
