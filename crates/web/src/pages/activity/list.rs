//! Activities to come, to be counted, and those of a month.

use akwaba_domain::reception::Day;
use akwaba_store::projections::activity::{ActivityLine, between, due, planned};
use askama::Template;

use super::shared::{here, path, stage};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::here::Month;
use crate::parts::{Empty, Html, Row, Table};
use crate::problem::Problem;
use crate::show;

/// Planned activities shown.
const PLANNED_MAX: u32 = 60;

#[derive(Template)]
#[template(path = "activity/list.html")]
struct ListPage<'a> {
    f: &'a Frame,
    empty: Option<Empty>,
    planned: Option<Table>,
    month: Month,
    held: Table,
    none: bool,
    record: bool,
    figures: bool,
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let scope = here(exchange);
    let today = Day::of(exchange.call.now);
    let frame = exchange.frame("activity-title");
    let f = &frame;
    let month = Month::asked(exchange, f, "/activites");
    let (to_come, held) = exchange.read(|tx| {
        let to_come = planned(tx, scope, PLANNED_MAX)?;
        Ok::<_, Problem>((to_come, between(tx, scope, month.days())?))
    })?;
    let mut first = columns(f, f.t("activity-planned"));
    for line in &to_come {
        first = first.row(row(f, line, today));
    }
    let mut table = columns(f, month.said.clone()).quiet();
    table = table.number("activity-women").number("activity-men");
    for line in &held {
        let row = row(f, line, today);
        table = table.row(
            row.cell(show::number(line.women.into()))
                .cell(show::number(line.men.into())),
        );
    }
    let none = held.is_empty();
    let nothing = none && to_come.is_empty();
    let page = ListPage {
        empty: nothing.then(|| Empty::new(f, "activity-none", "activity-none-text")),
        planned: (!to_come.is_empty()).then_some(first),
        held: table,
        none,
        month,
        record: exchange.may_open("/activites/nouvelle"),
        figures: exchange.may_open("/activites/chiffres"),
        f,
    };
    exchange.page(&page)
}

/// How many are planned up to today: to be held, or held and not yet counted.
pub(in crate::pages) fn due_count(exchange: &Exchange<'_, '_>) -> Result<u64, Problem> {
    let (scope, today) = (here(exchange), Day::of(exchange.call.now));
    exchange.read(|tx| Ok(due(tx, scope, today)?))
}

fn columns(f: &Frame, caption: String) -> Table {
    Table::new(f, caption)
        .column("activity-one")
        .column("activity-day")
        .column("activity-number")
        .column("activity-stage")
}

fn row(f: &Frame, line: &ActivityLine, today: Day) -> Row {
    let about = format!(
        "{} · {}",
        f.word("activity-kind-", line.kind.code()),
        f.word("activity-theme-", line.theme.code())
    );
    let late = line.day < today;
    Row::new()
        .cell(Html::link(&path(line.id), &about))
        .cell(show::civil(line.day.date()))
        .cell(line.number.to_string())
        .cell(Html::of(&stage(f, line.stage, late)))
}
