//! XLSX workbooks of one sheet, written row by row in constant memory.
//!
//! Owns the few parts a workbook needs: text cells (never shared, never formulas), a header that stands
//! out and stays in sight, widths of columns. Writes no date of making: the same rows give the same bytes.

use std::io::{self, BufWriter, Write};

use super::zip::{PartWriter, ZipWriter};
use super::{Column, Safe, WriteError, check_width, safe};
use crate::error::letters;
use crate::limits::{WRITTEN_CELL_CHARS, XLSX_ROWS};

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>"#;

pub(super) const ROOT: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;

/// Style 0 is for whole numbers, 1 for text (format `@`, so that a cell edited later stays text), 2 for the
/// header.
const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE7EEF0"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"><color rgb="FF5B6B70"/></bottom><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="1" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"#;

/// A workbook being written.
pub struct XlsxWriter<W: Write> {
    sheet: BufWriter<PartWriter<W>>,
    columns: Vec<Column>,
    names: Vec<String>,
    /// Rows of data begun.
    rows: u64,
}

impl<W: Write> XlsxWriter<W> {
    /// Begins a workbook of one sheet: styles, widths, header. The sheet's name is cut and cleaned as
    /// spreadsheets demand.
    ///
    /// # Errors
    /// When the destination fails.
    pub fn new(out: W, sheet: &str, columns: Vec<Column>) -> Result<Self, WriteError> {
        let mut book = String::from(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name=""#,
        );
        book.push_str(&escape(&sheet_name(sheet)));
        book.push_str(r#"" sheetId="1" r:id="rId1"/></sheets></workbook>"#);
        let part = ZipWriter::new(out)
            .whole("[Content_Types].xml", TYPES)?
            .whole("_rels/.rels", ROOT)?
            .whole("xl/workbook.xml", &book)?
            .whole("xl/_rels/workbook.xml.rels", RELATIONS)?
            .whole("xl/styles.xml", STYLES)?
            .part("xl/worksheets/sheet1.xml")?;
        let names = (1..=columns.len())
            .map(|at| letters(u32::try_from(at).unwrap_or(u32::MAX)))
            .collect();
        let mut writer = Self {
            sheet: BufWriter::with_capacity(64 * 1024, part),
            columns,
            names,
            rows: 0,
        };
        writer.head()?;
        Ok(writer)
    }

    fn head(&mut self) -> Result<(), WriteError> {
        let out = &mut self.sheet;
        out.write_all(
            br#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>"#,
        )?;
        if !self.columns.is_empty() {
            out.write_all(b"<cols>")?;
            for (at, column) in self.columns.iter().enumerate() {
                let (n, width) = (at + 1, column.width);
                write!(
                    out,
                    r#"<col min="{n}" max="{n}" width="{width}" customWidth="1"/>"#
                )?;
            }
            out.write_all(b"</cols>")?;
        }
        out.write_all(b"<sheetData><row r=\"1\" ht=\"30\" customHeight=\"1\">")?;
        for (column, name) in self.columns.iter().zip(&self.names) {
            text_cell(out, name, 1, 2, &crate::guard::neutralise(&column.name))?;
        }
        out.write_all(b"</row>")?;
        Ok(())
    }

    /// Writes one row; missing cells are blank.
    ///
    /// # Errors
    /// When the row has too many cells, is one too many, holds too long a cell, or the destination fails.
    pub fn row<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<(), WriteError> {
        self.rows += 1;
        check_width(self.rows, cells.len(), self.columns.len())?;
        if self.rows > XLSX_ROWS {
            return Err(WriteError::TooManyRows { limit: XLSX_ROWS });
        }
        let number = self.rows + 1;
        write!(self.sheet, "<row r=\"{number}\">")?;
        for ((cell, column), name) in cells.iter().zip(&self.columns).zip(&self.names) {
            match safe(cell.as_ref(), column.kind) {
                Safe::Whole(digits) => {
                    write!(self.sheet, "<c r=\"{name}{number}\"><v>{digits}</v></c>")?
                }
                Safe::Text(text) if text.is_empty() => {}
                Safe::Text(text) => {
                    if text.len() > WRITTEN_CELL_CHARS && text.chars().count() > WRITTEN_CELL_CHARS
                    {
                        return Err(WriteError::CellTooLong {
                            row: self.rows,
                            limit: WRITTEN_CELL_CHARS,
                        });
                    }
                    text_cell(&mut self.sheet, name, number, 1, &text)?;
                }
            }
        }
        self.sheet.write_all(b"</row>")?;
        Ok(())
    }

    /// Ends the workbook and gives the destination back.
    ///
    /// # Errors
    /// When the destination fails.
    pub fn finish(mut self) -> Result<W, WriteError> {
        // On paper the header is on every page and the sheet as wide as the page.
        self.sheet.write_all(
            br#"</sheetData><pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape"/></worksheet>"#,
        )?;
        let part = self
            .sheet
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        Ok(part.end()?.finish()?)
    }
}

pub(super) fn text_cell(
    out: &mut impl Write,
    name: &str,
    row: u64,
    style: u8,
    text: &str,
) -> io::Result<()> {
    let text = escape(text);
    write!(
        out,
        "<c r=\"{name}{row}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
    )
}

/// Text as XML holds it. What looks like a workbook's own escape (`_x0041_`) has its underscore escaped.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '_' if looks_escaped(rest.as_str()) => escaped.push_str("_x005F_"),
            // Two code points that XML forbids and that no person types.
            '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Whether `xHHHH_` follows.
fn looks_escaped(rest: &str) -> bool {
    rest.strip_prefix('x').is_some_and(|rest| {
        rest.get(..4)
            .is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))
            && rest.get(4..5) == Some("_")
    })
}

/// A sheet's name as spreadsheets accept it: at most 31 characters, none of `[]:*?/\`, no apostrophe at
/// either end, not empty.
fn sheet_name(name: &str) -> String {
    let clean: String = name
        .chars()
        .map(|c| {
            if c.is_control() || "[]:*?/\\".contains(c) {
                ' '
            } else {
                c
            }
        })
        .collect();
    let cut: String = clean
        .trim_matches(|c: char| c == '\'' || c.is_whitespace())
        .chars()
        .take(31)
        .collect();
    let cut = cut.trim_end_matches(|c: char| c == '\'' || c.is_whitespace());
    if cut.is_empty() {
        "1".to_owned()
    } else {
        cut.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_made_acceptable() {
        assert_eq!(sheet_name("Ménages [2026]: a/b"), "Ménages  2026   a b");
        assert_eq!(sheet_name("''"), "1");
        assert_eq!(sheet_name(&"é".repeat(40)).chars().count(), 31);
    }

    #[test]
    fn text_that_looks_escaped_is_kept_as_typed() {
        assert_eq!(escape("_x0041_ <a> _xé"), "_x005F_x0041_ &lt;a&gt; _xé");
    }
}
