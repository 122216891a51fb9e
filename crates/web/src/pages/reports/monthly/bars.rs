//! Bars drawn from the lines of a rubric, the same on a page and in a file: the table beside them says the same.

use akwaba_domain::reports::monthly::{Figures, Rubric, Table};
use akwaba_paper::drawing::{Anchor, Drawing, Shape, Tone, rectangle, wrap};

use super::words;
use crate::frame::Frame;
use crate::show;

/// Lines drawn, the greatest: more would no longer be looked at.
const BARS_MAX: usize = 10;
const WIDTH: f32 = 470.0;
const LABEL: f32 = 190.0;
const HEIGHT: f32 = 17.0;
const SIZE: f32 = 9.0;

/// The rubrics that people would rather look at than read.
const DRAWN: [Rubric; 7] = [
    Rubric::Demands,
    Rubric::Natures,
    Rubric::Procedures,
    Rubric::Axes,
    Rubric::Destinations,
    Rubric::Returns,
    Rubric::Deadlines,
];

/// The bars of a rubric; none where fewer than two lines would stand beside each other.
pub(super) fn of(f: &Frame, table: &Table) -> Option<Drawing> {
    if !DRAWN.contains(&table.rubric) {
        return None;
    }
    let lines = table.lines.iter().filter_map(|line| {
        let count = line.count.filter(|count| *count > 0)?;
        Some((words::line(f, table.rubric, line), count))
    });
    let mut lines: Vec<(String, u32)> = lines.collect();
    lines.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    lines.truncate(BARS_MAX);
    (lines.len() > 1).then(|| drawing(words::rubric(f, table.rubric), &lines))
}

/// The bars of one rubric of a report.
pub(super) fn of_rubric(f: &Frame, figures: &Figures, rubric: Rubric) -> Option<Drawing> {
    of(f, figures.table(rubric)?)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a drawing is of a few hundred points, and counts are of people"
)]
fn drawing(alt: String, lines: &[(String, u32)]) -> Drawing {
    let top = lines
        .iter()
        .map(|(_, count)| *count)
        .max()
        .unwrap_or(1)
        .max(1);
    let room = WIDTH - LABEL - 40.0;
    let mut shapes = Vec::new();
    let mut y = 2.0;
    for (label, count) in lines {
        let mut words = wrap(label, SIZE, LABEL - 8.0).into_iter();
        let mut text = words.next().unwrap_or_default();
        if words.next().is_some() {
            text.push('…');
        }
        let base = y + HEIGHT - 5.5;
        let written = |at, anchor, text| Shape::Label {
            at: (at, base),
            size: SIZE,
            anchor,
            strong: false,
            light: false,
            text,
        };
        let long = room * *count as f32 / top as f32;
        shapes.push(written(LABEL - 6.0, Anchor::End, text));
        shapes.push(rectangle(
            (LABEL, y + 2.0),
            long.max(1.0),
            HEIGHT - 5.0,
            Tone::Light,
            0.6,
        ));
        let said = show::number(i64::from(*count));
        shapes.push(written(LABEL + long + 4.0, Anchor::Start, said));
        y += HEIGHT;
    }
    Drawing {
        width: WIDTH,
        height: y + 2.0,
        alt,
        shapes,
    }
}
