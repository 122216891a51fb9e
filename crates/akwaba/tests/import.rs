//! `akwaba import` as a script runs it: what comes in, what is refused, and that nothing else changes.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at what it did not expect"
)]

mod program;

use program::Centre;

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tables/samples/");

const LIST: &str = "Nom;Prénoms;Sexe;Date de naissance;NNI;Ménage;Lien;Montant\n\
    KOUASSI;Affoué;F;14/03/1990;00012345600;M1;cheffe;1\n\
    KOUASSI;Yao;M;2012;;M1;fils;2\n\
    GNAHORÉ;Zadi;M;vers 1975;;M2;chef;3\n";

fn entries(centre: &Centre) -> serde_json::Value {
    centre.run(&["journal", "verify", "--json"]).json()["entries"].clone()
}

#[test]
fn a_list_comes_in_whole_and_the_same_file_twice_adds_nothing() {
    let centre = Centre::found();
    let file = centre.file("liste.csv", LIST.as_bytes());
    let undecided = centre.run(&["import", &file, "--source", "Mairie"]);
    assert_eq!(undecided.code, 1);
    assert!(
        undecided.err.contains("colonne H") && undecided.err.contains("Rien n'a changé"),
        "{}",
        undecided.err
    );

    let options = [
        "import",
        &file,
        "--source",
        "Mairie",
        "--map",
        "Montant=ignore",
    ];
    let before = entries(&centre);
    let dry = centre.run(&[&options[..], &["--dry-run", "--json"]].concat());
    assert_eq!(
        (dry.code, &dry.json()["new"]),
        (0, &3.into()),
        "{}",
        dry.err
    );
    assert_eq!(entries(&centre), before, "a dry run writes nothing");

    let done = centre.run(&[&options[..], &["--json"]].concat());
    assert_eq!(done.code, 0, "{}", done.err);
    assert_eq!(
        (&done.json()["people"], &done.json()["households"]),
        (&3.into(), &2.into())
    );
    let after = entries(&centre);
    let again = centre.run(&options);
    assert_eq!(again.code, 0);
    assert!(again.out.contains("déjà importé"), "{}", again.out);
    assert_eq!(entries(&centre), after, "the same file again adds nothing");
    let found = centre.run(&["search", "zadi", "gnaore", "--json"]);
    assert_eq!(found.json()["people"].as_array().unwrap().len(), 1);

    let other = centre.file(
        "autre.csv",
        b"Nom;Pr\xc3\xa9noms;NNI\nKOUASSI;Afoue;00012345600\n",
    );
    let alike = centre.run(&["import", &other]);
    assert_eq!(alike.code, 4, "{}{}", alike.out, alike.err);
    assert!(alike.out.contains("autre.csv, ligne 2") && alike.out.contains("même numéro de pièce"));
    assert_eq!(entries(&centre), after);
    let same = centre.run(&["import", &other, "--alike", "same", "--json"]);
    assert_eq!(
        (same.code, &same.json()["same"]),
        (0, &1.into()),
        "{}",
        same.err
    );
}

#[test]
fn every_row_to_mend_is_said_with_its_file_row_and_column() {
    let centre = Centre::found();
    let before = entries(&centre);
    let file = centre.file(
        "liste.csv",
        "Nom;Prénoms;Sexe;Date de naissance\nKOUASSI;Affoué;X;14/03/1990\nZADI;;M;31/02/1990\nTAPÉ;Léa;F;\n".as_bytes(),
    );
    let said = centre.run(&["import", &file]);
    assert_eq!(said.code, 3, "{}", said.err);
    assert!(
        said.out
            .contains("liste.csv, ligne 2, colonne C · Sexe : Écrivez F ou M."),
        "{}",
        said.out
    );
    assert!(
        said.out
            .contains("liste.csv, ligne 3, colonne D · Date de naissance"),
        "{}",
        said.out
    );
    assert!(!said.out.contains("KOUASSI"), "no cell is printed");
    let told = centre
        .run(&["import", &file, "--json", "--lang", "en"])
        .json();
    assert_eq!(
        (&told["wrong"], &told["report"][0]["row"]),
        (&2.into(), &2.into())
    );
    assert_eq!(entries(&centre), before);
    let denied = centre.run_as("technique", &["import", &file]);
    assert_eq!(denied.code, 1);
    assert!(denied.err.contains("n'a pas le droit"), "{}", denied.err);
}

#[test]
fn bad_files_are_refused_precisely_and_leave_the_centre_as_it_was() {
    let centre = Centre::found();
    let before = entries(&centre);
    let missing = centre.path("absent.csv").display().to_string();
    let long = centre.file("long.xlsx", &three_hundred_thousand_rows());
    let sample = |name: &str| format!("{SAMPLES}{name}");
    for (file, code, says) in [
        (missing, 1, "n'existe pas"),
        (sample("merged.xlsx"), 1, "A2:A3"),
        (sample("bomb.xlsx"), 1, "prendrait trop de place"),
        (sample("half.xlsx"), 1, "abîmé ou coupé"),
        (sample("no-name.csv"), 1, "colonne"),
        (
            sample("formula.xlsx"),
            3,
            "ligne 2, colonne C · Sexe : C'est une formule",
        ),
        (long, 1, "CSV"),
    ] {
        let said = centre.run(&["import", &file]);
        let text = format!("{}{}", said.out, said.err);
        assert_eq!(said.code, code, "{file}: {text}");
        assert!(text.contains(says) && !text.contains('⟦'), "{file}: {text}");
    }
    assert_eq!(entries(&centre), before);
    let good = centre.run(&["import", &sample("windows-1252.csv"), "--json"]);
    assert_eq!(good.json()["people"], 2, "{}", good.err);
    let found = centre.run(&["search", "n'guessan"]);
    assert!(
        found.out.contains("N’GUESSAN") || found.out.contains("N'GUESSAN"),
        "{}",
        found.out
    );
}

#[test]
fn an_import_that_was_cut_goes_on_where_it_stood() {
    let centre = Centre::found();
    let rows: String = (0..12_000)
        .map(|row| format!("Nom{row};Aya;F;{}\n", 1950 + row % 70))
        .collect();
    let file = centre.file(
        "liste.csv",
        format!("Nom;Prénoms;Sexe;Année de naissance\n{rows}").as_bytes(),
    );
    let mut begun = std::process::Command::new(env!("CARGO_BIN_EXE_akwaba"))
        .args(["import", &file, "--account", "directrice", "--data"])
        .arg(centre.path("data"))
        .arg("--passphrase-file")
        .arg(centre.path("directrice"))
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    // Cut once rows are being checked: the file was read by then.
    let lines = std::io::BufRead::lines(std::io::BufReader::new(begun.stderr.take().unwrap()));
    for line in lines {
        if line.unwrap().starts_with("Lignes vérifiées") {
            break;
        }
    }
    begun.kill().unwrap();
    begun.wait().unwrap();
    assert_eq!(
        centre.run(&["search", "nom7", "--json"]).json()["people"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
    let done = centre.run(&["import", &file, "--alike", "anyway", "--json"]);
    assert_eq!(done.json()["people"], 12_000, "{}", done.err);
}

/// A workbook longer than is read, its parts not even packed.
fn three_hundred_thousand_rows() -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let link = |kind: &str, target: &str| {
        format!(
            r#"<Relationships><Relationship Id="r1" Type="{office}/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    let cell = r#"<c t="inlineStr"><is><t>Nom</t></is></c>"#;
    let rows: String = (1..=300_001)
        .map(|row| format!(r#"<row r="{row}">{cell}</row>"#))
        .collect();
    stored(&[
        ("_rels/.rels", link("officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", r#"<workbook xmlns:r="x"><sheets><sheet name="L" sheetId="1" r:id="r1"/></sheets></workbook>"#.to_owned()),
        ("xl/_rels/workbook.xml.rels", link("worksheet", "worksheets/sheet1.xml")),
        ("xl/worksheets/sheet1.xml", format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")),
    ])
}

fn stored(parts: &[(&str, String)]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in parts {
        let at = u32::try_from(bytes.len()).unwrap();
        let size = u32::try_from(content.len()).unwrap();
        let mut head = vec![20, 0, 0, 0, 0, 0, 0, 0, 33, 0];
        for field in [crc(content.as_bytes()), size, size] {
            head.extend(field.to_le_bytes());
        }
        head.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        head.extend([0, 0]);
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&head);
        bytes.extend(name.as_bytes());
        bytes.extend(content.as_bytes());
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&head);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let start = u32::try_from(bytes.len()).unwrap();
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    for _ in 0..2 {
        bytes.extend(u16::try_from(parts.len()).unwrap().to_le_bytes());
    }
    bytes.extend(u32::try_from(directory.len()).unwrap().to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

/// CRC-32 as zip has it.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & (0_u32.wrapping_sub(crc & 1)))
        })
    })
}
