//! Everything that ever changed in a group: who, when, why; the group as it was known on a day; and who has read it.

use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::{Field, act};
use akwaba_domain::registry::edit::item_value;
use akwaba_domain::registry::group::{
    Contact, Counted, Ending, GroupKind, GroupName, GroupView, GroupWords, Legal, Membership, field,
};
use akwaba_domain::registry::language::Language;
use akwaba_domain::registry::place::Place;
use akwaba_domain::registry::when::Partial;
use akwaba_journal::act::{Change, Value};
use akwaba_journal::id::EntityId;
use akwaba_store::entity;
use askama::Template;

use super::common::{
    Authors, Head, asked_day, day_form, group, group_path, may, note, registry, sees, today,
};
use super::facts::{self, joined};
use super::group::{Club, facts as group_facts};
use super::history::{end_of, readings};
use super::history_words::{Speaks, Told, item, say, tell};
use super::words;
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::parts::{Fields, Notice, Summary, Tone};
use crate::routes::Route;
use crate::show;

/// The addresses of the history of a group.
pub const ROUTES: &[Route] = &[
    Route::get("group.history", "/groupes/{id}/historique", history),
    Route::get("group.reads", "/groupes/{id}/lectures", reads),
];

#[derive(Template)]
#[template(path = "registry/group_history.html")]
struct HistoryPage<'a> {
    f: &'a Frame,
    head: Head,
    path: String,
    form: Fields,
    notice: Option<Notice>,
    then: Option<Summary>,
    members: Vec<String>,
    told: Vec<Told>,
}

fn history(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, _, view) = group(exchange)?;
    let allowed = may::<act::HistorySee, EntityId>(exchange, id)?;
    let (scope, today) = (registry(exchange), today(exchange));
    let asked = asked_day(exchange);
    let end = asked.map(end_of);
    let (past, then) = exchange.read(|tx| {
        let then = end
            .map(|end| entity::as_of(tx, scope, id, end))
            .transpose()?;
        Ok((entity::history(tx, scope, id)?, then))
    })?;
    note(exchange, &allowed, Event::Read, "group.history")?;
    let acts = past.iter().filter_map(|past| past.act.as_ref());
    let named: Vec<EntityId> = acts
        .flat_map(|act| &act.changes)
        .filter_map(whose)
        .collect();
    let club = exchange.read(|tx| Club::of(tx, scope, view.clone(), &named))?;
    let frame = exchange.frame("person-history-title");
    let f = &frame;
    let authors = Authors::of(exchange)?;
    let speaks = GroupSpeaks {
        f,
        club: &club,
        sees: sees(exchange, Field::Household),
    };
    let shown = past
        .into_iter()
        .filter(|past| end.is_none_or(|end| past.header.clock.micros <= end));
    let shown: Vec<_> = shown.collect();
    let mut told = tell(f, &speaks, &shown, &|actor| authors.name(f, actor));
    told.reverse();
    let then = then.filter(akwaba_journal::state::State::exists);
    let notice = asked.map(|day| {
        let key = match then {
            Some(_) => "group-as-known",
            None => "group-as-of-nothing",
        };
        Notice::new(Tone::Info, f.t1(key, "day", words::day(day)), String::new())
    });
    let then = then.zip(asked).map(|(state, day)| {
        let view = GroupView::of(id, &state);
        let now = view.at(day, &club.people);
        let members = now.members.iter().filter(|_| speaks.sees);
        let members: Vec<String> = members.map(|one| club.said(f, one)).collect();
        (group_facts(f, &view, &now), members)
    });
    let (then, members) = then.unzip();
    let page = HistoryPage {
        head: Head::of_group(f, &view).link(group_path(id)),
        path: group_path(id),
        form: day_form(f, asked.unwrap_or(today)),
        notice,
        then,
        members: members.unwrap_or_default(),
        told,
        f,
    };
    exchange.page(&page)
}

/// Whose membership an addition is.
fn whose(change: &Change) -> Option<EntityId> {
    match change {
        Change::Add { set, value } if set == field::MEMBERS => {
            item_value::<Membership>(value).map(|member| member.person)
        }
        _ => None,
    }
}

/// Who has read it.
fn reads(exchange: &mut Exchange<'_, '_>) -> Answer {
    let id: EntityId = exchange.id("id")?;
    may::<act::ReadsSee, EntityId>(exchange, id)?;
    // Who audits sees who has read, not what.
    let view = match sees(exchange, Field::Identity) {
        true => Some(group(exchange)?.2),
        false => None,
    };
    let head = |f: &Frame| {
        let view = view.as_ref()?;
        Some(Head::of_group(f, view).link(group_path(id)))
    };
    readings(exchange, id, head)
}

/// How the changes of a group are said.
struct GroupSpeaks<'a> {
    f: &'a Frame,
    club: &'a Club,
    /// Its members may be named.
    sees: bool,
}

impl Speaks for GroupSpeaks<'_> {
    fn label(&self, name: &str) -> Option<String> {
        let key = match name {
            field::NAME => "group-name",
            field::OTHER_NAME => "group-other-name",
            field::KIND => "group-kind",
            field::PLACE => "person-place",
            field::PURPOSE => "group-purpose",
            field::LANGUAGE => "group-language",
            field::FOUNDED => "group-founded",
            field::LEGAL => "group-legal",
            field::ENDED => "group-end-title",
            field::CONTACTS => "group-contact",
            field::MEMBERS if self.sees => "household-history-member",
            field::COUNTED => "group-others",
            _ => return None,
        };
        Some(self.f.t(key))
    }

    fn field(&self, name: &str, value: &Value) -> String {
        let f = self.f;
        match name {
            field::NAME | field::OTHER_NAME => {
                say(value, |name: GroupName| name.as_str().to_owned())
            }
            field::KIND => say(value, |kind: GroupKind| f.word("group-kind-", kind.code())),
            field::PLACE => say(value, |place: Place| facts::place(&place)),
            field::PURPOSE => say(value, |words: GroupWords| words.as_str().to_owned()),
            field::LANGUAGE => say(value, |one: Language| {
                f.word("person-language-", one.code())
            }),
            field::FOUNDED => say(value, |date: Partial| words::partial(f, date)),
            field::LEGAL => say(value, |legal: Legal| {
                let state = f.word("group-legal-", legal.state.code());
                joined([Some(state), legal.receipt].into_iter().flatten())
            }),
            field::ENDED => say(value, |ended: Ending| {
                let reason = f.word("group-end-", ended.reason.code());
                joined([words::day(ended.on), reason])
            }),
            _ => String::new(),
        }
    }

    fn item(&self, set: &str, value: &Value) -> String {
        let f = self.f;
        match set {
            field::MEMBERS => item(value, |member: Membership| self.club.said(f, &member)),
            field::CONTACTS => item(value, |contact: Contact| {
                let phone = contact.phone.map(|number| show::phone(number.as_str()));
                let who = Some(contact.who.as_str().to_owned());
                joined([who, phone].into_iter().flatten())
            }),
            field::COUNTED => item(value, |counted: Counted| {
                let args = [
                    ("count", counted.counts.total().into()),
                    ("day", words::day(counted.on).into()),
                ];
                f.tn("group-others-on", args)
            }),
            _ => String::new(),
        }
    }
}
