//! The page of a person: who it is, how to reach them, their papers, household, follow-up and consents.
//!
//! Each group of facts is shown to whoever the policy lets see it. Opening the page is a line of the trail.

use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::{Field, act};
use akwaba_domain::privacy::request::Use;
use akwaba_domain::registry::change::{self, Change};
use akwaba_domain::registry::edit::Why;
use akwaba_domain::registry::kin::Kin;
use akwaba_domain::registry::person::field;
use akwaba_domain::registry::{PersonView, link};
use akwaba_journal::id::EntityId;
use akwaba_store::append;
use akwaba_store::projections::privacy;
use akwaba_store::projections::registry::{link as links, relation};
use askama::Template;

use super::common::{Head, can, may, named, note, person_path, person_state, registry, today};
use super::conflicts::{Conflict, conflicts};
use super::facts::Sight;
use super::person_ties::ties;
use super::sections::{Section, sections};
use super::visits;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::casework;
use crate::parts::{Notice, Tone};
use crate::problem::Problem;
use crate::routes::Route;

/// The addresses of a person's page.
pub const ROUTES: &[Route] = &[Route::get("person.show", "/personnes/{id}", show)];

#[derive(Template)]
#[template(path = "registry/person.html")]
struct PersonPage<'a> {
    f: &'a Frame,
    id: EntityId,
    head: Head,
    notices: Vec<Notice>,
    conflicts: Vec<Conflict>,
    sections: Vec<Section>,
    visits: Vec<visits::Line>,
    /// This reader may receive them: what the counter opens a record for.
    receive: bool,
    links: Vec<(String, String)>,
    code: String,
}

fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let id: EntityId = exchange.id("id")?;
    let allowed = may::<act::PersonSee, EntityId>(exchange, id)?;
    let (scope, today) = (registry(exchange), today(exchange));
    let (state, group, views, uncalled) = exchange.read(|tx| {
        let state = person_state(tx, scope, id)?;
        let group = links::group(tx, scope, id)?;
        let mut views = vec![PersonView::of(id, &state)];
        for other in group.iter().filter(|other| **other != id) {
            views.push(PersonView::of(*other, &person_state(tx, scope, *other)?));
        }
        let uncalled = privacy::opposes(tx, scope, id, Use::Contact)?;
        Ok((state, group, views, uncalled))
    })?;
    note(exchange, &allowed, Event::Read, "person.show")?;
    let frame = exchange.frame("person-title");
    let view = link::together(views).ok_or(Problem::NotFound)?;
    let see = Sight::of(exchange);
    let mut sections = sections(
        &frame,
        &see,
        &view,
        today,
        can::<act::PersonChange>(exchange),
        &|other| named(exchange, &frame, scope, other),
    );
    if see.sees(Field::Household) {
        sections.insert(
            sections.len().min(1),
            ties(exchange, &frame, &group, today)?,
        );
    }
    let own = PersonView::of(id, &state);
    let page = PersonPage {
        id,
        head: Head::of(&frame, &view, today),
        notices: notices(&frame, &group, &own, uncalled && see.sees(Field::Contact)),
        conflicts: conflicts(exchange, &frame, &see, &own, &state, today)?,
        sections,
        receive: own.death.shown().is_none() && exchange.may_open("/accueil/arrivee"),
        visits: visits::of_person(exchange, &frame, &group)?,
        links: more(exchange, &frame, id)?,
        code: akwaba_domain::registry::line::short_code_shown('P', id),
        f: &frame,
    };
    exchange.page(&page)
}

fn notices(f: &Frame, group: &[EntityId], own: &PersonView, uncalled: bool) -> Vec<Notice> {
    let mut notices = Vec::new();
    if uncalled {
        notices.push(Notice::new(
            Tone::Attention,
            f.t("privacy-no-calls"),
            f.t("privacy-no-calls-text"),
        ));
    }
    if group.len() > 1 {
        let text = f.t1("person-together-text", "count", group.len());
        notices.push(Notice::new(Tone::Info, f.t("person-together"), text));
    }
    let lists = [field::NAMES, field::PHONES, field::IDENTITIES];
    if own.conflicts().iter().any(|name| lists.contains(name)) {
        notices.push(Notice::new(
            Tone::Attention,
            f.t("person-rivals"),
            f.t("person-rivals-text"),
        ));
    }
    notices
}

/// What else can be done, as far as the reader may.
fn more(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    id: EntityId,
) -> Result<Vec<(String, String)>, Problem> {
    let entries = [
        ("papiers", "papers-title"),
        ("documents", "documents-title"),
        ("demandes", "privacy-ask-title"),
        ("modifier/deces", "person-more-death"),
        ("rapprocher", "person-more-alike"),
        ("historique", "person-more-history"),
        ("lectures", "person-more-reads"),
    ];
    let own = entries
        .iter()
        .map(|(end, key)| (format!("{}/{end}", person_path(id)), f.t(key)))
        .filter(|(path, _)| exchange.may_open(path));
    let cases = casework::of_subject(exchange, f, registry(exchange), id)?;
    let open = exchange.may_open("/dossiers/nouveau").then(|| {
        let path = format!("/dossiers/nouveau?personne={id}");
        (path, f.t("casework-subject-open"))
    });
    Ok(cases.into_iter().chain(open).chain(own).collect())
}

/// Writes a change under the strongest right that the reader has. True when someone else changed the same thing meanwhile.
pub(super) fn write(
    exchange: &mut Exchange<'_, '_>,
    id: EntityId,
    what: &Change,
    why: &Why,
) -> Result<bool, Problem> {
    let (scope, today) = (registry(exchange), today(exchange));
    let correct = may::<act::IdentityCorrect, EntityId>(exchange, id).ok();
    let change = may::<act::PersonChange, EntityId>(exchange, id)?;
    exchange.write(|tx, writing| {
        let state = person_state(tx, scope, id)?;
        let kin = match what {
            Change::Civil { .. } => relation::kin(tx, scope, &[id])?,
            _ => Kin::default(),
        };
        let changed = match &correct {
            Some(allowed) => change::correct(allowed, &state, &kin, what, why, today)?,
            None => change::change(&change, &state, &kin, what, why, today)?,
        };
        append(tx, writing, changed.drafts)?;
        Ok(changed.overlapped)
    })
}

/// The word that follows a change.
pub(super) fn changed(overlapped: bool) -> Flash {
    if overlapped {
        Flash::attention("person-changed-both-kept")
    } else {
        Flash::good("frame-saved")
    }
}
