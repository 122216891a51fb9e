//! The page of a group: what it is, who belongs to it on any day, its activities and its cases; and its sheet.

use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::{Field, act};
use akwaba_domain::reception::Day as Date;
use akwaba_domain::registry::group::{Counted, Gathered, GroupView, Membership};
use akwaba_domain::registry::household::People;
use akwaba_domain::registry::line::{PersonLine, short_code_shown};
use akwaba_domain::registry::{Day, edit::Item};
use akwaba_journal::id::{EntityId, ScopeId};
use akwaba_store::Tx;
use akwaba_store::projections::activity::of_group;
use akwaba_store::projections::registry::person as people;
use askama::Template;
use std::collections::BTreeMap;

use super::common::{
    Head, asked_day, can, day_form, group, group_path, may, note, person_path, registry, sees,
    today,
};
use super::facts::{self, joined};
use super::words;
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::activity::activities;
use crate::pages::activity::figures::ages;
use crate::pages::casework;
use crate::parts::{Fields, Html, Notice, Paper, Row, Signature, Summary, Table, Tag, Tone};
use crate::problem::Problem;
use crate::routes::Route;
use crate::show;

/// The addresses of a group's page and sheet.
pub const ROUTES: &[Route] = &[
    Route::get("group.show", "/groupes/{id}", show),
    Route::get("group.sheet", "/groupes/{id}/fiche", sheet),
];

/// Activities shown on the page of a group.
const ACTIVITIES_MAX: u32 = 20;

#[derive(Template)]
#[template(path = "registry/group.html")]
struct GroupPage<'a> {
    f: &'a Frame,
    id: EntityId,
    head: Head,
    code: String,
    path: String,
    notices: Vec<Notice>,
    facts: Summary,
    /// Its members who are registered, for whom may open their records.
    table: Option<Table>,
    /// How many are registered, for whom may not.
    kept: usize,
    delicate: bool,
    others: Option<Others>,
    past: Vec<String>,
    form: Fields,
    change: bool,
    over: bool,
    activities: Option<Table>,
    /// Where one with this group is planned.
    plan: String,
    cases: Vec<(String, String)>,
    open: bool,
    history: bool,
    reads: bool,
}

/// Those who are not registered, counted.
pub(super) struct Others {
    said: String,
    ages: Table,
}

/// A group and those of its members who are registered.
pub(super) struct Club {
    pub(super) view: GroupView,
    pub(super) lines: BTreeMap<EntityId, PersonLine>,
    pub(super) people: People,
}

impl Club {
    /// Reads them, and others whom its history names.
    pub(super) fn of(
        tx: &mut dyn Tx,
        scope: ScopeId,
        view: GroupView,
        more: &[EntityId],
    ) -> Result<Self, Problem> {
        let ids: std::collections::BTreeSet<EntityId> =
            view.people().chain(more.iter().copied()).collect();
        let rows = people::several(tx, scope, ids)?;
        let briefs = rows.iter().map(|row| (row.person, row.line.brief()));
        Ok(Self {
            people: briefs.collect(),
            lines: rows.into_iter().map(|row| (row.person, row.line)).collect(),
            view,
        })
    }

    /// The short name of one of them.
    pub(super) fn name(&self, f: &Frame, person: EntityId) -> String {
        let line = self.lines.get(&person);
        line.map_or_else(|| f.t("person-someone"), |line| words::short_name(f, line))
    }

    /// Who, as what, from when to when.
    pub(super) fn said(&self, f: &Frame, member: &Membership) -> String {
        let role = f.word("group-role-", member.role.code());
        let period = words::period(f, member.from, member.until);
        joined([self.name(f, member.person), role, period])
    }
}

fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, _, view) = group(exchange)?;
    let allowed = may::<act::GroupSee, EntityId>(exchange, id)?;
    let (scope, today) = (registry(exchange), today(exchange));
    let on = asked_day(exchange).unwrap_or(today);
    let club = exchange.read(|tx| Club::of(tx, scope, view.clone(), &[]))?;
    note(exchange, &allowed, Event::Read, "group.show")?;
    let change = can::<act::GroupChange>(exchange);
    let named = sees(exchange, Field::Household) && can::<act::PersonSee>(exchange);
    let frame = exchange.frame("group-title");
    let f = &frame;
    let now = club.view.at(on, &club.people);
    let path = group_path(id);
    let held = exchange.read(|tx| Ok(of_group(tx, scope, id, ACTIVITIES_MAX)?))?;
    let shown = exchange.may_open("/activites") && !held.is_empty();
    let over = club.view.is_over();
    let plans = !over && exchange.may_open("/activites/nouvelle");
    let past = club.view.members.iter().map(|item| &item.value);
    let past = past.filter(|one| named && one.until.is_some_and(|until| until < on));
    let page = GroupPage {
        id,
        head: Head::of_group(f, &club.view),
        code: short_code_shown('G', id),
        notices: notices(f, &club.view, (on, today)),
        facts: facts(f, &club.view, &now),
        table: (named && !now.members.is_empty())
            .then(|| members(f, &club, &now, on, change && !over)),
        kept: if named { 0 } else { now.members.len() },
        delicate: club.view.is_delicate(),
        others: now.others.as_ref().map(|counted| others(f, counted)),
        past: past.map(|one| club.said(f, one)).collect(),
        form: day_form(f, on),
        activities: shown.then(|| {
            let today = Date::of(exchange.call.now);
            activities(f, f.t("group-activities"), &held, today)
        }),
        plan: match plans {
            true => format!("/activites/nouvelle?groupe={id}"),
            false => String::new(),
        },
        cases: casework::of_subject(exchange, f, scope, id)?,
        open: !over && exchange.may_open("/dossiers/nouveau"),
        history: exchange.may_open(&format!("{path}/historique")),
        reads: exchange.may_open(&format!("{path}/lectures")),
        change,
        over,
        path,
        f,
    };
    exchange.page(&page)
}

fn notices(f: &Frame, view: &GroupView, (on, today): (Day, Day)) -> Vec<Notice> {
    let mut notices = Vec::new();
    if on != today {
        let text = f.t1("group-as-of", "day", words::day(on));
        notices.push(Notice::new(Tone::Info, text, String::new()));
    }
    if let Some(ended) = view.ended.shown() {
        let reason = f.word("group-end-", ended.reason.code());
        let words = ended.words.as_ref().map(|words| words.as_str().to_owned());
        let title = f.t1("group-over-on", "day", words::day(ended.on));
        let why = joined([Some(reason), words].into_iter().flatten());
        notices.push(Notice::new(Tone::Attention, title, why));
    }
    let rival = |known: bool, key: &str| known.then(|| f.t(key));
    let open = [
        rival(view.name.in_conflict(), "group-name"),
        rival(view.kind.in_conflict(), "group-kind"),
        rival(view.place.in_conflict(), "person-place"),
        rival(view.purpose.in_conflict(), "group-purpose"),
        rival(view.legal.in_conflict(), "group-legal"),
        rival(view.ended.in_conflict(), "group-end-title"),
    ];
    let open: Vec<String> = open.into_iter().flatten().collect();
    if !open.is_empty() {
        let title = f.t1("group-conflict", "what", open.join(", "));
        notices.push(Notice::new(
            Tone::Attention,
            title,
            f.t("group-conflict-text"),
        ));
    }
    notices
}

/// What it is, and how many they are.
pub(super) fn facts(f: &Frame, view: &GroupView, now: &Gathered) -> Summary {
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let kind = view
        .kind
        .shown()
        .map(|kind| f.word("group-kind-", kind.code()));
    let legal = view.legal.shown().map(|legal| {
        let state = f.word("group-legal-", legal.state.code());
        joined([Some(state), legal.receipt.clone()].into_iter().flatten())
    });
    let founded = view.founded.shown().map(|date| words::partial(f, *date));
    let language = view.language.shown();
    let language = language.map(|one| f.word("person-language-", one.code()));
    let place = view.place.shown().map(facts::place);
    let mut summary = Summary::new(f)
        .row("group-kind", kind.unwrap_or_default())
        .row(
            "group-purpose",
            text(view.purpose.shown().map(|one| one.as_str())),
        )
        .row("person-place", place.unwrap_or_default())
        .row("group-founded", founded.unwrap_or_default())
        .row("group-legal", legal.unwrap_or_default())
        .row("group-language", language.unwrap_or_default());
    for item in &view.contacts {
        let phone = item.value.phone.as_ref();
        let phone = phone.map(|number| show::phone(number.as_str()));
        let who = Some(item.value.who.as_str().to_owned());
        summary = summary.row("group-contact", joined([who, phone].into_iter().flatten()));
    }
    summary.row("group-total", show::number(now.total().into()))
}

fn members(f: &Frame, club: &Club, now: &Gathered, on: Day, change: bool) -> Table {
    let mut table = Table::new(f, f.t("group-members"))
        .column("household-member")
        .column("group-role")
        .column("registry-from");
    if change {
        table = table.column("group-change");
    }
    for member in &now.members {
        let Some(line) = club.lines.get(&member.person) else {
            continue;
        };
        let mut name = Html::link(&person_path(member.person), &words::short_name(f, line));
        let age = line.birth.as_ref();
        if let Some(age) = age.and_then(|birth| words::age(f, birth, on)) {
            name = name.and(age);
        }
        if line.discreet {
            let tag = Tag::new(Tone::Attention, f.t("person-tag-discreet"));
            name = name.and(Html::of(&tag));
        }
        let mut row = Row::new()
            .cell(name)
            .cell(f.word("group-role-", member.role.code()))
            .cell(member.from.map(words::day).unwrap_or_default());
        if change {
            let mut items = club.view.members.iter();
            let item: Option<&Item<Membership>> = items.find(|item| item.value == *member);
            let path =
                item.map(|item| format!("{}/membres/{}", group_path(club.view.id), item.tag));
            row = row.cell(path.map_or_else(Html::default, |path| {
                Html::link(&path, &f.t("household-member-change"))
            }));
        }
        table = table.row(row);
    }
    table
}

fn others(f: &Frame, counted: &Counted) -> Others {
    let args = [
        ("count", counted.counts.total().into()),
        ("day", words::day(counted.on).into()),
    ];
    Others {
        said: f.tn("group-others-on", args),
        ages: ages(f, "group-by-age", |sex, band| counted.counts.of(sex, band)),
    }
}

#[derive(Template)]
#[template(path = "registry/group_sheet.html")]
struct GroupSheet<'a> {
    f: &'a Frame,
    paper: Paper,
    name: String,
    facts: Summary,
    table: Option<Table>,
    unnamed: String,
    signature: Signature,
    back: String,
}

/// The sheet. It may lie before the whole group: somebody of whom others must not learn that they came here is counted on
/// it, and not named; and nothing says who that is.
fn sheet(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, _, view) = group(exchange)?;
    let allowed = may::<act::GroupSee, EntityId>(exchange, id)?;
    note(exchange, &allowed, Event::Printed, "group.sheet")?;
    let (scope, today) = (registry(exchange), today(exchange));
    let club = exchange.read(|tx| Club::of(tx, scope, view.clone(), &[]))?;
    let named = sees(exchange, Field::Household) && can::<act::PersonSee>(exchange);
    let frame = exchange.frame("group-sheet-title");
    let f = &frame;
    let now = club.view.at(today, &club.people);
    let mut table = Table::new(f, f.t("group-members"))
        .column("household-member")
        .column("group-role")
        .column("group-signature");
    let mut count = 0_u32;
    for member in now.members.iter().filter(|_| named) {
        let line = club.lines.get(&member.person);
        let Some(line) = line.filter(|line| !line.discreet) else {
            continue;
        };
        count += 1;
        table = table.row(
            Row::new()
                .cell(words::short_name(f, line))
                .cell(f.word("group-role-", member.role.code()))
                .cell(""),
        );
    }
    let unnamed = now.total().saturating_sub(count);
    let page = GroupSheet {
        paper: Paper::new(f)
            .date(show::day_in_full(f.lang, today.date()))
            .code(short_code_shown('G', id)),
        name: Head::of_group(f, &club.view).name,
        facts: facts(f, &club.view, &now),
        table: (!table.is_empty()).then_some(table),
        // Together with those who are not registered: how many are kept from the list is not told either.
        unnamed: match unnamed {
            0 => String::new(),
            unnamed => f.t1("group-unnamed", "count", unnamed),
        },
        signature: Signature::new(f)
            .person(f.t("group-sign-president"))
            .officer(f.t("person-sheet-officer")),
        back: group_path(id),
        f,
    };
    exchange.page(&page)
}
