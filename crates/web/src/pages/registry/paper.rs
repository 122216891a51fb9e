//! The sheets of a person and of a household, to print: what their reader may see, room to sign, a code to find them again.

use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::{Field, act};
use akwaba_domain::registry::PersonView;
use akwaba_domain::registry::line::short_code_shown;
use akwaba_journal::id::EntityId;
use askama::Template;

use super::common::{
    Head, household, household_path, may, note, person, person_path, registry, sees, today,
};
use super::facts::Sight;
use super::household::{Home, facts, members};
use super::sections::{Section, sections};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::parts::{Paper, Signature, Summary, Table};
use crate::routes::Route;
use crate::show;

/// The addresses of sheets.
pub const ROUTES: &[Route] = &[
    Route::get("person.paper-sheet", "/personnes/{id}/fiche", person_sheet),
    Route::get(
        "household.paper-sheet",
        "/menages/{id}/fiche",
        household_sheet,
    ),
];

#[derive(Template)]
#[template(path = "registry/person_sheet.html")]
struct PersonSheet<'a> {
    f: &'a Frame,
    paper: Paper,
    head: Head,
    sections: Vec<Section>,
    signature: Signature,
    back: String,
}

fn person_sheet(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, _, view): (EntityId, _, PersonView) = person(exchange)?;
    let allowed = may::<act::PersonSee, EntityId>(exchange, id)?;
    note(exchange, &allowed, Event::Printed, "person.paper-sheet")?;
    let today = today(exchange);
    let frame = exchange.frame("person-sheet-title");
    let see = Sight::of(exchange);
    let paper = Paper::new(&frame)
        .date(show::day_in_full(frame.lang, today.date()))
        .code(short_code_shown('P', id));
    let page = PersonSheet {
        // A sheet may lie on a counter: nothing on it says that someone must not be told.
        head: Head {
            tags: Vec::new(),
            ..Head::of(&frame, &view, today)
        },
        sections: sections(
            &frame,
            &see.without(Field::MustNotTell),
            &view,
            today,
            false,
            &|_| String::new(),
        ),
        signature: Signature::new(&frame)
            .person(frame.t("person-sheet-person"))
            .officer(frame.t("person-sheet-officer")),
        back: person_path(id),
        paper,
        f: &frame,
    };
    exchange.page(&page)
}

#[derive(Template)]
#[template(path = "registry/household_sheet.html")]
struct HouseholdSheet<'a> {
    f: &'a Frame,
    paper: Paper,
    facts: Summary,
    table: Table,
    signature: Signature,
    back: String,
}

fn household_sheet(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, _, view) = household(exchange)?;
    let allowed = may::<act::HouseholdSee, EntityId>(exchange, id)?;
    note(exchange, &allowed, Event::Printed, "household.paper-sheet")?;
    let (scope, today) = (registry(exchange), today(exchange));
    let home = exchange.read(|tx| Home::of(tx, scope, view.clone()))?;
    let grid = sees(exchange, Field::MemberGrid);
    let frame = exchange.frame("household-sheet-title");
    let page = HouseholdSheet {
        paper: Paper::new(&frame)
            .wide()
            .date(show::day_in_full(frame.lang, today.date()))
            .code(short_code_shown('M', id)),
        facts: facts(&frame, &home, today, false, false),
        table: members(&frame, &home, today, grid, false, false),
        signature: Signature::new(&frame)
            .person(frame.t("household-head"))
            .officer(frame.t("person-sheet-officer")),
        back: household_path(id),
        f: &frame,
    };
    exchange.page(&page)
}
