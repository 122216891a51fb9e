//! The file: sent from here, refused whole with the reason, or staged. Never kept as a file.

use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_domain::registry::Day;
use akwaba_store::local::import as jobs;
use akwaba_store::projections::registry::import as done;
use akwaba_tables::{Limits, Options, Row, open};
use askama::Template;

use super::{allowed, path, registry, sentence, today};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::import::{Begun, ImportError, PAGE_ROWS_MAX, Said, Upload, begin, named, stage};
use crate::parts::{Fields, Html, Notice, Row as Line, Table, Tone};
use crate::problem::Problem;
use crate::routes::{Route, Takes};
use crate::show;

/// The addresses of the file.
pub const ROUTES: &[Route] = &[
    Route::get("import.form", "/personnes/import", form),
    Route::post("import.send", "/personnes/import", send).taking(Takes::List),
];

/// Imports on the page, done or under way.
const SHOWN: u32 = 10;

#[derive(Template)]
#[template(path = "import/file.html")]
struct FilePage<'a> {
    f: &'a Frame,
    form: Fields,
    refused: Vec<Notice>,
    under_way: Option<Table>,
    done: Option<Table>,
    rows_max: u64,
}

fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let frame = exchange.frame("import-title");
    let fields = Fields::new(&frame, Form::new());
    let page = page(exchange, &frame, fields, Vec::new())?;
    exchange.page(&page)
}

fn page<'a>(
    exchange: &Exchange<'_, '_>,
    frame: &'a Frame,
    form: Fields,
    refused: Vec<Notice>,
) -> Result<FilePage<'a>, Problem> {
    let account = exchange.actor()?.account;
    let scope = registry(exchange);
    let (jobs, imports) = exchange.read(|tx| {
        Ok((
            jobs::of_account(tx, account)?,
            done::recent(tx, scope, SHOWN)?,
        ))
    })?;
    let mut under_way = Table::new(frame, frame.t("import-under-way")).column("import-begun");
    for job in &jobs {
        let when = show::moment_of_micros(frame.lang, job.begun_micros);
        under_way = under_way.row(Line::new().cell(Html::link(&path(job.id), &when)));
    }
    let mut table = Table::new(frame, frame.t("import-done-list"))
        .column("import-done-on")
        .number("import-count-people")
        .number("import-count-households");
    for row in &imports {
        let when = show::moment_of_micros(frame.lang, row.at_micros);
        let counts = row.import.counts;
        table = table.row(
            Line::new()
                .cell(Html::link(&path(row.id), &when))
                .cell(count(counts.people))
                .cell(count(counts.households)),
        );
    }
    Ok(FilePage {
        f: frame,
        form,
        refused,
        under_way: (!jobs.is_empty()).then_some(under_way),
        done: (!imports.is_empty()).then_some(table),
        rows_max: PAGE_ROWS_MAX,
    })
}

pub(super) fn count(count: u64) -> String {
    show::number(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Why a file is not taken.
enum Refused {
    Fields(Refusals),
    File(Vec<Said>),
    Problem(Problem),
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<ImportError> for Refused {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Table(error) => Self::File(vec![Said::table(&error)]),
            ImportError::Header(errors) => Self::File(errors.iter().map(Said::table).collect()),
            ImportError::TooManyRows { limit } => {
                let refusal = Refusal::whole("import-too-many-rows").with("max", limit);
                Self::Fields(refusal.into())
            }
            ImportError::Refused(refusals) => Self::Fields(refusals),
            other => Self::Problem(other.into()),
        }
    }
}

fn send(exchange: &mut Exchange<'_, '_>) -> Answer {
    match take(exchange) {
        Ok(Begun::Under(id)) => exchange.go(&path(id)),
        Ok(Begun::Done(id)) => exchange.done(&path(id), Flash::attention("import-known-file")),
        Err(Refused::Problem(problem)) => Err(problem),
        Err(Refused::Fields(refusals)) => {
            let mut frame = exchange.frame("import-title");
            let fields = Fields::refused(&mut frame, exchange.form.clone(), &refusals);
            let page = page(exchange, &frame, fields, Vec::new())?;
            exchange.again(&page)
        }
        Err(Refused::File(said)) => {
            let mut frame = exchange.frame("import-title");
            frame.refused = true;
            let notice = |said: &Said| {
                let title = frame.t("import-file-refused");
                Notice::new(Tone::Attention, title, sentence(&frame, said))
            };
            let notices = said.iter().map(notice).collect();
            let fields = Fields::new(&frame, exchange.form.clone());
            let page = page(exchange, &frame, fields, notices)?;
            exchange.again(&page)
        }
    }
}

fn take(exchange: &mut Exchange<'_, '_>) -> Result<Begun, Refused> {
    let allowed = allowed(exchange)?;
    let mut wrong = Refusals::new();
    let as_of = wrong.take(Day::parse("as_of", exchange.form.get("as_of")));
    let as_of = as_of.unwrap_or_else(|| today(exchange));
    if as_of > today(exchange) {
        wrong.push(Refusal::at("as_of", "date-in-future"));
    }
    let header_row = match exchange.form.get("header_row") {
        "" => None,
        typed => {
            let number = typed.parse::<u64>().ok().filter(|number| *number > 0);
            wrong.take(
                number
                    .map(Some)
                    .ok_or_else(|| Refusal::at("header_row", "import-header-row")),
            )
        }
    };
    let Some(file) = exchange.form.file("file").cloned() else {
        wrong.push(Refusal::at("file", "import-file-missing"));
        return Err(Refused::Fields(wrong));
    };
    wrong.or(()).map_err(Refused::Fields)?;
    let options = Options {
        header_row,
        sheet: exchange.form.given("sheet").map(str::to_owned),
        separator: None,
        limits: Limits::default(),
    };
    let mut table = open(file.bytes.as_slice(), &options).map_err(ImportError::from)?;
    if !table.problems().is_empty() {
        return Err(ImportError::Header(table.problems().to_vec()).into());
    }
    let most = usize::try_from(PAGE_ROWS_MAX).unwrap_or(usize::MAX);
    let rows = table.by_ref().take(most.saturating_add(1));
    let rows: Vec<Row> = rows.collect::<Result<_, _>>().map_err(ImportError::from)?;
    let upload = Upload {
        name: file.name.clone(),
        source: exchange.form.get("source").to_owned(),
        as_of,
        hash: named(blake3::hash(&file.bytes), &table.format()),
    };
    let header = table.header().to_vec();
    let who = (allowed.centre(), allowed.actor());
    let mut refused = None;
    let begun = exchange.write(|tx, writing| {
        let begun = begin(tx, writing, who, &upload, &header).and_then(|begun| {
            if let Begun::Under(id) = begun {
                stage(tx, (id, who.1), &rows, (true, PAGE_ROWS_MAX))?;
            }
            Ok(begun)
        });
        begun.map_err(|error| {
            let problem = match &error {
                ImportError::Store(error) => Problem::Store(error.clone()),
                _ => Problem::Conflict,
            };
            refused = Some(error);
            problem
        })
    });
    match (begun, refused) {
        (Ok(begun), _) => Ok(begun),
        (Err(_), Some(error)) => Err(error.into()),
        (Err(problem), None) => Err(problem.into()),
    }
}
