//! Corrects what was noted at an arrival. The line keeps its number, its time and its course.

use akwaba_domain::policy::act;
use akwaba_domain::reception::{Visit, visit};
use akwaba_domain::refusal::Refusals;
use akwaba_store::{append, entity};
use askama::Template;

use super::intake::{self, Linked, Questions};
use super::shared::{Eyes, allow, amended, asked_visit, here, now};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::http::Form;
use crate::parts::Fields;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "reception/amend.html")]
struct AmendPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    questions: Questions<'a>,
    linked: Option<Linked>,
    visit: String,
    number: String,
}

/// The form with what was noted.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let visit = asked_visit(exchange)?;
    let sent = intake::filled(&visit);
    show(exchange, &visit, sent, None)
}

/// Saves the correction.
pub(super) fn save(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::VisitHandle>(exchange)?;
    let before = asked_visit(exchange)?;
    let linked = person(exchange, &exchange.form.clone(), &before)?;
    let typed = exchange.form.clone();
    let arrival = match intake::read(&typed, linked.as_ref(), now(exchange)) {
        Ok(arrival) => arrival,
        Err(refusals) => return show(exchange, &before, typed, Some(&refusals)),
    };
    let (here, id) = (here(exchange), before.id);
    let saved = exchange.write(|tx, writing| {
        let state = entity::load(tx, here, id)?;
        let drafts = visit::amend(&allowed, id, &state, &arrival)?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    amended(exchange, id, saved, |exchange, refusals| {
        show(exchange, &before, typed, Some(refusals))
    })
}

/// The person linked: the one of the form where it names one that exists, with the name of that day kept.
fn person(
    exchange: &Exchange<'_, '_>,
    sent: &Form,
    visit: &Visit,
) -> Result<Option<Linked>, Problem> {
    let Some(id) = sent.given("person") else {
        return Ok(None);
    };
    if let (Some(person), Some(name)) = (visit.who.person(), visit.who.name())
        && person.to_string() == id
    {
        let name = name.to_owned();
        return Ok(Some(Linked { id: person, name }));
    }
    let here = here(exchange);
    exchange.read(|tx| Ok(intake::linked(tx, here, id)?.map(|(linked, _)| linked)))
}

fn show(
    exchange: &mut Exchange<'_, '_>,
    visit: &Visit,
    sent: Form,
    refused: Option<&Refusals>,
) -> Answer {
    let search = Eyes::of(exchange)?.search;
    let linked = person(exchange, &sent, visit)?;
    let mut frame = exchange.frame("reception-amend-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, sent, refusals),
        None => Fields::new(&frame, sent),
    };
    let page = AmendPage {
        f: &frame,
        form: &form,
        questions: Questions::new(&frame, &form, linked.clone(), search),
        linked,
        visit: visit.id.to_string(),
        number: visit.number.to_string(),
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}
