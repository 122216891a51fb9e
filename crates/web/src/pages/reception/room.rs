//! The screen of the waiting room: numbers and desks, large, and nothing else.
//!
//! It needs no session and never shows one: whoever is called looks alike, whatever the urgency, the name or the reason,
//! and how many wait is not said.

use akwaba_domain::reception::queue::room;
use akwaba_store::projections::reception::visits_of_day;
use askama::Template;

use super::shared::{here, now, today};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;

/// When and where the screen is read again: every eight seconds, saying that nobody touched it.
const AGAIN: &str = "8; url=/accueil/salle?veille=1";

#[derive(Template)]
#[template(path = "reception/room.html")]
struct RoomPage<'a> {
    f: &'a Frame,
    last: Option<Shown>,
    before: Vec<Shown>,
}

struct Shown {
    ticket: String,
    desk: String,
}

/// The screen.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (here, today, now) = (here(exchange), today(exchange), now(exchange));
    let visits = exchange.read(|tx| Ok(visits_of_day(tx, here, today)?))?;
    let call = &exchange.call;
    let frame = Frame::new(exchange.lang, "reception-room-title", call.site, call.now);
    let mut calls = room(&visits, now).into_iter().map(|call| Shown {
        ticket: call.ticket.to_string(),
        desk: frame.t1(
            "reception-room-desk",
            "desk",
            call.desk.number().to_string(),
        ),
    });
    let page = RoomPage {
        last: calls.next(),
        before: calls.collect(),
        f: &frame,
    };
    Ok(exchange.page(&page)?.header("refresh", AGAIN))
}
