//! What these pages share: one page of facts, tables and forms, one sheet of paper, the names of files.

use akwaba_domain::privacy::{FileRef, Hold, Kind};
use akwaba_domain::reception::Day;
use akwaba_domain::refusal::Refusals;
use akwaba_domain::registry::line::short_code_shown;
use akwaba_paper::{Block, Head};
use askama::Template;
use jiff::civil::Date;

pub(super) use crate::pages::here::{allow, centre, here};

use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::http::Response;
use crate::parts::{Fields, Html, Notice, Paper, Summary, Table};
use crate::problem::Problem;
use crate::show;

/// A page of facts, tables and forms.
#[derive(Template)]
#[template(path = "privacy/page.html")]
pub(super) struct Sheet<'a> {
    pub(super) f: &'a Frame,
    pub(super) lead: String,
    pub(super) wide: bool,
    pub(super) notices: Vec<Notice>,
    pub(super) facts: Option<Summary>,
    /// Where, what it is called, a line about it.
    pub(super) links: Vec<(String, String, String)>,
    pub(super) tables: Vec<Table>,
    pub(super) cards: Vec<Card>,
    pub(super) form: Option<&'a Fields>,
    pub(super) back: &'a str,
}

impl<'a> Sheet<'a> {
    /// One with nothing on it yet.
    pub(super) fn new(f: &'a Frame, back: &'a str) -> Self {
        Self {
            f,
            lead: String::new(),
            wide: false,
            notices: Vec::new(),
            facts: None,
            links: Vec::new(),
            tables: Vec::new(),
            cards: Vec::new(),
            form: None,
            back,
        }
    }
}

/// A form of a page.
#[derive(Default)]
pub(super) struct Card {
    pub(super) title: String,
    pub(super) text: String,
    pub(super) path: String,
    pub(super) hidden: Vec<(&'static str, String)>,
    pub(super) table: Option<Table>,
    pub(super) fields: Vec<Html>,
    pub(super) button: String,
    pub(super) quiet: bool,
}

/// The fields of a form: as they were sent, with their refusals, or new.
pub(super) fn fields(
    exchange: &Exchange<'_, '_>,
    frame: &mut Frame,
    refused: Option<&Refusals>,
) -> Fields {
    match refused {
        Some(refusals) => Fields::refused(frame, exchange.form.clone(), refusals),
        None => Fields::new(frame, exchange.form.clone()),
    }
}

/// The page, or the form again with its refusals.
pub(super) fn shown(
    exchange: &Exchange<'_, '_>,
    page: &impl Template,
    refused: Option<&Refusals>,
) -> Answer {
    match refused {
        Some(_) => exchange.again(page),
        None => exchange.page(page),
    }
}

/// A document on a page to print.
#[derive(Template)]
#[template(path = "privacy/paper.html")]
struct PaperPage<'a> {
    f: &'a Frame,
    paper: Paper,
    body: Html,
    foot: String,
    files: Vec<(String, String)>,
    back: &'a str,
}

/// A document: its number or year, and what it says.
pub(super) struct Document {
    pub(super) number: String,
    pub(super) blocks: Vec<Block>,
    pub(super) foot: String,
}

/// Prints a document on a page, with the files it may be taken as.
pub(super) fn sheet(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    document: Document,
    (back, files): (&str, Vec<(String, String)>),
) -> Answer {
    let pdf = exchange.call.doors.writes_pdf();
    let body = akwaba_paper::Paper {
        language: f.lang.code().to_owned(),
        blocks: document.blocks,
        ..akwaba_paper::Paper::default()
    };
    exchange.page(&PaperPage {
        paper: Paper::new(f)
            .number(document.number)
            .date(show::date::day_in_full(f.lang, today(exchange))),
        body: Html::blocks(&body),
        foot: document.foot,
        files: files
            .into_iter()
            .filter(|(path, _)| pdf || !path.ends_with("/pdf"))
            .collect(),
        back,
        f,
    })
}

/// The same document as a PDF file.
pub(super) fn pressed(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    document: Document,
    file: &str,
) -> Answer {
    let from = [
        f.heading.ministry.clone(),
        f.heading.direction.clone(),
        f.heading.centre.clone(),
    ];
    let from = from.into_iter().filter(|line| !line.is_empty()).collect();
    let letterhead = Block::Letterhead {
        from,
        mark: vec![
            document.number.clone(),
            show::date::day_in_full(f.lang, today(exchange)),
        ],
        title: f.title(),
    };
    let paper = akwaba_paper::Paper {
        title: f.title(),
        language: f.lang.code().to_owned(),
        head: Head {
            issuer: f.heading.centre.clone(),
            reference: document.number,
            foot: document.foot,
            printed: String::new(),
        },
        blocks: core::iter::once(letterhead)
            .chain(document.blocks)
            .collect(),
    };
    let bytes = exchange.press(f.lang, paper).ok_or(Problem::NotFound)?;
    Ok(Response::download("application/pdf", file, bytes))
}

/// Today.
pub(super) fn today(exchange: &Exchange<'_, '_>) -> Date {
    Day::of(exchange.call.now).date()
}

/// A file by its number: nothing of what stands in it.
pub(super) fn named(f: &Frame, file: FileRef) -> String {
    let letter = match file.kind {
        Kind::Person => 'P',
        Kind::Household => 'M',
        Kind::Group => 'G',
        Kind::Case => 'D',
        Kind::Visit => 'V',
        Kind::Appointment => 'R',
    };
    let kind = f.word("privacy-kind-", file.kind.code());
    format!("{kind} {}", short_code_shown(letter, file.id))
}

/// What forbids to destroy a file, in words.
pub(super) fn held(f: &Frame, hold: Hold) -> String {
    let said = f.word("privacy-hold-", hold.code());
    match hold {
        Hold::Term(day) => format!("{said} {}", show::civil(day)),
        _ => said,
    }
}

/// A file as a form sends it: `person:0198…`.
pub(super) fn sent(text: &str) -> Option<FileRef> {
    let (kind, id) = text.split_once(':')?;
    Some(FileRef {
        kind: Kind::from_code(kind)?,
        id: id.parse().ok()?,
    })
}

/// The same, to be sent.
pub(super) fn sending(file: FileRef) -> String {
    format!("{}:{}", file.kind.code(), file.id)
}

/// The page of a file.
pub(super) fn file_path(file: FileRef) -> String {
    format!("/donnees/fiches/{}/{}", file.kind.code(), file.id)
}

/// A day typed in three fields; empty when none was.
pub(super) fn typed_day(exchange: &Exchange<'_, '_>, name: &str) -> String {
    let part = |part: &str| exchange.form.get(&format!("{name}_{part}")).to_owned();
    let parts = ["day", "month", "year"].map(part);
    if parts.iter().all(String::is_empty) {
        String::new()
    } else {
        parts.join("/")
    }
}
