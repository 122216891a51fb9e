//! The page of a person: who it is, how to reach them, their papers, household, follow-up and consents.
//!
//! Each group of facts is shown to whoever the policy lets see it. Opening the page is a line of the trail.

use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::{Field, act};
use akwaba_domain::registry::change::{self, Change};
use akwaba_domain::registry::edit::{Known, Why, seen};
use akwaba_domain::registry::kin::Kin;
use akwaba_domain::registry::person::field;
use akwaba_domain::registry::{Day, PersonView, link};
use akwaba_journal::id::{EntityId, EntryId};
use akwaba_journal::state::{Source, State};
use akwaba_store::append;
use akwaba_store::projections::centre::account;
use akwaba_store::projections::registry::{household, link as links, person, relation};
use askama::Template;

use super::common::{
    Head, can, household_path, may, note, person_path, person_state, registry, today,
};
use super::facts::{self, Sight};
use super::words;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::parts::{Html, Notice, Summary, Tone};
use crate::problem::Problem;
use crate::routes::Route;

/// The addresses of a person's page.
pub const ROUTES: &[Route] = &[
    Route::get("person.show", "/personnes/{id}", show),
    Route::post("person.settle", "/personnes/{id}/choix", settle),
];

/// Some facts under one title.
pub(super) struct Section {
    pub(super) title: String,
    pub(super) body: Summary,
    pub(super) add: Option<(String, String)>,
}

/// Two values of one field, for a person to choose.
struct Conflict {
    label: String,
    field: &'static str,
    seen: String,
    values: Vec<(String, String, EntryId)>,
}

#[derive(Template)]
#[template(path = "registry/person.html")]
struct PersonPage<'a> {
    f: &'a Frame,
    id: EntityId,
    head: Head,
    notices: Vec<Notice>,
    conflicts: Vec<Conflict>,
    sections: Vec<Section>,
    links: Vec<(String, String)>,
    code: String,
}

fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let id: EntityId = exchange.id("id")?;
    let allowed = may::<act::PersonSee, EntityId>(exchange, id)?;
    let (scope, today) = (registry(exchange), today(exchange));
    let (state, group, views) = exchange.read(|tx| {
        let state = person_state(tx, scope, id)?;
        let group = links::group(tx, scope, id)?;
        let mut views = vec![PersonView::of(id, &state)];
        for other in group.iter().filter(|other| **other != id) {
            views.push(PersonView::of(*other, &person_state(tx, scope, *other)?));
        }
        Ok((state, group, views))
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
        notices: notices(&frame, &group, &own),
        conflicts: conflicts(exchange, &frame, &see, &own, &state, today)?,
        sections,
        links: more(exchange, &frame, id),
        code: akwaba_domain::registry::line::short_code_shown('P', id),
        f: &frame,
    };
    exchange.page(&page)
}

fn notices(f: &Frame, group: &[EntityId], own: &PersonView) -> Vec<Notice> {
    let mut notices = Vec::new();
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

/// The groups of facts that the reader may see. `change`: with the ways to change them.
pub(super) fn sections(
    f: &Frame,
    see: &Sight,
    view: &PersonView,
    today: Day,
    change: bool,
) -> Vec<Section> {
    let path = |section: &str| {
        if change {
            format!("{}/modifier/{section}", person_path(view.id))
        } else {
            String::new()
        }
    };
    let mut sections = Vec::new();
    if see.sees(Field::Identity) {
        sections.push(identity(f, view, today, &path));
    }
    if see.sees(Field::Contact) {
        sections.push(contact(f, see, view, &path));
    }
    if see.sees(Field::Papers) {
        sections.push(papers(f, view, today, change));
    }
    if see.sees(Field::MemberGrid) {
        sections.push(grid(f, view, &path));
    }
    let mut needs = Summary::new(f);
    if see.sees(Field::Languages) {
        let text = view
            .languages
            .shown()
            .map(|l| facts::languages(f, l))
            .unwrap_or_default();
        needs = needs.row("person-languages", text).change(path("langues"));
    }
    if see.sees(Field::Functioning) {
        let text = view
            .functioning
            .shown()
            .map(|k| facts::functioning(f, k))
            .unwrap_or_default();
        needs = needs
            .row("person-functioning", text)
            .change(path("capacites"));
    }
    if see.sees(Field::Languages) {
        sections.push(Section {
            title: f.t("person-section-understanding"),
            body: needs,
            add: None,
        });
    }
    if see.sees(Field::Consents) {
        sections.push(consents(f, view, change));
    }
    sections
}

fn identity(f: &Frame, view: &PersonView, today: Day, path: &dyn Fn(&str) -> String) -> Section {
    let names = view.names.iter().map(|item| {
        let kind = f.word("person-name-kind-", item.value.kind.code());
        f.tn(
            "person-name-line",
            &[
                ("kind", kind.into()),
                ("name", item.value.text.as_str().to_owned().into()),
            ],
        )
    });
    let sex = view
        .sex
        .shown()
        .map(|sex| f.word("person-sex-", sex.code()));
    let birth = view
        .birth
        .shown()
        .map(|birth| facts::birth(f, birth, today));
    let mut body = Summary::new(f)
        .row("person-names", facts::joined(names))
        .change(path("noms"))
        .row("person-sex", sex.unwrap_or_default())
        .change(path("naissance"))
        .row("person-birth", birth.unwrap_or_default())
        .change(path("naissance"));
    if let Some(death) = view.death.shown() {
        body = body
            .row("person-death", facts::death(f, death))
            .change(path("deces"));
    }
    Section {
        title: f.t("person-section-identity"),
        body,
        add: None,
    }
}

fn contact(f: &Frame, see: &Sight, view: &PersonView, path: &dyn Fn(&str) -> String) -> Section {
    let place = view.place.shown();
    let landmark = place.and_then(|place| place.landmark.as_ref());
    let ways = view
        .contact
        .shown()
        .map(|contact| facts::contact(f, contact));
    let mut body = Summary::new(f)
        .row(
            "person-phones",
            facts::joined(view.phones.iter().map(|item| words::phone(&item.value))),
        )
        .change(path("telephones"))
        .row("person-place", place.map(words::place).unwrap_or_default())
        .change(path("adresse"))
        .row(
            "person-landmark",
            landmark.map(|words| words.as_str()).unwrap_or_default(),
        )
        .change(path("adresse"))
        .row("person-contact", ways.unwrap_or_default())
        .change(path("contact"));
    if see.sees(Field::MustNotTell) {
        let who = view.must_not_tell.iter().map(|item| {
            let words = item
                .value
                .words
                .as_ref()
                .map(|words| words.as_str().to_owned());
            words.unwrap_or_else(|| f.t("person-must-not-tell-person"))
        });
        body = body
            .row("person-must-not-tell", facts::joined(who))
            .change(path("discretion"));
    }
    Section {
        title: f.t("person-section-contact"),
        body,
        add: None,
    }
}

fn papers(f: &Frame, view: &PersonView, today: Day, change: bool) -> Section {
    let mut body = Summary::new(f);
    for item in &view.identities {
        let mut text = facts::identity(f, &item.value);
        for remark in item.value.remarks(today) {
            text = format!("{text} · {}", f.t(remark));
        }
        let path = format!("{}/pieces/{}", person_path(view.id), item.tag);
        body = body.row(&format!("person-status-{}", item.value.status.code()), text);
        if change {
            body = body.change(path);
        }
    }
    let add = (
        format!("{}/pieces/nouvelle", person_path(view.id)),
        f.t("person-paper-add"),
    );
    Section {
        title: f.t("person-section-papers"),
        body,
        add: change.then_some(add),
    }
}

fn grid(f: &Frame, view: &PersonView, path: &dyn Fn(&str) -> String) -> Section {
    let act = view
        .birth_act
        .shown()
        .map(|state| f.word("person-birth-act-", state.code()));
    let school = view
        .school
        .shown()
        .map(|s| facts::noted(f, "person-school-", s, |state| state.code()));
    let cmu = view
        .cmu
        .shown()
        .map(|state| f.word("person-cmu-", state.code()));
    let health = view
        .health
        .shown()
        .map(|h| facts::noted(f, "person-health-", h, |state| state.code()));
    let body = Summary::new(f)
        .row("person-birth-act", act.unwrap_or_default())
        .change(path("suivi"))
        .row("person-school", school.unwrap_or_default())
        .change(path("suivi"))
        .row("person-cmu", cmu.unwrap_or_default())
        .change(path("suivi"))
        .row("person-health", health.unwrap_or_default())
        .change(path("suivi"));
    Section {
        title: f.t("person-section-grid"),
        body,
        add: None,
    }
}

fn consents(f: &Frame, view: &PersonView, change: bool) -> Section {
    let mut body = Summary::new(f);
    for consent in &view.consents {
        let given = &consent.given.value;
        let state = match consent.withdrawn {
            None => f.t1("person-consent-given", "day", words::day(given.on)),
            Some(day) => f.t1("person-consent-withdrawn", "day", words::day(day)),
        };
        let form = f.word("person-consent-form-", given.form.code());
        let language = f.word("person-language-", given.language.code());
        let version = f.t1(
            "person-consent-version",
            "version",
            given.text_version.as_str(),
        );
        let about = given
            .about
            .as_ref()
            .map(|words| words.as_str().to_owned())
            .unwrap_or_default();
        let text = facts::joined([state, about, form, language, version]);
        body = body.row(&format!("person-purpose-{}", given.purpose.code()), text);
        if change && consent.withdrawn.is_none() {
            body = body.change(format!(
                "{}/consentements/{}",
                person_path(view.id),
                consent.given.tag
            ));
        }
    }
    let add = (
        format!("{}/consentements/nouveau", person_path(view.id)),
        f.t("person-consent-add"),
    );
    Section {
        title: f.t("person-section-consents"),
        body,
        add: change.then_some(add),
    }
}

/// Households and relatives, from this record and from those linked to it.
fn ties(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    group: &[EntityId],
    today: Day,
) -> Result<Section, Problem> {
    let scope = registry(exchange);
    let id: EntityId = exchange.id("id")?;
    let change = can::<act::HouseholdChange>(exchange);
    let mut body = Summary::new(f);
    let (homes, own, others, people) = exchange.read(|tx| {
        let (mut homes, mut own, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for record in group {
            homes.extend(household::of_person(tx, scope, *record)?);
            own.extend(relation::of(tx, scope, *record)?);
            others.extend(relation::to(tx, scope, *record)?);
        }
        let ids = own
            .iter()
            .map(|e| e.relation.to)
            .chain(others.iter().map(|e| e.subject));
        let people = person::several(tx, scope, ids.collect::<Vec<_>>())?;
        Ok((homes, own, others, people))
    })?;
    for home in &homes {
        let member = &home.membership;
        let role = f.word("household-role-", member.role.code());
        let period = words::period(f, member.from, member.until);
        let gone = member.until.is_some_and(|until| until < today);
        let key = if gone {
            "household-past"
        } else {
            "household-title"
        };
        let text = Html::link(
            &household_path(home.household),
            &facts::joined([role, period]),
        );
        body = body.row(key, text);
    }
    let name = |other: EntityId| {
        let row = people.iter().find(|row| row.person == other);
        row.map_or_else(
            || f.t("person-someone"),
            |row| words::short_name(f, &row.line),
        )
    };
    for edge in &own {
        let path = person_path(edge.relation.to);
        let period = words::period(f, edge.relation.from, edge.relation.until);
        let text = Html::link(&path, &name(edge.relation.to)).and(period);
        body = body.row(&format!("person-tie-{}", edge.relation.kind.code()), text);
    }
    for edge in &others {
        let text = Html::link(&person_path(edge.subject), &name(edge.subject));
        body = body.row(
            &format!("person-tie-of-{}", edge.relation.kind.code()),
            text,
        );
    }
    let add = (
        format!("{}/proches", person_path(id)),
        f.t("person-ties-add"),
    );
    Ok(Section {
        title: f.t("person-section-ties"),
        body,
        add: change.then_some(add),
    })
}

/// What else can be done, as far as the reader may.
fn more(exchange: &Exchange<'_, '_>, f: &Frame, id: EntityId) -> Vec<(String, String)> {
    let entries = [
        ("modifier/deces", "person-more-death"),
        ("rapprocher", "person-more-alike"),
        ("historique", "person-more-history"),
        ("lectures", "person-more-reads"),
    ];
    entries
        .iter()
        .map(|(end, key)| (format!("{}/{end}", person_path(id)), f.t(key)))
        .filter(|(path, _)| exchange.may_open(path))
        .collect()
}

fn conflicts(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    see: &Sight,
    view: &PersonView,
    state: &State,
    today: Day,
) -> Result<Vec<Conflict>, Problem> {
    if !can::<act::PersonChange>(exchange) || view.conflicts().is_empty() {
        return Ok(Vec::new());
    }
    let centre = exchange.call.site.centre;
    let accounts = exchange.read(|tx| Ok(account::all(tx, centre)?))?;
    let by = |source: Source| {
        let who = accounts.iter().find(|account| account.id == source.actor);
        let who = who.map_or_else(
            || f.t("registry-someone"),
            |account| account.name.as_str().to_owned(),
        );
        f.tn(
            "registry-by-on",
            &[
                ("name", who.into()),
                ("date", words::when(f, source).into()),
            ],
        )
    };
    let mut found = Vec::new();
    let mut add = |label: &str, name: &'static str, group: Field, values: Vec<(Source, String)>| {
        if see.sees(group) && view.conflicts().contains(&name) {
            let values = values
                .into_iter()
                .map(|(source, text)| (text, by(source), source.entry));
            found.push(Conflict {
                label: f.t(label),
                field: name,
                seen: seen(state, name),
                values: values.collect(),
            });
        }
    };
    let blank = f.t("parts-not-given");
    add(
        "person-sex",
        field::SEX,
        Field::Identity,
        said(&view.sex, &blank, |sex| f.word("person-sex-", sex.code())),
    );
    add(
        "person-birth",
        field::BIRTH,
        Field::Identity,
        said(&view.birth, &blank, |b| facts::birth(f, b, today)),
    );
    add(
        "person-death",
        field::DEATH,
        Field::Identity,
        said(&view.death, &blank, |d| facts::death(f, d)),
    );
    add(
        "person-place",
        field::PLACE,
        Field::Identity,
        said(&view.place, &blank, words::place),
    );
    add(
        "person-contact",
        field::CONTACT,
        Field::Contact,
        said(&view.contact, &blank, |c| facts::contact(f, c)),
    );
    add(
        "person-languages",
        field::LANGUAGES,
        Field::Languages,
        said(&view.languages, &blank, |l| facts::languages(f, l)),
    );
    add(
        "person-functioning",
        field::FUNCTIONING,
        Field::Functioning,
        said(&view.functioning, &blank, |k| facts::functioning(f, k)),
    );
    add(
        "person-birth-act",
        field::BIRTH_ACT,
        Field::MemberGrid,
        said(&view.birth_act, &blank, |s| {
            f.word("person-birth-act-", s.code())
        }),
    );
    add(
        "person-school",
        field::SCHOOL,
        Field::MemberGrid,
        said(&view.school, &blank, |n| {
            facts::noted(f, "person-school-", n, |s| s.code())
        }),
    );
    add(
        "person-cmu",
        field::CMU,
        Field::MemberGrid,
        said(&view.cmu, &blank, |s| f.word("person-cmu-", s.code())),
    );
    add(
        "person-health",
        field::HEALTH,
        Field::MemberGrid,
        said(&view.health, &blank, |n| {
            facts::noted(f, "person-health-", n, |s| s.code())
        }),
    );
    Ok(found)
}

fn said<T>(known: &Known<T>, blank: &str, text: impl Fn(&T) -> String) -> Vec<(Source, String)> {
    let say = |value: &Option<T>| value.as_ref().map_or_else(|| blank.to_owned(), &text);
    known
        .live
        .iter()
        .map(|(source, value)| (*source, say(value)))
        .collect()
}

/// Settles a conflict: the value chosen stands, the others stay in the history.
fn settle(exchange: &mut Exchange<'_, '_>) -> Answer {
    let id: EntityId = exchange.id("id")?;
    let entry: EntryId = exchange
        .form
        .get("entry")
        .parse()
        .map_err(|_| Problem::NotFound)?;
    let settle = Change::Settle(
        exchange.form.get("field").to_owned(),
        exchange.form.get("seen").to_owned(),
        entry,
    );
    let overlapped = write(exchange, id, &settle, &Why::default())?;
    exchange.done(&person_path(id), changed(overlapped))
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
