//! How each block looks.
//!
//! Owns: sizes and spaces. Never does: break a page by itself.

use super::layout::{BODY, Entry, Layout, SMALL};
use super::line::leading;
use super::sheet::{BOTTOM, Mark, ROOM, Sense, TOP, frame, rule};
use super::{asks, figure, table};
use crate::drawing::Tone;
use crate::model::{Block, Face, Note, Paper, Text};

/// The headings that stand in contents and outline.
pub(super) fn entries(paper: &Paper) -> Vec<Entry> {
    paper
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading {
                level,
                text,
                anchor,
            } if *level <= 2 => Some(Entry {
                level: *level,
                text: text.clone(),
                anchor: anchor.clone(),
            }),
            _ => None,
        })
        .collect()
}

/// Lays one block.
pub(super) fn lay(layout: &mut Layout<'_>, block: &Block) {
    match block {
        Block::Heading {
            level,
            text,
            anchor,
        } => heading(layout, *level, text, anchor),
        Block::Cover { title, lines } => cover(layout, title, lines),
        Block::Letterhead { from, mark, title } => letterhead(layout, from, mark, title),
        Block::Paragraph(text) => paragraph(layout, text),
        Block::List { numbered, items } => list(layout, *numbered, items),
        Block::Facts(facts) => table::facts(layout, facts),
        Block::Table { columns, rows } => table::table(layout, columns, rows),
        Block::Note(note) => remark(layout, note),
        Block::Ask(ask) => asks::ask(layout, ask),
        Block::Signatures(labels) => asks::signatures(layout, labels),
        Block::Drawing(drawing) => figure::figure(layout, drawing),
        Block::Contents { title, depth } => contents(layout, title, *depth),
        Block::Index(words) => index(layout, words),
        Block::PageBreak => layout.break_page(),
    }
}

fn heading(layout: &mut Layout<'_>, level: u8, text: &str, anchor: &str) {
    let size = match level {
        1 => 17.0,
        2 => 13.0,
        _ => 10.5,
    };
    let lines = layout.lines(&Text::strong(text), size, ROOM);
    // A heading never stands alone at the foot of a page.
    let height = leading(size) * lines.len() as f32;
    layout.space(if level == 1 { 18.0 } else { 11.0 });
    layout.need(height + 54.0);
    layout.here(anchor);
    let sense = Sense::Heading(level, text.to_owned());
    for line in &lines {
        layout.put(sense.clone(), line.marks((0.0, size), size), leading(size));
    }
    layout.space(if level == 1 { 6.0 } else { 3.0 });
}

fn cover(layout: &mut Layout<'_>, title: &str, under: &[String]) {
    layout.break_page();
    layout.put(Sense::Artifact, Vec::new(), 170.0);
    let lines = layout.lines(&Text::strong(title), 26.0, ROOM);
    for line in &lines {
        let sense = Sense::Heading(1, title.to_owned());
        layout.put(sense, line.marks((0.0, 26.0), 26.0), leading(26.0));
    }
    layout.put(Sense::Artifact, vec![rule((0.0, 10.0), 120.0, 2.5)], 30.0);
    for text in under {
        layout.next_block();
        let lines = layout.lines(&Text::from(text.as_str()), 12.0, ROOM);
        layout.text(&Sense::Paragraph, &lines, 12.0, 0.0);
        layout.space(4.0);
    }
    layout.break_page();
}

fn letterhead(layout: &mut Layout<'_>, from: &[String], mark: &[String], title: &str) {
    const LEFT: f32 = ROOM * 0.62;
    const TITLE: f32 = 14.0;
    let step = leading(BODY);
    let mut height: f32 = 0.0;
    for text in from {
        layout.next_block();
        let lines = layout.lines(&Text::from(text.as_str()), BODY, LEFT);
        let mut marks = Vec::new();
        for line in &lines {
            marks.extend(line.marks((0.0, height + BODY), BODY));
            height += step;
        }
        layout.put(Sense::Paragraph, marks, 0.0);
    }
    let mut right: f32 = 0.0;
    for text in mark {
        layout.next_block();
        let lines = layout.lines(&Text::strong(text.as_str()), BODY, ROOM - LEFT - 12.0);
        let mut marks = Vec::new();
        for line in &lines {
            marks.extend(line.marks((ROOM - line.width(), right + BODY), BODY));
            right += step;
        }
        layout.put(Sense::Paragraph, marks, 0.0);
    }
    let under = height.max(right) + 6.0;
    layout.put(
        Sense::Artifact,
        vec![rule((0.0, under), ROOM, 1.2)],
        under + 16.0,
    );
    layout.next_block();
    for line in &layout.lines(&Text::strong(title), TITLE, ROOM) {
        let at = ((ROOM - line.width()) / 2.0, TITLE);
        let sense = Sense::Heading(1, title.to_owned());
        layout.put(sense, line.marks(at, TITLE), leading(TITLE));
    }
    layout.space(10.0);
}

fn paragraph(layout: &mut Layout<'_>, text: &Text) {
    let lines = layout.lines(text, BODY, ROOM);
    layout.text(&Sense::Paragraph, &lines, BODY, 0.0);
    layout.space(5.0);
}

fn list(layout: &mut Layout<'_>, numbered: bool, items: &[Text]) {
    const INDENT: f32 = 18.0;
    for (index, item) in items.iter().enumerate() {
        layout.next_block();
        let lines = layout.lines(item, BODY, ROOM - INDENT);
        layout.need(leading(BODY) * lines.len().min(2) as f32);
        let label = if numbered {
            format!("{}.", index + 1)
        } else {
            "•".to_owned()
        };
        let mark = Mark::Words {
            at: (if numbered { 0.0 } else { 5.0 }, BODY),
            size: BODY,
            face: Face::Plain,
            light: false,
            text: label,
        };
        layout.put(Sense::Item, vec![mark], 0.0);
        layout.text(&Sense::Item, &lines, BODY, INDENT);
        layout.space(2.0);
    }
    layout.space(4.0);
}

fn remark(layout: &mut Layout<'_>, note: &Note) {
    const PAD: f32 = 9.0;
    let text = Text::strong(format!("{} ", note.label)).then(note.text.clone());
    let lines = layout.lines(&text, BODY, ROOM - 2.0 * PAD - 4.0);
    let height = leading(BODY) * lines.len() as f32 + PAD * 1.4;
    layout.space(3.0);
    layout.need(height.min(BOTTOM - TOP));
    layout.put(
        Sense::Artifact,
        vec![
            frame((0.0, 0.0), ROOM, height, Tone::Light, 0.0),
            frame((0.0, 0.0), 3.0, height, Tone::Dark, 0.0),
        ],
        PAD * 0.6,
    );
    for line in &lines {
        layout.put(
            Sense::Paragraph,
            line.marks((PAD + 4.0, BODY), BODY),
            leading(BODY),
        );
    }
    layout.space(PAD * 0.8 + 6.0);
}

fn contents(layout: &mut Layout<'_>, title: &str, depth: u8) {
    heading(layout, 1, title, "sommaire");
    for entry in layout.entries.clone() {
        if entry.level > depth {
            continue;
        }
        layout.next_block();
        let indent = if entry.level == 1 { 0.0 } else { 16.0 };
        let face = if entry.level == 1 {
            Face::Strong
        } else {
            Face::Plain
        };
        let size = if entry.level == 1 { BODY } else { 9.5 };
        let mut words = Text::default().and(face, entry.text.as_str());
        for run in &mut words.0 {
            run.to = Some(entry.anchor.clone());
        }
        let lines = layout.lines(&words, size, ROOM - indent - 40.0);
        if entry.level == 1 {
            layout.space(4.0);
        }
        layout.need(leading(size) * lines.len() as f32);
        let last = lines.len().saturating_sub(1);
        for (index, line) in lines.iter().enumerate() {
            let mut marks = line.marks((indent, size), size);
            if index == last {
                marks.extend(leader(layout, &entry, indent + line.width(), size));
            }
            layout.put(Sense::Paragraph, marks, leading(size));
        }
    }
}

fn leader(layout: &Layout<'_>, entry: &Entry, from: f32, size: f32) -> Vec<Mark> {
    let page = layout.page_of(&entry.anchor);
    let width = layout.fonts.width(&page, Face::Plain, size);
    let right = ROOM - width;
    let mut marks = vec![Mark::Words {
        at: (right, size),
        size,
        face: Face::Plain,
        light: false,
        text: page,
    }];
    if right - from > 20.0 {
        marks.push(Mark::Stroke {
            points: vec![(from + 6.0, size), (ROOM - 22.0, size)],
            width: 0.5,
            dashed: true,
        });
    }
    marks
}

fn index(layout: &mut Layout<'_>, words: &[(String, Vec<String>)]) {
    for (word, anchors) in words {
        layout.next_block();
        let mut text = Text::default().and(Face::Plain, format!("{word}, "));
        for (n, anchor) in anchors.iter().enumerate() {
            if n > 0 {
                text = text.and(Face::Plain, ", ");
            }
            // Two digits stand for the page while it is not known, so that lines do not move.
            let page = match layout.page_of(anchor) {
                page if page.is_empty() => "00".to_owned(),
                page => page,
            };
            text = text.then(Text::link(page, anchor.as_str()));
        }
        let lines = layout.lines(&text, SMALL, ROOM);
        layout.text(&Sense::Paragraph, &lines, SMALL, 0.0);
    }
}
