//! The ticket: one large number on a small paper, and nothing that says who or why.

use akwaba_domain::reception::Visit;
use akwaba_journal::id::EntityId;
use akwaba_store::entity;
use askama::Template;

use super::shared::{civil, clock, here};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::parts::Paper;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "reception/ticket.html")]
struct TicketPage<'a> {
    f: &'a Frame,
    paper: Paper,
    ticket: String,
    came: String,
}

/// The ticket of a visit.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let id: EntityId = exchange.id("id")?;
    let here = here(exchange);
    let state = exchange.read(|tx| Ok(entity::load(tx, here, id)?))?;
    let visit = Visit::of(id, &state).ok_or(Problem::NotFound)?;
    let ticket = visit.ticket.ok_or(Problem::NotFound)?;
    let frame = exchange.frame("reception-ticket-title");
    let came = format!("{} · {}", civil(visit.arrived.day), clock(visit.arrived.at));
    let page = TicketPage {
        paper: Paper::new(&frame).a6(),
        ticket: ticket.to_string(),
        came,
        f: &frame,
    };
    exchange.page(&page)
}
