//! The months of a centre with where their reports stand, and the one that waits for a signature.

use akwaba_domain::policy::act;
use akwaba_domain::reports::monthly::Month;
use akwaba_store::projections::reports as kept;
use askama::Template;

use super::shared::{allow, centre, month_name, path, state, this_month};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::reception::Staff;
use crate::parts::{Empty, Html, Row, Table};
use crate::problem::Problem;
use crate::show;

/// Months listed at once: three years.
const MONTHS_MAX: usize = 36;

#[derive(Template)]
#[template(path = "report/months.html")]
struct MonthsPage<'a> {
    f: &'a Frame,
    table: Table,
    empty: Option<Empty>,
    region: bool,
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (centre, today) = (centre(exchange), this_month(exchange));
    let (reports, staff) = exchange.read(|tx| {
        let mut reports = Vec::new();
        if let Some(first) = kept::first_month(tx, centre)? {
            let mut month = today;
            while month >= first && reports.len() < MONTHS_MAX {
                reports.push((month, kept::report(tx, centre, month)?));
                month = month.before();
            }
        }
        let signed = reports.iter().filter_map(|(_, report)| report.last());
        let staff = Staff::of(tx, centre, signed.map(|signed| signed.by))?;
        Ok::<_, Problem>((reports, staff))
    })?;
    let frame = exchange.frame("reports-months-title");
    let f = &frame;
    let mut table = Table::new(f, f.t("reports-months-title"))
        .quiet()
        .column("reports-col-month")
        .column("reports-col-state")
        .column("reports-col-signed");
    for (month, report) in &reports {
        let signed = report.last().map_or_else(String::new, |signed| {
            let when = show::moment_of_micros(f.lang, signed.at_micros);
            format!("{when} · {}", staff.name(signed.by))
        });
        let row = Row::new()
            .cell(Html::link(&path(*month), &month_name(f, *month)))
            .cell(Html::of(&state(f, report, *month, today)))
            .cell(signed);
        table = table.row(row);
    }
    let page = MonthsPage {
        empty: table
            .is_empty()
            .then(|| Empty::new(f, "reports-months-none", "reports-months-none-text")),
        table,
        region: exchange.may_open("/region/rapports"),
        f,
    };
    exchange.page(&page)
}

/// The last month over, when the director has not signed it: where it is, and its words. Nothing for anybody else.
///
/// # Errors
/// Those of the store.
pub(in crate::pages) fn due(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
) -> Result<Option<(String, String)>, Problem> {
    if allow::<act::ReportSign>(exchange).is_err() {
        return Ok(None);
    }
    let (centre, last) = (centre(exchange), this_month(exchange).before());
    let due = exchange.read(|tx| {
        let first = kept::first_month(tx, centre)?;
        let tells = first.is_some_and(|first| first <= last);
        Ok::<_, Problem>(tells && kept::report(tx, centre, last)?.last().is_none())
    })?;
    let said = |month: Month| {
        (
            path(month),
            f.t1("reports-today", "month", month_name(f, month)),
        )
    };
    Ok(due.then(|| said(last)))
}
