//! Mends one line that was badly retyped from paper: its number and day too.

use akwaba_domain::policy::act;
use akwaba_domain::reception::demand::{Demand, Known, Sex};
use akwaba_domain::reception::number::year_entity;
use akwaba_domain::reception::retype::{self, Place, TypedLine};
use akwaba_domain::reception::{Course, Visit};
use akwaba_domain::refusal::Refusals;
use akwaba_store::projections::reception::number_taken;
use akwaba_store::{append, entity};
use askama::Template;

use super::intake::choices;
use super::shared::{allow, amended, asked_visit, centre, civil, clock, here, now};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::http::Form;
use crate::parts::{Choice, Fields};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "reception/paper_line.html")]
struct PaperLinePage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    visit: String,
    number: String,
    sexes: Vec<Choice>,
    demands: Vec<Choice>,
}

/// The form with the line as it was retyped.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let visit = find(exchange)?;
    let sent = filled(&visit);
    show(exchange, &visit, sent, None)
}

/// Saves the line.
pub(super) fn save(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::RegisterRetype>(exchange)?;
    let before = find(exchange)?;
    let typed = exchange.form.clone();
    let read = TypedLine {
        day: typed.get("day"),
        time: typed.get("time"),
        number: typed.get("number"),
        name: typed.get("name"),
        sex: typed.get("sex"),
        age: typed.get("age"),
        place: typed.get("place"),
        demands: typed.all("demand").collect(),
        reason: typed.get("reason"),
        outcome: typed.get("outcome"),
        note: typed.get("note"),
        known: Known::NotAsked.code(),
        page: typed.get("page"),
    }
    .read(now(exchange));
    let line = match read {
        Ok(line) => line,
        Err(refusals) => return show(exchange, &before, typed, Some(&refusals)),
    };
    let (centre, here, id) = (centre(exchange), here(exchange), before.id);
    let saved = exchange.write(|tx, writing| {
        let state = entity::load(tx, here, id)?;
        let year = entity::load(tx, here, year_entity(centre, line.number.year))?;
        let place = Place {
            year: &year,
            taken: number_taken(tx, here, line.number, Some(id))?,
        };
        let drafts = retype::correct(&allowed, id, &state, &place, &line)?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    amended(exchange, id, saved, |exchange, refusals| {
        show(exchange, &before, typed, Some(refusals))
    })
}

/// A line of paper; what the software numbered has no such page.
fn find(exchange: &Exchange<'_, '_>) -> Result<Visit, Problem> {
    let visit = asked_visit(exchange)?;
    match visit.course {
        Course::OnPaper { .. } => Ok(visit),
        _ => Err(Problem::NotFound),
    }
}

fn filled(visit: &Visit) -> Form {
    let described = &visit.described;
    let outcome = match &visit.course {
        Course::OnPaper {
            outcome: Some(words),
        } => words.as_str(),
        _ => "",
    };
    let age = described.age_years;
    let form = Form::new()
        .with("number", visit.number.number.to_string())
        .with("day", civil(visit.arrived.day))
        .with("time", clock(visit.arrived.at))
        .with("name", visit.who.name().unwrap_or(""))
        .with("sex", described.sex.map_or("", Sex::code))
        .with("age", age.map_or_else(String::new, |age| age.to_string()))
        .with("place", described.place.as_ref().map_or("", |p| p.as_str()))
        .with("reason", visit.reason.as_ref().map_or("", |r| r.as_str()))
        .with("note", visit.note.as_ref().map_or("", |note| note.as_str()))
        .with("outcome", outcome)
        .with("page", visit.paper.as_deref().unwrap_or(""));
    visit
        .demands
        .iter()
        .fold(form, |form, demand| form.with("demand", demand.code()))
}

fn show(
    exchange: &mut Exchange<'_, '_>,
    visit: &Visit,
    sent: Form,
    refused: Option<&Refusals>,
) -> Answer {
    let mut frame = exchange.frame("reception-paper-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, sent, refusals),
        None => Fields::new(&frame, sent),
    };
    let page = PaperLinePage {
        visit: visit.id.to_string(),
        number: visit.number.to_string(),
        sexes: choices(
            &frame,
            "reception-sex-",
            Sex::ALL.iter().map(|one| one.code()),
        ),
        demands: choices(
            &frame,
            "reception-demand-",
            Demand::ALL.iter().map(|one| one.code()),
        ),
        f: &frame,
        form: &form,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}
