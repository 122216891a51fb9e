//! The curve of how grave a case was found, drawn from what was told at its steps.

use akwaba_domain::casework::severity::Scored;
use akwaba_domain::casework::time;
use akwaba_paper::drawing::{Anchor, At, Drawing, Shape, Tone};

use crate::frame::Frame;
use crate::parts::Html;
use crate::show;

const WIDTH: f32 = 330.0;
const HEIGHT: f32 = 116.0;
/// Where the words of the levels end and the curve begins.
const LEFT: f32 = 92.0;
const RIGHT: f32 = 310.0;
/// The middle of the line of level 3; the others follow below.
const TOP: f32 = 16.0;
const STEP: f32 = 32.0;

/// The curve; none until the level was told twice: one point is the tag beside the name.
pub(super) fn curve(f: &Frame, scored: &[Scored]) -> Option<Html> {
    let (first, last) = match scored {
        [first, .., last] => (first, last),
        _ => return None,
    };
    let span = last.at_micros.saturating_sub(first.at_micros).max(1);
    let x = |at: i64| {
        let part = at.saturating_sub(first.at_micros) as f32 / span as f32;
        LEFT + 10.0 + part * (RIGHT - LEFT - 10.0)
    };
    let y = |level: u8| TOP + STEP * f32::from(3_u8.saturating_sub(level));
    let day = |scored: &Scored| show::civil(time::civil(scored.at_micros).date());
    let word = |level: u8| f.word("casework-risk-", level);
    let mut shapes = Vec::new();
    for level in 1..=3 {
        shapes.push(label(
            (LEFT - 4.0, y(level) + 3.5),
            Anchor::End,
            word(level),
        ));
        shapes.push(Shape::Line {
            points: vec![(LEFT, y(level)), (WIDTH - 4.0, y(level))],
            width: 0.5,
            arrow: false,
            dashed: true,
        });
    }
    // What was found stands until something else is: the curve is a stair.
    let mut points: Vec<At> = Vec::new();
    for one in scored {
        let held = points.last().map(|(_, before)| (x(one.at_micros), *before));
        points.extend(held);
        points.push((x(one.at_micros), y(one.level)));
    }
    shapes.push(Shape::Line {
        points,
        width: 2.0,
        arrow: false,
        dashed: false,
    });
    for one in scored {
        let (x, y) = (x(one.at_micros), y(one.level));
        shapes.push(Shape::Area {
            corners: vec![(x - 4.0, y), (x, y - 4.0), (x + 4.0, y), (x, y + 4.0)],
            tone: Tone::Dark,
            outline: 0.0,
        });
    }
    let foot = HEIGHT - 8.0;
    shapes.push(label((LEFT, foot), Anchor::Start, day(first)));
    shapes.push(label((WIDTH - 4.0, foot), Anchor::End, day(last)));
    let told = scored
        .iter()
        .map(|one| format!("{} {}", day(one), word(one.level)));
    Some(Html::drawing(&Drawing {
        width: WIDTH,
        height: HEIGHT,
        alt: told.collect::<Vec<_>>().join(", "),
        shapes,
    }))
}

fn label(at: At, anchor: Anchor, text: String) -> Shape {
    Shape::Label {
        at,
        size: 11.5,
        anchor,
        strong: false,
        light: false,
        text,
    }
}
