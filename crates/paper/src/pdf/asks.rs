//! Questions of a paper form: lines, boxes and places to sign.
//!
//! Owns: the room to write in, large enough for a hand. Never does: ask anything of its own.

use super::layout::{BODY, Layout, SMALL};
use super::line::leading;
use super::sheet::{Mark, ROOM, Sense, frame, rule};
use crate::drawing::Tone;
use crate::model::{Ask, AskKind, Face, Text};

/// The height of a ruled line: what a hand needs.
const RULED: f32 = 21.0;
/// The side of a box to tick.
const TICK: f32 = 9.0;
/// The width of a box for one character.
const BOX: f32 = 15.0;

/// A question with room for its answer.
pub(super) fn ask(layout: &mut Layout<'_>, ask: &Ask) {
    let mut label = ask.label.clone();
    if ask.required {
        label = label.and(Face::Strong, " *");
    }
    let lines = layout.lines(&label, BODY, ROOM);
    let hints = if ask.hint.is_empty() {
        Vec::new()
    } else {
        layout.lines(&Text::emphasis(ask.hint.as_str()), SMALL, ROOM)
    };
    let asked = leading(BODY) * lines.len() as f32 + leading(SMALL) * hints.len() as f32;
    let room = match &ask.kind {
        AskKind::Lines { count, .. } => RULED * f32::from((*count).max(1)),
        AskKind::Choices { .. } | AskKind::Boxes { .. } => RULED,
    };
    layout.need(asked + room);
    for line in &lines {
        layout.put(
            Sense::Paragraph,
            line.marks((0.0, BODY), BODY),
            leading(BODY),
        );
    }
    for line in &hints {
        layout.put(
            Sense::Paragraph,
            line.marks((0.0, SMALL), SMALL),
            leading(SMALL),
        );
    }
    match &ask.kind {
        AskKind::Lines { count, answer } => ruled(layout, *count, answer.as_deref()),
        AskKind::Choices { choices, .. } => ticks(layout, choices),
        AskKind::Boxes { groups, answer } => boxes(layout, groups, answer),
    }
    layout.space(5.0);
}

fn ruled(layout: &mut Layout<'_>, count: u8, answer: Option<&str>) {
    if let Some(answer) = answer {
        let lines = layout.lines(&Text::from(answer), BODY, ROOM - 8.0);
        layout.text(&Sense::Paragraph, &lines, BODY, 8.0);
        return;
    }
    for _ in 0..count.max(1) {
        layout.need(RULED);
        let line = Mark::Stroke {
            points: vec![(0.0, RULED - 3.0), (ROOM, RULED - 3.0)],
            width: 0.5,
            dashed: true,
        };
        layout.put(Sense::Artifact, vec![line], RULED);
    }
}

/// Boxes to tick, in as many columns as their words allow.
fn ticks(layout: &mut Layout<'_>, choices: &[(String, bool)]) {
    let widest = choices
        .iter()
        .map(|(label, _)| layout.fonts.width(label, Face::Plain, BODY) + TICK + 18.0)
        .fold(0.0, f32::max);
    let columns = (ROOM / widest.max(1.0)).floor().clamp(1.0, 4.0) as usize;
    let width = ROOM / columns as f32;
    for row in choices.chunks(columns) {
        let cells: Vec<_> = row
            .iter()
            .map(|(label, _)| layout.lines(&Text::from(label.as_str()), BODY, width - TICK - 12.0))
            .collect();
        let count = cells.iter().map(Vec::len).max().unwrap_or(1);
        let height = leading(BODY) * count as f32 + 2.0;
        layout.need(height);
        let mut marks = Vec::new();
        for (column, ((_, ticked), lines)) in row.iter().zip(&cells).enumerate() {
            let x = width * column as f32;
            marks.push(frame((x, 2.5), TICK, TICK, Tone::White, 0.8));
            if *ticked {
                marks.extend(cross(x, 2.5));
            }
            for (n, line) in lines.iter().enumerate() {
                let y = BODY + leading(BODY) * n as f32;
                marks.extend(line.marks((x + TICK + 6.0, y), BODY));
            }
        }
        layout.put(Sense::Paragraph, marks, height);
    }
}

fn cross(x: f32, y: f32) -> [Mark; 2] {
    let (near, far) = (1.6, TICK - 1.6);
    let stroke = |from, to| Mark::Stroke {
        points: vec![from, to],
        width: 1.3,
        dashed: false,
    };
    [
        stroke((x + near, y + near), (x + far, y + far)),
        stroke((x + near, y + far), (x + far, y + near)),
    ]
}

fn boxes(layout: &mut Layout<'_>, groups: &[u8], answer: &[String]) {
    const TALL: f32 = 17.0;
    let mut marks = Vec::new();
    let mut x = 0.0;
    for (index, count) in groups.iter().enumerate() {
        let mut said = answer
            .get(index)
            .map(|text| text.chars())
            .into_iter()
            .flatten();
        for _ in 0..*count {
            marks.push(frame((x, 2.0), BOX, TALL, Tone::White, 0.6));
            if let Some(c) = said.next() {
                marks.push(Mark::Words {
                    at: (x + 4.0, 15.0),
                    size: BODY + 1.0,
                    face: Face::Plain,
                    light: false,
                    text: c.to_string(),
                });
            }
            x += BOX;
        }
        x += 8.0;
    }
    layout.need(TALL + 6.0);
    layout.put(Sense::Paragraph, marks, TALL + 6.0);
}

/// Places to sign.
pub(super) fn signatures(layout: &mut Layout<'_>, labels: &[String]) {
    const TALL: f32 = 78.0;
    let width = ROOM / labels.len().max(1) as f32;
    layout.space(8.0);
    layout.need(TALL + 8.0);
    let mut marks = vec![rule((0.0, 0.0), ROOM, 0.6), rule((0.0, TALL), ROOM, 0.6)];
    for (index, label) in labels.iter().enumerate() {
        let x = width * index as f32;
        marks.push(frame((x, 0.0), width, TALL, Tone::Clear, 0.6));
        let lines = layout.lines(&Text::from(label.as_str()), SMALL, width - 12.0);
        for (n, line) in lines.iter().enumerate() {
            let y = 4.0 + SMALL + leading(SMALL) * n as f32;
            marks.extend(line.marks((x + 6.0, y), SMALL));
        }
    }
    layout.put(Sense::Paragraph, marks, TALL + 8.0);
}
