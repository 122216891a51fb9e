//! The tour of the day: the home visits of who reads, by place, what to take along and how to reach each person
//! without harm; the sheet to carry; for who directs, how many are out and where, without a name.
//!
//! The sheet tells no more than is needed at a door: of a restricted case its number alone, and never whom not
//! to tell.

use std::collections::{BTreeMap, BTreeSet};

use akwaba_domain::casework::Hands;
use akwaba_domain::centre::trail::Event;
use akwaba_domain::registry::Day;
use akwaba_journal::id::{ActorId, EntityId};
use akwaba_store::Tx;
use akwaba_store::projections::casework::{
    Outing, Seat, outings_asked, outings_of, outings_unplanned,
};
use askama::Template;
use jiff::Span;

use super::agenda_rows::TaskRow;
use super::need::on;
use super::shared::{centre, hands, here, now, seeing};
use super::tour_stop::{Group, Reader, Stop, by_place};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::reception::{Staff, centre_code};
use crate::pages::registry::common;
use crate::parts::{Empty, Pager, Paper, Row, Signature, Table, Tag, Tone};
use crate::problem::Problem;
use crate::show;

#[derive(Template)]
#[template(path = "casework/tour.html")]
struct TourPage<'a> {
    f: &'a Frame,
    day: String,
    summary: String,
    pager: Pager,
    /// Passed visits of which nobody has said what came.
    asked: Vec<TaskRow>,
    groups: Vec<Group>,
    /// Steps to be done at home for which nobody planned a visit.
    loose: Vec<TaskRow>,
    /// Who is out where, for who directs.
    out: Option<Table>,
    sheet: Option<String>,
    empty: Option<Empty>,
}

#[derive(Template)]
#[template(path = "casework/tour_sheet.html")]
struct SheetPage<'a> {
    f: &'a Frame,
    paper: Paper,
    back: String,
    who: String,
    summary: String,
    groups: Vec<Group>,
    /// The stops of restricted cases: hour and number.
    restricted: Vec<Stop>,
    signature: Signature,
}

fn path(day: Day) -> String {
    format!("/dossiers/visites/{}", day.iso())
}

fn present(exchange: &Exchange<'_, '_>) -> Day {
    Day::new(now(exchange).date())
}

/// The day of the address.
fn asked_day(exchange: &Exchange<'_, '_>) -> Result<Day, Problem> {
    let day = exchange.param("jour").parse::<jiff::civil::Date>();
    let day = day.map_err(|_| Problem::NotFound)?;
    let known = (1900..=2200).contains(&day.year());
    known.then(|| Day::new(day)).ok_or(Problem::NotFound)
}

/// The tour of today.
pub(super) fn today(exchange: &mut Exchange<'_, '_>) -> Answer {
    let day = present(exchange);
    page(exchange, day)
}

/// The tour of a day.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let day = asked_day(exchange)?;
    page(exchange, day)
}

/// Reads visits for whoever asks.
fn read<T>(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    mut work: impl FnMut(&mut dyn Tx, &Reader<'_>) -> Result<T, Problem>,
) -> Result<T, Problem> {
    let (scope, centre, today) = (here(exchange), centre(exchange), present(exchange));
    let who = exchange.actor()?.account;
    let hands: Hands = hands(exchange)?;
    exchange.read(|tx| {
        let code = centre_code(tx, centre)?;
        let reader = Reader {
            f,
            scope,
            centre,
            who,
            hands: &hands,
            code: &code,
            today,
        };
        work(tx, &reader)
    })
}

/// A visit as a line that leads to it.
fn row(stop: &Stop) -> TaskRow {
    let day = stop.day.map(on);
    let parts = [
        Some(stop.name.clone()),
        Some(stop.number.clone()),
        day,
        Some(stop.hour.clone()),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    TaskRow {
        path: Some(stop.path.clone()),
        label: stop.aim.clone(),
        meta: parts.join(" · "),
        tags: stop.tags.clone(),
        urgent: false,
    }
}

fn rows(
    tx: &mut dyn Tx,
    reader: &Reader<'_>,
    outings: &[Outing],
    tag: Option<&Tag>,
) -> Result<Vec<TaskRow>, Problem> {
    let stops = reader.stops(tx, outings)?;
    let rows = stops.iter().map(|stop| TaskRow {
        tags: tag.into_iter().cloned().chain(stop.tags.clone()).collect(),
        urgent: tag.is_some(),
        ..row(stop)
    });
    Ok(rows.collect())
}

/// The lines of *Aujourd'hui*: the visits of the day, and those that passed and are asked about.
pub(super) fn today_rows(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    seat: Seat,
) -> Result<Vec<TaskRow>, Problem> {
    if !exchange.may_open("/dossiers/visites") {
        return Ok(Vec::new());
    }
    let me = exchange.actor()?.account;
    let tag = Tag::new(Tone::Attention, f.t("home-visit-asked"));
    read(exchange, f, |tx, reader| {
        let (scope, today) = (reader.scope, reader.today);
        let seat = if seat == Seat::Centre {
            Seat::Worker(me)
        } else {
            seat
        };
        let asked = outings_asked(tx, scope, seat, today)?;
        let mut all = rows(tx, reader, &asked, Some(&tag))?;
        let of_day = outings_of(tx, scope, seat, today)?;
        let open: Vec<Outing> = of_day.into_iter().filter(|one| !one.ended).collect();
        all.extend(rows(tx, reader, &open, None)?);
        Ok(all)
    })
}

/// How many visits the centre has today.
pub(super) fn today_count(exchange: &Exchange<'_, '_>) -> Result<usize, Problem> {
    let (scope, today) = (here(exchange), present(exchange));
    exchange.read(|tx| Ok(outings_of(tx, scope, Seat::Centre, today)?.len()))
}

fn page(exchange: &mut Exchange<'_, '_>, day: Day) -> Answer {
    let me = exchange.actor()?.account;
    let frame = exchange.frame("home-visit-tour-title");
    let f = &frame;
    let directs = hands(exchange)?.direct();
    let today = present(exchange);
    let (asked, stops, loose, out) = read(exchange, f, |tx, reader| {
        let seat = Seat::Worker(me);
        let scope = reader.scope;
        let of_day = outings_of(tx, scope, seat, day)?;
        let stops = reader.stops(tx, &of_day)?;
        let (mut asked, mut loose) = (Vec::new(), Vec::new());
        if day == today {
            let passed = outings_asked(tx, scope, seat, today)?;
            let tag = Tag::new(Tone::Attention, f.t("home-visit-asked"));
            asked = rows(tx, reader, &passed, Some(&tag))?;
            let unplanned = outings_unplanned(tx, scope, seat, today)?;
            loose = rows(tx, reader, &unplanned, None)?;
        }
        let out = match directs {
            true => Some(out(tx, reader, day)?),
            false => None,
        };
        Ok((asked, stops, loose, out))
    })?;
    let step = |days: i32| {
        let other = day.date().checked_add(Span::new().days(days)).ok()?;
        Some(path(Day::new(other)))
    };
    let groups = by_place(f, stops);
    let count: usize = groups.iter().map(|group| group.stops.len()).sum();
    let args = [("visits", count.into()), ("places", groups.len().into())];
    let page = TourPage {
        f,
        day: show::date::day_in_full(f.lang, day.date()),
        summary: f.tn("home-visit-summary", args),
        pager: Pager::new(f, step(-1), step(1)),
        sheet: (count > 0).then(|| format!("{}/feuille", path(day))),
        empty: (count == 0).then(|| Empty::new(f, "home-visit-none", "home-visit-none-text")),
        asked,
        groups,
        loose,
        out,
    };
    exchange.page(&page)
}

/// Who goes out that day: how many visits, from what hour, to which places. Where a restricted case is followed is
/// not told.
fn out(tx: &mut dyn Tx, reader: &Reader<'_>, day: Day) -> Result<Table, Problem> {
    let f = reader.f;
    let all = outings_of(tx, reader.scope, Seat::Centre, day)?;
    let mut by_worker: BTreeMap<Option<ActorId>, Vec<Outing>> = BTreeMap::new();
    for outing in all {
        by_worker.entry(outing.holder).or_default().push(outing);
    }
    let staff = Staff::of(tx, reader.centre, by_worker.keys().copied().flatten())?;
    let mut table = Table::new(f, f.t("home-visit-out"))
        .column("home-visit-out-who")
        .number("home-visit-out-count")
        .column("home-visit-out-from")
        .column("home-visit-out-where");
    for (who, outings) in by_worker {
        let stops = reader.stops(tx, &outings)?;
        let first = stops.iter().map(|stop| stop.hour.as_str());
        let first = first
            .filter(|hour| !hour.is_empty())
            .min()
            .unwrap_or_default();
        let first = first.to_owned();
        let open: Vec<Stop> = stops.into_iter().filter(|stop| !stop.restricted).collect();
        let places: BTreeSet<String> = by_place(f, open)
            .into_iter()
            .map(|group| group.title)
            .collect();
        let name = who.map_or_else(
            || f.t("casework-unassigned"),
            |who| staff.name(who).to_owned(),
        );
        table = table.row(
            Row::new()
                .cell(name)
                .cell(outings.len().to_string())
                .cell(first)
                .cell(places.into_iter().collect::<Vec<_>>().join(" ; ")),
        );
    }
    Ok(table)
}

/// The sheet to carry.
pub(super) fn sheet(exchange: &mut Exchange<'_, '_>) -> Answer {
    let day = asked_day(exchange)?;
    let me = exchange.actor()?.account;
    let frame = exchange.frame("home-visit-sheet-title");
    let f = &frame;
    let (cases, stops, who) = read(exchange, f, |tx, reader| {
        let of_day = outings_of(tx, reader.scope, Seat::Worker(me), day)?;
        let open: Vec<Outing> = of_day.into_iter().filter(|one| !one.ended).collect();
        let cases: BTreeSet<EntityId> = open.iter().map(|one| one.case).collect();
        let staff = Staff::of(tx, reader.centre, [me])?;
        let stops = reader.stops(tx, &open)?;
        Ok((cases, stops, staff.name(me).to_owned()))
    })?;
    for case in cases {
        let allowed = seeing(exchange, case)?;
        common::note(exchange, &allowed, Event::Printed, "casework.tour-sheet")?;
    }
    let count = stops.len();
    let (restricted, open): (Vec<Stop>, Vec<Stop>) =
        stops.into_iter().partition(|stop| stop.restricted);
    let groups = by_place(f, open);
    let args = [("visits", count.into()), ("places", groups.len().into())];
    let page = SheetPage {
        f,
        paper: Paper::new(f).date(show::date::day_in_full(f.lang, day.date())),
        back: path(day),
        who,
        summary: f.tn("home-visit-summary", args),
        groups,
        restricted,
        signature: Signature::new(f)
            .officer(f.t("home-visit-sign-worker"))
            .officer(f.t("home-visit-sign-back")),
    };
    exchange.page(&page)
}
