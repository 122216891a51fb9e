//! Lists of facts, and the way from one page of a long list to the next.

use askama::Template;

use super::{Html, part};
use crate::frame::Frame;

/// What is known of one thing, a line each: word, answer, and where to change it.
#[derive(Clone, Template)]
#[template(path = "parts/summary.html")]
pub struct Summary {
    rows: Vec<SummaryRow>,
    empty: String,
    change: String,
    frame: Frame,
}
part!(Summary);

#[derive(Clone)]
struct SummaryRow {
    label: String,
    value: Option<Html>,
    change: String,
}

impl Summary {
    /// A list without lines yet.
    #[must_use]
    pub fn new(frame: &Frame) -> Self {
        Self {
            rows: Vec::new(),
            empty: frame.t("parts-not-given"),
            change: frame.t("parts-change"),
            frame: frame.clone(),
        }
    }

    /// A line: the key of its word, and its answer (text, or [`Html::of`] a part). An empty answer
    /// reads "non renseigné".
    #[must_use]
    pub fn row(self, label: &str, value: impl Into<Html>) -> Self {
        let label = self.frame.t(label);
        self.line(label, value)
    }

    /// The same, its word already translated.
    #[must_use]
    pub fn line(mut self, label: impl Into<String>, value: impl Into<Html>) -> Self {
        let value: Html = value.into();
        let value = (!value.0.is_empty()).then_some(value);
        self.rows.push(SummaryRow {
            label: label.into(),
            value,
            change: String::new(),
        });
        self
    }

    /// Where the line just added can be changed.
    #[must_use]
    pub fn change(mut self, path: impl Into<String>) -> Self {
        if let Some(row) = self.rows.last_mut() {
            row.change = path.into();
        }
        self
    }
}

/// The way to the page before and the page after. Long lists go by key, not by number: a page stays the same while others
/// write.
#[derive(Clone, Template)]
#[template(path = "parts/pager.html")]
pub struct Pager {
    label: String,
    before: Option<(String, String)>,
    after: Option<(String, String)>,
}
part!(Pager);

impl Pager {
    /// From the addresses of the page before and the page after; a key in an address is an id, never a name.
    #[must_use]
    pub fn new(frame: &Frame, before: Option<String>, after: Option<String>) -> Self {
        Self {
            label: frame.t("parts-pager"),
            before: before.map(|path| (path, frame.t("parts-before"))),
            after: after.map(|path| (path, frame.t("parts-after"))),
        }
    }
}
