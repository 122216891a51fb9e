//! Builders of good and bad files for the tests of tables.

use std::io::Write;

use akwaba_tables::{Options, Row, Table, TableError, open};

/// A part of an archive, with the sizes it announces.
pub struct Part {
    pub name: String,
    pub content: Vec<u8>,
    /// Unpacked size told in the directory; the true one when `None`.
    pub told: Option<u32>,
    pub packed: bool,
}

pub fn part(name: &str, content: &str) -> Part {
    Part {
        name: name.to_owned(),
        content: content.as_bytes().to_vec(),
        told: None,
        packed: true,
    }
}

/// A zip archive made byte by byte, so that it can lie.
pub fn zip(parts: &[Part]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for part in parts {
        let at = bytes.len() as u32;
        let mut crc = flate2::Crc::new();
        crc.update(&part.content);
        let body = if part.packed {
            let mut packer =
                flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::new(6));
            packer.write_all(&part.content).unwrap();
            packer.finish().unwrap()
        } else {
            part.content.clone()
        };
        let method: u16 = if part.packed { 8 } else { 0 };
        let told = part.told.unwrap_or(part.content.len() as u32);
        let mut common = Vec::new();
        for field in [20_u16, 0, method, 0, 33] {
            common.extend(field.to_le_bytes());
        }
        for field in [crc.sum(), body.len() as u32, told] {
            common.extend(field.to_le_bytes());
        }
        common.extend((part.name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&common);
        bytes.extend(part.name.as_bytes());
        bytes.extend(body);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(part.name.as_bytes());
    }
    let start = bytes.len() as u32;
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    for field in [parts.len() as u16, parts.len() as u16] {
        bytes.extend(field.to_le_bytes());
    }
    bytes.extend((directory.len() as u32).to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

/// The parts of a small workbook with this sheet.
pub fn workbook(sheet: &str) -> Vec<Part> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |id: &str, kind: &str, target: &str| {
        format!(r#"<Relationship Id="{id}" Type="{office}/{kind}" Target="{target}"/>"#)
    };
    let book = r#"<workbook xmlns:r="x"><sheets><sheet name="Liste" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    vec![
        part(
            "_rels/.rels",
            &format!(
                "<Relationships>{}</Relationships>",
                relation("a", "officeDocument", "xl/workbook.xml")
            ),
        ),
        part("xl/workbook.xml", book),
        part(
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<Relationships>{}</Relationships>",
                relation("rId1", "worksheet", "worksheets/sheet1.xml")
            ),
        ),
        part(
            "xl/worksheets/sheet1.xml",
            &format!("<worksheet>{sheet}</worksheet>"),
        ),
    ]
}

/// A row of sheet XML with text cells from column A.
pub fn xml_row(number: u64, cells: &[&str]) -> String {
    let cells: String = cells
        .iter()
        .map(|cell| {
            if cell.is_empty() {
                "<c/>".to_owned()
            } else {
                format!(r#"<c t="inlineStr"><is><t>{cell}</t></is></c>"#)
            }
        })
        .collect();
    format!(r#"<row r="{number}">{cells}</row>"#)
}

pub fn table(bytes: &[u8]) -> Result<Table<&[u8]>, TableError> {
    open(bytes, &Options::default())
}

/// All rows, or the problem that refuses the file.
pub fn read(bytes: &[u8]) -> Result<(Vec<String>, Vec<Row>), TableError> {
    let mut table = table(bytes)?;
    let rows = table.by_ref().collect::<Result<Vec<_>, _>>()?;
    Ok((table.header().to_vec(), rows))
}

/// The cells of all rows.
pub fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
    read(bytes)
        .unwrap()
        .1
        .into_iter()
        .map(|row| row.cells)
        .collect()
}

/// The problem that refuses the file.
pub fn refusal(bytes: &[u8]) -> TableError {
    read(bytes).map(|_| ()).unwrap_err()
}
