//! The report of a check, before anything is written: what to mend row by row, who is likely known, what would come in.

use akwaba_domain::registry::import::{Mapping, Use};
use akwaba_journal::id::EntityId;
use akwaba_store::Tx;
use akwaba_store::local::import::line::{self, Choice as Chosen, Line, LineState};
use akwaba_store::projections::registry::person;
use askama::Template;

use super::file::count;
use super::{path, registry, sentence};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::import::{self, Found, Plan};
use crate::parts::{Row, Summary, Table};
use crate::problem::Problem;

/// Rows with something to mend on one page; the file of corrections has them all.
const FAULTS_SHOWN: u32 = 100;
/// Rows to decide about on one page.
const ALIKE_SHOWN: u32 = 50;

/// A row that is likely of someone known.
struct Double {
    row: i64,
    name: String,
    other: String,
    link: String,
    why: String,
    same: bool,
    anyway: bool,
}

#[derive(Template)]
#[template(path = "import/report.html")]
struct ReportPage<'a> {
    f: &'a Frame,
    facts: Summary,
    faults: Option<Table>,
    more_faults: bool,
    doubles: Vec<Double>,
    next: Option<i64>,
    undecided: u64,
    wrong: u64,
    cut: u64,
    path: String,
    nothing: bool,
}

pub(super) fn page(exchange: &mut Exchange<'_, '_>, id: EntityId, plan: &Plan) -> Answer {
    let after = exchange.form.get("apres").parse().unwrap_or(0);
    let frame = exchange.frame("import-report-title");
    let scope = registry(exchange);
    let mapping = plan.mapping();
    let (counts, undecided, wrong, doubles) = exchange.read(|tx| {
        let alike = line::in_state(tx, id, LineState::Probable, after, ALIKE_SHOWN)?;
        let mut doubles = Vec::new();
        for line in &alike {
            doubles.push(double(tx, &frame, (scope, &mapping), line)?);
        }
        Ok((
            line::counts(tx, id)?,
            line::undecided(tx, id)?,
            line::in_state(tx, id, LineState::Wrong, 0, FAULTS_SHOWN)?,
            doubles,
        ))
    })?;
    let of = |state| {
        let found = counts.iter().find(|(known, _)| *known == state);
        found.map_or(0, |(_, count)| *count)
    };
    let facts = Summary::new(&frame)
        .row("import-file", plan.file.as_str())
        .row("import-count-rows", count(plan.rows))
        .row(
            "import-count-new",
            count(of(LineState::New) + of(LineState::Possible)),
        )
        .row("import-count-possible", count(of(LineState::Possible)))
        .row("import-count-probable", count(of(LineState::Probable)))
        .row("import-count-known", count(of(LineState::Known)))
        .row("import-count-repeated", count(of(LineState::Repeated)))
        .row("import-count-wrong", count(of(LineState::Wrong)));
    let facts = reached(facts, (plan.near, plan.cut));
    let full = doubles.len() >= ALIKE_SHOWN as usize;
    let next = doubles.last().filter(|_| full).map(|last| last.row);
    let page = ReportPage {
        facts,
        faults: faults(&frame, plan, &wrong)?,
        more_faults: of(LineState::Wrong) > u64::from(FAULTS_SHOWN),
        doubles,
        next,
        undecided,
        wrong: of(LineState::Wrong),
        cut: plan.cut,
        path: path(id),
        nothing: of(LineState::New) + of(LineState::Possible) + of(LineState::Probable) == 0,
        f: &frame,
    };
    exchange.page(&page)
}

/// How far people of frequent names were looked for, where it was not to the end.
pub(super) fn reached(facts: Summary, (near, cut): (u64, u64)) -> Summary {
    [("import-count-near", near), ("import-count-cut", cut)]
        .into_iter()
        .filter(|(_, rows)| *rows > 0)
        .fold(facts, |facts, (key, rows)| facts.row(key, count(rows)))
}

fn faults(frame: &Frame, plan: &Plan, wrong: &[Line]) -> Result<Option<Table>, Problem> {
    let mut table = Table::new(frame, frame.t("import-faults"))
        .number("import-row")
        .column("import-column")
        .column("import-instead");
    for line in wrong {
        for said in Found::unpack(line.found.as_deref())?.faults {
            table = table.row(
                Row::new()
                    .cell(line.number.to_string())
                    .cell(plan.column(&said))
                    .cell(sentence(frame, &said)),
            );
        }
    }
    Ok((!table.is_empty()).then_some(table))
}

fn double(
    tx: &mut dyn Tx,
    frame: &Frame,
    (scope, mapping): (akwaba_journal::id::ScopeId, &Mapping),
    line: &Line,
) -> Result<Double, Problem> {
    let found = Found::unpack(line.found.as_deref())?;
    let alike = found.alike;
    let name = frame.name(&names(mapping, &import::cells(line)?));
    let (other, link) = match alike {
        Some(alike) => match alike.row {
            Some(row) => {
                let words = frame.t1("import-row-of-file", "row", row.to_string());
                (words, String::new())
            }
            None => {
                let row = person::find(tx, scope, alike.person)?;
                let name = row.map_or_else(String::new, |row| frame.name(row.line.name.as_str()));
                (name, format!("/personnes/{}", alike.person))
            }
        },
        None => (String::new(), String::new()),
    };
    Ok(Double {
        row: line.number,
        name,
        other,
        link,
        why: alike.map_or_else(String::new, |alike| {
            frame.word("import-sign-", alike.sign.code())
        }),
        same: line.choice == Some(Chosen::Same),
        anyway: line.choice == Some(Chosen::Anyway),
    })
}

/// The names that a row gives, in the order of its columns.
fn names(mapping: &Mapping, cells: &[String]) -> String {
    let used = mapping.uses().iter().zip(cells);
    let names = used.filter_map(|(used, cell)| match used {
        Use::As(column) if column.name_kind().is_some() => Some(cell.trim()),
        _ => None,
    });
    names.collect::<Vec<_>>().join(" ")
}
