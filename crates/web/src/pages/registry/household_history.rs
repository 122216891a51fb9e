//! Everything that ever changed in a household: who, when, why, from what; and the household as it was known on a day.

use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::{Field, act};
use akwaba_domain::registry::household::{HouseholdView, Membership, Recipient, field};
use akwaba_domain::registry::place::Place;
use akwaba_journal::act::Value;
use akwaba_journal::id::EntityId;
use akwaba_store::entity;
use askama::Template;

use super::common::{
    Authors, asked_day, day_form, household, household_path, may, note, registry, sees, today,
};
use super::facts;
use super::history::end_of;
use super::history_words::{Speaks, Told, item, say, tell};
use super::household::{Home, facts as household_facts, members};
use super::words;
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::parts::{Fields, Notice, Summary, Table, Tone};
use crate::routes::Route;

/// The addresses of the history of a household.
pub const ROUTES: &[Route] = &[Route::get(
    "household.history",
    "/menages/{id}/historique",
    history,
)];

#[derive(Template)]
#[template(path = "registry/household_history.html")]
struct HistoryPage<'a> {
    f: &'a Frame,
    path: String,
    form: Fields,
    notice: Option<Notice>,
    then: Option<(Summary, Table)>,
    told: Vec<Told>,
}

fn history(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, _, view) = household(exchange)?;
    let allowed = may::<act::HistorySee, EntityId>(exchange, id)?;
    let (scope, today) = (registry(exchange), today(exchange));
    let asked = asked_day(exchange);
    let (past, then) = exchange.read(|tx| {
        let then = match asked.map(end_of) {
            Some(end) => Some(entity::as_of(tx, scope, id, end)?),
            None => None,
        };
        Ok((entity::history(tx, scope, id)?, then))
    })?;
    note(exchange, &allowed, Event::Read, "household.history")?;
    let mut ids: Vec<EntityId> = view.people().collect();
    for act in past.iter().filter_map(|past| past.act.as_ref()) {
        ids.extend(act.changes.iter().filter_map(whose));
    }
    let home = exchange.read(|tx| Home::with(tx, scope, view.clone(), ids.clone()))?;
    let frame = exchange.frame("person-history-title");
    let authors = Authors::of(exchange)?;
    let speaks = HouseholdWords {
        f: &frame,
        home: &home,
        sees: sees(exchange, Field::Household),
    };
    let end = asked.map(end_of);
    let shown = past
        .into_iter()
        .filter(|past| end.is_none_or(|end| past.header.clock.micros <= end));
    let mut told = tell(&frame, &speaks, &shown.collect::<Vec<_>>(), &|actor| {
        authors.name(&frame, actor)
    });
    told.reverse();
    let existed = then
        .as_ref()
        .is_some_and(akwaba_journal::state::State::exists);
    let notice = asked.map(|day| {
        let key = if existed {
            "household-as-known"
        } else {
            "household-as-of-nothing"
        };
        let text = frame.t1(key, "day", words::day(day));
        Notice::new(Tone::Info, text, String::new())
    });
    let then = match then.filter(|_| existed).zip(asked) {
        None => None,
        Some((state, day)) => {
            let view = HouseholdView::of(id, &state);
            let known = exchange.read(|tx| Home::of(tx, scope, view.clone()))?;
            Some((
                household_facts(&frame, &known, day, true, false),
                members(&frame, &known, day, false, true, false),
            ))
        }
    };
    let page = HistoryPage {
        path: household_path(id),
        form: day_form(&frame, asked.unwrap_or(today)),
        notice,
        then,
        told,
        f: &frame,
    };
    exchange.page(&page)
}

/// Whose membership an addition is.
fn whose(change: &akwaba_journal::act::Change) -> Option<EntityId> {
    use akwaba_domain::registry::edit::item_value;
    let akwaba_journal::act::Change::Add { set, value } = change else {
        return None;
    };
    match set.as_str() {
        field::MEMBERS => item_value::<Membership>(value).map(|member| member.person),
        field::RECIPIENTS => item_value::<Recipient>(value).map(|recipient| recipient.person),
        _ => None,
    }
}

/// How the changes of a household are said.
struct HouseholdWords<'a> {
    f: &'a Frame,
    home: &'a Home,
    sees: bool,
}

impl Speaks for HouseholdWords<'_> {
    fn label(&self, name: &str) -> Option<String> {
        let key = match name {
            field::MEMBERS => "household-history-member",
            field::RECIPIENTS => "household-recipient",
            field::PLACE => "person-place",
            _ => return None,
        };
        self.sees.then(|| self.f.t(key))
    }

    fn field(&self, name: &str, value: &Value) -> String {
        match name {
            field::PLACE => say(value, |place: Place| facts::place(&place)),
            _ => String::new(),
        }
    }

    fn item(&self, set: &str, value: &Value) -> String {
        let (f, home) = (self.f, self.home);
        match set {
            field::MEMBERS => item(value, |member: Membership| {
                let role = f.word("household-role-", member.role.code());
                let period = words::period(f, member.from, member.until);
                facts::joined([home.name(f, member.person), role, period])
            }),
            field::RECIPIENTS => item(value, |recipient: Recipient| {
                let period = words::period(f, recipient.from, recipient.until);
                facts::joined([home.name(f, recipient.person), period])
            }),
            _ => String::new(),
        }
    }
}
