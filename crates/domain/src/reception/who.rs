//! Who came, as far as they said: nobody named, words, or a person of the registry.
//!
//! No document, name or nationality is required. What is written here is what the register of
//! that day shows, whatever the registry becomes later.

use super::demand::Sex;
use crate::refusal::{Refusal, Refusals};
use crate::text;
use akwaba_journal::id::EntityId;
use minicbor::{Decode, Encode};

/// Greatest age that can be written, in years.
pub const AGE_YEARS_MAX: u8 = 120;
/// Longest reason for coming, in characters: one sentence.
pub const REASON_CHARS_MAX: usize = 300;

crate::personal! {
    /// A name as said at the counter.
    SaidName;
    /// Why someone came, in one sentence.
    Reason;
    /// Neighbourhood or village, as said.
    Place;
    /// A language, as said.
    Language;
    /// Words about a visit: an orientation, an observation, the cause of a cancelled line.
    Words;
}

/// Who came.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Who {
    /// Nobody named: advice needs no name.
    #[n(0)]
    Nobody,
    /// A name as said.
    #[n(1)]
    Said(#[n(0)] SaidName),
    /// A person of the registry, and the name under which they were received that day.
    #[n(2)]
    Person {
        /// The person.
        #[n(0)]
        person: EntityId,
        /// The name that day.
        #[n(1)]
        name: SaidName,
    },
}

impl Who {
    /// The name to show, if there is one.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Nobody => None,
            Self::Said(name) | Self::Person { name, .. } => Some(name.as_str()),
        }
    }

    /// The person of the registry, if linked.
    pub fn person(&self) -> Option<EntityId> {
        match self {
            Self::Person { person, .. } => Some(*person),
            _ => None,
        }
    }
}

/// The columns of the register that describe who came.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Described {
    /// Sex, where said.
    pub sex: Option<Sex>,
    /// Age in whole years, about.
    pub age_years: Option<u8>,
    /// Neighbourhood or village.
    pub place: Option<Place>,
}

/// Checks the name, and the columns that describe, as typed.
pub(super) fn read_said(field: &str, typed: &str, refusals: &mut Refusals) -> Option<SaidName> {
    refusals.take(text::line(field, typed)).map(SaidName::new)
}

/// Reads sex, age and place as typed.
pub(super) fn read_described(
    sex: &str,
    age: &str,
    place: &str,
    refusals: &mut Refusals,
) -> Described {
    Described {
        sex: read_code(sex, "sex", Sex::from_code, refusals),
        age_years: refusals.take(read_age(age)),
        place: refusals.take(text::line("place", place)).map(Place::new),
    }
}

/// Reads one of a list of codes; an unknown code is refused, nothing stays nothing.
pub(super) fn read_code<T>(
    typed: &str,
    field: &str,
    from: impl Fn(&str) -> Option<T>,
    refusals: &mut Refusals,
) -> Option<T> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let found = from(typed);
    if found.is_none() {
        refusals.push(Refusal::at(field, "choice-unknown"));
    }
    found
}

fn read_age(typed: &str) -> Result<Option<u8>, Refusal> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let digits = typed
        .strip_suffix("ans")
        .or_else(|| typed.strip_suffix("an"))
        .unwrap_or(typed)
        .trim();
    digits
        .parse::<u8>()
        .ok()
        .filter(|age| *age <= AGE_YEARS_MAX)
        .map(Some)
        .ok_or_else(|| Refusal::at("age", "reception-age-unreadable").with("max", AGE_YEARS_MAX))
}

/// Reads a sentence of at most `chars_max` characters.
pub(super) fn sentence(
    field: &str,
    typed: &str,
    chars_max: usize,
) -> Result<Option<String>, Refusal> {
    let Some(text) = text::words(field, typed)? else {
        return Ok(None);
    };
    let written = text.chars().count();
    if written > chars_max {
        return Err(Refusal::at(field, "text-too-long")
            .with("max", chars_max)
            .with("written", written));
    }
    Ok(Some(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_never_shows_in_debug() {
        let who = Who::Said(SaidName::new("Adjoua Fictive"));
        assert!(!format!("{who:?}").contains("Adjoua"));
    }

    #[test]
    fn an_age_is_read_with_or_without_its_unit_and_bounded() {
        assert_eq!(read_age("40 ans"), Ok(Some(40)));
        assert_eq!(read_age("7"), Ok(Some(7)));
        assert_eq!(read_age(""), Ok(None));
        assert!(read_age("121").is_err());
        assert!(read_age("-3").is_err());
        assert!(read_age("vieux").is_err());
    }
}
