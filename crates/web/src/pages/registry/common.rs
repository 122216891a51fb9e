//! What every page of the registry begins with: the record, the right to see it, the line that says who it is.

use akwaba_domain::centre::account::Account as AccountView;
use akwaba_domain::centre::trail::{self as trail_facts, Event};
use akwaba_domain::policy::{self, Allowed, Field, Permit};
use akwaba_domain::registry::line::PersonLine;
use akwaba_domain::registry::{
    Day, GroupView, HouseholdView, PersonView, group, household, person,
};
use akwaba_domain::{Ctx, ctx};
use akwaba_journal::id::{ActorId, EntityId, ScopeId};
use akwaba_journal::state::{Source, State};
use akwaba_store::projections::centre::account;
use akwaba_store::projections::centre::trail;
use akwaba_store::projections::registry::person as people;
use akwaba_store::{Tx, append, entity};
use askama::Template;

use super::words;
pub(super) use crate::pages::here::{here as registry, may};

use crate::exchange::Exchange;
use crate::frame::Frame;
use crate::http::Form;
use crate::parts::{Fields, Tag, Tone, part};
use crate::problem::Problem;

/// A record read again within this time is one line of the trail: a quarter of an hour.
const SAME_READING_MICROS: i64 = 15 * 60 * 1_000_000;

/// Today in Abidjan.
pub(super) fn today(exchange: &Exchange<'_, '_>) -> Day {
    Day::new(ctx::day_of(exchange.call.now))
}

/// Whether the reader may do `A`.
pub(super) fn can<A: Permit>(exchange: &Exchange<'_, '_>) -> bool {
    may::<A, ()>(exchange, ()).is_ok()
}

/// Whether the reader sees a group of fields.
pub(super) fn sees(exchange: &Exchange<'_, '_>, field: Field) -> bool {
    exchange
        .actor()
        .is_ok_and(|actor| policy::sees(actor, exchange.call.site.centre, field))
}

/// The state of a person.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such person in this centre.
pub(in crate::pages) fn person_state(
    tx: &mut dyn Tx,
    scope: ScopeId,
    id: EntityId,
) -> Result<State, Problem> {
    match entity::find(tx, scope, id)? {
        Some((kind, state)) if kind == person::KIND && state.exists() => Ok(state),
        _ => Err(Problem::NotFound),
    }
}

/// The state of a household.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such household in this centre.
pub(super) fn household_state(
    tx: &mut dyn Tx,
    scope: ScopeId,
    id: EntityId,
) -> Result<State, Problem> {
    match entity::find(tx, scope, id)? {
        Some((kind, state)) if kind == household::KIND && state.exists() => Ok(state),
        _ => Err(Problem::NotFound),
    }
}

/// The state of a group.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such group in this centre.
pub(in crate::pages) fn group_state(
    tx: &mut dyn Tx,
    scope: ScopeId,
    id: EntityId,
) -> Result<State, Problem> {
    match entity::find(tx, scope, id)? {
        Some((kind, state)) if kind == group::KIND && group::is_known(&state) => Ok(state),
        _ => Err(Problem::NotFound),
    }
}

/// The group of the address and its view.
pub(super) fn group(exchange: &Exchange<'_, '_>) -> Result<(EntityId, State, GroupView), Problem> {
    let id: EntityId = exchange.id("id")?;
    let scope = registry(exchange);
    let state = exchange.read(|tx| group_state(tx, scope, id))?;
    let view = GroupView::of(id, &state);
    Ok((id, state, view))
}

/// The person of the address and their view.
pub(super) fn person(
    exchange: &Exchange<'_, '_>,
) -> Result<(EntityId, State, PersonView), Problem> {
    let id: EntityId = exchange.id("id")?;
    let scope = registry(exchange);
    let state = exchange.read(|tx| person_state(tx, scope, id))?;
    let view = PersonView::of(id, &state);
    Ok((id, state, view))
}

/// The household of the address and its view.
pub(super) fn household(
    exchange: &Exchange<'_, '_>,
) -> Result<(EntityId, State, HouseholdView), Problem> {
    let id: EntityId = exchange.id("id")?;
    let scope = registry(exchange);
    let state = exchange.read(|tx| household_state(tx, scope, id))?;
    let view = HouseholdView::of(id, &state);
    Ok((id, state, view))
}

/// Notes in the trail that a record was read or printed: who may see it may have that noted.
pub(in crate::pages) fn note<A: Permit>(
    exchange: &mut Exchange<'_, '_>,
    allowed: &Allowed<A, EntityId>,
    event: Event,
    route: &str,
) -> Result<(), Problem> {
    let centre = exchange.call.site.centre;
    let since = exchange.call.now.as_microsecond() - SAME_READING_MICROS;
    let known = event == Event::Read
        && exchange.read(|tx| {
            let subject = *allowed.subject();
            Ok(trail::read_since(
                tx,
                centre,
                allowed.actor(),
                subject,
                since,
            )?)
        })?;
    if known {
        return Ok(());
    }
    let drafts = {
        let ctx = Ctx {
            now: exchange.call.now,
            chance: &mut *exchange.call.chance,
        };
        trail_facts::note_read(&ctx, allowed, event, route)
    };
    exchange.write(|tx, writing| {
        append(tx, writing, drafts.clone())?;
        Ok(())
    })
}

/// The short name of a person of the registry, for a page about somebody else.
pub(in crate::pages) fn named(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    scope: ScopeId,
    id: EntityId,
) -> String {
    let row = exchange.read(|tx| Ok(people::find(tx, scope, id)?));
    let row = row.ok().flatten();
    row.map_or_else(
        || f.t("person-someone"),
        |row| words::short_name(f, &row.line),
    )
}

/// The names of colleagues, for "noted by".
pub(super) struct Authors(Vec<AccountView>);

impl Authors {
    /// Of this centre.
    pub(super) fn of(exchange: &Exchange<'_, '_>) -> Result<Self, Problem> {
        let centre = exchange.call.site.centre;
        Ok(Self(exchange.read(|tx| Ok(account::all(tx, centre)?))?))
    }

    /// A colleague's name; "somebody of the centre" for an account that is not known here.
    pub(super) fn name(&self, f: &Frame, actor: ActorId) -> String {
        let known = self.0.iter().find(|account| account.id == actor);
        known.map_or_else(
            || f.t("registry-someone"),
            |account| account.name.as_str().to_owned(),
        )
    }

    /// "noted by …, on …".
    pub(super) fn by(&self, f: &Frame, source: Source) -> String {
        let args = [
            ("name", self.name(f, source.actor).into()),
            ("date", words::when(f, source).into()),
        ];
        f.tn("registry-by-on", &args)
    }
}

/// Who a page is about, in one line that never says anything delicate.
#[derive(Clone, Template)]
#[template(path = "registry/head.html")]
pub(super) struct Head {
    /// Names.
    pub(super) name: String,
    /// Where a click on the name leads; nowhere when empty.
    pub(super) path: String,
    /// Age, place.
    pub(super) facts: String,
    /// States in a word.
    pub(super) tags: Vec<Tag>,
}
part!(Head);

impl Head {
    /// Of a group.
    pub(super) fn of_group(frame: &Frame, view: &GroupView) -> Self {
        let line = group::GroupLine::of(view);
        let mut tags = Vec::new();
        if view.is_over() {
            tags.push(Tag::new(Tone::Calm, frame.t("group-tag-over")));
        }
        if line.conflict {
            tags.push(Tag::new(Tone::Attention, frame.t("person-tag-conflict")));
        }
        Self {
            name: line.name.as_str().to_owned(),
            path: String::new(),
            facts: words::group_facts(frame, &line),
            tags,
        }
    }

    /// Of a person.
    pub(super) fn of(frame: &Frame, view: &PersonView, today: Day) -> Self {
        let line = PersonLine::of(view);
        let mut tags = Vec::new();
        if line.death.is_some() {
            tags.push(Tag::new(Tone::Calm, frame.t("person-tag-died")));
        }
        if line.discreet {
            tags.push(Tag::new(Tone::Attention, frame.t("person-tag-discreet")));
        }
        if line.conflict {
            tags.push(Tag::new(Tone::Attention, frame.t("person-tag-conflict")));
        }
        if line.validated {
            tags.push(Tag::new(Tone::Good, frame.t("person-tag-validated")));
        }
        Self {
            name: words::names(frame, view),
            path: String::new(),
            facts: words::facts(frame, &line, today),
            tags,
        }
    }

    /// The same, with a link back to the page of the person.
    pub(super) fn link(mut self, path: String) -> Self {
        self.path = path;
        self
    }
}

/// The address of a person's page.
pub(super) fn person_path(id: EntityId) -> String {
    format!("/personnes/{id}")
}

/// The address of a group's page.
pub(in crate::pages) fn group_path(id: EntityId) -> String {
    format!("/groupes/{id}")
}

/// The address of a household's page.
pub(super) fn household_path(id: EntityId) -> String {
    format!("/menages/{id}")
}

/// The day that an address asks for: in one word (`au=2026-03-14`) or in the three boxes of a form. What does not read
/// is as if nothing had been asked.
pub(super) fn asked_day(exchange: &Exchange<'_, '_>) -> Option<Day> {
    let word = exchange.form.get("au").to_owned();
    let boxes = super::edit_read::date(&exchange.form, "au");
    let typed = if word.is_empty() { boxes } else { word };
    Day::parse("au", &typed).ok().flatten()
}

/// The three boxes of a day, filled.
pub(super) fn day_form(frame: &Frame, day: Day) -> Fields {
    let date = day.date();
    let sent = Form::new()
        .with("au_day", date.day().to_string())
        .with("au_month", date.month().to_string())
        .with("au_year", date.year().to_string());
    Fields::new(frame, sent)
}
