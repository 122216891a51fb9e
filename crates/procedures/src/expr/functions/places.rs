//! Functions about places on the earth, taken as a sphere.

use super::{Ast, Eval, EvalError, Focus, Gives, arg, number, truth};

/// The radius ODK's engines compute with, in metres.
const RADIUS: f64 = 6_378_100.0;

/// A place, in degrees.
#[derive(Clone, Copy, PartialEq)]
struct Point {
    latitude: f64,
    longitude: f64,
}

/// `5.36 -4.01 12 4.5`: latitude, longitude, and perhaps altitude and accuracy.
fn point(text: &str) -> Option<Point> {
    let parts: Vec<f64> = text
        .split_ascii_whitespace()
        .map(super::super::number_in)
        .collect();
    let [latitude, longitude, rest @ ..] = parts.as_slice() else {
        return None;
    };
    let sound = latitude.abs() <= 90.0 && longitude.abs() <= 180.0 && rest.len() <= 2;
    sound.then_some(Point {
        latitude: *latitude,
        longitude: *longitude,
    })
}

/// A trace in one text, its points parted by `;`, or one point in each text.
fn points(texts: &[String]) -> Option<Vec<Point>> {
    let points: Option<Vec<Point>> = match texts {
        [one] => one
            .trim()
            .trim_end_matches(|c: char| c == ';' || c.is_whitespace())
            .split(';')
            .map(point)
            .collect(),
        several => several.iter().map(|text| point(text)).collect(),
    };
    points.filter(|points| points.len() >= 2)
}

fn texts(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Result<Vec<String>, EvalError> {
    let mut texts = Vec::new();
    for ast in args {
        for value in eval.values_of(ast, focus)? {
            texts.push(value.into_text());
        }
    }
    Ok(texts)
}

fn cents(value: f64) -> f64 {
    ((value * 100.0).round() / 100.0).abs()
}

fn pairs(points: &[Point]) -> impl Iterator<Item = (Point, Point)> {
    points
        .iter()
        .zip(points.iter().skip(1))
        .map(|(a, b)| (*a, *b))
}

/// Square metres inside a trace, closed where it is open.
pub fn area(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let Some(mut points) = points(&texts(eval, focus, args)?) else {
        return number(0.0);
    };
    let first = points.first().copied();
    if points.len() < 3 {
        return number(0.0);
    }
    if first != points.last().copied() {
        points.extend(first);
    }
    let mut total = 0.0;
    for (a, b) in pairs(&points) {
        let height = 2.0 + a.latitude.to_radians().sin() + b.latitude.to_radians().sin();
        total += (b.longitude - a.longitude).to_radians() * height;
    }
    number(cents(total * RADIUS * RADIUS / 2.0))
}

/// Metres along a trace, or from point to point.
pub fn distance(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let texts = texts(eval, focus, args)?;
    let Some(points) = points(&texts) else {
        return number(f64::NAN);
    };
    let mut total = 0.0;
    for (a, b) in pairs(&points) {
        let (south, north) = (a.latitude.to_radians(), b.latitude.to_radians());
        let turn = (a.longitude - b.longitude).to_radians().cos();
        let cosine = south.sin() * north.sin() + south.cos() * north.cos() * turn;
        total += cosine.clamp(-1.0, 1.0).acos() * RADIUS;
    }
    number(cents(total))
}

/// Whether a point is inside a closed shape.
pub fn geofence(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let at = point(&eval.text_of(arg(args, 0)?, focus)?);
    let shape = points(&[eval.text_of(arg(args, 1)?, focus)?]);
    let (Some(at), Some(shape)) = (at, shape) else {
        return truth(false);
    };
    if shape.first() != shape.last() {
        return truth(false);
    }
    // A ray to the east crosses the edge an odd number of times.
    let mut inside = false;
    for (a, b) in pairs(&shape) {
        if (a.latitude > at.latitude) != (b.latitude > at.latitude) {
            let part = (at.latitude - a.latitude) / (b.latitude - a.latitude);
            if at.longitude < a.longitude + part * (b.longitude - a.longitude) {
                inside = !inside;
            }
        }
    }
    truth(inside)
}
