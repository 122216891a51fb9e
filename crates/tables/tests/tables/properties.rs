//! Whatever the bytes, the reader answers: it neither panics nor runs for ever nor gives what is not clean.

use crate::support::{part, table, workbook, xml_row, zip};
use akwaba_tables::write::csv::{CsvOptions, CsvWriter};
use akwaba_tables::{Column, Options, open};
use proptest::prelude::*;
use std::io::{self, Read};

/// Reads all and checks that what comes out is clean.
fn exhaust(bytes: &[u8]) {
    let Ok(table) = table(bytes) else { return };
    let width = table.header().len();
    for row in table.take(10_000) {
        let Ok(row) = row else { break };
        assert_eq!(row.cells.len(), width);
        for cell in &row.cells {
            assert!(!cell.contains(|c: char| c.is_control() && c != '\n' && c != '\t'));
            assert!(!cell.contains('\u{FFFD}'));
        }
    }
}

/// A reader that gives a few bytes at a time, as a network does.
struct Drip<'a>(&'a [u8], usize);

impl Read for Drip<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = buf.len().min(self.1);
        self.0.read(&mut buf[..n])
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        exhaust(&bytes);
    }

    #[test]
    fn any_bytes_behind_a_known_beginning_are_answered(
        at in 0_usize..8,
        bytes in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let heads: [&[u8]; 8] = [
            b"PK\x03\x04", b"PK\x05\x06", b"\xEF\xBB\xBF", b"\xFF\xFE", b"\xFE\xFF", b"\xD0\xCF\x11\xE0", b"sep=;\n", b"a;b\n",
        ];
        exhaust(&[heads[at], &bytes].concat());
    }

    #[test]
    fn any_separators_quotes_and_line_ends_are_answered(text in "[\";,\t|\r\n aé0=]{0,200}") {
        exhaust(text.as_bytes());
        exhaust(&encoding_rs::WINDOWS_1252.encode(&text).0);
    }

    #[test]
    fn any_damage_to_a_workbook_is_answered(
        places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let sheet = format!("<sheetData>{}{}</sheetData>", xml_row(1, &["Nom", "Age"]), xml_row(2, &["Aya", "5"]));
        let mut bytes = zip(&workbook(&sheet));
        for (place, value) in places {
            let at = place.index(bytes.len());
            bytes[at] = value;
        }
        exhaust(&bytes);
    }

    #[test]
    fn any_xml_in_the_place_of_a_part_is_answered(
        which in 1_usize..4,
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "<sheetData>", "</sheetData>", "<row>", "<row r=\"1\">", "<row r=\"-1\">", "</row>", "<c>", "<c r=\"A1\" t=\"s\">",
                "<c t=\"inlineStr\">", "<c s=\"99999999999\">", "</c>", "<v>", "</v>", "<is>", "</is>", "<t>", "</t>", "<f/>", "1", "1e999",
                "&#0;", "&amp;", "&x;", "<![CDATA[", "]]>", "<mergeCell ref=\":\"/>", "<sheet name=\"\" id=\"rId1\"/>",
                "<Relationship Id=\"rId1\" Type=\"/worksheet\" Target=\"../..\"/>", "\0", "\u{FFFD}", "<?", "<!--", "-->", "<", ">",
            ]),
            0..40,
        ),
    ) {
        let mut parts = workbook("<sheetData/>");
        let name = parts[which].name.clone();
        parts[which] = part(&name, &pieces.concat());
        exhaust(&zip(&parts));
    }

    #[test]
    fn a_slow_stream_gives_the_same_rows(
        rows in prop::collection::vec(prop::collection::vec("[a-zé;\"\n]{0,12}", 2), 1..20),
        step in 1_usize..9,
    ) {
        let mut writer = CsvWriter::new(Vec::new(), vec![Column::text("a"), Column::text("b")], CsvOptions::default()).unwrap();
        for row in &rows {
            writer.row(row).unwrap();
        }
        let bytes = writer.finish().unwrap();
        let slow: Vec<_> = open(Drip(&bytes, step), &Options::default()).unwrap().collect();
        let fast: Vec<_> = table(&bytes).unwrap().collect();
        prop_assert_eq!(slow, fast);
    }
}

#[test]
fn a_million_rows_stream_without_being_held() {
    /// A file of a million rows that exists nowhere.
    struct Endless {
        row: u64,
        line: io::Cursor<Vec<u8>>,
    }
    impl Read for Endless {
        fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
            let n = self.line.read(buf)?;
            if n > 0 || self.row == 1_000_000 {
                return Ok(n);
            }
            self.row += 1;
            self.line = io::Cursor::new(format!("Kouassi;Aya;{:010}\n", self.row).into_bytes());
            self.line.read(buf)
        }
    }
    let header = io::Cursor::new(b"Nom;Prenoms;Numero\n".to_vec());
    let table = open(
        Endless {
            row: 0,
            line: header,
        },
        &Options::default(),
    )
    .unwrap();
    let mut last = String::new();
    let mut count = 0;
    for row in table {
        last = row.unwrap().cells.remove(2);
        count += 1;
    }
    assert_eq!((count, last.as_str()), (1_000_000, "0001000000"));
}
