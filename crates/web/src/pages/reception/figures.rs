//! The figures of the reception: counts and waiting times over a period, without names or reasons.

use akwaba_domain::reception::Day;
use akwaba_domain::reception::demand::{Demand, Known, Sex};
use akwaba_domain::reception::figures::Figures;
use akwaba_store::projections::reception::counted;
use askama::Template;

use super::chart::Bars;
use super::shared::{asked_day, civil, here, today, wait};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::http::Form;
use crate::parts::{Fields, Row, Summary, Table};

/// The hours the chart always shows, when a centre is open.
const OPEN_HOURS: core::ops::RangeInclusive<u8> = 7..=17;
/// The classes of triage, without their causes.
const CLASSES: [&str; 3] = ["urgent", "prioritaire", "ordinaire"];

#[derive(Template)]
#[template(path = "reception/figures.html")]
struct FiguresPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    period: String,
    facts: Summary,
    hours: Bars,
    hours_table: Table,
    tables: Vec<Table>,
}

/// The figures; of the month unless told.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (here, today) = (here(exchange), today(exchange));
    let first = asked_day(exchange, "du").unwrap_or(Day::on(today.date().first_of_month()));
    let last = asked_day(exchange, "au").unwrap_or(today).max(first);
    let figures = exchange.read(|tx| Ok(Figures::of(counted(tx, here, first, last)?)))?;
    let frame = exchange.frame("reception-figures-title");
    let f = &frame;
    let sent = Form::new().with("du", civil(first)).with("au", civil(last));
    let form = Fields::new(f, sent);
    let hours = by_hour(f, &figures);
    let period = [("first", civil(first).into()), ("last", civil(last).into())];
    let page = FiguresPage {
        period: f.tn("reception-period", &period),
        facts: facts(f, &figures),
        hours_table: table(f, "reception-by-hour", "reception-col-hour", hours.clone()),
        hours: Bars::new(f.t("reception-by-hour"), hours),
        tables: tables(f, &figures),
        form: &form,
        f,
    };
    exchange.page(&page)
}

fn facts(f: &Frame, figures: &Figures) -> Summary {
    let said = |percent| {
        figures
            .wait_minutes_at(percent)
            .map_or_else(String::new, |minutes| wait(f, minutes))
    };
    Summary::new(f)
        .row("reception-fig-visits", figures.visits.to_string())
        .row("reception-fig-accompanied", figures.accompanied.to_string())
        .row("reception-fig-median", said(50))
        .row("reception-fig-ninety", said(90))
        .row("reception-fig-left", figures.left_unseen.to_string())
        .row("reception-fig-cancelled", figures.cancelled.to_string())
}

fn by_hour(f: &Frame, figures: &Figures) -> Vec<(String, u32)> {
    let mut hours: std::collections::BTreeSet<u8> = OPEN_HOURS.collect();
    hours.extend(figures.by_hour.keys());
    hours
        .into_iter()
        .map(|hour| {
            let count = figures.by_hour.get(&hour).copied().unwrap_or(0);
            (f.t1("reception-hour", "hour", u32::from(hour)), count)
        })
        .collect()
}

fn tables(f: &Frame, figures: &Figures) -> Vec<Table> {
    let counts = counts(f, figures).into_iter();
    counts
        .map(|(caption, column, rows)| table(f, caption, column, rows))
        .collect()
}

/// Every figure as a row: of what, of which kind, how many.
pub(super) fn rows(f: &Frame, figures: &Figures) -> Vec<[String; 3]> {
    let whole = [
        ("reception-fig-visits", figures.visits),
        ("reception-fig-accompanied", figures.accompanied),
        ("reception-fig-left", figures.left_unseen),
        ("reception-fig-cancelled", figures.cancelled),
    ];
    let whole = whole.map(|(key, count)| [f.t(key), String::new(), count.to_string()]);
    let waits = [("reception-fig-median", 50), ("reception-fig-ninety", 90)];
    let waits = waits.into_iter().filter_map(|(key, percent)| {
        let minutes = figures.wait_minutes_at(percent)?;
        Some([f.t(key), f.t("reception-minutes"), minutes.to_string()])
    });
    let hours = by_hour(f, figures);
    let hours = [("reception-by-hour", "", hours)];
    let kinds = counts(f, figures).into_iter().chain(hours);
    let kinds = kinds.flat_map(|(caption, _, rows)| {
        let caption = f.t(caption);
        rows.into_iter()
            .map(move |(name, count)| [caption.clone(), name, count.to_string()])
    });
    whole.into_iter().chain(waits).chain(kinds).collect()
}

/// What is counted by kind: caption, name of the column, rows.
type Kinds = Vec<(&'static str, &'static str, Vec<(String, u32)>)>;

fn counts(f: &Frame, figures: &Figures) -> Kinds {
    let demands = Demand::ALL.iter().map(|one| {
        let count = figures.by_demand.get(one).copied().unwrap_or(0);
        (f.word("reception-demand-", one.code()), count)
    });
    let demands = demands.chain([(f.t("reception-demand-none"), figures.no_demand)]);
    let classes = CLASSES.iter().map(|class| {
        let count = figures.by_class.get(class).copied().unwrap_or(0);
        (f.word("reception-class-", class), count)
    });
    let sexes = [Some(Sex::Female), Some(Sex::Male), None].map(|sex| {
        let name = sex.map_or_else(
            || f.t("reception-sex-not-said"),
            |sex| f.word("reception-sex-", sex.code()),
        );
        (name, figures.by_sex.get(&sex).copied().unwrap_or(0))
    });
    let known = Known::ALL.iter().map(|one| {
        let count = figures.by_known.get(one).copied().unwrap_or(0);
        (f.word("reception-known-", one.code()), count)
    });
    vec![
        (
            "reception-by-demand",
            "reception-col-demand",
            demands.collect(),
        ),
        (
            "reception-by-class",
            "reception-col-class",
            classes.collect(),
        ),
        ("reception-by-sex", "reception-col-sex", sexes.into()),
        ("reception-by-known", "reception-col-known", known.collect()),
    ]
}

fn table(
    f: &Frame,
    caption: &str,
    column: &str,
    rows: impl IntoIterator<Item = (String, u32)>,
) -> Table {
    rows.into_iter().fold(
        Table::new(f, f.t(caption))
            .column(column)
            .number("reception-col-visits"),
        |table, (name, count)| table.row(Row::new().cell(name).cell(count.to_string())),
    )
}
