//! Writing a workbook as Markdown, in its one canonical form.

use super::cell::escape;
use crate::sheet::shape::shape;
use crate::sheet::{Book, Row, Sheet};

/// The workbook as Markdown.
#[must_use]
pub fn write(book: &Book) -> String {
    let mut text = format!("# {}\n", line(&title(book), "Classeur"));
    for sheet in &book.sheets {
        text.push_str(&format!("\n## {}\n", sheet.name));
        if shape(&sheet.name).is_some_and(|shape| shape.cards) {
            cards(sheet, &mut text);
        } else if !sheet.header.is_empty() {
            table(sheet, &mut text);
        }
    }
    text
}

fn cards(sheet: &Sheet, text: &mut String) {
    for row in sheet.rows.iter().filter(|row| !row.is_blank()) {
        let heading = line(&heading(sheet, row), "Fiche");
        text.push_str(&format!(
            "\n### {heading}\n\n| champ | valeur |\n|---|---|\n"
        ));
        for column in &sheet.header {
            let cell = row.cell(column);
            if !cell.is_empty() {
                text.push_str(&format!("| {} | {} |\n", escape(column), escape(cell)));
            }
        }
    }
}

fn table(sheet: &Sheet, text: &mut String) {
    text.push('\n');
    row(sheet.header.iter().map(String::as_str), text);
    text.push('|');
    text.extend(sheet.header.iter().map(|_| "---|"));
    text.push('\n');
    for cells in &sheet.rows {
        row(sheet.header.iter().map(|column| cells.cell(column)), text);
    }
}

fn row<'a>(cells: impl Iterator<Item = &'a str>, text: &mut String) {
    text.push('|');
    for cell in cells {
        if !cell.is_empty() {
            text.push(' ');
            text.push_str(&escape(cell));
        }
        text.push_str(" |");
    }
    text.push('\n');
}

/// What a person reads above the sheets: made of them, and no content of its own.
fn title(book: &Book) -> String {
    let first = |sheet: &str| book.rows(sheet).first();
    if let Some(row) = first("adaptation") {
        return format!(
            "Adaptation de {}, {}",
            row.cell("procedure"),
            row.cell("centre")
        );
    }
    if let Some(row) = first("procedure") {
        return format!("{} {}", row.cell("code"), row.cell("titre"));
    }
    if let Some(row) = first("manuel") {
        return row.cell("titre").to_owned();
    }
    let stem = book.file.0.rsplit_once('.');
    stem.map_or(book.file.0.as_str(), |(stem, _)| stem)
        .to_owned()
}

/// What a person reads above a card.
fn heading(sheet: &Sheet, row: &Row) -> String {
    match sheet.name.as_str() {
        "etapes" => match (row.cell("ordre"), row.cell("libelle")) {
            ("", "") | ("", _) => row.cell("code").to_owned(),
            (order, label) => format!("{order} {label}"),
        },
        "manuel" => row.cell("titre").to_owned(),
        _ => row.cell("code").to_owned(),
    }
}

/// A text on one line, or what stands for it when it is empty.
fn line(text: &str, otherwise: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() {
        otherwise.to_owned()
    } else {
        words.join(" ")
    }
}
