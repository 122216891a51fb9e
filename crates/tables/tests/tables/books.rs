//! Workbooks of several sheets, out and in again, and through two other libraries.

use akwaba_tables::read::book;
use akwaba_tables::write::Column;
use akwaba_tables::write::book::{SheetOut, acceptable, book as write};
use akwaba_tables::{Kind, Limits};
use calamine::{Data, Reader, Xlsx};
use proptest::prelude::*;

use crate::support::{part, workbook, xml_row, zip};

fn sheet(name: &str, rows: &[Vec<String>]) -> SheetOut {
    let width = rows.iter().map(Vec::len).max().unwrap_or(1).max(1);
    SheetOut {
        name: name.to_owned(),
        columns: (0..width)
            .map(|at| Column::text(&format!("c{at}")))
            .collect(),
        rows: rows.to_vec(),
    }
}

fn texts(bytes: Vec<u8>, at: usize) -> Vec<Vec<String>> {
    let read = book(bytes, &Limits::default()).unwrap();
    let rows = &read.sheets[at].rows;
    assert!(rows.iter().all(|row| row.problems.is_empty()));
    rows.iter().skip(1).map(|row| row.cells.clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn every_text_comes_back_as_it_went(
        rows in prop::collection::vec(prop::collection::vec("[ -~éÉœ\n\t=+@'_x<>&\"]{0,12}x", 1..5), 0..8)
    ) {
        let out = write(Vec::new(), &[sheet("un", &rows), sheet("deux", &rows)]).unwrap();
        prop_assert_eq!(texts(out.clone(), 0), rows.clone());
        prop_assert_eq!(texts(out, 1), rows);
    }
}

#[test]
fn a_text_that_looks_like_a_formula_is_the_same_text_elsewhere() {
    let cells = vec!["=1+1".to_owned(), "- un".to_owned(), "'=x".to_owned()];
    let out = write(Vec::new(), &[sheet("un", std::slice::from_ref(&cells))]).unwrap();
    let mut witness: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(&out)).unwrap();
    let range = witness.worksheet_range("un").unwrap();
    let seen: Vec<_> = range.rows().nth(1).unwrap().to_vec();
    assert_eq!(
        seen,
        cells.iter().cloned().map(Data::String).collect::<Vec<_>>()
    );
    assert!(witness.worksheet_formula("un").unwrap().is_empty());
    assert_eq!(texts(out, 0), [cells]);
}

#[test]
fn hidden_and_merged_sheets_and_formulas_are_told() {
    let mut made = rust_xlsxwriter::Workbook::new();
    let first = made.add_worksheet().set_name("etapes").unwrap();
    first.write(0, 0, "code").unwrap();
    first.write_formula(1, 0, "=A1").unwrap();
    let second = made.add_worksheet().set_name("notes").unwrap();
    let plain = rust_xlsxwriter::Format::new();
    second.merge_range(0, 0, 1, 2, "titre", &plain).unwrap();
    second.set_hidden(true);
    let read = book(made.save_to_buffer().unwrap(), &Limits::default()).unwrap();
    let [first, second] = read.sheets.as_slice() else {
        panic!("two sheets");
    };
    assert_eq!(
        (first.name.as_str(), first.hidden, &first.merged),
        ("etapes", false, &None)
    );
    assert_eq!(first.rows[1].problems, [Kind::Formula.cell(2, 1)]);
    assert_eq!(
        (second.hidden, second.merged.as_deref()),
        (true, Some("A1:C2"))
    );
    assert!(!read.macros);
}

#[test]
fn macros_are_told_and_never_read() {
    let mut parts = workbook(&format!("<sheetData>{}</sheetData>", xml_row(1, &["a"])));
    parts.push(part("xl/vbaProject.bin", "not even a project"));
    assert!(book(zip(&parts), &Limits::default()).unwrap().macros);
}

#[test]
fn too_many_rows_are_refused_before_they_are_kept() {
    let rows: String = (1..=50).map(|n| xml_row(n, &["a"])).collect();
    let bytes = zip(&workbook(&format!("<sheetData>{rows}</sheetData>")));
    let limits = Limits {
        xlsx_rows: 49,
        ..Limits::default()
    };
    let refusal = book(bytes, &limits).unwrap_err();
    assert!(
        matches!(refusal.kind, Kind::TooManyRows { limit: 49, .. }),
        "{refusal}"
    );
}

#[test]
fn names_of_sheets_that_spreadsheets_refuse_are_known() {
    for good in ["etapes", "P07 é", &"x".repeat(31)] {
        assert!(acceptable(good), "{good}");
    }
    for bad in ["", " a", "a/b", "a:b", "'a", "a\n", &"x".repeat(32)] {
        assert!(!acceptable(bad), "{bad}");
    }
}
