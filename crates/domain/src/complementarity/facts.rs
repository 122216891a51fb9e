//! What is known of a member and of a household, as the rules ask it.

use crate::bilan::{Area, Lacks, Way};
use crate::registry::needs::{BirthActState, CmuState, HealthState, Needs, SchoolState};

/// What is known of a household.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Home {
    /// A programme of transfers retained it, by the answer in a case of the centre.
    pub retained: bool,
    /// The centre has entered it in the social registry, or is doing so.
    pub surveyed: bool,
    /// The centre handed over aid for it or a member.
    pub aided: bool,
    /// Two members or more have no birth act.
    pub lacks_acts: bool,
}

impl Home {
    /// What an atom says of it; `None` for an atom that is none.
    pub(super) fn says(self, atom: &str) -> Option<bool> {
        match atom {
            "retained" => Some(self.retained),
            "surveyed" => Some(self.surveyed),
            "aided" => Some(self.aided),
            "lacks-acts" => Some(self.lacks_acts),
            _ => None,
        }
    }
}

/// What is known of a member.
#[derive(Debug, Clone, Copy)]
pub struct Member<'a> {
    /// Their line of the grid.
    pub needs: &'a Needs,
    /// The least and the most that their age may be.
    pub ages: Option<(i32, i32)>,
    /// What they lack.
    pub lacks: &'a Lacks,
}

impl Member<'_> {
    /// The code of a box of the grid; `None` where nobody knows.
    pub(super) fn code(&self, name: &str) -> Option<&'static str> {
        let needs = self.needs;
        match name {
            "act" => needs
                .birth_act
                .filter(|of| *of != BirthActState::Unknown)
                .map(BirthActState::code),
            "school" => needs
                .school
                .filter(|of| *of != SchoolState::Unknown)
                .map(SchoolState::code),
            "cmu" => needs
                .cmu
                .filter(|of| *of != CmuState::Unknown)
                .map(CmuState::code),
            "health" => needs
                .health
                .filter(|of| *of != HealthState::Unknown)
                .map(HealthState::code),
            _ => None,
        }
    }

    /// The way to what they lack of an area.
    pub fn way(&self, area: Area) -> Option<Way> {
        let mut ways = self.lacks.ways.iter().copied();
        ways.find(|way| of_area(*way) == area)
    }
}

/// The area of the grid that a way belongs to.
pub(super) fn of_area(way: Way) -> Area {
    match way {
        Way::BirthInTime | Way::BirthLate | Way::BirthUnderway | Way::Extract | Way::Nni => {
            Area::Act
        }
        Way::School => Area::School,
        Way::CmuEnrol | Way::CmuCard => Area::Cmu,
        Way::HealthLate | Way::HealthRefer | Way::Maternity => Area::Health,
    }
}

/// Whether a code is one that the grid knows.
pub(super) fn is_known(name: &str, code: &str) -> bool {
    match name {
        "act" => BirthActState::from_code(code).is_some(),
        "school" => SchoolState::from_code(code).is_some(),
        "cmu" => CmuState::from_code(code).is_some(),
        "health" => HealthState::from_code(code).is_some(),
        _ => false,
    }
}
