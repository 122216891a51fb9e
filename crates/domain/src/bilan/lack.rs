//! What a member of a household lacks, from what is on record of them.
//!
//! Invariant: where something is not known, it is asked, never taken as lacking. Never: reads a store.

use super::way::Way;
use crate::registry::Day;
use crate::registry::birth::Birth;
use crate::registry::needs::{BirthActState, CmuState, HealthState, Needs, SchoolState};
use jiff::Span;

/// Months that the law gives to declare a birth (loi 2018-862, art. 41).
pub const DECLARE_MONTHS: i8 = 3;
/// Age from which somebody may have a NNI.
pub const NNI_YEARS: i32 = 5;
/// Ages between which school is looked at. A proposal: to verify.
pub const SCHOOL_YEARS: (i32, i32) = (6, 16);

/// What is known of a member.
#[derive(Debug, Clone, Copy)]
pub struct Member<'a> {
    /// Their line of the grid.
    pub needs: &'a Needs,
    /// Their birth.
    pub birth: Option<&'a Birth>,
    /// Whether a NNI is on record; `None` to who may not see papers.
    pub nni: Option<bool>,
}

/// A box of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// Birth act.
    Act,
    /// School.
    School,
    /// CMU.
    Cmu,
    /// Health.
    Health,
}

impl Area {
    /// Its name in translation keys.
    pub fn code(self) -> &'static str {
        match self {
            Self::Act => "act",
            Self::School => "school",
            Self::Cmu => "cmu",
            Self::Health => "health",
        }
    }
}

/// What a member lacks, and what must be asked first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lacks {
    /// The ways to what is lacking, in the order in which they are shown.
    pub ways: Vec<Way>,
    /// What nobody has asked, or they did not know.
    pub to_ask: Vec<Area>,
}

/// What a member lacks on a day.
pub fn lacks(member: Member<'_>, today: Day) -> Lacks {
    let mut found = Lacks::default();
    let ages = member.birth.and_then(|birth| birth.ages_on(today));
    let needs = member.needs;
    match needs.birth_act {
        None | Some(BirthActState::Unknown) => found.to_ask.push(Area::Act),
        Some(BirthActState::NotInHand) => found.ways.push(Way::Extract),
        Some(BirthActState::Underway) => found.ways.push(Way::BirthUnderway),
        Some(BirthActState::NotDeclared) => {
            let in_time = member
                .birth
                .is_some_and(|birth| may_be_in_time(birth, today));
            found.ways.push(if in_time {
                Way::BirthInTime
            } else {
                Way::BirthLate
            });
        }
        Some(BirthActState::InHand) => {
            let old_enough = ages.is_none_or(|(_, oldest)| oldest >= NNI_YEARS);
            if member.nni == Some(false) && old_enough {
                found.ways.push(Way::Nni);
            }
        }
    }
    let (from, until) = SCHOOL_YEARS;
    let of_age = ages.is_none_or(|(youngest, oldest)| oldest >= from && youngest <= until);
    match needs.school {
        Some(SchoolState::Left | SchoolState::Never) if of_age => found.ways.push(Way::School),
        // Somebody of unknown age is not asked about school: most are adults.
        None | Some(SchoolState::Unknown) if of_age && ages.is_some() => {
            found.to_ask.push(Area::School);
        }
        _ => {}
    }
    match needs.cmu {
        None | Some(CmuState::Unknown) => found.to_ask.push(Area::Cmu),
        Some(CmuState::Not) => found.ways.push(Way::CmuEnrol),
        Some(CmuState::Enrolled | CmuState::Registered) => found.ways.push(Way::CmuCard),
        Some(CmuState::Collected) => {}
    }
    match needs.health {
        None | Some(HealthState::Unknown) => found.to_ask.push(Area::Health),
        Some(HealthState::Late) => found.ways.push(Way::HealthLate),
        Some(HealthState::ToRefer) => found.ways.push(Way::HealthRefer),
        Some(HealthState::Maternity) => found.ways.push(Way::Maternity),
        Some(HealthState::Well | HealthState::Followed) => {}
    }
    found
}

/// The last day on which a birth can surely still be declared; `None` when no year is known.
pub fn deadline(birth: &Birth) -> Option<Day> {
    let first = Day::from_matching(birth.span()?.earliest())?;
    after_months(first)
}

/// Whether the birth may be recent enough to be declared: a doubt is for the registry to settle.
fn may_be_in_time(birth: &Birth, today: Day) -> bool {
    let last = birth
        .span()
        .and_then(|span| Day::from_matching(span.latest()));
    last.and_then(after_months).is_some_and(|end| end >= today)
}

fn after_months(day: Day) -> Option<Day> {
    let end = day.date().checked_add(Span::new().months(DECLARE_MONTHS));
    end.ok().map(Day::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Day {
        Day::of(2026, 11, 23).unwrap()
    }

    fn of(birth: Option<Birth>, needs: Needs, nni: Option<bool>) -> Lacks {
        let member = Member {
            needs: &needs,
            birth: birth.as_ref(),
            nni,
        };
        lacks(member, today())
    }

    fn born(day: i8, month: i8, year: i16) -> Option<Birth> {
        Some(Birth::stated(Some(day), Some(month), Some(year)))
    }

    fn undeclared() -> Needs {
        Needs {
            birth_act: Some(BirthActState::NotDeclared),
            cmu: Some(CmuState::Collected),
            health: Some(HealthState::Well),
            school: Some(SchoolState::TooYoung),
            ..Needs::default()
        }
    }

    #[test]
    fn a_birth_is_declared_to_the_last_day_of_the_third_month_and_judged_after() {
        assert_eq!(
            of(born(23, 8, 2026), undeclared(), None).ways,
            [Way::BirthInTime]
        );
        assert_eq!(
            of(born(22, 8, 2026), undeclared(), None).ways,
            [Way::BirthLate]
        );
        let doubt = Some(Birth::stated(None, None, Some(2026)));
        assert_eq!(of(doubt, undeclared(), None).ways, [Way::BirthInTime]);
        assert_eq!(of(None, undeclared(), None).ways, [Way::BirthLate]);
        assert_eq!(
            deadline(&born(23, 8, 2026).unwrap()),
            Some(today()),
            "counted from the day of birth"
        );
    }

    #[test]
    fn what_nobody_asked_is_to_ask_and_never_lacking() {
        let nothing = of(born(1, 2, 2015), Needs::default(), Some(false));
        assert_eq!(nothing.ways, []);
        let all = [Area::Act, Area::School, Area::Cmu, Area::Health];
        assert_eq!(nothing.to_ask, all);
        let adult = of(born(1, 2, 1980), Needs::default(), Some(false));
        assert!(!adult.to_ask.contains(&Area::School));
    }

    #[test]
    fn a_number_is_asked_for_after_the_act_from_five_years_and_only_where_papers_are_seen() {
        let needs = Needs {
            birth_act: Some(BirthActState::InHand),
            ..undeclared()
        };
        let child = born(2, 3, 2015);
        assert_eq!(of(child, needs.clone(), Some(false)).ways, [Way::Nni]);
        assert_eq!(of(child, needs.clone(), Some(true)).ways, []);
        assert_eq!(of(child, needs.clone(), None).ways, []);
        assert_eq!(of(born(2, 3, 2024), needs, Some(false)).ways, []);
    }

    #[test]
    fn an_adult_who_never_went_is_not_sent_to_school_and_the_three_states_of_the_cmu_differ() {
        let never = |cmu| Needs {
            school: Some(SchoolState::Never),
            cmu: Some(cmu),
            birth_act: Some(BirthActState::InHand),
            health: Some(HealthState::Late),
            ..Needs::default()
        };
        let child = of(born(1, 2, 2016), never(CmuState::Not), Some(true));
        assert_eq!(child.ways, [Way::School, Way::CmuEnrol, Way::HealthLate]);
        let adult = of(born(1, 2, 1970), never(CmuState::Registered), Some(true));
        assert_eq!(adult.ways, [Way::CmuCard, Way::HealthLate]);
    }
}
