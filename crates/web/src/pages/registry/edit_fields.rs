//! The questions about each group of facts.

use akwaba_domain::registry::birth::Origin;
use akwaba_domain::registry::contact::Way;
use akwaba_domain::registry::functioning::{Difficulty, Domain};
use akwaba_domain::registry::language::{Interpreter, Language};
use akwaba_domain::registry::name::NameKind;
use akwaba_domain::registry::needs::{BirthActState, CmuState, HealthState, SchoolState};
use akwaba_journal::id::EntityId;
use askama::Template;

use super::edit::Part;
use super::form::side_by_side;
use super::new::sexes;
use crate::frame::Frame;
use crate::parts::{Choice, Fields, Html, part};

/// The questions of a part; `named`: the names of other persons.
pub(super) fn of(
    f: &Frame,
    part: Part,
    form: &Fields,
    named: &dyn Fn(EntityId) -> String,
) -> Vec<Html> {
    match part {
        Part::Names => names(f, form),
        Part::Civil => civil(f, form),
        Part::Phones => phones(f, form),
        Part::Place => place(f, form),
        Part::Origin => origin(f, form),
        Part::Contact => contact(f, form),
        Part::MustNotTell => must_not_tell(f, form, named),
        Part::Languages => languages(f, form),
        Part::Functioning => functioning(f, form),
        Part::Needs => needs(f, form),
        Part::Death => death(f, form),
    }
}

/// The number of rows of a form, as it carries it.
pub(super) fn rows(sent: &str) -> usize {
    sent.parse::<usize>().unwrap_or(1).clamp(1, 40)
}

/// The answers of a list of the domain.
pub(super) fn choices(
    f: &Frame,
    family: &str,
    codes: impl IntoIterator<Item = &'static str>,
) -> Vec<Choice> {
    codes
        .into_iter()
        .map(|code| Choice::new(code, f.word(family, code)))
        .collect()
}

fn names(f: &Frame, form: &Fields) -> Vec<Html> {
    let kinds = || {
        choices(
            f,
            "person-name-kind-",
            NameKind::ALL.iter().map(|kind| kind.code()),
        )
    };
    (0..rows(form.sent("rows")))
        .map(|index| {
            side_by_side(
                &form
                    .text(&format!("name-{index}"), "person-name")
                    .length_max(120),
                &form.select(&format!("kind-{index}"), "person-name-kind", kinds()),
            )
        })
        .collect()
}

/// Sex and birth.
pub(super) fn civil(f: &Frame, form: &Fields) -> Vec<Html> {
    let origins = choices(
        f,
        "person-origin-",
        Origin::ALL
            .iter()
            .filter(|o| **o != Origin::Import)
            .map(|o| o.code()),
    );
    vec![
        Html::of(
            &form
                .radios("sex", "person-sex", choices(f, "person-sex-", sexes()))
                .inline(),
        ),
        Html::of(
            &form
                .date("birth", "person-birth")
                .hint(f.t("person-birth-hint")),
        ),
        Html::of(&form.tick("birth-about", "person-birth-about")),
        Html::of(
            &form
                .text("birth-age", "person-birth-age")
                .short()
                .hint(f.t("person-birth-age-hint")),
        ),
        Html::of(&More {
            title: f.t("person-birth-more"),
            open: !form.sent("birth-origin").is_empty(),
            body: vec![
                Html::of(
                    &form
                        .select("birth-origin", "person-birth-origin", origins)
                        .half(),
                ),
                Html::of(&form.tick("birth-proven", "person-birth-proven")),
            ],
        }),
    ]
}

/// Questions behind one line, opened when needed.
#[derive(Template)]
#[template(path = "registry/more.html")]
struct More {
    title: String,
    open: bool,
    body: Vec<Html>,
}
part!(More);

fn phones(f: &Frame, form: &Fields) -> Vec<Html> {
    (0..rows(form.sent("rows")))
        .map(|index| {
            side_by_side(
                &form.phone(&format!("phone-{index}"), "person-phone"),
                &form
                    .text(&format!("whose-{index}"), "person-phone-whose")
                    .hint(f.t("person-phone-whose-hint")),
            )
        })
        .collect()
}

/// The village that someone comes from.
fn origin(f: &Frame, form: &Fields) -> Vec<Html> {
    vec![side_by_side(
        &form
            .text("origin-unit", "person-place-unit")
            .hint(f.t("person-origin-unit-hint")),
        &form.text("origin-locality", "person-place-locality"),
    )]
}

/// Where someone lives.
pub(super) fn place(f: &Frame, form: &Fields) -> Vec<Html> {
    vec![
        side_by_side(
            &form
                .text("place-unit", "person-place-unit")
                .hint(f.t("person-place-unit-hint")),
            &form
                .text("place-locality", "person-place-locality")
                .hint(f.t("person-place-locality-hint")),
        ),
        Html::of(
            &form
                .area("place-landmark", "person-landmark", 2)
                .hint(f.t("person-landmark-hint"))
                .length_max(2000),
        ),
    ]
}

fn contact(f: &Frame, form: &Fields) -> Vec<Html> {
    let ways = choices(f, "person-way-", Way::ALL.iter().map(|way| way.code()));
    vec![
        Html::of(
            &form
                .checks("contact-way", "person-contact", ways)
                .why(f.t("person-contact-why")),
        ),
        Html::of(
            &form
                .text("contact-hours", "person-contact-hours")
                .hint(f.t("person-contact-hours-hint")),
        ),
        Html::of(
            &form
                .area("contact-words", "person-contact-words", 3)
                .hint(f.t("person-contact-words-hint"))
                .length_max(2000),
        ),
    ]
}

fn must_not_tell(f: &Frame, form: &Fields, names: &dyn Fn(EntityId) -> String) -> Vec<Html> {
    let row = |index: usize| {
        let field = form
            .text(&format!("must-not-tell-{index}"), "person-must-not-tell")
            .length_max(120);
        let field = if index == 0 {
            field.why(f.t("person-must-not-tell-why"))
        } else {
            field
        };
        let person: Option<EntityId> = form.sent(&format!("who-{index}")).parse().ok();
        match person {
            None => vec![Html::of(&field.hint(f.t("person-must-not-tell-hint")))],
            Some(person) => vec![
                Html::of(&field.hint(f.t1("person-must-not-tell-of", "name", names(person)))),
                Html::of(&form.tick(&format!("drop-{index}"), "person-must-not-tell-drop")),
            ],
        }
    };
    (0..rows(form.sent("rows"))).flat_map(row).collect()
}

fn languages(f: &Frame, form: &Fields) -> Vec<Html> {
    let spoken = choices(
        f,
        "person-language-",
        Language::ALL.iter().map(|l| l.code()),
    );
    let interpreter = choices(
        f,
        "person-interpreter-",
        Interpreter::ALL.iter().map(|i| i.code()),
    );
    vec![
        Html::of(&form.checks("language", "person-languages", spoken).inline()),
        Html::of(&form.text("language-others", "person-languages-others")),
        Html::of(&form.radios("interpreter", "person-interpreter", interpreter)),
        Html::of(&form.text("interpreter-by", "person-who-interprets")),
    ]
}

fn functioning(f: &Frame, form: &Fields) -> Vec<Html> {
    let mut fields = vec![Html::from(f.t("person-functioning-intro"))];
    for domain in Domain::ALL {
        let answers = choices(
            f,
            "person-difficulty-",
            Difficulty::ALL.iter().map(|d| d.code()),
        );
        let name = format!("functioning-{}", domain.code());
        let question = format!("person-functioning-ask-{}", domain.code());
        fields.push(Html::of(&form.radios(&name, &question, answers).inline()));
    }
    fields
}

fn needs(f: &Frame, form: &Fields) -> Vec<Html> {
    let act = choices(
        f,
        "person-birth-act-",
        BirthActState::ALL.iter().map(|s| s.code()),
    );
    let school = choices(
        f,
        "person-school-",
        SchoolState::ALL.iter().map(|s| s.code()),
    );
    let cmu = choices(f, "person-cmu-", CmuState::ALL.iter().map(|s| s.code()));
    let health = choices(
        f,
        "person-health-",
        HealthState::ALL.iter().map(|s| s.code()),
    );
    vec![
        Html::of(&form.select("birth-act", "person-birth-act", act)),
        Html::of(&form.select("school", "person-school", school)),
        Html::of(
            &form
                .text("school-words", "person-grid-school")
                .length_max(120),
        ),
        Html::of(&form.select("cmu", "person-cmu", cmu)),
        Html::of(
            &form
                .select("health", "person-health", health)
                .why(f.t("person-grid-health-why")),
        ),
        Html::of(
            &form
                .text("health-words", "person-grid-health")
                .length_max(120),
        ),
    ]
}

fn death(f: &Frame, form: &Fields) -> Vec<Html> {
    let origins = choices(
        f,
        "person-origin-",
        Origin::ALL
            .iter()
            .filter(|o| **o != Origin::Import)
            .map(|o| o.code()),
    );
    vec![
        Html::of(&form.tick("died", "person-died")),
        Html::of(&form.date("death-on", "person-died-when")),
        Html::of(&form.select("death-origin", "person-source", origins).half()),
    ]
}
