//! One visit: what is known of it, and every step that can be taken with it.

use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::{self, Target, act};
use akwaba_domain::reception::{Course, Step, Visit};
use akwaba_domain::refusal::Refusals;
use akwaba_journal::id::EntityId;
use akwaba_store::entity;
use askama::Template;

use super::board::desk_of;
use super::register_line::orientation;
use super::row::{self, Row};
use super::shared::{Eyes, Staff, centre, centre_code, civil, clock, here, now, numbered, wait};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::http::Form;
use crate::pages::registry::common::note;
use crate::parts::{Choice, Fields, Html, Summary};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "reception/visit.html")]
struct VisitPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    row: Row,
    state: String,
    facts: Summary,
    places: Vec<Choice>,
    can: Can,
    /// The record it is linked to: its address and the key of what to say.
    linked: Option<(String, &'static str)>,
    ticket: bool,
    amend: &'static str,
}

/// The steps that can be taken.
#[derive(Clone, Copy, Debug)]
struct Can {
    call: bool,
    put_back: bool,
    interview: bool,
    end: bool,
    left: bool,
    cancel: bool,
}

impl Can {
    fn of(course: &Course) -> Self {
        let step = course.step();
        let over = matches!(step, Step::Ended | Step::LeftUnseen | Step::Oriented);
        Self {
            call: step == Step::Waiting || (step == Step::Oriented && course.is_present()),
            put_back: step == Step::Called || over,
            interview: step == Step::Called,
            end: course.is_present(),
            left: matches!(step, Step::Waiting | Step::Called),
            cancel: step != Step::Cancelled,
        }
    }
}

/// The page of a visit.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let id: EntityId = exchange.id("id")?;
    let answer = page(exchange, id, None)?;
    let target = Target::of(centre(exchange));
    let allowed = policy::allow::<act::VisitHandle, _>(exchange.actor()?, &target, id)?;
    note(exchange, &allowed, Event::Read, "reception.visit")?;
    Ok(answer)
}

/// The page again, with what was refused and how the visit now stands.
pub(super) fn again(exchange: &mut Exchange<'_, '_>, id: EntityId, refusals: &Refusals) -> Answer {
    page(exchange, id, Some(refusals))
}

fn page(exchange: &mut Exchange<'_, '_>, id: EntityId, refused: Option<&Refusals>) -> Answer {
    let eyes = Eyes::of(exchange)?;
    let (centre, here, now) = (centre(exchange), here(exchange), now(exchange));
    let (visit, staff, code) = exchange.read(|tx| {
        let state = entity::load(tx, here, id)?;
        let visit = Visit::of(id, &state).ok_or(Problem::NotFound)?;
        let caller = visit.course.call().map(|call| call.by);
        let staff = Staff::of(tx, centre, caller.into_iter().chain([visit.received_by]))?;
        Ok((visit, staff, centre_code(tx, centre)?))
    })?;
    let desk = desk_of(exchange).number().to_string();
    let note = visit.note.as_ref().map_or("", |note| note.as_str());
    let filled = Form::new()
        .with("desk", desk)
        .with("inside", "1")
        .with("note", note);
    let mut frame = exchange.frame("reception-visit-title");
    let form = match refused {
        Some(refusals) => {
            // What was typed in one of the small forms stays; the others show what they hold.
            let mut sent = exchange.form.clone();
            for (name, value) in filled.pairs() {
                if sent.raw(name).is_none() {
                    sent = sent.with(name, value);
                }
            }
            Fields::refused(&mut frame, sent, refusals)
        }
        None => Fields::new(&frame, filled),
    };
    let f = &frame;
    let places = ["1", "0"].map(|code| Choice::new(code, f.word("reception-inside-", code)));
    let page = VisitPage {
        f,
        form: &form,
        row: Row::of(f, eyes, &staff, &visit, now),
        state: state(f, &staff, &visit),
        facts: facts(f, eyes, &staff, &visit, &code),
        places: places.to_vec(),
        can: Can::of(&visit.course),
        linked: linked(&visit),
        ticket: visit.ticket.is_some(),
        amend: match visit.course {
            Course::OnPaper { .. } => "papier",
            _ => "corriger",
        },
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

fn linked(visit: &Visit) -> Option<(String, &'static str)> {
    let person = visit.person();
    let person = person.map(|person| (format!("/personnes/{person}"), "reception-see-person"));
    let household = visit.household();
    let household = household.map(|one| (format!("/menages/{one}"), "reception-see-household"));
    person.or(household)
}

fn state(f: &Frame, staff: &Staff, visit: &Visit) -> String {
    let place = row::place(f, staff, visit);
    if place.is_empty() {
        let word = f.word("reception-step-", visit.course.step().code());
        match visit.course.over_at() {
            Some(at) => format!("{word} · {}", clock(Some(at))),
            None => word,
        }
    } else {
        place
    }
}

fn facts(f: &Frame, eyes: Eyes, staff: &Staff, visit: &Visit, code: &str) -> Summary {
    let described = &visit.described;
    let came = format!("{} {}", civil(visit.arrived.day), clock(visit.arrived.at));
    let mut facts = Summary::new(f)
        .row("reception-col-number", numbered(visit.number, code))
        .row("reception-col-came", came)
        .row("reception-col-demand", row::demands(f, visit));
    if eyes.reasons {
        let reason = visit.reason.as_ref().map_or("", |reason| reason.as_str());
        facts = facts.row("reception-col-reason", reason);
    }
    let known = f.word("reception-known-", visit.known.code());
    let sex = described
        .sex
        .map_or_else(String::new, |sex| f.word("reception-sex-", sex.code()));
    let age = described.age_years.map_or_else(String::new, |age| {
        f.t1("reception-age-years", "count", u32::from(age))
    });
    let place = described.place.as_ref().map_or("", |place| place.as_str());
    facts = facts
        .row("reception-col-sex", sex)
        .row("reception-col-age", age)
        .row("reception-col-place", place)
        .row("reception-col-known", known);
    if let Some(passed) = visit.course.passage().first_called.zip(visit.arrived.at) {
        let minutes = passed.0.minutes_since(passed.1);
        facts = facts.row("reception-col-waited", wait(f, minutes));
    }
    let outcome = orientation(f, visit);
    if !outcome.is_empty() {
        facts = facts.row("reception-col-orientation", outcome);
    }
    let by = staff.name(visit.received_by);
    if visit.is_retyped() {
        facts.row("reception-col-retyped", Html::text(by))
    } else {
        facts.row("reception-col-received-by", Html::text(by))
    }
}
