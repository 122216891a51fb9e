//! What the centres of a region published of their reports, added up: only who supervises them sees it.
//!
//! Reads what left each centre and nothing else: a figure hidden there is hidden here, and makes the sum a least.

use std::collections::BTreeSet;

use akwaba_domain::centre::settings;
use akwaba_domain::policy::{self, Action, Target, Verdict};
use akwaba_domain::reports::monthly::{Month, Published, Sum, summed};
use akwaba_domain::scope;
use akwaba_journal::id::CentreId;
use akwaba_store::projections::reports as kept;
use akwaba_store::{Tx, entity};
use askama::Template;

use super::shared::{asked, month_name, this_month};
use super::words;
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::parts::{Empty, Html, Row, Table};
use crate::problem::Problem;
use crate::show;

/// Months listed at once.
const MONTHS_MAX: usize = 12;

#[derive(Template)]
#[template(path = "report/region.html")]
struct RegionPage<'a> {
    f: &'a Frame,
    heading: String,
    table: Table,
    centres: Option<Table>,
    empty: Option<Empty>,
    least: bool,
    back: String,
}

/// The centres of the reader's reach as a supervisor, with their names.
fn centres(
    exchange: &Exchange<'_, '_>,
    tx: &mut dyn Tx,
) -> Result<Vec<(CentreId, String)>, Problem> {
    let actor = exchange.actor()?;
    let reach = actor.grants.iter().flat_map(|grant| grant.reach.centres());
    let reach: BTreeSet<CentreId> = reach.collect();
    let mut known = Vec::new();
    for centre in reach {
        let may = policy::decide(actor, Action::ReportRegion, &Target::of(centre));
        if may == Verdict::Granted {
            let state = entity::load(tx, scope::office(centre), settings::entity(centre))?;
            let name = settings::read(&state).name;
            let name = if name.is_empty() {
                centre.to_string()
            } else {
                name
            };
            known.push((centre, name));
        }
    }
    known.sort_by(|(_, one), (_, two)| one.cmp(two));
    Ok(known)
}

/// The months, and how many centres published each.
pub(super) fn months(exchange: &mut Exchange<'_, '_>) -> Answer {
    let today = this_month(exchange);
    let rows = exchange.read(|tx| {
        let centres = centres(exchange, tx)?;
        let mut rows = Vec::new();
        let mut month = today;
        for _ in 0..MONTHS_MAX {
            month = month.before();
            let mut signed = 0_usize;
            for (centre, _) in &centres {
                signed += usize::from(!kept::published(tx, *centre, month)?.is_empty());
            }
            rows.push((month, signed, centres.len()));
        }
        Ok::<_, Problem>(rows)
    })?;
    let frame = exchange.frame("reports-region-title");
    let f = &frame;
    let table = Table::new(f, f.t("reports-region-title"))
        .quiet()
        .column("reports-col-month")
        .number("reports-col-published");
    let table = rows.iter().fold(table, |table, (month, signed, all)| {
        let link = Html::link(&format!("/region/rapports/{month}"), &month_name(f, *month));
        table.row(Row::new().cell(link).cell(format!("{signed} / {all}")))
    });
    let page = RegionPage {
        heading: f.t("reports-region-text"),
        table,
        centres: None,
        empty: None,
        least: false,
        back: String::new(),
        f,
    };
    exchange.page(&page)
}

/// One month: what the centres published, added up, and who has published.
pub(super) fn month(exchange: &mut Exchange<'_, '_>) -> Answer {
    let month: Month = asked(exchange)?;
    let found = exchange.read(|tx| {
        let mut found: Vec<(String, Option<(usize, Published)>)> = Vec::new();
        for (centre, name) in centres(exchange, tx)? {
            let mut versions = kept::published(tx, centre, month)?;
            let count = versions.len();
            found.push((name, versions.pop().map(|last| (count, last))));
        }
        Ok::<_, Problem>(found)
    })?;
    let frame = exchange.frame("reports-region-title");
    let f = &frame;
    let figures = found.iter().filter_map(|(_, known)| known.as_ref());
    let figures: Vec<_> = figures
        .map(|(_, published)| published.figures.clone())
        .collect();
    let sums = summed(&figures);
    let told: Vec<&Sum> = sums
        .iter()
        .filter(|sum| sum.count > 0 || sum.least)
        .collect();
    let table = Table::new(f, month_name(f, month))
        .column("reports-col-line")
        .column("reports-col-rubric")
        .number("reports-col-count")
        .number("reports-col-centres");
    let table = told.iter().fold(table, |table, sum| {
        let count = show::number(i64::try_from(sum.count).unwrap_or(i64::MAX));
        let count = if sum.least {
            f.t1("reports-at-least", "count", count)
        } else {
            count
        };
        let row = Row::new()
            .cell(words::of(f, sum.rubric, &sum.code, &sum.label))
            .cell(words::rubric(f, sum.rubric))
            .cell(count)
            .cell(sum.centres.to_string());
        table.row(row)
    });
    let published = Table::new(f, f.t("reports-region-centres"))
        .column("reports-col-centre")
        .column("reports-col-state");
    let published = found.iter().fold(published, |table, (name, known)| {
        let state = known.as_ref().map_or_else(
            || f.t("reports-region-awaited"),
            |(version, published)| {
                let args = [
                    ("version", (*version).into()),
                    (
                        "when",
                        show::moment_of_micros(f.lang, published.at_micros).into(),
                    ),
                ];
                f.tn("reports-region-signed", args)
            },
        );
        table.row(Row::new().cell(name.as_str()).cell(state))
    });
    let page = RegionPage {
        heading: month_name(f, month),
        empty: told
            .is_empty()
            .then(|| Empty::new(f, "reports-region-none", "reports-region-none-text")),
        least: told.iter().any(|sum| sum.least),
        table,
        centres: Some(published),
        back: "/region/rapports".to_owned(),
        f,
    };
    exchange.page(&page)
}
