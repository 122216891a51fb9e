//! Households and members as typed in a form.

use super::super::codes::choice;
use super::super::kin::check_days;
use super::super::place::{Place, PlaceForm};
use super::super::when::Day;
use super::{MemberRole, Membership};
use crate::refusal::{Refusal, Refusals};
use akwaba_journal::id::EntityId;

/// A member as typed.
#[derive(Clone, Default)]
pub struct MemberForm {
    /// `member-person`: the id of a person.
    pub person: String,
    /// `member-role`.
    pub role: String,
    /// `member-from`.
    pub from: String,
    /// `member-until`.
    pub until: String,
}

impl MemberForm {
    /// Checks what was typed.
    ///
    /// # Errors
    /// All the refusals by field.
    pub fn parse(&self, today: Day) -> Result<Membership, Refusals> {
        let mut wrong = Refusals::new();
        let person: Result<EntityId, _> = self.person.trim().parse();
        let person = wrong.take(
            person
                .map(Some)
                .map_err(|_| Refusal::at("member-person", "choice-missing")),
        );
        let role = wrong.take(
            choice("member-role", &self.role, MemberRole::from_code).and_then(|role| {
                role.map(Some)
                    .ok_or(Refusal::at("member-role", "choice-missing"))
            }),
        );
        let from = wrong.take(Day::parse("member-from", &self.from));
        let until = wrong.take(Day::parse("member-until", &self.until));
        check_days(
            &mut wrong,
            ("member-from", from),
            ("member-until", until),
            today,
        );
        match (person, role) {
            (Some(person), Some(role)) => wrong.or(Membership {
                person,
                role,
                from,
                until,
            }),
            _ => Err(wrong),
        }
    }

    /// What a form shows for a membership that was recorded.
    pub fn of(member: &Membership) -> Self {
        let day = |day: Option<Day>| day.map(Day::iso).unwrap_or_default();
        Self {
            person: member.person.to_string(),
            role: member.role.code().to_owned(),
            from: day(member.from),
            until: day(member.until),
        }
    }
}

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
