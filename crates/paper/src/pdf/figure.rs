//! Drawings on a page.
//!
//! Owns: their size (never wider than the text, never taller than a page). Never does: change what they show.

use super::layout::Layout;
use super::sheet::{BOTTOM, Mark, ROOM, Sense, TOP};
use crate::drawing::{Anchor, At, Drawing, Shape, Tone, arrow_head};
use crate::model::Face;

/// Below this scale a drawing no longer reads.
const SMALLEST: f32 = 0.72;

/// A drawing, centred.
pub(super) fn figure(layout: &mut Layout<'_>, drawing: &Drawing) {
    let fit_width = ROOM / drawing.width.max(1.0);
    let fit_height = |room: f32| (room - 14.0) / drawing.height.max(1.0);
    let whole = 1.0_f32.min(fit_width).min(fit_height(BOTTOM - TOP));
    // A drawing that still reads when it fits what is left of the page stays with what it belongs to.
    let here = whole.min(fit_height(layout.left()));
    let scale = if here >= SMALLEST { here } else { whole };
    let height = drawing.height * scale;
    let dx = (ROOM - drawing.width * scale) / 2.0;
    layout.space(6.0);
    layout.need(height);
    let to = |(x, y): At| (dx + x * scale, y * scale);
    let mut marks = Vec::new();
    for shape in &drawing.shapes {
        marks.extend(shape_marks(layout, shape, scale, to));
    }
    layout.put(Sense::Figure(drawing.alt.clone()), marks, height + 8.0);
}

fn shape_marks(layout: &Layout<'_>, shape: &Shape, scale: f32, to: impl Fn(At) -> At) -> Vec<Mark> {
    match shape {
        Shape::Area {
            corners,
            tone,
            outline,
        } => vec![Mark::Area {
            corners: corners.iter().copied().map(to).collect(),
            tone: *tone,
            outline: outline * scale,
        }],
        Shape::Line {
            points,
            width,
            arrow,
            dashed,
        } => {
            let points: Vec<At> = points.iter().copied().map(to).collect();
            let head = match points.as_slice() {
                [.., from, end] if *arrow => Some(arrow_head(*from, *end)),
                _ => None,
            };
            let mut marks = vec![Mark::Stroke {
                points,
                width: width * scale,
                dashed: *dashed,
            }];
            marks.extend(head.map(|corners| Mark::Area {
                corners: corners.to_vec(),
                tone: Tone::Dark,
                outline: 0.0,
            }));
            marks
        }
        Shape::Label {
            at,
            size,
            anchor,
            strong,
            light,
            text,
        } => {
            let face = if *strong { Face::Strong } else { Face::Plain };
            let size = size * scale;
            let width = layout.fonts.width(text, face, size);
            let (x, y) = to(*at);
            let x = match anchor {
                Anchor::Start => x,
                Anchor::Middle => x - width / 2.0,
                Anchor::End => x - width,
            };
            vec![Mark::Words {
                at: (x, y),
                size,
                face,
                light: *light,
                text: text.clone(),
            }]
        }
    }
}
