//! Who has read a sealed file beside who follows it, and who printed what of it: shown to whoever holds its key, and
//! to nobody else.

use akwaba_domain::casework::sealed::is_shown;
use akwaba_domain::centre::trail::Event;
use akwaba_store::projections::centre::trail;
use akwaba_store::projections::{documents, papers};
use askama::Template;

use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::casework::shared::{case_path, opened};
use crate::pages::here::{centre, here};
use crate::pages::reception::Staff;
use crate::parts::{Html, Row, Table};
use crate::problem::Problem;
use crate::show;

/// Lines shown.
const LINES_MAX: u32 = 200;

#[derive(Template)]
#[template(path = "protected/readings.html")]
struct ReadingsPage<'a> {
    f: &'a Frame,
    back: String,
    table: Option<Html>,
}

pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = opened(exchange)?;
    let centre = centre(exchange);
    let frame = exchange.frame("protected-readings-title");
    let f = &frame;
    let (rows, staff) = exchange.read(|tx| {
        let papers = papers::of_case(tx, here(exchange), known.case.id)?;
        let papers = papers.iter().map(|paper| paper.id);
        let documents = documents::ids_of_case(tx, here(exchange), known.case.id)?;
        let mut rows = Vec::new();
        for id in papers.chain(documents).chain([known.case.id]) {
            rows.extend(trail::of_record(tx, centre, id, LINES_MAX)?);
        }
        let printed = |row: &trail::TrailRow| row.event == Event::Printed.code();
        rows.retain(|row| printed(row) || is_shown(&known.case, row.account));
        rows.sort_by_key(|row| std::cmp::Reverse(row.at_micros));
        let staff = Staff::of(tx, centre, rows.iter().map(|row| row.account))?;
        Ok::<_, Problem>((rows, staff))
    })?;
    let table = (!rows.is_empty()).then(|| {
        let mut table = Table::new(f, f.t("protected-readings-title"))
            .quiet()
            .column("protected-readings-who")
            .column("protected-readings-when")
            .column("trail-what");
        for row in &rows {
            let when = show::moment_of_micros(f.lang, row.at_micros);
            let who = staff.name(row.account);
            let what = f.word("trail-event-", &row.event);
            table = table.row(Row::new().cell(Html::text(who)).cell(when).cell(what));
        }
        Html::of(&table)
    });
    exchange.page(&ReadingsPage {
        f,
        back: case_path(known.case.id),
        table,
    })
}
