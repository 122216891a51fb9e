//! The visits of a person or a household, and the linking of a visit to one of them afterwards.
//!
//! Never: needs a link; a visit without a file stays as it is. The name said at the counter is not touched.

use akwaba_domain::policy::{Field, act};
use akwaba_domain::reception::{About, Visit, about};
use akwaba_domain::registry::Day;
use akwaba_domain::registry::line::PersonLine;
use akwaba_journal::act::Value;
use akwaba_journal::id::EntityId;
use akwaba_matching::birth::BirthSpan;
use akwaba_matching::query::Query;
use akwaba_store::projections::reception::{visits_of_household, visits_of_person};
use akwaba_store::projections::registry::{household as homes, person as people};
use akwaba_store::{append, entity};
use askama::Template;

use super::common::{
    Authors, household_path, household_state, may, named, person_path, person_state, registry,
    sees, today,
};
use super::find::Found;
use super::form::FormPage;
use super::history_words::{Speaks, Told, tell};
use super::person_ties::{called, head_of};
use super::{facts, pick, words};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::parts::{Choice, Fields, Html, Notice, Tone};
use crate::problem::Problem;
use crate::routes::Route;
use crate::show;

/// The addresses of linking.
pub const ROUTES: &[Route] = &[
    Route::get("reception.link", "/accueil/visites/{id}/fiche", open),
    Route::post("reception.link", "/accueil/visites/{id}/fiche", search),
    Route::post(
        "reception.link-choose",
        "/accueil/visites/{id}/lien",
        choose,
    ),
];

/// Visits shown on a record, and people proposed for a visit.
const VISITS_MAX: u32 = 20;
const PROPOSED_MAX: usize = 6;

/// A visit on somebody's record.
pub(super) struct Line {
    pub(super) path: String,
    pub(super) day: String,
    pub(super) text: String,
}

/// The visits of the records of one person, the last first, for those who may open them.
pub(super) fn of_person(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    records: &[EntityId],
) -> Result<Vec<Line>, Problem> {
    let scope = registry(exchange);
    let visits = exchange.read(|tx| {
        let mut visits = Vec::new();
        for record in records {
            visits.extend(visits_of_person(tx, scope, *record, VISITS_MAX)?);
        }
        Ok(visits)
    })?;
    Ok(lines(exchange, f, visits))
}

/// The visits linked to a household, the last first.
pub(super) fn of_household(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    household: EntityId,
) -> Result<Vec<Line>, Problem> {
    let scope = registry(exchange);
    let visits = exchange.read(|tx| Ok(visits_of_household(tx, scope, household, VISITS_MAX)?))?;
    Ok(lines(exchange, f, visits))
}

fn lines(exchange: &Exchange<'_, '_>, f: &Frame, mut visits: Vec<Visit>) -> Vec<Line> {
    if may::<act::VisitHandle, ()>(exchange, ()).is_err() {
        return Vec::new();
    }
    let reasons = sees(exchange, Field::VisitReason) && !f.discreet;
    visits.sort_by_key(|visit| std::cmp::Reverse(visit.arrived.day));
    let line = |visit: &Visit| {
        let demands = visit.demands.iter();
        let demands = demands.map(|one| f.word("reception-demand-", one.code()));
        let reason = visit.reason.as_ref().filter(|_| reasons);
        let step = f.word("reception-step-", visit.course.step().code());
        let reason = reason.map(|reason| reason.as_str().to_owned());
        let said = demands.chain(reason).chain([step]);
        Line {
            path: visit_path(visit.id),
            day: show::civil(visit.arrived.day.date()),
            text: facts::joined(said),
        }
    };
    visits.iter().take(VISITS_MAX as usize).map(line).collect()
}

fn visit_path(id: EntityId) -> String {
    format!("/accueil/visites/{id}")
}

#[derive(Template)]
#[template(path = "registry/visit_link.html")]
struct LinkPage<'a> {
    f: &'a Frame,
    visit: String,
    line: String,
    who: String,
    /// Whom it is linked to now: where they are, and how they are called.
    linked: Option<(String, String)>,
    proposed: bool,
    form: Fields,
    found: Vec<Found>,
    asked: bool,
    told: Vec<Told>,
}

fn open(exchange: &mut Exchange<'_, '_>) -> Answer {
    let frame = exchange.frame("reception-link-title");
    match exchange.form.given("personne").map(str::to_owned) {
        None => page(exchange, &frame, &Fields::new(&frame, Form::new())),
        Some(person) => {
            let sent = Form::new().with("personne", person);
            confirm(exchange, &frame, &Fields::new(&frame, sent))
        }
    }
}

fn search(exchange: &mut Exchange<'_, '_>) -> Answer {
    let frame = exchange.frame("reception-link-title");
    let sent = Form::new().with("q", exchange.form.get("q"));
    page(exchange, &frame, &Fields::new(&frame, sent))
}

fn visit(exchange: &Exchange<'_, '_>) -> Result<Visit, Problem> {
    let id: EntityId = exchange.id("id")?;
    let scope = registry(exchange);
    let state = exchange.read(|tx| Ok(entity::load(tx, scope, id)?))?;
    Visit::of(id, &state).ok_or(Problem::NotFound)
}

fn page(exchange: &Exchange<'_, '_>, frame: &Frame, form: &Fields) -> Answer {
    let visit = visit(exchange)?;
    let scope = registry(exchange);
    let typed = form.sent("q").to_owned();
    let base = format!("{}/fiche?personne=", visit_path(visit.id));
    let found = if typed.is_empty() {
        proposals(exchange, frame, &visit, &base)?
    } else {
        pick::people(exchange, frame, &typed, &base, &[])?
    };
    let names = |id: EntityId| named(exchange, frame, scope, id);
    let homes = |id: EntityId| home(exchange, frame, id);
    let told = if sees(exchange, Field::History) {
        let past = exchange.read(|tx| Ok(entity::history(tx, scope, visit.id)?))?;
        let authors = Authors::of(exchange)?;
        let speaks = LinkWords {
            f: frame,
            names: &names,
            homes: &homes,
        };
        let mut told = tell(frame, &speaks, &past, &|actor| authors.name(frame, actor));
        told.retain(|one| !one.lines.is_empty());
        told
    } else {
        Vec::new()
    };
    let linked = match (visit.person(), visit.household()) {
        (Some(person), _) => Some((person_path(person), names(person))),
        (None, Some(household)) => Some((household_path(household), homes(household))),
        (None, None) => None,
    };
    let page = LinkPage {
        f: frame,
        visit: visit.id.to_string(),
        line: visit.number.to_string(),
        who: said(frame, &visit),
        linked,
        proposed: typed.is_empty() && !found.is_empty(),
        found,
        asked: !typed.is_empty(),
        told,
        form: form.clone(),
    };
    let html = page.render()?;
    if form.has_errors() {
        exchange.written_again(html)
    } else {
        exchange.written(html)
    }
}

/// The name said that day.
fn said(f: &Frame, visit: &Visit) -> String {
    let name = visit.who.name();
    name.map_or_else(|| f.t("reception-nobody-named"), |name| f.name(name))
}

/// How a household is called today.
fn home(exchange: &Exchange<'_, '_>, f: &Frame, id: EntityId) -> String {
    let (scope, today) = (registry(exchange), today(exchange));
    let head: Option<PersonLine> = exchange
        .read(|tx| head_of(tx, scope, id, today))
        .ok()
        .flatten();
    called(f, head.as_ref())
}

/// Who of the registry may have come, by what was said at the counter.
fn proposals(
    exchange: &Exchange<'_, '_>,
    frame: &Frame,
    visit: &Visit,
    base: &str,
) -> Result<Vec<Found>, Problem> {
    let Some(name) = visit.who.name().filter(|_| !visit.is_linked()) else {
        return Ok(Vec::new());
    };
    let then = Day::new(visit.arrived.day.date()).to_matching();
    let age = visit.described.age_years.map(u16::from);
    let birth = age
        .zip(then)
        .and_then(|(age, then)| BirthSpan::estimated_from_age(age, then));
    let mut query = Query::named(name).born(birth);
    if let Some(place) = &visit.described.place {
        query = query.living_in(place.as_str());
    }
    if query.is_empty() {
        return Ok(Vec::new());
    }
    pick::propose(exchange, frame, &query, PROPOSED_MAX, base, &[])
}

/// Someone was chosen: the visit is about them, or about one of their households.
fn confirm(exchange: &Exchange<'_, '_>, frame: &Frame, form: &Fields) -> Answer {
    let visit = visit(exchange)?;
    let person: EntityId = form
        .sent("personne")
        .parse()
        .map_err(|_| Problem::NotFound)?;
    let (scope, today) = (registry(exchange), today(exchange));
    let (row, homes) = exchange.read(|tx| {
        let row = people::find(tx, scope, person)?;
        Ok((row, homes::of_person(tx, scope, person)?))
    })?;
    let row = row.ok_or(Problem::NotFound)?;
    let own = Choice::new(
        format!("personne/{person}"),
        words::short_name(frame, &row.line),
    )
    .hint(words::facts(frame, &row.line, today));
    let mut choices = vec![own];
    for row in homes {
        let value = format!("menage/{}", row.household);
        if !choices.iter().any(|choice| choice.value == value) {
            choices.push(Choice::new(value, home(exchange, frame, row.household)));
        }
    }
    let who = Notice::new(
        Tone::Info,
        said(frame, &visit),
        frame.t1("reception-line", "number", visit.number.to_string()),
    );
    let mut page = FormPage::new(frame, form, visit_path(visit.id))
        .to(format!("{}/lien", visit_path(visit.id)))
        .before(Html::of(&who))
        .hidden("personne", person.to_string())
        .field(Html::of(
            &form.radios("lien", "reception-link-to", choices).needed(),
        ))
        .go("reception-link-go");
    if visit.is_linked() {
        page = page.field(Html::of(
            &form
                .area("reason", "registry-reason", 2)
                .needed()
                .length_max(2000),
        ));
    }
    page.answer(exchange)
}

fn choose(exchange: &mut Exchange<'_, '_>) -> Answer {
    let visit = visit(exchange)?;
    match write(exchange, visit.id) {
        Ok(word) => exchange.done(&visit_path(visit.id), Flash::good(word)),
        Err(Problem::Refused(refusals)) => {
            let sent = exchange.form.clone();
            let chosen = sent.given("personne").is_some();
            let mut frame = exchange.frame("reception-link-title");
            let fields = Fields::refused(&mut frame, sent, &refusals);
            if chosen {
                confirm(exchange, &frame, &fields)
            } else {
                page(exchange, &frame, &fields)
            }
        }
        Err(problem) => Err(problem),
    }
}

fn write(exchange: &mut Exchange<'_, '_>, id: EntityId) -> Result<&'static str, Problem> {
    let allowed = may::<act::VisitHandle, ()>(exchange, ())?;
    let scope = registry(exchange);
    let sent = exchange.form.get("lien");
    let to = match sent.split_once('/') {
        Some(("personne", person)) => person.parse().ok().map(About::Person),
        Some(("menage", household)) => household.parse().ok().map(About::Household),
        _ if sent == "defaire" => Some(About::NoOne),
        _ => None,
    };
    let to = to.ok_or_else(|| akwaba_domain::Refusal::at("lien", "choice-missing"));
    let to = to.map_err(akwaba_domain::Refusals::from)?;
    let reason = exchange.form.get("reason").to_owned();
    exchange.write(|tx, writing| {
        match to {
            About::Person(person) => drop(person_state(tx, scope, person)?),
            About::Household(household) => drop(household_state(tx, scope, household)?),
            About::NoOne => {}
        }
        let state = entity::load(tx, scope, id)?;
        append(tx, writing, about::link(&allowed, id, &state, to, &reason)?)?;
        Ok(())
    })?;
    Ok(match to {
        About::NoOne => "reception-said-unlinked",
        _ => "reception-said-linked",
    })
}

/// How the links of a visit are said.
struct LinkWords<'a> {
    f: &'a Frame,
    names: &'a dyn Fn(EntityId) -> String,
    homes: &'a dyn Fn(EntityId) -> String,
}

impl Speaks for LinkWords<'_> {
    fn label(&self, name: &str) -> Option<String> {
        (name == about::FIELD).then(|| self.f.t("reception-link-word"))
    }

    fn field(&self, _: &str, value: &Value) -> String {
        match value.read::<About>() {
            Ok(About::Person(person)) => (self.names)(person),
            Ok(About::Household(household)) => (self.homes)(household),
            _ => self.f.t("reception-link-none"),
        }
    }

    fn item(&self, _: &str, _: &Value) -> String {
        String::new()
    }
}

#[cfg(test)]
#[path = "visits_tests.rs"]
mod tests;
