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

/// A spreadsheet with one part more, or with another text for its first sheet.
fn with_part(name: &str, content: &[u8]) -> Vec<u8> {
    let mut book = Book::new("x.md");
    book.sheets.push(Sheet::new("etapes", &["code"]));
    let bytes = write(&book).unwrap();
    archive::with(&bytes, name, content)
}

#[test]
fn macros_are_refused_whatever_the_name_of_the_file() {
    let found = codes(with_part("xl/vbaProject.bin", b"macro"));
    assert_eq!(found, [("macros", "x.xlsx".to_owned())]);
}

#[test]
fn an_archive_made_to_burst_is_refused_before_it_is_unpacked() {
    let found = codes(with_part("xl/media/zeros.bin", &vec![0; 60 * 1024 * 1024]));
    assert_eq!(found, [("bomb", "x.xlsx".to_owned())]);
}

#[test]
fn entities_that_multiply_are_never_expanded() {
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&c;</t></is></c></row></sheetData></worksheet>";
    let found = read(
        "x.xlsx",
        with_part("xl/worksheets/sheet1.xml", bomb.as_bytes()),
    )
    .unwrap_err();
    assert!(found[0].said.contains("abîmé"), "{found:?}");
}

/// Just enough of a zip to put a part into the archives that we write.
mod archive {
    use flate2::{Compression, Crc, write::DeflateEncoder};
    use std::io::Write;

    fn u16_at(bytes: &[u8], at: usize) -> usize {
        usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]))
    }

    fn u32_at(bytes: &[u8], at: usize) -> usize {
        u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize
    }

    /// The archive with that part added, or put in the place of the one of that name.
    pub(super) fn with(bytes: &[u8], name: &str, content: &[u8]) -> Vec<u8> {
        let end = bytes.len() - 22;
        let (count, start) = (u16_at(bytes, end + 10), u32_at(bytes, end + 16));
        let mut directory = Vec::new();
        let (mut at, mut kept) = (start, 0_u16);
        for _ in 0..count {
            let length = 46 + u16_at(bytes, at + 28);
            if &bytes[at + 46..at + length] != name.as_bytes() {
                directory.extend_from_slice(&bytes[at..at + length]);
                kept += 1;
            }
            at += length;
        }
        let mut crc = Crc::new();
        crc.update(content);
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::new(6));
        packer.write_all(content).unwrap();
        let packed = packer.finish().unwrap();
        let mut common = vec![20, 0, 0, 0, 8, 0, 0, 0, 33, 0];
        for field in [crc.sum(), packed.len() as u32, content.len() as u32] {
            common.extend(field.to_le_bytes());
        }
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        let mut out = bytes[..start].to_vec();
        let header = out.len() as u32;
        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend(name.as_bytes());
        out.extend(&packed);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(header.to_le_bytes());
        directory.extend(name.as_bytes());
        let start = out.len() as u32;
        out.extend(&directory);
        out.extend(b"PK\x05\x06\0\0\0\0");
        out.extend((kept + 1).to_le_bytes());
        out.extend((kept + 1).to_le_bytes());
        out.extend((directory.len() as u32).to_le_bytes());
        out.extend(start.to_le_bytes());
        out.extend([0, 0]);
        out
    }
}
