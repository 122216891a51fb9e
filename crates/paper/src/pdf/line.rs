//! Text in lines.
//!
//! Owns: where a line ends. Never does: break at a space that does not break, or lose a letter of a word wider than the line.

use super::font::Fonts;
use super::sheet::Mark;
use crate::drawing::At;
use crate::model::{Face, Text};
use crate::typography;

/// Words of one look on one line.
#[derive(Debug, Clone, PartialEq)]
struct Span {
    x: f32,
    width: f32,
    face: Face,
    to: Option<String>,
    text: String,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Line {
    spans: Vec<Span>,
    width: f32,
}

/// The distance from one baseline to the next.
pub(super) fn leading(size: f32) -> f32 {
    size * 1.36
}

/// How words are set: fonts, language, size and the width there is.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    pub fonts: &'a Fonts,
    pub french: bool,
    pub size: f32,
    pub room: f32,
}

impl Setting<'_> {
    fn spaced(&self, text: &str) -> String {
        if self.french {
            typography::french(text)
        } else {
            text.to_owned()
        }
    }

    fn width(&self, text: &str, face: Face) -> f32 {
        self.fonts.width(text, face, self.size)
    }

    /// The text in lines; at least one.
    pub(super) fn lines(&self, text: &Text) -> Vec<Line> {
        let mut lines = vec![Line::default()];
        for run in &text.0 {
            let spaced = self.spaced(&run.text);
            for (index, paragraph) in spaced.split('\n').enumerate() {
                if index > 0 {
                    lines.push(Line::default());
                }
                for word in words(paragraph) {
                    self.put(&mut lines, word, run.face, run.to.as_deref());
                }
            }
        }
        lines
    }

    fn put(&self, lines: &mut Vec<Line>, word: &str, face: Face, to: Option<&str>) {
        let bare = self.width(word.trim_end_matches(' '), face);
        let full = lines.last().is_some_and(|line| {
            line.width > 0.0 && line.width + bare > self.room && !word.trim().is_empty()
        });
        if full {
            lines.push(Line::default());
        }
        if bare > self.room {
            self.put_in_parts(lines, word, face, to);
            return;
        }
        if let Some(line) = lines.last_mut() {
            line.push(word, self.width(word, face), face, to);
        }
    }

    /// A word wider than the line is cut where the line ends.
    fn put_in_parts(&self, lines: &mut Vec<Line>, word: &str, face: Face, to: Option<&str>) {
        for c in word.chars() {
            let letter = c.to_string();
            let width = self.width(&letter, face);
            if lines
                .last()
                .is_some_and(|line| line.width > 0.0 && line.width + width > self.room)
            {
                lines.push(Line::default());
            }
            if let Some(line) = lines.last_mut() {
                line.push(&letter, width, face, to);
            }
        }
    }
}

impl Line {
    fn push(&mut self, text: &str, width: f32, face: Face, to: Option<&str>) {
        match self.spans.last_mut() {
            Some(last) if last.face == face && last.to.as_deref() == to => {
                last.text.push_str(text);
                last.width += width;
            }
            _ => self.spans.push(Span {
                x: self.width,
                width,
                face,
                to: to.map(str::to_owned),
                text: text.to_owned(),
            }),
        }
        self.width += width;
    }

    /// The width of what stands on it.
    pub(super) fn width(&self) -> f32 {
        self.width
    }

    /// The marks of this line, its baseline at a point.
    pub(super) fn marks(&self, at: At, size: f32) -> Vec<Mark> {
        let mut marks = Vec::new();
        for span in &self.spans {
            let x = at.0 + span.x;
            marks.push(Mark::Words {
                at: (x, at.1),
                size,
                face: span.face,
                light: false,
                text: span.text.clone(),
            });
            if let Some(to) = &span.to {
                marks.push(Mark::Link {
                    at: (x, at.1 - size),
                    width: span.width,
                    height: size * 1.25,
                    to: to.clone(),
                });
            }
        }
        marks
    }
}

/// The words of a text, each with the space behind it. Only the plain space breaks, and a hyphen inside a word.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting(fonts: &Fonts, room: f32) -> Setting<'_> {
        Setting {
            fonts,
            french: true,
            size: 10.0,
            room,
        }
    }

    fn said(lines: &[Line]) -> Vec<String> {
        lines
            .iter()
            .map(|line| line.spans.iter().map(|span| span.text.as_str()).collect())
            .collect()
    }

    #[test]
    fn no_line_is_wider_than_its_room_and_nothing_is_lost() {
        let fonts = Fonts::load().unwrap();
        let text = "La personne qui attend depuis longtemps passe-t-elle avant les autres ? Oui, si elle est en danger : dites-le à voix basse.";
        for room in [60.0, 90.0, 200.0] {
            let lines = setting(&fonts, room).lines(&Text::from(text));
            for line in &lines {
                let bare: f32 = line
                    .spans
                    .iter()
                    .map(|span| fonts.width(span.text.trim_end_matches(' '), span.face, 10.0))
                    .sum();
                assert!(bare <= room + 3.0, "{bare} in {room}");
            }
            assert_eq!(said(&lines).concat(), crate::typography::french(text));
        }
    }

    #[test]
    fn a_question_mark_never_begins_a_line() {
        let fonts = Fonts::load().unwrap();
        for room in 20..120 {
            let lines =
                setting(&fonts, room as f32).lines(&Text::from("Pour quels trajets ? Et quand ?"));
            for line in said(&lines).iter().skip(1) {
                assert!(room < 45 || !line.starts_with('?'), "{line} in {room}");
            }
        }
    }

    #[test]
    fn a_word_wider_than_the_line_is_cut_and_kept() {
        let fonts = Fonts::load().unwrap();
        let lines = setting(&fonts, 40.0).lines(&Text::from("anticonstitutionnellement"));
        assert!(lines.len() > 2);
        assert_eq!(said(&lines).concat(), "anticonstitutionnellement");
    }
}
