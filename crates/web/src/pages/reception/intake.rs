//! The form of arrival, shared by who receives and who corrects.

use akwaba_domain::reception::demand::{Demand, Known, Priority, Sex, Triage};
use akwaba_domain::reception::intake::{Arrival, Typed};
use akwaba_domain::reception::{Moment, Visit};
use akwaba_domain::refusal::Refusals;
use akwaba_domain::registry::person::{KIND, PersonView, Sex as CivilSex};
use akwaba_journal::id::{EntityId, ScopeId};
use akwaba_store::projections::reception::visits_of_person;
use akwaba_store::{Tx, entity};
use askama::Template;

use crate::frame::Frame;
use crate::http::Form;
use crate::parts::{Choice, Fields, part};
use crate::problem::Problem;

/// A person of the registry for whom the form is filled.
#[derive(Clone)]
pub(super) struct Linked {
    /// Who.
    pub id: EntityId,
    /// The name under which they are received.
    pub name: String,
}

/// The questions of the form, with what was typed.
#[derive(Template)]
#[template(path = "reception/intake.html")]
pub(super) struct Questions<'a> {
    f: &'a Frame,
    form: &'a Fields,
    linked: Option<Linked>,
    search: bool,
    time: bool,
}
part!(Questions<'_>);

impl<'a> Questions<'a> {
    /// The questions.
    pub fn new(f: &'a Frame, form: &'a Fields, linked: Option<Linked>, search: bool) -> Self {
        Self {
            f,
            form,
            linked,
            search,
            time: false,
        }
    }

    /// Asks the time of arrival too.
    #[must_use]
    pub fn with_time(mut self) -> Self {
        self.time = true;
        self
    }

    /// Whether the questions that are rarely needed show from the start: something was answered or refused there.
    fn opens(&self) -> bool {
        let rare = ["language", "accompanied", "time", "known"];
        rare.iter().any(|name| !self.form.sent(name).is_empty())
    }

    fn demands(&self) -> Vec<Choice> {
        choices(
            self.f,
            "reception-demand-",
            Demand::ALL.iter().map(|one| one.code()),
        )
    }

    fn triages(&self) -> Vec<Choice> {
        choices(
            self.f,
            "reception-triage-",
            Triage::ALL.iter().map(|one| one.code()),
        )
    }

    fn sexes(&self) -> Vec<Choice> {
        choices(
            self.f,
            "reception-sex-",
            Sex::ALL.iter().map(|one| one.code()),
        )
    }

    fn knowns(&self) -> Vec<Choice> {
        choices(
            self.f,
            "reception-known-",
            Known::ALL.iter().map(|one| one.code()),
        )
    }
}

/// Answers from codes.
pub(super) fn choices(
    f: &Frame,
    family: &str,
    codes: impl IntoIterator<Item = &'static str>,
) -> Vec<Choice> {
    codes
        .into_iter()
        .map(|code| Choice::new(code, f.word(family, code)))
        .collect()
}

/// Reads the form as sent.
pub(super) fn read(form: &Form, linked: Option<&Linked>, now: Moment) -> Result<Arrival, Refusals> {
    Typed {
        time: form.get("time"),
        name: form.get("name"),
        person: linked.map(|linked| (linked.id, linked.name.as_str())),
        sex: form.get("sex"),
        age: form.get("age"),
        place: form.get("place"),
        accompanied: form.get("accompanied"),
        demands: form.all("demand").collect(),
        reason: form.get("reason"),
        language: form.get("language"),
        interpreter: form.get("interpreter") == "1",
        triage: form.get("triage"),
        private: form.get("private") == "1",
        known: form.get("known"),
    }
    .read(now)
}

/// The form filled with what a visit says.
pub(super) fn filled(visit: &Visit) -> Form {
    let text = |words: Option<&str>| words.unwrap_or("").to_owned();
    let mut form = described(
        visit.described.sex,
        visit.described.age_years,
        visit.described.place.as_ref().map(|place| place.as_str()),
    )
    .with("name", text(visit.who.name()))
    .with(
        "reason",
        text(visit.reason.as_ref().map(|reason| reason.as_str())),
    )
    .with(
        "language",
        text(visit.language.as_ref().map(|words| words.as_str())),
    )
    .with("triage", visit.triage.code())
    .with("known", visit.known.code());
    if visit.accompanied > 0 {
        form = form.with("accompanied", visit.accompanied.to_string());
    }
    for (name, ticked) in [
        ("interpreter", visit.interpreter),
        ("private", visit.private),
    ] {
        if ticked {
            form = form.with(name, "1");
        }
    }
    for demand in visit.demands.iter() {
        form = form.with("demand", demand.code());
    }
    if let Some(person) = visit.who.person() {
        form = form.with("person", person.to_string());
    }
    form
}

fn described(sex: Option<Sex>, age_years: Option<u8>, place: Option<&str>) -> Form {
    Form::new()
        .with("sex", sex.map_or("", Sex::code))
        .with(
            "age",
            age_years.map_or_else(String::new, |age| age.to_string()),
        )
        .with("place", place.unwrap_or(""))
}

/// A person of the registry by their id; `None` when there is no such person.
pub(super) fn linked(
    tx: &mut dyn Tx,
    scope: ScopeId,
    sent: &str,
) -> Result<Option<(Linked, PersonView)>, Problem> {
    let Ok(id) = sent.parse::<EntityId>() else {
        return Ok(None);
    };
    let found = entity::find(tx, scope, id)?;
    Ok(found.filter(|(kind, _)| kind == KIND).map(|(_, state)| {
        let view = PersonView::of(id, &state);
        let name = view.line().short().as_str().to_owned();
        (Linked { id, name }, view)
    }))
}

/// The form filled with what the registry says of a person.
pub(super) fn filled_for(
    tx: &mut dyn Tx,
    scope: ScopeId,
    view: &PersonView,
    today: jiff::civil::Date,
) -> Result<Form, Problem> {
    let sex = match view.sex.shown() {
        Some(CivilSex::Female) => Some(Sex::Female),
        Some(CivilSex::Male) => Some(Sex::Male),
        _ => None,
    };
    let day = akwaba_domain::registry::Day::new(today);
    let ages = view.birth.shown().and_then(|birth| birth.ages_on(day));
    let age = ages.and_then(|(youngest, _)| u8::try_from(youngest).ok());
    let place = view.place.shown().and_then(|place| place.locality.as_ref());
    let known = if visits_of_person(tx, scope, view.id, 1)?.is_empty() {
        Known::NotAsked
    } else {
        Known::Known
    };
    let triage = match age {
        Some(years) if years >= ELDERLY_YEARS => Triage::Priority(Priority::Elderly),
        _ => Triage::Ordinary,
    };
    Ok(described(sex, age, place.map(|place| place.as_str()))
        .with("person", view.id.to_string())
        .with("triage", triage.code())
        .with("known", known.code()))
}

/// From which age the form proposes to let someone pass first, in years. A proposal on the screen, never a rule.
const ELDERLY_YEARS: u8 = 65;
