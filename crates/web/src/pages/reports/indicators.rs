//! The indicators of a procedure over the cases opened in a period, with a bar each and the parts that the procedure asks.
//!
//! Who follows the cases is told to who directs them alone.

use std::collections::BTreeMap;

use akwaba_domain::casework::{Hands, time};
use akwaba_domain::ctx::day_of;
use akwaba_domain::registry::person::Sex;
use akwaba_domain::reports::age::AgeBand;
use akwaba_domain::reports::indicator::{self, Measure, Share};
use akwaba_store::projections::casework::{counting, edition, versions};
use askama::Template;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::reception::Staff;
use crate::parts::{Empty, Row, Table};
use crate::problem::Problem;
use crate::show;

/// The periods offered, in days.
const PERIODS: [i64; 3] = [30, 90, 365];

#[derive(Template)]
#[template(path = "reports/indicators.html")]
struct IndicatorsPage<'a> {
    f: &'a Frame,
    heading: String,
    tabs: Vec<(String, String, bool)>,
    about: String,
    bars: Vec<Bar>,
    empty: Option<Empty>,
    conformity: Option<String>,
}

/// One indicator.
struct Bar {
    label: String,
    /// In words: `12 sur 20, 60 %`.
    said: String,
    /// From 0 to 100; none when it was asked of nobody.
    percent: Option<u32>,
    target: String,
    /// Whether what is aimed at is not reached.
    below: bool,
    parts: Vec<Table>,
    /// Where the cases behind the number are, for who may know them.
    open: Option<String>,
}

/// The address for a procedure.
pub(in crate::pages) fn path(code: &str) -> String {
    format!("/indicateurs/{code}")
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let centre = exchange.call.site.centre;
    let now = time::civil(exchange.call.now.as_microsecond());
    let code = exchange.param("code").to_owned();
    let (days, first, last) = asked_period(exchange);
    let direct = Hands::of(exchange.actor()?, centre).direct();
    let (measures, title, cases, staff) = exchange.read(|tx| {
        let all = versions(tx, centre, &code)?;
        let newest = all.first().ok_or(Problem::NotFound)?;
        let current = edition(tx, centre, &newest.named)?.ok_or(Problem::NotFound)?;
        let mut measures = indicator::of(&current);
        let found = counting(tx, centre, &code, (first, last), now)?;
        for case in &found {
            indicator::count(&mut measures, &case.edition, &case.judged);
        }
        let cases = found.len();
        let workers = measures
            .iter()
            .flat_map(|one| one.by_worker.keys())
            .flatten();
        let staff = Staff::of(tx, centre, workers.copied())?;
        let title = format!("{} {}", newest.named.code, newest.title);
        Ok::<_, Problem>((measures, title, cases, staff))
    })?;
    let frame = exchange.frame("reports-indicators-title");
    let f = &frame;
    let tabs = PERIODS.map(|offered| {
        let label = f.t1("conformity-days", "days", offered);
        let path = format!("{}?jours={offered}", path(&code));
        (path, label, offered == days)
    });
    let args = [
        ("from", show::civil(first).into()),
        ("to", show::civil(last).into()),
        ("cases", cases.into()),
    ];
    let nothing = cases == 0 || measures.is_empty();
    let page = IndicatorsPage {
        heading: title,
        tabs: tabs.into(),
        about: f.tn("reports-indicators-about", args),
        bars: measures
            .iter()
            .map(|measure| {
                let open = super::counted::path(&code, &measure.code, days);
                let open = Some(open).filter(|path| exchange.may_open(path));
                bar(f, measure, direct.then_some(&staff), open)
            })
            .collect(),
        empty: nothing
            .then(|| Empty::new(f, "reports-indicators-none", "reports-indicators-none-text")),
        conformity: Some(format!("/conformite/{code}")).filter(|path| exchange.may_open(path)),
        f,
    };
    exchange.page(&page)
}

/// The period asked for: how many days, the first and the last of them.
pub(super) fn asked_period(exchange: &Exchange<'_, '_>) -> (i64, Date, Date) {
    let asked = exchange.form.get("jours").parse().unwrap_or(0);
    let days = PERIODS
        .into_iter()
        .find(|days| *days == asked)
        .unwrap_or(PERIODS[0]);
    let last = day_of(exchange.call.now);
    (days, last.saturating_sub((days - 1).days()), last)
}

/// How many among how many; in words when it was asked of nobody.
fn said(f: &Frame, share: Share) -> String {
    let Some(percent) = share.percent() else {
        return f.t("reports-indicators-none");
    };
    let counts = [("with", share.with.into()), ("among", share.among.into())];
    let percent = f.t1("conformity-percent", "percent", percent);
    format!("{} · {percent}", f.tn("reports-share", counts))
}

fn bar(f: &Frame, measure: &Measure, staff: Option<&Staff>, open: Option<String>) -> Bar {
    let percent = measure.whole.percent();
    let mut parts = Vec::new();
    let unsaid = || f.t("reports-not-said");
    if !measure.by_sex.is_empty() {
        let name =
            |sex: &Option<Sex>| sex.map_or_else(unsaid, |sex| f.word("reports-sex-", sex.code()));
        parts.push(part(
            f,
            ("reports-by-sex", &measure.label),
            &measure.by_sex,
            name,
        ));
    }
    if !measure.by_age.is_empty() {
        let name = |age: &Option<AgeBand>| {
            age.map_or_else(unsaid, |age| f.word("reports-age-", age.code()))
        };
        parts.push(part(
            f,
            ("reports-by-age", &measure.label),
            &measure.by_age,
            name,
        ));
    }
    if let Some(staff) = staff.filter(|_| !measure.by_worker.is_empty()) {
        let name =
            |worker: &Option<_>| worker.map_or_else(unsaid, |worker| staff.name(worker).to_owned());
        let of = ("reports-by-worker", measure.label.as_str());
        parts.push(part(f, of, &measure.by_worker, name));
    }
    Bar {
        label: measure.label.clone(),
        said: said(f, measure.whole),
        percent,
        target: measure.target.map_or_else(String::new, |target| {
            f.t1("reports-target", "percent", target.to_string())
        }),
        below: percent
            .zip(measure.target)
            .is_some_and(|(percent, target)| f64::from(percent) < target),
        parts,
        open: open.filter(|_| measure.whole.among > 0),
    }
}

fn part<K: Ord>(
    f: &Frame,
    (column, label): (&str, &str),
    shares: &BTreeMap<K, Share>,
    name: impl Fn(&K) -> String,
) -> Table {
    let table = Table::new(f, format!("{label} · {}", f.t(column)))
        .quiet()
        .column(column)
        .number("reports-col-share");
    shares.iter().fold(table, |table, (key, share)| {
        table.row(Row::new().cell(name(key)).cell(said(f, *share)))
    })
}
