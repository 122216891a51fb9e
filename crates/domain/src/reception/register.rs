//! The *registre d'accueil*: the lines of a day in order, its holes and its totals.
//!
//! Owns how a page of the register is put together; signing it is in `sign`.

use super::course::Course;
use super::demand::{Known, Sex};
use super::number::{Book, LineNumber, gaps};
use super::sign::{Frozen, Signature, signatures};
use super::time::Day;
use super::visit::Visit;
use akwaba_journal::state::State;
use std::collections::BTreeMap;

/// How a line stands to the last signature of its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The day is not signed.
    Unsigned,
    /// As it was signed.
    Signed,
    /// Added after the signature.
    Added,
    /// Completed or corrected after the signature.
    Changed,
}

/// One line of the page.
#[derive(Debug, Clone)]
pub struct Line {
    /// The visit.
    pub visit: Visit,
    /// How it stands to the signature.
    pub standing: Standing,
}

/// The page of a day.
#[derive(Debug, Clone)]
pub struct DayPage {
    /// The day.
    pub day: Day,
    /// Its lines, in order of number.
    pub lines: Vec<Line>,
    /// Its signatures, oldest first.
    pub signatures: Vec<Signature>,
    /// Lines that were signed and are no longer there: never, unless something was tampered with.
    pub lost: Vec<LineNumber>,
}

impl DayPage {
    /// Puts the page of a day together from its visits and the state of its day entity.
    pub fn of(day: Day, visits: impl IntoIterator<Item = Visit>, state: &State) -> Self {
        let mut visits: Vec<Visit> = visits
            .into_iter()
            .filter(|visit| visit.arrived.day == day)
            .collect();
        visits.sort_by_key(|visit| (visit.number, visit.id));
        let signatures = signatures(state);
        let last = signatures.last();
        let lost = last.map_or_else(Vec::new, |signature| {
            let here: Vec<LineNumber> = visits.iter().map(|visit| visit.number).collect();
            signature
                .lines
                .iter()
                .map(|frozen| frozen.number)
                .filter(|number| !here.contains(number))
                .collect()
        });
        let lines = visits
            .into_iter()
            .map(|visit| Line {
                standing: standing(&visit, last),
                visit,
            })
            .collect();
        Self {
            day,
            lines,
            signatures,
            lost,
        }
    }

    /// Whether the last signature covers every line as it now is.
    pub fn is_covered(&self) -> bool {
        !self.signatures.is_empty()
            && self.lost.is_empty()
            && self
                .lines
                .iter()
                .all(|line| line.standing == Standing::Signed)
    }

    /// How many lines wait for their end.
    pub fn unfinished(&self) -> usize {
        self.lines
            .iter()
            .filter(|line| line.visit.course.is_present())
            .count()
    }

    /// The totals of the page.
    pub fn totals(&self) -> Totals {
        Totals::of(self.lines.iter().map(|line| &line.visit))
    }
}

fn standing(visit: &Visit, last: Option<&Signature>) -> Standing {
    let Some(signature) = last else {
        return Standing::Unsigned;
    };
    match signature
        .lines
        .iter()
        .find(|frozen| frozen.number == visit.number)
    {
        None => Standing::Added,
        Some(frozen) if *frozen == Frozen::of(visit) => Standing::Signed,
        Some(_) => Standing::Changed,
    }
}

/// Counts by sex and by new or known. Void lines count apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Totals {
    counts: BTreeMap<(Option<Sex>, Known), u32>,
    /// Lines that count.
    pub received: u32,
    /// Void lines.
    pub cancelled: u32,
    /// People who came along.
    pub accompanied: u32,
}

impl Totals {
    /// Counts visits.
    pub fn of<'a>(visits: impl IntoIterator<Item = &'a Visit>) -> Self {
        let mut totals = Self::default();
        for visit in visits {
            if let Course::Cancelled { .. } = visit.course {
                totals.cancelled += 1;
                continue;
            }
            totals.received += 1;
            totals.accompanied += u32::from(visit.accompanied);
            *totals
                .counts
                .entry((visit.described.sex, visit.known))
                .or_default() += 1;
        }
        totals
    }

    /// Lines of a sex (`None`: not said) and of new or known.
    pub fn count(&self, sex: Option<Sex>, known: Known) -> u32 {
        self.counts.get(&(sex, known)).copied().unwrap_or(0)
    }

    /// Lines of a sex.
    pub fn of_sex(&self, sex: Option<Sex>) -> u32 {
        Known::ALL.iter().map(|known| self.count(sex, *known)).sum()
    }

    /// Lines of new, known or not asked.
    pub fn of_known(&self, known: Known) -> u32 {
        [None, Some(Sex::Female), Some(Sex::Male)]
            .into_iter()
            .map(|sex| self.count(sex, known))
            .sum()
    }
}

/// The holes of a year's register in one book: numbers never used below the last one given.
pub fn holes(
    numbers: impl IntoIterator<Item = LineNumber>,
    year: i16,
    book: Book,
) -> Vec<(u32, u32)> {
    gaps(
        numbers
            .into_iter()
            .filter(|number| number.year == year && number.book == book)
            .map(|number| number.number),
    )
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::super::who::Words;
    use super::*;

    #[test]
    fn totals_add_up_by_sex_and_by_new_or_known_and_leave_void_lines_apart() {
        let of = |number, sex, known| {
            let mut visit = samples::visit(number, 0);
            visit.noted.described.sex = sex;
            visit.noted.known = known;
            visit.noted.accompanied = 1;
            visit
        };
        let mut void = of(4, Some(Sex::Male), Known::New);
        void.course = void
            .course
            .cancelled(samples::at(1), Words::new("doublon"))
            .unwrap();
        let visits = [
            of(1, Some(Sex::Female), Known::New),
            of(2, Some(Sex::Female), Known::Known),
            of(3, None, Known::NotAsked),
            void,
        ];
        let totals = Totals::of(&visits);
        assert_eq!(
            (totals.received, totals.cancelled, totals.accompanied),
            (3, 1, 3)
        );
        assert_eq!(totals.of_sex(Some(Sex::Female)), 2);
        assert_eq!(totals.of_sex(Some(Sex::Male)), 0);
        assert_eq!(totals.of_known(Known::NotAsked), 1);
    }

    #[test]
    fn the_page_of_a_day_holds_its_own_lines_in_order() {
        let mut other = samples::visit(9, 0);
        other.arrived.day = Day::on(jiff::civil::Date::constant(2026, 3, 17));
        let page = DayPage::of(
            samples::day(),
            [samples::visit(2, 5), other, samples::visit(1, 9)],
            &State::default(),
        );
        let order: Vec<u32> = page.lines.iter().map(|l| l.visit.number.number).collect();
        assert_eq!(order, [1, 2]);
        assert_eq!(page.unfinished(), 2);
        assert!(!page.is_covered());
    }
}
