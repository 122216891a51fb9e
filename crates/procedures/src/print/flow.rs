//! The flow chart of a procedure, drawn from its steps.
//!
//! Owns: where boxes and arrows stand: steps down the middle, jumps forward on the right, returns on the left, one lane each,
//! so that no two lines lie on each other. Never does: know a procedure; it draws [`Node`]s.

use akwaba_paper::drawing::{Anchor, At, Drawing, Shape, Tone, rectangle, width, wrap};

/// One step to draw.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Node {
    /// Its code.
    pub code: String,
    /// Its number.
    pub order: u32,
    /// What is done.
    pub label: String,
    /// Who does it, and by when, in a line.
    pub who: String,
    /// Whether another person approves it.
    pub visa: Option<String>,
    /// Whether it opens only under a condition.
    pub conditional: bool,
    /// Where it leads: the words of the decision (none where there is nothing to decide), and the codes; none is the end.
    pub exits: Vec<Exit>,
}

/// One way out of a step.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Exit {
    /// The decision; empty where there is only one way.
    pub label: String,
    /// The steps it leads to; empty for the end.
    pub to: Vec<String>,
}

const BOX_X: f32 = 86.0;
const BOX_WIDTH: f32 = 296.0;
const GAP: f32 = 17.0;
const LANE: f32 = 9.0;
const TITLE: f32 = 9.5;
const SMALL: f32 = 7.8;
const TOTAL: f32 = 487.0;

/// Where a box stands, and its rows of decisions.
struct Placed<'a> {
    node: &'a Node,
    top: f32,
    height: f32,
    title: Vec<String>,
    rows: Vec<(f32, &'a Exit)>,
}

/// A jump from a row to the top of a box or to the end.
struct Jump {
    from: f32,
    to: f32,
    back: bool,
    /// Whether it leads to the end of the chart.
    end: bool,
}

/// Draws the steps in their order.
pub fn draw(title: &str, nodes: &[Node]) -> Drawing {
    let mut y = 30.0;
    let mut placed: Vec<Placed<'_>> = Vec::new();
    for node in nodes {
        let one = place(node, y);
        y += one.height + GAP;
        placed.push(one);
    }
    let end = y;
    let mut shapes = terminal(BOX_X + BOX_WIDTH / 2.0, 8.0, "Début");
    shapes.extend(terminal(BOX_X + BOX_WIDTH / 2.0, end + 8.0, "Fin"));
    shapes.extend(down(16.0, placed.first().map_or(end, |first| first.top)));
    for (index, one) in placed.iter().enumerate() {
        shapes.extend(step(one));
        let after = placed.get(index + 1);
        if leads_on(one.node, after.map(|next| next.node.code.as_str())) {
            shapes.extend(down(
                one.top + one.height,
                after.map_or(end, |next| next.top),
            ));
        }
    }
    for jump in lanes(jumps(&placed, end)) {
        shapes.push(jump);
    }
    Drawing {
        width: TOTAL,
        height: end + 22.0,
        alt: said(title, nodes),
        shapes,
    }
}

fn place(node: &Node, top: f32) -> Placed<'_> {
    // Bold letters are wider, and a browser may have a wider font than the paper.
    let title = wrap(&node.label, TITLE * 1.22, BOX_WIDTH - 42.0);
    let mut height = 9.0 + 12.0 * title.len() as f32 + 11.0;
    if node.visa.is_some() {
        height += 10.0;
    }
    let mut rows = Vec::new();
    for exit in node.exits.iter().filter(|exit| !exit.label.is_empty()) {
        rows.push((top + height + 6.5, exit));
        height += 13.0;
    }
    Placed {
        node,
        top,
        height,
        title,
        rows,
    }
}

/// Whether the straight arrow down is one of the ways out.
fn leads_on(node: &Node, next: Option<&str>) -> bool {
    node.exits.iter().any(|exit| match next {
        Some(next) => exit.to.iter().any(|to| to == next),
        None => exit.to.is_empty(),
    })
}

fn terminal(x: f32, y: f32, word: &str) -> Vec<Shape> {
    let half = 26.0;
    vec![
        Shape::Area {
            corners: vec![
                (x - half, y),
                (x - half + 6.0, y - 8.0),
                (x + half - 6.0, y - 8.0),
                (x + half, y),
                (x + half - 6.0, y + 8.0),
                (x - half + 6.0, y + 8.0),
            ],
            tone: Tone::Dark,
            outline: 0.0,
        },
        label((x, y + 2.8), SMALL, Anchor::Middle, true, true, word),
    ]
}

fn label(at: At, size: f32, anchor: Anchor, strong: bool, light: bool, text: &str) -> Shape {
    Shape::Label {
        at,
        size,
        anchor,
        strong,
        light,
        text: text.to_owned(),
    }
}

fn down(from: f32, to: f32) -> Vec<Shape> {
    let x = BOX_X + BOX_WIDTH / 2.0;
    vec![Shape::Line {
        points: vec![(x, from), (x, to)],
        width: 1.0,
        arrow: true,
        dashed: false,
    }]
}

fn step(one: &Placed<'_>) -> Vec<Shape> {
    let mut shapes = vec![
        rectangle((BOX_X, one.top), BOX_WIDTH, one.height, Tone::White, 1.0),
        rectangle((BOX_X, one.top), 24.0, one.height, Tone::Light, 1.0),
        label(
            (BOX_X + 12.0, one.top + 17.0),
            11.0,
            Anchor::Middle,
            true,
            false,
            &one.node.order.to_string(),
        ),
    ];
    let mut y = one.top + 14.0;
    for line in &one.title {
        shapes.push(label(
            (BOX_X + 32.0, y),
            TITLE,
            Anchor::Start,
            true,
            false,
            line,
        ));
        y += 12.0;
    }
    let who = if one.node.conditional {
        format!("{} (sous condition)", one.node.who)
    } else {
        one.node.who.clone()
    };
    shapes.push(label(
        (BOX_X + 32.0, y),
        SMALL,
        Anchor::Start,
        false,
        false,
        &cut(&who),
    ));
    if let Some(visa) = &one.node.visa {
        y += 10.0;
        let text = format!("Visa : {visa}");
        shapes.push(label(
            (BOX_X + 32.0, y),
            SMALL,
            Anchor::Start,
            false,
            false,
            &cut(&text),
        ));
    }
    for (row, exit) in &one.rows {
        shapes.push(Shape::Line {
            points: vec![(BOX_X + 24.0, row - 6.5), (BOX_X + BOX_WIDTH, row - 6.5)],
            width: 0.5,
            arrow: false,
            dashed: true,
        });
        shapes.push(label(
            (BOX_X + 32.0, row + 2.8),
            SMALL,
            Anchor::Start,
            false,
            false,
            &cut(&exit.label),
        ));
    }
    shapes
}

/// Words that fit the box; what is cut says so.
fn cut(text: &str) -> String {
    let room = BOX_WIDTH - 42.0;
    if width(text, SMALL) <= room {
        return text.to_owned();
    }
    let mut short = String::new();
    for c in text.chars() {
        if width(&short, SMALL) + width("m…", SMALL) > room {
            break;
        }
        short.push(c);
    }
    format!("{}…", short.trim_end())
}

/// Every way out that is not straight down.
fn jumps(placed: &[Placed<'_>], end: f32) -> Vec<Jump> {
    let mut jumps = Vec::new();
    for (index, one) in placed.iter().enumerate() {
        let next = placed.get(index + 1).map(|next| next.node.code.as_str());
        for exit in &one.node.exits {
            let from = one
                .rows
                .iter()
                .find(|(_, row)| *row == exit)
                .map_or(one.top + one.height - 8.0, |(y, _)| *y);
            if exit.to.is_empty() && next.is_some() {
                jumps.push(Jump {
                    from,
                    to: end + 8.0,
                    back: false,
                    end: true,
                });
            }
            for to in exit.to.iter().filter(|to| Some(to.as_str()) != next) {
                let Some(target) = placed.iter().position(|other| other.node.code == *to) else {
                    continue;
                };
                let top = placed.get(target).map_or(end, |other| other.top);
                jumps.push(Jump {
                    from,
                    to: top + if target <= index { 8.0 } else { 11.0 },
                    back: target <= index,
                    end: false,
                });
            }
        }
    }
    jumps
}

/// A lane for each jump: the shortest nearest to the boxes; two that lead to one place from one side share a lane.
fn lanes(mut jumps: Vec<Jump>) -> Vec<Shape> {
    jumps.sort_by(|a, b| {
        let (a, b) = ((a.to - a.from).abs(), (b.to - b.from).abs());
        a.total_cmp(&b)
    });
    let mut taken: Vec<(bool, usize, f32, f32, f32)> = Vec::new();
    let mut shapes = Vec::new();
    for jump in &jumps {
        let (low, high) = (jump.from.min(jump.to), jump.from.max(jump.to));
        let mut lane = 0;
        while taken.iter().any(|(back, other, from, to, target)| {
            *back == jump.back
                && *other == lane
                && low < *to
                && high > *from
                && (*target - jump.to).abs() > 0.1
        }) {
            lane += 1;
        }
        taken.push((jump.back, lane, low, high, jump.to));
        let out = LANE * (lane as f32 + 1.0);
        let (edge, side) = if jump.back {
            (BOX_X, BOX_X - out)
        } else {
            (BOX_X + BOX_WIDTH, BOX_X + BOX_WIDTH + out)
        };
        let reach = if jump.end {
            BOX_X + BOX_WIDTH / 2.0 + 26.0
        } else {
            edge
        };
        shapes.push(Shape::Line {
            points: vec![
                (edge, jump.from),
                (side, jump.from),
                (side, jump.to),
                (reach, jump.to),
            ],
            width: 0.8,
            arrow: true,
            dashed: false,
        });
    }
    shapes
}

/// The chart in words, for who cannot see it.
fn said(title: &str, nodes: &[Node]) -> String {
    let mut out = format!("Schéma de la procédure {title}.");
    for node in nodes {
        out.push_str(&format!(" Étape {} : {}", node.order, node.label));
        let ways: Vec<String> = node
            .exits
            .iter()
            .map(|exit| {
                let to = if exit.to.is_empty() {
                    "fin".to_owned()
                } else {
                    exit.to
                        .iter()
                        .filter_map(|code| nodes.iter().find(|other| other.code == *code))
                        .map(|other| other.order.to_string())
                        .collect::<Vec<_>>()
                        .join(" et ")
                };
                if exit.label.is_empty() {
                    format!("puis {to}")
                } else {
                    format!("{} : {to}", exit.label)
                }
            })
            .collect();
        out.push_str(&format!(" ({}).", ways.join(" ; ")));
    }
    out
}

#[cfg(test)]
#[path = "flow_tests.rs"]
mod tests;
