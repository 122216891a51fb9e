//! A paper as PDF: A4, tagged for screen readers, with outline and links.
//!
//! Owns: the order of the work: lay out once to know on which page each heading falls, once more with those numbers, then
//! write. Never does: read a clock (the file carries no date, so the same paper gives the same bytes).

mod asks;
mod blocks;
mod figure;
mod font;
mod layout;
mod line;
mod sheet;
mod table;
mod tags;
mod write;

use crate::model::Paper;

/// Why a paper could not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// A font of the program does not read; the program itself is damaged.
    #[error("the built-in font {0} does not read")]
    Font(&'static str),
    /// The writer refused.
    #[error("the PDF could not be written: {0}")]
    Write(String),
}

/// The paper as the bytes of a PDF file.
///
/// # Errors
/// Only when the program is damaged or the writer refuses; never for what the paper says.
pub fn pdf(paper: &Paper) -> Result<Vec<u8>, PdfError> {
    let fonts = font::Fonts::load()?;
    let first = layout::lay_out(paper, &fonts, &layout::Places::default());
    // The contents list takes as many lines whatever the numbers in it, so the second layout is the last.
    let second = layout::lay_out(paper, &fonts, &first.places);
    write::write(paper, &fonts, second)
}

#[cfg(test)]
mod tests;
