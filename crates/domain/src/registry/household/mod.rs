//! A household: who lives together, in what role, from when to when.
//!
//! Invariants: a person may belong to several households; membership is dated and can be read for
//! any day; at most one living head on any day. Never: a household key made of a name.

pub mod change;
pub mod form;
mod rules;
pub mod settle;

pub use super::membership::{MemberEdit, MemberForm};
pub use change::{amend, gather, open, place, recipient, remove};
pub use form::HouseholdForm;

use super::edit::{Item, Known, items};
use super::kin::Brief;
use super::membership::{self, RoleAmong};
use super::place::Place;
use super::when::Day;
use akwaba_journal::id::EntityId;
use akwaba_journal::state::{Source, State};
use minicbor::{Decode, Encode};
use std::collections::BTreeMap;

/// The journal's name for a household.
pub const KIND: &str = "household";
/// Version in which acts on a household are written.
pub const VERSION: u16 = 1;
/// The most memberships that one household may have, ended ones included.
pub const MEMBERS_MAX: usize = 200;

/// Names of the fields and sets, as the journal has them for ever.
pub mod field {
    /// Set of [`super::Membership`].
    pub const MEMBERS: &str = "members";
    /// Set of [`super::Recipient`].
    pub const RECIPIENTS: &str = "recipients";
    /// [`super::Place`].
    pub const PLACE: &str = "place";
}

coded! {
    /// What a member is in the household.
    MemberRole {
        /// Head.
        0 Head = "head",
        /// Husband, wife, companion of the head.
        1 Spouse = "spouse",
        /// Child of the head or of the spouse.
        2 Child = "child",
        /// Child entrusted to the household.
        3 Entrusted = "entrusted",
        /// Grandchild.
        4 Grandchild = "grandchild",
        /// Father or mother of the head or of the spouse.
        5 Parent = "parent",
        /// Brother or sister.
        6 Sibling = "sibling",
        /// Nephew or niece.
        7 NephewNiece = "nephew-niece",
        /// Another relative.
        8 Relative = "relative",
        /// No relative.
        9 Unrelated = "unrelated",
    }
}

/// That someone belongs to a household, in a role, for a time.
pub type Membership = membership::Membership<MemberRole>;

impl RoleAmong for MemberRole {
    fn read(code: &str) -> Option<Self> {
        Self::from_code(code)
    }

    fn written(self) -> &'static str {
        self.code()
    }
}

/// Who receives what is given to the household, for a time.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Recipient {
    /// Who.
    #[n(0)]
    pub person: EntityId,
    /// Since when; unknown when empty.
    #[n(1)]
    pub from: Option<Day>,
    /// Until when; still when empty.
    #[n(2)]
    pub until: Option<Day>,
}

/// What decisions about households know of their persons.
pub type People = BTreeMap<EntityId, Brief>;

/// All that is known of a household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdView {
    /// The record.
    pub id: EntityId,
    /// Memberships, oldest first, ended ones included.
    pub members: Vec<Item<Membership>>,
    /// Recipients, ended ones included.
    pub recipients: Vec<Item<Recipient>>,
    /// Address.
    pub place: Known<Place>,
    /// Who opened it, when.
    pub first: Option<Source>,
    /// Who last changed anything, when.
    pub last: Option<Source>,
}

/// A household on one day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Composition {
    /// Members that day: head first, then by role, then as they were noted.
    pub members: Vec<Membership>,
    /// The head. Where two nodes each wrote one, the first noted: see [`Composition::heads`].
    pub head: Option<EntityId>,
    /// Every living head that day: more than one is a conflict to settle.
    pub heads: Vec<EntityId>,
    /// Who receives: the recipient, or the head when none was named.
    pub recipient: Option<EntityId>,
}

impl HouseholdView {
    /// Reads a record.
    pub fn of(id: EntityId, state: &State) -> Self {
        Self {
            id,
            members: items(state, field::MEMBERS),
            recipients: items(state, field::RECIPIENTS),
            place: Known::of(state, field::PLACE),
            first: state.first(),
            last: state.last(),
        }
    }

    /// The household on a day. Who had died by then is no longer a member.
    pub fn at(&self, day: Day, people: &People) -> Composition {
        let lives = |person: &EntityId| {
            people
                .get(person)
                .and_then(Brief::lived_until)
                .is_none_or(|last| last >= day)
        };
        let mut members: Vec<Membership> = self
            .members
            .iter()
            .map(|item| &item.value)
            .filter(|m| holds(m.from, m.until, day) && lives(&m.person))
            .cloned()
            .collect();
        members.sort_by_key(|member| member.role);
        let heads: Vec<EntityId> = members
            .iter()
            .filter(|member| member.role == MemberRole::Head)
            .map(|member| member.person)
            .collect();
        let mut named = self
            .recipients
            .iter()
            .map(|item| &item.value)
            .filter(|r| holds(r.from, r.until, day) && lives(&r.person));
        let recipient = named.next_back().map(|recipient| recipient.person);
        Composition {
            head: heads.first().copied(),
            recipient: recipient.or(heads.first().copied()),
            heads,
            members,
        }
    }

    /// Everyone who ever belonged.
    pub fn people(&self) -> impl Iterator<Item = EntityId> {
        self.members.iter().map(|item| item.value.person)
    }
}

/// The first who receives while another one does.
pub fn receives_twice(recipients: &[Recipient]) -> Option<&Recipient> {
    let period = |one: &Recipient| (one.from, one.until);
    let mut all = recipients.iter().enumerate();
    let twice = all.find(|(place, one)| {
        let mut before = recipients.iter().take(*place);
        before.any(|other| super::kin::common(period(other), period(one)).is_some())
    });
    twice.map(|(_, one)| one)
}

/// Whether a period, open where unknown, holds on a day. It ends on its last day: who leaves on a
/// day is no longer there the day after.
pub fn holds(from: Option<Day>, until: Option<Day>, day: Day) -> bool {
    from.is_none_or(|from| from <= day) && until.is_none_or(|until| until >= day)
}

#[cfg(test)]
mod tests;
