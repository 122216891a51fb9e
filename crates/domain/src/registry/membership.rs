//! That a person belongs to a household or a group, in a role, for a time: as it is kept, as it is typed, as it is changed.
//!
//! Never: whether such members may be together. That is for the rules of households and of groups.

use super::codes::choice;
use super::edit::Editing;
use super::kin::check_days;
use super::term::{self, Term};
use super::when::Day;
use crate::refusal::{Refusal, Refusals};
use akwaba_journal::act::Tag;
use akwaba_journal::id::EntityId;
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};

/// What somebody can be among others: one of a list whose codes stand in forms.
pub trait RoleAmong: Copy + PartialEq + Encode<()> + for<'b> Decode<'b, ()> {
    /// The role of a code.
    fn read(code: &str) -> Option<Self>;
    /// Its code.
    fn written(self) -> &'static str;
}

/// That a person belongs somewhere, in a role, for a time.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Membership<R> {
    /// Who.
    #[n(0)]
    pub person: EntityId,
    /// As what.
    #[n(1)]
    pub role: R,
    /// Since when; unknown when empty.
    #[n(2)]
    pub from: Option<Day>,
    /// Until when; still when empty.
    #[n(3)]
    pub until: Option<Day>,
}

impl<R: RoleAmong> Term for Membership<R> {
    fn from(&self) -> Option<Day> {
        self.from
    }

    fn ended(&self, on: Day) -> Self {
        Self {
            until: Some(on),
            ..self.clone()
        }
    }
}

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
    pub fn parse<R: RoleAmong>(&self, today: Day) -> Result<Membership<R>, Refusals> {
        let mut wrong = Refusals::new();
        let person: Option<EntityId> = self.person.trim().parse().ok();
        if person.is_none() {
            wrong.push(Refusal::at("member-person", "choice-missing"));
        }
        let role = wrong.take(choice("member-role", &self.role, R::read).and_then(|role| {
            role.map(Some)
                .ok_or_else(|| Refusal::at("member-role", "choice-missing"))
        }));
        let from = wrong.take(Day::parse("member-from", &self.from));
        let until = wrong.take(Day::parse("member-until", &self.until));
        let days = (("member-from", from), ("member-until", until));
        check_days(&mut wrong, days.0, days.1, today);
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
    pub fn of<R: RoleAmong>(member: &Membership<R>) -> Self {
        let day = |day: Option<Day>| day.map(Day::iso).unwrap_or_default();
        Self {
            person: member.person.to_string(),
            role: member.role.written().to_owned(),
            from: day(member.from),
            until: day(member.until),
        }
    }
}

/// A change of one membership, as typed.
#[derive(Clone)]
pub enum MemberEdit {
    /// Someone joins, or a membership is corrected: what was seen of it, and the form.
    Write(String, MemberForm),
    /// Someone leaves on a day.
    Leave(Tag, String),
    /// Someone changes role on a day: the old membership ends the day before.
    NewRole(Tag, String, String),
}

impl MemberEdit {
    /// Writes the change among the memberships of `place`; gives whose it is.
    ///
    /// # Errors
    /// All the refusals by field.
    pub(super) fn write<R: RoleAmong>(
        &self,
        editing: &mut Editing<'_>,
        place: (&State, &str),
        today: Day,
    ) -> Result<EntityId, Refusals> {
        let (_, set) = place;
        Ok(match self {
            Self::Write(seen, form) => {
                let member = form.parse::<R>(today)?;
                let person = member.person;
                editing.row(set, seen, Some(member));
                person
            }
            Self::Leave(tag, on) => {
                let on = Day::parse("member-until", on)?.unwrap_or(today);
                term::end::<Membership<R>>(editing, place, *tag, on, today)?.person
            }
            Self::NewRole(tag, role, on) => {
                let (old, on) = term::replace::<Membership<R>>(editing, place, *tag, on, today)?;
                let form = MemberForm {
                    role: role.clone(),
                    from: on.iso(),
                    until: String::new(),
                    ..MemberForm::of(&old)
                };
                editing.add(set, form.parse::<R>(today)?);
                old.person
            }
        })
    }
}
