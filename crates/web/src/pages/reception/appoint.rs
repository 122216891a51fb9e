//! Gives an appointment, during a visit or by itself.

use akwaba_domain::policy::act;
use akwaba_domain::reception::Visit;
use akwaba_domain::reception::appointment::{self, TypedAppointment};
use akwaba_domain::refusal::Refusals;
use akwaba_journal::id::EntityId;
use akwaba_store::{append, entity};
use askama::Template;

use super::row;
use super::shared::{Eyes, allow, ctx, here, now};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::http::Form;
use crate::parts::Fields;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "reception/appoint.html")]
struct AppointPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    visit: Option<(String, String, String)>,
}

/// The form.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let visit = during(exchange, exchange.form.get("visite"))?;
    let with = exchange.session.reader.as_ref();
    let with = with.map_or_else(String::new, |reader| reader.name.clone());
    show(exchange, Form::new().with("with", with), visit, None)
}

/// Gives it.
pub(super) fn give(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::AppointmentMake>(exchange)?;
    let typed = exchange.form.clone();
    let visit = during(exchange, typed.get("visite"))?;
    let day = day_typed(&typed);
    let read = TypedAppointment {
        day: &day,
        time: typed.get("time"),
        with: typed.get("with"),
        place: typed.get("place"),
        name: typed.get("name"),
    }
    .read(now(exchange));
    let given = match read {
        Ok(given) => given,
        Err(refusals) => return show(exchange, typed, visit, Some(&refusals)),
    };
    let (here, time) = (here(exchange), exchange.call.now);
    let during = visit.as_ref().map(|visit| visit.id);
    let id = exchange.write(|tx, writing| {
        let mut ctx = ctx(time, writing);
        let id = ctx.fresh();
        let state = match during {
            Some(visit) => Some((visit, entity::load(tx, here, visit)?)),
            None => None,
        };
        let during = state.as_ref().map(|(visit, state)| (*visit, state));
        let drafts = appointment::give(&ctx, &allowed, id, &given, during)?;
        append(tx, writing, drafts)?;
        Ok(id)
    });
    match id {
        Ok(id) => exchange.go(&format!("/accueil/rendez-vous/{id}/bulletin")),
        Err(Problem::Refused(refusals)) => show(exchange, typed, visit, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

/// Day, month and year as one text; the year may be left to the calendar only when all is empty.
fn day_typed(form: &Form) -> String {
    let parts = ["day_day", "day_month", "day_year"].map(|name| form.get(name));
    if parts.iter().all(|part| part.is_empty()) {
        return String::new();
    }
    parts.join("/")
}

fn during(exchange: &Exchange<'_, '_>, sent: &str) -> Result<Option<Visit>, Problem> {
    let Ok(id) = sent.parse::<EntityId>() else {
        return Ok(None);
    };
    let here = here(exchange);
    let state = exchange.read(|tx| Ok(entity::load(tx, here, id)?))?;
    Visit::of(id, &state).map(Some).ok_or(Problem::NotFound)
}

fn show(
    exchange: &mut Exchange<'_, '_>,
    sent: Form,
    visit: Option<Visit>,
    refused: Option<&Refusals>,
) -> Answer {
    let eyes = Eyes::of(exchange)?;
    let mut frame = exchange.frame("reception-appoint-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, sent, refusals),
        None => Fields::new(&frame, sent),
    };
    let page = AppointPage {
        visit: visit.map(|visit| {
            (
                visit.id.to_string(),
                row::ticket(&visit),
                row::who(&frame, eyes, &visit),
            )
        }),
        f: &frame,
        form: &form,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}
