//! Finding misspelt people among a million, beside `pg_trgm` on the same questions.
//!
//! The key table and the cards are those of the program, in a file of SQLite, and the search is the program's; the people
//! are put there in order of their keys, since it is the reading that is measured.

use crate::measure::{Folder, Spent, Times, load, peak_megabytes, say, seconds, timed};
use crate::people::today;
use crate::trigram;
use akwaba_domain::scope;
use akwaba_journal::id::{CentreId, ScopeId};
use akwaba_matching::birth::{BirthSpan, Day};
use akwaba_matching::card::Card;
use akwaba_matching::chance::{Dice, Seeded};
use akwaba_matching::fiction::trial::{self, Trial};
use akwaba_matching::keys::{self, KeyRow};
use akwaba_matching::query::Query;
use akwaba_matching::search::search;
use akwaba_matching::weight::Frequencies;
use akwaba_matching::{fiction, vocabulary};
use akwaba_store::projections::registry::search::Shelf;
use akwaba_store::{Store, StoreError};
use anyhow::{Context, Result};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;
use std::path::Path;

/// Questions of each kind.
const QUESTIONS: usize = 500;
/// Questions of each kind that the peer is asked too, where it takes seconds for each.
const PEER_QUESTIONS: usize = 60;
/// From so many people on it does.
const PEER_SLOW: u64 = 500_000;
/// People shown.
const SHOWN: usize = 10;

/// Somebody of the register.
pub struct Person {
    /// Who.
    pub card: Card,
    /// What is asked of them, on a day like any other and on a bad one.
    invented: fiction::Invented,
}

/// A kind of question.
pub struct Kind {
    /// In words.
    pub name: &'static str,
    /// The questions.
    pub trials: Vec<Trial>,
    /// Whether age and place are asked too.
    pub with_age: bool,
}

/// Measures the search among so many people.
pub fn run(people: u64) -> Result<()> {
    if std::env::var_os(trigram::VARIABLE).is_none() {
        return trigram::beside_a_server(people);
    }
    let folder = Folder::new("search")?;
    let path = folder.path().join("centre.db");
    say(&format!("\nSearch among {people} people"));
    let register = register(people)?;
    say("  people invented; their keys are being written…");
    let (written, time) = timed(|| fill(&path, &register));
    let rows = written?;
    say(&format!(
        "  akwaba: {rows} keys written in {:.0} s, {} MB of SQLite",
        seconds(time),
        std::fs::metadata(&path)?.len() >> 20
    ));
    let kinds = questions(&register)?;
    let store = Store::open_sqlite(&path, None)?;
    typing(&store, &register)?;
    let mut ours = Vec::new();
    for kind in &kinds {
        let answers = ask(&store, kind)?;
        say(&format!(
            "  akwaba  {:<42} {}",
            kind.name,
            in_words(&answers, true)
        ));
        ours.push(answers);
    }
    say(&format!(
        "  memory at most {} MB, the people in it included; load {}",
        peak_megabytes(),
        load()
    ));
    let asked = if people < PEER_SLOW {
        QUESTIONS
    } else {
        PEER_QUESTIONS
    };
    let mut peer = trigram::Peer::load(&register)?;
    say(&format!(
        "  the first {asked} of each kind, load {}:",
        load()
    ));
    for (kind, mine) in kinds.iter().zip(&ours) {
        let mine = mine.get(..asked).unwrap_or(mine);
        let trials = kind.trials.get(..asked).unwrap_or(&kind.trials);
        let theirs = peer.ask(trials, kind.with_age)?;
        say(&format!(
            "  pg_trgm {:<42} {}",
            kind.name,
            in_words(&theirs, false)
        ));
        let p99 = |answers: &[Answer]| times(answers).per_mille(990);
        say(&format!(
            "          ratio of p99 {:.1}, recall {:+.3}",
            p99(&theirs) / p99(mine),
            recall(mine) - recall(&theirs)
        ));
    }
    Ok(())
}

/// Whether somebody was among the people shown, and what it took.
pub type Answer = (bool, Spent);

fn times(answers: &[Answer]) -> Times {
    let mut times = Times::default();
    for (_, spent) in answers {
        times.add(*spent);
    }
    times
}

fn recall(answers: &[Answer]) -> f64 {
    let found = answers.iter().filter(|(found, _)| *found).count();
    found as f64 / answers.len().max(1) as f64
}

/// Recall and times; `here` where this process does the work and its processor time says something.
fn in_words(answers: &[Answer], here: bool) -> String {
    let mut times = times(answers);
    let times = if here {
        times.in_words()
    } else {
        times.by_clock()
    };
    format!("recall@{SHOWN} {:.3}, {times}", recall(answers))
}

fn scope() -> ScopeId {
    scope::registry(CentreId::named("bench"))
}

fn register(people: u64) -> Result<Vec<Person>> {
    let (mut dice, today) = (Seeded::new(42), today()?);
    let person = |number| {
        let invented = fiction::person(&mut dice, today);
        let card = trial::card(trial::id(number), &invented);
        Person { card, invented }
    };
    Ok((0..people).map(person).collect())
}

/// Writes the keys and cards of everybody, in their order.
fn fill(path: &Path, register: &[Person]) -> Result<usize> {
    drop(Store::open_sqlite(path, None)?);
    let mut rows: Vec<KeyRow> = Vec::new();
    let mut codes: BTreeSet<String> = BTreeSet::new();
    for person in register {
        rows.extend(keys::rows(&person.card));
        codes.extend(keys::codes(&person.card));
    }
    rows.extend(codes.iter().flat_map(|code| vocabulary::rows(code)));
    rows.sort_unstable();
    rows.dedup();
    let mut database = Connection::open(path)?;
    database.execute_batch("PRAGMA cache_size = -262144; PRAGMA synchronous = OFF;")?;
    let scope = scope();
    let transaction = database.transaction()?;
    {
        let mut key = transaction.prepare(
            "INSERT INTO person_key (scope, key, rank, letters, id) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        for row in &rows {
            key.execute(params![
                scope.as_bytes(),
                row.key,
                row.rank,
                row.letters,
                row.id
            ])?;
        }
        let mut card = transaction
            .prepare("INSERT INTO person_card (scope, person, card) VALUES (?1, ?2, ?3)")?;
        for person in register {
            card.execute(params![
                scope.as_bytes(),
                person.card.person,
                person.card.pack()
            ])?;
        }
    }
    transaction.commit()?;
    Ok(rows.len())
}

fn questions(register: &[Person]) -> Result<Vec<Kind>> {
    let today = today()?;
    let draw = |seed: u64, hard: bool| -> Vec<Trial> {
        let mut dice = Seeded::new(seed);
        let trials = (0..QUESTIONS).filter_map(|_| {
            let at = usize::try_from(dice.below(register.len() as u64)).ok()?;
            let person = register.get(at)?;
            let id = person.card.person;
            Some(if hard {
                trial::hard(&mut dice, id, &person.invented, today)
            } else {
                trial::trial(&mut dice, id, &person.invented, today)
            })
        });
        trials.collect()
    };
    let kind = |name, hard, with_age| Kind {
        name,
        trials: draw(7, hard),
        with_age,
    };
    Ok(vec![
        kind("misspelt full names", false, false),
        kind("the same with age and place", false, true),
        kind("a bad day: slips, variants, names left out", true, false),
        kind("the same with age and place", true, true),
    ])
}

fn query(asked: &Trial, with_age: bool, today: Day) -> Query {
    let query = Query::named(&asked.name);
    if with_age {
        let age = BirthSpan::estimated_from_age(asked.age, today);
        query.born(age).living_in(asked.place)
    } else {
        query
    }
}

fn ask(store: &Store, kind: &Kind) -> Result<Vec<Answer>> {
    let today = today()?;
    let mut answers = Vec::new();
    for asked in &kind.trials {
        let query = query(asked, kind.with_age, today);
        let (hits, spent) = timed(|| look(store, &query));
        let found = hits?.iter().any(|card| card.person == asked.person);
        answers.push((found, spent));
    }
    Ok(answers)
}

fn look(store: &Store, query: &Query) -> Result<Vec<Card>, StoreError> {
    store.read(|tx| {
        let mut shelf = Shelf::of(tx, scope());
        let found = search(&mut shelf, query, Frequencies::national(), SHOWN)?;
        Ok(found.hits.into_iter().map(|hit| hit.card).collect())
    })
}

/// As one types: every beginning of a name from its third letter.
fn typing(store: &Store, register: &[Person]) -> Result<()> {
    let (today, mut times) = (today()?, Times::default());
    let mut dice = Seeded::new(3);
    for _ in 0..QUESTIONS / 5 {
        let at = usize::try_from(dice.below(register.len() as u64))?;
        let person = register.get(at).context("somebody")?;
        let name = person.invented.full_name();
        let letters: Vec<char> = name.chars().collect();
        for typed in 3..=letters.len() {
            let line: String = letters.iter().take(typed).collect();
            let query = Query::parse(&line, today);
            let (hits, time) = timed(|| look(store, &query));
            hits?;
            times.add(time);
        }
    }
    say(&format!(
        "  akwaba  as one types, letter by letter: {}",
        times.in_words()
    ));
    Ok(())
}
