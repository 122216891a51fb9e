//! Everything that ever changed in a record, the record as it was known on a day, and who has read it.

use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::{Field, act};
use akwaba_domain::registry::{Day, PersonView};
use akwaba_journal::id::EntityId;
use akwaba_store::entity;
use akwaba_store::projections::centre::trail;
use askama::Template;

use super::common::{
    Authors, Head, asked_day, day_form, may, named, note, person, person_path, registry, sees,
    today,
};
use super::facts::Sight;
use super::history_words::{PersonWords, Told, tell};
use super::sections::{Section, sections};
use super::words;
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::parts::{Fields, Notice, Row, Table, Tone};
use crate::problem::Problem;
use crate::routes::Route;
use crate::show;

/// The addresses of history.
pub const ROUTES: &[Route] = &[
    Route::get("person.history", "/personnes/{id}/historique", history),
    Route::get("person.reads", "/personnes/{id}/lectures", reads),
];

/// Readings shown.
const READS_MAX: u32 = 200;
const DAY_MICROS: i64 = 24 * 60 * 60 * 1_000_000;

#[derive(Template)]
#[template(path = "registry/history.html")]
struct HistoryPage<'a> {
    f: &'a Frame,
    id: EntityId,
    head: Head,
    form: Fields,
    notice: Option<Notice>,
    sections: Vec<Section>,
    told: Vec<Told>,
}

fn history(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, _, view) = person(exchange)?;
    let allowed = may::<act::HistorySee, EntityId>(exchange, id)?;
    let (scope, today) = (registry(exchange), today(exchange));
    let asked = asked_day(exchange);
    let end = asked.map(end_of);
    let (past, then) = exchange.read(|tx| {
        let then = end
            .map(|micros| entity::as_of(tx, scope, id, micros))
            .transpose()?;
        Ok((entity::history(tx, scope, id)?, then))
    })?;
    note(exchange, &allowed, Event::Read, "person.history")?;
    let frame = exchange.frame("person-history-title");
    let see = Sight::of(exchange);
    let authors = Authors::of(exchange)?;
    let names = |other: EntityId| named(exchange, &frame, scope, other);
    let speaks = PersonWords {
        f: &frame,
        see: &see,
        today,
        names: &names,
    };
    let shown = |micros: i64| end.is_none_or(|end| micros <= end);
    let past: Vec<_> = past
        .into_iter()
        .filter(|past| shown(past.header.clock.micros))
        .collect();
    let mut told = tell(&frame, &speaks, &past, &|actor| authors.name(&frame, actor));
    told.reverse();
    let then = then.map(|state| (state.exists(), PersonView::of(id, &state)));
    let notice = then.as_ref().zip(asked).map(|((existed, _), day)| {
        let key = if *existed {
            "person-as-of"
        } else {
            "person-as-of-nothing"
        };
        Notice::new(
            Tone::Info,
            frame.t1(key, "day", words::day(day)),
            String::new(),
        )
    });
    let sections = match (&then, asked) {
        (Some((true, view)), Some(day)) => sections(&frame, &see, view, day, false, &names),
        _ => Vec::new(),
    };
    let page = HistoryPage {
        id,
        head: Head::of(&frame, &view, today).link(person_path(id)),
        form: day_form(&frame, asked.unwrap_or(today)),
        notice,
        sections,
        told,
        f: &frame,
    };
    exchange.page(&page)
}

/// The last microsecond of a day in Abidjan, which keeps Greenwich time.
pub(super) fn end_of(day: Day) -> i64 {
    let start = day.date().to_zoned(show::date::abidjan());
    start.map_or(i64::MAX, |start| {
        start
            .timestamp()
            .as_microsecond()
            .saturating_add(DAY_MICROS - 1)
    })
}

#[derive(Template)]
#[template(path = "registry/reads.html")]
struct ReadsPage<'a> {
    f: &'a Frame,
    head: Option<Head>,
    table: Table,
}

fn reads(exchange: &mut Exchange<'_, '_>) -> Answer {
    let id: EntityId = exchange.id("id")?;
    may::<act::ReadsSee, EntityId>(exchange, id)?;
    let today = today(exchange);
    // Who audits sees who has read, not whom.
    let view = if sees(exchange, Field::Identity) {
        Some(person(exchange)?.2)
    } else {
        None
    };
    readings(exchange, id, |f| {
        let view = view.as_ref()?;
        Some(Head::of(f, view, today).link(person_path(id)))
    })
}

/// The page of who has read a record; nothing for whom may not know of it and finds no reading.
pub(super) fn readings(
    exchange: &mut Exchange<'_, '_>,
    id: EntityId,
    head: impl FnOnce(&Frame) -> Option<Head>,
) -> Answer {
    let centre = exchange.call.site.centre;
    let lines = exchange.read(|tx| Ok(trail::of_record(tx, centre, id, READS_MAX)?))?;
    let authors = Authors::of(exchange)?;
    let frame = exchange.frame("person-reads-title");
    let mut table = Table::new(&frame, frame.t("person-reads-title"))
        .quiet()
        .column("person-reads-when")
        .column("person-reads-who")
        .column("person-reads-what");
    for line in &lines {
        table = table.row(
            Row::new()
                .cell(show::moment_of_micros(frame.lang, line.at_micros))
                .cell(authors.name(&frame, line.account))
                .cell(frame.word("person-read-", line.event.as_str())),
        );
    }
    let page = ReadsPage {
        head: head(&frame),
        table,
        f: &frame,
    };
    if page.table.is_empty() && page.head.is_none() {
        return Err(Problem::NotFound);
    }
    exchange.page(&page)
}
