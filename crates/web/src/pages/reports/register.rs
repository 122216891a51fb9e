//! One register in one year, sheet by sheet, as the paper one: numbered lines, columns as the procedure names them.
//!
//! A line of a case that this reader may not open keeps its number and says nothing more.

use std::collections::BTreeMap;
use std::sync::Arc;

use akwaba_domain::casework::{Case, Edition, Hands};
use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::{self, Target, act};
use akwaba_domain::reports::register::{Cell, cells};
use akwaba_domain::scope;
use akwaba_journal::id::{ActorId, CentreId, EntityId, ScopeId};
use akwaba_procedures::workbook::{Confidentiality, Content, Register};
use akwaba_store::projections::casework::{
    RegisterLine, edition, register_lines, register_years, registers_counted, versions,
};
use akwaba_store::{Tx, entity};
use askama::Template;

use super::registers::{asked_year, tabs};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::casework::Names;
use crate::pages::reception::{Staff, centre_code, numbered};
use crate::pages::registry::common::note;
use crate::parts::{Pager, Paper, Signature};
use crate::problem::Problem;
use crate::show;

/// Lines on one sheet.
const LINES_MAX: u32 = 40;

#[derive(Template)]
#[template(path = "reports/register.html")]
struct RegisterPage<'a> {
    f: &'a Frame,
    paper: Paper,
    heading: String,
    about: String,
    year: i16,
    tabs: Vec<(String, String, bool)>,
    columns: Vec<String>,
    lines: Vec<Printed>,
    sheet: String,
    hidden: bool,
    sign_here: Signature,
    pager: Pager,
}

/// A line as this reader may see it.
struct Printed {
    /// The case it comes from; empty when it is kept from this reader.
    case: String,
    number: String,
    /// What stands in the other columns; none when they are kept from this reader.
    cells: Option<Vec<String>>,
}

/// The address of a register.
pub(super) fn path(procedure: &str, register: &str) -> String {
    format!("/registres/{procedure}/{register}")
}

/// What names a register for the trail.
fn named(centre: CentreId, procedure: &str, register: &str) -> EntityId {
    EntityId::named(&format!("register/{centre}/{procedure}/{register}"))
}

/// The register, as the newest version of its procedure that has it declares it.
fn declared(
    tx: &mut dyn Tx,
    centre: CentreId,
    code: &str,
    register: &str,
) -> Result<(Arc<Edition>, Register), Problem> {
    for listed in versions(tx, centre, code)? {
        let Some(edition) = edition(tx, centre, &listed.named)? else {
            continue;
        };
        let registers = &edition.procedure.registers;
        if let Some(known) = registers.iter().find(|known| known.code == register) {
            let known = known.clone();
            return Ok((edition, known));
        }
    }
    Err(Problem::NotFound)
}

/// Lines read with their cases.
struct Reading {
    line: RegisterLine,
    /// The title and the content of each column; none when the case is kept from this reader.
    cells: Option<Vec<(String, Cell)>>,
}

fn read(
    tx: &mut dyn Tx,
    here: ScopeId,
    (me, hands): (ActorId, &Hands),
    register: &str,
    line: RegisterLine,
) -> Result<Reading, Problem> {
    let state = entity::load(tx, here, line.case)?;
    let case = Case::of(line.case, &state).ok_or(Problem::NotFound)?;
    let edition = edition(tx, case.centre, &case.procedure)?.ok_or(Problem::NotFound)?;
    let open = case.may_be_opened_by(&edition, me, hands);
    let written = open
        .then(|| cells(&case, &edition, register, line.place))
        .flatten();
    let cells = written.map(|written| {
        let known = written.into_iter();
        known
            .map(|(title, cell)| (title.to_owned(), cell))
            .collect()
    });
    Ok(Reading { line, cells })
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let centre = exchange.call.site.centre;
    let here = scope::registry(centre);
    let (procedure, code) = (
        exchange.param("procedure").to_owned(),
        exchange.param("registre").to_owned(),
    );
    let year = asked_year(exchange);
    let sheet: u32 = exchange.form.get("feuillet").parse().unwrap_or(1).max(1);
    let skip = (sheet - 1).saturating_mul(LINES_MAX);
    let me = exchange.actor()?.account;
    let hands = Hands::of(exchange.actor()?, centre);
    let frame = exchange.frame("reports-register-title");
    let f = &frame;
    let (register, heading, lines, people, total, years, number_code) = exchange.read(|tx| {
        let (edition, register) = declared(tx, centre, &procedure, &code)?;
        if edition.procedure.confidentiality == Confidentiality::Sealed {
            return Err(Problem::NotFound);
        }
        let heading = format!("{} {}", edition.procedure.code, edition.procedure.title);
        let about = (procedure.as_str(), code.as_str());
        let mut lines = Vec::new();
        for line in register_lines(tx, here, about, year, (skip, LINES_MAX))? {
            lines.push(read(tx, here, (me, &hands), &code, line)?);
        }
        let total = registers_counted(tx, here, year)?
            .into_iter()
            .find(|known| known.procedure == procedure && known.register == code)
            .map_or(0, |known| known.lines);
        let shown = lines
            .iter()
            .filter_map(|line| line.cells.as_ref())
            .flatten();
        let people = People::of(tx, f, centre, shown.map(|(_, cell)| cell))?;
        let years = register_years(tx, here)?;
        let number_code = centre_code(tx, centre)?;
        Ok((register, heading, lines, people, total, years, number_code))
    })?;
    let titles = register
        .columns
        .iter()
        .filter(|column| column.content != Content::Number);
    let titles: Vec<String> = titles.map(|column| column.title.clone()).collect();
    let shown = lines.iter().map(|line| Printed {
        case: line
            .cells
            .as_ref()
            .map_or_else(String::new, |_| format!("/dossiers/{}", line.line.case)),
        number: numbered(line.line.number, &number_code),
        cells: line
            .cells
            .as_ref()
            .map(|cells| people.row(f, &titles, cells)),
    });
    let shown: Vec<Printed> = shown.collect();
    let at = |sheet: u32| format!("{}?annee={year}&feuillet={sheet}", path(&procedure, &code));
    let more = u64::from(skip) + u64::from(LINES_MAX) < total;
    let sheets = total.div_ceil(u64::from(LINES_MAX)).max(1);
    let args = [
        ("sheet", sheet.into()),
        ("sheets", sheets.into()),
        ("lines", total.into()),
    ];
    let page = RegisterPage {
        paper: Paper::new(f).wide().date(year.to_string()),
        about: heading,
        heading: register.label,
        year,
        tabs: tabs(exchange, years, year, &path(&procedure, &code)),
        columns: titles,
        hidden: shown.iter().any(|line| line.cells.is_none()),
        lines: shown,
        sheet: f.tn("reports-register-sheet", args),
        sign_here: Signature::new(f).officer(f.t("reports-register-sign")),
        pager: Pager::new(
            f,
            (sheet > 1).then(|| at(sheet - 1)),
            more.then(|| at(sheet + 1)),
        ),
        f,
    };
    let answer = exchange.page(&page)?;
    let register = named(centre, &procedure, &code);
    let target = Target::of(centre);
    let allowed = policy::allow::<act::RegistersSee, _>(exchange.actor()?, &target, register)?;
    note(exchange, &allowed, Event::Read, "reports.register")?;
    Ok(answer)
}

/// The names that stand in some lines.
struct People {
    subjects: Names,
    staff: Staff,
}

impl People {
    fn of<'c>(
        tx: &mut dyn Tx,
        f: &Frame,
        centre: CentreId,
        cells: impl Iterator<Item = &'c Cell> + Clone,
    ) -> Result<Self, Problem> {
        let subjects = cells.clone().filter_map(|cell| match cell {
            Cell::Person(subject) => subject.record(),
            _ => None,
        });
        let workers = cells.filter_map(|cell| match cell {
            Cell::Worker(worker) => Some(*worker),
            _ => None,
        });
        Ok(Self {
            subjects: Names::of(tx, scope::registry(centre), f, subjects)?,
            staff: Staff::of(tx, centre, workers)?,
        })
    }

    /// A line under these columns. A version of the procedure that did not have a column leaves it empty.
    fn row(&self, f: &Frame, titles: &[String], cells: &[(String, Cell)]) -> Vec<String> {
        let cells: BTreeMap<&str, &Cell> = cells
            .iter()
            .map(|(title, cell)| (title.as_str(), cell))
            .collect();
        let said = |title: &String| match cells.get(title.as_str()) {
            None | Some(Cell::Number) => String::new(),
            Some(Cell::Day(day)) => show::civil(*day),
            Some(Cell::Worker(worker)) => self.staff.name(*worker).to_owned(),
            Some(Cell::Person(subject)) => self.subjects.name(f, subject.record()),
            Some(Cell::Words(words)) => words.clone(),
        };
        titles.iter().map(said).collect()
    }
}
