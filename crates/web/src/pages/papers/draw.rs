//! A paper as blocks, for the browser and for a PDF alike.

use akwaba_domain::papers::{Content, Paper, Piece};
use akwaba_paper::drawing::{Drawing, Shape};
use akwaba_paper::{Ask, AskKind, Block, Head, Note, Text};

use crate::frame::Frame;
use crate::parts::Qr;
use crate::{Heading, show};

/// A QR code on a sheet, in points.
const CODE_POINTS: f32 = 84.0;
/// The width of a sheet between its margins, in points.
const ROOM_POINTS: f32 = 480.0;

/// What stands under the head, in order.
pub(super) fn blocks(f: &Frame, content: &Content) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut facts = Vec::new();
    for piece in &content.pieces {
        if let Piece::Fact(label, words) = piece {
            facts.push((label.clone(), Text::from(words.as_str())));
            continue;
        }
        close(&mut facts, &mut blocks);
        match piece {
            Piece::Fact(..) => {}
            Piece::Words(words) => blocks.push(Block::Paragraph(words.as_str().into())),
            Piece::Section(text) => blocks.push(Block::Heading {
                level: 2,
                text: text.clone(),
                anchor: format!("s{}", blocks.len()),
            }),
            Piece::Ticks(label, choices) => blocks.push(Block::Ask(Ask {
                label: label.as_str().into(),
                hint: String::new(),
                required: false,
                kind: AskKind::Choices {
                    choices: choices.iter().map(|one| (one.clone(), false)).collect(),
                    several: false,
                },
            })),
            Piece::Code(label, code) => {
                blocks.extend(Qr::drawing(code, label, CODE_POINTS).map(Block::Drawing));
                blocks.push(Block::Facts(vec![(
                    label.clone(),
                    Text::strong(code.as_str()),
                )]));
            }
            Piece::Cut => blocks.push(Block::Drawing(cut(f))),
            Piece::Sign(places) => blocks.push(Block::Signatures(places.clone())),
        }
    }
    close(&mut facts, &mut blocks);
    blocks
}

fn close(facts: &mut Vec<(String, Text)>, blocks: &mut Vec<Block>) {
    if !facts.is_empty() {
        blocks.push(Block::Facts(core::mem::take(facts)));
    }
}

fn cut(f: &Frame) -> Drawing {
    Drawing {
        width: ROOM_POINTS,
        height: 8.0,
        alt: f.t("papers-cut"),
        shapes: vec![Shape::Line {
            points: vec![(0.0, 4.0), (ROOM_POINTS, 4.0)],
            width: 0.8,
            arrow: false,
            dashed: true,
        }],
    }
}

/// That the paper was cancelled, to stand above all it says.
pub(super) fn cancelled(f: &Frame, paper: &Paper) -> Option<Block> {
    let cancelled = paper.cancelled.as_ref()?;
    Some(Block::Note(Note {
        label: f.t("papers-cancelled-label"),
        text: f
            .t1(
                "papers-cancelled-on",
                "day",
                show::civil(cancelled.day.date()),
            )
            .into(),
    }))
}

/// What stands at the foot: the words of the paper, and the mark that tells it from another.
pub(super) fn foot(f: &Frame, content: &Content) -> String {
    let mark = f.t1("papers-mark", "mark", content.mark());
    let parts = [content.foot.as_str(), mark.as_str()];
    let known: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    known.join(" · ")
}

/// The whole paper, for a file.
pub(super) fn whole(f: &Frame, content: &Content, above: Option<Block>) -> akwaba_paper::Paper {
    let from = content.head.iter().filter(|line| !line.is_empty());
    let letterhead = Block::Letterhead {
        from: from.cloned().collect(),
        mark: vec![
            f.t1("papers-number", "number", content.number.as_str()),
            content.dated.clone(),
        ],
        title: content.title.clone(),
    };
    let inside = blocks(f, content);
    akwaba_paper::Paper {
        title: content.title.clone(),
        language: "fr".to_owned(),
        head: Head {
            issuer: content.head.get(2).cloned().unwrap_or_default(),
            reference: content.number.clone(),
            foot: foot(f, content),
            printed: String::new(),
        },
        blocks: [letterhead]
            .into_iter()
            .chain(above)
            .chain(inside)
            .collect(),
    }
}

/// The head of a paper as it was.
pub(super) fn heading(content: &Content) -> Heading {
    let line = |at: usize| content.head.get(at).cloned().unwrap_or_default();
    Heading {
        ministry: line(0),
        direction: line(1),
        centre: line(2),
        address: line(3),
        phone: String::new(),
    }
}
