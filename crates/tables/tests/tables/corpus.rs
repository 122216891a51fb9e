//! The files that come from real offices: wrong, odd, huge or hostile. Each is answered precisely.

use crate::support::{cells, part, read, refusal, table, workbook, xml_row, zip};
use akwaba_tables::{Encoding, Format, Kind, Options, Separator, TableError, open};

#[test]
fn a_file_in_windows_1252_is_read_and_the_guess_is_said() {
    let bytes = b"Nom;Pr\xE9nom\r\nN\x92Guessan;A\xEFcha\r\n";
    let table = table(bytes).unwrap();
    assert_eq!(table.header(), ["Nom", "Prénom"]);
    let Format::Csv {
        encoding,
        separator,
    } = table.format()
    else {
        panic!("not csv")
    };
    assert_eq!(
        (encoding, separator),
        (Encoding::Windows1252, Separator::Semicolon)
    );
    assert!(encoding.assumed());
    assert_eq!(cells(bytes), [["N’Guessan", "Aïcha"]]);
}

#[test]
fn one_byte_of_another_encoding_is_refused_at_its_row() {
    let mut bytes = "Prénom;Âge\n".as_bytes().to_vec();
    for _ in 0..20_000 {
        bytes.extend("Aïcha;5\n".as_bytes());
    }
    bytes.extend(b"Ren\xE9;6\n");
    let error = refusal(&bytes);
    assert_eq!(error.kind, Kind::Encoding { encoding: "UTF-8" });
    // Decoding runs ahead of the rows by at most one buffer.
    assert!(error.row.is_some_and(|row| row > 10_000), "{error}");
}

#[test]
fn what_is_no_table_is_named() {
    let cases: [(&[u8], Kind); 9] = [
        (b"", Kind::Empty),
        (b"\n\r\n  \n", Kind::Empty),
        (b"\xEF\xBB\xBF", Kind::Empty),
        (b"%PDF-1.7 etc", Kind::NotATable { found: "pdf" }),
        (
            b"<html><table><tr><td>Nom",
            Kind::NotATable { found: "html" },
        ),
        (b"\x89PNG\r\n\x1a\n\0\0", Kind::NotATable { found: "image" }),
        (
            b"\x7fELF\x02\x01\x01\0\0\0\0\0\0",
            Kind::NotATable { found: "binary" },
        ),
        (
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more",
            Kind::OldOrLockedWorkbook,
        ),
        (
            b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
            Kind::NotAWorkbook,
        ),
    ];
    for (bytes, kind) in cases {
        assert_eq!(refusal(bytes), kind.file(), "{bytes:?}");
    }
    let ods = zip(&[
        part("mimetype", "application/vnd.oasis"),
        part("content.xml", "<x/>"),
    ]);
    assert_eq!(refusal(&ods).kind, Kind::OpenDocument);
    assert_eq!(
        refusal(&zip(&[part("photo.txt", "hello")])).kind,
        Kind::NotAWorkbook
    );
}

#[test]
fn a_header_alone_is_said_to_be_alone() {
    assert_eq!(refusal(b"Nom;Prenoms\n\n;\n"), Kind::NoRows.file());
    let sheet = format!("<sheetData>{}</sheetData>", xml_row(1, &["Nom"]));
    assert_eq!(refusal(&zip(&workbook(&sheet))), Kind::NoRows.file());
}

#[test]
fn columns_without_a_name_and_twins_are_listed() {
    let table = table(b"Nom;;nom;Age;;\nA;B;C;5;;\n").unwrap();
    assert_eq!(table.header(), ["Nom", "", "nom", "Age"]);
    let twin = Kind::DuplicateColumn {
        name: "nom".to_owned(),
        first: 1,
    };
    assert_eq!(
        table.problems(),
        [Kind::UnnamedColumn.cell(1, 2), twin.cell(1, 3)]
    );
}

#[test]
fn rows_keep_the_numbers_a_spreadsheet_shows() {
    let bytes = b"\nNom;Note\n\nAya;\"deux\nlignes\"\n\n\nYao\nKoffi;x;y\n";
    let (_, rows) = read(bytes).unwrap();
    let numbers: Vec<u64> = rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [4, 7, 8]);
    assert_eq!(
        rows[1].problems,
        [Kind::MissingCells {
            expected: 2,
            found: 1
        }
        .row(7)]
    );
    assert_eq!(
        rows[2].problems,
        [Kind::ExtraCells { expected: 2 }.cell(8, 3)]
    );
}

#[test]
fn a_quote_never_closed_is_found_before_it_eats_the_file() {
    assert_eq!(
        refusal(b"Nom;Age\nAya;4\n\"Yao;5\nKoffi;6\n"),
        Kind::OpenQuote.row(3)
    );
    let mut long = b"Nom;Age\n\"Yao;5\n".to_vec();
    for _ in 0..2_000_000 {
        long.extend(b"Koffi;6\n");
    }
    let limit = akwaba_tables::limits::RECORD_BYTES;
    assert_eq!(refusal(&long), Kind::RecordTooLong { limit }.row(2));
}

#[test]
fn a_declared_separator_and_a_title_above_the_header_are_handled() {
    let bytes = b"sep=,\r\nListe du centre\r\nNom,Lieu\r\nAya,\"Abobo; nord\"\r\n";
    let options = Options {
        header_row: Some(3),
        ..Options::default()
    };
    let mut table = open(bytes.as_slice(), &options).unwrap();
    assert_eq!(table.header(), ["Nom", "Lieu"]);
    let row = table.next().unwrap().unwrap();
    assert_eq!(
        (row.number, row.cells),
        (4, vec!["Aya".to_owned(), "Abobo; nord".to_owned()])
    );
    let options = Options {
        header_row: Some(9),
        ..Options::default()
    };
    assert_eq!(
        open(bytes.as_slice(), &options).err(),
        Some(Kind::NoHeader.row(9))
    );
}

#[test]
fn cells_too_long_or_with_control_characters_are_refused_one_by_one() {
    let long = "é".repeat(10_001);
    let text = format!("Nom;Note\nA\u{7}ya;{long}\nYao;{}\n", "é".repeat(10_000));
    let (_, rows) = read(text.as_bytes()).unwrap();
    let control = Kind::Control {
        character: "U+0007".to_owned(),
    };
    assert_eq!(
        rows[0].problems,
        [
            control.cell(2, 1),
            Kind::CellTooLong { limit: 10_000 }.cell(2, 2)
        ]
    );
    assert_eq!(rows[0].cells, ["", ""]);
    assert_eq!(rows[1].problems, []);
}

#[test]
fn a_formula_is_refused_with_its_cell_and_the_rest_is_read() {
    let sheet = r#"<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Nom</t></is></c><c r="B1" t="inlineStr"><is><t>Age</t></is></c></row>
        <row r="2"><c r="A2" t="str"><f>UPPER("a")</f><v>A</v></c><c r="B2"><v>5</v></c></row>
        <row r="3"><c r="A3" t="str"><f t="shared" si="0"/><v>B</v></c><c r="B3" t="e"><v>#N/A</v></c></row></sheetData>"#;
    let (_, rows) = read(&zip(&workbook(sheet))).unwrap();
    assert_eq!(rows[0].cells, ["", "5"]);
    assert_eq!(rows[0].problems, [Kind::Formula.cell(2, 1)]);
    let error = Kind::ErrorValue {
        value: "#N/A".to_owned(),
    };
    assert_eq!(
        rows[1].problems,
        [Kind::Formula.cell(3, 1), error.cell(3, 2)]
    );
}

#[test]
fn merged_cells_refuse_the_file_with_their_range() {
    let rows =
        xml_row(1, &["Nom", "Age"]) + &xml_row(2, &["Aya", "5"]) + &xml_row(3, &["Yao", "6"]);
    let merged = |ranges: &str| {
        zip(&workbook(&format!(
            "<sheetData>{rows}</sheetData><mergeCells>{ranges}</mergeCells>"
        )))
    };
    let bytes =
        merged(r#"<mergeCell ref="A2:B3"/><mergeCell ref="C1:C2"/><mergeCell ref="A9:A9"/>"#);
    assert_eq!(
        refusal(&bytes),
        Kind::Merged {
            range: "A2:B3".to_owned(),
            more: 1
        }
        .file()
    );
    // A title merged above the header harms nobody.
    let titled = r#"<mergeCell ref="A1:B1"/>"#;
    assert!(read(&merged(titled)).is_err());
    let bytes = merged(titled);
    let options = Options {
        header_row: Some(2),
        ..Options::default()
    };
    assert_eq!(
        open(bytes.as_slice(), &options).unwrap().header(),
        ["Aya", "5"]
    );
}

#[test]
fn three_hundred_thousand_rows_are_counted_and_csv_is_advised() {
    let mut sheet = String::from("<sheetData>");
    for number in 1..=300_001_u64 {
        sheet.push_str(&format!(
            "<row r=\"{number}\"><c r=\"A{number}\"><v>{}</v></c></row>",
            number * 7_919
        ));
    }
    sheet.push_str("</sheetData>");
    let error = refusal(&zip(&workbook(&sheet)));
    let kind = Kind::TooManyRows {
        limit: 200_000,
        found: Some(300_000),
        csv_limit: 2_000_000,
    };
    assert_eq!(error, kind.file());
    let mut csv = b"Nom;Numero\n".to_vec();
    for number in 0..300_000 {
        csv.extend(format!("Aya;{number}\n").as_bytes());
    }
    assert_eq!(table(&csv).unwrap().count(), 300_000);
}

#[test]
fn rows_beyond_the_limit_of_a_text_file_are_refused_at_their_row() {
    let mut options = Options::default();
    options.limits.csv_rows = 3;
    let table = open(b"a\n1\n2\n3\n4\n5\n".as_slice(), &options).unwrap();
    let rows: Vec<_> = table.collect();
    let kind = Kind::TooManyRows {
        limit: 3,
        found: None,
        csv_limit: 3,
    };
    assert_eq!((rows.len(), rows[3].clone()), (4, Err(kind.row(5))));
}

#[test]
fn a_zip_bomb_is_refused_before_it_is_unpacked() {
    let mut parts = workbook("<sheetData/>");
    parts.push(part("xl/bomb.xml", &"0".repeat(64 << 20)));
    assert!(matches!(refusal(&zip(&parts)).kind, Kind::Bomb { .. }));
}

#[test]
fn a_zip_bomb_that_lies_about_its_size_is_stopped_while_unpacking() {
    let mut parts = workbook(&format!("<sheetData>{}</sheetData>", " ".repeat(64 << 20)));
    parts.last_mut().unwrap().told = Some(5_000);
    assert!(matches!(refusal(&zip(&parts)).kind, Kind::Damaged { .. }));
}

#[test]
fn a_bomb_inside_a_bomb_is_never_opened() {
    let inner = zip(&[part("a", &"0".repeat(1 << 20))]);
    let mut parts = workbook(&format!(
        "<sheetData>{}{}</sheetData>",
        xml_row(1, &["Nom"]),
        xml_row(2, &["Aya"])
    ));
    parts.push(crate::support::Part {
        name: "inner.zip".to_owned(),
        content: inner,
        told: None,
        packed: false,
    });
    assert_eq!(cells(&zip(&parts)), [["Aya"]]);
}

#[test]
fn the_sum_of_many_parts_is_limited_too() {
    let mut options = Options::default();
    options.limits.unpacked_bytes = 10_000;
    let mut parts = workbook("<sheetData/>");
    parts.extend((0..20).map(|n| part(&format!("xl/{n}.xml"), &"x".repeat(1_000))));
    let bytes = zip(&parts);
    assert_eq!(
        open(bytes.as_slice(), &options).err(),
        Some(Kind::Bomb { limit: 10_000 }.file())
    );
    let parts: Vec<_> = (0..5_000).map(|n| part(&format!("{n}"), "")).collect();
    assert_eq!(
        refusal(&zip(&parts)).kind,
        Kind::TooManyParts { limit: 4_096 }
    );
}

#[test]
fn names_that_climb_out_of_the_archive_find_nothing() {
    let mut parts = workbook(&format!(
        "<sheetData>{}{}</sheetData>",
        xml_row(1, &["Nom"]),
        xml_row(2, &["Aya"])
    ));
    parts.push(part("../../../../etc/passwd", "root"));
    parts.push(part("C:\\Windows\\system.ini", "x"));
    assert_eq!(cells(&zip(&parts)), [["Aya"]]);
    // A relation that climbs leads nowhere either.
    let mut parts = workbook("<sheetData/>");
    parts[2] = part(
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="../../../etc/passwd"/></Relationships>"#,
    );
    assert!(matches!(refusal(&zip(&parts)).kind, Kind::Damaged { .. }));
}

#[test]
fn two_parts_of_one_name_are_refused() {
    let mut parts = workbook("<sheetData/>");
    parts.push(part("XL\\worksheets\\SHEET1.xml", "<worksheet/>"));
    assert!(matches!(refusal(&zip(&parts)).kind, Kind::Damaged { .. }));
}

#[test]
fn declared_entities_are_never_expanded() {
    let bomb = r#"<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData/></worksheet>"#;
    let mut parts = workbook("");
    parts[3] = part("xl/worksheets/sheet1.xml", bomb);
    assert!(matches!(refusal(&zip(&parts)).kind, Kind::Damaged { .. }));
    let sheet = format!("<sheetData>{}</sheetData>", xml_row(1, &["&unknown;"]));
    assert!(matches!(
        refusal(&zip(&workbook(&sheet))).kind,
        Kind::Damaged { .. }
    ));
}

#[test]
fn a_workbook_cut_anywhere_is_refused_and_never_half_read() {
    let sheet = format!(
        "<sheetData>{}{}</sheetData>",
        xml_row(1, &["Nom"]),
        xml_row(2, &["Aya"])
    );
    let whole = zip(&workbook(&sheet));
    assert_eq!(cells(&whole), [["Aya"]]);
    for len in 0..whole.len() {
        assert!(read(&whole[..len]).is_err(), "cut at {len}");
    }
}

#[test]
fn one_bit_changed_in_a_workbook_is_noticed_or_harmless() {
    let sheet = format!(
        "<sheetData>{}{}</sheetData>",
        xml_row(1, &["Nom"]),
        xml_row(2, &["Aya"])
    );
    let whole = zip(&workbook(&sheet));
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        let rows =
            read(&bytes).map(|(_, rows)| rows.into_iter().map(|row| row.cells).collect::<Vec<_>>());
        assert!(
            rows.is_err() || rows == Ok(vec![vec!["Aya".to_owned()]]),
            "bit {at}: {rows:?}"
        );
    }
}

#[test]
fn too_many_columns_are_refused() {
    let header = vec!["c"; 600].join(";");
    let error = refusal(format!("{header}\n1\n").as_bytes());
    assert_eq!(error, Kind::TooManyColumns { limit: 512 }.row(1));
    let far = r#"<sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData>"#;
    assert_eq!(
        refusal(&zip(&workbook(far))),
        Kind::TooManyColumns { limit: 512 }.row(1)
    );
}

#[test]
fn cells_out_of_order_are_damage() {
    let cases = [
        r#"<row r="2"><c r="A2"/></row><row r="1"><c r="A1"/></row>"#,
        r#"<row r="1"><c r="B1"/><c r="A1"/></row>"#,
        r#"<row r="1"><c r="A2"/></row>"#,
        r#"<row r="99999999"/>"#,
        r#"<row r="1"><c r="A1" t="s"><v>9</v></c></row>"#,
    ];
    for rows in cases {
        let error: TableError = refusal(&zip(&workbook(&format!("<sheetData>{rows}</sheetData>"))));
        assert!(
            matches!(error.kind, Kind::Damaged { .. }),
            "{rows}: {error}"
        );
    }
}

#[test]
fn a_sheet_is_chosen_by_name_and_a_wrong_name_is_said() {
    let sheet = format!(
        "<sheetData>{}{}</sheetData>",
        xml_row(1, &["Nom"]),
        xml_row(2, &["Aya"])
    );
    let bytes = zip(&workbook(&sheet));
    let named = |name: &str| {
        let options = Options {
            sheet: Some(name.to_owned()),
            ..Options::default()
        };
        open(bytes.as_slice(), &options).map(|table| (table.format(), table.last_row()))
    };
    let format = Format::Xlsx {
        sheet: "Liste".to_owned(),
        sheets: vec!["Liste".to_owned()],
    };
    assert_eq!(named("Liste").unwrap(), (format, Some(2)));
    assert_eq!(
        named("Autre").unwrap_err().kind,
        Kind::NoSuchSheet {
            name: "Autre".to_owned()
        }
    );
}
