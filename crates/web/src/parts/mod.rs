//! The parts that pages are made of: fields, lists, tables, tags, notices, papers.
//!
//! Each is a value that writes itself as HTML, so that labels, hints, errors, roles and sizes are right everywhere at once. They
//! know words and looks, nothing of persons or cases.

mod field;
mod form;
mod list;
mod notice;
mod paper;
mod qr;
mod table;
mod tag;

pub use field::{Choice, Field};
pub use form::{Fields, Slip};
pub use list::{Pager, Summary};
pub use notice::{Empty, Notice, Progress};
pub use paper::{Paper, Signature};
pub use qr::Qr;
pub use table::{Cell, Row, Table};
pub use tag::{Tag, Tone};

use std::fmt;

use akwaba_paper::drawing::Drawing;
use askama::filters::HtmlSafe;

/// HTML already written by a part or a template.
#[derive(Clone, Default)]
pub struct Html(String);

impl Html {
    /// The HTML of a part.
    #[must_use]
    pub fn of(part: &(impl HtmlSafe + ?Sized)) -> Self {
        Self(part.to_string())
    }

    /// Plain text, made safe.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self(akwaba_paper::html::escape(text))
    }

    /// A drawing, whose every word `akwaba_paper` escapes.
    #[must_use]
    pub fn drawing(drawing: &Drawing) -> Self {
        Self(akwaba_paper::html::svg(drawing))
    }

    /// The blocks of a document, whose every word `akwaba_paper` escapes.
    #[must_use]
    pub fn blocks(paper: &akwaba_paper::Paper) -> Self {
        Self(akwaba_paper::html::body(paper))
    }

    /// A link to a path of this site.
    #[must_use]
    pub fn link(path: &str, text: &str) -> Self {
        Self(format!(
            "<a href=\"{}\">{}</a>",
            Self::text(path),
            Self::text(text)
        ))
    }

    /// A link that a finger can press, where it stands alone in its cell.
    #[must_use]
    pub fn button(path: &str, text: &str) -> Self {
        Self(format!(
            "<a class=\"button quiet\" href=\"{}\">{}</a>",
            Self::text(path),
            Self::text(text)
        ))
    }

    /// A box to tick in a line of a table, sent as `name=value`.
    #[must_use]
    pub fn tick(name: &str, value: &str, label: &str) -> Self {
        Self(format!(
            "<span class=\"choice\"><input type=\"checkbox\" id=\"{0}-{1}\" name=\"{0}\" value=\"{1}\">\
             <label for=\"{0}-{1}\">{2}</label></span>",
            Self::text(name),
            Self::text(value),
            Self::text(label)
        ))
    }

    /// All of it as one piece, which a card of the phone does not lay out apart.
    #[must_use]
    pub fn whole(self) -> Self {
        Self(format!("<span>{}</span>", self.0))
    }

    /// What is there to be pressed, and stays off the paper.
    #[must_use]
    pub fn to_press(self) -> Self {
        Self(format!("<span class=\"press\">{}</span>", self.0))
    }

    /// This, then a space, then that.
    #[must_use]
    pub fn and(mut self, other: impl Into<Self>) -> Self {
        self.0.push(' ');
        self.0.push_str(&other.into().0);
        self
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Html {}

impl From<&Field> for Html {
    fn from(field: &Field) -> Self {
        Self::of(field)
    }
}

impl From<&str> for Html {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Html {
    fn from(text: String) -> Self {
        Self::text(&text)
    }
}

impl From<&String> for Html {
    fn from(text: &String) -> Self {
        Self::text(text)
    }
}

/// Makes a template a part: written into a page as it is.
macro_rules! part {
    ($($name:ty),*) => { $(impl askama::filters::HtmlSafe for $name {})* };
}
pub(crate) use part;
