//! The physical limit of an import: the cells of the same file into one bare table of SQLite, in one transaction.

use crate::measure::{seconds, timed};
use crate::people::COLUMNS;
use akwaba_tables::{Options, open};
use anyhow::Result;
use rusqlite::{Connection, params_from_iter};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// Seconds that it takes, as safe on the disk as the program is.
pub fn insert(database: &Path, file: &Path) -> Result<f64> {
    let mut connection = Connection::open(database)?;
    connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")?;
    let names: Vec<String> = (0..COLUMNS.len()).map(|at| format!("c{at} TEXT")).collect();
    let places: Vec<String> = (1..=COLUMNS.len()).map(|at| format!("?{at}")).collect();
    connection.execute_batch(&format!(
        "CREATE TABLE person ({}); CREATE INDEX name ON person (c1, c2);",
        names.join(", ")
    ))?;
    let insert = format!("INSERT INTO person VALUES ({})", places.join(", "));
    let (done, time) = timed(|| -> Result<()> {
        let table = open(BufReader::new(File::open(file)?), &Options::default())?;
        let transaction = connection.transaction()?;
        let mut statement = transaction.prepare(&insert)?;
        for row in table {
            statement.execute(params_from_iter(row?.cells))?;
        }
        drop(statement);
        transaction.commit()?;
        Ok(())
    });
    done?;
    Ok(seconds(time))
}
