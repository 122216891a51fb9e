//! French spacing.
//!
//! Owns: where a space does not break in French. Never does: change a word.

/// A narrow space that does not break, before `;`, `!` and `?`.
const NARROW: char = '\u{202f}';
/// A space that does not break, before `:` and inside guillemets.
const FIXED: char = '\u{a0}';

/// The text with the spaces and apostrophes of French print. What is already right stays as it is.
pub fn french(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\'' if out.chars().next_back().is_some_and(char::is_alphabetic)
                && rest.peek().is_some_and(|next| next.is_alphabetic()) =>
            {
                out.push('’');
            }
            ' ' | FIXED | NARROW => {
                let before = out.chars().next_back();
                let after = rest.peek().copied();
                out.push(space(before, c, after));
            }
            '«' => {
                out.push(c);
                if rest.peek().is_some_and(|next| !is_space(*next)) {
                    out.push(FIXED);
                }
            }
            '»' => {
                if out.chars().next_back().is_some_and(|last| !is_space(last)) {
                    out.push(FIXED);
                }
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | FIXED | NARROW)
}

fn space(before: Option<char>, as_typed: char, after: Option<char>) -> char {
    let between_digits =
        before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(|c| c.is_ascii_digit());
    match after {
        Some(';' | '!' | '?') => NARROW,
        Some(':' | '»' | '%') => FIXED,
        _ if before == Some('«') => FIXED,
        _ if before == Some('°') => FIXED,
        _ if between_digits => NARROW,
        _ => as_typed,
    }
}

#[cfg(test)]
mod tests {
    use super::french;

    #[test]
    fn a_space_before_a_double_mark_does_not_break() {
        assert_eq!(french("Pour qui ?"), "Pour qui\u{202f}?");
        assert_eq!(french("Objet : aide"), "Objet\u{a0}: aide");
        assert_eq!(french("«oui»"), "«\u{a0}oui\u{a0}»");
    }

    #[test]
    fn a_thousand_stays_on_one_line_and_an_apostrophe_is_curved() {
        assert_eq!(french("36 000 F d'aide"), "36\u{202f}000 F d’aide");
    }

    #[test]
    fn a_code_keeps_its_quotes() {
        assert_eq!(french("= 'oui'"), "= 'oui'");
        assert_eq!(french(&french("Qui ?")), french("Qui ?"));
    }
}
