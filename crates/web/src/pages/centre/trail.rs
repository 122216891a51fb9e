//! The trail: who signed in, who read which record, what left the centre. No beneficiary's name.

use akwaba_domain::centre::export::Exported;
use akwaba_store::projections::centre::{account, trail};
use askama::Template;

use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::parts::{Row, Table};
use crate::routes::Route;
use crate::show;

/// The address.
pub const ROUTES: &[Route] = &[Route::get("trail.list", "/centre/trace", list)];

/// Lines on one page.
const LINES_MAX: u32 = 100;

#[derive(Template)]
#[template(path = "centre/trail.html")]
struct TrailPage<'a> {
    f: &'a Frame,
    table: Table,
    /// Where the next page begins, when there may be one.
    before: Option<i64>,
}

/// Which list left, in words: how many lines, sealed or why not.
pub(crate) fn left(frame: &Frame, left: &Exported) -> String {
    let list = frame.word("export-list-", left.list.code());
    let rows = frame.t1("export-rows", "count", left.rows);
    let how = match left.plain {
        Some(reason) => frame.word("export-plain-", reason.code()),
        None => frame.t("export-sealed"),
    };
    format!("{list} · {rows} · {how}")
}

fn list(exchange: &mut Exchange<'_, '_>) -> Answer {
    let centre = exchange.call.site.centre;
    let before = exchange.form.get("avant").parse().unwrap_or(i64::MAX);
    let (lines, accounts) = exchange.read(|tx| {
        Ok((
            trail::before(tx, centre, before, LINES_MAX)?,
            account::all(tx, centre)?,
        ))
    })?;
    let frame = exchange.frame("trail-title");
    let mut table = Table::new(&frame, frame.t("trail-title"))
        .quiet()
        .column("trail-when")
        .column("trail-who")
        .column("trail-what")
        .column("trail-record");
    for line in &lines {
        let who = accounts.iter().find(|account| account.id == line.account);
        let who = who.map_or_else(
            || frame.t("trail-nobody"),
            |account| account.name.as_str().to_owned(),
        );
        let record = line.subject.map_or_else(
            || "—".to_owned(),
            |id| {
                let text = id.to_string();
                text.rsplit_once('-')
                    .map_or(text.clone(), |(_, last)| last.to_owned())
            },
        );
        let event = frame.word("trail-event-", &line.event);
        let what = match &line.exported {
            Some(exported) => format!("{event} : {}", left(&frame, exported)),
            None => event,
        };
        table = table.row(
            Row::new()
                .cell(show::moment_of_micros(frame.lang, line.at_micros))
                .cell(who)
                .cell(what)
                .cell(record),
        );
    }
    let full = lines.len() >= LINES_MAX as usize;
    let before = lines.last().filter(|_| full).map(|line| line.at_micros);
    exchange.page(&TrailPage {
        f: &frame,
        table,
        before,
    })
}
