//! Where a workbook keeps its sheets, texts and styles.
//!
//! Owns the reading of the list of sheets and of the relations between parts.

use quick_xml::events::Event;

use super::xml::{Xml, attribute};
use crate::error::{Kind, TableError};
use crate::read::archive::Archive;

/// One sheet.
#[derive(Debug, Clone)]
pub(crate) struct SheetPlace {
    pub(crate) name: String,
    pub(crate) hidden: bool,
    /// Its part in the archive.
    pub(crate) part: String,
}

/// What the workbook says about its parts.
pub(crate) struct Index {
    pub(crate) sheets: Vec<SheetPlace>,
    pub(crate) strings: Option<String>,
    pub(crate) styles: Option<String>,
    pub(crate) since_1904: bool,
}

/// One relation: who is meant, of what type, and where.
struct Relation {
    id: String,
    kind: String,
    part: String,
}

/// Sheets of one workbook.
const SHEETS: usize = 1_000;

/// Reads the index of a workbook, or says what the archive is instead.
pub(crate) fn index(archive: &Archive) -> Result<Index, TableError> {
    let book = match relations(archive, "_rels/.rels", "")? {
        Some(found) => found
            .into_iter()
            .find(|r| r.kind.ends_with("/officeDocument"))
            .map(|r| r.part),
        None => None,
    };
    let book = book.unwrap_or_else(|| "xl/workbook.xml".to_owned());
    if !archive.has(&book) || !book.to_ascii_lowercase().ends_with(".xml") {
        let open_document = archive.has("content.xml") && archive.has("mimetype");
        return Err(if open_document {
            Kind::OpenDocument
        } else {
            Kind::NotAWorkbook
        }
        .file());
    }
    let (folder, file) = book.rsplit_once('/').unwrap_or(("", &book));
    let list = join(folder, &format!("_rels/{file}.rels"));
    let relations = relations(archive, &list, folder)?.unwrap_or_default();
    let (named, since_1904) = sheets(archive, &book)?;
    let mut sheets = Vec::new();
    for (name, hidden, id) in named {
        // Sheets of charts and dialogues have no cells.
        let place = relations
            .iter()
            .find(|r| r.id == id && r.kind.ends_with("/worksheet"));
        sheets.extend(place.map(|r| SheetPlace {
            name,
            hidden,
            part: r.part.clone(),
        }));
    }
    if sheets.is_empty() {
        return Err(Kind::NotAWorkbook.file());
    }
    let of_kind = |kind: &str| {
        let found = relations
            .iter()
            .find(|r| r.kind.ends_with(kind))
            .map(|r| r.part.clone());
        found.filter(|part| archive.has(part))
    };
    Ok(Index {
        sheets,
        strings: of_kind("/sharedStrings"),
        styles: of_kind("/styles"),
        since_1904,
    })
}

/// Names, visibility and relation ids of the sheets, and whether dates count from 1904.
#[expect(clippy::type_complexity, reason = "read once, a few lines above")]
fn sheets(
    archive: &Archive,
    book: &str,
) -> Result<(Vec<(String, bool, String)>, bool), TableError> {
    let mut xml = Xml::open(archive, book)?;
    let (mut sheets, mut since_1904) = (Vec::new(), false);
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.local_name().as_ref() == "sheet" => {
                let name = attribute(&tag, "name").unwrap_or_default().into_owned();
                let hidden = attribute(&tag, "state").is_some_and(|state| state != "visible");
                let id = attribute(&tag, "id").unwrap_or_default().into_owned();
                sheets.push((name, hidden, id));
            }
            Event::Start(tag) if tag.local_name().as_ref() == "workbookPr" => {
                since_1904 =
                    attribute(&tag, "date1904").is_some_and(|on| on == "1" || on == "true");
            }
            Event::Eof => break,
            _ => {}
        }
        if sheets.len() > SHEETS {
            return Err(xml.damaged());
        }
    }
    Ok((sheets, since_1904))
}

/// The relations listed in a part, their targets resolved against `folder`.
fn relations(
    archive: &Archive,
    list: &str,
    folder: &str,
) -> Result<Option<Vec<Relation>>, TableError> {
    if !archive.has(list) {
        return Ok(None);
    }
    let mut xml = Xml::open(archive, list)?;
    let mut found = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.local_name().as_ref() == "Relationship" => {
                let target = attribute(&tag, "Target").unwrap_or_default();
                found.push(Relation {
                    id: attribute(&tag, "Id").unwrap_or_default().into_owned(),
                    kind: attribute(&tag, "Type").unwrap_or_default().into_owned(),
                    part: join(folder, &target),
                });
            }
            Event::Eof => break,
            _ => {}
        }
        if found.len() > SHEETS * 4 {
            return Err(xml.damaged());
        }
    }
    Ok(Some(found))
}

/// A target beside its folder; absolute ones begin at the root of the archive.
fn join(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}
