//! The open directory as the data package of HSDS 3: one CSV file a table, and `datapackage.json` which describes them, in one
//! archive. What stands in it is what [`super::write`] gives, laid out in tables.

use std::collections::{BTreeMap, BTreeSet};

use akwaba_domain::directory::Known;
use akwaba_domain::registry::Day;
use akwaba_tables::package::pack;
use akwaba_tables::write::WriteError;
use akwaba_tables::write::csv::{CsvOptions, CsvWriter};
use akwaba_tables::{Column, Separator};
use serde_json::{Value, json};

use super::tables::{Def, Holds, SERVICE, TABLES, Tie, named, parts_of};
use super::write::services;

/// The file that describes the others.
pub(super) const DESCRIPTION: &str = "datapackage.json";

/// Rows of each table, by its name; an id has one row.
#[derive(Default)]
struct Sheets {
    rows: BTreeMap<&'static str, Vec<Vec<String>>>,
    ids: BTreeSet<(&'static str, String)>,
}

/// Writes the services that may leave as a package. Says how many there are.
///
/// # Errors
/// When they do not fit an archive.
pub fn write_tables(services: &[Known], today: Day) -> Result<(usize, Vec<u8>), WriteError> {
    let leaving = self::services(services, today);
    let mut sheets = Sheets::default();
    for service in &leaving {
        sheets.lay(SERVICE, service, &[]);
    }
    let filled = TABLES
        .iter()
        .filter(|table| sheets.rows.contains_key(table.name));
    let filled: Vec<&Def> = filled.collect();
    let mut files = vec![(DESCRIPTION, description(&filled, today))];
    for table in filled {
        let rows = sheets.rows.remove(table.name).unwrap_or_default();
        files.push((table.file, csv(table, &rows)?));
    }
    let parts = files.iter().map(|(name, text)| (*name, text.as_str()));
    Ok((leaving.len(), pack(parts)?))
}

impl Sheets {
    /// Lays something out: its own row, with the columns that tie it to what it belongs to, then its parts.
    fn lay(&mut self, table: &str, value: &Value, ties: &[(&str, &str)]) {
        let Some(def) = named(table) else { return };
        let id = cell(value, "id");
        if !self.ids.insert((def.name, id.clone())) {
            return;
        }
        for (_, name, of, tie) in parts_of(table) {
            let part = value.get(*name).unwrap_or(&Value::Null);
            match tie {
                Tie::One(_) if part.is_object() => self.lay(of, part, &[]),
                Tie::Many(column) => {
                    for one in part.as_array().into_iter().flatten() {
                        self.lay(of, one, &[(column, &id)]);
                    }
                }
                Tie::One(_) => {}
            }
        }
        let fields = def.fields.iter().map(|field| {
            let tied = ties.iter().find(|(column, _)| *column == field.name);
            let one = parts_of(table).find(|part| part.3 == Tie::One(field.name));
            match (tied, one) {
                (Some((_, id)), _) => (*id).to_owned(),
                (None, Some((_, name, ..))) => cell(value.get(*name).unwrap_or(&Value::Null), "id"),
                (None, None) => cell(value, field.name),
            }
        });
        let row = fields.collect();
        self.rows.entry(def.name).or_default().push(row);
    }
}

/// A value as a cell shows it.
fn cell(value: &Value, field: &str) -> String {
    match value.get(field) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

fn csv(table: &Def, rows: &[Vec<String>]) -> Result<String, WriteError> {
    let column = |holds: Holds, name: &str| match holds {
        Holds::Number => Column::whole(name),
        _ => Column::text(name),
    };
    let columns = table.fields.iter();
    let columns = columns.map(|field| column(field.holds, field.name));
    let options = CsvOptions {
        mark: false,
        separator: Separator::Comma,
    };
    let mut out = CsvWriter::new(Vec::new(), columns.collect(), options)?;
    for row in rows {
        out.row(row)?;
    }
    Ok(String::from_utf8_lossy(&out.finish()?).into_owned())
}

/// What describes the tables, as a tabular data package.
fn description(tables: &[&Def], today: Day) -> String {
    let resource = |table: &&Def| {
        let field = |field: &super::tables::Field| {
            json!({
                "name": field.name,
                "type": match field.holds {
                    Holds::Number => "number",
                    Holds::Date => "date",
                    Holds::Text | Holds::Of(_) => "string",
                },
                "constraints": { "required": field.required, "unique": field.name == "id" },
            })
        };
        let key = |field: &super::tables::Field| match field.holds {
            Holds::Of(table) => Some(json!({
                "fields": field.name,
                "reference": { "resource": table, "fields": "id" },
            })),
            _ => None,
        };
        let there = |of: &Value| {
            let of = of.pointer("/reference/resource").and_then(Value::as_str);
            tables.iter().any(|table| Some(table.name) == of)
        };
        let keys = table.fields.iter().filter_map(key).filter(there);
        json!({
            "name": table.name,
            "path": table.file,
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {
                "primaryKey": "id",
                "fields": table.fields.iter().map(field).collect::<Vec<_>>(),
                "foreignKeys": keys.collect::<Vec<_>>(),
            },
        })
    };
    let whole = json!({
        "name": "human_services_data",
        "title": "Human Services Data Specification",
        "profile": "tabular-data-package",
        "version": "3.0.0",
        "created": format!("{}T00:00:00Z", today.iso()),
        "resources": tables.iter().map(resource).collect::<Vec<_>>(),
    });
    serde_json::to_string_pretty(&whole).unwrap_or_default()
}
