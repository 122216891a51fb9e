//! Households and members as typed in a form.

use super::super::place::{Place, PlaceForm};
use super::super::when::Day;
use super::{MemberForm, Membership};
use crate::refusal::{Refusal, Refusals};
use akwaba_journal::id::EntityId;

/// A household as typed or read from a file: a head is not required.
#[derive(Clone, Default)]
pub struct HouseholdForm {
    /// Its first members.
    pub members: Vec<MemberForm>,
    /// Address.
    pub place: PlaceForm,
    /// `recipient`: the id of who receives, when not the head.
    pub recipient: String,
}

/// A household whose every field was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewHousehold {
    pub(super) members: Vec<Membership>,
    pub(super) place: Option<Place>,
    pub(super) recipient: Option<EntityId>,
}

impl HouseholdForm {
    /// Checks every field.
    ///
    /// # Errors
    /// All the refusals by field.
    pub fn parse(&self, today: Day) -> Result<NewHousehold, Refusals> {
        let mut wrong = Refusals::new();
        let mut members = Vec::new();
        for form in &self.members {
            members.extend(wrong.take_all(form.parse(today).map(Some)));
        }
        if members.is_empty() && wrong.as_slice().is_empty() {
            wrong.push(Refusal::at(
                "member-person",
                "registry-household-needs-a-member",
            ));
        }
        let place = wrong.take_all(self.place.parse());
        let recipient = match self.recipient.trim() {
            "" => None,
            id => wrong.take(
                id.parse()
                    .map(Some)
                    .map_err(|_| Refusal::at("recipient", "choice-unknown")),
            ),
        };
        if recipient.is_some_and(|id| !members.iter().any(|member| member.person == id)) {
            wrong.push(Refusal::at("recipient", "registry-recipient-not-a-member"));
        }
        wrong.or(NewHousehold {
            members,
            place,
            recipient,
        })
    }
}
