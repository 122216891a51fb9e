//! Text as typed, checked once at the border: trimmed, of bounded length, without control
//! characters. Any alphabet is welcome.

use crate::refusal::Refusal;

/// Longest single line, in characters: a name, a place, a number.
pub const LINE_CHARS_MAX: usize = 120;
/// Longest free text, in characters: a landmark, a reason, a note.
pub const WORDS_CHARS_MAX: usize = 2_000;

/// A single line; `None` when nothing was written.
///
/// # Errors
/// `text-too-long` or `text-control` at `field`.
pub fn line(field: &str, typed: &str) -> Result<Option<String>, Refusal> {
    clean(field, typed, LINE_CHARS_MAX, false)
}

/// Free text, of several lines; `None` when nothing was written.
///
/// # Errors
/// `text-too-long` or `text-control` at `field`.
pub fn words(field: &str, typed: &str) -> Result<Option<String>, Refusal> {
    clean(field, typed, WORDS_CHARS_MAX, true)
}

/// A single line that must be written.
///
/// # Errors
/// `text-missing`, `text-too-long` or `text-control` at `field`.
pub fn required(field: &str, typed: &str) -> Result<String, Refusal> {
    line(field, typed)?.ok_or_else(|| Refusal::at(field, "text-missing"))
}

/// Free text that must be written.
///
/// # Errors
/// `text-missing`, `text-too-long` or `text-control` at `field`.
pub fn required_words(field: &str, typed: &str) -> Result<String, Refusal> {
    words(field, typed)?.ok_or_else(|| Refusal::at(field, "text-missing"))
}

fn clean(
    field: &str,
    typed: &str,
    chars_max: usize,
    lines: bool,
) -> Result<Option<String>, Refusal> {
    let text = typed.replace("\r\n", "\n");
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if text
        .chars()
        .any(|c| is_unwelcome(c) && !(lines && c == '\n'))
    {
        return Err(Refusal::at(field, "text-control"));
    }
    let chars = text.chars().count();
    if chars > chars_max {
        return Err(Refusal::at(field, "text-too-long")
            .with("max", chars_max)
            .with("written", chars));
    }
    let folded = if lines {
        text.to_owned()
    } else {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    Ok(Some(folded))
}

/// Control characters, and the invisible ones that change the direction of text.
fn is_unwelcome(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFE}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_are_folded_and_other_alphabets_kept() {
        assert_eq!(
            line("n", "  Awa \t محمد "),
            Err(Refusal::at("n", "text-control"))
        );
        assert_eq!(line("n", "  Awa   محمد "), Ok(Some("Awa محمد".into())));
        assert_eq!(line("n", "   "), Ok(None));
    }

    #[test]
    fn over_long_text_says_how_long_it_may_be() {
        let refusal = line("n", &"a".repeat(121)).unwrap_err();
        assert_eq!(
            refusal.args,
            [("max", "120".to_owned()), ("written", "121".to_owned())]
        );
    }
}
