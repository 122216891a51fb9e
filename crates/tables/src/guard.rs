//! Cells that a spreadsheet would run, made into cells that it shows.
//!
//! Owns the one rule of neutralising, for every format, and its exact inverse. A guarded cell begins
//! with an apostrophe, which people know as "this is text"; our own reader takes it off again, so that
//! a phone number `+225…` goes out and comes back unchanged. Never drops a character silently.

use std::borrow::Cow;

/// The mark put before a cell that would run.
const MARK: char = '\'';

/// Signs that begin a formula in a spreadsheet, with the wide, small and mathematical forms that some
/// programs fold into them.
const SIGNS: [char; 14] = [
    '=', '+', '-', '@', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}', '\u{FE66}', '\u{FE62}',
    '\u{FE63}', '\u{FE6B}', '\u{2212}', '\u{207A}',
];

/// Whether a spreadsheet could take the cell for a formula, now or after another program has trimmed it.
#[must_use]
pub fn runs(cell: &str) -> bool {
    let bare = cell.trim_start_matches(MARK);
    // A control character at the head is refuge for what follows it, even when nothing does today.
    bare.starts_with(char::is_control)
        || bare
            .trim_start_matches(vanishes)
            .starts_with(|c| SIGNS.contains(&c))
}

/// The cell as it may be written: unchanged when harmless, else behind an apostrophe. Control characters
/// other than tab and line feed, which no format carries safely, become their visible pictures.
#[must_use]
pub fn neutralise(cell: &str) -> Cow<'_, str> {
    let shown = picture_controls(cell);
    if runs(&shown) {
        Cow::Owned(format!("{MARK}{shown}"))
    } else {
        shown
    }
}

/// The cell as it was before [`neutralise`]. An apostrophe that guards nothing stays.
#[must_use]
pub fn restore(cell: &str) -> &str {
    match cell.strip_prefix(MARK) {
        Some(rest) if runs(rest) => rest,
        _ => cell,
    }
}

/// Characters that a program may trim or that nobody sees: spaces, controls and their pictures, joiners,
/// marks of order.
fn vanishes(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{AD}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{2400}'..='\u{2421}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{FFFD}' | '\u{E0000}'..='\u{E007F}')
}

/// Line ends as line feeds, other control characters as the pictures Unicode has for them.
fn picture_controls(cell: &str) -> Cow<'_, str> {
    if !cell.contains(|c: char| (c.is_control() && c != '\n' && c != '\t') || c == '\u{FEFF}') {
        return Cow::Borrowed(cell);
    }
    let mut shown = String::with_capacity(cell.len() + 8);
    let mut characters = cell.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\n' | '\t' => shown.push(c),
            '\r' => {
                if characters.peek() != Some(&'\n') {
                    shown.push('\n');
                }
            }
            '\u{7F}' => shown.push('\u{2421}'),
            c if u32::from(c) < 0x20 => {
                shown.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{FFFD}'));
            }
            c if c.is_control() => shown.push('\u{FFFD}'),
            // A mark of byte order inside a file makes some programs start over.
            '\u{FEFF}' => shown.push('\u{FFFD}'),
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_known_attack_is_guarded() {
        let attacks = [
            "=1+1",
            "+1+1",
            "-2+3+cmd|' /C calc'!A0",
            "@SUM(1+1)",
            "\t=1+1",
            "\t+1+1",
            "\r=1+1",
            "\n=1+1",
            "\r\n=1+1",
            "\0=10+10",
            "\u{1}\u{2}@x",
            "  =1+1",
            "\u{A0}=1+1",
            "\u{200B}=1+1",
            "\u{FEFF}=1+1",
            "\u{202E}=1+1",
            "\u{FF1D}1+1",
            "\u{FF0B}1",
            "\u{FF0D}1",
            "\u{FF20}SUM(1)",
            "\u{2212}1",
            "'=1+1",
            "''\t=1",
            "\tharmless today",
            "=HYPERLINK(\"http://x\",\"y\")",
        ];
        for attack in attacks {
            let written = neutralise(attack);
            assert!(written.starts_with('\''), "{attack:?} gave {written:?}");
            assert!(
                !written.contains('\0') && !written.contains('\r'),
                "{attack:?} gave {written:?}"
            );
        }
    }

    #[test]
    fn honest_cells_are_left_alone() {
        let cells = [
            "",
            "Aya",
            "N'Guessan",
            "'Aya",
            "l'eau",
            "0701020304",
            "CI002233",
            "a=b",
            "1-2",
            "a@b.ci",
            "5 - 6",
            "'",
            "Kouassi\nYao",
            "2019-05-04",
            "«=»",
        ];
        for cell in cells {
            assert_eq!(neutralise(cell), cell);
            assert_eq!(restore(cell), cell);
        }
    }

    #[test]
    fn phones_and_negative_numbers_stay_readable_and_come_back() {
        for cell in ["+2250701020304", "-5", "'-5", "''+225", "@aya", "\t=x"] {
            let written = neutralise(cell);
            assert_eq!(written, format!("'{cell}"));
            assert_eq!(restore(&written), cell);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_never_runs_and_always_comes_back(cell in "['=+@\\-\\t \u{200B}\u{FF1D}a1;\u{e9}\n]{0,12}") {
            let written = neutralise(&cell);
            prop_assert!(written.is_empty() || written.starts_with('\'') || !runs(&written));
            prop_assert_eq!(restore(&written), cell.as_str());
        }

        #[test]
        fn any_text_is_written_without_a_dangerous_head(cell in any::<String>()) {
            let written = neutralise(&cell);
            let head = written.chars().next();
            prop_assert!(!head.is_some_and(|c| c.is_control() || SIGNS.contains(&c)), "{:?}", written);
            prop_assert!(!written.contains(|c: char| c.is_control() && c != '\n' && c != '\t'));
        }
    }
}
