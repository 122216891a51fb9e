//! A data package of HSDS 3 put back together: each service with all that belongs to it, as the JSON of HSDS has it, and where
//! each of it stands. What is wrong is said by file, row and field, as much of it at once as can be told.
//!
//! Never: more in memory than the limits allow, whatever the archive announces; a part of another archive or of a disk.

use std::collections::HashMap;

use akwaba_tables::error::Kind;
use akwaba_tables::package::Package;
use akwaba_tables::{Limits, Options, TableError};
use serde_json::{Map, Value, json};

use super::fault::{Fault, HsdsError};
use super::package::DESCRIPTION;
use super::tables::{Def, Holds, SERVICE, TABLES, Tie, named, parts_of};
use super::{BYTES_MAX, SERVICES_MAX};

/// Bytes of all files of a package, unpacked.
const UNPACKED_MAX: u64 = 16 * 1024 * 1024;
/// Rows of one table.
const ROWS_MAX: u64 = 30_000;
/// Columns of one table: the longest of the specification has 24.
const COLUMNS_MAX: usize = 64;
/// Parts of one kind that one thing may have; a form has room for fewer.
const PARTS_MAX: usize = 50;
/// What is wrong that is said at once.
const FAULTS_MAX: usize = 100;
/// Under which name a part tells its row. No column of the specification is called so.
const ROW: &str = "#row";

/// One row of a table: its number, and its cells in the order of the fields.
struct Line {
    row: u64,
    cells: Vec<Option<Box<str>>>,
}

/// A table as it was read.
struct Sheet {
    def: &'static Def,
    file: String,
    lines: Vec<Line>,
    by_id: HashMap<Box<str>, usize>,
    /// For each column that ties, the lines of each id.
    tied: HashMap<&'static str, HashMap<Box<str>, Vec<usize>>>,
}

/// The tables of a package.
pub(super) struct Sheets(Vec<Sheet>);

/// Reads the tables of an archive.
///
/// # Errors
/// [`HsdsError`]; what is wrong in the tables is [`HsdsError::Tables`], all of it together.
pub(super) fn unpack(bytes: &[u8]) -> Result<Sheets, HsdsError> {
    let limits = Limits {
        csv_rows: ROWS_MAX,
        columns: COLUMNS_MAX,
        archive_bytes: BYTES_MAX as u64,
        unpacked_bytes: UNPACKED_MAX,
        ..Limits::default()
    };
    let package = Package::open(bytes.to_vec(), &limits).map_err(|error| match error.kind {
        Kind::Bomb { .. } => HsdsError::Bomb,
        _ => HsdsError::NotPackage,
    })?;
    let (folder, paths) = described(&package)?;
    let mut faults = Vec::new();
    let mut sheets = Vec::new();
    for def in TABLES {
        let told = paths.get(def.name).cloned();
        let file = told.clone().unwrap_or_else(|| def.file.to_owned());
        match package.part(&format!("{folder}{file}")) {
            Ok(Some(bytes)) => sheets.push(sheet(def, file, &bytes, &limits, &mut faults)),
            Ok(None) if told.is_some() || def.name == SERVICE => {
                faults.push(Fault::whole(file, "directory-hsds-no-file"));
            }
            Ok(None) => {}
            Err(error) => faults.push(Fault::table(file, &error, &[])),
        }
    }
    let sheets = Sheets(sheets);
    sheets.loose(&mut faults);
    match sheets.of(SERVICE).map_or(0, |sheet| sheet.lines.len()) {
        _ if !faults.is_empty() => {
            faults.truncate(FAULTS_MAX);
            Err(HsdsError::Tables(faults))
        }
        0 => Err(HsdsError::NoServices),
        1..=SERVICES_MAX => Ok(sheets),
        _ => Err(HsdsError::TooMany),
    }
}

/// Where the tables lie, and the file of each table that the description names. Without a description, they have the files of
/// the specification.
fn described(package: &Package) -> Result<(String, HashMap<String, String>), HsdsError> {
    let wrong = |code| HsdsError::Tables(vec![Fault::whole(DESCRIPTION.to_owned(), code)]);
    let Some(folder) = package.folder_of(DESCRIPTION) else {
        let services = named(SERVICE).and_then(|def| package.folder_of(def.file));
        return services
            .map(|folder| (folder, HashMap::new()))
            .ok_or(HsdsError::NotPackage);
    };
    let part = package.part(&format!("{folder}{DESCRIPTION}"));
    let bytes = part.map_err(|_| HsdsError::NotPackage)?.unwrap_or_default();
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    let whole: Value =
        serde_json::from_slice(bytes).map_err(|_| wrong("directory-hsds-description"))?;
    let resources = whole.get("resources").and_then(Value::as_array);
    let resources = resources.ok_or_else(|| wrong("directory-hsds-description"))?;
    let named = resources.iter().filter_map(|one| {
        let (name, path) = (one.get("name")?.as_str()?, one.get("path")?.as_str()?);
        Some((name.to_owned(), path.to_owned()))
    });
    // A template may name every table of the specification: one that is not there is missed only where it is needed.
    let there =
        named.filter(|(name, path)| name == SERVICE || package.has(&format!("{folder}{path}")));
    let there = there.collect();
    Ok((folder, there))
}

fn sheet(
    def: &'static Def,
    file: String,
    bytes: &[u8],
    limits: &Limits,
    faults: &mut Vec<Fault>,
) -> Sheet {
    let mut sheet = Sheet {
        def,
        file,
        lines: Vec::new(),
        by_id: HashMap::new(),
        tied: HashMap::new(),
    };
    let options = Options {
        limits: *limits,
        ..Options::default()
    };
    let read = read(&mut sheet, bytes, &options, faults);
    if let Err((error, header)) = read {
        // A table without rows says nothing, and nothing is wrong with it.
        if !matches!(error.kind, Kind::Empty | Kind::NoRows) {
            faults.push(Fault::table(sheet.file.clone(), &error, &header));
        }
    }
    sheet
}

fn read(
    sheet: &mut Sheet,
    bytes: &[u8],
    options: &Options,
    faults: &mut Vec<Fault>,
) -> Result<(), (TableError, Vec<String>)> {
    let table = akwaba_tables::open(bytes, options).map_err(|error| (error, Vec::new()))?;
    let header = table.header().to_vec();
    let said = |error: &TableError| Fault::table(sheet.file.clone(), error, &header);
    faults.extend(table.problems().iter().map(said));
    let place = |name: &str| {
        let same = |known: &String| known.eq_ignore_ascii_case(name);
        header.iter().position(same)
    };
    let places: Vec<Option<usize>> = sheet
        .def
        .fields
        .iter()
        .map(|field| place(field.name))
        .collect();
    if place("id").is_none() {
        faults.push(Fault::at(
            &sheet.file,
            None,
            "id",
            "directory-hsds-no-column",
        ));
        return Ok(());
    }
    for row in table {
        let mut row = row.map_err(|error| (error, header.clone()))?;
        for error in &row.problems {
            faults.push(Fault::table(sheet.file.clone(), error, &header));
        }
        if faults.len() > FAULTS_MAX {
            return Ok(());
        }
        let cells = places.iter().map(|place| {
            let cell = row.cells.get_mut((*place)?)?;
            let cell = std::mem::take(cell);
            let cell = cell.trim();
            (!cell.is_empty()).then(|| Box::from(cell))
        });
        let line = Line {
            cells: cells.collect(),
            row: row.number,
        };
        sheet.add(line, faults);
    }
    Ok(())
}

impl Sheet {
    fn add(&mut self, line: Line, faults: &mut Vec<Fault>) {
        let at = self.lines.len();
        let mut fault =
            |field, code| faults.push(Fault::at(&self.file, Some(line.row), field, code));
        for (field, cell) in self.def.fields.iter().zip(&line.cells) {
            match cell {
                None if field.name == "id" => fault("id", "directory-hsds-empty"),
                None => {}
                Some(id) if field.name == "id" => {
                    let twice = self.by_id.insert(id.clone(), at).is_some();
                    if twice {
                        fault("id", "directory-hsds-id-twice");
                    }
                }
                Some(id) if matches!(field.holds, Holds::Of(_)) || field.name == "link_id" => {
                    let of = self.tied.entry(field.name).or_default();
                    of.entry(id.clone()).or_default().push(at);
                }
                Some(_) => {}
            }
        }
        self.lines.push(line);
    }

    fn cell<'l>(&self, line: &'l Line, field: &str) -> Option<&'l str> {
        let at = self
            .def
            .fields
            .iter()
            .position(|known| known.name == field)?;
        line.cells.get(at)?.as_deref()
    }
}

impl Sheets {
    fn of(&self, table: &str) -> Option<&Sheet> {
        self.0.iter().find(|sheet| sheet.def.name == table)
    }

    /// The file of a table.
    pub(super) fn file(&self, table: &str) -> String {
        let file = self.of(table).map(|sheet| sheet.file.clone());
        file.unwrap_or_else(|| named(table).map_or(String::new(), |def| def.file.to_owned()))
    }

    /// Says of each id that it names nothing, and of each service that it has more of something than a form takes.
    fn loose(&self, faults: &mut Vec<Fault>) {
        for (_, _, table, tie) in parts_of(SERVICE) {
            let (Some(sheet), Tie::Many(column)) = (self.of(table), tie) else {
                continue;
            };
            for lines in sheet.tied.get(column).into_iter().flat_map(HashMap::values) {
                let over = lines.get(PARTS_MAX).and_then(|at| sheet.lines.get(*at));
                faults.extend(over.map(|line| {
                    let fault =
                        Fault::at(&sheet.file, Some(line.row), column, "directory-hsds-parts");
                    fault.with("max", PARTS_MAX.to_string())
                }));
            }
        }
        for sheet in &self.0 {
            for field in sheet.def.fields {
                let Holds::Of(table) = field.holds else {
                    continue;
                };
                let there = self.of(table);
                for (id, lines) in sheet.tied.get(field.name).into_iter().flatten() {
                    if there.is_some_and(|there| there.by_id.contains_key(id)) {
                        continue;
                    }
                    let rows = lines.iter().filter_map(|at| sheet.lines.get(*at));
                    faults.extend(rows.map(|line| {
                        let fault = Fault::at(
                            &sheet.file,
                            Some(line.row),
                            field.name,
                            "directory-hsds-loose",
                        );
                        fault.with("file", self.file(table))
                    }));
                }
            }
        }
        faults.sort_by(|a, b| (&a.file, a.row, &a.field).cmp(&(&b.file, b.row, &b.field)));
        faults.truncate(FAULTS_MAX);
    }

    /// Each service, in the order of its table, as the JSON of HSDS has it.
    pub(super) fn services(&self) -> impl Iterator<Item = Value> {
        let sheet = self.of(SERVICE);
        let lines = sheet.into_iter().flat_map(|sheet| &sheet.lines);
        lines.filter_map(move |line| Some(self.value(sheet?, line)))
    }

    /// A row with its parts.
    fn value(&self, sheet: &Sheet, line: &Line) -> Value {
        let mut out = Map::new();
        out.insert(ROW.to_owned(), json!(line.row));
        for (field, cell) in sheet.def.fields.iter().zip(&line.cells) {
            if let Some(cell) = cell {
                out.insert(field.name.to_owned(), json!(cell));
            }
        }
        for (_, name, table, tie) in parts_of(sheet.def.name) {
            let Some(of) = self.of(table) else { continue };
            match tie {
                Tie::One(column) => {
                    let id = sheet.cell(line, column);
                    let at = id.and_then(|id| of.by_id.get(id));
                    if let Some(part) = at.and_then(|at| of.lines.get(*at)) {
                        out.insert((*name).to_owned(), self.value(of, part));
                    }
                }
                Tie::Many(column) => {
                    let id = sheet.cell(line, "id");
                    let tied = of.tied.get(column).zip(id);
                    let places = tied.and_then(|(tied, id)| tied.get(id));
                    let parts = places
                        .into_iter()
                        .flatten()
                        .filter_map(|at| of.lines.get(*at));
                    // What a row says of something else with the same id is not of this one.
                    let own = parts.filter(|part| {
                        let entity = of.cell(part, "link_entity");
                        entity.is_none_or(|entity| entity == sheet.def.name)
                    });
                    let parts: Vec<Value> = own
                        .take(PARTS_MAX)
                        .map(|part| self.value(of, part))
                        .collect();
                    if !parts.is_empty() {
                        out.insert((*name).to_owned(), Value::Array(parts));
                    }
                }
            }
        }
        Value::Object(out)
    }
}

/// The row of a part.
pub(super) fn row_of(value: &Value) -> Option<u64> {
    value.get(ROW)?.as_u64()
}
