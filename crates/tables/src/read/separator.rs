//! Which sign separates the cells of a text file.
//!
//! Owns the guess from the first records; a hint line `sep=;`, as Excel writes it, is obeyed.

/// The signs that may separate cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    /// `;`, as spreadsheets in French write it.
    Semicolon,
    /// A tab.
    Tab,
    /// `,`
    Comma,
    /// `|`
    Pipe,
}

impl Separator {
    /// All, the likeliest first: the order decides between equals.
    pub const ALL: [Self; 4] = [Self::Semicolon, Self::Tab, Self::Comma, Self::Pipe];

    /// The sign as a byte.
    #[must_use]
    pub fn byte(self) -> u8 {
        match self {
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Comma => b',',
            Self::Pipe => b'|',
        }
    }
}

/// Records looked at.
const RECORDS: usize = 30;

/// The separator that a line `sep=X` at the head declares, and the length of that line in bytes.
pub(crate) fn declared(head: &str) -> Option<(Separator, usize)> {
    let rest = head
        .strip_prefix("sep=")
        .or_else(|| head.strip_prefix("SEP="))?;
    let sign = rest.bytes().next()?;
    let separator = Separator::ALL
        .into_iter()
        .find(|candidate| candidate.byte() == sign)?;
    let after = rest.get(1..)?;
    let end = ["\r\n", "\n", "\r"]
        .into_iter()
        .find(|end| after.starts_with(end))?;
    Some((separator, 5 + end.len()))
}

/// The likeliest separator of a text: the one most records have as often as the first, and then the one
/// there is most of. A text without any is one column, and `;` is said.
pub(crate) fn guess(head: &str) -> Separator {
    let mut best = (Separator::Semicolon, 0_usize, 0_usize);
    for separator in Separator::ALL {
        let counts = counts(head, separator.byte());
        let first = counts.first().copied().unwrap_or(0);
        if first == 0 {
            continue;
        }
        let agreeing = counts.iter().filter(|count| **count == first).count();
        // Share of agreement in tenths, so that one ragged row in thirty does not decide.
        let share = agreeing * 10 / counts.len().max(1);
        if (share, first) > (best.1, best.2) {
            best = (separator, share, first);
        }
    }
    best.0
}

/// How many separators each of the first records has outside quotes.
fn counts(head: &str, sign: u8) -> Vec<usize> {
    let (mut counts, mut count, mut quoted, mut empty) = (Vec::new(), 0_usize, false, true);
    for byte in head.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => {
                if !empty {
                    counts.push(count);
                }
                (count, empty) = (0, true);
                if counts.len() == RECORDS {
                    return counts;
                }
                continue;
            }
            byte if byte == sign && !quoted => count += 1,
            _ => {}
        }
        empty = false;
    }
    // A record cut by the end of the stretch counts only when there is no other.
    if counts.is_empty() && !empty {
        counts.push(count);
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_found_among_the_others() {
        assert_eq!(
            guess("nom;prénoms;âge\nKouassi;Aya, Marie;5\n"),
            Separator::Semicolon
        );
        assert_eq!(
            guess("nom,prenoms\nKouassi,Aya\nYao,\"Jean; Paul\"\n"),
            Separator::Comma
        );
        assert_eq!(guess("nom\tprenoms\nKouassi\tAya, Marie\n"), Separator::Tab);
        assert_eq!(
            guess("nom|lieu\nKouassi|Bouaké, Koko; nord\n"),
            Separator::Pipe
        );
        assert_eq!(guess("nom\nKouassi\n"), Separator::Semicolon);
        assert_eq!(guess("\"a;b;c\",d\n\"e\",f\n"), Separator::Comma);
    }

    #[test]
    fn a_declared_separator_is_obeyed() {
        assert_eq!(
            declared("sep=;\r\na,b,c\n"),
            Some((Separator::Semicolon, 7))
        );
        assert_eq!(declared("sep=x\n"), None);
        assert_eq!(declared("separateur;x\n"), None);
    }
}
