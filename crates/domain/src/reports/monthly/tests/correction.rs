//! An attacker who lays every version of a report side by side, and knows which of the hidden figures did not change.

use super::attack::{Cell, HIDING, Known, Same, Thing, attack, drawn, figures_of, thing, written};
use super::*;
use std::collections::BTreeMap;

/// A month of natures, each line with so many cases, all alike.
fn natures(lines: &[(&str, usize)]) -> Figures {
    let mut gathering = Gathering::default();
    let mut number = 0;
    for (code, count) in lines {
        gathering.line(Rubric::Natures, code, "");
        for _ in 0..*count {
            number += 1;
            gathering.count(Rubric::Natures, code, one(number, Stand::Open, true));
        }
    }
    gathering.figures()
}

/// The name and the truth of each cell of a table, and whether it is told.
fn cells(told: &Table, truth: &Table) -> Vec<((String, u32), bool)> {
    let mut cells = Vec::new();
    let lines = told.lines.iter().chain(&told.whole);
    for (line, full) in lines.zip(truth.lines.iter().chain(&truth.whole)) {
        let name = format!("{} of {:?}", line.code, told.rubric);
        cells.push(((name, full.count.unwrap()), line.count.is_some()));
        for (dimension, (parts, full)) in line.parts.iter().zip(&full.parts).enumerate() {
            for (part, (told_part, truth)) in parts.iter().zip(full).enumerate() {
                let name = format!("{} {dimension}/{part} of {:?}", line.code, told.rubric);
                cells.push(((name, truth.unwrap()), told_part.is_some()));
            }
        }
    }
    cells
}

/// What all versions tell of one table: each alone, and that what did not change is the same in all.
pub(super) fn side_by_side(
    versions: &[(Figures, Figures)],
    rubric: Rubric,
) -> (Known, Vec<(String, usize)>) {
    let tables: Vec<(Table, &Table)> = versions
        .iter()
        .map(|(full, told)| {
            let told = told.table(rubric).unwrap();
            let mut truth = full.table(rubric).unwrap().clone();
            // A line that is told of although nobody is left in it.
            for line in told.lines.iter().skip(truth.lines.len()) {
                truth.lines.push(Line::empty(rubric, &line.code, ""));
            }
            (truth, told)
        })
        .collect();
    // Of each version, since which one each cell is as it is.
    let mut since: Vec<BTreeMap<String, (u32, usize)>> = Vec::new();
    let mut same = Same::new();
    for (version, (truth, told)) in tables.iter().enumerate() {
        let mut of = BTreeMap::new();
        for ((name, value), is_told) in cells(told, truth) {
            let before = since.last().and_then(|before| before.get(&name));
            let unchanged = before.filter(|(was, _)| *was == value);
            let first = unchanged.map_or(version, |(_, first)| *first);
            if is_told {
                same.insert((name.clone(), first), Cell::Told(i128::from(value)));
            }
            of.insert(name, (value, first));
        }
        since.push(of);
    }
    let mut known = Known::default();
    let mut hidden = Vec::new();
    for ((truth, told), of) in tables.iter().zip(&since) {
        let since = |name: &str| of.get(name).map_or(0, |(_, first)| *first);
        hidden.extend(written(&mut known, &mut same, &since, (told, truth)));
    }
    (known, hidden)
}

/// The versions of a report, each told beside those before it.
fn told(months: Vec<Figures>) -> Vec<(Figures, Figures)> {
    let mut versions: Vec<(Figures, Figures)> = Vec::new();
    for full in months {
        let earlier: Vec<Earlier<'_>> = versions
            .iter()
            .map(|(full, told)| Earlier { full, told })
            .collect();
        let told = corrected(&full, &earlier);
        versions.push((full, told));
    }
    versions
}

/// No sensitive figure is told twice with another value, and none that was hidden is told later.
pub(super) fn nothing_told_anew(
    versions: &[(Figures, Figures)],
    rubric: Rubric,
) -> Result<(), TestCaseError> {
    for (number, (_, later)) in versions.iter().enumerate() {
        for (_, earlier) in &versions[..number] {
            let table = earlier.table(rubric).unwrap();
            for line in &later.table(rubric).unwrap().lines {
                let Some(before) = table.line(&line.code) else {
                    continue;
                };
                for (now, was) in line.cells().zip(before.cells()) {
                    prop_assert!(now.is_none() || was.is_some(), "{} was hidden", line.code);
                    prop_assert!(
                        !line.sensitive || now.is_none() || now == was,
                        "{}",
                        line.code
                    );
                }
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 4))]

    #[test]
    fn no_hidden_figure_follows_from_all_versions_of_a_report(
        things in drawn(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), thing(), 0..3), 0..6),
        rubric in prop::sample::select(HIDING.to_vec()),
        heavy: bool,
    ) {
        let mut months = vec![figures_of(rubric, &things, heavy)];
        let mut now: Vec<Thing> = things;
        for (at, thing, how) in changes {
            match how {
                0 => now.push(thing),
                1 if !now.is_empty() => *at.get_mut(&mut now) = thing,
                _ => {
                    now.pop();
                }
            }
            // Two corrections at most, of some changes each.
            if months.len() < 2 || how == 2 && months.len() < 3 {
                months.push(figures_of(rubric, &now, heavy));
            }
        }
        let versions = told(months);
        let (known, hidden) = side_by_side(&versions, rubric);
        attack(&known, &hidden)?;
        nothing_told_anew(&versions, rubric)?;
    }

    #[test]
    fn a_region_adds_up_nothing_that_a_centre_did_not_tell(one in drawn(), two in drawn(), heavy: bool) {
        let published: Vec<Figures> = [one, two]
            .map(|things| protected(&figures_of(Rubric::Natures, &things, heavy)))
            .into();
        for sum in summed(&published) {
            let told = published.iter().filter_map(|figures| figures.table(sum.rubric)?.line(&sum.code));
            let (mut count, mut least) = (0, false);
            for line in told {
                count += u64::from(line.count.unwrap_or(0));
                least |= line.count.is_none();
            }
            prop_assert_eq!((sum.count, sum.least), (count, least), "{}", sum.code);
        }
    }
}

/// Three cases of violence sheltered by four of one nature, then by eight of another: the two together would tell three.
#[test]
fn a_correction_elsewhere_in_the_table_does_not_give_a_hidden_figure_another_shelter() {
    let first = natures(&[
        ("conjugal", 3),
        ("papiers", 8),
        ("indigence", 4),
        ("autre", 30),
    ]);
    let second = natures(&[
        ("conjugal", 3),
        ("papiers", 8),
        ("indigence", 20),
        ("autre", 30),
    ]);
    let careless = vec![
        (first.clone(), protected(&first)),
        (second.clone(), protected(&second)),
    ];
    let (known, hidden) = side_by_side(&careless, Rubric::Natures);
    assert!(attack(&known, &hidden).is_err(), "the attacker finds it");
    let versions = told(vec![first, second]);
    let (known, hidden) = side_by_side(&versions, Rubric::Natures);
    attack(&known, &hidden).unwrap();
}

#[test]
fn one_more_sensitive_case_in_a_correction_is_not_told_apart_from_the_others() {
    let first = natures(&[("conjugal", 7), ("papiers", 9)]);
    let second = natures(&[("conjugal", 8), ("papiers", 9)]);
    let versions = told(vec![first, second]);
    let later = versions[1].1.table(Rubric::Natures).unwrap();
    assert_eq!(versions[0].1.count(Rubric::Natures, "conjugal"), Some(7));
    assert_eq!(later.line("conjugal").unwrap().count, None);
    assert_eq!(later.line("papiers").unwrap().count, Some(9));
    assert_eq!(later.whole.as_ref().unwrap().count, None);
}

#[test]
fn a_correction_of_plain_lines_is_told_beside_what_stays_hidden() {
    let first = natures(&[
        ("conjugal", 3),
        ("papiers", 9),
        ("indigence", 4),
        ("autre", 12),
    ]);
    let second = natures(&[
        ("conjugal", 3),
        ("papiers", 9),
        ("indigence", 4),
        ("autre", 13),
    ]);
    let versions = told(vec![first, second]);
    let later = versions[1].1.table(Rubric::Natures).unwrap();
    assert_eq!(later.line("autre").unwrap().count, Some(13));
    assert_eq!(later.whole.as_ref().unwrap().count, Some(29));
    assert_eq!(later.line("conjugal").unwrap().count, None);
    assert_eq!(later.line("indigence").unwrap().count, None);
}

/// Three enquiries, all asked for by justice: the act of enquiring must not say three.
#[test]
fn the_act_of_enquiring_does_not_tell_the_total_of_enquiries_that_is_hidden() {
    let things = [(4, 0, 0, 0); 3];
    let full = figures_of(Rubric::Inquiries, &things, false);
    assert_eq!(full.count(Rubric::Acts, INQUIRIES_ACT), Some(3));
    let out = protected(&full);
    assert_eq!(out.count(Rubric::Inquiries, ""), None);
    let act = out
        .table(Rubric::Acts)
        .unwrap()
        .line(INQUIRIES_ACT)
        .unwrap();
    assert!(act.cells().all(|cell| cell.is_none_or(|cell| cell == 0)));
    assert_eq!(act.count, None);
}
