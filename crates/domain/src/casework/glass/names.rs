//! The names by which two guardians find a sealed file: its number, a code, a person. Owns how each is written, so that both
//! say the same; never tells whether there is such a file.

use crate::casework::Case;
use akwaba_journal::id::EntityId;

/// The first letter of the numbers of sealed files.
const LETTER: char = 'Z';
const NUMBER_DIGITS: usize = 6;
const YEAR_DIGITS: usize = 4;
const CODE_LETTERS: usize = 6;

/// What a file is found by: the number of its case, and whom it is about. `code` is theirs where they have one and
/// are not in the registry.
pub fn names(case: &Case, code: Option<&str>) -> Vec<String> {
    let number = by_number(&case.number.to_string(), 0);
    let whose = match code {
        Some(code) => by_number(code, 0),
        None => case.subject.record().map(by_person),
    };
    number.into_iter().chain(whose).collect()
}

/// What a file about somebody of the registry is found by.
pub fn by_person(id: EntityId) -> String {
    format!("person/{id}")
}

/// What a file is found by whose number or code was said aloud; the year of a number that names none. `None` for
/// what is neither.
pub fn by_number(typed: &str, year: i16) -> Option<String> {
    let all: String = typed.chars().filter(|c| c.is_alphanumeric()).collect();
    let all = all.to_uppercase();
    if let Some(digits) = all.strip_prefix(LETTER)
        && digits.chars().all(|c| c.is_ascii_digit())
    {
        if digits.len() == NUMBER_DIGITS {
            return Some(format!("number/{LETTER}{digits}/{year}"));
        }
        if digits.len() == NUMBER_DIGITS + YEAR_DIGITS {
            let (number, year) = digits.split_at(NUMBER_DIGITS);
            return Some(format!("number/{LETTER}{number}/{year}"));
        }
    }
    let code = all.strip_prefix("CODE").unwrap_or(&all);
    // No code has what is taken for something else when read aloud.
    let drawn = |c: char| c.is_ascii_alphanumeric() && !"01IO".contains(c);
    let letters = code.len() == CODE_LETTERS && code.chars().all(drawn);
    letters.then(|| format!("code/{code}"))
}
