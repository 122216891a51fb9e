//! Two values that two people wrote without seeing each other: both shown, with who wrote them and when.

use akwaba_domain::policy::{Field, act};
use akwaba_domain::registry::edit::{Known, seen};
use akwaba_domain::registry::person::field;
use akwaba_domain::registry::{Day, PersonView};
use akwaba_journal::id::EntryId;
use akwaba_journal::state::{Source, State};

use super::common::{Authors, can};
use super::facts::{self, Sight};
use super::words;
use crate::exchange::Exchange;
use crate::frame::Frame;
use crate::problem::Problem;

/// Two values of one field, for a person to choose.
pub(super) struct Conflict {
    pub(super) label: String,
    pub(super) field: &'static str,
    pub(super) seen: String,
    pub(super) values: Vec<(String, String, EntryId)>,
}

/// The conflicts that the reader may see and settle.
pub(super) fn conflicts(
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
    let authors = Authors::of(exchange)?;
    let by = |source: Source| authors.by(f, source);
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
        "person-village-of-origin",
        field::ORIGIN,
        Field::Identity,
        said(&view.origin, &blank, words::place),
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
