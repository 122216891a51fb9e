//! One import, wherever it is: its columns, its check going on, its report, what came of it.

use akwaba_journal::id::EntityId;
use akwaba_store::local::import as jobs;
use akwaba_store::projections::registry::import::{self as done, ImportRow};
use askama::Template;

use super::file::count;
use super::{allowed, columns, path, registry, report};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::import::{self, Checked, Memory, Phase};
use crate::parts::{Progress, Summary};
use crate::problem::Problem;
use crate::routes::Route;

/// The address of an import.
pub const ROUTES: &[Route] = &[Route::get("import.show", "/personnes/import/{id}", show)];

/// After how many seconds the page of the check is read again: at once, for it is the page that works.
const AGAIN_SECONDS: &str = "0";
/// Pieces checked at one reading of the page.
const PIECES: u32 = 2;
/// Staged rows of dropped imports that go at one reading.
const SWEEP_ROWS: u32 = 5_000;

fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let id: EntityId = exchange.id("id")?;
    let scope = registry(exchange);
    if let Some(row) = exchange.read(|tx| Ok(done::find(tx, scope, id)?))? {
        return result(exchange, &row);
    }
    let account = allowed(exchange)?.actor();
    let work = exchange.read(|tx| Ok(import::find(tx, id, account)?))?;
    let (phase, plan) = work.ok_or(Problem::NotFound)?;
    match phase {
        Phase::Staging | Phase::Mapping => columns::page(exchange, id, &plan),
        Phase::Rows | Phase::Homes => check(exchange, id),
        Phase::Ready => report::page(exchange, id, &plan),
    }
}

#[derive(Template)]
#[template(path = "import/progress.html")]
struct ProgressPage<'a> {
    f: &'a Frame,
    progress: Progress,
    path: String,
}

/// Checks some more rows, and shows how far the check is.
fn check(exchange: &mut Exchange<'_, '_>, id: EntityId) -> Answer {
    let allowed = allowed(exchange)?;
    let mut step = Checked {
        done: 0,
        total: 0,
        ended: false,
    };
    let mut memory = Memory::default();
    for _ in 0..PIECES {
        if !step.ended {
            step = exchange
                .write(|tx, writing| Ok(import::check(tx, writing, &allowed, id, &mut memory)?))?;
        }
    }
    if step.ended {
        return exchange.go(&path(id));
    }
    let frame = exchange.frame("import-checking-title");
    let label = frame.t("import-checking");
    let page = ProgressPage {
        progress: Progress::new(&frame, label, step.done, step.total),
        path: path(id),
        f: &frame,
    };
    let again = format!("{AGAIN_SECONDS}; url={}", path(id));
    Ok(exchange.page(&page)?.header("refresh", &again))
}

#[derive(Template)]
#[template(path = "import/done.html")]
struct DonePage<'a> {
    f: &'a Frame,
    facts: Summary,
}

fn result(exchange: &mut Exchange<'_, '_>, row: &ImportRow) -> Answer {
    // What is left of dropped imports goes a little at a time.
    exchange.write(|tx, _| Ok(jobs::sweep(tx, SWEEP_ROWS)?))?;
    let frame = exchange.frame("import-done-title");
    let import = &row.import;
    let counts = import.counts;
    let facts = Summary::new(&frame)
        .row("import-file", import.file.as_str())
        .row("import-source", import.source.as_str())
        .row("import-count-rows", count(counts.rows))
        .row("import-count-people", count(counts.people))
        .row("import-count-households", count(counts.households))
        .row("import-count-known", count(counts.known))
        .row("import-count-repeated", count(counts.repeated))
        .row("import-count-same", count(counts.same))
        .row("import-count-anyway", count(counts.anyway));
    let facts = report::reached(facts, (counts.near, counts.cut));
    let page = DonePage { f: &frame, facts };
    exchange.page(&page)
}
