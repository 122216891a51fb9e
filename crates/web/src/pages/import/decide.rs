//! What somebody decides about a checked file: who is known already, whether it comes in, or that it is dropped.

use akwaba_domain::registry::import::record::KIND;
use akwaba_journal::id::EntityId;
use akwaba_store::local::import as jobs;
use akwaba_store::local::import::line::{self, Choice, LineState};
use akwaba_tables::Column;
use akwaba_tables::write::csv::{CsvOptions, CsvWriter};

use super::{allowed, path, sentence};
use crate::exchange::{Answer, Exchange};
use crate::frame::Flash;
use crate::http::Response;
use crate::import::{self, Found, Phase, Plan};
use crate::problem::Problem;
use crate::routes::Route;

/// The addresses of decisions.
pub const ROUTES: &[Route] = &[
    Route::post("import.choose", "/personnes/import/{id}/choix", choose),
    Route::post(
        "import.commit",
        "/personnes/import/{id}/enregistrer",
        commit,
    ),
    Route::post("import.drop", "/personnes/import/{id}/abandon", abandon),
    Route::get(
        "import.faults",
        "/personnes/import/{id}/corrections",
        faults,
    ),
];

/// Rows read at a time for the file of corrections.
const PAGE_ROWS: u32 = 1_000;

fn ready(exchange: &Exchange<'_, '_>) -> Result<(EntityId, Plan), Problem> {
    let id: EntityId = exchange.id("id")?;
    let account = allowed(exchange)?.actor();
    let work = exchange.read(|tx| Ok(import::find(tx, id, account)?))?;
    match work.ok_or(Problem::NotFound)? {
        (Phase::Ready, plan) => Ok((id, plan)),
        _ => Err(Problem::Conflict),
    }
}

fn read(code: &str) -> Option<Choice> {
    match code {
        "same" => Some(Choice::Same),
        "anyway" => Some(Choice::Anyway),
        _ => None,
    }
}

fn choose(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, _) = ready(exchange)?;
    let sent = exchange.form.clone();
    let rows: Vec<(i64, Option<Choice>)> = sent
        .pairs()
        .filter_map(|(name, value)| {
            let row = name.strip_prefix("row-")?.parse().ok()?;
            Some((row, read(value)))
        })
        .collect();
    let rest = read(sent.get("rest"));
    exchange.write(|tx, _| {
        for (row, choice) in &rows {
            line::choose(tx, id, *row, *choice)?;
        }
        if let Some(choice) = rest {
            line::choose_rest(tx, id, choice)?;
        }
        Ok(())
    })?;
    exchange.go(&path(id))
}

fn commit(exchange: &mut Exchange<'_, '_>) -> Answer {
    let id: EntityId = exchange.id("id")?;
    let allowed = allowed(exchange)?;
    let store = exchange.call.store;
    let mut writing = akwaba_store::Writing {
        now_micros: exchange.call.now.as_microsecond(),
        chance: &mut *exchange.call.chance,
    };
    import::commit(store, &mut writing, &allowed, id, &mut |_, _| ())?;
    exchange.done(&path(id), Flash::good("import-done"))
}

fn abandon(exchange: &mut Exchange<'_, '_>) -> Answer {
    let id: EntityId = exchange.id("id")?;
    let account = allowed(exchange)?.actor();
    exchange.write(|tx, _| {
        import::find(tx, id, account)?.ok_or(Problem::NotFound)?;
        jobs::forget(tx, id)?;
        jobs::sweep(tx, PAGE_ROWS)?;
        Ok(())
    })?;
    exchange.done("/personnes/import", Flash::good("import-dropped"))
}

/// Every fault of the file as a table, to mend the file by, and every row that somebody has to look for. It holds no cell of the file.
fn faults(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, plan) = ready(exchange)?;
    let frame = exchange.frame("import-report-title");
    let columns = ["import-row", "import-column", "import-instead"];
    let columns = columns.iter().map(|key| Column::text(&frame.t(key)));
    let failed = |_| Problem::NotFound;
    let mut out =
        CsvWriter::new(Vec::new(), columns.collect(), CsvOptions::default()).map_err(failed)?;
    // Rows that were not compared with all those who might be the same come after those to mend.
    let unsure = (plan.cut > 0).then_some(LineState::Possible);
    for state in [LineState::Wrong].into_iter().chain(unsure) {
        let mut after = 0;
        loop {
            let page = exchange.read(|tx| Ok(line::in_state(tx, id, state, after, PAGE_ROWS)?))?;
            let Some(last) = page.last() else { break };
            after = last.number;
            for line in &page {
                for said in Found::unpack(line.found.as_deref())?.remarks() {
                    let row = line.number.to_string();
                    let cells = [row, plan.column(&said), sentence(&frame, &said)];
                    out.row(&cells).map_err(failed)?;
                }
            }
        }
    }
    let bytes = out.finish().map_err(failed)?;
    let name = format!("{KIND}-corrections.csv");
    Ok(Response::download("text/csv; charset=utf-8", &name, bytes))
}
