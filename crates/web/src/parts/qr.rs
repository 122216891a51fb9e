//! A QR code, drawn as SVG in the page itself: black on white whatever the screen, with the quiet border that readers need.
//!
//! Whatever it says must also stand beside it in words: a camera is never the only way.

use std::fmt::Write as _;

use akwaba_paper::drawing::{Drawing, Shape, Tone, corners};
use askama::Template;
use qrcode::{EcLevel, QrCode};

use super::part;

/// White modules around the code, as its standard asks.
const BORDER: usize = 4;

/// A QR code.
#[derive(Clone, Template)]
#[template(path = "parts/qr.html")]
pub struct Qr {
    /// Modules on a side, the border included.
    side: usize,
    /// The dark modules, as one path.
    dark: String,
    label: String,
}
part!(Qr);

impl Qr {
    /// The code of a text as a drawing of this many points a side, for a paper that is also a file.
    #[must_use]
    pub fn drawing(text: &str, label: impl Into<String>, points: f32) -> Option<Drawing> {
        let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M).ok()?;
        let width = code.width();
        let dot = points / (width + 2 * BORDER) as f32;
        let colors = code.to_colors().into_iter().enumerate();
        let dark = colors.filter(|(_, color)| *color == qrcode::Color::Dark);
        let shape = |(at, _): (usize, qrcode::Color)| {
            let (row, column) = (at / width + BORDER, at % width + BORDER);
            Shape::Area {
                corners: corners((column as f32 * dot, row as f32 * dot), dot, dot),
                tone: Tone::Dark,
                outline: 0.0,
            }
        };
        Some(Drawing {
            width: points,
            height: points,
            alt: label.into(),
            shapes: dark.map(shape).collect(),
        })
    }

    /// The code of a text; `None` when it is too long for one. `label` says to a reader of screens what it is for.
    #[must_use]
    pub fn of(text: &str, label: impl Into<String>) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M).ok()?;
        let width = code.width();
        let mut dark = String::new();
        for (at, color) in code.to_colors().into_iter().enumerate() {
            if color == qrcode::Color::Dark {
                let (row, column) = (at / width + BORDER, at % width + BORDER);
                // Writing to a String cannot fail.
                let _ = write!(dark, "M{column} {row}h1v1h-1z");
            }
        }
        Some(Self {
            side: width + 2 * BORDER,
            dark,
            label: label.into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a reader that shares no code with the writer reads in the drawing, four dots to a module.
    fn read(qr: &Qr) -> String {
        let dark: Vec<(usize, usize)> = qr
            .dark
            .split('M')
            .skip(1)
            .map(|module| {
                let (column, row) = module.split('h').next().unwrap().split_once(' ').unwrap();
                (column.parse().unwrap(), row.parse().unwrap())
            })
            .collect();
        let dots = qr.side * 4;
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(dots, dots, |x, y| {
            if dark.contains(&(x / 4, y / 4)) {
                0
            } else {
                255
            }
        });
        let grids = image.detect_grids();
        grids.first().unwrap().decode().unwrap().1
    }

    #[test]
    fn what_is_drawn_reads_as_what_was_given() {
        for text in [
            "12/2026/ANY",
            "otpauth://totp/Akwaba:awa.k?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Akwaba",
            "N'Guessan, derrière le puits",
        ] {
            assert_eq!(read(&Qr::of(text, "x").unwrap()), text);
        }
    }

    #[test]
    fn a_text_too_long_for_a_code_makes_none_and_a_label_cannot_carry_html() {
        assert!(Qr::of(&"x".repeat(3_000), "x").is_none());
        let html = Qr::of("1", "\"><script>").unwrap().to_string();
        assert!(!html.contains("<script"), "{html}");
        assert!(!html.contains("style="), "{html}");
    }
}
