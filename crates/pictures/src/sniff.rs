//! What a file is, from its first bytes alone.
//!
//! Owns the list of what is taken, and the names of what is often sent instead, so that the answer can say
//! what to do. Never: decodes anything.

/// A kind of picture that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What cameras make.
    Jpeg,
    /// What screens and scanners make.
    Png,
    /// What telephones receive.
    WebP,
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// A picture that is taken.
    Picture(Kind),
    /// A photo as some telephones make it, which few programs read.
    Heic,
    /// A PDF file.
    Pdf,
    /// Text: a page, a drawing in SVG, a script, a table.
    Text,
    /// Anything else: an office file, an archive, a program, nothing at all.
    Other,
}

/// The first bytes that tell.
const LOOKED_AT: usize = 1_024;

/// Says what a file is.
pub fn sniff(bytes: &[u8]) -> Found {
    let first = bytes.get(..LOOKED_AT.min(bytes.len())).unwrap_or_default();
    if first.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return Found::Picture(Kind::Jpeg);
    }
    if first.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Found::Picture(Kind::Png);
    }
    if first.starts_with(b"RIFF") && first.get(8..12) == Some(b"WEBP") {
        return Found::Picture(Kind::WebP);
    }
    if first.get(4..8) == Some(b"ftyp") {
        let brands = first.get(8..48.min(first.len())).unwrap_or_default();
        let telling: [&[u8]; 7] = [
            b"heic", b"heix", b"hevc", b"heim", b"mif1", b"msf1", b"avif",
        ];
        let found = |brand: &&[u8]| brands.windows(4).any(|four| four == *brand);
        if telling.iter().any(found) {
            return Found::Heic;
        }
    }
    // Readers look for it in the whole beginning, whatever stands before it.
    if first.windows(5).any(|five| five == b"%PDF-") {
        return Found::Pdf;
    }
    let cut = match std::str::from_utf8(first) {
        Ok(text) => Some(text),
        // A character may be cut where the looking ends.
        Err(wrong) if wrong.error_len().is_none() => first
            .get(..wrong.valid_up_to())
            .and_then(|valid| std::str::from_utf8(valid).ok()),
        Err(_) => None,
    };
    let plain = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t' | '\u{feff}');
    match cut {
        Some(text) if !text.trim().is_empty() && text.chars().all(plain) => Found::Text,
        _ => Found::Other,
    }
}
