//! Group activities: prevention, awareness, support groups, training, visits; planned, then held.
//!
//! Who came is counted by sex and age band. Invariant: nobody is named without having agreed, and
//! nobody at all where the theme could hurt them. Never: a file opened on somebody because they came.

mod count;
mod facts;
mod hold;
mod people;
mod plan;
mod talk;

pub use count::{Count, Counts, Figure, Figures, SEXES, field};
pub use facts::{Activity, Followed, Held, Named, Plan, Stage};
pub use hold::{HeldForm, hold};
pub use people::{follow, name, unname};
pub use plan::{PlanForm, Planning, cancel, plan, replan, year_entity};
pub use talk::{TALK_PROCEDURE, TALK_REGISTER, Talk};

use crate::registry::codes::coded;

/// Kind of the entities that are activities.
pub const ACTIVITY: &str = "activity";
/// Kind of the entity that counts the activities of a year.
pub const ACTIVITY_YEAR: &str = "activities-year";
/// Version in which this module writes.
pub const VERSION: u16 = 1;
/// The most people that one box of the count may hold: more is a slip of the hand.
pub const BOX_MAX: u32 = 2_000;

coded! {
    /// What kind of activity.
    Kind {
        /// A talk with a small group.
        0 Talk = "causerie",
        /// Awareness of many at once.
        1 Awareness = "sensibilisation",
        /// A support group.
        2 Support = "parole",
        /// A training.
        3 Training = "formation",
        /// A visit of a school or another place.
        4 Visit = "visite",
        /// A broadcast: nobody is there to be counted.
        5 Radio = "radio",
        /// Something else.
        6 Other = "autre",
    }
}

coded! {
    /// On what, as procedure P23 of the manual lists it.
    Theme {
        /// Birth acts.
        0 Act = "acte",
        /// Health of mother and child.
        1 Health = "sante",
        /// Food and hygiene.
        2 Food = "nutrition",
        /// School, and leaving it.
        3 School = "ecole",
        /// Marriage of children.
        4 ChildMarriage = "mariage_enfant",
        /// Genital mutilation.
        5 Mutilation = "mgf",
        /// Violence, and where help is.
        6 Violence = "violence",
        /// Dangerous work of children.
        7 ChildLabour = "travail_enfant",
        /// Alcohol and drugs.
        8 Addiction = "addiction",
        /// CMU and RAM.
        9 Insurance = "cmu",
        /// The budget of a household.
        10 Budget = "budget",
        /// Old people.
        11 Age = "age",
        /// Disability.
        12 Disability = "handicap",
        /// Living together.
        13 Peace = "cohesion",
        /// Flood, fire, epidemic.
        14 Disaster = "urgence",
        /// Something else.
        15 Other = "autre",
    }
}

impl Theme {
    /// Whether to have been seen there could hurt somebody: nobody is named.
    pub fn is_delicate(self) -> bool {
        matches!(
            self,
            Self::ChildMarriage
                | Self::Mutilation
                | Self::Violence
                | Self::ChildLabour
                | Self::Addiction
        )
    }
}

coded! {
    /// Where, as procedure P23 of the manual lists it.
    Place {
        /// At the centre.
        0 Centre = "centre",
        /// A school.
        1 School = "ecole",
        /// A market.
        2 Market = "marche",
        /// A yard that households share.
        3 Yard = "cour",
        /// A public place.
        4 Square = "place",
        /// A health centre.
        5 Health = "sante",
        /// A radio station.
        6 Radio = "radio",
        /// Elsewhere.
        7 Other = "autre",
    }
}

crate::personal! {
    /// Words of an activity: where exactly, with whom, what was said.
    Words;
}

#[cfg(test)]
mod tests;
