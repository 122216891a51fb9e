//! What is known of a person, group by group, with the ways to change it: for the page, the history and the sheet.

use akwaba_domain::policy::Field;
use akwaba_domain::registry::{Day, PersonView};
use akwaba_journal::id::EntityId;

use super::common::person_path;
use super::facts::{self, Sight};
use super::words;
use crate::frame::Frame;
use crate::parts::Summary;

/// Some facts under one title.
pub(super) struct Section {
    pub(super) title: String,
    pub(super) body: Summary,
    /// What to say instead, where there is nothing yet.
    pub(super) empty: String,
    pub(super) add: Option<(String, String)>,
}

/// The groups of facts that the reader may see. `change`: with the ways to change them; `names`: of other persons.
pub(super) fn sections(
    f: &Frame,
    see: &Sight,
    view: &PersonView,
    today: Day,
    change: bool,
    names: &dyn Fn(EntityId) -> String,
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
        sections.push(contact(f, see, view, &path, names));
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
            empty: String::new(),
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
        .change(path("naissance"))
        .row(
            "person-village-of-origin",
            view.origin.shown().map(words::place).unwrap_or_default(),
        )
        .change(path("origine"));
    if let Some(death) = view.death.shown() {
        body = body
            .row("person-death", facts::death(f, death))
            .change(path("deces"));
    }
    Section {
        title: f.t("person-section-identity"),
        body,
        empty: String::new(),
        add: None,
    }
}

fn contact(
    f: &Frame,
    see: &Sight,
    view: &PersonView,
    path: &dyn Fn(&str) -> String,
    names: &dyn Fn(EntityId) -> String,
) -> Section {
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
        let who = view.must_not_tell.iter();
        let who = who.map(|item| facts::must_not_tell(&item.value, names));
        body = body
            .row("person-must-not-tell", facts::joined(who))
            .change(path("discretion"));
    }
    Section {
        title: f.t("person-section-contact"),
        body,
        empty: String::new(),
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
        empty: none(f, view.identities.is_empty(), "person-no-paper"),
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
        empty: String::new(),
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
        empty: none(f, view.consents.is_empty(), "person-no-consent"),
        add: change.then_some(add),
    }
}

/// The sentence for an empty group.
pub(super) fn none(f: &Frame, empty: bool, key: &str) -> String {
    if empty { f.t(key) } else { String::new() }
}
