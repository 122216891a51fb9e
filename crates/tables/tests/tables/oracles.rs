//! Our workbooks against two independent implementations: one writes what we read, the other reads what
//! we write.

use crate::support::{cells, read, refusal};
use akwaba_tables::write::csv::{CsvOptions, CsvWriter};
use akwaba_tables::write::xlsx::XlsxWriter;
use akwaba_tables::{Column, Kind};
use calamine::{Data, Reader, Xlsx};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use std::io::Cursor;

fn written(columns: &[Column], rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = XlsxWriter::new(Vec::new(), "Liste", columns.to_vec()).unwrap();
    for row in rows {
        writer.row(row).unwrap();
    }
    writer.finish().unwrap()
}

fn written_csv(columns: &[Column], rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = CsvWriter::new(Vec::new(), columns.to_vec(), CsvOptions::default()).unwrap();
    for row in rows {
        writer.row(row).unwrap();
    }
    writer.finish().unwrap()
}

#[test]
fn a_workbook_from_another_writer_is_read_to_the_last_zero() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let date = Format::new().set_num_format("dd/mm/yyyy");
    let moment = Format::new().set_num_format("dd/mm/yyyy hh:mm");
    let phone = Format::new().set_num_format("00\\ 00\\ 00\\ 00\\ 00");
    for (at, name) in ["Nom", "NNI", "Téléphone", "Naissance", "Passage", "Chef"]
        .iter()
        .enumerate()
    {
        sheet.write_string(0, at as u16, *name).unwrap();
    }
    sheet
        .write_string(1, 0, "N'Guessan & <Fils> 😀\nAya")
        .unwrap();
    sheet.write_number(1, 1, 12_345_678_901.0).unwrap();
    sheet
        .write_number_with_format(1, 2, 701_020_304.0, &phone)
        .unwrap();
    let born = ExcelDateTime::from_ymd(2019, 5, 4).unwrap();
    sheet
        .write_datetime_with_format(1, 3, &born, &date)
        .unwrap();
    let came = ExcelDateTime::from_ymd(2026, 11, 23)
        .unwrap()
        .and_hms(8, 5, 9)
        .unwrap();
    sheet
        .write_datetime_with_format(1, 4, &came, &moment)
        .unwrap();
    sheet.write_boolean(1, 5, true).unwrap();
    sheet.write_string(2, 0, "_x0041_ \u{1}").unwrap();
    sheet.write_string(2, 1, "00123").unwrap();
    sheet
        .write_formula(2, 2, Formula::new("=1+1").set_result("2"))
        .unwrap();
    sheet.write_number(2, 3, 1_234_567_890_123_456.0).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let (header, rows) = read(&bytes).unwrap();
    assert_eq!(
        header,
        ["Nom", "NNI", "Téléphone", "Naissance", "Passage", "Chef"]
    );
    let first = [
        "N'Guessan & <Fils> 😀\nAya",
        "12345678901",
        "0701020304",
        "2019-05-04",
        "2026-11-23T08:05:09",
        "TRUE",
    ];
    assert_eq!(rows[0].cells, first);
    assert_eq!(rows[0].problems, []);
    assert_eq!(rows[1].cells, ["", "00123", "", "", "", ""]);
    let control = Kind::Control {
        character: "U+0001".to_owned(),
    };
    let problems = [
        Kind::Formula.cell(3, 3),
        Kind::RoundedNumber.cell(3, 4),
        control.cell(3, 1),
    ];
    assert_eq!(rows[1].problems, problems);
}

#[test]
fn merged_cells_of_another_writer_are_refused() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "Nom").unwrap();
    sheet
        .merge_range(1, 0, 2, 1, "Aya", &Format::new())
        .unwrap();
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(
        refusal(&bytes),
        Kind::Merged {
            range: "A2:B3".to_owned(),
            more: 0
        }
        .file()
    );
}

#[test]
fn an_honest_sheet_of_repeated_rows_is_no_bomb() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let format = Format::new().set_bold();
    for row in 0..60_000 {
        for column in 0..12 {
            sheet
                .write_string_with_format(row, column, "Abidjan", &format)
                .unwrap();
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(crate::support::table(&bytes).unwrap().count(), 59_999);
}

#[test]
fn another_reader_sees_text_and_numbers_and_no_formula() {
    let columns = [
        Column::text("Nom"),
        Column::text("=Tél"),
        Column::whole("Enfants").wide(6),
    ];
    let rows = [
        vec![
            "=1+1".to_owned(),
            "+2250701020304".to_owned(),
            "-3".to_owned(),
        ],
        vec![
            "<Aya> & \"Yao\" _x0041_".to_owned(),
            "0701020304".to_owned(),
            "beaucoup".to_owned(),
        ],
    ];
    let bytes = written(&columns, &rows);
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["Liste"]);
    assert!(book.worksheet_formula("Liste").unwrap().is_empty());
    let range = book.worksheet_range("Liste").unwrap();
    let text = |text: &str| Data::String(text.to_owned());
    let seen: Vec<&[Data]> = range.rows().collect();
    assert_eq!(seen[0], [text("Nom"), text("'=Tél"), text("Enfants")]);
    assert_eq!(
        seen[1],
        [text("'=1+1"), text("'+2250701020304"), Data::Float(-3.0)]
    );
    assert_eq!(seen[2][1..], [text("0701020304"), text("beaucoup")]);
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    let rows = vec![vec!["Aya".to_owned()]; 50];
    assert_eq!(
        written(&[Column::text("Nom")], &rows),
        written(&[Column::text("Nom")], &rows)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn identifiers_come_back_from_both_formats(
        rows in prop::collection::vec(prop::collection::vec("[-+=@'0-9A-Z]{0,16}", 3), 1..12),
    ) {
        let columns = [Column::text("a"), Column::text("b"), Column::text("c")];
        let expected: Vec<Vec<String>> =
            rows.iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).cloned().collect();
        prop_assume!(!expected.is_empty());
        prop_assert_eq!(&cells(&written_csv(&columns, &rows)), &expected);
        prop_assert_eq!(&cells(&written(&columns, &rows)), &expected);
    }

    #[test]
    fn any_honest_text_comes_back_from_both_formats(
        rows in prop::collection::vec(prop::collection::vec("([a-zéÀ€😀 ;,|\"<&>_x0041'\t\n=-]|\\u{200B}){1,24}", 2), 1..8),
    ) {
        let columns = [Column::text("a"), Column::text("b")];
        let expected: Vec<Vec<String>> =
            rows.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).cloned().collect();
        prop_assume!(!expected.is_empty());
        prop_assert_eq!(&cells(&written_csv(&columns, &rows)), &expected);
        prop_assert_eq!(&cells(&written(&columns, &rows)), &expected);
    }

    #[test]
    fn another_reader_agrees_on_every_text_we_write(text in "\\PC{1,40}") {
        prop_assume!(!text.trim().is_empty());
        let bytes = written(&[Column::text("a")], &[vec![text.clone()]]);
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        let range = book.worksheet_range("Liste").unwrap();
        let shown = akwaba_tables::guard::neutralise(&text).into_owned();
        prop_assert_eq!(range.get_value((1, 0)), Some(&Data::String(shown)));
    }

    #[test]
    fn we_agree_with_another_writer_on_numbers(whole in -999_999_999_999_999_i64..999_999_999_999_999, cents in 0_i32..100) {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "a").unwrap();
        sheet.write_number(1, 0, whole as f64).unwrap();
        sheet.write_number(2, 0, f64::from(cents) / 100.0).unwrap();
        let bytes = book.save_to_buffer().unwrap();
        let seen = cells(&bytes);
        prop_assert_eq!(&seen[0][0], &whole.to_string());
        prop_assert_eq!(seen[1][0].parse::<f64>().unwrap(), f64::from(cents) / 100.0);
    }
}
