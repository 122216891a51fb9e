//! The page of a household: who lives there, on any day, with the grid of birth act, school, CMU and health.

use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::{Field, act};
use akwaba_domain::registry::Day;
use akwaba_domain::registry::household::settle::rivalries;
use akwaba_domain::registry::household::{HouseholdView, People};
use akwaba_domain::registry::line::{PersonLine, short_code_shown};
use akwaba_journal::id::EntityId;
use akwaba_store::Tx;
use akwaba_store::projections::registry::person as people;
use askama::Template;

use super::common::{
    Authors, asked_day, can, day_form, household, household_path, may, note, person_path, registry,
    sees, today,
};
use super::{settle, visits, words};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::{casework, papers};
use crate::parts::{Choice, Fields, Html, Notice, Row, Summary, Table, Tag, Tone, part};
use crate::problem::Problem;
use crate::routes::Route;

/// The addresses of a household.
pub const ROUTES: &[Route] = &[Route::get("household.show", "/menages/{id}", show)];

#[derive(Template)]
#[template(path = "registry/household.html")]
struct HouseholdPage<'a> {
    f: &'a Frame,
    id: EntityId,
    facts: Summary,
    notice: Option<Notice>,
    open: Vec<Open>,
    history: bool,
    bilan: bool,
    /// What goes with what it has may be looked at.
    beside: bool,
    visits: Vec<visits::Line>,
    table: Table,
    form: Fields,
    change: bool,
    past: Vec<String>,
    cases: Vec<(String, String)>,
    papers: Vec<(String, String)>,
    code: String,
}

/// A household and its people, as they are known.
pub(super) struct Home {
    pub(super) id: EntityId,
    pub(super) view: HouseholdView,
    pub(super) lines: Vec<(EntityId, PersonLine)>,
    pub(super) people: People,
}

impl Home {
    /// Reads the people of a household.
    pub(super) fn of(
        tx: &mut dyn Tx,
        scope: akwaba_journal::id::ScopeId,
        view: HouseholdView,
    ) -> Result<Self, Problem> {
        let ids: Vec<EntityId> = view.people().collect();
        Self::with(tx, scope, view, ids)
    }

    /// The same, with these people and no others.
    pub(super) fn with(
        tx: &mut dyn Tx,
        scope: akwaba_journal::id::ScopeId,
        view: HouseholdView,
        ids: Vec<EntityId>,
    ) -> Result<Self, Problem> {
        let ids: std::collections::BTreeSet<EntityId> = ids.into_iter().collect();
        let rows = people::several(tx, scope, ids)?;
        let briefs = rows.iter().map(|row| (row.person, row.line.brief()));
        Ok(Self {
            id: view.id,
            people: briefs.collect(),
            lines: rows.into_iter().map(|row| (row.person, row.line)).collect(),
            view,
        })
    }

    /// The line of one of them.
    pub(super) fn line(&self, person: EntityId) -> Option<&PersonLine> {
        self.lines
            .iter()
            .find(|(id, _)| *id == person)
            .map(|(_, line)| line)
    }

    /// The short name of one of them.
    pub(super) fn name(&self, f: &Frame, person: EntityId) -> String {
        self.line(person)
            .map_or_else(|| f.t("person-someone"), |line| words::short_name(f, line))
    }
}

/// The cases of a household, and the way to open one, as far as the reader may.
fn cases(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    id: EntityId,
) -> Result<Vec<(String, String)>, Problem> {
    let open = exchange.may_open("/dossiers/nouveau").then(|| {
        let path = format!("/dossiers/nouveau?menage={id}");
        (path, f.t("casework-subject-open"))
    });
    let known = casework::of_subject(exchange, f, registry(exchange), id)?;
    Ok(known.into_iter().chain(open).collect())
}

fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, _, view) = household(exchange)?;
    let allowed = may::<act::HouseholdSee, EntityId>(exchange, id)?;
    let (scope, today) = (registry(exchange), today(exchange));
    let on = asked_day(exchange).unwrap_or(today);
    let home = exchange.read(|tx| Home::of(tx, scope, view.clone()))?;
    note(exchange, &allowed, Event::Read, "household.show")?;
    let change = can::<act::HouseholdChange>(exchange);
    let grid = sees(exchange, Field::MemberGrid);
    let frame = exchange.frame("household-title");
    let table = members(&frame, &home, on, grid, true, change);
    let past = home
        .view
        .members
        .iter()
        .filter(|item| item.value.until.is_some_and(|until| until < on));
    let past = past.map(|item| {
        let role = frame.word("household-role-", item.value.role.code());
        let period = words::period(&frame, item.value.from, item.value.until);
        super::facts::joined([home.name(&frame, item.value.person), role, period])
    });
    let page = HouseholdPage {
        id,
        facts: facts(&frame, &home, on, true, change),
        notice: (on != today).then(|| {
            let text = frame.t1("household-as-of", "day", words::day(on));
            Notice::new(Tone::Info, text, String::new())
        }),
        open: if change {
            open(&frame, &home, &Authors::of(exchange)?)
        } else {
            Vec::new()
        },
        visits: visits::of_household(exchange, &frame, id)?,
        cases: cases(exchange, &frame, id)?,
        papers: match exchange.may_open("/papiers") {
            true => papers::of_household(exchange, &frame, id)?,
            false => Vec::new(),
        },
        history: exchange.may_open(&format!("{}/historique", household_path(id))),
        bilan: grid,
        beside: grid && exchange.may_open(&format!("/menages/{id}/complementarite")),
        table,
        form: day_form(&frame, on),
        change,
        past: past.collect(),
        code: short_code_shown('M', id),
        f: &frame,
    };
    exchange.page(&page)
}

/// Head, recipient and address on a day. `links`: to who they are.
pub(super) fn facts(f: &Frame, home: &Home, on: Day, links: bool, change: bool) -> Summary {
    let composition = home.view.at(on, &home.people);
    let name = |id: Option<EntityId>| match id {
        Some(id) if links => Html::link(&person_path(id), &home.name(f, id)),
        Some(id) => Html::from(home.name(f, id)),
        None => Html::default(),
    };
    let place = home.view.place.shown().map(super::facts::place);
    let path = |end: &str| {
        if change {
            format!("{}/{end}", household_path(home.id))
        } else {
            String::new()
        }
    };
    Summary::new(f)
        .row("household-head", name(composition.head))
        .row("household-recipient", name(composition.recipient))
        .change(path("beneficiaire"))
        .row("person-place", place.unwrap_or_default())
        .change(path("adresse"))
}

/// Something to settle: what, the values with who wrote each, and where one is chosen.
struct Open {
    title: String,
    values: Vec<Choice>,
    path: String,
}

fn open(f: &Frame, home: &Home, authors: &Authors) -> Vec<Open> {
    let open = rivalries(&home.view, &home.people);
    open.iter()
        .map(|rivalry| Open {
            title: settle::title(f, home, rivalry),
            values: settle::values(f, home, rivalry, authors),
            path: format!(
                "{}/choix?quoi={}",
                household_path(home.id),
                settle::word(rivalry)
            ),
        })
        .collect()
}

/// The grid of the members on a day. `links`: to each member, and to what can change.
pub(super) fn members(
    f: &Frame,
    home: &Home,
    on: Day,
    grid: bool,
    links: bool,
    change: bool,
) -> Table {
    let mut table = Table::new(f, f.t("household-members")).column("household-member");
    if grid {
        table = table
            .column("person-birth-act")
            .column("person-school")
            .column("person-cmu")
            .column("person-health");
    }
    for member in home.view.at(on, &home.people).members {
        let Some(line) = home.line(member.person) else {
            continue;
        };
        let name = words::short_name(f, line);
        let name = if links {
            Html::link(&person_path(member.person), &name)
        } else {
            Html::from(name)
        };
        let age = line
            .birth
            .as_ref()
            .and_then(|birth| words::age(f, birth, on));
        let role = f.word("household-role-", member.role.code());
        let meta = super::facts::joined([Some(role), age].into_iter().flatten());
        let item = home.view.members.iter().find(|item| item.value == member);
        let path = item.filter(|_| change);
        let path = path.map(|item| format!("{}/membres/{}", household_path(home.id), item.tag));
        let change = path.map(|path| Html::link(&path, &f.t("household-member-change")));
        let mut row = Row::new().cell(Html::of(&MemberCell { name, meta, change }));
        if grid {
            for cell in grid_cells(f, line) {
                row = row.cell(cell);
            }
        }
        table = table.row(row);
    }
    table
}

/// A member: name, then role and age under it, and the way to change them.
#[derive(Template)]
#[template(
    source = "<span class=\"member\">{{ name }}<br><span class=\"quiet\">{{ meta }}{% if let Some(change) = change.as_ref() %}<br>{{ change }}{% endif %}</span></span>",
    ext = "html"
)]
struct MemberCell {
    name: Html,
    meta: String,
    change: Option<Html>,
}
part!(MemberCell);

/// Birth act, school, CMU and health: what is missing stands out by its word and shape.
pub(super) fn grid_cells(f: &Frame, line: &PersonLine) -> [Html; 4] {
    use akwaba_domain::registry::needs::{BirthActState, CmuState, HealthState, SchoolState};
    let needs = &line.needs;
    let tag = |family: &str, code: Option<&'static str>, missing: bool, done: bool| match code {
        None => Html::default(),
        Some(code) => {
            let tone = if missing {
                Tone::Attention
            } else if done {
                Tone::Good
            } else {
                Tone::Calm
            };
            Html::of(&Tag::new(tone, f.word(family, code)))
        }
    };
    let words = |words: &Option<akwaba_domain::registry::needs::GridWords>| {
        words
            .as_ref()
            .map(|words| words.as_str().to_owned())
            .unwrap_or_default()
    };
    [
        tag(
            "person-birth-act-",
            needs.birth_act.map(BirthActState::code),
            matches!(
                needs.birth_act,
                Some(BirthActState::NotDeclared | BirthActState::NotInHand)
            ),
            needs.birth_act == Some(BirthActState::InHand),
        ),
        tag(
            "person-school-",
            needs.school.map(SchoolState::code),
            matches!(needs.school, Some(SchoolState::Left | SchoolState::Never)),
            needs.school == Some(SchoolState::Attends),
        )
        .and(words(&needs.school_words)),
        tag(
            "person-cmu-",
            needs.cmu.map(CmuState::code),
            needs.cmu == Some(CmuState::Not),
            needs.cmu == Some(CmuState::Collected),
        ),
        tag(
            "person-health-",
            needs.health.map(HealthState::code),
            matches!(needs.health, Some(HealthState::Late | HealthState::ToRefer)),
            needs.health == Some(HealthState::Well),
        )
        .and(words(&needs.health_words)),
    ]
}
