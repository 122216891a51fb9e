//! Tables and lists of facts.
//!
//! Owns: the grid; a header comes again on every page, a row is cut only when it is taller than half a page.

use super::layout::{BODY, Layout, SMALL};
use super::line::{Line, leading};
use super::sheet::{BOTTOM, Mark, ROOM, Sense, TOP, frame, rule};
use crate::drawing::Tone;
use crate::model::{Cell, Column, Text};

const PAD: f32 = 4.0;
const TALL: f32 = (BOTTOM - TOP) / 2.0;

/// Labels with what they say.
pub(super) fn facts(layout: &mut Layout<'_>, facts: &[(String, Text)]) {
    const LABEL: f32 = 118.0;
    for (label, text) in facts {
        layout.next_block();
        let labels = layout.lines(&Text::strong(label.as_str()), BODY, LABEL - 8.0);
        let lines = layout.lines(text, BODY, ROOM - LABEL);
        let count = labels.len().max(lines.len());
        layout.need(leading(BODY) * count.min(6) as f32);
        for row in 0..count {
            layout.need(leading(BODY));
            let mut marks = Vec::new();
            if let Some(line) = labels.get(row) {
                marks.extend(line.marks((0.0, BODY), BODY));
            }
            if let Some(line) = lines.get(row) {
                marks.extend(line.marks((LABEL, BODY), BODY));
            }
            layout.put(Sense::Paragraph, marks, leading(BODY));
        }
        layout.space(2.0);
    }
    layout.space(5.0);
}

/// A table.
pub(super) fn table(layout: &mut Layout<'_>, columns: &[Column], rows: &[Vec<Cell>]) {
    let all: f32 = columns.iter().map(|column| column.share.max(0.1)).sum();
    let widths: Vec<f32> = columns
        .iter()
        .map(|column| column.share.max(0.1) / all * ROOM)
        .collect();
    let heads: Vec<Vec<Line>> = columns
        .iter()
        .zip(&widths)
        .map(|(column, width)| {
            layout.lines(
                &Text::strong(column.title.as_str()),
                SMALL,
                width - 2.0 * PAD,
            )
        })
        .collect();
    let head_height = height(&heads);
    layout.space(3.0);
    layout.need(head_height + 40.0);
    header(layout, &widths, &heads, false);
    for (index, row) in rows.iter().enumerate() {
        let cells: Vec<Vec<Line>> = widths
            .iter()
            .enumerate()
            .map(|(column, width)| {
                let empty = Cell::default();
                let cell = row.get(column).unwrap_or(&empty);
                cell.0
                    .iter()
                    .flat_map(|text| layout.lines(text, SMALL, width - 2.0 * PAD))
                    .collect()
            })
            .collect();
        let tall = height(&cells);
        if tall > layout.left() && (tall <= TALL || layout.left() < 60.0) {
            layout.break_page();
            header(layout, &widths, &heads, true);
        }
        body(layout, &widths, &heads, &cells, index + 1);
    }
    layout.space(8.0);
}

fn height(cells: &[Vec<Line>]) -> f32 {
    let lines = cells.iter().map(Vec::len).max().unwrap_or_default().max(1);
    leading(SMALL) * lines as f32 + 2.0 * PAD
}

/// The header; a repeated one says nothing new to a screen reader.
fn header(layout: &mut Layout<'_>, widths: &[f32], heads: &[Vec<Line>], again: bool) {
    let tall = height(heads);
    layout.put(
        Sense::Artifact,
        vec![frame((0.0, 0.0), ROOM, tall, Tone::Light, 0.6)],
        0.0,
    );
    cells(layout, widths, heads, 0, 0..usize::MAX, tall, again);
}

fn body(
    layout: &mut Layout<'_>,
    widths: &[f32],
    heads: &[Vec<Line>],
    row: &[Vec<Line>],
    index: usize,
) {
    let count = row.iter().map(Vec::len).max().unwrap_or_default().max(1);
    let mut from = 0;
    while from < count {
        let fits = ((layout.left() - 2.0 * PAD) / leading(SMALL))
            .floor()
            .max(1.0) as usize;
        let to = count.min(from + fits);
        let tall = leading(SMALL) * (to - from) as f32 + 2.0 * PAD;
        cells(layout, widths, row, index, from..to, tall, false);
        from = to;
        if from < count {
            layout.break_page();
            header(layout, widths, heads, true);
        }
    }
}

/// Lines `part` of a row of cells, with their grid; the page goes down by `tall`.
fn cells(
    layout: &mut Layout<'_>,
    widths: &[f32],
    row: &[Vec<Line>],
    index: usize,
    part: std::ops::Range<usize>,
    tall: f32,
    again: bool,
) {
    layout.put(Sense::Artifact, grid(widths, tall), 0.0);
    let mut x = 0.0;
    for (column, (width, lines)) in widths.iter().zip(row).enumerate() {
        let shown = lines
            .iter()
            .skip(part.start)
            .take(part.end.saturating_sub(part.start));
        let mut marks: Vec<Mark> = Vec::new();
        for (n, line) in shown.enumerate() {
            let y = PAD + SMALL + leading(SMALL) * n as f32;
            marks.extend(line.marks((x + PAD, y), SMALL));
        }
        let sense = if again {
            Sense::Artifact
        } else {
            Sense::Cell {
                row: index,
                column,
                head: index == 0,
            }
        };
        layout.put(sense, marks, 0.0);
        x += width;
    }
    layout.put(Sense::Artifact, Vec::new(), tall);
}

fn grid(widths: &[f32], tall: f32) -> Vec<Mark> {
    let mut marks = vec![rule((0.0, 0.0), ROOM, 0.6), rule((0.0, tall), ROOM, 0.6)];
    let mut x = 0.0;
    for width in std::iter::once(&0.0).chain(widths) {
        x += width;
        marks.push(Mark::Stroke {
            points: vec![(x, 0.0), (x, tall)],
            width: 0.6,
            dashed: false,
        });
    }
    marks
}
