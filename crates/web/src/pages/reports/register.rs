//! One register in one year, sheet by sheet, as the paper one: numbered lines, columns as the procedure names them, and its
//! months, which are signed.

use akwaba_domain::casework::Hands;
use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::act;
use akwaba_domain::reports::number::Month;
use akwaba_domain::scope;
use akwaba_journal::id::{CentreId, EntityId};
use akwaba_store::projections::casework::{
    MonthCount, register_lines, register_months, register_years, registers_counted, waiting_count,
};
use askama::Template;
use jiff::civil::Date;

use super::lines::{Declared, People, Printed, Reader, declared, hides, read};
use super::registers::{asked_year, tabs};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::here::may;
use crate::pages::reception::centre_code;
use crate::pages::registry::common::note;
use crate::parts::{Html, Pager, Paper, Row, Signature, Table, Tag, Tone};
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
    waiting: String,
    sign_here: Signature,
    pager: Pager,
    months: Option<Table>,
    export: Option<String>,
}

/// The address of a register.
pub(super) fn path(procedure: &str, register: &str) -> String {
    format!("/registres/{procedure}/{register}")
}

/// The address of one of its months.
pub(super) fn month_path(of: &Month) -> String {
    let register = path(&of.procedure, &of.register);
    format!("{register}/{:04}-{:02}", of.year, of.month)
}

/// What names a register for the trail.
pub(super) fn named(centre: CentreId, procedure: &str, register: &str) -> EntityId {
    EntityId::named(&format!("register/{centre}/{procedure}/{register}"))
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let centre = exchange.call.site.centre;
    let here = scope::registry(centre);
    let procedure = exchange.param("procedure").to_owned();
    let code = exchange.param("registre").to_owned();
    let about = (procedure.as_str(), code.as_str());
    let year = asked_year(exchange);
    let sheet: u32 = exchange.form.get("feuillet").parse().unwrap_or(1).max(1);
    let skip = (sheet - 1).saturating_mul(LINES_MAX);
    let me = exchange.actor()?.account;
    let hands = Hands::of(exchange.actor()?, centre);
    let frame = exchange.frame("reports-register-title");
    let f = &frame;
    let (of, lines, people, total, years, months, waiting, centre_code) = exchange.read(|tx| {
        let of = declared(tx, centre, about)?;
        let listed = register_lines(tx, here, about, year, (skip, LINES_MAX))?;
        let lines = read(tx, here, Reader::Somebody(me, &hands), &code, &listed)?;
        let total = registers_counted(tx, here, year)?
            .into_iter()
            .find(|known| known.procedure == procedure && known.register == code)
            .map_or(0, |known| known.lines);
        let people = People::of(tx, f, centre, &lines)?;
        let years = register_years(tx, here)?;
        let months = register_months(tx, here, about, year)?;
        let waiting = waiting_count(tx, here, about, year)?;
        let centre_code = centre_code(tx, centre)?;
        Ok((
            of,
            lines,
            people,
            total,
            years,
            months,
            waiting,
            centre_code,
        ))
    })?;
    let Declared {
        edition,
        register,
        titles,
    } = of;
    let at = |sheet: u32| format!("{}?annee={year}&feuillet={sheet}", path(&procedure, &code));
    let more = u64::from(skip) + u64::from(LINES_MAX) < total;
    let sheets = total.div_ceil(u64::from(LINES_MAX)).max(1);
    let args = [
        ("sheet", sheet.into()),
        ("sheets", sheets.into()),
        ("lines", total.into()),
    ];
    let printed = lines.iter().map(|line| {
        let under = (&people, titles.as_slice());
        Printed::of(f, under, (line, &centre_code), String::new())
    });
    let page = RegisterPage {
        paper: Paper::new(f).wide().date(year.to_string()),
        about: format!("{} {}", edition.procedure.code, edition.procedure.title),
        heading: register.label,
        year,
        tabs: tabs(exchange, years, year, &path(&procedure, &code)),
        hidden: hides(&lines),
        lines: printed.collect(),
        columns: titles,
        sheet: f.tn("reports-register-sheet", args),
        waiting: match waiting {
            0 => String::new(),
            count => f.t1("reports-register-waiting", "count", count),
        },
        sign_here: Signature::new(f).officer(f.t("reports-register-sign")),
        pager: Pager::new(
            f,
            (sheet > 1).then(|| at(sheet - 1)),
            more.then(|| at(sheet + 1)),
        ),
        months: (!months.is_empty()).then(|| table(f, about, year, &months)),
        export: exchange
            .may_open("/listes")
            .then(|| format!("/listes?liste=case-register&registre={procedure}/{code}")),
        f,
    };
    let answer = exchange.page(&page)?;
    let allowed = may::<act::RegistersSee, _>(exchange, named(centre, &procedure, &code))?;
    note(exchange, &allowed, Event::Read, "reports.register")?;
    Ok(answer)
}

/// The months of the year: how many lines, signed or not.
fn table(
    f: &Frame,
    (procedure, register): (&str, &str),
    year: i16,
    months: &[MonthCount],
) -> Table {
    let table = Table::new(f, f.t("reports-months"))
        .quiet()
        .column("reports-col-month")
        .number("reports-col-lines")
        .column("reports-col-signed");
    months.iter().fold(table, |table, one| {
        let of = Month {
            procedure: procedure.to_owned(),
            register: register.to_owned(),
            year,
            month: one.month,
        };
        let first = Date::new(year, one.month, 1);
        let name = first.map_or_else(|_| String::new(), |day| show::month_in_full(f.lang, day));
        let tag = match (one.signed, one.signed_lines) {
            (Some(_), Some(lines)) if lines == one.lines => {
                Tag::new(Tone::Good, f.t("reports-is-signed"))
            }
            (Some(_), _) => Tag::new(Tone::Attention, f.t("reports-is-added-to")),
            (None, _) => Tag::new(Tone::Calm, f.t("reports-is-unsigned")),
        };
        table.row(
            Row::new()
                .cell(Html::link(&month_path(&of), &name))
                .cell(one.lines.to_string())
                .cell(Html::of(&tag)),
        )
    })
}
