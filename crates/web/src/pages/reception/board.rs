//! The queue board: who waits, in which order, who is with whom.

use akwaba_domain::reception::queue::Queue;
use akwaba_domain::reception::{Desk, Step, Visit};
use akwaba_store::projections::reception::{unfinished_before, visits_of_day};
use askama::Template;

use super::follow::{self, Follow};
use super::row::Row;
use super::shared::{Eyes, Staff, centre, civil, here, now, today, wait};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::cookie::Keep;
use crate::problem::Problem;
use crate::show;

/// The cookie of the desk to which this screen calls.
const DESK_COOKIE: &str = "bureau";
/// How long it is remembered, in seconds: 90 days.
const DESK_SECONDS: u32 = 90 * 24 * 3600;

#[derive(Template)]
#[template(path = "reception/board.html")]
struct BoardPage<'a> {
    f: &'a Frame,
    eyes: Eyes,
    day: String,
    iso: String,
    summary: String,
    desk: u8,
    waiting: Vec<Row>,
    received: Vec<Row>,
    sent: Vec<Row>,
    over: usize,
    left: Option<(String, String)>,
    paused: bool,
}

/// The desk to which this screen calls: 1 until told.
pub(super) fn desk_of(exchange: &Exchange<'_, '_>) -> Desk {
    let kept = exchange.request.cookie(DESK_COOKIE).unwrap_or("1");
    Desk::typed(kept).unwrap_or(Desk::FIRST)
}

pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let eyes = Eyes::of(exchange)?;
    let (centre, here) = (centre(exchange), here(exchange));
    let (today, now) = (today(exchange), now(exchange));
    let (visits, left, staff) = exchange.read(|tx| {
        let visits = visits_of_day(tx, here, today)?;
        let left = unfinished_before(tx, here, today)?;
        let staff = Staff::of(tx, centre, callers(&visits))?;
        Ok((visits, left, staff))
    })?;
    let queue = Queue::of(visits);
    let follow = Follow::of(exchange);
    let mut frame = exchange.frame("reception-queue-title");
    frame.idle_seconds = follow.left_seconds;
    let f = &frame;
    let rows = |visits: &[Visit]| -> Vec<Row> {
        visits
            .iter()
            .map(|visit| Row::of(f, eyes, &staff, visit, now))
            .collect()
    };
    let longest = queue
        .waiting
        .iter()
        .filter_map(|visit| visit.waited_minutes(now))
        .max();
    let page = BoardPage {
        f,
        eyes,
        day: show::day_in_full(f.lang, today.date()),
        iso: today.to_string(),
        summary: summary(f, queue.waiting.len(), longest),
        desk: desk_of(exchange).number(),
        waiting: rows(&queue.waiting),
        received: rows(&queue.received),
        sent: rows(&queue.sent_inside),
        over: queue
            .over
            .iter()
            .filter(|visit| visit.course.step() != Step::Cancelled)
            .count(),
        left: left
            .filter(|_| eyes.register)
            .map(|(day, count)| (said_left(f, &civil(day), count), day.to_string())),
        paused: follow.paused,
    };
    Ok(follow.on(exchange.page(&page)?, "/accueil"))
}

fn callers(visits: &[Visit]) -> impl Iterator<Item = akwaba_journal::id::ActorId> {
    visits
        .iter()
        .filter_map(|visit| visit.course.call())
        .map(|call| call.by)
}

fn summary(f: &Frame, waiting: usize, longest: Option<u32>) -> String {
    let count = f.t1("reception-waiting-count", "count", waiting);
    match longest {
        Some(minutes) => format!(
            "{count} · {}",
            f.t1("reception-longest-wait", "wait", wait(f, minutes))
        ),
        None => count,
    }
}

fn said_left(f: &Frame, day: &str, count: u32) -> String {
    f.tn(
        "reception-left-open",
        &[("day", day.into()), ("count", count.into())],
    )
}

/// Keeps the desk to which this screen calls.
pub(super) fn desk(exchange: &mut Exchange<'_, '_>) -> Answer {
    let Ok(desk) = Desk::typed(exchange.form.get("desk")) else {
        return exchange.done("/accueil", Flash::attention("reception-desk-unreadable"));
    };
    let value = desk.number().to_string();
    exchange.set_cookie(DESK_COOKIE, &value, Keep::Seconds(DESK_SECONDS));
    exchange.done("/accueil", Flash::good("reception-desk-kept"))
}

/// Stops or resumes the reading of the queue by itself.
pub(super) fn follow(exchange: &mut Exchange<'_, '_>) -> Answer {
    if exchange.form.get("suivre") == "0" {
        exchange.set_cookie(follow::COOKIE, "0", Keep::Session);
    } else {
        exchange.set_cookie(follow::COOKIE, "", Keep::Forget);
    }
    exchange.go("/accueil")
}

/// Refused while nothing was typed: the queue says why.
pub(super) fn with_word(exchange: &mut Exchange<'_, '_>, problem: Problem) -> Answer {
    match problem {
        Problem::Refused(refusals) => {
            let code = refusals.as_slice().first().map_or("", |first| first.code);
            exchange.done("/accueil", Flash::attention(code))
        }
        other => Err(other),
    }
}
