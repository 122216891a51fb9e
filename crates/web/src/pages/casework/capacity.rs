//! Before and after: what somebody can do for themselves, scored with them on six short lines, and
//! drawn.

use akwaba_domain::casework::capacity::{self, Capacity, Moment, SCORE_MAX, ScaleForm, Scored};
use akwaba_domain::policy::act;
use akwaba_domain::refusal::Refusals;
use akwaba_paper::drawing::{Anchor, At, Drawing, Shape, Tone};
use askama::Template;

use super::need::{choices, on};
use super::shared::case_path;
use super::together::{Head, Together, read_page, record, said};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::registry::edit_read;
use crate::parts::{Choice, Field, Fields, Html};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "casework/capacities.html")]
struct ScalePage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    head: Head,
    here: String,
    back: String,
    drawing: Option<Html>,
    lines: Vec<Field>,
    moments: Vec<Choice>,
}

const WIDTH: f32 = 330.0;
/// Where the words of the lines end and the scale begins.
const LEFT: f32 = 150.0;
const RIGHT: f32 = 316.0;
const TOP: f32 = 26.0;
const STEP: f32 = 24.0;

/// The first scoring and the last, line by line: an empty mark before, a full one after.
pub(super) fn drawn(f: &Frame, scored: &[Scored]) -> Option<Html> {
    let (first, last) = (scored.first()?, scored.last()?);
    let x =
        |score: u8| LEFT + 8.0 + f32::from(score) / f32::from(SCORE_MAX) * (RIGHT - LEFT - 16.0);
    let label = |at: At, anchor: Anchor, text: String| Shape::Label {
        at,
        size: 11.5,
        anchor,
        strong: false,
        light: false,
        text,
    };
    let mut shapes = Vec::new();
    for score in 0..=SCORE_MAX {
        shapes.push(label((x(score), 12.0), Anchor::Middle, score.to_string()));
    }
    let mut told = Vec::new();
    let mut y = TOP;
    for line in Capacity::ALL {
        let (before, after) = (first.score(*line), last.score(*line));
        if before.is_none() && after.is_none() {
            continue;
        }
        let word = f.word("follow-capacity-", line.code());
        shapes.push(label((LEFT - 4.0, y + 3.5), Anchor::End, word.clone()));
        shapes.push(Shape::Line {
            points: vec![(LEFT, y), (RIGHT, y)],
            width: 0.5,
            arrow: false,
            dashed: true,
        });
        if let (Some(before), Some(after)) = (before, after)
            && before != after
        {
            shapes.push(Shape::Line {
                points: vec![(x(before), y), (x(after), y)],
                width: 2.0,
                arrow: true,
                dashed: false,
            });
        }
        shapes.extend(before.map(|score| mark((x(score), y), Tone::Light)));
        shapes.extend(after.map(|score| mark((x(score), y), Tone::Dark)));
        let said = |score: Option<u8>| score.map_or_else(|| "–".to_owned(), |one| one.to_string());
        told.push(format!("{word} {} → {}", said(before), said(after)));
        y += STEP;
    }
    let days = f.tn(
        "follow-scale-days",
        [("from", on(first.on).into()), ("to", on(last.on).into())],
    );
    shapes.push(label((LEFT, y + 4.0), Anchor::Start, days));
    Some(Html::drawing(&Drawing {
        width: WIDTH,
        height: y + 12.0,
        alt: told.join(", "),
        shapes,
    }))
}

fn mark((x, y): At, tone: Tone) -> Shape {
    Shape::Area {
        corners: vec![(x - 5.0, y), (x, y - 5.0), (x + 5.0, y), (x, y + 5.0)],
        tone,
        outline: 1.0,
    }
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    read_page(exchange, "casework.capacities", page)
}

/// Writes a scoring.
pub(super) fn score(exchange: &mut Exchange<'_, '_>) -> Answer {
    let sent = &exchange.form;
    let line = |line: &Capacity| (line.code().to_owned(), sent.get(line.code()).to_owned());
    let form = ScaleForm {
        scores: Capacity::ALL.iter().map(line).collect(),
        moment: sent.get("moment").to_owned(),
        on: edit_read::date(sent, "on"),
    };
    let refused = record::<act::CaseFollow>(exchange, |ctx, allowed, fresh| {
        let about = (&fresh.own.case, &fresh.own.state);
        capacity::score(ctx, allowed, about, &fresh.scored(), &form)
    })?;
    said(exchange, refused, ("capacites", "follow-said-scale"), page)
}

fn page(
    exchange: &mut Exchange<'_, '_>,
    known: &Together,
    refused: Option<&Refusals>,
) -> Result<crate::http::Response, Problem> {
    let mut frame = exchange.frame("follow-scale-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let scores: Vec<Choice> = (0..=SCORE_MAX)
        .map(|score| Choice::new(score.to_string(), f.word("follow-score-", score)))
        .collect();
    let line = |line: &Capacity| {
        let field = form.radios(line.code(), "follow-scale-title", scores.clone());
        field
            .label(f.word("follow-capacity-", line.code()))
            .inline()
    };
    let back = case_path(known.own.case.id);
    let page = ScalePage {
        f,
        form: &form,
        head: Head::of(exchange, f, &known.own)?,
        here: format!("{back}/capacites"),
        back,
        drawing: drawn(f, &known.scored()),
        lines: Capacity::ALL.iter().map(line).collect(),
        moments: choices(
            f,
            "follow-moment-",
            Moment::ALL.iter().map(|one| one.code()),
        ),
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}
