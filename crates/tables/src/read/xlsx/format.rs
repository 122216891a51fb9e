//! What a cell's number format makes of its number: a date, a time, leading zeros.
//!
//! Owns the reading of styles and the classification of formats. Ignores colours, fonts and borders.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use super::xml::{Xml, attribute};
use crate::error::TableError;
use crate::read::archive::Archive;

/// How the number of a cell is to be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// A number as it stands.
    Plain,
    /// An integer shown with at least this many digits.
    Zeros(u8),
    /// A date, perhaps with a time.
    Moment,
    /// A time of day.
    Clock,
    /// Hours, minutes and seconds gone by, beyond 24 too.
    Elapsed,
}

/// Styles of one workbook: Excel itself stops at 64,000.
const STYLES: usize = 65_536;

/// The look of every cell style, by index.
pub(crate) fn read(archive: &Archive, part: &str) -> Result<Vec<Look>, TableError> {
    let mut xml = Xml::open(archive, part)?;
    let mut custom: BTreeMap<u32, Look> = BTreeMap::new();
    let mut looks = Vec::new();
    let mut in_cells = false;
    loop {
        match xml.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "numFmt" => {
                    let id = attribute(&tag, "numFmtId").and_then(|id| id.parse().ok());
                    let code = attribute(&tag, "formatCode").unwrap_or_default();
                    custom.extend(id.map(|id| (id, of_code(&code))));
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let id: u32 = attribute(&tag, "numFmtId")
                        .and_then(|id| id.parse().ok())
                        .unwrap_or(0);
                    looks.push(custom.get(&id).copied().unwrap_or_else(|| of_id(id)));
                }
                _ => {}
            },
            Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => in_cells = false,
            Event::Eof => return Ok(looks),
            _ => {}
        }
        if looks.len() > STYLES || custom.len() > STYLES {
            return Err(xml.damaged());
        }
    }
}

/// The formats that have a number instead of a code, those of East Asian calendars included.
fn of_id(id: u32) -> Look {
    match id {
        14..=17 | 22 | 27..=31 | 34..=36 | 50..=54 | 57..=58 => Look::Moment,
        18..=21 | 32..=33 | 45 | 47 | 55..=56 => Look::Clock,
        46 => Look::Elapsed,
        _ => Look::Plain,
    }
}

/// What a format code means; only its first section (positive numbers) counts.
pub(crate) fn of_code(code: &str) -> Look {
    if code.trim().eq_ignore_ascii_case("general") || code.trim() == "@" {
        return Look::Plain;
    }
    let mut seen = Seen::default();
    let mut characters = code.chars().peekable();
    while let Some(c) = characters.next() {
        match c.to_ascii_lowercase() {
            '"' => while characters.next().is_some_and(|c| c != '"') {},
            // Escapes, and widths of a character: the next one is not a letter of the format.
            '\\' | '_' | '*' => {
                characters.next();
            }
            '[' => {
                let inside: String = characters.by_ref().take_while(|c| *c != ']').collect();
                let unit = inside.to_ascii_lowercase();
                seen.elapsed |=
                    !unit.is_empty() && unit.chars().all(|c| matches!(c, 'h' | 'm' | 's'));
            }
            ';' => break,
            'e' if matches!(characters.peek(), Some('+' | '-')) => seen.other = true,
            'y' | 'd' | 'e' => seen.day = true,
            'm' => seen.month_or_minute = true,
            'h' | 's' => seen.hour = true,
            '0' => seen.zeros = seen.zeros.saturating_add(1),
            '.' | ',' | '%' | '/' | '?' => seen.other = true,
            _ => {}
        }
    }
    seen.look()
}

#[derive(Default)]
struct Seen {
    day: bool,
    month_or_minute: bool,
    hour: bool,
    elapsed: bool,
    zeros: u8,
    other: bool,
}

impl Seen {
    fn look(&self) -> Look {
        if self.elapsed {
            Look::Elapsed
        } else if self.day || (self.month_or_minute && !self.hour) {
            Look::Moment
        } else if self.hour {
            Look::Clock
        } else if self.zeros > 1 && !self.other {
            Look::Zeros(self.zeros)
        } else {
            Look::Plain
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_apart() {
        let cases = [
            ("General", Look::Plain),
            ("0.00", Look::Plain),
            ("#,##0", Look::Plain),
            ("0.00E+00", Look::Plain),
            ("#,##0\\ \"FCFA\";[Red]-#,##0\\ \"FCFA\"", Look::Plain),
            ("0000000000", Look::Zeros(10)),
            ("00\\ 00\\ 00\\ 00\\ 00", Look::Zeros(10)),
            ("00\" \"00", Look::Zeros(4)),
            ("dd/mm/yyyy", Look::Moment),
            ("[$-40C]d\\ mmmm\\ yyyy;@", Look::Moment),
            ("yyyy-mm-dd hh:mm", Look::Moment),
            ("mmm", Look::Moment),
            ("hh:mm:ss", Look::Clock),
            ("h:mm AM/PM", Look::Clock),
            ("[h]:mm:ss", Look::Elapsed),
            ("[Red]0000", Look::Zeros(4)),
        ];
        for (code, look) in cases {
            assert_eq!(of_code(code), look, "{code}");
        }
    }
}
