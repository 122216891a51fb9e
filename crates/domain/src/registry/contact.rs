//! How someone may be contacted without harm, and who must not be told.
//!
//! Never: leaves it open whether a way that nobody chose may be used: it may not.

use super::codes::choice;
use crate::refusal::{Refusal, Refusals};
use crate::text;
use akwaba_journal::id::EntityId;
use minicbor::{Decode, Encode};

/// The most people who must not be told, for one person.
pub const MUST_NOT_TELL_MAX: usize = 12;

coded! {
    /// A way to contact someone.
    Way {
        /// A call.
        0 Call = "call",
        /// A text message, without content.
        1 Message = "message",
        /// A visit at home.
        2 Visit = "visit",
        /// Through someone they trust.
        3 Through = "through",
        /// The person comes back by themselves: no contact.
        4 ComesBack = "comes-back",
    }
}

crate::personal! {
    /// Words about contact: hours, whom to ask for, what to say.
    ContactWords;
}

/// The safe ways to contact someone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(array)]
pub struct SafeContact {
    /// The ways that are safe.
    #[n(0)]
    pub ways: Vec<Way>,
    /// At what hours.
    #[n(1)]
    pub hours: Option<ContactWords>,
    /// What to know before calling.
    #[n(2)]
    pub words: Option<ContactWords>,
}

/// Someone who must not be told anything of this person, not even whether they came.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct MustNotTell {
    /// A person of the registry.
    #[n(0)]
    pub person: Option<EntityId>,
    /// Who, in words.
    #[n(1)]
    pub words: Option<ContactWords>,
}

/// The safe ways as typed.
#[derive(Clone, Default)]
pub struct SafeContactForm {
    /// `contact-way`, several.
    pub ways: Vec<String>,
    /// `contact-hours`.
    pub hours: String,
    /// `contact-words`.
    pub words: String,
}

impl SafeContactForm {
    /// Checks what was typed; nothing typed is `None`.
    ///
    /// # Errors
    /// All the refusals by field.
    pub fn parse(&self) -> Result<Option<SafeContact>, Refusals> {
        let mut wrong = Refusals::new();
        let mut ways: Vec<Way> = Vec::new();
        for code in &self.ways {
            ways.extend(wrong.take(choice("contact-way", code, Way::from_code)));
        }
        ways.sort_unstable();
        ways.dedup();
        if ways.contains(&Way::ComesBack) && ways.len() > 1 {
            wrong.push(Refusal::at(
                "contact-way",
                "registry-contact-way-contradicts",
            ));
        }
        let contact = SafeContact {
            ways,
            hours: wrong
                .take(text::line("contact-hours", &self.hours))
                .map(ContactWords::new),
            words: wrong
                .take(text::words("contact-words", &self.words))
                .map(ContactWords::new),
        };
        let empty = contact == SafeContact::default();
        wrong.or((!empty).then_some(contact))
    }

    /// What a form shows for ways that were recorded.
    pub fn of(contact: &SafeContact) -> Self {
        let words = |words: &Option<ContactWords>| {
            words
                .as_ref()
                .map(|w| w.as_str().to_owned())
                .unwrap_or_default()
        };
        Self {
            ways: contact
                .ways
                .iter()
                .map(|way| way.code().to_owned())
                .collect(),
            hours: words(&contact.hours),
            words: words(&contact.words),
        }
    }
}

impl MustNotTell {
    /// Reads one line of the form; nothing typed is `None`. `person` is the id of someone of the
    /// registry, or nothing.
    ///
    /// # Errors
    /// What is wrong at `field`.
    pub fn parse(field: &str, person: &str, words: &str) -> Result<Option<Self>, Refusal> {
        let words = text::line(field, words)?.map(ContactWords::new);
        let person = match person.trim() {
            "" => None,
            id => Some(
                id.parse()
                    .map_err(|_| Refusal::at(field, "choice-unknown"))?,
            ),
        };
        Ok((words.is_some() || person.is_some()).then_some(Self { person, words }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_comes_back_by_themselves_is_not_contacted_in_another_way() {
        let form = |ways: &[&str]| SafeContactForm {
            ways: ways.iter().map(|way| (*way).to_owned()).collect(),
            ..SafeContactForm::default()
        };
        assert_eq!(
            form(&["comes-back", "call"])
                .parse()
                .unwrap_err()
                .as_slice(),
            [Refusal::at(
                "contact-way",
                "registry-contact-way-contradicts"
            )]
        );
        let both = form(&["visit", "call", "visit"]).parse().unwrap().unwrap();
        assert_eq!(both.ways, [Way::Call, Way::Visit]);
        assert_eq!(form(&[]).parse().unwrap(), None);
    }

    #[test]
    fn someone_may_be_named_in_words_or_by_their_record() {
        assert_eq!(MustNotTell::parse("t", "", " ").unwrap(), None);
        assert!(MustNotTell::parse("t", "", "son mari").unwrap().is_some());
        assert!(MustNotTell::parse("t", "pas-un-id", "").is_err());
    }
}
