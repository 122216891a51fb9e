//! XML of a workbook's part, read as a stream with a bound on every piece.
//!
//! Owns the turning of XML problems into ours. Never resolves an entity beyond the five of XML itself.

use std::borrow::Cow;
use std::io::BufReader;

use quick_xml::Reader;
use quick_xml::errors::Error;
use quick_xml::events::{BytesStart, Event};

use crate::error::{Kind, TableError};
use crate::read::archive::{Archive, Part};
use crate::read::fault::Fault;

/// Bytes that one tag or one stretch of text may hold in memory.
const PIECE_BYTES: u64 = 4 * 1024 * 1024;

/// A part being read.
pub(crate) struct Xml {
    reader: Reader<BufReader<Part>>,
    buf: Vec<u8>,
    part: String,
}

impl Xml {
    /// Opens a part that must exist.
    pub(crate) fn open(archive: &Archive, part: &str) -> Result<Self, TableError> {
        let Some(stream) = archive.part(part)? else {
            return Err(Kind::Damaged {
                part: part.to_owned(),
            }
            .file());
        };
        let mut reader = Reader::from_reader(BufReader::with_capacity(64 * 1024, stream));
        reader.config_mut().expand_empty_elements = true;
        Ok(Self {
            reader,
            buf: Vec::new(),
            part: part.to_owned(),
        })
    }

    /// The next event; [`Event::Eof`] at the end.
    pub(crate) fn next(&mut self) -> Result<Event<'_>, TableError> {
        self.buf.clear();
        self.reader.get_mut().get_mut().allow(PIECE_BYTES);
        match self.reader.read_event_into(&mut self.buf) {
            Ok(Event::DocType(_)) => Err(damaged(&self.part)),
            Ok(event) => Ok(event),
            Err(Error::Io(error)) => Err(Fault::kind(&error).file()),
            Err(_) => Err(damaged(&self.part)),
        }
    }

    /// The problem "this part is damaged".
    pub(crate) fn damaged(&self) -> TableError {
        damaged(&self.part)
    }

    /// Appends all text up to the end of the open element `name`.
    pub(crate) fn text_until(&mut self, name: &str, into: &mut String) -> Result<(), TableError> {
        loop {
            let done = match self.next()? {
                Event::End(end) => end.local_name().as_ref() == name,
                Event::Eof => return Err(self.damaged()),
                event => {
                    if !push_text(&event, into) {
                        return Err(self.damaged());
                    }
                    false
                }
            };
            if done {
                return Ok(());
            }
        }
    }
}

fn damaged(part: &str) -> TableError {
    Kind::Damaged {
        part: part.to_owned(),
    }
    .file()
}

/// Appends the text of an event, if it is one; false when it cannot be resolved or is without end.
pub(crate) fn push_text(event: &Event<'_>, into: &mut String) -> bool {
    match event {
        Event::Text(text) => into.push_str(&text.xml10_content()),
        Event::CData(text) => into.push_str(&text.xml10_content()),
        Event::GeneralRef(name) => match (name.resolve_char_ref(), name.as_ref()) {
            (Ok(Some(c)), _) => into.push(c),
            (Ok(None), "lt") => into.push('<'),
            (Ok(None), "gt") => into.push('>'),
            (Ok(None), "amp") => into.push('&'),
            (Ok(None), "apos") => into.push('\''),
            (Ok(None), "quot") => into.push('"'),
            _ => return false,
        },
        _ => {}
    }
    into.len() as u64 <= PIECE_BYTES
}

/// An attribute by its local name, its entities resolved.
pub(crate) fn attribute<'a>(tag: &'a BytesStart<'_>, name: &str) -> Option<Cow<'a, str>> {
    let mut attributes = tag.attributes();
    let found = attributes
        .with_checks(false)
        .flatten()
        .find(|a| a.key.local_name().as_ref() == name)?;
    match found.value {
        value if value.contains('&') => quick_xml::escape::unescape(&value)
            .ok()
            .map(|v| Cow::Owned(v.into_owned())),
        value => Some(value),
    }
}
