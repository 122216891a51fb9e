//! Groups, their members, their counts and their end as typed in forms.

use super::super::codes::choice;
use super::super::language::{self, Language};
use super::super::phone;
use super::super::place::{Place, PlaceForm};
use super::super::when::{Day, Partial};
use super::{
    CONTACTS_MAX, Contact, Counted, EndReason, Ending, GroupKind, GroupName, GroupWords, Legal,
    LegalState,
};
use crate::activity::Counts;
use crate::refusal::{Refusal, Refusals};
use crate::text;

/// Somebody who answers for the group, as typed.
#[derive(Clone, Default)]
pub struct ContactForm {
    /// What the writer saw of this row (see [`super::Item::seen`]); empty for a new one.
    pub seen: String,
    /// `contact-0`…
    pub who: String,
    /// `contact-phone-0`…
    pub phone: String,
}

/// A group as typed or read from a file; each field is named as in the form.
#[derive(Clone, Default)]
pub struct GroupForm {
    /// `name`.
    pub name: String,
    /// `other-name`.
    pub other_name: String,
    /// `kind`.
    pub kind: String,
    /// Where it meets.
    pub place: PlaceForm,
    /// `purpose`.
    pub purpose: String,
    /// `language`.
    pub language: String,
    /// `founded`.
    pub founded: String,
    /// `legal`.
    pub legal: String,
    /// `receipt`.
    pub receipt: String,
    /// Who answers for it.
    pub contacts: Vec<ContactForm>,
}

/// A group whose every field was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGroup {
    /// Its name.
    pub name: GroupName,
    /// A short or former name.
    pub other_name: Option<GroupName>,
    /// Of which kind.
    pub kind: GroupKind,
    /// Where it meets.
    pub place: Option<Place>,
    /// What it is for.
    pub purpose: Option<GroupWords>,
    /// The language in which one speaks to it.
    pub language: Option<Language>,
    /// When it was founded.
    pub founded: Option<Partial>,
    /// What it is before the law.
    pub legal: Option<Legal>,
    /// Who answers for it, each with what was seen; an emptied row is `None`.
    pub contacts: Vec<(String, Option<Contact>)>,
}

impl GroupForm {
    /// Checks every field.
    ///
    /// # Errors
    /// All the refusals by field: `text-missing` at `name`, `choice-missing` at `kind`, `date-in-future` at `founded`,
    /// `group-receipt-without-state` at `legal`, `group-contact-unnamed` at the contact, those of the place and the texts.
    pub fn parse(&self, today: Day) -> Result<NewGroup, Refusals> {
        let mut wrong = Refusals::new();
        let name = wrong.take(text::required("name", &self.name).map(Some));
        let other_name = wrong.take(text::line("other-name", &self.other_name));
        let kind = wrong.take(needed("kind", &self.kind, GroupKind::from_code));
        let place = wrong.take_all(self.place.parse());
        let purpose = wrong.take(text::words("purpose", &self.purpose));
        let language = wrong.take(language::one("language", &self.language));
        let founded = wrong.take(Partial::parse("founded", &self.founded));
        let ahead = founded.and_then(Partial::earliest);
        if ahead.is_some_and(|day| day > today) {
            wrong.push(Refusal::at("founded", "date-in-future"));
        }
        let legal = wrong.take(self.legal());
        let contacts = wrong.take_all(self.contacts());
        match (name, kind) {
            (Some(name), Some(kind)) => wrong.or(NewGroup {
                name: GroupName::new(name),
                other_name: other_name.map(GroupName::new),
                kind,
                place,
                purpose: purpose.map(GroupWords::new),
                language,
                founded,
                legal,
                contacts,
            }),
            _ => Err(wrong),
        }
    }

    fn legal(&self) -> Result<Option<Legal>, Refusal> {
        let receipt = text::line("receipt", &self.receipt)?;
        match choice("legal", &self.legal, LegalState::from_code)? {
            Some(LegalState::Informal) | None if receipt.is_some() => {
                Err(Refusal::at("legal", "group-receipt-without-state"))
            }
            state => Ok(state.map(|state| Legal { state, receipt })),
        }
    }

    fn contacts(&self) -> Result<Vec<(String, Option<Contact>)>, Refusals> {
        let mut wrong = Refusals::new();
        let mut contacts = Vec::new();
        for (index, form) in self.contacts.iter().enumerate() {
            let at = format!("contact-{index}");
            let who = wrong.take(text::line(&at, &form.who));
            let phone_at = format!("contact-phone-{index}");
            let phone = wrong.take(phone::number(&phone_at, &form.phone));
            if who.is_none() && phone.is_some() {
                wrong.push(Refusal::at(at, "group-contact-unnamed"));
            }
            let who = who.map(GroupWords::new);
            contacts.push((form.seen.clone(), who.map(|who| Contact { who, phone })));
        }
        if contacts.iter().filter(|(_, one)| one.is_some()).count() > CONTACTS_MAX {
            wrong.push(Refusal::whole("group-contacts-too-many").with("max", CONTACTS_MAX));
        }
        wrong.or(contacts)
    }
}

/// A choice that must be made.
fn needed<T>(
    field: &str,
    typed: &str,
    from_code: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, Refusal> {
    match choice(field, typed, from_code)? {
        None => Err(Refusal::at(field, "choice-missing")),
        chosen => Ok(chosen),
    }
}

/// A count of those who are not registered, as typed.
#[derive(Clone, Default)]
pub struct CountForm {
    /// `count-on`: today when empty.
    pub on: String,
    /// The boxes, by [`crate::activity::field`].
    pub boxes: Vec<(String, String)>,
}

impl CountForm {
    /// Checks what was typed.
    ///
    /// # Errors
    /// Those of the boxes; those of the date at `count-on`.
    pub fn parse(&self, today: Day) -> Result<Counted, Refusals> {
        let mut wrong = Refusals::new();
        let on = wrong.take(Day::happened("count-on", &self.on, today).map(Some));
        let counts = wrong.take_all(Counts::parse(|name| {
            let own = self.boxes.iter().find(|(known, _)| known == name);
            own.map_or_else(String::new, |(_, value)| value.clone())
        }));
        let on = on.unwrap_or(today);
        wrong.or(Counted { on, counts })
    }
}

/// The end of a group, as typed.
#[derive(Clone, Default)]
pub struct EndForm {
    /// `end-on`: today when empty.
    pub on: String,
    /// `end-reason`.
    pub reason: String,
    /// `end-words`.
    pub words: String,
}

impl EndForm {
    /// Checks what was typed.
    ///
    /// # Errors
    /// `choice-missing` at `end-reason`, `text-missing` at `end-words` for another reason than those of the list, those of
    /// the date at `end-on`.
    pub fn parse(&self, today: Day) -> Result<Ending, Refusals> {
        let mut wrong = Refusals::new();
        let on = wrong.take(Day::happened("end-on", &self.on, today).map(Some));
        let reason = wrong.take(needed("end-reason", &self.reason, EndReason::from_code));
        let words = match reason {
            Some(EndReason::Other) => text::required_words("end-words", &self.words).map(Some),
            _ => text::words("end-words", &self.words),
        };
        let words = wrong.take(words).map(GroupWords::new);
        match reason {
            Some(reason) => wrong.or(Ending {
                on: on.unwrap_or(today),
                reason,
                words,
            }),
            None => Err(wrong),
        }
    }
}
