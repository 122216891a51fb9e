//! What `docs/name-matching.md` publishes is what the code does.

use akwaba_matching::sound;

const PAGE: &str = include_str!("../../../docs/name-matching.md");

/// The lines of the page from a heading to the next.
fn section(heading: &str) -> Vec<&'static str> {
    let mut lines = PAGE.lines().skip_while(|line| *line != heading).skip(1);
    let found: Vec<&str> = lines
        .by_ref()
        .take_while(|line| !line.starts_with("## "))
        .collect();
    assert!(!found.is_empty(), "the page has no section {heading}");
    found
}

#[test]
fn spellings_of_one_name_meet_as_published() {
    let rows = section("## Spellings that meet");
    let mut pairs = Vec::new();
    for row in rows.iter().filter(|row| row.starts_with("| ")).skip(1) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let (name, other, apart) = (cells[1], cells[2], cells[3] == "apart");
        assert_eq!(sound::meet(name, other), !apart, "{name} and {other}");
        assert!(
            name != other && !pairs.contains(&(name, other)),
            "{name} and {other} twice"
        );
        pairs.push((name, other));
    }
    let apart = rows.iter().filter(|row| row.contains("| apart |")).count();
    assert!(pairs.len() >= 40, "{} pairs", pairs.len());
    assert!(apart * 20 <= pairs.len(), "at least 38 of 40 meet");
}

#[test]
fn frequent_names_fall_together_only_as_published() {
    let text = section("## Frequent names, and which of them fall together").join(" ");
    let (names, rest) = text
        .split_once("Collisions: ")
        .expect("the page lists the collisions");
    let names: Vec<&str> = names.split(',').map(str::trim).collect();
    assert_eq!(names.len(), 75);
    let mut collisions = Vec::new();
    for (i, a) in names.iter().enumerate() {
        for b in names.iter().skip(i + 1) {
            assert_ne!(a, b);
            if sound::meet(a, b) {
                collisions.push(format!("{a} and {b}"));
            }
        }
    }
    let published = rest.split('.').next().unwrap_or_default();
    let found = if collisions.is_empty() {
        "none".to_owned()
    } else {
        collisions.join(", ")
    };
    assert_eq!(found, published);
}

#[test]
fn names_that_must_not_meet_do_not() {
    let text = section("## Frequent names, and which of them fall together").join(" ");
    let (_, apart) = text
        .split_once("Nor do these meet: ")
        .expect("the page lists them");
    let pairs: Vec<(&str, &str)> = apart
        .trim()
        .trim_end_matches('.')
        .split(", ")
        .filter_map(|p| p.split_once(" and "))
        .collect();
    assert!(pairs.len() >= 11);
    for (a, b) in pairs {
        assert!(!sound::meet(a, b), "{a} and {b}");
    }
}
