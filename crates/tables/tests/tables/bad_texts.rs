//! Text files that come from real offices, wrong, odd or huge: each is answered precisely.

use crate::support::{cells, part, read, refusal, table, zip};
use akwaba_tables::{Encoding, Format, Kind, Options, Separator, open};

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
