//! Drawings made of boxes, lines and words.
//!
//! Owns: the shapes, in points from the top left corner. Never does: lay anything out.

/// A drawing with what it shows in words, for who cannot see it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drawing {
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// What it shows.
    pub alt: String,
    /// The shapes, the first at the bottom.
    pub shapes: Vec<Shape>,
}

/// A point from the top left corner, in points.
pub type At = (f32, f32);

/// How dark a shape is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Not at all: what is behind it shows.
    Clear,
    /// As the paper.
    White,
    /// A light grey.
    Light,
    /// Black.
    Dark,
}

/// Where the words of a label stand from their point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// They begin there.
    Start,
    /// They are centred on it.
    Middle,
    /// They end there.
    End,
}

/// One shape.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A closed outline.
    Area {
        /// Its corners.
        corners: Vec<At>,
        /// Its filling.
        tone: Tone,
        /// The width of its outline; none at 0.
        outline: f32,
    },
    /// A line through points.
    Line {
        /// The points.
        points: Vec<At>,
        /// Its width.
        width: f32,
        /// Whether it ends in an arrow.
        arrow: bool,
        /// Whether it is broken.
        dashed: bool,
    },
    /// Words on one line; their baseline at the point.
    Label {
        /// Where.
        at: At,
        /// How large.
        size: f32,
        /// From which side.
        anchor: Anchor,
        /// Whether in bold.
        strong: bool,
        /// Whether in white, on a dark shape.
        light: bool,
        /// The words.
        text: String,
    },
}

/// The corners of a rectangle.
pub fn corners((x, y): At, width: f32, height: f32) -> Vec<At> {
    let (right, bottom) = (x + width, y + height);
    vec![(x, y), (right, y), (right, bottom), (x, bottom)]
}

/// A rectangle.
pub fn rectangle(at: At, width: f32, height: f32, tone: Tone, outline: f32) -> Shape {
    Shape::Area {
        corners: corners(at, width, height),
        tone,
        outline,
    }
}

/// The corners of the head of an arrow that ends at `to`, coming from `from`.
pub fn arrow_head(from: At, to: At) -> [At; 3] {
    const LENGTH: f32 = 5.0;
    const HALF: f32 = 2.4;
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = (dx * dx + dy * dy).sqrt().max(0.01);
    let (ux, uy) = (dx / length, dy / length);
    let base = (to.0 - ux * LENGTH, to.1 - uy * LENGTH);
    [
        to,
        (base.0 - uy * HALF, base.1 + ux * HALF),
        (base.0 + uy * HALF, base.1 - ux * HALF),
    ]
}

/// The width of words in a sans serif of this size, near enough to choose where a line ends.
pub fn width(text: &str, size: f32) -> f32 {
    text.chars().map(share).sum::<f32>() * size
}

fn share(c: char) -> f32 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '!' | '\'' | '’' | '|' | 'î' | 'ï' => {
            0.27
        }
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | ' ' | '\u{a0}' | '-' => 0.34,
        'm' | 'w' | 'M' | 'W' | 'œ' | 'Œ' | '%' => 0.9,
        c if c.is_uppercase() => 0.66,
        _ => 0.565,
    }
}

/// The words in lines of at most `room` points; a word too long for a line keeps its line.
pub fn wrap(text: &str, size: f32, room: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if width(line, size) + width(" ", size) + width(word, size) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{arrow_head, width, wrap};

    #[test]
    fn wrapped_lines_fit_and_lose_no_word() {
        let text = "Remettre le fauteuil contre décharge signée par la personne ou son proche";
        let lines = wrap(text, 9.0, 110.0);
        assert!(lines.len() > 2);
        assert!(lines.iter().all(|line| width(line, 9.0) <= 110.0));
        assert_eq!(lines.join(" "), text);
    }

    #[test]
    fn an_arrow_points_where_it_goes() {
        let [tip, left, right] = arrow_head((0.0, 0.0), (0.0, 10.0));
        assert_eq!(tip, (0.0, 10.0));
        assert!(left.1 < tip.1 && right.1 < tip.1);
        assert!((left.0 + right.0).abs() < 0.001);
    }
}
