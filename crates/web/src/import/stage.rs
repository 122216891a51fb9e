//! From a table to staged rows, and from staged rows to what their columns hold.

use std::io::Read;

use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_domain::registry::import::record::{FileName, SourceName};
use akwaba_domain::registry::import::{Mapping, Naming};
use akwaba_domain::{scope, text};
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_store::local::import::{self, line};
use akwaba_store::projections::registry::import::find as find_done;
use akwaba_store::{Store, StoreError, Tx, Writing, identity};
use akwaba_tables::{Row, Table};

use super::ImportError;
use super::found::{Cells, Said};
use super::plan::{Phase, Plan, Upload, Work};

/// Rows staged in one transaction when they come one after another.
const STAGE_ROWS: usize = 5_000;

/// What a file turns out to be when it arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// It is under way, as this.
    Under(EntityId),
    /// The same file was imported before, as this: there is nothing to add.
    Done(EntityId),
}

pub(crate) fn naming(tx: &mut dyn Tx, writing: &mut Writing<'_>) -> Result<Naming, StoreError> {
    let key = identity::naming_key(tx, writing.now_micros, writing.chance)?;
    Ok(Naming::new(key))
}

/// Begins to bring in a file, or takes up again what was begun of it.
///
/// # Errors
/// When a colleague is bringing in the same file, or the source is too long to be a name.
pub fn begin(
    tx: &mut dyn Tx,
    writing: &mut Writing<'_>,
    (centre, account): (CentreId, ActorId),
    upload: &Upload,
    header: &[String],
) -> Result<Begun, ImportError> {
    let source = text::line("source", &upload.source).map_err(Refusals::from)?;
    let id = naming(tx, writing)?.file(&upload.hash);
    if find_done(tx, scope::registry(centre), id)?.is_some() {
        return Ok(Begun::Done(id));
    }
    if let Some(job) = import::find(tx, id)? {
        if job.account != account {
            let wrong = Refusal::whole("import-with-colleague");
            return Err(ImportError::Refused(wrong.into()));
        }
        take_up(tx, Work::of(job)?, upload, header)?;
        return Ok(Begun::Under(id));
    }
    let guessed = Mapping::guess(header);
    let work = Work {
        id,
        account,
        begun_micros: writing.now_micros,
        phase: Phase::Staging,
        plan: Plan {
            file: FileName::new(&*upload.name),
            source: SourceName::new(source.unwrap_or_default()),
            as_of: upload.as_of,
            hash: upload.hash,
            header: header.to_vec(),
            mapping: codes(&guessed),
            rows: 0,
            checked: 0,
            row: 0,
            home: None,
            home_row: 0,
            near: 0,
            cut: 0,
        },
    };
    work.keep(tx)?;
    Ok(Begun::Under(id))
}

/// What was begun of a file goes on, unless it is read in another way: from another row of names, or as of another day.
fn take_up(
    tx: &mut dyn Tx,
    mut work: Work,
    upload: &Upload,
    header: &[String],
) -> Result<(), StoreError> {
    if work.plan.header != header {
        line::clear(tx, work.id)?;
        work.plan.header = header.to_vec();
        work.plan.mapping = codes(&Mapping::guess(header));
        work.plan.rows = 0;
        work.phase = Phase::Staging;
    } else if work.plan.as_of != upload.as_of && work.phase > Phase::Mapping {
        line::unnote(tx, work.id)?;
        work.phase = Phase::Mapping;
    } else if work.plan.as_of == upload.as_of {
        return Ok(());
    }
    work.plan.as_of = upload.as_of;
    work.plan.again();
    work.keep(tx)
}

fn codes(mapping: &Mapping) -> Vec<String> {
    let uses = mapping.uses().iter();
    uses.map(|used| used.code().to_owned()).collect()
}

/// Stages some rows, those that are staged already left out; `ended` says that they are the last.
///
/// # Errors
/// [`ImportError::TooManyRows`] beyond `limit` rows in all.
pub fn stage(
    tx: &mut dyn Tx,
    (id, account): (EntityId, ActorId),
    rows: &[Row],
    (ended, limit): (bool, u64),
) -> Result<u64, ImportError> {
    let mut work = Work::get(tx, id, account)?;
    if work.phase != Phase::Staging {
        return Ok(work.plan.rows);
    }
    let last = line::last(tx, id)?;
    for row in rows {
        let number = i64::try_from(row.number).unwrap_or(i64::MAX);
        if number <= last {
            continue;
        }
        work.plan.rows += 1;
        if work.plan.rows > limit {
            return Err(ImportError::TooManyRows { limit });
        }
        let cells = Cells {
            cells: row.cells.clone(),
            problems: row.problems.iter().map(Said::table).collect(),
        };
        line::add(tx, id, number, &cells.pack())?;
    }
    if ended {
        work.phase = Phase::Mapping;
    }
    work.keep(tx)?;
    Ok(work.plan.rows)
}

/// Begins a file and stages all of it, some rows in each transaction: for the command line. What was staged by a run that
/// was cut is not staged twice.
///
/// # Errors
/// Those of [`begin`], of [`stage`] and of the table.
pub fn prepare<R: Read>(
    store: &Store,
    writing: &mut Writing<'_>,
    (centre, account): (CentreId, ActorId),
    upload: &Upload,
    table: &mut Table<R>,
    progress: &mut dyn FnMut(u64),
) -> Result<Begun, ImportError> {
    if !table.problems().is_empty() {
        return Err(ImportError::Header(table.problems().to_vec()));
    }
    let header = table.header().to_vec();
    let begun = store.write(|tx| begin(tx, writing, (centre, account), upload, &header))?;
    let Begun::Under(id) = begun else {
        return Ok(begun);
    };
    loop {
        // Read outside of the transaction, which may be run again.
        let rows = table.by_ref().take(STAGE_ROWS);
        let rows: Vec<Row> = match rows.collect::<Result<_, _>>() {
            Ok(rows) => rows,
            Err(error) => {
                // A file that cannot be read to its end is refused whole: nothing of it stays.
                store.write(|tx| line::clear(tx, id).and_then(|()| import::forget(tx, id)))?;
                return Err(error.into());
            }
        };
        let ended = rows.len() < STAGE_ROWS;
        let staged = store.write(|tx| stage(tx, (id, account), &rows, (ended, u64::MAX)))?;
        progress(staged);
        if ended {
            return Ok(begun);
        }
    }
}

/// Keeps what the columns hold and begins to check the rows, from the first when anything differs from before.
///
/// # Errors
/// What the mapping cannot be; `import-source-missing` at `source` when rows could be taken for those of another source.
pub fn map(
    tx: &mut dyn Tx,
    (id, account): (EntityId, ActorId),
    mapping: &Mapping,
    source: &str,
) -> Result<(), ImportError> {
    let mut work = Work::get(tx, id, account)?;
    if work.phase == Phase::Staging {
        return Err(ImportError::OtherStep);
    }
    let mut wrong = Refusals::new();
    wrong.take_all(mapping.check());
    let source = wrong.take(text::line("source", source)).unwrap_or_default();
    if mapping.needs_source() && source.is_empty() {
        wrong.push(Refusal::at("source", "import-source-missing"));
    }
    if mapping.uses().len() != work.plan.header.len() {
        wrong.push(Refusal::whole("import-columns-changed"));
    }
    wrong.or(())?;
    let same = work.plan.mapping == codes(mapping) && work.plan.source.as_str() == source;
    if same && work.phase > Phase::Mapping {
        return Ok(());
    }
    work.plan.mapping = codes(mapping);
    work.plan.source = SourceName::new(source);
    work.plan.again();
    work.phase = Phase::Rows;
    line::unnote(tx, id)?;
    work.keep(tx)?;
    Ok(())
}
