//! Texts shared between the cells of a workbook.
//!
//! Owns their compact keeping in memory and the reading of rich text (its words, not its colours nor its
//! phonetic hints).

use std::borrow::Cow;

use quick_xml::events::Event;

use super::xml::{Xml, push_text};
use crate::error::TableError;
use crate::read::archive::Archive;

/// All shared texts in one piece of memory.
#[derive(Default)]
pub(crate) struct Strings {
    all: String,
    ends: Vec<usize>,
}

impl Strings {
    /// The text of an index.
    pub(crate) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = match index.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.all.get(start..end)
    }
}

/// Reads the shared texts.
pub(crate) fn read(archive: &Archive, part: &str) -> Result<Strings, TableError> {
    let mut xml = Xml::open(archive, part)?;
    let mut strings = Strings::default();
    loop {
        let item = match xml.next()? {
            Event::Start(tag) => tag.local_name().as_ref() == "si",
            Event::Eof => return Ok(strings),
            _ => false,
        };
        if item {
            let text = rich(&mut xml, "si")?;
            strings.all.push_str(&text);
            strings.ends.push(strings.all.len());
        }
    }
}

/// The words of the open element `name` (`si` or `is`), up to its end.
pub(crate) fn rich(xml: &mut Xml, name: &str) -> Result<String, TableError> {
    let mut text = String::new();
    let (mut inside, mut phonetic) = (false, false);
    loop {
        let mut good = true;
        match xml.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "t" => inside = true,
                "rPh" => phonetic = true,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" => inside = false,
                "rPh" => phonetic = false,
                end if end == name => break,
                _ => {}
            },
            Event::Eof => good = false,
            event if inside && !phonetic => good = push_text(&event, &mut text),
            _ => {}
        }
        if !good {
            return Err(xml.damaged());
        }
    }
    Ok(match unescape(&text) {
        Cow::Owned(plain) => plain,
        Cow::Borrowed(_) => text,
    })
}

/// Undoes `_x000D_`, by which a workbook writes characters that XML cannot hold.
pub(crate) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        match escaped(from) {
            Some(c) => {
                plain.push(c);
                rest = from.get(7..).unwrap_or_default();
            }
            None => {
                plain.push('_');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// The character of a leading `_xHHHH_`.
fn escaped(text: &str) -> Option<char> {
    let digits = text
        .get(2..6)
        .filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
    text.get(6..7).filter(|end| *end == "_")?;
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_characters_come_back_and_lookalikes_stay() {
        assert_eq!(unescape("a_x000D_b"), "a\rb");
        assert_eq!(unescape("_x005F_x000D_"), "_x000D_");
        assert_eq!(unescape("_xyz_x1_ _x00e"), "_xyz_x1_ _x00e");
        assert_eq!(unescape("_xéé__x0041_"), "_xéé_A");
    }
}
