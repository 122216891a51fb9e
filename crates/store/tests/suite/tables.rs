//! The tables and statements as both engines see them.

use crate::support::{PLAN, on_every_engine};
use akwaba_store::rebuild::projected;
use akwaba_store::tables::{JOURNAL, LOCAL};
use akwaba_store::{Plan, Result, Store, StoreError, Tx, params};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The tables of the store and the first column of the key of each.
fn catalogue(tx: &mut dyn Tx) -> Result<BTreeMap<String, String>> {
    let sqlite = "SELECT m.name, i.name FROM sqlite_master AS m, pragma_table_info(m.name) AS i \
                  WHERE m.type = 'table' AND i.pk = 1";
    let postgres = "SELECT c.relname::text, a.attname::text FROM pg_class AS c \
                    JOIN pg_index AS i ON i.indrelid = c.oid AND i.indisprimary \
                    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = i.indkey[0] \
                    JOIN pg_namespace AS n ON n.oid = c.relnamespace \
                    WHERE c.relkind = 'r' AND n.nspname = current_schema()";
    let text = match tx.engine() {
        "postgres" => postgres,
        _ => sqlite,
    };
    let rows = tx.query(text, &[])?;
    rows.iter()
        .map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())))
        .collect()
}

#[test]
fn every_table_is_listed_once_and_every_projected_key_begins_with_scope() {
    on_every_engine(|store| {
        let found = store.read(catalogue).unwrap();
        let made: Vec<_> = store.read(|tx| Ok::<_, StoreError>(projected(tx))).unwrap();
        let by_scope: BTreeSet<_> = made
            .iter()
            .map(|table| table.name)
            .chain(JOURNAL.iter().map(|table| table.name))
            .collect();
        let local: BTreeSet<_> = LOCAL.iter().map(|table| table.name).collect();
        assert!(by_scope.is_disjoint(&local));
        for (table, first) in &found {
            if by_scope.contains(table.as_str()) {
                assert_eq!(first, "scope", "key of {table}");
            } else {
                let known = local.contains(table.as_str()) || table == "schema_migration";
                assert!(known, "{table} is in no list");
            }
        }
        assert_eq!(found.len(), by_scope.len() + local.len() + 1);
    });
}

#[test]
fn a_kept_table_is_copied_with_all_its_columns() {
    let store = Store::memory().unwrap();
    store
        .read(|tx| {
            for table in JOURNAL.iter().chain(LOCAL) {
                let columns = tx.query(
                    "SELECT name FROM pragma_table_info($1) ORDER BY name",
                    params![table.name],
                )?;
                let listed = table.dump.strip_prefix("SELECT ").unwrap();
                let listed = listed.split(" FROM ").next().unwrap();
                let mut listed: Vec<_> = listed.split(", ").collect();
                listed.sort_unstable();
                let found: Vec<_> = columns.iter().map(|row| row.text(0).unwrap()).collect();
                assert_eq!(listed, found, "{}", table.name);
                assert_eq!(
                    table.insert.matches('$').count(),
                    found.len(),
                    "{}",
                    table.name
                );
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

#[test]
fn every_statement_in_the_source_is_accepted_by_every_engine() {
    let texts = statements(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    assert!(texts.len() > 20, "only {} statements found", texts.len());
    let on = |store: &Store| {
        for text in &texts {
            let accepted = store.read(|tx| tx.prepare(text));
            assert_eq!(accepted, Ok(()), "{text}");
        }
        store
            .read(|tx| {
                let home = tx.home();
                for table in JOURNAL.iter().chain(home.plan().local) {
                    tx.prepare(table.dump)?;
                    tx.prepare(table.insert)?;
                }
                for table in projected(tx) {
                    tx.prepare(table.dump)?;
                    tx.prepare(table.clear)?;
                }
                Ok::<_, StoreError>(())
            })
            .unwrap();
    };
    on(&Store::memory().unwrap());
    #[cfg(feature = "postgres")]
    if let Some(url) = crate::support::server() {
        on(&Store::postgres(&url, &crate::support::schema(), None).unwrap());
    }
}

/// The string literals of the source that are statements.
fn statements(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for item in std::fs::read_dir(folder).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            found.extend(statements(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            let source = std::fs::read_to_string(&path).unwrap();
            found.extend(literals(&source).filter(|text| is_statement(text)));
        }
    }
    found
}

fn is_statement(text: &str) -> bool {
    let verbs = [
        "SELECT ",
        "INSERT INTO ",
        "UPDATE ",
        "DELETE FROM ",
        "WITH ",
    ];
    let partial = text.ends_with(' ');
    verbs.iter().any(|verb| text.starts_with(verb))
        && !partial
        && !text.contains("sqlite_master")
        && !text.contains("set_config")
}

/// The string literals of a source file, comments left out.
fn literals(source: &str) -> impl Iterator<Item = String> {
    let mut found = Vec::new();
    let mut rest = source;
    while let Some(at) = rest.find(['"', '/', '\'']) {
        let (begin, after) = rest.split_at(at);
        if after.starts_with("//") {
            rest = after.split_once('\n').map_or("", |(_, next)| next);
        } else if let Some(next) = after.strip_prefix("'\"'") {
            rest = next;
        } else if let Some(inside) = after.strip_prefix('"') {
            let raw = begin.ends_with("r");
            let end = closing(inside, raw);
            found.push(unescaped(&inside[..end], raw));
            rest = inside.get(end + 1..).unwrap_or("");
        } else {
            rest = &after[1..];
        }
    }
    found.into_iter()
}

fn closing(inside: &str, raw: bool) -> usize {
    let mut escaped = false;
    for (at, sign) in inside.char_indices() {
        match sign {
            '"' if !escaped => return at,
            '\\' if !raw => escaped = !escaped,
            _ => escaped = false,
        }
    }
    inside.len()
}

fn unescaped(text: &str, raw: bool) -> String {
    if raw {
        return text.to_owned();
    }
    let mut lines = text.split("\\\n");
    let first = lines.next().unwrap_or("").to_owned();
    lines
        .fold(first, |all, line| all + line.trim_start())
        .replace("\\\"", "\"")
}

#[test]
fn the_plan_of_akwaba_numbers_its_migrations_apart_and_in_order() {
    let numbers: Vec<_> = Plan::AKWABA
        .migrations
        .iter()
        .map(|one| one.number)
        .collect();
    assert!(numbers.is_sorted_by(|a, b| a < b), "{numbers:?}");
    assert!(PLAN.migrations.len() > numbers.len());
}
