//! Names: as many as a person has, each with its kind, in any order.
//!
//! Never: decides which name is the family's by its place, or asks for more than one.

use super::codes::choice;
use crate::refusal::Refusal;
use crate::text;
use minicbor::{Decode, Encode};

/// The most names that one person may have.
pub const NAMES_MAX: usize = 12;

coded! {
    /// What kind of name it is.
    NameKind {
        /// Nom de famille.
        0 Surname = "surname",
        /// Prénom.
        1 Given = "given",
        /// Nom d'usage.
        2 Usual = "usual",
        /// Surnom.
        3 Nickname = "nickname",
        /// Née: the name before marriage.
        4 Birth = "birth",
    }
}

crate::personal! {
    /// One name as the person says it.
    NameText;
}

/// One name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(array)]
pub struct Name {
    /// Its kind.
    #[n(0)]
    pub kind: NameKind,
    /// Its text.
    #[n(1)]
    pub text: NameText,
}

impl Name {
    /// A name of a kind, already checked.
    pub fn new(kind: NameKind, text: &str) -> Self {
        Self {
            kind,
            text: NameText::new(text),
        }
    }

    /// Reads one line of the form; an empty text is `None`. `field` is the field of the text.
    ///
    /// # Errors
    /// What is wrong with the text or the kind.
    pub fn parse(field: &str, kind: &str, typed: &str) -> Result<Option<Self>, Refusal> {
        let Some(text) = text::line(field, typed)? else {
            return Ok(None);
        };
        if !text.chars().any(char::is_alphabetic) {
            return Err(Refusal::at(field, "registry-name-without-letter"));
        }
        let kind = choice(field, kind, NameKind::from_code)?.unwrap_or(NameKind::Given);
        Ok(Some(Self {
            kind,
            text: NameText::new(text),
        }))
    }
}

/// The names in one line, as a page shows them: KOUASSI Affoué Marie, née KONÉ, dite Tantie is
/// put together by the page from these parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameLine {
    /// Family name, else the usual name, else nothing.
    pub surname: Option<NameText>,
    /// Given names.
    pub given: Vec<NameText>,
    /// Other names with their kind.
    pub others: Vec<Name>,
}

impl NameLine {
    /// Puts names in the order of a line.
    pub fn of<'a>(names: impl IntoIterator<Item = &'a Name>) -> Self {
        let mut line = Self::default();
        for name in names {
            match name.kind {
                NameKind::Surname if line.surname.is_none() => {
                    line.surname = Some(name.text.clone());
                }
                NameKind::Given => line.given.push(name.text.clone()),
                _ => line.others.push(name.clone()),
            }
        }
        line
    }

    /// The shortest line that says who it is: family name in capitals and given names; where
    /// neither is known, the other names.
    pub fn short(&self) -> NameText {
        let mut parts: Vec<String> = Vec::new();
        if let Some(surname) = &self.surname {
            parts.push(surname.as_str().to_uppercase());
        }
        parts.extend(self.given.iter().map(|name| name.as_str().to_owned()));
        if parts.is_empty() {
            parts.extend(self.others.iter().map(|name| name.text.as_str().to_owned()));
        }
        NameText::new(parts.join(" "))
    }

    /// The first letters, for screens that someone else may see.
    pub fn initials(&self) -> NameText {
        let line = self.short();
        let letters: Vec<String> = line
            .as_str()
            .split_whitespace()
            .filter_map(|word| word.chars().find(|c| c.is_alphabetic()))
            .map(|letter| format!("{}.", letter.to_uppercase()))
            .collect();
        NameText::new(letters.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_alphabet_is_a_name_and_a_row_of_signs_is_not() {
        assert!(Name::parse("n", "given", "محمد").unwrap().is_some());
        assert!(Name::parse("n", "given", "N’Guessan").unwrap().is_some());
        assert_eq!(Name::parse("n", "given", "  ").unwrap(), None);
        assert_eq!(
            Name::parse("n", "given", "??? 12"),
            Err(Refusal::at("n", "registry-name-without-letter"))
        );
        assert_eq!(
            Name::parse("n", "clan", "Awa"),
            Err(Refusal::at("n", "choice-unknown"))
        );
    }

    #[test]
    fn the_line_does_not_depend_on_the_order_of_family_and_given_names() {
        let surname = Name::new(NameKind::Surname, "Kouassi");
        let given = Name::new(NameKind::Given, "Affoué Marie");
        let line = NameLine::of([&given, &surname]);
        assert_eq!(line.short().as_str(), "KOUASSI Affoué Marie");
        assert_eq!(line.initials().as_str(), "K. A. M.");
        assert_eq!(line, NameLine::of([&surname, &given]));
    }

    #[test]
    fn someone_known_by_a_nickname_alone_has_a_line() {
        let line = NameLine::of([&Name::new(NameKind::Nickname, "Vieux Père")]);
        assert_eq!(line.short().as_str(), "Vieux Père");
    }

    #[test]
    fn a_name_never_shows_in_debug() {
        let shown = format!("{:?}", Name::new(NameKind::Given, "Affoué"));
        assert!(!shown.contains("Affou"), "{shown}");
    }
}
