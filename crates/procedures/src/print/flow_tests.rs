//! Charts of invented procedures.

use super::*;

fn node(order: u32, code: &str, exits: &[(&str, &[&str])]) -> Node {
    Node {
        code: code.to_owned(),
        order,
        label: format!("Étape {code}"),
        who: "Travailleur social".to_owned(),
        exits: exits
            .iter()
            .map(|(label, to)| Exit {
                label: (*label).to_owned(),
                to: to.iter().map(|code| (*code).to_owned()).collect(),
            })
            .collect(),
        ..Node::default()
    }
}

fn nine() -> Vec<Node> {
    let mut nodes: Vec<Node> = (1..=9_u32)
        .map(|n| {
            let next = format!("e{}", n + 1);
            node(n, &format!("e{n}"), &[("", &[next.as_str()])])
        })
        .collect();
    nodes[8] = node(9, "e9", &[("Fini", &[]), ("Reprendre", &["e2"])]);
    nodes[3] = node(
        4,
        "e4",
        &[
            ("Non", &[]),
            ("Oui", &["e5"]),
            ("Revoir", &["e1"]),
            ("Sauter", &["e8"]),
        ],
    );
    nodes[1] = node(2, "e2", &[("Oui", &["e3"]), ("Urgent", &["e7"])]);
    nodes
}

#[test]
fn nine_steps_fit_one_sheet() {
    let drawing = draw("P99", &nine());
    assert!(drawing.width <= 487.0);
    assert!(drawing.height <= 700.0, "{}", drawing.height);
}

#[test]
fn every_way_out_is_an_arrow() {
    let nodes = nine();
    let ways: usize = nodes
        .iter()
        .flat_map(|node| &node.exits)
        .map(|exit| exit.to.len().max(1))
        .sum();
    let arrows = draw("P99", &nodes)
        .shapes
        .iter()
        .filter(|shape| matches!(shape, Shape::Line { arrow: true, .. }))
        .count();
    // One more leads from the beginning to the first step.
    assert_eq!(arrows, ways + 1);
}

#[test]
fn lines_that_lead_elsewhere_do_not_lie_on_each_other() {
    let drawing = draw("P99", &nine());
    let mut upright: Vec<(f32, f32, f32, f32)> = Vec::new();
    for shape in &drawing.shapes {
        let Shape::Line {
            points,
            arrow: true,
            ..
        } = shape
        else {
            continue;
        };
        let [_, a, b, _] = points.as_slice() else {
            continue;
        };
        upright.push((a.0, a.1.min(b.1), a.1.max(b.1), b.1));
    }
    assert!(upright.len() > 4);
    for (n, one) in upright.iter().enumerate() {
        for other in upright.iter().skip(n + 1) {
            let overlap = one.0 == other.0 && one.1 < other.2 && other.1 < one.2;
            assert!(!overlap || one.3 == other.3, "{one:?} {other:?}");
        }
    }
}

#[test]
fn nothing_is_drawn_off_the_sheet() {
    let drawing = draw("P99", &nine());
    for shape in &drawing.shapes {
        let points: Vec<At> = match shape {
            Shape::Area { corners, .. } => corners.clone(),
            Shape::Line { points, .. } => points.clone(),
            Shape::Label { at, .. } => vec![*at],
        };
        for (x, y) in points {
            assert!((0.0..=drawing.width).contains(&x), "{x}");
            assert!((0.0..=drawing.height).contains(&y), "{y}");
        }
    }
}

#[test]
fn the_chart_is_also_said_in_words() {
    let drawing = draw("P99 Prêt", &nine());
    assert!(
        drawing
            .alt
            .contains("Étape 4 : Étape e4 (Non : fin ; Oui : 5 ; Revoir : 1 ; Sauter : 8).")
    );
}
