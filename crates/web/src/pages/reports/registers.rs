//! Every register of the centre: how many lines it has in the year, and who keeps those that are locked away.

use akwaba_domain::ctx::day_of;
use akwaba_domain::scope;
use akwaba_procedures::workbook::Confidentiality;
use akwaba_store::projections::casework::{current, edition, register_years, registers_counted};
use askama::Template;

use super::register::path;
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::parts::{Empty, Html, Row, Table, Tag, Tone};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "reports/registers.html")]
struct RegistersPage<'a> {
    f: &'a Frame,
    tabs: Vec<(String, String, bool)>,
    table: Table,
    empty: Option<Empty>,
    reception: bool,
    activities: bool,
    papers: bool,
    months: bool,
}

/// The year asked for, this one unless told.
pub(in crate::pages) fn asked_year(exchange: &Exchange<'_, '_>) -> i16 {
    let asked: Option<i16> = exchange.form.get("annee").parse().ok();
    let known = asked.filter(|year| (1900..=2200).contains(year));
    known.unwrap_or_else(|| day_of(exchange.call.now).year())
}

/// The years with a line, this one and the one shown always among them: address, label, whether shown.
pub(in crate::pages) fn tabs(
    exchange: &Exchange<'_, '_>,
    mut years: Vec<i16>,
    shown: i16,
    path: &str,
) -> Vec<(String, String, bool)> {
    years.extend([day_of(exchange.call.now).year(), shown]);
    years.sort_unstable_by(|a, b| b.cmp(a));
    years.dedup();
    let tab = |year: i16| {
        (
            format!("{path}?annee={year}"),
            year.to_string(),
            year == shown,
        )
    };
    years.into_iter().map(tab).collect()
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let centre = exchange.call.site.centre;
    let here = scope::registry(centre);
    let year = asked_year(exchange);
    let frame = exchange.frame("reports-registers-title");
    let f = &frame;
    let (editions, counted, years) = exchange.read(|tx| {
        let mut editions = Vec::new();
        for listed in current(tx, centre)? {
            editions.extend(edition(tx, centre, &listed.named)?);
        }
        let counted = registers_counted(tx, here, year)?;
        Ok::<_, Problem>((editions, counted, register_years(tx, here)?))
    })?;
    let mut table = Table::new(f, f.t("reports-registers-caption"))
        .column("reports-col-register")
        .column("reports-col-procedure")
        .number("reports-col-lines");
    for edition in &editions {
        let procedure = &edition.procedure;
        for register in &procedure.registers {
            let lines = counted.iter().find(|counted| {
                counted.procedure == procedure.code && counted.register == register.code
            });
            let sealed = procedure.confidentiality == Confidentiality::Sealed;
            let row = if sealed {
                let kept = Tag::new(Tone::Calm, f.t("reports-register-sealed"));
                Row::new()
                    .cell(register.label.as_str())
                    .cell(format!("{} {}", procedure.code, procedure.title))
                    .cell(Html::of(&kept))
            } else {
                let path = format!("{}?annee={year}", path(&procedure.code, &register.code));
                Row::new()
                    .cell(Html::link(&path, &register.label))
                    .cell(format!("{} {}", procedure.code, procedure.title))
                    .cell(lines.map_or(0, |counted| counted.lines).to_string())
            };
            table = table.row(row);
        }
    }
    let page = RegistersPage {
        tabs: tabs(exchange, years, year, "/registres"),
        empty: table
            .is_empty()
            .then(|| Empty::new(f, "reports-registers-none", "reports-registers-none-text")),
        table,
        reception: exchange.may_open("/accueil/registre"),
        activities: exchange.may_open("/activites/registre"),
        papers: exchange.may_open("/papiers"),
        months: exchange.may_open("/rapport"),
        f,
    };
    exchange.page(&page)
}
