//! Codes of sealed files: what stands in place of a name on whatever leaves the file.
//!
//! Drawn by chance: never counted, never made out of a name, a date or another code.

use super::Subject;
use super::open::entry;
use crate::draft::{Acting, Drafts};
use crate::policy::{Allowed, act};
use akwaba_journal::chance::Chance;
use akwaba_journal::id::EntityId;
use akwaba_journal::state::State;

/// What codes are written with: nothing that is taken for something else when read aloud.
const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const PERSON_LETTERS: usize = 6;
const INCIDENT_LETTERS: usize = 8;
/// The field of a case that holds the code of its person.
const PERSON: &str = "person-code";

crate::personal! {
    /// A code.
    Code;
}

impl Code {
    /// A new one for a person.
    pub fn for_person(chance: &mut dyn Chance) -> Self {
        Self::new(drawn::<PERSON_LETTERS>(chance))
    }

    /// A new one for an incident: two groups of four, so that nobody takes it for that of a person.
    pub fn for_incident(chance: &mut dyn Chance) -> Self {
        let mut letters = drawn::<INCIDENT_LETTERS>(chance);
        letters.insert(INCIDENT_LETTERS / 2, '-');
        Self::new(letters)
    }
}

/// The code of the person of a case; none where it was begun before codes, until the next act on it.
pub fn of_person(state: &State) -> Option<Code> {
    state.one(PERSON)
}

/// Gives the person of a case that begins a code.
pub fn first(
    allowed: &Allowed<act::CaseOpen>,
    case: EntityId,
    subject: Subject,
    code: &Code,
) -> Drafts {
    let act = Acting::on(&State::default())
        .set(PERSON, code)
        .done(None, None);
    let mut drafts = Drafts::under(allowed);
    drafts.push(entry(allowed.centre(), case, subject, act));
    drafts
}

/// The same, drawn now, of a case that goes on, unless the person has one.
pub(super) fn give_once(acting: &mut Acting<'_>, state: &State, chance: &mut dyn Chance) {
    if of_person(state).is_none() {
        acting.set(PERSON, &Code::for_person(chance));
    }
}

fn drawn<const LENGTH: usize>(chance: &mut dyn Chance) -> String {
    let mut bytes = [0; LENGTH];
    chance.fill(&mut bytes);
    // 32 letters: every one as likely as another.
    let letters = bytes
        .iter()
        .filter_map(|byte| LETTERS.get(usize::from(byte % 32)));
    letters.copied().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use akwaba_journal::chance::Seeded;
    use std::collections::BTreeSet;

    #[test]
    fn codes_come_from_chance_alone_and_never_twice_in_a_lifetime_of_work() {
        let mut chance = Seeded::new(3);
        let codes: BTreeSet<Code> = (0..2_000)
            .map(|_| Code::for_incident(&mut chance))
            .collect();
        assert_eq!(codes.len(), 2_000);
        let again = Code::for_incident(&mut Seeded::new(3));
        assert_eq!(Code::for_incident(&mut Seeded::new(3)), again);
        assert_ne!(Code::for_incident(&mut Seeded::new(4)), again);
        for code in codes {
            let (left, right) = code.as_str().split_once('-').unwrap();
            assert!(left.len() == 4 && right.len() == 4, "{}", code.as_str());
            assert!(!format!("{code:?}").contains(left));
        }
    }
}
