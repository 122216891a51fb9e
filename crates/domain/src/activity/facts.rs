//! What the journal keeps of an activity, and what follows from it.

use super::{Counts, Kind, Place, Theme, Words};
use crate::reception::{Day, LineNumber};
use crate::registry::codes::coded;
use akwaba_journal::act::Tag;
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};

pub(super) const NUMBER: &str = "number";
pub(super) const PLAN: &str = "plan";
pub(super) const HELD: &str = "held";
pub(super) const CANCELLED: &str = "cancelled";
pub(super) const NAMED: &str = "named";
pub(super) const FOLLOWED: &str = "followed";

coded! {
    /// Where an activity stands.
    Stage {
        /// It is to come, or nobody wrote yet that it was held.
        0 Planned = "prevue",
        /// It was held.
        1 Held = "tenue",
        /// It was called off.
        2 Cancelled = "annulee",
    }
}

/// What is meant to happen.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Plan {
    /// In which centre.
    #[n(0)]
    pub centre: CentreId,
    /// Of which kind.
    #[n(1)]
    pub kind: Kind,
    /// On which theme.
    #[n(2)]
    pub theme: Theme,
    /// The theme in words, where the list has none for it.
    #[n(3)]
    pub theme_words: Option<Words>,
    /// Where.
    #[n(4)]
    pub place: Place,
    /// Where exactly.
    #[n(5)]
    pub place_words: Option<Words>,
    /// On which day.
    #[n(6)]
    pub day: Day,
    /// Who leads it.
    #[n(7)]
    pub leaders: Vec<ActorId>,
    /// Who else leads it: a midwife, a teacher, a leader of women.
    #[n(8)]
    pub guests: Option<Words>,
    /// What is to be said: three messages, not ten.
    #[n(9)]
    pub messages: Option<Words>,
    /// With which group of the registry.
    #[n(10)]
    pub group: Option<EntityId>,
    /// In which case: what is told there as a step is this activity, and counts once.
    #[n(11)]
    pub case: Option<EntityId>,
}

/// How it went.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Held {
    /// On which day.
    #[n(0)]
    pub day: Day,
    /// For how many minutes, where it was said.
    #[n(1)]
    pub minutes: Option<u32>,
    /// Who came.
    #[n(2)]
    pub counts: Counts,
    /// Of those, how many with a disability.
    #[n(3)]
    pub disabled: u32,
    /// How many came to talk in private afterwards.
    #[n(4)]
    pub came_to_talk: u32,
    /// What the group said and asked, without a name.
    #[n(5)]
    pub words: Option<Words>,
    /// Why an earlier count is corrected.
    #[n(6)]
    pub correction: Option<Words>,
    /// When it was written, in microseconds since 1970.
    #[n(7)]
    pub at_micros: i64,
}

/// Somebody of the registry who was there and agreed that it be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// Names the line.
    pub tag: Tag,
    /// Who.
    pub person: EntityId,
}

/// What was begun after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Followed {
    /// The case.
    #[n(0)]
    pub case: EntityId,
}

/// An activity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// Which.
    pub id: EntityId,
    /// Its number in the year.
    pub number: LineNumber,
    /// What is meant to happen.
    pub plan: Plan,
    /// Who wrote it first.
    pub by: ActorId,
    /// How it went, each time that it was written, oldest first: the last one holds.
    pub held: Vec<(ActorId, Held)>,
    /// Who called it off, and why.
    pub cancelled: Option<(ActorId, Words)>,
    /// Who agreed to be named.
    pub named: Vec<Named>,
    /// What was begun after it.
    pub followed: Vec<Followed>,
}

impl Activity {
    /// The activity of a state; `None` when it is not one.
    pub fn of(id: EntityId, state: &State) -> Option<Self> {
        let held = state.facts::<Held>(HELD).into_iter();
        let cancelled = state.facts::<Words>(CANCELLED).into_iter().next();
        let named = state.items::<EntityId>(NAMED).into_iter();
        let followed = state.facts::<Followed>(FOLLOWED).into_iter();
        Some(Self {
            id,
            number: state.one(NUMBER)?,
            plan: state.one(PLAN)?,
            by: state.first()?.actor,
            held: held.map(|(source, held)| (source.actor, held)).collect(),
            cancelled: cancelled.map(|(source, words)| (source.actor, words)),
            named: named.map(|(tag, person)| Named { tag, person }).collect(),
            followed: followed.map(|(_, followed)| followed).collect(),
        })
    }

    /// How it went, as it was written last.
    pub fn outcome(&self) -> Option<&Held> {
        self.held.last().map(|(_, held)| held)
    }

    /// Where it stands. What somebody counted happened, whatever another node called off.
    pub fn stage(&self) -> Stage {
        match (self.outcome(), &self.cancelled) {
            (Some(_), _) => Stage::Held,
            (None, Some(_)) => Stage::Cancelled,
            (None, None) => Stage::Planned,
        }
    }

    /// The day on which it was held, or is meant to be.
    pub fn day(&self) -> Day {
        self.outcome().map_or(self.plan.day, |held| held.day)
    }
}
