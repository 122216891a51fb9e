//! Markdown there and back, and every line that is refused.

use super::*;
use crate::sheet::{Book, Finding, Row, Sheet};
use proptest::prelude::*;

const EXAMPLE: &str = "# P99 Prêt

## procedure

### P99

| champ | valeur |
|---|---|
| code | P99 |
| titre | Prêt |

## etapes

### 1 Recevoir

| champ | valeur |
|---|---|
| ordre | 1 |
| libelle | Recevoir |
| delai | [${a} = 'x'] 1 jour<br>2 jours |

## choices

| list_name | name | label |
|---|---|---|
| oui_non | oui | Oui \\| si |
| oui_non | non | |
";

fn book(text: &str) -> Book {
    read("P99.md", text).unwrap()
}

fn codes(text: &str) -> Vec<(&'static str, Option<u32>)> {
    let findings = read("x.md", text).unwrap_err();
    let place = |finding: &Finding| (finding.code, finding.row);
    assert!(findings.iter().all(|finding| !finding.write.is_empty()));
    findings.iter().map(place).collect()
}

#[test]
fn a_canonical_text_is_written_as_it_was_read() {
    assert_eq!(write(&book(EXAMPLE)), EXAMPLE);
}

#[test]
fn a_cell_knows_its_line_in_a_card_and_in_a_table() {
    let book = book(EXAMPLE);
    let step = &book.rows("etapes")[0];
    assert_eq!((step.number, step.line("delai")), (14, 20));
    assert_eq!(step.lines("delai").nth(1), Some("2 jours"));
    let choice = &book.rows("choices")[0];
    assert_eq!((choice.number, choice.cell("label")), (26, "Oui | si"));
}

#[test]
fn every_line_that_is_none_of_a_workbook_is_refused_where_it_stands() {
    type Place = (&'static str, Option<u32>);
    let cases: &[(&str, &[Place])] = &[
        ("# a\n\nDu texte perdu.\n", &[("text-outside", Some(3))]),
        ("# a\n# b\n", &[("title-again", Some(2))]),
        (
            "| a |\n|---|\n",
            &[("table-astray", Some(1)), ("table-astray", Some(2))],
        ),
        ("## a\n\n| x | x |\n|---|---|\n", &[("header", Some(3))]),
        ("## a\n\n| x | |\n|---|---|\n", &[("header", Some(3))]),
        ("## a\n\n| x |\n| 1 |\n", &[("rule-missing", Some(4))]),
        (
            "## a\n\n| x | y |\n|---|---|\n| 1 |\n",
            &[("cells", Some(5))],
        ),
        ("## a\n\n| x |\n|---|\n| a | b |\n", &[("cells", Some(5))]),
        ("## a\n\n| x |\n|---|\n| 1\n", &[("row-open", Some(5))]),
        ("## a\n\n| x |\n|---|\n\n| 2 |\n", &[("table-cut", Some(6))]),
        ("## a\n\n## a\n", &[("sheet-again", Some(3))]),
        (
            "### f\n\n| champ | valeur |\n|---|---|\n",
            &[("card-astray", Some(1))],
        ),
        ("## a\n\n### f\n", &[("card-empty", Some(3))]),
        (
            "## a\n\n### f\n\n| nom | valeur |\n|---|---|\n",
            &[("card-line", Some(5))],
        ),
        (
            "## a\n\n### f\n\n| champ | valeur |\n|---|---|\n| x | 1 |\n| x | 2 |\n",
            &[("field-again", Some(8))],
        ),
        (
            "## a\n\n| x |\n|---|\n| a\u{7}b |\n",
            &[("control-character", Some(5))],
        ),
        (
            "## a\n\n| x |\n|---|\n| caf\u{FFFD} |\n",
            &[("control-character", Some(5))],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(codes(text), *expected, "{text}");
    }
}

#[test]
fn a_million_rows_end_the_reading_with_one_sentence() {
    let text = format!("## a\n\n| x |\n|---|\n{}", "| 1 |\n".repeat(1_000_000));
    assert_eq!(codes(&text), [("sheet-too-large", Some(50_005))]);
}

#[test]
fn a_wall_of_text_is_not_answered_line_by_line() {
    assert_eq!(codes(&"du texte\n".repeat(100_000)).len(), 200);
}

/// A workbook with sheets of every kind and cells of every text.
pub(in crate::sheet) fn books() -> impl Strategy<Value = Book> {
    let names = prop::sample::subsequence(
        vec![
            "procedure",
            "etapes",
            "survey",
            "choices",
            "parametres",
            "notes",
        ],
        1..=6,
    );
    let columns = prop::sample::subsequence(
        vec![
            "code",
            "libelle",
            "delai",
            "autre | un",
            "label::Français (fr)",
            "a\\b",
        ],
        1..=6,
    );
    let cell = "[ -~éœ’«»\n\t|<br>\\\\]{0,16}";
    let rows = prop::collection::vec(prop::collection::vec(cell, 6), 0..5);
    (names, prop::collection::vec((columns, rows), 6)).prop_map(|(names, sheets)| {
        let mut book = Book::new("x.md");
        for (name, (columns, rows)) in names.into_iter().zip(sheets) {
            let mut sheet = Sheet::new(name, &columns);
            for cells in rows {
                let mut row = Row::new(1);
                for (column, cell) in columns.iter().zip(&cells) {
                    row.set(column, cell);
                }
                if !row.is_blank() {
                    sheet.rows.push(row);
                }
            }
            book.sheets.push(sheet);
        }
        crate::sheet::shape::settle(&mut book);
        book
    })
}

/// The same workbook without the columns of cards that no card fills: a card does not write them.
pub(in crate::sheet) fn without_empty_card_columns(mut book: Book) -> Book {
    for sheet in &mut book.sheets {
        if crate::sheet::shape::shape(&sheet.name).is_some_and(|shape| shape.cards) {
            let rows = &sheet.rows;
            sheet
                .header
                .retain(|column| rows.iter().any(|row| !row.cell(column).is_empty()));
        }
    }
    book
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn any_workbook_goes_to_markdown_and_back_and_loses_nothing(book in books()) {
        let text = write(&book);
        let back = read("x.md", &text).unwrap();
        prop_assert_eq!(write(&back), text);
        prop_assert_eq!(without_empty_card_columns(back), without_empty_card_columns(book));
    }

    #[test]
    fn no_text_breaks_the_reader(text in "([#|\\\\ a<br>-]{0,12}\n){0,20}") {
        if let Ok(book) = read("x.md", &text) {
            prop_assert_eq!(read("x.md", &write(&book)).unwrap(), book);
        }
    }
}
