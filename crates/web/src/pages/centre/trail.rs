//! The trail: who signed in, who read which record, what left the centre. No beneficiary's name.

use akwaba_domain::centre::account::Account;
use akwaba_domain::centre::export::Exported;
use akwaba_domain::centre::printed::SheetNumber;
use akwaba_domain::centre::trail::{Event, PRINTED_PER_HOUR_MAX, note_printed};
use akwaba_domain::ctx::Ctx;
use akwaba_domain::policy::{self, Room};
use akwaba_journal::id::EntityId;
use akwaba_store::append;
use akwaba_store::projections::centre::trail::TrailRow;
use akwaba_store::projections::centre::{account, trail};
use askama::Template;

use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::http::{Method, Response, Status};
use crate::parts::{Fields, Notice, Row, Table, Tone};
use crate::problem::Problem;
use crate::routes::{self, Found, Route};
use crate::show;

/// The addresses.
pub const ROUTES: &[Route] = &[
    Route::get("trail.list", "/centre/trace", list),
    Route::post("trail.printed", "/imprime", printed),
];

/// Lines on one page.
const LINES_MAX: u32 = 100;
/// What an account had read so long before a page was printed may stand on it: the time in which one reading is one line.
const BEFORE_MICROS: i64 = 15 * 60 * 1_000_000;
/// A page may be printed so long after it was opened: the time in which it hides by itself, and a little.
const AFTER_MICROS: i64 = 6 * 60 * 1_000_000;
/// An hour.
const HOUR_MICROS: i64 = 3_600 * 1_000_000;

#[derive(Template)]
#[template(path = "centre/trail.html")]
struct TrailPage<'a> {
    f: &'a Frame,
    form: Fields,
    /// Whose the paper is that was looked for, or that it is nobody's.
    found: Option<Notice>,
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

/// The lines that a page shows: those of a paper that is looked for, or the latest.
struct Shown {
    lines: Vec<TrailRow>,
    accounts: Vec<Account>,
    found: Option<Notice>,
}

fn shown(exchange: &Exchange<'_, '_>, frame: &Frame) -> Result<Shown, Problem> {
    let centre = exchange.call.site.centre;
    let accounts = exchange.read(|tx| Ok(account::all(tx, centre)?))?;
    let typed = exchange.form.get("papier");
    if typed.is_empty() {
        let before = exchange.form.get("avant").parse().unwrap_or(i64::MAX);
        let lines = exchange.read(|tx| Ok(trail::before(tx, centre, before, LINES_MAX)?))?;
        return Ok(Shown {
            lines,
            accounts,
            found: None,
        });
    }
    let number = SheetNumber::parse(typed);
    let whose = number.and_then(|number| {
        let mut owners = accounts.iter().filter(|account| number.is_of(account.id));
        owners.next().map(|account| (number, account))
    });
    let Some((number, account)) = whose else {
        let found = Notice::new(
            Tone::Attention,
            frame.t("trail-paper-nobody"),
            frame.t("trail-paper-nobody-text"),
        );
        return Ok(Shown {
            lines: Vec::new(),
            accounts,
            found: Some(found),
        });
    };
    let at = number.at_micros();
    let span = (at - BEFORE_MICROS, at + AFTER_MICROS);
    let around = exchange.read(|tx| Ok(trail::around(tx, centre, account.id, span, LINES_MAX)?))?;
    // Where the browser said what it printed, that line is the answer; otherwise what was read around that minute.
    let value = i64::try_from(number.value()).ok();
    let exact = around
        .iter()
        .filter(|line| line.paper.is_some() && line.paper == value);
    let exact: Vec<TrailRow> = exact.cloned().collect();
    let text = if exact.is_empty() {
        "trail-paper-around"
    } else {
        "trail-paper-exact"
    };
    let title = frame.tn(
        "trail-paper-of",
        [
            ("name", account.name.as_str().into()),
            ("moment", show::moment_of_micros(frame.lang, at).into()),
        ],
    );
    Ok(Shown {
        lines: if exact.is_empty() { around } else { exact },
        found: Some(Notice::new(Tone::Good, title, frame.t(text))),
        accounts,
    })
}

fn list(exchange: &mut Exchange<'_, '_>) -> Answer {
    let frame = exchange.frame("trail-title");
    let Shown {
        lines,
        accounts,
        found,
    } = shown(exchange, &frame)?;
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
            None => match line
                .paper
                .and_then(|paper| SheetNumber::parse(&format!("{paper:012}")))
            {
                Some(number) => frame.tn(
                    "trail-printed",
                    [
                        ("event", event.into()),
                        ("number", number.to_string().into()),
                    ],
                ),
                None => event,
            },
        };
        table = table.row(
            Row::new()
                .cell(show::moment_of_micros(frame.lang, line.at_micros))
                .cell(who)
                .cell(what)
                .cell(record),
        );
    }
    let full = found.is_none() && lines.len() >= LINES_MAX as usize;
    let before = lines.last().filter(|_| full).map(|line| line.at_micros);
    exchange.page(&TrailPage {
        f: &frame,
        form: Fields::new(&frame, exchange.form.clone()),
        found,
        table,
        before,
    })
}

/// A browser says that it prints a page: its number goes into the trail. Of a record, only one that the trail already says was
/// read; of an address that the open part does not have, nothing at all. Inside, the line stands in the file that the page is of;
/// a page of no file leaves none.
fn printed(exchange: &mut Exchange<'_, '_>) -> Answer {
    let account = exchange.actor()?.account;
    let number = SheetNumber::parse(exchange.form.get("numero"));
    let number = number.filter(|number| number.is_of(account));
    let page = exchange.form.get("page").to_owned();
    let (Some(number), Found::Route(route, params)) = (number, routes::find(Method::Get, &page))
    else {
        return Ok(Response::html(Status::Ok, String::new()));
    };
    let record = params
        .iter()
        .find_map(|(_, part)| part.parse::<EntityId>().ok());
    let held = record.is_some_and(|id| exchange.holds(id));
    let inside = exchange.room == Room::Protected;
    // The open trail does not learn that a page of the protected space was printed after that had closed.
    if (exchange.form.get("dedans") == "1") != inside || (inside && !held) {
        return Ok(Response::html(Status::Ok, String::new()));
    }
    let (centre, now) = (exchange.call.site.centre, exchange.call.now);
    let now_micros = now.as_microsecond();
    let value = i64::try_from(number.value()).ok();
    exchange.write(|tx, writing| {
        let since = now_micros - HOUR_MICROS;
        let so_far = trail::count_since(tx, centre, account, Event::Printed, since)?;
        let span = (number.at_micros() - BEFORE_MICROS, i64::MAX);
        let around = trail::around(tx, centre, account, span, LINES_MAX)?;
        let read = |id: &EntityId| held || around.iter().any(|line| line.subject == Some(*id));
        let known = around.iter().any(|line| {
            line.paper.is_some()
                && line.paper == value
                && line.route == route.name
                && line.subject == record
        });
        if known || so_far >= PRINTED_PER_HOUR_MAX || record.is_some_and(|id| !read(&id)) {
            return Ok(());
        }
        let allowed = policy::allow_noting(account, centre);
        let drafts = {
            let ctx = Ctx {
                now,
                chance: &mut *writing.chance,
            };
            note_printed(&ctx, &allowed, number, (route.name, record))
        };
        append(tx, writing, drafts)?;
        Ok(())
    })?;
    Ok(Response::html(Status::Ok, String::new()))
}

#[cfg(test)]
#[path = "trail_tests.rs"]
mod tests;
