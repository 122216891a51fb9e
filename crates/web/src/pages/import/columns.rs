//! What each column of the file holds: guessed, with the first rows to look at, and decided by a person.

use akwaba_domain::refusal::Refusals;
use akwaba_domain::registry::import::{Column, Mapping};
use akwaba_journal::id::EntityId;
use askama::Template;

use super::{allowed, path};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::http::Form;
use crate::import::{self, ImportError, Plan};
use crate::parts::{Choice, Fields};
use crate::problem::Problem;
use crate::routes::Route;

/// The addresses of the columns.
pub const ROUTES: &[Route] = &[
    Route::get("import.columns", "/personnes/import/{id}/colonnes", open),
    Route::post("import.map", "/personnes/import/{id}/colonnes", keep),
];

/// Rows shown of each column.
const PREVIEW_ROWS: u32 = 4;
/// Characters shown of each cell.
const PREVIEW_CHARS: usize = 40;

/// A column as the page shows it.
struct Shown {
    name: String,
    letters: String,
    cells: Vec<String>,
    field: String,
    choices: Vec<Choice>,
    error: String,
}

#[derive(Template)]
#[template(path = "import/columns.html")]
struct ColumnsPage<'a> {
    f: &'a Frame,
    form: Fields,
    columns: Vec<Shown>,
    path: String,
    undecided: usize,
}

fn open(exchange: &mut Exchange<'_, '_>) -> Answer {
    let id: EntityId = exchange.id("id")?;
    let plan = plan(exchange, id)?;
    page(exchange, id, &plan)
}

fn plan(exchange: &Exchange<'_, '_>, id: EntityId) -> Result<Plan, Problem> {
    let account = allowed(exchange)?.actor();
    let work = exchange.read(|tx| Ok(import::find(tx, id, account)?))?;
    Ok(work.ok_or(Problem::NotFound)?.1)
}

pub(super) fn page(exchange: &mut Exchange<'_, '_>, id: EntityId, plan: &Plan) -> Answer {
    let frame = exchange.frame("import-columns-title");
    let form = Form::new().with("source", plan.source.as_str());
    let fields = Fields::new(&frame, form);
    let page = written(exchange, &frame, id, (plan, &plan.mapping()), fields)?;
    exchange.page(&page)
}

fn written<'a>(
    exchange: &Exchange<'_, '_>,
    frame: &'a Frame,
    id: EntityId,
    (plan, mapping): (&Plan, &Mapping),
    form: Fields,
) -> Result<ColumnsPage<'a>, Problem> {
    let rows = exchange.read(|tx| Ok(import::preview(tx, id, PREVIEW_ROWS)?))?;
    let names = plan.header.iter().zip(mapping.uses()).enumerate();
    let columns = names.map(|(index, (name, used))| {
        let cells = rows.iter().map(|row| {
            let cell = row.get(index).map_or("", String::as_str);
            cell.chars().take(PREVIEW_CHARS).collect()
        });
        let field = format!("column-{index}");
        let mut choices = vec![
            Choice::new("", frame.t("import-column-undecided-yet")),
            Choice::new("ignore", frame.t("import-column-ignore")),
        ];
        for column in Column::ALL {
            let word = frame.word("import-column-is-", column.code());
            choices.push(Choice::new(column.code(), word));
        }
        for choice in &mut choices {
            choice.chosen = choice.value == used.code();
        }
        let number = u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1);
        Shown {
            name: name.clone(),
            letters: akwaba_tables::error::letters(number),
            cells: cells
                .filter(|cell: &String| !cell.trim().is_empty())
                .collect(),
            error: form.error(&field),
            field,
            choices,
        }
    });
    Ok(ColumnsPage {
        columns: columns.collect(),
        form,
        path: path(id),
        undecided: mapping.undecided().len(),
        f: frame,
    })
}

fn keep(exchange: &mut Exchange<'_, '_>) -> Answer {
    let id: EntityId = exchange.id("id")?;
    let plan = plan(exchange, id)?;
    let who = (id, allowed(exchange)?.actor());
    let sent = exchange.form.clone();
    let codes: Vec<String> = (0..plan.header.len())
        .map(|index| sent.get(&format!("column-{index}")).to_owned())
        .collect();
    let source = sent.get("source").to_owned();
    let mapping = Mapping::from_codes(codes.iter().map(String::as_str));
    let kept = mapping.map_err(Problem::Refused).and_then(|mapping| {
        exchange.write(|tx, _| {
            let kept = import::map(tx, who, &mapping, &source);
            kept.map_err(|error| match error {
                ImportError::Refused(refusals) => Problem::Refused(refusals),
                other => other.into(),
            })
        })
    });
    match kept {
        Ok(()) => exchange.go(&path(id)),
        Err(Problem::Refused(refusals)) => again(exchange, id, &plan, &codes, &refusals),
        Err(other) => Err(other),
    }
}

fn again(
    exchange: &mut Exchange<'_, '_>,
    id: EntityId,
    plan: &Plan,
    codes: &[String],
    refusals: &Refusals,
) -> Answer {
    let mut frame = exchange.frame("import-columns-title");
    let fields = Fields::refused(&mut frame, exchange.form.clone(), refusals);
    let mapping = Mapping::from_codes(codes.iter().map(String::as_str));
    let mapping = mapping.unwrap_or_else(|_| plan.mapping());
    let page = written(exchange, &frame, id, (plan, &mapping), fields)?;
    exchange.again(&page)
}
