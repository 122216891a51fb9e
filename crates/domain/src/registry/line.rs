//! What lists, households and searches show of a person or a household: one line, kept by the
//! store beside the record so that a list need not open each record.

use super::birth::Birth;
use super::identity::Identity;
use super::kin::Brief;
use super::name::{Name, NameText};
use super::needs::Needs;
use super::person::{Death, PersonView, Sex};
use super::phone::Phone;
use super::place::{Landmark, Locality, Place};
use super::register::NewPerson;
use akwaba_journal::id::EntityId;
use akwaba_matching::card::{self, Card};
use minicbor::{Decode, Encode};

/// A person in one line.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct PersonLine {
    /// Family and given names.
    #[n(0)]
    pub name: NameText,
    /// Initials, for a screen that someone else sees.
    #[n(1)]
    pub initials: NameText,
    /// Nickname, usual name, name before marriage.
    #[n(2)]
    pub other_names: Vec<NameText>,
    /// Sex.
    #[n(3)]
    pub sex: Option<Sex>,
    /// Birth.
    #[n(4)]
    pub birth: Option<Birth>,
    /// Unit and locality; no landmark.
    #[n(5)]
    pub place: Option<Place>,
    /// First phone.
    #[n(6)]
    pub phone: Option<Phone>,
    /// Death.
    #[n(7)]
    pub death: Option<Death>,
    /// The grid.
    #[n(8)]
    pub needs: Needs,
    /// Someone must not be told, or only some ways of contact are safe.
    #[n(9)]
    pub discreet: bool,
    /// Two values wait to be settled.
    #[n(10)]
    pub conflict: bool,
    /// An identity was validated.
    #[n(11)]
    pub validated: bool,
}

impl PersonLine {
    /// The line of a person.
    pub fn of(view: &PersonView) -> Self {
        let line = view.line();
        let place = view.place.shown().map(|place| Place {
            landmark: None::<Landmark>,
            ..place.clone()
        });
        Self {
            name: line.short(),
            initials: line.initials(),
            other_names: line.others.iter().map(|name| name.text.clone()).collect(),
            sex: view.sex.shown().copied(),
            birth: view.birth.shown().copied(),
            place,
            phone: view.phones.first().map(|item| item.value.clone()),
            death: view.death.shown().copied(),
            needs: view.needs(),
            discreet: !view.must_not_tell.is_empty() || view.contact.shown().is_some(),
            conflict: !view.conflicts().is_empty(),
            validated: view.is_validated(),
        }
    }

    /// What decisions about others need to know.
    pub fn brief(&self) -> Brief {
        Brief {
            birth: self.birth,
            sex: self.sex,
            death: self.death,
        }
    }
}

/// What search and comparison know of a person.
pub fn card(view: &PersonView) -> Card {
    pieces(
        view.id,
        view.names.iter().map(|item| &item.value),
        (view.sex.shown(), view.birth.shown()),
        view.phones.iter().map(|item| &item.value),
        view.identities.iter().map(|item| &item.value),
        [view.place.shown(), view.origin.shown()],
    )
}

/// What search and comparison will know of someone who is not registered yet.
pub fn card_of_new(id: EntityId, new: &NewPerson) -> Card {
    pieces(
        id,
        &new.names,
        (new.sex.as_ref(), new.birth.as_ref()),
        &new.phones,
        &new.identities,
        [new.place.as_ref(), new.origin.as_ref()],
    )
}

fn pieces<'a>(
    id: EntityId,
    names: impl IntoIterator<Item = &'a Name>,
    (sex, birth): (Option<&Sex>, Option<&Birth>),
    phones: impl IntoIterator<Item = &'a Phone>,
    identities: impl IntoIterator<Item = &'a Identity>,
    known: [Option<&Place>; 2],
) -> Card {
    let mut places: Vec<String> = Vec::new();
    for place in known.into_iter().flatten() {
        places.extend(place.unit.as_deref().map(super::units::path));
        let words = place.locality.as_ref().map(Locality::as_str);
        places.extend(words.map(str::to_owned));
        let words = place.landmark.as_ref().map(Landmark::as_str);
        places.extend(words.map(str::to_owned));
    }
    let papers = identities.into_iter().filter_map(|identity| {
        Some(card::Identity {
            scheme: identity.kind.code().to_owned(),
            number: identity.key()?,
        })
    });
    let mut identities: Vec<card::Identity> = papers.collect();
    identities.push(card::Identity {
        scheme: "code".to_owned(),
        number: short_code('P', id),
    });
    let names = names.into_iter().map(|name| name.text.as_str().to_owned());
    let phones = phones
        .into_iter()
        .map(|phone| phone.number.as_str().to_owned());
    Card {
        person: *id.as_bytes(),
        names: names.collect(),
        sex: match sex {
            Some(Sex::Female) => Some(card::Sex::Female),
            Some(Sex::Male) => Some(card::Sex::Male),
            Some(Sex::NotSaid) | None => None,
        },
        birth: birth.and_then(Birth::span),
        phones: phones.collect(),
        identities,
        places,
        ..Card::default()
    }
}

/// The short code that papers carry to find a record again: a letter and nine digits. Two records
/// may share one: it leads to a record, it does not prove which.
pub fn short_code(letter: char, id: EntityId) -> String {
    let hash = blake3::hash(id.as_bytes());
    let number = hash
        .as_bytes()
        .iter()
        .take(8)
        .fold(0_u64, |n, byte| (n << 8) | u64::from(*byte));
    format!("{letter}{:09}", number % 1_000_000_000)
}

/// The short code as printed: P 123 456 789.
pub fn short_code_shown(letter: char, id: EntityId) -> String {
    let code = short_code(letter, id);
    let (letter, digits) = code.split_at(1);
    let groups: Vec<&str> = [digits.get(0..3), digits.get(3..6), digits.get(6..9)]
        .into_iter()
        .flatten()
        .collect();
    format!("{letter} {}", groups.join(" "))
}

#[cfg(test)]
mod tests {
    use super::super::testing::Memory;
    use super::*;

    #[test]
    fn a_line_and_a_card_are_made_of_what_is_known_and_no_more() {
        let mut memory = Memory::new();
        let id = memory.someone("Affoué", "1990");
        let view = memory.person(id);
        let line = PersonLine::of(&view);
        assert_eq!(line.name.as_str(), "Affoué");
        assert!(!line.discreet && !line.conflict && !line.validated);
        let bytes = minicbor::to_vec(&line).unwrap();
        assert_eq!(minicbor::decode::<PersonLine>(&bytes).unwrap(), line);
        let card = card(&view);
        assert_eq!(card.names, ["Affoué"]);
        assert_eq!(card.sex, None);
        assert_eq!(card.identities.len(), 1, "only the code of the record");
    }

    #[test]
    fn the_short_code_is_the_same_for_ever_and_can_be_read_aloud() {
        let id = EntityId::from_bytes([7; 16]);
        assert_eq!(short_code('P', id), short_code('P', id));
        assert_eq!(short_code('P', id).len(), 10);
        assert_eq!(
            short_code_shown('M', id).replace(' ', ""),
            short_code('M', id)
        );
    }
}
