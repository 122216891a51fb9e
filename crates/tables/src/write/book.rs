//! A workbook of several sheets of text, for documents that people edit in a spreadsheet.
//!
//! Owns the parts of such a workbook. Every cell is text to its first character: one that looks like a formula bears the
//! style by which spreadsheets know a quoted text, so that it neither runs nor changes. Writes no date of making: the same
//! sheets give the same bytes.

use std::io::Write;

use super::xlsx::{ROOT, escape, text_cell};
use super::zip::ZipWriter;
use super::{Column, WriteError, check_width};
use crate::error::letters;
use crate::guard;
use crate::limits::{WRITTEN_CELL_CHARS, XLSX_ROWS};

/// One sheet to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetOut {
    /// Its name, which must be one that spreadsheets accept ([`acceptable`]).
    pub name: String,
    /// Its columns; their kind does not count, all is text.
    pub columns: Vec<Column>,
    /// Its rows; missing cells are blank.
    pub rows: Vec<Vec<String>>,
}

/// Style 0 is text, 1 text that looks like a formula, 2 the header.
const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE7EEF0"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"><color rgb="FF5B6B70"/></bottom><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"#;

/// Whether spreadsheets accept that name for a sheet as it stands.
#[must_use]
pub fn acceptable(name: &str) -> bool {
    !name.is_empty()
        && name.trim() == name
        && name.chars().count() <= 31
        && !name.starts_with('\'')
        && !name.ends_with('\'')
        && !name.contains(|c: char| c.is_control() || "[]:*?/\\".contains(c))
}

/// Writes the workbook.
///
/// # Errors
/// When a row has too many cells, a sheet too many rows, a cell too many characters, or the destination fails.
pub fn book<W: Write>(out: W, sheets: &[SheetOut]) -> Result<W, WriteError> {
    let mut types = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>"#,
    );
    let mut list = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>"#,
    );
    let mut relations = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="styles" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>"#,
    );
    for (at, sheet) in sheets.iter().enumerate() {
        let (n, name) = (at + 1, escape(&sheet.name));
        types.push_str(&format!(r#"<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>"#));
        list.push_str(&format!(
            r#"<sheet name="{name}" sheetId="{n}" r:id="sheet{n}"/>"#
        ));
        relations.push_str(&format!(r#"<Relationship Id="sheet{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{n}.xml"/>"#));
    }
    types.push_str("</Types>");
    list.push_str("</sheets></workbook>");
    relations.push_str("</Relationships>");
    let mut zip = ZipWriter::new(out)
        .whole("[Content_Types].xml", &types)?
        .whole("_rels/.rels", ROOT)?
        .whole("xl/workbook.xml", &list)?
        .whole("xl/_rels/workbook.xml.rels", &relations)?
        .whole("xl/styles.xml", STYLES)?;
    for (at, sheet) in sheets.iter().enumerate() {
        let content = content(sheet)?;
        zip = zip.whole(&format!("xl/worksheets/sheet{}.xml", at + 1), &content)?;
    }
    Ok(zip.finish()?)
}

/// The XML of one sheet.
fn content(sheet: &SheetOut) -> Result<String, WriteError> {
    let mut xml = Vec::from(
        br#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>"#
            .as_slice(),
    );
    if !sheet.columns.is_empty() {
        xml.extend_from_slice(b"<cols>");
        for (at, column) in sheet.columns.iter().enumerate() {
            let (n, width) = (at + 1, column.width);
            write!(
                xml,
                r#"<col min="{n}" max="{n}" width="{width}" customWidth="1"/>"#
            )?;
        }
        xml.extend_from_slice(b"</cols>");
    }
    xml.extend_from_slice(b"<sheetData>");
    let names: Vec<&str> = sheet
        .columns
        .iter()
        .map(|column| column.name.as_str())
        .collect();
    if !names.is_empty() {
        row(&mut xml, 1, &names, |_| 2)?;
    }
    for (at, cells) in sheet.rows.iter().enumerate() {
        let number = at as u64 + 1;
        check_width(number, cells.len(), sheet.columns.len())?;
        if number > XLSX_ROWS {
            return Err(WriteError::TooManyRows { limit: XLSX_ROWS });
        }
        if cells
            .iter()
            .any(|cell| cell.chars().count() > WRITTEN_CELL_CHARS)
        {
            let limit = WRITTEN_CELL_CHARS;
            return Err(WriteError::CellTooLong { row: number, limit });
        }
        row(&mut xml, number + 1, cells, |cell| {
            u8::from(guard::runs(cell))
        })?;
    }
    xml.extend_from_slice(br#"</sheetData><pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape"/></worksheet>"#);
    // Only whole texts were written.
    Ok(String::from_utf8_lossy(&xml).into_owned())
}

fn row<S: AsRef<str>>(
    xml: &mut Vec<u8>,
    number: u64,
    cells: &[S],
    style: fn(&str) -> u8,
) -> Result<(), WriteError> {
    write!(xml, "<row r=\"{number}\">")?;
    for (at, cell) in cells.iter().enumerate() {
        let cell = cell.as_ref();
        if !cell.is_empty() {
            let column = letters(u32::try_from(at + 1).unwrap_or(u32::MAX));
            text_cell(xml, &column, number, style(cell), cell)?;
        }
    }
    xml.extend_from_slice(b"</row>");
    Ok(())
}
