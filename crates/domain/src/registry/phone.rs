//! Phones: a number, and whose it is when it is not the person's own.
//!
//! Owns one form for each number, so that one is found however it was typed. Never: refuses a
//! foreign number, or an old one of eight digits.

use crate::refusal::Refusal;
use crate::text;
use minicbor::{Decode, Encode};

/// The most phones that one person may have.
pub const PHONES_MAX: usize = 8;

crate::personal! {
    /// A phone number: `+` and digits, or digits alone where the country is not known.
    Number;
    /// Whose phone it is.
    Whose;
}

/// One phone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(array)]
pub struct Phone {
    /// Its number.
    #[n(0)]
    pub number: Number,
    /// Whose it is; the person's own when not said.
    #[n(1)]
    pub whose: Option<Whose>,
}

impl Phone {
    /// Reads one line of the form; nothing typed is `None`.
    ///
    /// # Errors
    /// `phone-form` at `field`, or what is wrong with the text.
    pub fn parse(field: &str, typed: &str, whose: &str) -> Result<Option<Self>, Refusal> {
        let Some(number) = number(field, typed)? else {
            return Ok(None);
        };
        Ok(Some(Self {
            number,
            whose: text::line(field, whose)?.map(Whose::new),
        }))
    }

    /// 07 07 12 34 56; a foreign number keeps its country.
    pub fn shown(&self) -> String {
        let number = self.number.as_str();
        let local = number.strip_prefix("+225").unwrap_or(number);
        let (plus, digits) = match local.strip_prefix('+') {
            Some(digits) => ("+", digits),
            None => ("", local),
        };
        let pairs: Vec<String> = digits
            .chars()
            .collect::<Vec<_>>()
            .chunks(if plus.is_empty() { 2 } else { 3 })
            .map(|pair| pair.iter().collect())
            .collect();
        format!("{plus}{}", pairs.join(" "))
    }

    /// Whether it has the eight digits of before 2021, and may no longer ring.
    pub fn is_old_form(&self) -> bool {
        self.number.as_str().len() == 8
    }
}

/// The one form of a number: `+225` and ten digits for a number of Côte d'Ivoire.
///
/// # Errors
/// `phone-form` at `field`.
pub fn number(field: &str, typed: &str) -> Result<Option<Number>, Refusal> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let spacer = |c: &char| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '.' | '-' | '/' | '(' | ')');
    let compact: String = typed.chars().filter(spacer).collect();
    let (foreign, digits) = match compact.strip_prefix('+').or(compact.strip_prefix("00")) {
        Some(digits) => (true, digits),
        None => (false, compact.as_str()),
    };
    let plain = digits.bytes().all(|b| b.is_ascii_digit());
    if !plain || !(8..=15).contains(&digits.len()) {
        return Err(Refusal::at(field, "registry-phone-form"));
    }
    let number = match (foreign, digits.len()) {
        (true, _) => format!("+{digits}"),
        (false, 13) if digits.starts_with("225") => format!("+{digits}"),
        (false, 10) => format!("+225{digits}"),
        (false, _) => digits.to_owned(),
    };
    Ok(Some(Number::new(number)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> String {
        number("p", typed).unwrap().unwrap().as_str().to_owned()
    }

    #[test]
    fn a_number_has_one_form_however_it_is_typed() {
        for typed in [
            "0707123456",
            "07 07 12 34 56",
            "+225 07-07-12-34-56",
            "002250707123456",
            "225 0707123456",
        ] {
            assert_eq!(read(typed), "+2250707123456", "{typed}");
        }
        assert_eq!(read("+226 70 12 34 56"), "+22670123456");
        assert_eq!(read("07 12 34 56"), "07123456");
    }

    #[test]
    fn what_is_not_a_number_is_refused() {
        for typed in ["07", "zéro sept", "07071234567890123456"] {
            assert_eq!(
                number("p", typed),
                Err(Refusal::at("p", "registry-phone-form")),
                "{typed}"
            );
        }
    }

    #[test]
    fn it_is_shown_in_pairs() {
        let phone = Phone::parse("p", "+2250707123456", "sa voisine")
            .unwrap()
            .unwrap();
        assert_eq!(phone.shown(), "07 07 12 34 56");
        assert_eq!(phone.whose.as_ref().map(Whose::as_str), Some("sa voisine"));
        assert!(!phone.is_old_form());
        let foreign = Phone::parse("p", "+22670123456", "").unwrap().unwrap();
        assert_eq!(foreign.shown(), "+226 701 234 56");
        assert!(!format!("{phone:?}").contains("0707"));
    }
}
