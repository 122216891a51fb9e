//! The workbook as a spreadsheet, which an official edits.
//!
//! Owns both ways, through the tables crate, and the refusal of what a reader of the manual would not see or could not
//! trust: hidden sheets, merged cells, formulas, macros. Every cell is text.

use akwaba_tables::error::letters;
use akwaba_tables::read::{BookRow, BookSheet, book};
use akwaba_tables::write::Column;
use akwaba_tables::write::book::{SheetOut, acceptable, book as write_book};
use akwaba_tables::{Kind, Limits, TableError};

use super::limits::{BYTES, CELL_CHARS, COLUMNS, FINDINGS, ROWS, UNPACKED};
use super::markdown::too_large;
use super::shape::settle;
use super::{Book, Finding, Row, Sheet, failed};

/// Narrowest and widest column, in characters.
const WIDTHS: (usize, usize) = (10, 60);

/// Reads the workbook in that file.
///
/// # Errors
/// Everything that keeps it from being read, with what to write.
pub fn read(file: &str, bytes: Vec<u8>) -> Result<Book, Vec<Finding>> {
    let mut into = Book::new(file);
    if bytes.len() as u64 > BYTES {
        return Err(vec![too_large(&into)]);
    }
    let limits = Limits {
        xlsx_rows: ROWS as u64,
        columns: COLUMNS,
        cell_chars: CELL_CHARS,
        archive_bytes: BYTES,
        unpacked_bytes: UNPACKED,
        ..Limits::default()
    };
    let read = book(bytes, &limits).map_err(|error| vec![refusal(&error).of(file)])?;
    let mut findings = Vec::new();
    if read.macros {
        findings.push(Finding::error(
            "macros",
            "Ce classeur contient des macros.",
            "Enregistrez-le au format .xlsx, sans macros.",
        ));
    }
    for sheet in &read.sheets {
        into.sheets.push(self::sheet(sheet, &mut findings));
    }
    findings.truncate(FINDINGS);
    settle(&mut into);
    if failed(&findings) {
        let of = |finding: Finding| finding.of(file);
        Err(findings.into_iter().map(of).collect())
    } else {
        Ok(into)
    }
}

fn sheet(read: &BookSheet, findings: &mut Vec<Finding>) -> Sheet {
    let mut sheet = Sheet::new(&read.name, &[]);
    let mut find = |finding: Finding| findings.push(finding.on(&read.name));
    if read.hidden {
        find(Finding::error(
            "sheet-hidden",
            format!(
                "La feuille « {} » est cachée : personne ne la relirait.",
                read.name
            ),
            "Affichez-la, ou supprimez-la.",
        ));
    }
    if let Some(range) = &read.merged {
        find(Finding::error(
            "merged",
            format!("Des cellules sont fusionnées ({range})."),
            "Défusionnez-les et écrivez le texte dans chaque cellule.",
        ));
    }
    for error in read.rows.iter().flat_map(|row| &row.problems) {
        find(refusal(error));
    }
    let Some((head, rows)) = read.rows.split_first() else {
        return sheet;
    };
    match super::header(head.cells.iter().map(String::as_str)) {
        Ok(header) => sheet.header = header,
        Err((said, write)) => find(Finding::error("header", said, write).row(number(head))),
    }
    for read in rows {
        let mut row = Row::new(number(read));
        for (column, cell) in sheet.header.iter().zip(&read.cells) {
            row.put(column, cell, row.number);
        }
        let mut beyond = read.cells.iter().enumerate().skip(sheet.header.len());
        if let Some((at, _)) = beyond.find(|(_, cell)| !cell.trim().is_empty()) {
            let column = letters(u32::try_from(at + 1).unwrap_or(u32::MAX));
            find(
                Finding::error(
                    "cell-beyond",
                    format!(
                        "La cellule {column}{} est au-delà de la dernière colonne nommée.",
                        row.number
                    ),
                    "Donnez un nom à cette colonne en tête de feuille, ou videz la cellule.",
                )
                .row(row.number),
            );
        }
        if !row.is_blank() {
            sheet.rows.push(row);
        }
    }
    sheet
}

fn number(row: &BookRow) -> u32 {
    u32::try_from(row.number).unwrap_or(u32::MAX)
}

/// A problem of the spreadsheet itself, in words.
fn refusal(error: &TableError) -> Finding {
    let (said, write): (String, &str) = match &error.kind {
        Kind::Formula => (
            "Cette cellule contient une formule : son résultat change d'un ordinateur à l'autre."
                .into(),
            "Copiez-la, puis collez la valeur seule.",
        ),
        Kind::ErrorValue { value } => (
            format!("Cette cellule montre l'erreur {value}."),
            "Écrivez la valeur voulue, ou videz la cellule.",
        ),
        Kind::CellTooLong { limit } => (
            format!("Cette cellule dépasse {limit} caractères."),
            "Raccourcissez-la.",
        ),
        Kind::Control { character } => (
            format!("Cette cellule contient un caractère invisible ({character})."),
            "Retapez le texte.",
        ),
        Kind::LostCharacter => (
            "Cette cellule contient un caractère perdu par un autre logiciel.".into(),
            "Retapez le mot.",
        ),
        Kind::RoundedNumber => (
            "Ce nombre dépasse quinze chiffres : le tableur en a déjà perdu la fin.".into(),
            "Mettez la colonne au format Texte et retapez le nombre.",
        ),
        Kind::BadDate => (
            "Cette date n'existe pas.".into(),
            "Écrivez-la sous la forme AAAA-MM-JJ.",
        ),
        Kind::TooManyRows { limit, .. } => (
            format!("Une feuille dépasse {limit} lignes."),
            "Une procédure n'en a pas tant : vérifiez le fichier.",
        ),
        Kind::TooManyColumns { limit } => (
            format!("Une feuille dépasse {limit} colonnes."),
            "Enlevez les colonnes inutiles.",
        ),
        Kind::Bomb { .. } | Kind::TooManyParts { .. } => (
            "Ce fichier est fait pour déborder : déplié, il serait énorme.".into(),
            "Ne l'ouvrez pas ; demandez-en un autre.",
        ),
        Kind::TooLarge { limit } => (
            format!("Ce fichier dépasse {} Mo.", limit >> 20),
            "Gardez une procédure par fichier, sans images.",
        ),
        Kind::OldOrLockedWorkbook => (
            "Ce classeur est d'un ancien format, ou fermé par un mot de passe.".into(),
            "Enregistrez-le au format .xlsx, sans mot de passe.",
        ),
        Kind::OpenDocument => (
            "Ce classeur est au format .ods.".into(),
            "Enregistrez-le au format .xlsx.",
        ),
        Kind::Damaged { part } => (
            format!("Ce classeur est abîmé ({part})."),
            "Rouvrez-le dans un tableur, enregistrez-le de nouveau en .xlsx.",
        ),
        Kind::Empty => ("Ce fichier est vide.".into(), "Choisissez-en un autre."),
        _ => (
            "Ce fichier n'est pas un classeur.".into(),
            "Donnez un fichier .xlsx ou .md.",
        ),
    };
    let mut finding = Finding::error(code(error), said, write);
    finding.row = error.row.map(|row| u32::try_from(row).unwrap_or(u32::MAX));
    finding.column = error.column.map(letters).unwrap_or_default();
    finding
}

fn code(error: &TableError) -> &'static str {
    match error.kind {
        Kind::Formula => "formula",
        Kind::Bomb { .. } | Kind::TooManyParts { .. } => "bomb",
        Kind::TooManyRows { .. } | Kind::TooManyColumns { .. } => "sheet-too-large",
        Kind::TooLarge { .. } => "file-too-large",
        _ => "spreadsheet",
    }
}

/// The workbook as a spreadsheet.
///
/// # Errors
/// When a sheet cannot be one of a spreadsheet: its name is refused there, or it is too large.
pub fn write(book: &Book) -> Result<Vec<u8>, Vec<Finding>> {
    if book.sheets.is_empty() {
        return Err(vec![book.error(
            "no-sheet",
            "Ce classeur n'a aucune feuille.",
            "Ouvrez-en une par « ## » et son nom.",
        )]);
    }
    let mut names: Vec<String> = Vec::new();
    for sheet in &book.sheets {
        let folded = sheet.name.to_lowercase();
        if !acceptable(&sheet.name) || names.contains(&folded) {
            let finding = book
                .error(
                    "sheet-name",
                    format!("Un tableur refuse le nom de feuille « {} ».", sheet.name),
                    "Prenez un nom de 31 caractères au plus, sans : * ? / [ ], qu'aucune autre feuille ne porte.",
                )
                .on(&sheet.name);
            return Err(vec![finding]);
        }
        names.push(folded);
    }
    let sheets: Vec<SheetOut> = book.sheets.iter().map(out).collect();
    write_book(Vec::new(), &sheets).map_err(|_| {
        vec![book.error(
            "sheet-too-large",
            "Ce classeur ne tient pas dans un tableur.",
            "Partagez-le en plusieurs procédures.",
        )]
    })
}

fn out(sheet: &Sheet) -> SheetOut {
    let width = |column: &String| {
        let longest = sheet
            .rows
            .iter()
            .flat_map(|row| row.cell(column).split('\n'));
        let longest = longest.map(|line| line.chars().count()).max().unwrap_or(0);
        let width = longest.max(column.chars().count()) + 2;
        u16::try_from(width.clamp(WIDTHS.0, WIDTHS.1)).unwrap_or(60)
    };
    let cells = |row: &Row| {
        let cells = sheet
            .header
            .iter()
            .map(|column| row.cell(column).to_owned());
        cells.collect()
    };
    SheetOut {
        name: sheet.name.clone(),
        columns: sheet
            .header
            .iter()
            .map(|column| Column::text(column).wide(width(column)))
            .collect(),
        rows: sheet.rows.iter().map(cells).collect(),
    }
}

#[cfg(test)]
#[path = "xlsx_tests.rs"]
mod tests;
