//! Adding someone to a household: looking for them, or registering them first.

use akwaba_domain::registry::edit::Why;
use akwaba_domain::registry::household::{self as decisions, MemberEdit, MemberRole};
use akwaba_journal::id::EntityId;
use akwaba_store::projections::registry::person as people;
use askama::Template;

use super::common::{household, household_path, registry, today};
use super::edit_fields::choices;
use super::find::Found;
use super::form::{FormPage, again, side_by_side};
use super::member::amend;
use super::membership::{at_the_role, read};
use super::person::changed;
use super::{pick, words};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::http::Form;
use crate::parts::{Fields, Html, Notice, Tone};
use crate::problem::Problem;
use crate::routes::Route;

/// The addresses of joining.
pub const ROUTES: &[Route] = &[
    Route::get("household.join", "/menages/{id}/membre", join),
    Route::post("household.join-search", "/menages/{id}/membre", search),
    Route::post(
        "household.join-send",
        "/menages/{id}/membre/{personne}",
        add,
    ),
];

#[derive(Template)]
#[template(path = "registry/join.html")]
struct JoinPage<'a> {
    f: &'a Frame,
    base: String,
    back: String,
    form: Fields,
    found: Vec<Found>,
    asked: bool,
    new: String,
}

fn join(exchange: &mut Exchange<'_, '_>) -> Answer {
    match exchange.form.given("personne").map(str::to_owned) {
        None => join_page(exchange, ""),
        Some(person) => {
            let frame = exchange.frame("household-join-title");
            let sent = Form::new().with("member-role", MemberRole::Child.code());
            join_form(exchange, &frame, &person, &Fields::new(&frame, sent))
        }
    }
}

fn search(exchange: &mut Exchange<'_, '_>) -> Answer {
    let words = exchange.form.get("q").to_owned();
    join_page(exchange, &words)
}

fn join_page(exchange: &mut Exchange<'_, '_>, typed: &str) -> Answer {
    let (id, _, view) = household(exchange)?;
    let frame = exchange.frame("household-join-title");
    let base = format!("{}/membre", household_path(id));
    let today = today(exchange);
    let there: Vec<EntityId> = view
        .members
        .iter()
        .filter(|item| decisions::holds(item.value.from, item.value.until, today))
        .map(|item| item.value.person)
        .collect();
    let page = JoinPage {
        form: Fields::new(&frame, Form::new().with("q", typed)),
        found: pick::people(
            exchange,
            &frame,
            typed,
            &format!("{base}?personne="),
            &there,
        )?,
        asked: !typed.is_empty(),
        back: household_path(id),
        new: format!("/personnes/nouvelle?menage={id}"),
        base,
        f: &frame,
    };
    exchange.page(&page)
}

/// The questions about someone who joins: their id stands in the address.
fn join_form(exchange: &Exchange<'_, '_>, frame: &Frame, person: &str, form: &Fields) -> Answer {
    let (id, ..) = household(exchange)?;
    let person: EntityId = person.parse().map_err(|_| Problem::NotFound)?;
    let (scope, today) = (registry(exchange), today(exchange));
    let row = exchange
        .read(|tx| Ok(people::find(tx, scope, person)?))?
        .ok_or(Problem::NotFound)?;
    let f = frame;
    let roles = choices(
        f,
        "household-role-",
        MemberRole::ALL.iter().map(|role| role.code()),
    );
    let who = Notice::new(
        Tone::Info,
        words::short_name(f, &row.line),
        words::facts(f, &row.line, today),
    );
    FormPage::new(f, form, household_path(id))
        .to(format!("{}/membre/{person}", household_path(id)))
        .before(Html::of(&who))
        .field(Html::of(
            &form.select("member-role", "household-as", roles).needed(),
        ))
        .field(side_by_side(
            &form
                .date("member-from", "household-since")
                .hint(f.t("household-since-hint")),
            &form.date("member-until", "registry-to"),
        ))
        .go("household-join-go")
        .answer(exchange)
}

fn add(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, ..) = household(exchange)?;
    let person: EntityId = exchange.id("personne")?;
    let form = read(&exchange.form, person);
    let wrote = amend(
        exchange,
        id,
        &MemberEdit::Write(String::new(), form),
        &Why::default(),
    );
    match wrote {
        Ok(overlapped) => exchange.done(&household_path(id), changed(overlapped)),
        Err(Problem::Refused(refusals)) => again(
            exchange,
            "household-join-title",
            &at_the_role(&refusals),
            |exchange, frame, fields| join_form(exchange, frame, &person.to_string(), fields),
        ),
        Err(problem) => Err(problem),
    }
}
