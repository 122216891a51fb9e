//! The complaints of a month as numbers, printed inside the protected space by who holds them.
//!
//! Never: a complaint, a day, whom it is about; a small number, or one that would give it away.

use akwaba_domain::casework::time::civil;
use akwaba_domain::grievance::{Counts, Delays, TIMINGS, counts};
use akwaba_domain::reports::monthly::{Line, Month as Counted};
use askama::Template;

use super::hold::{LIST, all};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::here::Month;
use crate::parts::{Paper, Row, Table};
use crate::show;

#[derive(Template)]
#[template(path = "grievance/counts.html")]
struct CountsPage<'a> {
    f: &'a Frame,
    paper: Paper,
    back: &'static str,
    month: Month,
    tables: Vec<Table>,
    hides: bool,
    /// No procedure of complaints is published: nothing is in time or late.
    untimed: bool,
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (complaints, known) = all(exchange)?;
    let frame = exchange.frame("grievance-counts-title");
    let f = &frame;
    let month = Month::asked(exchange, f, "/espace/reclamations/compte");
    let now = civil(exchange.call.now.as_microsecond());
    let delays = known.as_ref().map(|(_, edition)| Delays::of(edition));
    let told = counts(Counted::of(month.first), &complaints, delays.as_ref(), now);
    let page = CountsPage {
        f,
        paper: Paper::new(f).date(month.said.clone()),
        back: LIST,
        tables: vec![
            table(
                f,
                ("grievance-counts-channels", "grievance-channel-"),
                &told.channels,
                &told,
            ),
            table(
                f,
                ("grievance-counts-abouts", "grievance-about-"),
                &told.abouts,
                &told,
            ),
        ],
        hides: told.hides(),
        untimed: delays.is_none(),
        month,
    };
    exchange.page(&page)
}

fn table(f: &Frame, (caption, family): (&str, &str), lines: &[Line], told: &Counts) -> Table {
    let mut table = Table::new(f, f.t(caption))
        .column("grievance-counts-what")
        .number("grievance-counts-all");
    for timing in TIMINGS {
        table = table.head(f.word("grievance-timing-", timing.code()), true);
    }
    table = table.number("grievance-counts-appealed");
    for line in lines.iter().filter(|line| line.count != Some(0)) {
        table = table.row(row(f.word(family, &line.code), line));
    }
    table.row(row(f.t("grievance-counts-whole"), &told.whole))
}

fn row(said: String, line: &Line) -> Row {
    let cell =
        |count: Option<u32>| count.map_or("•".to_owned(), |count| show::number(count.into()));
    let part = |at: usize, which: usize| {
        let parts = line.parts.get(at);
        cell(parts.and_then(|parts| parts.get(which).copied().flatten()))
    };
    let mut row = Row::new().cell(said).cell(cell(line.count));
    for which in 0..TIMINGS.len() {
        row = row.cell(part(0, which));
    }
    row.cell(part(1, 1))
}
