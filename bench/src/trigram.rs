//! The peer of the search: PostgreSQL with `pg_trgm`, an index over the names, the same people and the same questions.

use crate::measure::{Times, say, seconds, timed};
use crate::search::{Kind, Person};
use anyhow::{Context, Result};
use postgres::{Client, NoTls};
use std::io::Write;
use std::process::Command;

/// The variable in which a server is found.
pub const VARIABLE: &str = "AKWABA_TEST_POSTGRES";

/// Years by which an age may be off, as the search itself allows.
const YEARS_AROUND: i32 = 5;

/// Starts this measure again beside a cluster of its own.
pub fn beside_a_server(people: u64) -> Result<()> {
    let cargo = std::env::var_os("CARGO").context("run me with cargo")?;
    let status = Command::new(cargo)
        .args(["xtask", "postgres", "--"])
        .arg(std::env::current_exe()?)
        .args(["search", &people.to_string()])
        .status()?;
    anyhow::ensure!(status.success(), "the measure beside PostgreSQL failed");
    Ok(())
}

/// Asks everything; recall at ten and times, by kind.
pub fn ask(register: &[Person], kinds: &[Kind]) -> Result<Vec<(f64, Times)>> {
    let url = std::env::var(VARIABLE)?;
    let mut client = Client::connect(&url, NoTls)?;
    client.batch_execute(
        "CREATE EXTENSION IF NOT EXISTS pg_trgm; DROP TABLE IF EXISTS bench_person; \
         CREATE TABLE bench_person (id BYTEA NOT NULL, name TEXT NOT NULL, born INT, place TEXT)",
    )?;
    let (loaded, time) = timed(|| load(&mut client, register));
    loaded?;
    say(&format!(
        "  pg_trgm: loaded and indexed in {:.0} s",
        seconds(time)
    ));
    let by_name = client.prepare(
        "SELECT id FROM bench_person WHERE name % $1 ORDER BY similarity(name, $1) DESC LIMIT 10",
    )?;
    let with_age = client.prepare(
        "SELECT id FROM bench_person WHERE name % $1 AND place = $2 \
         AND (born IS NULL OR born BETWEEN $3 AND $4) ORDER BY similarity(name, $1) DESC LIMIT 10",
    )?;
    let mut all = Vec::new();
    for kind in kinds {
        let (mut times, mut found) = (Times::default(), 0);
        for asked in &kind.trials {
            let year = 2026 - i32::from(asked.age);
            let (from, to) = (year - YEARS_AROUND, year + YEARS_AROUND);
            let (rows, time) = timed(|| {
                if kind.with_age {
                    client.query(&with_age, &[&asked.name, &asked.place, &from, &to])
                } else {
                    client.query(&by_name, &[&asked.name])
                }
            });
            times.add(time);
            let mut rows = rows?.into_iter().map(|row| row.get::<_, Vec<u8>>(0));
            found += usize::from(rows.any(|id| id == asked.person));
        }
        all.push((found as f64 / kind.trials.len().max(1) as f64, times));
    }
    Ok(all)
}

fn load(client: &mut Client, register: &[Person]) -> Result<()> {
    let mut copy = client.copy_in("COPY bench_person (id, name, born, place) FROM STDIN")?;
    for person in register {
        let card = &person.card;
        let id: String = card
            .person
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        // Capitals without accents on both sides, as the questions are.
        let name = akwaba_matching::normal::fold(&card.names.join(" "));
        let born = card.birth.map(|span| span.middle().ymd().0);
        let born = born.map_or("\\N".to_owned(), |year| year.to_string());
        let place = card.places.first().map_or("\\N", String::as_str);
        writeln!(copy, "\\\\x{id}\t{name}\t{born}\t{place}")?;
    }
    copy.finish()?;
    client.batch_execute(
        "CREATE INDEX bench_name ON bench_person USING gin (name gin_trgm_ops); \
         CREATE INDEX bench_place ON bench_person (place); ANALYZE bench_person",
    )?;
    Ok(())
}
