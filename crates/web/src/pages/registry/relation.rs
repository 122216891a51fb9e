//! Who is what to someone: mother, guardian, spouse…, in the same household or in another.

use akwaba_domain::policy::{Field, act};
use akwaba_domain::registry::PersonView;
use akwaba_domain::registry::edit::Why;
use akwaba_domain::registry::kin::{self, RelationForm, RelationKind};
use akwaba_domain::registry::line::PersonLine;
use akwaba_journal::act::Tag;
use akwaba_journal::id::EntityId;
use akwaba_store::append;
use akwaba_store::projections::registry::{household, person as people, relation};
use askama::Template;

use super::common::{
    Head, household_path, may, person, person_path, person_state, registry, sees, today,
};
use super::edit_fields::choices;
use super::edit_read::date;
use super::find::{self, Found};
use super::form::{FormPage, again, side_by_side};
use super::person_ties::{called, head_of, mates};
use super::{pick, words};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::parts::{Fields, Html, Notice, Tone};
use crate::problem::Problem;
use crate::routes::Route;

/// The addresses of relations.
pub const ROUTES: &[Route] = &[
    Route::get("person.ties", "/personnes/{id}/proches", ties),
    Route::post("person.ties-search", "/personnes/{id}/proches", search),
    Route::get("person.relation", "/personnes/{id}/proches/{autre}", open),
    Route::post("person.relate", "/personnes/{id}/proches/{autre}", send),
    Route::post(
        "person.unrelate",
        "/personnes/{id}/proches/{autre}/retirer",
        remove,
    ),
];

/// A relation already noted, and how to take it away.
struct Known {
    path: String,
    tag: Tag,
    text: String,
    name: String,
}

#[derive(Template)]
#[template(path = "registry/ties.html")]
struct TiesPage<'a> {
    f: &'a Frame,
    head: Head,
    base: String,
    known: Vec<Known>,
    near: Vec<Found>,
    form: Fields,
    found: Vec<Found>,
    asked: bool,
    households: Vec<(String, String, String)>,
    new_household: String,
}

fn ties(exchange: &mut Exchange<'_, '_>) -> Answer {
    ties_page(exchange, "")
}

fn search(exchange: &mut Exchange<'_, '_>) -> Answer {
    let words = exchange.form.get("q").to_owned();
    ties_page(exchange, &words)
}

fn ties_page(exchange: &mut Exchange<'_, '_>, typed: &str) -> Answer {
    if !sees(exchange, Field::Household) {
        return Err(Problem::Forbidden);
    }
    let (id, _, view) = person(exchange)?;
    let (scope, today) = (registry(exchange), today(exchange));
    let frame = exchange.frame("person-ties-title");
    let base = format!("{}/proches", person_path(id));
    let (homes, near, related) = exchange.read(|tx| {
        let homes = household::of_person(tx, scope, id)?;
        let near = mates(tx, scope, id, today)?;
        let mut named = Vec::new();
        for home in homes {
            let head = head_of(tx, scope, home.household, today)?;
            named.push((home, head));
        }
        let related = people::several(
            tx,
            scope,
            view.relations
                .iter()
                .map(|item| item.value.to)
                .collect::<Vec<_>>(),
        )?;
        Ok((named, near, related))
    })?;
    let name = |other: EntityId| {
        let row = related.iter().find(|row| row.person == other);
        row.map_or_else(
            || frame.t("person-someone"),
            |row| words::short_name(&frame, &row.line),
        )
    };
    let known = view.relations.iter().map(|item| Known {
        path: format!("{base}/{}/retirer", item.value.to),
        tag: item.tag,
        name: name(item.value.to),
        text: [
            frame.word("person-tie-", item.value.kind.code()),
            words::period(&frame, item.value.from, item.value.until),
        ]
        .join(" "),
    });
    let near = near.iter().map(|row| Found {
        path: format!("{base}/{}", row.person),
        ..find::item(&frame, row.person, &row.line, today, "")
    });
    let page = TiesPage {
        head: Head::of(&frame, &view, today).link(person_path(id)),
        known: known.collect(),
        near: near.collect(),
        form: Fields::new(&frame, Form::new().with("q", typed)),
        found: pick::people(exchange, &frame, typed, &format!("{base}/"), &[id])?,
        asked: !typed.is_empty(),
        households: homes
            .iter()
            .map(|(home, head)| {
                (
                    household_path(home.household),
                    called(&frame, head.as_ref()),
                    frame.word("household-role-", home.membership.role.code()),
                )
            })
            .collect(),
        new_household: format!("/menages/nouveau?personne={id}"),
        base,
        f: &frame,
    };
    exchange.page(&page)
}

fn both(
    exchange: &Exchange<'_, '_>,
) -> Result<(EntityId, PersonView, EntityId, PersonLine), Problem> {
    if !sees(exchange, Field::Household) {
        return Err(Problem::Forbidden);
    }
    let (id, _, view) = person(exchange)?;
    let other: EntityId = exchange.id("autre")?;
    let scope = registry(exchange);
    let row = exchange.read(|tx| Ok(people::find(tx, scope, other)?))?;
    Ok((id, view, other, row.ok_or(Problem::NotFound)?.line))
}

fn open(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (_, view, _, line) = both(exchange)?;
    let frame = exchange.frame("person-relation-title");
    show(
        exchange,
        &frame,
        &view,
        &line,
        &Fields::new(&frame, Form::new()),
    )
}

fn show(
    exchange: &Exchange<'_, '_>,
    frame: &Frame,
    view: &PersonView,
    other: &PersonLine,
    form: &Fields,
) -> Answer {
    let f = frame;
    let today = today(exchange);
    let kinds = choices(
        f,
        "person-tie-",
        RelationKind::ALL.iter().map(|kind| kind.code()),
    );
    let who = f.tn(
        "person-relation-who",
        &[
            ("other", other.name.as_str().to_owned().into()),
            ("name", words::names(f, view).into()),
        ],
    );
    FormPage::new(f, form, format!("{}/proches", person_path(view.id)))
        .about(Head::of(f, view, today).link(person_path(view.id)))
        .before(Html::of(&Notice::new(
            Tone::Info,
            who,
            words::facts(f, other, today),
        )))
        .field(Html::of(
            &form
                .radios("relation-kind", "person-relation-kind", kinds)
                .needed(),
        ))
        .field(side_by_side(
            &form.date("relation-from", "registry-from"),
            &form.date("relation-until", "registry-to"),
        ))
        .answer(exchange)
}

fn send(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, view, other, line) = both(exchange)?;
    let allowed = may::<act::PersonChange, EntityId>(exchange, id)?;
    let (scope, today) = (registry(exchange), today(exchange));
    let form = RelationForm {
        person: other.to_string(),
        kind: exchange.form.get("relation-kind").to_owned(),
        from: date(&exchange.form, "relation-from"),
        until: date(&exchange.form, "relation-until"),
    };
    let wrote = exchange.write(|tx, writing| {
        let state = person_state(tx, scope, id)?;
        let around = relation::kin(tx, scope, &[id, other])?;
        append(
            tx,
            writing,
            kin::relate(&allowed, &state, &around, "", &form, today)?,
        )?;
        Ok(())
    });
    match wrote {
        Ok(()) => exchange.done(
            &format!("{}/proches", person_path(id)),
            Flash::good("frame-saved"),
        ),
        Err(Problem::Refused(refusals)) => again(
            exchange,
            "person-relation-title",
            &at_the_question(refusals),
            |exchange, frame, fields| show(exchange, frame, &view, &line, fields),
        ),
        Err(problem) => Err(problem),
    }
}

/// The other person stands in the address: what cannot be is said at the question of this page.
fn at_the_question(refusals: akwaba_domain::Refusals) -> akwaba_domain::Refusals {
    let mut moved = akwaba_domain::Refusals::new();
    for refusal in refusals.as_slice() {
        let mut refusal = refusal.clone();
        if refusal.field.as_deref() == Some("relation-person") {
            refusal.field = Some("relation-kind".to_owned());
        }
        moved.push(refusal);
    }
    moved
}

fn remove(exchange: &mut Exchange<'_, '_>) -> Answer {
    let id: EntityId = exchange.id("id")?;
    let allowed = may::<act::PersonChange, EntityId>(exchange, id)?;
    let tag: Tag = exchange
        .form
        .get("tag")
        .parse()
        .map_err(|_| Problem::NotFound)?;
    let scope = registry(exchange);
    exchange.write(|tx, writing| {
        let state = person_state(tx, scope, id)?;
        append(
            tx,
            writing,
            kin::unrelate(&allowed, &state, tag, &Why::default()),
        )?;
        Ok(())
    })?;
    exchange.done(
        &format!("{}/proches", person_path(id)),
        Flash::good("frame-saved"),
    )
}
