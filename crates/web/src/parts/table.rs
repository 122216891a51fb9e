//! Tables, which become cards at 360 px without losing their meaning for screen readers.

use askama::Template;

use super::{Html, part};
use crate::frame::Frame;

/// A table.
#[derive(Clone, Template)]
#[template(path = "parts/table.html")]
pub struct Table {
    caption: String,
    columns: Vec<Column>,
    rows: Vec<Row>,
    caption_hidden: bool,
    frame: Frame,
}
part!(Table);

#[derive(Clone)]
struct Column {
    label: String,
    number: bool,
}

/// One cell.
#[derive(Clone)]
pub struct Cell {
    html: Html,
}

/// One line. The first cell names the line.
#[derive(Clone, Default)]
pub struct Row {
    cells: Vec<Cell>,
    class: &'static str,
}

impl Row {
    /// A line without cells yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One more cell: text, or [`Html::of`] a part.
    #[must_use]
    pub fn cell(mut self, value: impl Into<Html>) -> Self {
        self.cells.push(Cell { html: value.into() });
        self
    }

    /// Marks the line: it asks for attention. The reason must also stand in a cell, as a tag.
    #[must_use]
    pub fn urgent(mut self) -> Self {
        self.class = "urgent";
        self
    }
}

impl Table {
    /// A table; `caption` says what it shows, already translated.
    #[must_use]
    pub fn new(frame: &Frame, caption: impl Into<String>) -> Self {
        Self {
            caption: caption.into(),
            columns: Vec::new(),
            rows: Vec::new(),
            caption_hidden: false,
            frame: frame.clone(),
        }
    }

    /// The caption is read aloud only: the page's title already says it.
    #[must_use]
    pub fn quiet(mut self) -> Self {
        self.caption_hidden = true;
        self
    }

    /// One more column, by the key of its head.
    #[must_use]
    pub fn column(self, label: &str) -> Self {
        let label = self.frame.t(label);
        self.head(label, false)
    }

    /// One more column, of numbers: set to the right.
    #[must_use]
    pub fn number(self, label: &str) -> Self {
        let label = self.frame.t(label);
        self.head(label, true)
    }

    /// One more column, its head already words: those of a file being read.
    #[must_use]
    pub fn head(mut self, label: impl Into<String>, number: bool) -> Self {
        self.columns.push(Column {
            label: label.into(),
            number,
        });
        self
    }

    /// One more line.
    #[must_use]
    pub fn row(mut self, row: Row) -> Self {
        self.rows.push(row);
        self
    }

    /// Whether it has no line.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn label(&self, at: &usize) -> &str {
        self.columns
            .get(*at)
            .map_or("", |column| column.label.as_str())
    }

    fn is_number(&self, at: &usize) -> bool {
        self.columns.get(*at).is_some_and(|column| column.number)
    }
}
