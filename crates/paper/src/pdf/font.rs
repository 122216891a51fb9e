//! The fonts of the program, and how wide words are in them.
//!
//! Owns: three faces of one family. Never does: look for a font on the machine.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};

use super::PdfError;
use crate::model::Face;

static REGULAR: &[u8] = include_bytes!("../../fonts/NotoSans-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../../fonts/NotoSans-Bold.ttf");
static ITALIC: &[u8] = include_bytes!("../../fonts/NotoSans-Italic.ttf");

/// The three faces.
pub(super) struct Fonts {
    plain: Loaded,
    strong: Loaded,
    emphasis: Loaded,
}

struct Loaded {
    font: Font,
    reference: FontRef<'static>,
    units: f32,
}

impl Loaded {
    fn read(name: &'static str, bytes: &'static [u8]) -> Result<Self, PdfError> {
        let font = Font::new(bytes.to_vec().into(), 0).ok_or(PdfError::Font(name))?;
        let reference = FontRef::new(bytes).map_err(|_| PdfError::Font(name))?;
        let units = font.units_per_em();
        Ok(Self {
            font,
            reference,
            units,
        })
    }

    fn metrics(&self) -> GlyphMetrics<'static> {
        self.reference
            .glyph_metrics(Size::unscaled(), LocationRef::default())
    }
}

impl Fonts {
    /// The fonts of the program.
    pub(super) fn load() -> Result<Self, PdfError> {
        Ok(Self {
            plain: Loaded::read("NotoSans-Regular", REGULAR)?,
            strong: Loaded::read("NotoSans-Bold", BOLD)?,
            emphasis: Loaded::read("NotoSans-Italic", ITALIC)?,
        })
    }

    fn of(&self, face: Face) -> &Loaded {
        match face {
            Face::Plain => &self.plain,
            Face::Strong => &self.strong,
            Face::Emphasis => &self.emphasis,
        }
    }

    /// The font of a face.
    pub(super) fn font(&self, face: Face) -> Font {
        self.of(face).font.clone()
    }

    /// How wide words are, in points.
    pub(super) fn width(&self, text: &str, face: Face, size: f32) -> f32 {
        let loaded = self.of(face);
        let (charmap, metrics) = (loaded.reference.charmap(), loaded.metrics());
        let units: f32 = text
            .chars()
            .map(|c| {
                let glyph = charmap.map(shown(c)).unwrap_or_default();
                metrics.advance_width(glyph).unwrap_or_default()
            })
            .sum();
        units / loaded.units * size
    }

    /// The glyphs of words, one a character.
    pub(super) fn glyphs(&self, text: &str, face: Face) -> Vec<KrillaGlyph> {
        let loaded = self.of(face);
        let (charmap, metrics) = (loaded.reference.charmap(), loaded.metrics());
        text.char_indices()
            .map(|(at, c)| {
                let glyph = charmap.map(shown(c)).unwrap_or_default();
                let advance = metrics.advance_width(glyph).unwrap_or_default() / loaded.units;
                KrillaGlyph::new(
                    GlyphId::new(glyph.to_u32()),
                    advance,
                    0.0,
                    0.0,
                    0.0,
                    at..at + c.len_utf8(),
                    None,
                )
            })
            .collect()
    }
}

/// The nearest character that the fonts draw: signs that they lack have a likeness, so that no empty box is printed.
fn shown(c: char) -> char {
    match c {
        '→' | '➜' | '▸' => '›',
        '←' => '‹',
        '☐' | '□' => '·',
        '✓' | '✔' => '×',
        '\t' | '\n' | '\r' => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_of_french_and_of_the_languages_of_the_country_is_drawn() {
        let fonts = Fonts::load().unwrap();
        let text = "ABCabc àâæçéèêëîïôœùûüÿ ÀÉÈÊÇŒ ɛɔŋƐƆŊ ɲƝ 0123456789 «»’“”–—… €°№\u{a0}\u{202f}";
        for face in [Face::Plain, Face::Strong, Face::Emphasis] {
            for glyph in fonts.glyphs(text, face) {
                assert_ne!(
                    glyph.glyph_id.to_u32(),
                    0,
                    "{face:?} {:?}",
                    glyph.text_range
                );
            }
        }
    }

    #[test]
    fn wider_words_measure_wider() {
        let fonts = Fonts::load().unwrap();
        assert!(fonts.width("mmm", Face::Plain, 10.0) > fonts.width("iii", Face::Plain, 10.0));
        assert!(fonts.width("mot", Face::Strong, 10.0) > fonts.width("mot", Face::Plain, 10.0));
    }
}
