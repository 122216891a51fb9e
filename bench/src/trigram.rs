//! The peer of the search: PostgreSQL with `pg_trgm`, an index over the names, the same people and the same questions.

use crate::measure::{say, seconds, timed};
use crate::search::{Answer, Person};
use akwaba_matching::fiction::trial::Trial;
use anyhow::{Context, Result};
use postgres::types::ToSql;
use postgres::{Client, NoTls, Statement};
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

/// The same people in PostgreSQL.
pub struct Peer {
    client: Client,
    by_name: Statement,
    with_age: Statement,
}

impl Peer {
    /// Loads and indexes them.
    pub fn load(register: &[Person]) -> Result<Self> {
        let url = std::env::var(VARIABLE)?;
        let mut client = Client::connect(&url, NoTls)?;
        client.batch_execute(
            "CREATE EXTENSION IF NOT EXISTS pg_trgm; DROP TABLE IF EXISTS bench_person; \
             CREATE TABLE bench_person (id BYTEA NOT NULL, name TEXT NOT NULL, born INT, place TEXT)",
        )?;
        say("  pg_trgm: the same people are being loaded…");
        let (loaded, time) = timed(|| load(&mut client, register));
        loaded?;
        say(&format!(
            "  pg_trgm: loaded and indexed in {:.0} s",
            seconds(time)
        ));
        let by_name = client.prepare(
            "SELECT id FROM bench_person WHERE name % $1 \
             ORDER BY similarity(name, $1) DESC LIMIT 10",
        )?;
        let with_age = client.prepare(
            "SELECT id FROM bench_person WHERE name % $1 AND place = $2 \
             AND (born IS NULL OR born BETWEEN $3 AND $4) \
             ORDER BY similarity(name, $1) DESC LIMIT 10",
        )?;
        Ok(Self {
            client,
            by_name,
            with_age,
        })
    }

    /// Asks some questions.
    pub fn ask(&mut self, trials: &[Trial], with_age: bool) -> Result<Vec<Answer>> {
        let mut answers = Vec::new();
        for asked in trials {
            let year = 2026 - i32::from(asked.age);
            let (from, to) = (year - YEARS_AROUND, year + YEARS_AROUND);
            let (rows, spent) = timed(|| {
                if with_age {
                    let params: [&(dyn ToSql + Sync); 4] = [&asked.name, &asked.place, &from, &to];
                    self.client.query(&self.with_age, &params)
                } else {
                    self.client.query(&self.by_name, &[&asked.name])
                }
            });
            let mut rows = rows?.into_iter().map(|row| row.get::<_, Vec<u8>>(0));
            answers.push((rows.any(|id| id == asked.person), spent));
        }
        Ok(answers)
    }
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
