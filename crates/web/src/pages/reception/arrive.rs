//! Someone arrives: a short form, a line of the register, a ticket.

use akwaba_domain::policy::act;
use akwaba_domain::reception::VISIT;
use akwaba_domain::reception::demand::Triage;
use akwaba_domain::reception::number::{day_entity, year_entity};
use akwaba_domain::reception::visit::{self, Counters};
use akwaba_domain::refusal::Refusals;
use akwaba_journal::clock::Stamp;
use akwaba_journal::id::EntityId;
use akwaba_store::{append, entity};
use askama::Template;

use super::books;
use super::intake::{self, Linked, Questions};
use super::shared::{Eyes, allow, centre, ctx, here, now, today};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::http::Form;
use crate::parts::Fields;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "reception/arrive.html")]
struct ArrivePage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    questions: Questions<'a>,
    linked: Option<Linked>,
    visit: String,
}

/// The empty form, or the form for a person of the registry.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (linked, form) = known(exchange)?;
    let visit = fresh(exchange);
    show(exchange, form, linked, &visit, None)
}

/// Receives.
pub(super) fn receive(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::VisitReceive>(exchange)?;
    let (linked, _) = known(exchange)?;
    let typed = exchange.form.clone();
    let arrival = match intake::read(&typed, linked.as_ref(), now(exchange)) {
        Ok(arrival) => arrival,
        Err(refusals) => {
            let visit = typed.get("visite").to_owned();
            return show(exchange, typed, linked, &visit, Some(&refusals));
        }
    };
    let (here, today) = (here(exchange), today(exchange));
    let (centre, time) = (centre(exchange), exchange.call.now);
    let sent = typed.get("visite").parse::<EntityId>().ok();
    let id = exchange.write(|tx, writing| {
        // The form carries the id of the visit to be: sent twice, it gives one ticket.
        let id = match sent {
            Some(id) => match entity::find(tx, here, id)? {
                Some((kind, _)) if kind == VISIT => return Ok(id),
                Some(_) => ctx(time, writing).fresh(),
                None => id,
            },
            None => ctx(time, writing).fresh(),
        };
        let year = entity::load(tx, here, year_entity(centre, today.year()))?;
        let day = entity::load(tx, here, day_entity(centre, today))?;
        let counters = Counters {
            book: books::own(tx, here, centre)?,
            year: &year,
            day: &day,
        };
        let mut ctx = ctx(time, writing);
        let (_, drafts) = visit::receive(&mut ctx, &allowed, id, &counters, &arrival);
        append(tx, writing, drafts)?;
        Ok(id)
    })?;
    exchange.go(&format!("/accueil/visites/{id}/ticket"))
}

/// The person named by the address or the form, for who may see persons, and the form filled for them.
fn known(exchange: &Exchange<'_, '_>) -> Result<(Option<Linked>, Form), Problem> {
    let empty = Form::new().with("triage", Triage::Ordinary.code());
    if !Eyes::of(exchange)?.search {
        return Ok((None, empty));
    }
    let sent = exchange
        .form
        .given("person")
        .or_else(|| exchange.form.given("personne"))
        .unwrap_or("");
    let (here, today) = (here(exchange), today(exchange));
    exchange.read(|tx| {
        Ok(match intake::linked(tx, here, sent)? {
            Some((linked, view)) => {
                let form = intake::filled_for(tx, here, &view, today.date())?;
                (Some(linked), form)
            }
            None => (None, empty.clone()),
        })
    })
}

fn fresh(exchange: &mut Exchange<'_, '_>) -> String {
    let at = Stamp {
        micros: exchange.call.now.as_microsecond(),
        count: 0,
    };
    EntityId::fresh(at, exchange.call.chance).to_string()
}

fn show(
    exchange: &mut Exchange<'_, '_>,
    sent: Form,
    linked: Option<Linked>,
    visit: &str,
    refused: Option<&Refusals>,
) -> Answer {
    let search = Eyes::of(exchange)?.search;
    let mut frame = exchange.frame("reception-arrive-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, sent, refusals),
        None => Fields::new(&frame, sent),
    };
    let page = ArrivePage {
        f: &frame,
        form: &form,
        questions: Questions::new(&frame, &form, linked.clone(), search).with_time(),
        linked,
        visit: visit.to_owned(),
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}
