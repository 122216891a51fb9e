//! The appointment slip: when, with whom, where. It carries neither a name nor a reason for coming.

use akwaba_domain::reception::Appointment;
use akwaba_journal::id::EntityId;
use akwaba_store::entity;
use askama::Template;

use super::appointments::time;
use super::shared::here;
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::parts::Paper;
use crate::problem::Problem;
use crate::show;

#[derive(Template)]
#[template(path = "reception/slip.html")]
struct SlipPage<'a> {
    f: &'a Frame,
    paper: Paper,
    day: String,
    time: String,
    with: String,
    place: String,
}

/// The slip of an appointment.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let id: EntityId = exchange.id("id")?;
    let here = here(exchange);
    let state = exchange.read(|tx| Ok(entity::load(tx, here, id)?))?;
    let known = Appointment::of(id, &state).ok_or(Problem::NotFound)?;
    let slip = known.slip();
    let frame = exchange.frame("reception-slip-title");
    let place = slip.place.unwrap_or_else(|| frame.heading.centre.clone());
    let page = SlipPage {
        paper: Paper::new(&frame).a5().code(slip.code),
        day: show::day_in_full(frame.lang, slip.day.date()),
        time: time(&known),
        with: slip.with.unwrap_or_default(),
        place,
        f: &frame,
    };
    exchange.page(&page)
}
