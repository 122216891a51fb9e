//! Who must not be told: choosing somebody of the registry, beside those said in words.
//!
//! Never: says anything of it on the record of the one who must not be told, nor on paper.

use akwaba_domain::policy::Field;
use akwaba_domain::registry::change::Change;
use akwaba_domain::registry::edit::Why;
use akwaba_journal::id::EntityId;
use akwaba_store::projections::registry::person as people;
use askama::Template;

use super::common::{Head, person, person_path, registry, sees, today};
use super::find::{self, Found};
use super::form::{FormPage, again};
use super::person::{changed, write};
use super::person_ties::mates;
use super::{new, pick, words};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::http::Form;
use crate::parts::{Fields, Html, Notice, Tone};
use crate::problem::Problem;
use crate::routes::Route;

/// The addresses of choosing who must not be told.
pub const ROUTES: &[Route] = &[
    Route::get("person.discretion", "/personnes/{id}/discretion", open),
    Route::post(
        "person.discretion-search",
        "/personnes/{id}/discretion",
        search,
    ),
    Route::post(
        "person.discretion-add",
        "/personnes/{id}/discretion/{autre}",
        add,
    ),
];

#[derive(Template)]
#[template(path = "registry/must_not_tell.html")]
struct ChoosePage<'a> {
    f: &'a Frame,
    head: Head,
    near: Vec<Found>,
    base: String,
    words: String,
    form: Fields,
    found: Vec<Found>,
    asked: bool,
}

fn open(exchange: &mut Exchange<'_, '_>) -> Answer {
    match exchange.form.given("personne").map(str::to_owned) {
        None => choose(exchange, ""),
        Some(other) => {
            let other: EntityId = other.parse().map_err(|_| Problem::NotFound)?;
            let frame = exchange.frame("person-edit-must-not-tell");
            confirm(exchange, &frame, other, &Fields::new(&frame, Form::new()))
        }
    }
}

fn search(exchange: &mut Exchange<'_, '_>) -> Answer {
    let typed = exchange.form.get("q").to_owned();
    choose(exchange, &typed)
}

fn choose(exchange: &mut Exchange<'_, '_>, typed: &str) -> Answer {
    if !sees(exchange, Field::MustNotTell) {
        return Err(Problem::Forbidden);
    }
    let (id, _, view) = person(exchange)?;
    let (scope, today) = (registry(exchange), today(exchange));
    let frame = exchange.frame("person-edit-must-not-tell");
    let base = format!("{}/discretion", person_path(id));
    let chosen = format!("{base}?personne=");
    let already = view
        .must_not_tell
        .iter()
        .filter_map(|item| item.value.person);
    let but: Vec<EntityId> = already.chain([id]).collect();
    let near = exchange.read(|tx| mates(tx, scope, id, today))?;
    let near = near
        .iter()
        .filter(|row| !but.contains(&row.person))
        .map(|row| Found {
            path: format!("{chosen}{}", row.person),
            ..find::item(&frame, row.person, &row.line, today, "")
        });
    let page = ChoosePage {
        head: Head::of(&frame, &view, today).link(person_path(id)),
        near: near.collect(),
        found: pick::people(exchange, &frame, typed, &chosen, &but)?,
        form: Fields::new(&frame, Form::new().with("q", typed)),
        words: format!("{}/modifier/discretion", person_path(id)),
        asked: !typed.is_empty(),
        base,
        f: &frame,
    };
    exchange.page(&page)
}

fn confirm(exchange: &Exchange<'_, '_>, frame: &Frame, other: EntityId, form: &Fields) -> Answer {
    if !sees(exchange, Field::MustNotTell) {
        return Err(Problem::Forbidden);
    }
    let (id, _, view) = person(exchange)?;
    let (scope, today) = (registry(exchange), today(exchange));
    let row = exchange
        .read(|tx| Ok(people::find(tx, scope, other)?))?
        .ok_or(Problem::NotFound)?;
    let who = Notice::new(
        Tone::Info,
        words::short_name(frame, &row.line),
        words::facts(frame, &row.line, today),
    );
    FormPage::new(frame, form, person_path(id))
        .about(Head::of(frame, &view, today).link(person_path(id)))
        .to(format!("{}/discretion/{other}", person_path(id)))
        .before(Html::of(&who))
        .field(Html::of(
            &form
                .text("must-not-tell-0", "person-discretion-why")
                .why(frame.t("person-must-not-tell-why"))
                .length_max(120),
        ))
        .field(Html::of(&new::source(frame, form)))
        .answer(exchange)
}

fn add(exchange: &mut Exchange<'_, '_>) -> Answer {
    if !sees(exchange, Field::MustNotTell) {
        return Err(Problem::Forbidden);
    }
    let (id, ..) = person(exchange)?;
    let other: EntityId = exchange.id("autre")?;
    let words = exchange.form.get("must-not-tell-0").to_owned();
    let change = Change::MustNotTell(vec![(String::new(), other.to_string(), words)]);
    let wrote = Why::parse("", exchange.form.get("source"))
        .map_err(Problem::from)
        .and_then(|why| write(exchange, id, &change, &why));
    match wrote {
        Ok(overlapped) => exchange.done(&person_path(id), changed(overlapped)),
        Err(Problem::Refused(refusals)) => again(
            exchange,
            "person-edit-must-not-tell",
            &refusals,
            |exchange, frame, fields| confirm(exchange, frame, other, fields),
        ),
        Err(problem) => Err(problem),
    }
}
