//! What a laid out page is: things at places, each with its meaning for a screen reader.
//!
//! Owns: the measures of the page. Never does: choose where things go.

use crate::drawing::{At, Tone, corners};
use crate::model::Face;

/// A4, in points.
pub(super) const PAGE: (f32, f32) = (595.28, 841.89);
/// Left and right margin: room for a punch and a thumb.
pub(super) const MARGIN: f32 = 54.0;
/// Where what is written begins, under the header of the page.
pub(super) const TOP: f32 = 74.0;
/// Where it ends, above the foot.
pub(super) const BOTTOM: f32 = PAGE.1 - 62.0;
/// The width there is to write on.
pub(super) const ROOM: f32 = PAGE.0 - 2.0 * MARGIN;

/// What a piece of a page is to a screen reader. Pieces of one block carry one number.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Sense {
    /// A heading of this level.
    Heading(u8, String),
    /// A paragraph.
    Paragraph,
    /// An item of a list.
    Item,
    /// A cell of a table: row, and whether it heads its column.
    Cell {
        /// Which row of the table.
        row: usize,
        /// Which column.
        column: usize,
        /// Whether it heads the column.
        head: bool,
    },
    /// A drawing, and what it shows.
    Figure(String),
    /// Nothing: lines, page numbers.
    Artifact,
}

/// Something on a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark {
    /// Words.
    Words {
        at: At,
        size: f32,
        face: Face,
        light: bool,
        text: String,
    },
    /// A line.
    Stroke {
        points: Vec<At>,
        width: f32,
        dashed: bool,
    },
    /// A closed shape.
    Area {
        corners: Vec<At>,
        tone: Tone,
        outline: f32,
    },
    /// Where a touch leads: the corner, the size, the anchor.
    Link {
        at: At,
        width: f32,
        height: f32,
        to: String,
    },
}

/// Marks that mean one thing.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    /// Which block it belongs to.
    pub block: usize,
    /// What it is.
    pub sense: Sense,
    /// What is drawn.
    pub marks: Vec<Mark>,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Sheet {
    /// What is on it, in reading order.
    pub pieces: Vec<Piece>,
}

impl Mark {
    /// The same, moved.
    pub(super) fn moved(self, dx: f32, dy: f32) -> Self {
        let shift = |(x, y): At| (x + dx, y + dy);
        match self {
            Self::Words {
                at,
                size,
                face,
                light,
                text,
            } => Self::Words {
                at: shift(at),
                size,
                face,
                light,
                text,
            },
            Self::Stroke {
                points,
                width,
                dashed,
            } => Self::Stroke {
                points: points.into_iter().map(shift).collect(),
                width,
                dashed,
            },
            Self::Area {
                corners,
                tone,
                outline,
            } => Self::Area {
                corners: corners.into_iter().map(shift).collect(),
                tone,
                outline,
            },
            Self::Link {
                at,
                width,
                height,
                to,
            } => Self::Link {
                at: shift(at),
                width,
                height,
                to,
            },
        }
    }
}

/// A rectangle.
pub(super) fn frame(at: At, width: f32, height: f32, tone: Tone, outline: f32) -> Mark {
    Mark::Area {
        corners: corners(at, width, height),
        tone,
        outline,
    }
}

/// A thin line across.
pub(super) fn rule(from: At, to_x: f32, width: f32) -> Mark {
    Mark::Stroke {
        points: vec![from, (to_x, from.1)],
        width,
        dashed: false,
    }
}
