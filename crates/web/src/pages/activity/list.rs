//! Activities to come, to be counted, and those of a month.

use akwaba_domain::activity::{Kind, Stage, TALK_PROCEDURE, Talk};
use akwaba_domain::reception::Day;
use akwaba_domain::registry::person::Sex;
use akwaba_store::projections::activity::{ActivityLine, between, due, planned, talks};
use askama::Template;

use super::shared::{centre, here, path, stage};
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
    let (scope, centre) = (here(exchange), centre(exchange));
    let today = Day::of(exchange.call.now);
    let frame = exchange.frame("activity-title");
    let f = &frame;
    let month = Month::asked(exchange, f, "/activites");
    let (to_come, held, told) = exchange.read(|tx| {
        let to_come = planned(tx, scope, PLANNED_MAX)?;
        let told = talks(tx, (scope, centre), month.days())?;
        Ok::<_, Problem>((to_come, between(tx, scope, month.days())?, told))
    })?;
    let first = activities(f, f.t("activity-planned"), &to_come, today);
    let mut table = columns(f, month.said.clone()).quiet();
    table = table.number("activity-women").number("activity-men");
    for line in &held {
        let row = row(f, line, today);
        table = table.row(
            row.cell(show::number(line.women.into()))
                .cell(show::number(line.men.into())),
        );
    }
    for talk in &told {
        table = table.row(told_row(exchange, f, talk));
    }
    let none = held.is_empty() && told.is_empty();
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

/// Some activities as a table.
pub(in crate::pages) fn activities(
    f: &Frame,
    caption: String,
    lines: &[ActivityLine],
    today: Day,
) -> Table {
    let rows = lines.iter().map(|line| row(f, line, today));
    rows.fold(columns(f, caption), Table::row)
}

/// A talk that is told as a step of a case: it leads there.
fn told_row(exchange: &Exchange<'_, '_>, f: &Frame, talk: &Talk) -> Row {
    let about = format!(
        "{} · {}",
        f.word("activity-kind-", Kind::Talk.code()),
        f.word("activity-theme-", talk.theme.code())
    );
    let path = format!("/dossiers/{}", talk.case);
    let about = match exchange.may_open(&path) {
        true => Html::link(&path, &about),
        false => Html::from(about),
    };
    let of = |sex| show::number(talk.counts.of_sex(sex).into());
    Row::new()
        .cell(about)
        .cell(show::civil(talk.day.date()))
        .cell(TALK_PROCEDURE)
        .cell(Html::of(&stage(f, Stage::Held, false)))
        .cell(of(Sex::Female))
        .cell(of(Sex::Male))
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
