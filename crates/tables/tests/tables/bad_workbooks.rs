//! Workbooks from real offices and from hostile hands: each is answered precisely.

use crate::support::{cells, part, read, refusal, table, workbook, xml_row, zip};
use akwaba_tables::{Format, Kind, Options, TableError, open};

#[test]
fn a_header_alone_is_said_to_be_alone() {
    assert_eq!(refusal(b"Nom;Prenoms\n\n;\n"), Kind::NoRows.file());
    let sheet = format!("<sheetData>{}</sheetData>", xml_row(1, &["Nom"]));
    assert_eq!(refusal(&zip(&workbook(&sheet))), Kind::NoRows.file());
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

#[test]
fn a_cell_of_megabytes_is_not_kept_and_an_endless_one_is_damage() {
    let cell = |len: usize| {
        let rows = xml_row(1, &["Nom", "Age"]) + &xml_row(2, &[&"a".repeat(len), "5"]);
        let mut parts = workbook(&format!("<sheetData>{rows}</sheetData>"));
        parts[3].packed = false;
        zip(&parts)
    };
    let (_, rows) = read(&cell(3 << 20)).unwrap();
    assert_eq!(rows[0].cells, ["", "5"]);
    assert_eq!(
        rows[0].problems,
        [Kind::CellTooLong { limit: 10_000 }.cell(2, 1)]
    );
    assert!(matches!(refusal(&cell(9 << 20)).kind, Kind::Damaged { .. }));
}

#[test]
fn a_sheet_of_sixty_thousand_styles_is_read_at_once() {
    // One format for every style: looked up, not searched.
    let formats: String = (0..60_000)
        .map(|id| format!(r#"<numFmt numFmtId="{}" formatCode="0000"/>"#, 200 + id))
        .collect();
    let styles: String = (0..60_000)
        .map(|id| format!(r#"<xf numFmtId="{}"/>"#, 200 + id))
        .collect();
    let sheet = r#"<sheetData><row r="1"><c><v>1</v></c></row><row r="2"><c s="59999"><v>7</v></c></row></sheetData>"#;
    let mut parts = workbook(sheet);
    let relation = r#"<Relationship Id="s" Type="x/styles" Target="styles.xml"/></Relationships>"#;
    let relations = String::from_utf8(parts[2].content.clone()).unwrap();
    parts[2] = part(
        "xl/_rels/workbook.xml.rels",
        &relations.replace("</Relationships>", relation),
    );
    parts.push(part(
        "xl/styles.xml",
        &format!(
            "<styleSheet><numFmts>{formats}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>"
        ),
    ));
    assert_eq!(cells(&zip(&parts)), [["0007"]]);
}
