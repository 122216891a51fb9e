//! Between a person and the form of one group of facts: what the form shows, what it carries unseen, and the change it asks for.

use akwaba_domain::registry::birth::BirthForm;
use akwaba_domain::registry::change::{Change, Row};
use akwaba_domain::registry::contact::SafeContactForm;
use akwaba_domain::registry::edit::seen;
use akwaba_domain::registry::functioning::Domain;
use akwaba_domain::registry::language::LanguagesForm;
use akwaba_domain::registry::needs::NeedsForm;
use akwaba_domain::registry::person::{PersonView, field};
use akwaba_domain::registry::place::{Place, PlaceForm};
use akwaba_domain::registry::units;
use akwaba_domain::registry::when::Partial;
use akwaba_journal::state::State;

use super::edit::Part;
use super::edit_fields::rows;
use super::new;
use crate::http::Form;

/// Empty rows offered after those that are filled.
const ROWS_MORE: usize = 2;

/// The names of the hidden fields of a part: what the writer saw of each value.
pub(super) fn seen_names(part: Part, rows_sent: &str) -> Vec<String> {
    let list = |more: &str| -> Vec<String> {
        let mut names = vec!["rows".to_owned()];
        for index in 0..rows(rows_sent) {
            names.push(format!("seen-{index}"));
            if !more.is_empty() {
                names.push(format!("{more}-{index}"));
            }
        }
        names
    };
    let named = |names: &[&str]| -> Vec<String> {
        names.iter().map(|name| format!("seen-{name}")).collect()
    };
    match part {
        Part::Names | Part::Phones => list(""),
        Part::MustNotTell => list("who"),
        Part::Civil => {
            let mut names: Vec<String> = named(&[field::SEX, field::BIRTH]);
            names.push("birth-age-on".to_owned());
            names
        }
        Part::Place => named(&[field::PLACE]),
        Part::Origin => named(&[field::ORIGIN]),
        Part::Contact => named(&[field::CONTACT]),
        Part::Languages => named(&[field::LANGUAGES]),
        Part::Functioning => named(&[field::FUNCTIONING]),
        Part::Needs => named(&[field::BIRTH_ACT, field::SCHOOL, field::CMU, field::HEALTH]),
        Part::Death => named(&[field::DEATH]),
    }
}

/// The form of a part, filled with what is known.
pub(super) fn filled(part: Part, view: &PersonView, state: &State) -> Form {
    let mut form = Form::new();
    for name in seen_names(part, "1") {
        let known = name
            .strip_prefix("seen-")
            .filter(|name| field::SETTLED.contains(name));
        if let Some(field) = known {
            form = form.with(&name, seen(state, field));
        }
    }
    match part {
        Part::Names => {
            for (index, item) in view.names.iter().enumerate() {
                form = form
                    .with(&format!("seen-{index}"), item.seen())
                    .with(&format!("kind-{index}"), item.value.kind.code())
                    .with(&format!("name-{index}"), item.value.text.as_str());
            }
            form.with("rows", (view.names.len() + ROWS_MORE).to_string())
        }
        Part::Phones => {
            for (index, item) in view.phones.iter().enumerate() {
                let whose = item
                    .value
                    .whose
                    .as_ref()
                    .map(|whose| whose.as_str())
                    .unwrap_or_default();
                form = form
                    .with(&format!("seen-{index}"), item.seen())
                    .with(&format!("phone-{index}"), item.value.shown())
                    .with(&format!("whose-{index}"), whose);
            }
            form.with("rows", (view.phones.len() + ROWS_MORE).to_string())
        }
        Part::MustNotTell => {
            for (index, item) in view.must_not_tell.iter().enumerate() {
                let person = item
                    .value
                    .person
                    .map(|id| id.to_string())
                    .unwrap_or_default();
                let words = item
                    .value
                    .words
                    .as_ref()
                    .map(|words| words.as_str())
                    .unwrap_or_default();
                form = form
                    .with(&format!("seen-{index}"), item.seen())
                    .with(&format!("who-{index}"), person)
                    .with(&format!("must-not-tell-{index}"), words);
            }
            form.with("rows", (view.must_not_tell.len() + ROWS_MORE).to_string())
        }
        _ => filled_fields(part, view, form),
    }
}

fn filled_fields(part: Part, view: &PersonView, form: Form) -> Form {
    match part {
        Part::Civil => {
            let sex = view.sex.shown().map(|sex| sex.code()).unwrap_or_default();
            let birth = view.birth.shown().map(BirthForm::of).unwrap_or_default();
            form.with("sex", sex)
                .with("birth_day", birth.day)
                .with("birth_month", birth.month)
                .with("birth_year", birth.year)
                .with("birth-about", birth.about)
                .with("birth-age", birth.age)
                .with("birth-age-on", birth.age_on)
                .with("birth-origin", birth.origin)
                .with("birth-proven", birth.proven)
        }
        Part::Place => with_place(form, view.place.shown()),
        Part::Origin => {
            let known = with_place(Form::new(), view.origin.shown());
            form.with("origin-unit", known.get("place-unit").to_owned())
                .with("origin-locality", known.get("place-locality").to_owned())
        }
        Part::Contact => {
            let contact = view
                .contact
                .shown()
                .map(SafeContactForm::of)
                .unwrap_or_default();
            let form = contact
                .ways
                .iter()
                .fold(form, |form, way| form.with("contact-way", way.as_str()));
            form.with("contact-hours", contact.hours)
                .with("contact-words", contact.words)
        }
        Part::Languages => {
            let languages = view
                .languages
                .shown()
                .map(LanguagesForm::of)
                .unwrap_or_default();
            let form = languages
                .spoken
                .iter()
                .fold(form, |form, code| form.with("language", code.as_str()));
            form.with("language-others", languages.others)
                .with("interpreter", languages.interpreter)
                .with("interpreter-by", languages.by)
        }
        Part::Functioning => Domain::ALL.iter().fold(form, |form, domain| {
            let answer = view
                .functioning
                .shown()
                .and_then(|known| known.answer(*domain));
            let answer = answer.map(|answer| answer.code()).unwrap_or_default();
            form.with(&format!("functioning-{}", domain.code()), answer)
        }),
        Part::Needs => {
            let needs = NeedsForm::of(&view.needs());
            form.with("birth-act", needs.birth_act)
                .with("school", needs.school)
                .with("school-words", needs.school_words)
                .with("cmu", needs.cmu)
                .with("health", needs.health)
                .with("health-words", needs.health_words)
        }
        Part::Death => match view.death.shown() {
            None => form,
            Some(death) => {
                let origin = death.origin.map(|origin| origin.code()).unwrap_or_default();
                with_date(
                    form.with("died", "1").with("death-origin", origin),
                    "death-on",
                    death.on,
                )
            }
        },
        Part::Names | Part::Phones | Part::MustNotTell => form,
    }
}

/// A form with an address in its boxes: the unit by its name and parents, which read back to its code.
pub(super) fn with_place(form: Form, known: Option<&Place>) -> Form {
    let known = known.map(PlaceForm::of).unwrap_or_default();
    let unit = if known.unit.is_empty() {
        String::new()
    } else {
        units::path(&known.unit)
    };
    form.with("place-unit", unit)
        .with("place-locality", known.locality)
        .with("place-landmark", known.landmark)
}

/// A form with a date in its three boxes.
pub(super) fn with_date(form: Form, name: &str, date: Option<Partial>) -> Form {
    let Some(date) = date else { return form };
    let show = |number: Option<i8>| number.map(|n| n.to_string()).unwrap_or_default();
    form.with(&format!("{name}_day"), show(date.day))
        .with(&format!("{name}_month"), show(date.month))
        .with(&format!("{name}_year"), date.year.to_string())
}

/// The date of three boxes, as the domain reads it; a day without a month stays unreadable, and is said so.
pub(in crate::pages) fn date(sent: &Form, name: &str) -> String {
    let part = |part: &str| sent.get(&format!("{name}_{part}")).to_owned();
    let parts = [part("day"), part("month"), part("year")];
    let mut given: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    let [day, month, _] = &parts;
    if !day.is_empty() && month.is_empty() {
        given.push("?");
    }
    given.join("/")
}

/// The change that a form asks for.
pub(super) fn change(part: Part, sent: &Form) -> Change {
    let own = |name: &str| sent.get(name).to_owned();
    let all = |name: &str| sent.all(name).map(str::to_owned).collect();
    let list = |first: &str, second: &str| -> Vec<Row> {
        (0..rows(sent.get("rows")))
            .map(|index| {
                let at = |name: &str| own(&format!("{name}-{index}"));
                (at("seen"), at(first), at(second))
            })
            .collect()
    };
    let saw = |field: &str| own(&format!("seen-{field}"));
    match part {
        Part::Names => Change::Names(list("kind", "name")),
        Part::Phones => Change::Phones(list("phone", "whose")),
        Part::MustNotTell => {
            let mut rows = list("who", "must-not-tell");
            for (index, (_, who, words)) in rows.iter_mut().enumerate() {
                if sent.get(&format!("drop-{index}")) == "1" {
                    who.clear();
                    words.clear();
                }
            }
            Change::MustNotTell(rows)
        }
        Part::Civil => Change::Civil {
            sex_seen: saw(field::SEX),
            sex: own("sex"),
            birth_seen: saw(field::BIRTH),
            birth: new::birth(sent),
        },
        Part::Place => Change::Place(saw(field::PLACE), new::place(sent)),
        Part::Origin => {
            let form = PlaceForm {
                unit: own("origin-unit"),
                locality: own("origin-locality"),
                ..PlaceForm::default()
            };
            Change::Origin(saw(field::ORIGIN), form)
        }
        Part::Contact => {
            let form = SafeContactForm {
                ways: all("contact-way"),
                hours: own("contact-hours"),
                words: own("contact-words"),
            };
            Change::Contact(saw(field::CONTACT), form)
        }
        Part::Languages => {
            let form = LanguagesForm {
                spoken: all("language"),
                others: own("language-others"),
                interpreter: own("interpreter"),
                by: own("interpreter-by"),
            };
            Change::Languages(saw(field::LANGUAGES), form)
        }
        Part::Functioning => {
            let mut answers: [String; 6] = Default::default();
            for (answer, domain) in answers.iter_mut().zip(Domain::ALL) {
                *answer = own(&format!("functioning-{}", domain.code()));
            }
            Change::Functioning(saw(field::FUNCTIONING), answers)
        }
        Part::Needs => {
            let form = NeedsForm {
                birth_act: own("birth-act"),
                school: own("school"),
                school_words: own("school-words"),
                cmu: own("cmu"),
                health: own("health"),
                health_words: own("health-words"),
            };
            let seen = [field::BIRTH_ACT, field::SCHOOL, field::CMU, field::HEALTH].map(saw);
            Change::Needs(seen, form)
        }
        Part::Death => Change::Death(
            saw(field::DEATH),
            own("died"),
            date(sent, "death-on"),
            own("death-origin"),
        ),
    }
}
