//! The pages of a paper, from top to bottom.
//!
//! Owns: where a page ends, what stays together, and on which page each anchor is. Never does: know how a block looks
//! (`blocks`, `table`, `asks`, `figure`).

use std::collections::BTreeMap;

use super::blocks;
use super::font::Fonts;
use super::line::{Line, Setting, leading};
use super::sheet::{BOTTOM, MARGIN, Mark, PAGE, Piece, ROOM, Sense, Sheet, TOP, rule};
use crate::model::{Face, Paper, Text};

/// Where each anchor is: page from 0, and how far down.
pub(super) type Places = BTreeMap<String, (usize, f32)>;

/// A heading, for contents and outline.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    pub level: u8,
    pub text: String,
    pub anchor: String,
}

/// A paper on its pages.
pub(super) struct LaidOut {
    pub sheets: Vec<Sheet>,
    pub places: Places,
    pub entries: Vec<Entry>,
}

/// The size of ordinary text, in points.
pub(super) const BODY: f32 = 10.0;
/// The size of small text.
pub(super) const SMALL: f32 = 8.5;

/// The state while pages fill.
pub(super) struct Layout<'a> {
    pub fonts: &'a Fonts,
    pub french: bool,
    /// Where anchors were in the layout before, for page numbers.
    pub known: &'a Places,
    pub entries: Vec<Entry>,
    sheets: Vec<Sheet>,
    y: f32,
    block: usize,
    places: Places,
}

/// Lays a paper out; `known` are the places of an earlier layout of the same paper.
pub(super) fn lay_out(paper: &Paper, fonts: &Fonts, known: &Places) -> LaidOut {
    let mut layout = Layout {
        fonts,
        french: paper.language.starts_with("fr"),
        known,
        entries: blocks::entries(paper),
        sheets: vec![Sheet::default()],
        y: TOP,
        block: 0,
        places: Places::default(),
    };
    for block in &paper.blocks {
        layout.block += 1;
        blocks::lay(&mut layout, block);
    }
    layout.finish(paper)
}

impl Layout<'_> {
    /// How ordinary text is set over the whole width.
    pub(super) fn setting(&self, size: f32, room: f32) -> Setting<'_> {
        Setting {
            fonts: self.fonts,
            french: self.french,
            size,
            room,
        }
    }

    /// The text in lines.
    pub(super) fn lines(&self, text: &Text, size: f32, room: f32) -> Vec<Line> {
        self.setting(size, room).lines(text)
    }

    /// How much of the page is left, in points.
    pub(super) fn left(&self) -> f32 {
        BOTTOM - self.y
    }

    /// Whether nothing stands on the page yet.
    pub(super) fn fresh(&self) -> bool {
        self.y <= TOP
    }

    /// Begins a page, unless one has just begun.
    pub(super) fn break_page(&mut self) {
        if !self.fresh() {
            self.sheets.push(Sheet::default());
            self.y = TOP;
        }
    }

    /// Begins a page if `height` points do not fit on this one and would on the next.
    pub(super) fn need(&mut self, height: f32) {
        if height > self.left() {
            self.break_page();
        }
    }

    /// Leaves a space, except at the top of a page.
    pub(super) fn space(&mut self, height: f32) {
        if !self.fresh() {
            self.y += height;
        }
    }

    /// Puts marks drawn from (0, 0) at the left margin of where the page is now, and goes down by `height`.
    pub(super) fn put(&mut self, sense: Sense, marks: Vec<Mark>, height: f32) {
        let y = self.y;
        let block = self.block;
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.pieces.push(Piece {
                block,
                sense,
                marks: marks
                    .into_iter()
                    .map(|mark| mark.moved(MARGIN, y))
                    .collect(),
            });
        }
        self.y += height;
    }

    /// Remembers that an anchor is here.
    pub(super) fn here(&mut self, anchor: &str) {
        let page = self.sheets.len().saturating_sub(1);
        self.places
            .entry(anchor.to_owned())
            .or_insert((page, self.y));
    }

    /// The number printed for the page of an anchor; blank in the first layout.
    pub(super) fn page_of(&self, anchor: &str) -> String {
        self.known
            .get(anchor)
            .map(|(page, _)| (page + 1).to_string())
            .unwrap_or_default()
    }

    /// A new block for the screen reader inside the present one, as each item of a list is.
    pub(super) fn next_block(&mut self) {
        self.block += 1;
    }

    /// Lines of text one under the other, breaking pages between them but not after the first or before the last.
    pub(super) fn text(&mut self, sense: &Sense, lines: &[Line], size: f32, indent: f32) {
        let step = leading(size);
        let count = lines.len();
        for (index, line) in lines.iter().enumerate() {
            let left = count - index;
            let kept = if index == 0 {
                2.min(left)
            } else if left == 2 {
                2
            } else {
                1
            };
            self.need(step * kept as f32);
            self.put(sense.clone(), line.marks((indent, size), size), step);
        }
    }

    fn finish(mut self, paper: &Paper) -> LaidOut {
        while self.sheets.len() > 1 && self.sheets.last().is_some_and(|s| s.pieces.is_empty()) {
            self.sheets.pop();
        }
        let count = self.sheets.len();
        let setting = self.setting(SMALL, ROOM);
        let margins: Vec<Vec<Mark>> = (1..=count)
            .map(|page| page_margin(paper, setting, page, count))
            .collect();
        for (sheet, marks) in self.sheets.iter_mut().zip(margins) {
            sheet.pieces.push(Piece {
                block: usize::MAX,
                sense: Sense::Artifact,
                marks,
            });
        }
        LaidOut {
            sheets: self.sheets,
            places: self.places,
            entries: self.entries,
        }
    }
}

fn page_margin(paper: &Paper, setting: Setting<'_>, page: usize, count: usize) -> Vec<Mark> {
    let right = PAGE.0 - MARGIN;
    let (head, foot) = (46.0, PAGE.1 - 36.0);
    let number = if setting.french {
        format!("page {page} sur {count}")
    } else {
        format!("page {page} of {count}")
    };
    let mut marks = vec![
        rule((MARGIN, head + 6.0), right, 0.5),
        rule((MARGIN, foot - 12.0), right, 0.5),
    ];
    for (at_right, y, text) in [
        (false, head, paper.head.issuer.as_str()),
        (true, head, paper.head.reference.as_str()),
        (false, foot, paper.head.foot.as_str()),
        (true, foot, number.as_str()),
        (false, foot + 11.0, paper.head.printed.as_str()),
    ] {
        let lines = setting.lines(&Text::default().and(Face::Plain, text));
        if let Some(line) = lines.first() {
            let x = if at_right {
                right - line.width()
            } else {
                MARGIN
            };
            marks.extend(line.marks((x, y), SMALL));
        }
    }
    marks
}
