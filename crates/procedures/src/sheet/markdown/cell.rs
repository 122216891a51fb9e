//! One line of a Markdown table, cell by cell.
//!
//! Owns the escapes: `\|` a bar, `\\` a backslash, `\<` a less-than sign, `<br>` an end of line. Any other backslash stands
//! for itself, since patterns such as `\d` are often typed so.

/// Text as a cell holds it.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match c {
            '\\' => escaped.push_str("\\\\"),
            '|' => escaped.push_str("\\|"),
            '\n' => escaped.push_str("<br>"),
            '<' if end_of_line(rest).is_some() => escaped.push_str("\\<"),
            c => escaped.push(c),
        }
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    escaped
}

/// The cells of a line that begins and ends with a bar; `None` when it does not end so.
pub(super) fn split(line: &str) -> Option<Vec<String>> {
    let mut rest = line.trim().strip_prefix('|')?;
    let (mut cells, mut cell) = (Vec::new(), String::new());
    while let Some(c) = rest.chars().next() {
        let mut used = c.len_utf8();
        match c {
            '|' => cells.push(std::mem::take(&mut cell).trim().to_owned()),
            '\\' => match rest.get(1..).and_then(|rest| rest.chars().next()) {
                Some(next @ ('|' | '\\' | '<')) => {
                    cell.push(next);
                    used += 1;
                }
                _ => cell.push('\\'),
            },
            '<' => match end_of_line(rest) {
                Some(length) => {
                    cell.push('\n');
                    used = length;
                }
                None => cell.push('<'),
            },
            c => cell.push(c),
        }
        rest = rest.get(used..).unwrap_or_default();
    }
    cell.trim().is_empty().then_some(cells)
}

/// The length of a leading `<br>`, `<br/>` or `<br />`.
fn end_of_line(text: &str) -> Option<usize> {
    let marks = ["<br>", "<br/>", "<br />"];
    marks.iter().map(|mark| mark.len()).find(|&length| {
        text.get(..length)
            .is_some_and(|head| marks.contains(&head.to_ascii_lowercase().as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_is_cut_at_its_bars_only() {
        let cells = split(r"| a \| b | \\ | c<br>d | \<br> | \d{8} | |").unwrap();
        assert_eq!(cells, ["a | b", "\\", "c\nd", "<br>", "\\d{8}", ""]);
        assert_eq!(split("| a | b"), None);
        assert_eq!(split("a |"), None);
    }

    proptest! {
        #[test]
        fn every_text_is_read_as_it_was_written(texts in prop::collection::vec("[-a-z|\\\\<>/ br\n=é]{0,12}", 1..6)) {
            let texts: Vec<String> = texts.iter().map(|text| text.trim().to_owned()).collect();
            let line: String = texts.iter().map(|text| format!("| {} ", escape(text))).collect();
            prop_assert_eq!(split(&format!("{line}|")), Some(texts));
        }
    }
}
