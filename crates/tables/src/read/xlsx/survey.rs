//! One run over a whole sheet before any of its rows is used.
//!
//! Owns the finding of merged cells (a workbook lists them after the rows), the counting of rows, and,
//! by reading to the end, the proof that the part is whole.

use quick_xml::events::Event;

use super::sheet::place;
use super::xml::{Xml, attribute};
use crate::error::TableError;
use crate::read::archive::Archive;

/// What the run found.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    /// Rows under the header that hold something.
    pub(crate) rows: u64,
    /// Last row that holds something.
    pub(crate) last_row: u64,
    /// First merged range that touches the header or what is under it.
    pub(crate) first_merge: Option<String>,
    /// Number of such ranges.
    pub(crate) merges: usize,
}

/// Runs over the sheet.
pub(crate) fn run(archive: &Archive, part: &str, header_row: u64) -> Result<Survey, TableError> {
    let mut xml = Xml::open(archive, part)?;
    let mut survey = Survey::default();
    let (mut row, mut held) = (0_u64, false);
    loop {
        match xml.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "row" => {
                    let number = attribute(&tag, "r").and_then(|r| r.parse().ok());
                    (row, held) = (number.unwrap_or(row + 1), false);
                }
                "v" | "is" | "f" if !held => {
                    held = true;
                    survey.last_row = survey.last_row.max(row);
                    survey.rows += u64::from(row > header_row);
                }
                "mergeCell" => {
                    survey.merge(&attribute(&tag, "ref").unwrap_or_default(), header_row)
                }
                _ => {}
            },
            Event::Eof => return Ok(survey),
            _ => {}
        }
    }
}

impl Survey {
    fn merge(&mut self, range: &str, header_row: u64) {
        // A range that cannot be read is taken for one that matters.
        let last = match range.split_once(':') {
            Some((first, last)) if first == last => return,
            Some((_, last)) => place(last).map_or(u64::MAX, |(row, _)| row),
            None if place(range).is_some() => return,
            None => u64::MAX,
        };
        if last >= header_row {
            self.merges += 1;
            self.first_merge
                .get_or_insert_with(|| range.chars().take(32).collect());
        }
    }
}
