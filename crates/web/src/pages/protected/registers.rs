//! The registers of sealed procedures, as far as one holds their files: by year, in the order of days, without numbers.
//!
//! Never: a line of a file whose key one does not have; a sheet to print, or a list that leaves.

use std::collections::BTreeSet;
use std::sync::Arc;

use akwaba_domain::casework::time::civil;
use akwaba_domain::casework::{Case, Edition};
use akwaba_domain::reports::register::{Cell, cells, entered};
use akwaba_procedures::workbook::{Confidentiality, Content, Register};
use akwaba_store::projections::casework::{self, Which, current, edition};
use askama::Template;

use crate::exchange::{Answer, Exchange};
use crate::pages::casework::shared::{case_path, load};
use crate::pages::here::{centre, here};
use crate::pages::reception::{centre_code, numbered};
use crate::pages::reports::{People, asked_year, tabs};
use crate::parts::{Html, Row, Table};
use crate::problem::Problem;

/// Files looked through, open and over: more than one person ever holds.
const CASES_MAX: u32 = 5_000;
/// The list of registers.
const LIST: &str = "/espace/registres";

#[derive(Template)]
#[template(path = "protected/registers.html")]
struct RegistersPage<'a> {
    f: &'a crate::frame::Frame,
    about: String,
    tabs: Vec<(String, String, bool)>,
    table: Option<Table>,
    back: &'static str,
}

/// A line: of which case, on which day, and what stands in it.
struct Line {
    case: Arc<Case>,
    at_micros: i64,
    cells: Vec<(String, Cell)>,
}

/// The registers of a procedure that is sealed.
fn sealed(edition: &Edition) -> &[Register] {
    match edition.procedure.confidentiality {
        Confidentiality::Sealed => &edition.procedure.registers,
        _ => &[],
    }
}

/// The lines of a register that one holds, and the years of all of them.
fn lines(
    exchange: &Exchange<'_, '_>,
    (procedure, register): (&str, &str),
    year: i16,
) -> Result<(Vec<Line>, Vec<i16>), Problem> {
    let scope = here(exchange);
    exchange.read(|tx| {
        let (mut found, mut years) = (Vec::new(), BTreeSet::new());
        for over in [false, true] {
            for line in casework::cases(tx, scope, Which::All, over, (0, CASES_MAX))? {
                if line.procedure.code != procedure {
                    continue;
                }
                let known = load(tx, scope, line.case)?;
                let case = Arc::new(known.case);
                for one in entered(&case, &known.edition) {
                    let day = civil(one.at_micros).date();
                    if one.register.code != register {
                        continue;
                    }
                    years.insert(day.year());
                    let written = cells(&case, &known.edition, register, one.place);
                    if let Some(written) = written.filter(|_| day.year() == year) {
                        let cells = written.into_iter();
                        let cells = cells.map(|(title, cell)| (title.to_owned(), cell));
                        found.push(Line {
                            case: Arc::clone(&case),
                            at_micros: one.at_micros,
                            cells: cells.collect(),
                        });
                    }
                }
            }
        }
        found.sort_by_key(|line| line.at_micros);
        Ok((found, years.into_iter().collect()))
    })
}

/// Every register of a sealed procedure, and how many of its lines one holds.
pub(super) fn list(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (centre, year) = (centre(exchange), asked_year(exchange));
    let editions = exchange.read(|tx| {
        let mut editions = Vec::new();
        for listed in current(tx, centre)? {
            editions.extend(edition(tx, centre, &listed.named)?);
        }
        Ok::<_, Problem>(editions)
    })?;
    let frame = exchange.frame("protected-registers-title");
    let f = &frame;
    let (mut all, mut rows) = (Vec::new(), Vec::new());
    for edition in &editions {
        let procedure = &edition.procedure;
        for register in sealed(edition) {
            let named = (procedure.code.as_str(), register.code.as_str());
            let (lines, years) = lines(exchange, named, year)?;
            all.extend(years);
            let path = format!("{LIST}/{}/{}?annee={year}", named.0, named.1);
            let row = Row::new()
                .cell(Html::link(&path, &register.label))
                .cell(format!("{} {}", procedure.code, procedure.title));
            rows.push(row.cell(lines.len().to_string()));
        }
    }
    let table = Table::new(f, f.t("protected-registers-title"))
        .column("reports-col-register")
        .column("reports-col-procedure")
        .number("reports-col-lines");
    let page = RegistersPage {
        about: f.t("protected-registers-text"),
        tabs: tabs(exchange, all, year, LIST),
        table: (!rows.is_empty()).then(|| rows.into_iter().fold(table, Table::row)),
        back: "",
        f,
    };
    exchange.page(&page)
}

/// One register in one year.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (centre, year) = (centre(exchange), asked_year(exchange));
    let procedure = exchange.param("procedure").to_owned();
    let code = exchange.param("registre").to_owned();
    let register = exchange.read(|tx| {
        for listed in current(tx, centre)? {
            let known = edition(tx, centre, &listed.named)?;
            let known = known.filter(|known| known.procedure.code == procedure);
            let mut registers = known.iter().flat_map(|known| sealed(known));
            if let Some(found) = registers.find(|known| known.code == code) {
                return Ok(found.clone());
            }
        }
        Err(Problem::NotFound)
    })?;
    let (lines, years) = lines(exchange, (&procedure, &code), year)?;
    let frame = exchange.frame("protected-registers-title");
    let f = &frame;
    let cells = lines.iter().flat_map(|line| &line.cells);
    let (people, centre_code) = exchange.read(|tx| {
        let people = People::of_cells(tx, f, centre, cells.clone())?;
        Ok::<_, Problem>((people, centre_code(tx, centre)?))
    })?;
    let columns = register.columns.iter();
    let columns = columns.filter(|column| column.content != Content::Number);
    let titles: Vec<String> = columns.map(|column| column.title.clone()).collect();
    let mut table = Table::new(f, &register.label).column("reports-col-case");
    for title in &titles {
        table = table.head(title.as_str(), false);
    }
    for line in &lines {
        let number = numbered(line.case.number, &centre_code);
        let mut row = Row::new().cell(Html::link(&case_path(line.case.id), &number));
        for said in people.row(f, &titles, &line.cells) {
            row = row.cell(said);
        }
        table = table.row(row);
    }
    let path = format!("{LIST}/{procedure}/{code}");
    let page = RegistersPage {
        about: format!("{procedure} · {}", register.label),
        tabs: tabs(exchange, years, year, &path),
        table: (!lines.is_empty()).then_some(table),
        back: LIST,
        f,
    };
    exchange.page(&page)
}
