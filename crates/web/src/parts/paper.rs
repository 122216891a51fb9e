//! What stands on every paper: whose it is, its number and date, where to sign.

use askama::Template;

use super::part;
use crate::Heading;
use crate::frame::Frame;
use crate::show;

/// The size of a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Size {
    A4,
    A4Wide,
    A5,
    A6,
}

/// The head of a paper. In a template that extends `frame/paper.html`: `{{ paper.head() }}`.
#[derive(Clone)]
pub struct Paper {
    heading: Heading,
    title: String,
    number: String,
    date: String,
    code: String,
    size: Size,
    words: (String, String),
}

impl Paper {
    /// A paper A4; its title is the page's.
    #[must_use]
    pub fn new(frame: &Frame) -> Self {
        Self {
            heading: frame.heading.clone(),
            title: frame.title(),
            number: String::new(),
            date: String::new(),
            code: String::new(),
            size: Size::A4,
            words: (frame.t("parts-paper-number"), frame.t("parts-paper-code")),
        }
    }

    /// With the head and the title that it had when it was issued.
    #[must_use]
    pub fn issued(mut self, heading: Heading, title: impl Into<String>) -> Self {
        self.heading = heading;
        self.title = title.into();
        self
    }

    /// A5: slips, receipts.
    #[must_use]
    pub fn a5(mut self) -> Self {
        self.size = Size::A5;
        self
    }

    /// A6: tickets.
    #[must_use]
    pub fn a6(mut self) -> Self {
        self.size = Size::A6;
        self
    }

    /// A4 on its side: registers.
    #[must_use]
    pub fn wide(mut self) -> Self {
        self.size = Size::A4Wide;
        self
    }

    /// The official number.
    #[must_use]
    pub fn number(mut self, number: impl Into<String>) -> Self {
        self.number = number.into();
        self
    }

    /// The date in full.
    #[must_use]
    pub fn date(mut self, date: impl Into<String>) -> Self {
        self.date = date.into();
        self
    }

    /// The short code to find it again.
    #[must_use]
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.code = code.into();
        self
    }

    /// The class of its size.
    #[must_use]
    pub fn class(&self) -> &'static str {
        match self.size {
            Size::A4 => "a4",
            Size::A4Wide => "a4-wide",
            Size::A5 => "a5",
            Size::A6 => "a6",
        }
    }

    /// What stands at its foot: who printed it, when, and under which number. Not on a ticket, which is nobody's.
    #[must_use]
    pub fn printed(&self, frame: &Frame) -> Option<String> {
        frame.printed().filter(|_| self.size != Size::A6)
    }

    /// Its head.
    #[must_use]
    pub fn head(&self) -> PaperHead<'_> {
        let phone = show::phone(&self.heading.phone);
        let parts = [self.heading.address.as_str(), phone.as_str()];
        let known: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        PaperHead {
            paper: self,
            place: known.join(" · "),
        }
    }
}

/// The head of a paper.
#[derive(Template)]
#[template(path = "parts/paper_head.html")]
pub struct PaperHead<'a> {
    paper: &'a Paper,
    place: String,
}
part!(PaperHead<'_>);

/// Places to sign: each a title, with room for a signature or a thumbprint.
#[derive(Clone, Template)]
#[template(path = "parts/signature.html")]
pub struct Signature {
    places: Vec<(String, bool)>,
    name: String,
    sign: String,
    thumb: String,
}
part!(Signature);

impl Signature {
    /// No place yet.
    #[must_use]
    pub fn new(frame: &Frame) -> Self {
        Self {
            places: Vec::new(),
            name: frame.t("parts-sign-name"),
            sign: frame.t("parts-sign-here"),
            thumb: frame.t("parts-sign-thumb"),
        }
    }

    /// A place for someone of the office: `title` already translated.
    #[must_use]
    pub fn officer(mut self, title: impl Into<String>) -> Self {
        self.places.push((title.into(), false));
        self
    }

    /// A place for a person received or a witness, who may leave a thumbprint.
    #[must_use]
    pub fn person(mut self, title: impl Into<String>) -> Self {
        self.places.push((title.into(), true));
        self
    }
}
