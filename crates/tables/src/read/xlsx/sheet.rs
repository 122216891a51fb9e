//! The rows of one sheet, in one pass.
//!
//! Owns the reading of cells: their place, their kind, the refusal of formulas and error values.

use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::Shared;
use super::format::Look;
use super::strings;
use super::value;
use super::xml::{Xml, attribute};
use crate::error::{Kind, TableError};
use crate::limits::Limits;
use crate::read::archive::Archive;
use crate::read::row::{RawRow, column};

/// Last row and column that a spreadsheet has.
const LAST: (u64, usize) = (1_048_576, 16_384);

/// A stream of rows.
pub(crate) struct SheetRows {
    xml: Xml,
    shared: Arc<Shared>,
    /// Cells kept of a row: one more than the columns allowed, to notice that there are more.
    kept: usize,
    cell_chars: usize,
    /// Number of the last row begun.
    row: u64,
    inside: bool,
    ended: bool,
}

/// What the value of a cell is written as.
enum Written {
    Number,
    Shared,
    Text,
    Boolean,
    Error,
    Date,
}

/// A cell's place and kind, before its value.
struct Head {
    /// Column from 1.
    column: usize,
    look: Look,
    written: Written,
}

enum Step {
    Row,
    Cell(Head),
    RowEnd,
    End,
    Skip,
}

impl SheetRows {
    /// Opens the sheet of that part.
    pub(crate) fn open(
        archive: &Archive,
        part: &str,
        shared: Arc<Shared>,
        limits: &Limits,
    ) -> Result<Self, TableError> {
        let xml = Xml::open(archive, part)?;
        Ok(Self {
            xml,
            shared,
            kept: limits.columns + 1,
            cell_chars: limits.cell_chars,
            row: 0,
            inside: false,
            ended: false,
        })
    }

    /// The next row that is written down, even if empty.
    pub(crate) fn next(&mut self) -> Result<Option<RawRow>, TableError> {
        let mut raw = RawRow::default();
        let mut before = 0;
        while !self.ended {
            match self.step(before)? {
                Step::Row => {
                    raw = RawRow {
                        number: self.row,
                        ..RawRow::default()
                    };
                    before = 0;
                }
                Step::Cell(head) => {
                    before = head.column;
                    self.cell(&head, &mut raw)?;
                }
                Step::RowEnd => return Ok(Some(raw)),
                Step::End => self.ended = true,
                Step::Skip => {}
            }
        }
        Ok(None)
    }

    /// Reads one event; `before` is the column of the cell before.
    fn step(&mut self, before: usize) -> Result<Step, TableError> {
        let (last_row, inside) = (self.row, self.inside);
        let mut number = None;
        let step = match self.xml.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "sheetData" => {
                    self.inside = true;
                    Some(Step::Skip)
                }
                "row" if inside => {
                    number = match attribute(&tag, "r") {
                        Some(r) => r.parse().ok(),
                        None => Some(last_row + 1),
                    };
                    Some(Step::Row)
                }
                "c" if inside => head(&tag, last_row, before, &self.shared.looks).map(Step::Cell),
                _ => Some(Step::Skip),
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "row" if inside => Some(Step::RowEnd),
                "sheetData" => Some(Step::End),
                _ => Some(Step::Skip),
            },
            Event::Eof => Some(Step::End),
            _ => Some(Step::Skip),
        };
        if matches!(step, Some(Step::Row)) {
            // Rows out of order would make the numbers we report wrong.
            self.row = number
                .filter(|n| *n > last_row && *n <= LAST.0)
                .ok_or_else(|| self.xml.damaged())?;
        }
        step.ok_or_else(|| self.xml.damaged())
    }

    /// Reads the content of an open cell into the row.
    fn cell(&mut self, head: &Head, raw: &mut RawRow) -> Result<(), TableError> {
        let (mut value, mut formula) = (String::new(), false);
        loop {
            let name = match self.xml.next()? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "v" => "v",
                    "is" => "is",
                    "f" => "f",
                    _ => "",
                },
                Event::End(tag) if tag.local_name().as_ref() == "c" => break,
                Event::Eof => return Err(self.xml.damaged()),
                _ => "",
            };
            match name {
                "v" => self.xml.text_until("v", &mut value)?,
                "is" => value = strings::rich(&mut self.xml, "is")?,
                "f" => {
                    formula = true;
                    self.xml.text_until("f", &mut String::new())?;
                }
                _ => {}
            }
        }
        let text = if formula {
            Err(Kind::Formula)
        } else {
            self.text(value, head)
        };
        let text = match text {
            Err(Kind::Damaged { .. }) => return Err(self.xml.damaged()),
            // Four bytes a character at most: beyond, the text is not even kept for the check to come.
            Ok(text) if text.len() > self.cell_chars.saturating_mul(4) => Err(Kind::CellTooLong {
                limit: self.cell_chars,
            }),
            other => other,
        };
        self.put(text, head.column, raw);
        Ok(())
    }

    /// The text of a value.
    fn text(&self, value: String, head: &Head) -> Result<String, Kind> {
        match head.written {
            Written::Number => value::number(&value, head.look, self.shared.since_1904),
            Written::Text => Ok(value),
            Written::Shared if value.trim().is_empty() => Ok(String::new()),
            Written::Shared => {
                let text = value
                    .trim()
                    .parse()
                    .ok()
                    .and_then(|index| self.shared.strings.get(index));
                text.map(str::to_owned).ok_or_else(|| Kind::Damaged {
                    part: String::new(),
                })
            }
            Written::Boolean => Ok(match value.trim() {
                "" => "",
                "1" | "true" => "TRUE",
                _ => "FALSE",
            }
            .to_owned()),
            Written::Error => Err(Kind::ErrorValue {
                value: value.chars().take(16).collect(),
            }),
            Written::Date => Ok(value.strip_suffix("T00:00:00").unwrap_or(&value).to_owned()),
        }
    }

    /// Places a text, or its problem, in the row. Beyond the kept columns only the first value remains:
    /// enough to say that there are too many.
    fn put(&self, text: Result<String, Kind>, at: usize, raw: &mut RawRow) {
        let index = (at - 1).min(self.kept);
        if raw.cells.len() <= index && text.as_ref().map_or(true, |text| !text.is_empty()) {
            raw.cells.resize(index + 1, String::new());
        }
        match text {
            Ok(text) => {
                if let Some(cell) = raw
                    .cells
                    .get_mut(index)
                    .filter(|cell| cell.trim().is_empty())
                {
                    *cell = text;
                }
            }
            Err(kind) => raw.problems.push(kind.cell(raw.number, column(at - 1))),
        }
    }
}

/// Place and kind of a cell; `None` when its place contradicts the order.
fn head(tag: &BytesStart<'_>, row: u64, before: usize, looks: &[Look]) -> Option<Head> {
    let at = match attribute(tag, "r") {
        Some(r) => place(&r).filter(|(of, _)| *of == row)?.1,
        None => before + 1,
    };
    let style = attribute(tag, "s")
        .and_then(|s| s.parse::<usize>().ok())
        .unwrap_or(0);
    let written = match attribute(tag, "t").as_deref() {
        None | Some("n") => Written::Number,
        Some("s") => Written::Shared,
        Some("str" | "inlineStr") => Written::Text,
        Some("b") => Written::Boolean,
        Some("e") => Written::Error,
        Some("d") => Written::Date,
        Some(_) => return None,
    };
    let look = looks.get(style).copied().unwrap_or(Look::Plain);
    (at > before && at <= LAST.1).then_some(Head {
        column: at,
        look,
        written,
    })
}

/// Row and column, from 1, of a place such as `B7` or `$B$7`.
pub(crate) fn place(name: &str) -> Option<(u64, usize)> {
    let name = name.replace('$', "");
    let split = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = name.split_at(split);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut column = 0;
    for letter in letters.bytes() {
        let value = letter
            .to_ascii_uppercase()
            .checked_sub(b'A')
            .filter(|value| *value < 26)?;
        column = column * 26 + usize::from(value) + 1;
    }
    let row = digits
        .parse()
        .ok()
        .filter(|row| (1..=LAST.0).contains(row))?;
    Some((row, column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_both_ways() {
        assert_eq!(place("A1"), Some((1, 1)));
        assert_eq!(place("$AB$12"), Some((12, 28)));
        assert_eq!(place("XFD1048576"), Some((1_048_576, 16_384)));
        for bad in ["", "A", "1", "A0", "AAAA1", "é1", "A1B", "A1048577"] {
            assert_eq!(place(bad), None, "{bad}");
        }
    }
}
