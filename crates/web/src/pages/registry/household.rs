//! The page of a household: who lives there, on any day, with the grid of birth act, school, CMU and health.

use akwaba_domain::Ctx;
use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::{Field, act};
use akwaba_domain::registry::edit::{Why, seen};
use akwaba_domain::registry::household::{
    self as decisions, HouseholdForm, HouseholdView, MemberForm, MemberRole, People, field,
};
use akwaba_domain::registry::line::{PersonLine, short_code_shown};
use akwaba_domain::registry::{Day, PersonView};
use akwaba_journal::id::EntityId;
use akwaba_journal::state::State;
use akwaba_store::projections::registry::{household as homes, person as people};
use akwaba_store::{Tx, append};
use askama::Template;

use super::common::{
    Head, can, household, household_path, household_state, may, note, person_path, registry, sees,
    today,
};
use super::edit_fields::{self, choices};
use super::edit_read::date;
use super::form::FormPage;
use super::{new, words};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::parts::{Fields, Html, Notice, Row, Summary, Table, Tag, Tone};
use crate::problem::Problem;
use crate::routes::Route;

/// The addresses of a household.
pub const ROUTES: &[Route] = &[
    Route::get("household.new", "/menages/nouveau", start),
    Route::post("household.open", "/menages/nouveau", begin),
    Route::get("household.show", "/menages/{id}", show),
    Route::get("household.place", "/menages/{id}/adresse", place),
    Route::post("household.place-change", "/menages/{id}/adresse", move_to),
];

#[derive(Template)]
#[template(path = "registry/household.html")]
struct HouseholdPage<'a> {
    f: &'a Frame,
    id: EntityId,
    facts: Summary,
    notices: Vec<Notice>,
    table: Table,
    on: String,
    change: bool,
    past: Vec<String>,
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
        let ids: std::collections::BTreeSet<EntityId> = view.people().collect();
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

fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, _, view) = household(exchange)?;
    let allowed = may::<act::HouseholdSee, EntityId>(exchange, id)?;
    let (scope, today) = (registry(exchange), today(exchange));
    let on = Day::parse("au", exchange.form.get("au"))
        .ok()
        .flatten()
        .unwrap_or(today);
    let home = exchange.read(|tx| Home::of(tx, scope, view.clone()))?;
    note(exchange, &allowed, Event::Read, "household.show")?;
    let change = can::<act::HouseholdChange>(exchange);
    let grid = sees(exchange, Field::MemberGrid);
    let frame = exchange.frame("household-title");
    let table = members(&frame, &home, on, grid, change);
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
        facts: facts(&frame, &home, on, change),
        notices: notices(&frame, &home, on, today),
        table,
        on: on.iso(),
        change,
        past: past.collect(),
        code: short_code_shown('M', id),
        f: &frame,
    };
    exchange.page(&page)
}

/// Head, recipient and address on a day.
pub(super) fn facts(f: &Frame, home: &Home, on: Day, change: bool) -> Summary {
    let composition = home.view.at(on, &home.people);
    let name = |id: Option<EntityId>| {
        id.map(|id| Html::link(&person_path(id), &home.name(f, id)))
            .unwrap_or_default()
    };
    let place = home
        .view
        .place
        .shown()
        .map(words::place)
        .unwrap_or_default();
    let landmark = home
        .view
        .place
        .shown()
        .and_then(|place| place.landmark.clone());
    let landmark = landmark
        .map(|words| words.as_str().to_owned())
        .unwrap_or_default();
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
        .row("person-place", super::facts::joined([place, landmark]))
        .change(path("adresse"))
}

fn notices(f: &Frame, home: &Home, on: Day, today: Day) -> Vec<Notice> {
    let mut notices = Vec::new();
    if on != today {
        let text = f.t1("household-as-of", "day", words::day(on));
        notices.push(Notice::new(Tone::Info, text, String::new()));
    }
    let composition = home.view.at(on, &home.people);
    if composition.heads.len() > 1 {
        notices.push(Notice::new(
            Tone::Attention,
            f.t("household-two-heads"),
            f.t("household-two-heads-text"),
        ));
    }
    if home.view.place.in_conflict() {
        let values = home
            .view
            .place
            .live
            .iter()
            .filter_map(|(_, place)| place.as_ref());
        let text = super::facts::joined(values.map(words::place));
        notices.push(Notice::new(
            Tone::Attention,
            f.t1("person-conflict", "what", f.t("person-place")),
            text,
        ));
    }
    notices
}

/// The grid of the members on a day.
pub(super) fn members(f: &Frame, home: &Home, on: Day, grid: bool, change: bool) -> Table {
    let mut table = Table::new(f, "household-members")
        .column("household-member")
        .column("household-role")
        .column("household-age");
    if grid {
        table = table
            .column("person-birth-act")
            .column("person-school")
            .column("person-cmu")
            .column("person-health");
    }
    if change {
        table = table.column("household-do");
    }
    for member in home.view.at(on, &home.people).members {
        let Some(line) = home.line(member.person) else {
            continue;
        };
        let age = line
            .birth
            .as_ref()
            .and_then(|birth| words::age(f, birth, on))
            .unwrap_or_default();
        let name = words::short_name(f, line);
        let mut row = Row::new()
            .cell(Html::link(&person_path(member.person), &name))
            .cell(f.word("household-role-", member.role.code()))
            .cell(age);
        if grid {
            for cell in grid_cells(f, line) {
                row = row.cell(cell);
            }
        }
        if change {
            let item = home.view.members.iter().find(|item| item.value == member);
            let path = item.map(|item| format!("{}/membres/{}", household_path(home.id), item.tag));
            let link = path.map(|path| Html::link(&path, &f.t("household-member-change")));
            row = row.cell(link.unwrap_or_default());
        }
        table = table.row(row);
    }
    table
}

/// Birth act, school, CMU and health: what is missing stands out by its word and shape.
fn grid_cells(f: &Frame, line: &PersonLine) -> [Html; 4] {
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

/// The person for whom a household is opened.
fn first_member(exchange: &Exchange<'_, '_>) -> Result<(EntityId, PersonView), Problem> {
    let id: EntityId = exchange
        .form
        .get("personne")
        .parse()
        .map_err(|_| Problem::NotFound)?;
    let scope = registry(exchange);
    let state = exchange.read(|tx| super::common::person_state(tx, scope, id))?;
    Ok((id, PersonView::of(id, &state)))
}

fn start(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, view) = first_member(exchange)?;
    let frame = exchange.frame("household-new-title");
    let place = view
        .place
        .shown()
        .map(akwaba_domain::registry::place::PlaceForm::of)
        .unwrap_or_default();
    let unit = if place.unit.is_empty() {
        String::new()
    } else {
        akwaba_domain::registry::units::path(&place.unit)
    };
    let sent = Form::new()
        .with("personne", id.to_string())
        .with("member-role", MemberRole::Head.code())
        .with("place-unit", unit)
        .with("place-locality", place.locality)
        .with("place-landmark", place.landmark);
    start_form(exchange, &frame, &view, &Fields::new(&frame, sent))
}

fn start_form(
    exchange: &Exchange<'_, '_>,
    frame: &Frame,
    view: &PersonView,
    form: &Fields,
) -> Answer {
    let f = frame;
    let roles = choices(
        f,
        "household-role-",
        MemberRole::ALL.iter().map(|role| role.code()),
    );
    FormPage::new(f, form, person_path(view.id))
        .about(Head::of(f, view, today(exchange)).link(person_path(view.id)))
        .intro("household-new-intro")
        .hidden("personne", form.sent("personne"))
        .field(Html::of(
            &form.select("member-role", "household-as", roles).needed(),
        ))
        .field(Html::of(
            &form
                .date("member-from", "household-since")
                .hint(f.t("household-since-hint")),
        ))
        .fields(edit_fields::place(f, form))
        .go("household-open-go")
        .answer(exchange)
}

fn begin(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, view) = first_member(exchange)?;
    let allowed = may::<act::HouseholdChange, ()>(exchange, ())?;
    let scope = registry(exchange);
    let form = HouseholdForm {
        members: vec![MemberForm {
            person: id.to_string(),
            role: exchange.form.get("member-role").to_owned(),
            from: date(&exchange.form, "member-from"),
            until: String::new(),
        }],
        place: new::place(&exchange.form),
        recipient: String::new(),
    };
    let known = exchange.read(|tx| Ok(homes::people(tx, scope, [id])?))?;
    let opened = {
        let mut ctx = Ctx {
            now: exchange.call.now,
            chance: &mut *exchange.call.chance,
        };
        decisions::open(&mut ctx, &allowed, &form, &known)
    };
    match opened {
        Ok((household, drafts)) => {
            exchange.write(|tx, writing| {
                append(tx, writing, drafts.clone())?;
                Ok(())
            })?;
            exchange.done(&household_path(household), Flash::good("household-opened"))
        }
        Err(refusals) => {
            let sent = exchange.form.clone();
            let mut frame = exchange.frame("household-new-title");
            let fields = Fields::refused(&mut frame, sent, &refusals);
            start_form(exchange, &frame, &view, &fields)
        }
    }
}

fn place(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, state, view): (EntityId, State, HouseholdView) = household(exchange)?;
    let frame = exchange.frame("household-place-title");
    let known = view
        .place
        .shown()
        .map(akwaba_domain::registry::place::PlaceForm::of)
        .unwrap_or_default();
    let unit = if known.unit.is_empty() {
        String::new()
    } else {
        akwaba_domain::registry::units::path(&known.unit)
    };
    let sent = Form::new()
        .with("seen", seen(&state, field::PLACE))
        .with("place-unit", unit)
        .with("place-locality", known.locality)
        .with("place-landmark", known.landmark);
    place_form(exchange, &frame, id, &Fields::new(&frame, sent))
}

fn place_form(exchange: &Exchange<'_, '_>, frame: &Frame, id: EntityId, form: &Fields) -> Answer {
    FormPage::new(frame, form, household_path(id))
        .hidden("seen", form.sent("seen"))
        .fields(edit_fields::place(frame, form))
        .field(Html::of(
            &form.area("reason", "registry-reason", 2).length_max(2000),
        ))
        .answer(exchange)
}

fn move_to(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, ..) = household(exchange)?;
    let allowed = may::<act::HouseholdChange, EntityId>(exchange, id)?;
    let scope = registry(exchange);
    let (seen, form) = (
        exchange.form.get("seen").to_owned(),
        new::place(&exchange.form),
    );
    let why = Why::parse(exchange.form.get("reason"), "");
    let wrote = why.map_err(Problem::from).and_then(|why| {
        exchange.write(|tx, writing| {
            let state = household_state(tx, scope, id)?;
            let changed = decisions::place(&allowed, &state, &seen, &form, &why)?;
            append(tx, writing, changed.drafts)?;
            Ok(changed.overlapped)
        })
    });
    match wrote {
        Ok(overlapped) => exchange.done(&household_path(id), super::person::changed(overlapped)),
        Err(Problem::Refused(refusals)) => {
            let sent = exchange.form.clone();
            let mut frame = exchange.frame("household-place-title");
            let fields = Fields::refused(&mut frame, sent, &refusals);
            place_form(exchange, &frame, id, &fields)
        }
        Err(problem) => Err(problem),
    }
}
