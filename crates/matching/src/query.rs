//! What a person typed to find somebody.
//!
//! Owns: telling names, ages, dates, telephones and numbers apart in one line of text.
//! Never: knows which words are places; a word may be either, and the search tries both.

use std::fmt;

use crate::birth::{BirthSpan, Day};
use crate::card::{Card, Sex};
use crate::keys;
use crate::likeness::Word;
use crate::normal;

/// The longest line read, in characters.
pub const QUERY_CHARS_MAX: usize = 200;

/// The most words searched.
pub const QUERY_WORDS_MAX: usize = 8;

/// Numbers with at least so many digits are telephones or papers, not years or ages.
const LONG_NUMBER_DIGITS: usize = 6;

/// A parsed line, or the fields of a form.
#[derive(Clone, Default, PartialEq)]
pub struct Query {
    /// Folded words, in the order typed.
    pub words: Vec<Word>,
    /// True where the last word may not be finished.
    pub typing: bool,
    /// When the person may have been born.
    pub birth: Option<BirthSpan>,
    /// Day and month of birth, where no year was given.
    pub birthday: Option<(u8, u8)>,
    /// Numbers that may be a telephone, a paper or a household, capitals and digits only.
    pub numbers: Vec<String>,
    /// Codes of the words of a place given as such.
    pub places: Vec<String>,
    /// Sex given as such.
    pub sex: Option<Sex>,
}

impl fmt::Debug for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Query({} words, [caché])", self.words.len())
    }
}

impl Query {
    /// Reads a line as typed on `today`. The last word counts as unfinished unless a space follows it.
    #[must_use]
    pub fn parse(line: &str, today: Day) -> Self {
        let line: String = line.chars().take(QUERY_CHARS_MAX).collect();
        let mut query = Self::default();
        let pieces = pieces(&line);
        let mut names = String::new();
        let mut rest = pieces.as_slice();
        while let [piece, ..] = rest {
            let read = query.read(rest, today);
            if read == 0 {
                names.push_str(piece);
                names.push(' ');
            }
            rest = rest.get(read.max(1)..).unwrap_or_default();
        }
        query.words = name_words(&names);
        let last_is_name = pieces
            .last()
            .is_some_and(|p| names.trim_end().ends_with(p.as_str()));
        query.typing = last_is_name && !line.ends_with(char::is_whitespace);
        query
    }

    /// A query by full name alone.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self {
            words: name_words(name),
            ..Self::default()
        }
    }

    /// A query for whoever may be the person on a card: all names, numbers, birth, sex and places.
    #[must_use]
    pub fn of_card(card: &Card) -> Self {
        let words = keys::names(card).into_iter().take(QUERY_WORDS_MAX);
        // Not the short code of a record: two records of one person have two.
        let papers = card
            .identities
            .iter()
            .filter(|paper| paper.scheme != "code");
        let numbers = papers.map(|paper| &paper.number).chain(&card.phones);
        Self {
            words: words.map(|token| Word::of(&token.text)).collect(),
            numbers: numbers.map(|number| keys::number(number)).take(6).collect(),
            birth: card.birth,
            places: keys::places(card),
            sex: card.sex,
            ..Self::default()
        }
    }

    /// Adds when the person may have been born.
    #[must_use]
    pub fn born(mut self, birth: Option<BirthSpan>) -> Self {
        self.birth = birth.or(self.birth);
        self
    }

    /// Adds a place known to be one.
    #[must_use]
    pub fn living_in(mut self, place: &str) -> Self {
        self.places.extend(keys::place_codes(place));
        self
    }

    /// True where there is nothing to search.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.numbers.is_empty() && self.places.is_empty()
    }

    /// Tries to read the first pieces as anything but a name; how many were used, 0 where it is a name.
    fn read(&mut self, pieces: &[String], today: Day) -> usize {
        let [piece, after @ ..] = pieces else {
            return 0;
        };
        if let Some(birth) = written_date(piece) {
            self.birth = Some(birth);
            return 1;
        }
        if let Some(birthday) = written_birthday(piece) {
            self.birthday = Some(birthday);
            return 1;
        }
        if let Some(digits) = long_number(pieces) {
            self.numbers.push(digits.0);
            return digits.1;
        }
        let unit = after.first().map(|next| normal::fold(next));
        match (piece.parse::<u16>(), unit.as_deref()) {
            (Ok(age), Some("ANS" | "AN" | "A")) if age <= 120 => {
                self.birth = BirthSpan::estimated_from_age(age, today);
                2
            }
            (Ok(months), Some("MOIS")) if months <= 36 => {
                self.birth =
                    BirthSpan::of_ages(months.saturating_sub(2) / 12, (months + 2) / 12, today);
                2
            }
            (Ok(year), _) if (1900..=2100).contains(&year) => {
                self.birth = BirthSpan::year(i32::from(year));
                1
            }
            (Ok(age), _) if age <= 120 => {
                self.birth = BirthSpan::estimated_from_age(age, today);
                1
            }
            (Ok(_), _) => {
                self.numbers.push(piece.clone());
                1
            }
            (Err(_), _) => self.read_word(piece, after, today),
        }
    }

    /// "34ans", "CI001234567", "né en 1991", "vers 1975".
    fn read_word(&mut self, piece: &str, after: &[String], today: Day) -> usize {
        let word = normal::fold(piece);
        let year = after.first().and_then(|next| next.parse::<i32>().ok());
        match (word.as_str(), year) {
            ("VERS" | "ENV" | "ENVIRON", Some(year)) if (1900..=2100).contains(&year) => {
                self.birth = BirthSpan::about(year);
                return 2;
            }
            ("EN" | "LE" | "DE" | "A" | "AGE" | "AGEE" | "TEL", Some(_)) => return 1,
            ("NE" | "NEE", _) if next_is_number(after) => return 1,
            _ => {}
        }
        let digits = word.chars().filter(char::is_ascii_digit).count();
        if let Some(age) = word.strip_suffix("ANS").and_then(|n| n.parse::<u16>().ok()) {
            self.birth = BirthSpan::estimated_from_age(age.min(120), today);
            return 1;
        }
        if digits > 0 {
            self.numbers.push(keys::number(piece));
            return 1;
        }
        0
    }
}

/// What a name is made of, names of one letter included; "Bi", "Lou" and markers say nothing.
fn name_words(name: &str) -> Vec<Word> {
    let tokens = normal::tokens(name);
    let telling = tokens.iter().filter(|t| t.part != normal::Part::Particle);
    telling
        .take(QUERY_WORDS_MAX)
        .map(|t| Word::of(&t.text))
        .collect()
}

/// Pieces between spaces, commas and semicolons; the plus sign of a country code is dropped.
fn pieces(line: &str) -> Vec<String> {
    line.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '+' | ':'))
        .filter(|piece| !piece.is_empty())
        .map(str::to_owned)
        .collect()
}

fn next_is_number(after: &[String]) -> bool {
    let numeric = |p: &String| p.starts_with(|c: char| c.is_ascii_digit());
    let filler = |p: &String| matches!(normal::fold(p).as_str(), "EN" | "LE" | "VERS");
    match after {
        [first, second, ..] if filler(first) => numeric(second),
        [first, ..] => numeric(first),
        [] => false,
    }
}

/// A telephone or paper written in one or several groups of digits, and how many pieces it takes.
fn long_number(pieces: &[String]) -> Option<(String, usize)> {
    let mut digits = String::new();
    let mut used = 0;
    for piece in pieces {
        let group: String = piece.chars().filter(|c| !matches!(c, '.' | '-')).collect();
        let is_group = !group.is_empty() && group.chars().all(|c| c.is_ascii_digit());
        // Groups of a telephone have two or three digits; a year among names is not one of them.
        if !is_group || (used > 0 && group.len() > 4) || date_like(piece) {
            break;
        }
        digits.push_str(&group);
        used += 1;
    }
    let single = used == 1 && digits.len() >= LONG_NUMBER_DIGITS;
    let grouped = used > 1 && digits.len() >= 8;
    (single || grouped).then_some((digits, used))
}

fn date_like(piece: &str) -> bool {
    let parts: Vec<&str> = piece.split(['/', '.', '-']).collect();
    parts.len() == 3 && parts.last().is_some_and(|year| year.len() == 4)
}

/// `14/03/1991`, `14.03.91`, `1991-03-14`, `03/1991`.
fn written_date(piece: &str) -> Option<BirthSpan> {
    let small = |n: u16| u8::try_from(n).ok();
    match numbers_between(piece, &['/', '.', '-'])?.as_slice() {
        [year, month, day] if *year > 31 => BirthSpan::stated(
            i32::from(*year),
            Some(small(*month)?),
            Some(small(*day)?),
            true,
        ),
        [day, month, year] => BirthSpan::stated(
            full_year(*year),
            Some(small(*month)?),
            Some(small(*day)?),
            true,
        ),
        [month, year] if *year > 31 && piece.contains('/') => {
            BirthSpan::month(full_year(*year), small(*month)?)
        }
        _ => None,
    }
}

/// `14/03`: day and month without a year.
fn written_birthday(piece: &str) -> Option<(u8, u8)> {
    let numbers = numbers_between(piece, &['/'])?;
    let [day, month] = numbers.as_slice() else {
        return None;
    };
    let (day, month) = (u8::try_from(*day).ok()?, u8::try_from(*month).ok()?);
    // Of a leap year, so that the 29th of February is a birthday.
    Day::from_ymd(2000, month, day).map(|_| (day, month))
}

fn numbers_between(piece: &str, separators: &[char]) -> Option<Vec<u16>> {
    piece.split(separators).map(|n| n.parse().ok()).collect()
}

/// `91` is 1991 and `12` is 2012.
fn full_year(year: u16) -> i32 {
    match year {
        0..=29 => 2000 + i32::from(year),
        30..=99 => 1900 + i32::from(year),
        _ => i32::from(year),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(line: &str) -> Query {
        Query::parse(line, Day::from_ymd(2026, 11, 23).unwrap())
    }

    fn texts(query: &Query) -> Vec<&str> {
        query.words.iter().map(|w| w.text.as_str()).collect()
    }

    #[test]
    fn names_ages_and_dates_are_told_apart() {
        let today = Day::from_ymd(2026, 11, 23).unwrap();
        for (line, birth) in [
            (
                "kouassi aya 34 ans",
                BirthSpan::estimated_from_age(34, today),
            ),
            (
                "kouassi aya 34ans",
                BirthSpan::estimated_from_age(34, today),
            ),
            ("34 kouassi aya", BirthSpan::estimated_from_age(34, today)),
            ("kouassi 14/03/1991 aya", BirthSpan::exact(1991, 3, 14)),
            ("kouassi aya 14.03.91", BirthSpan::exact(1991, 3, 14)),
            ("kouassi aya 1991-03-14", BirthSpan::exact(1991, 3, 14)),
            ("kouassi aya 03/1991", BirthSpan::month(1991, 3)),
            ("kouassi aya 1991", BirthSpan::year(1991)),
            ("kouassi aya née en 1991", BirthSpan::year(1991)),
            ("kouassi aya vers 1991", BirthSpan::about(1991)),
        ] {
            let query = parse(line);
            assert_eq!(texts(&query), ["KOUASSI", "AYA"], "{line}");
            assert!(query.birth == birth && birth.is_some(), "{line}");
            assert!(query.numbers.is_empty(), "{line}");
        }
        let query = parse("aya 14/03");
        assert_eq!((query.birthday, query.birth), (Some((14, 3)), None));
    }

    #[test]
    fn telephones_and_papers_are_numbers() {
        assert_eq!(parse("07 00 12 34 56").numbers, ["0700123456"]);
        assert_eq!(parse("+225 0700123456 koné").numbers, ["225", "0700123456"]);
        assert_eq!(parse("koné 0700123456").numbers, ["0700123456"]);
        assert_eq!(parse("koné 07.00.12.34.56").numbers, ["0700123456"]);
        assert_eq!(parse("CI00 1234").numbers, ["CI00", "1234"]);
        assert_eq!(parse("CI001234567").numbers, ["CI001234567"]);
        assert_eq!(parse("M-0123").numbers, ["M0123"]);
    }

    #[test]
    fn the_last_word_is_unfinished_until_a_space() {
        assert!(parse("kouassi ay").typing);
        assert!(!parse("kouassi aya ").typing);
        assert!(!parse("kouassi aya 34 ans").typing);
    }

    #[test]
    fn maiden_and_married_names_are_words_too() {
        assert_eq!(texts(&parse("koné née bamba")), ["KONE", "BAMBA"]);
        assert_eq!(texts(&parse("Irié Bi Tra")), ["IRIE", "TRA"]);
    }

    proptest! {
        #[test]
        fn any_line_is_read_without_panic(line in any::<String>()) {
            prop_assert!(parse(&line).words.len() <= QUERY_WORDS_MAX);
        }

        #[test]
        fn any_line_of_digits_and_signs_is_read_without_panic(line in "[0-9/.+ -]{0,40}") {
            parse(&line);
        }
    }
}
