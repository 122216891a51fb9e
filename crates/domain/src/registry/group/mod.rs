//! A group: women who work together, a savings association, a cooperative, a youth club, a committee of parents, a village.
//!
//! It stands in the registry beside persons and households, because it is found, changed, read and followed as they are.
//! Invariants: membership is dated and can be read for any day; at most one president on any day; whoever is not
//! registered is counted, not named. Never: names the members of a group where people meet because of what hurt them.

mod change;
mod form;
mod line;
mod rules;

pub use super::membership::{MemberEdit, MemberForm};
pub use change::{amend, change, count, end, open, remove, resume};
pub use form::{ContactForm, CountForm, EndForm, GroupForm, NewGroup};
pub use line::GroupLine;

use super::edit::{Item, Known, items};
use super::household::{People, holds};
use super::kin::Brief;
use super::language::Language;
use super::membership::{self, RoleAmong};
use super::phone::Number;
use super::place::Place;
use super::when::{Day, Partial};
use crate::activity::Counts;
use akwaba_journal::id::EntityId;
use akwaba_journal::state::{Source, State};
use minicbor::{Decode, Encode};

/// The journal's name for a group.
pub const KIND: &str = "group";
/// Version in which acts on a group are written.
pub const VERSION: u16 = 1;
/// The most memberships that one group may have, ended ones included.
pub const MEMBERS_MAX: usize = 500;
/// The most people who answer for one group.
pub const CONTACTS_MAX: usize = 6;

/// Names of the fields and sets, as the journal has them for ever.
pub mod field {
    /// [`super::GroupName`].
    pub const NAME: &str = "name";
    /// [`super::GroupName`]: a short or former name.
    pub const OTHER_NAME: &str = "other-name";
    /// [`super::GroupKind`].
    pub const KIND: &str = "kind";
    /// [`super::Place`].
    pub const PLACE: &str = "place";
    /// [`super::GroupWords`].
    pub const PURPOSE: &str = "purpose";
    /// [`super::Language`].
    pub const LANGUAGE: &str = "language";
    /// [`super::Partial`].
    pub const FOUNDED: &str = "founded";
    /// [`super::Legal`].
    pub const LEGAL: &str = "legal";
    /// [`super::Ending`].
    pub const ENDED: &str = "ended";
    /// Set of [`super::Contact`].
    pub const CONTACTS: &str = "contacts";
    /// Set of [`super::Membership`].
    pub const MEMBERS: &str = "members";
    /// Set of [`super::Counted`].
    pub const COUNTED: &str = "counted";

    /// The fields that the form of a group shows, each settled by the last write that had seen it.
    pub const SHOWN: [&str; 8] = [
        NAME, OTHER_NAME, KIND, PLACE, PURPOSE, LANGUAGE, FOUNDED, LEGAL,
    ];
}

crate::personal! {
    /// The name of a group.
    GroupName;
    /// What a group is for, who answers for it, why it ended: in words.
    GroupWords;
}

coded! {
    /// What kind of group.
    GroupKind {
        /// Women who work or save together.
        0 Women = "women",
        /// A village savings and loan association (AVEC).
        1 Savings = "savings",
        /// A cooperative.
        2 Cooperative = "cooperative",
        /// A youth club.
        3 Youth = "youth",
        /// A committee of parents.
        4 Parents = "parents",
        /// A village.
        5 Village = "village",
        /// A neighbourhood.
        6 Neighbourhood = "neighbourhood",
        /// A support group: people meet because of what happened to them.
        7 Support = "support",
        /// Something else.
        8 Other = "other",
    }
}

impl GroupKind {
    /// Whether to be known as a member could hurt somebody: members are counted, and nobody is named.
    pub fn is_delicate(self) -> bool {
        self == Self::Support
    }
}

coded! {
    /// What a group is before the law.
    LegalState {
        /// Nothing was filed.
        0 Informal = "informal",
        /// It was declared, and has a receipt.
        1 Declared = "declared",
        /// It was recognised or approved.
        2 Recognised = "recognised",
    }
}

coded! {
    /// What a member does in the group.
    GroupRole {
        /// Presides.
        0 President = "president",
        /// Presides in their absence.
        1 VicePresident = "vice-president",
        /// Writes.
        2 Secretary = "secretary",
        /// Keeps the money.
        3 Treasurer = "treasurer",
        /// Checks the accounts.
        4 Controller = "controller",
        /// Any other member.
        5 Member = "member",
    }
}

coded! {
    /// Why a group ended.
    EndReason {
        /// It has done what it was for.
        0 Done = "done",
        /// Its members parted.
        1 Parted = "parted",
        /// It joined another group.
        2 Merged = "merged",
        /// It lost its money.
        3 Money = "money",
        /// Its members moved away.
        4 Moved = "moved",
        /// Another reason.
        5 Other = "other",
    }
}

/// What a group is before the law, and the number of its receipt.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Legal {
    /// What.
    #[n(0)]
    pub state: LegalState,
    /// The number of its receipt or of its approval.
    #[n(1)]
    pub receipt: Option<String>,
}

/// Somebody who answers for the group, and agrees to be called for it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(array)]
pub struct Contact {
    /// Who, in words.
    #[n(0)]
    pub who: GroupWords,
    /// Their phone.
    #[n(1)]
    pub phone: Option<Number>,
}

/// That a person of the registry belongs to a group, in a role, for a time.
pub type Membership = membership::Membership<GroupRole>;

impl RoleAmong for GroupRole {
    fn read(code: &str) -> Option<Self> {
        Self::from_code(code)
    }

    fn written(self) -> &'static str {
        self.code()
    }
}

/// The members who are not of the registry, counted on a day; it holds until the next count.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Counted {
    /// On which day.
    #[n(0)]
    pub on: Day,
    /// How many of each sex and age band.
    #[n(1)]
    pub counts: Counts,
}

/// That a group ended.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Ending {
    /// Its last day.
    #[n(0)]
    pub on: Day,
    /// Why.
    #[n(1)]
    pub reason: EndReason,
    /// Why, in words.
    #[n(2)]
    pub words: Option<GroupWords>,
}

/// All that is known of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupView {
    /// The record.
    pub id: EntityId,
    /// Its name.
    pub name: Known<GroupName>,
    /// A short or former name.
    pub other_name: Known<GroupName>,
    /// Of which kind.
    pub kind: Known<GroupKind>,
    /// Where it meets.
    pub place: Known<Place>,
    /// What it is for.
    pub purpose: Known<GroupWords>,
    /// The language in which one speaks to it.
    pub language: Known<Language>,
    /// When it was founded.
    pub founded: Known<Partial>,
    /// What it is before the law.
    pub legal: Known<Legal>,
    /// That it ended.
    pub ended: Known<Ending>,
    /// Who answers for it, the first noted first.
    pub contacts: Vec<Item<Contact>>,
    /// Memberships, oldest first, ended ones included.
    pub members: Vec<Item<Membership>>,
    /// Counts of those who are not registered, as they were noted.
    pub counted: Vec<Item<Counted>>,
    /// Who opened it, when.
    pub first: Option<Source>,
    /// Who last changed anything, when.
    pub last: Option<Source>,
}

/// A group on one day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gathered {
    /// Its members who are registered: those who preside first, then by role, then as they were noted.
    pub members: Vec<Membership>,
    /// How many others, as they were last counted.
    pub others: Option<Counted>,
}

impl Gathered {
    /// How many they are together.
    pub fn total(&self) -> u32 {
        let others = self.others.as_ref().map_or(0, |one| one.counts.total());
        let named = u32::try_from(self.members.len());
        named.unwrap_or(u32::MAX).saturating_add(others)
    }
}

/// Whether the group itself can be read. Or else its key was destroyed, and all that is left was written under the keys of
/// those who belonged to it: it is of them, and there is no group any more.
pub fn is_known(state: &State) -> bool {
    Known::<GroupName>::of(state, field::NAME).shown().is_some()
}

impl GroupView {
    /// Reads a record.
    pub fn of(id: EntityId, state: &State) -> Self {
        Self {
            id,
            name: Known::of(state, field::NAME),
            other_name: Known::of(state, field::OTHER_NAME),
            kind: Known::of(state, field::KIND),
            place: Known::of(state, field::PLACE),
            purpose: Known::of(state, field::PURPOSE),
            language: Known::of(state, field::LANGUAGE),
            founded: Known::of(state, field::FOUNDED),
            legal: Known::of(state, field::LEGAL),
            ended: Known::of(state, field::ENDED),
            contacts: items(state, field::CONTACTS),
            members: items(state, field::MEMBERS),
            counted: items(state, field::COUNTED),
            first: state.first(),
            last: state.last(),
        }
    }

    /// The group on a day. Who had died by then is no longer a member; once it ended it has none.
    pub fn at(&self, day: Day, people: &People) -> Gathered {
        if self.ended.shown().is_some_and(|ended| ended.on < day) {
            return Gathered::default();
        }
        let lives = |person: &EntityId| {
            let last = people.get(person).and_then(Brief::lived_until);
            last.is_none_or(|last| last >= day)
        };
        let mut members: Vec<Membership> = self
            .members
            .iter()
            .map(|item| &item.value)
            .filter(|m| holds(m.from, m.until, day) && lives(&m.person))
            .cloned()
            .collect();
        members.sort_by_key(|member| member.role);
        let others = self.counted.iter().map(|item| &item.value);
        let others = others.filter(|counted| counted.on <= day);
        // Of two counts of one day, the one noted last.
        let others = others.reduce(|best, next| if next.on >= best.on { next } else { best });
        Gathered {
            members,
            others: others.cloned(),
        }
    }

    /// Whether it has ended.
    pub fn is_over(&self) -> bool {
        self.ended.shown().is_some()
    }

    /// Whether its members are counted and never named.
    pub fn is_delicate(&self) -> bool {
        self.kind.shown().is_some_and(|kind| kind.is_delicate())
    }

    /// Everyone of the registry who ever belonged.
    pub fn people(&self) -> impl Iterator<Item = EntityId> {
        self.members.iter().map(|item| item.value.person)
    }
}

#[cfg(test)]
mod tests;
