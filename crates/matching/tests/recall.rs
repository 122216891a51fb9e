//! How often the search finds the person asked, on a fictitious register of 100,000: counted, never timed.

use akwaba_matching::birth::{BirthSpan, Day};
use akwaba_matching::chance::{Dice, Seeded};
use akwaba_matching::fiction::{self, trial};
use akwaba_matching::memory::Memory;
use akwaba_matching::query::Query;
use akwaba_matching::search;
use akwaba_matching::weight::Frequencies;

const PEOPLE: u64 = 100_000;
const TRIALS: usize = 1_000;

#[test]
fn misspelt_people_are_found_as_often_as_published() {
    let today = Day::from_ymd(2026, 11, 23).unwrap();
    let mut dice = Seeded::new(42);
    let mut store = Memory::default();
    let mut people = Vec::new();
    for number in 0..PEOPLE {
        let person = fiction::person(&mut dice, today);
        store.put(trial::card(trial::id(number), &person));
        people.push(person);
    }
    let mut dice = Seeded::new(7);
    let (mut by_name, mut with_age_and_place, mut probes, mut rows) = (0, 0, 0, 0);
    for _ in 0..TRIALS {
        let number = dice.below(PEOPLE);
        let person = &people[usize::try_from(number).unwrap()];
        let asked = trial::trial(&mut dice, trial::id(number), person, today);
        let mut finds = |query: Query| {
            let Ok(found) = search::search(&mut store, &query, Frequencies::national(), 10);
            probes = probes.max(found.effort.probes);
            rows = rows.max(found.effort.rows);
            usize::from(found.hits.iter().any(|hit| hit.card.person == asked.person))
        };
        by_name += finds(Query::named(&asked.name));
        let age = BirthSpan::estimated_from_age(asked.age, today);
        with_age_and_place += finds(Query::named(&asked.name).born(age).living_in(asked.place));
    }
    assert!(probes <= search::PROBES_MAX, "{probes} probes");
    assert!(
        rows <= search::ROWS_MAX + search::OVERSHOOT_ROWS_MAX,
        "{rows} rows"
    );
    let figures = format!(
        "On 100,000 fictitious people, of 1,000 misspelt full names {by_name} are among the first ten by name alone, \
         and {with_age_and_place} with an approximate age and the place."
    );
    let page = include_str!("../../../docs/name-matching.md").replace('\n', " ");
    assert!(
        page.contains(&figures),
        "docs/name-matching.md must say: {figures}"
    );
    assert!(by_name >= 900 && with_age_and_place >= 990);
}
