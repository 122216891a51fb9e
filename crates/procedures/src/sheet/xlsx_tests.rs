//! Spreadsheets there and back, and those that are refused.

use super::*;
use crate::sheet::markdown;
use crate::sheet::markdown::tests::{books, without_empty_card_columns};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook};

fn codes(bytes: Vec<u8>) -> Vec<(&'static str, String)> {
    let findings = read("x.xlsx", bytes).unwrap_err();
    assert!(findings.iter().all(|finding| !finding.write.is_empty()));
    findings
        .iter()
        .map(|finding| (finding.code, finding.place()))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn any_workbook_goes_to_a_spreadsheet_and_back_and_loses_nothing(book in books()) {
        let back = read("x.xlsx", write(&book).unwrap()).unwrap();
        prop_assert_eq!(&back, &book);
        let text = markdown::write(&book);
        prop_assert_eq!(markdown::write(&back), text.clone());
        let again = markdown::read("x.md", &text).unwrap();
        let there = read("x.xlsx", write(&again).unwrap()).unwrap();
        prop_assert_eq!(without_empty_card_columns(there), without_empty_card_columns(book));
    }
}

#[test]
fn what_a_reader_would_not_see_is_refused_with_its_place() {
    let mut made = Workbook::new();
    let sheet = made.add_worksheet().set_name("etapes").unwrap();
    sheet.write(0, 0, "code").unwrap();
    sheet.write(0, 1, "libelle").unwrap();
    sheet.write_formula(1, 1, "=UPPER(A1)").unwrap();
    sheet.write(2, 3, "perdu").unwrap();
    let plain = Format::new();
    sheet.merge_range(4, 0, 5, 1, "deux", &plain).unwrap();
    let hidden = made.add_worksheet().set_name("choices").unwrap();
    hidden.set_hidden(true);
    hidden.write(0, 0, "name").unwrap();
    assert_eq!(
        codes(made.save_to_buffer().unwrap()),
        [
            ("merged", "x.xlsx, feuille etapes".to_owned()),
            (
                "formula",
                "x.xlsx, feuille etapes, ligne 2, colonne B".to_owned()
            ),
            ("cell-beyond", "x.xlsx, feuille etapes, ligne 3".to_owned()),
            ("sheet-hidden", "x.xlsx, feuille choices".to_owned()),
        ]
    );
}

#[test]
fn another_file_is_said_to_be_another_file() {
    let said = |bytes: &[u8]| read("x.xlsx", bytes.to_vec()).unwrap_err()[0].said.clone();
    assert!(said(b"").contains("vide"));
    assert!(said(b"%PDF-1.7").contains("n'est pas un classeur"));
    assert!(said(&[0xD0, 0xCF, 0x11, 0xE0, 0, 0]).contains("ancien format"));
    assert!(said(b"PK\x03\x04 cut short").contains("abîmé"));
}

#[test]
fn a_spreadsheet_of_too_many_rows_is_refused() {
    let mut made = Workbook::new();
    let sheet = made.add_worksheet();
    for row in 0..=50_001 {
        sheet.write(row, 0, "x").unwrap();
    }
    let codes = codes(made.save_to_buffer().unwrap());
    assert_eq!(codes, [("sheet-too-large", "x.xlsx".to_owned())]);
}

#[test]
fn a_name_that_spreadsheets_refuse_is_said() {
    let mut book = Book::new("x.md");
    assert_eq!(write(&book).unwrap_err()[0].code, "no-sheet");
    book.sheets.push(Sheet::new("a/b", &["x"]));
    assert_eq!(write(&book).unwrap_err()[0].code, "sheet-name");
}
