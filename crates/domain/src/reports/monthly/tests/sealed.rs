//! What is signed out of sealed files: little, the same for nobody and for a few, and nothing for an attacker to add up.

use super::attack::{Known, Same, Thing, attack, wide, written};
use super::correction::{nothing_told_anew, side_by_side};
use super::*;

/// Lines of two procedures that are told apart, and of one that is not.
const LINES: [&str; 6] = [
    "P13-violence",
    "P13-autre",
    "P14-viol",
    "P14-deni",
    "P14-autre",
    "P25",
];

fn thing() -> impl Strategy<Value = Thing> {
    (0_usize..LINES.len(), 0_usize..2, 0_usize..3, 0_usize..3)
}

/// How many tables: all that is asked for in a campaign, some of them each day.
fn tables() -> u32 {
    let asked = ProptestConfig::default().cases;
    if asked < 10_000 { asked / 10 } else { asked }
}

fn procedure(line: &str) -> &str {
    line.split('-').next().unwrap()
}

/// The counts of somebody: every line is there, whatever is counted.
fn counts(things: &[Thing], heavy: bool) -> Figures {
    let mut gathering = Gathering::default();
    for line in LINES {
        gathering.line(Rubric::Sealed, line, "");
        gathering.adds(Rubric::SealedProcedures, procedure(line), line);
        gathering.sensitive(Rubric::SealedProcedures, procedure(line));
    }
    for (number, (line, sex, age, stand)) in things.iter().enumerate() {
        let line = LINES[if heavy && number % 3 > 0 { 2 } else { *line }];
        let facets = Facets {
            sex: [Some(crate::reception::Sex::Female), None][*sex],
            age: [
                None,
                Some(crate::reports::age::AgeBand::To17),
                Some(crate::reports::age::AgeBand::To59),
            ][*age],
            new: Some(number % 4 > 0),
            stand: [
                Some(Stand::Open),
                Some(Stand::Referred),
                Some(Stand::Closed),
            ][*stand],
        };
        let counted = Counted::one(Record::Case(id(number)), facets);
        gathering.count(Rubric::Sealed, line, counted);
        gathering.count(Rubric::SealedProcedures, procedure(line), counted);
    }
    let mut figures = gathering.figures();
    figures.tables.retain(|table| table.rubric.is_signed_out());
    figures
}

fn told(months: &[Figures]) -> Vec<(Figures, Figures)> {
    let mut versions: Vec<(Figures, Figures)> = Vec::new();
    for full in months {
        let before: Vec<&Figures> = versions.iter().map(|(_, told)| told).collect();
        let told = sealed(full, &before);
        versions.push((full.clone(), told));
    }
    versions
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(tables()))]

    #[test]
    fn no_hidden_figure_of_sealed_files_follows_from_those_signed_out(
        things in prop::collection::vec(thing(), 0..60),
        heavy: bool,
    ) {
        let full = counts(&things, heavy);
        let out = sealed(&full, &[]);
        let (told, truth) = (out.table(Rubric::Sealed).unwrap(), full.table(Rubric::Sealed).unwrap());
        for line in &told.lines {
            prop_assert!(line.count.is_none_or(|count| count >= THRESHOLD), "{}", line.code);
            let parts = line.parts.iter().flatten().flatten();
            prop_assert!(parts.into_iter().all(|part| *part == 0 || *part >= THRESHOLD));
        }
        let mut known = Known::default();
        let hidden = written(&mut known, &mut Same::new(), &|_| 0, (told, truth));
        attack(&known, &hidden)?;
        wide(&known, told, &hidden)?;
        // A procedure tells what its situations tell, or what they leave of the total.
        for line in &out.table(Rubric::SealedProcedures).unwrap().lines {
            let Some(count) = line.count else { continue };
            let sum = |inside: bool| -> Option<u32> {
                let lines = told.lines.iter().filter(|one| line.of.contains(&one.code) == inside);
                lines.map(|one| one.count).sum()
            };
            let left = told.whole.as_ref().unwrap().count.zip(sum(false)).map(|(whole, others)| whole - others);
            prop_assert!(sum(true) == Some(count) || left == Some(count), "{}", line.code);
        }
    }

    #[test]
    fn nothing_signed_out_tells_nobody_from_fewer_than_the_threshold(
        things in prop::collection::vec(thing(), 0..5),
        heavy: bool,
    ) {
        let none = sealed(&counts(&[], false), &[]);
        let few = sealed(&counts(&things, heavy), &[]);
        prop_assert_eq!(minicbor::to_vec(&few).unwrap(), minicbor::to_vec(&none).unwrap());
        let mut lines = few.tables.iter().flat_map(|table| table.lines.iter().chain(&table.whole));
        let says_nothing = |line: &Line| line.cells().all(|cell| cell.is_none());
        prop_assert!(lines.all(says_nothing));
    }

    #[test]
    fn no_hidden_figure_of_sealed_files_follows_from_all_that_one_holder_signed(
        things in prop::collection::vec(thing(), 0..40),
        changes in prop::collection::vec((any::<prop::sample::Index>(), thing(), 0..3), 0..4),
        heavy: bool,
    ) {
        let mut months = vec![counts(&things, heavy)];
        let mut now = things;
        for (at, thing, how) in changes {
            match how {
                0 => now.push(thing),
                1 if !now.is_empty() => *at.get_mut(&mut now) = thing,
                _ => {
                    now.pop();
                }
            }
            months.push(counts(&now, heavy));
        }
        months.truncate(3);
        let versions = told(&months);
        let (known, hidden) = side_by_side(&versions, Rubric::Sealed);
        attack(&known, &hidden)?;
        nothing_told_anew(&versions, Rubric::Sealed)?;
    }
}

#[test]
fn a_line_that_came_into_the_manual_since_is_not_told_in_a_correction() {
    let things: Vec<Thing> = (0..8).map(|_| (2, 0, 1, 0)).collect();
    let full = counts(&things, false);
    let mut before = full.clone();
    for table in &mut before.tables {
        table.lines.retain(|line| line.code != "P25");
    }
    let first = sealed(&before, &[]);
    let later = sealed(&full, &[&first]);
    let line = later.table(Rubric::Sealed).unwrap().line("P25").unwrap();
    assert_eq!(line.count, None);
}
