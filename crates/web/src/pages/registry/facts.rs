//! What is known of a person as lines of text, by group of fields: the same words on the page, on paper and beside another
//! record.

use akwaba_domain::policy::Field;
use akwaba_domain::registry::birth::Birth;
use akwaba_domain::registry::contact::{MustNotTell, SafeContact};
use akwaba_domain::registry::functioning::{Domain, Functioning};
use akwaba_domain::registry::identity::Identity;
use akwaba_domain::registry::language::Languages;
use akwaba_domain::registry::person::{Death, Noted};
use akwaba_domain::registry::place::Place;
use akwaba_domain::registry::{Day, PersonView};
use akwaba_journal::id::EntityId;

use super::common::sees;
use super::words;
use crate::exchange::Exchange;
use crate::frame::Frame;

/// What the reader may see of a person.
pub(super) struct Sight {
    shown: Vec<Field>,
}

impl Sight {
    /// Asks the policy for each group.
    pub(super) fn of(exchange: &Exchange<'_, '_>) -> Self {
        let shown = Field::ALL
            .into_iter()
            .filter(|field| sees(exchange, *field))
            .collect();
        Self { shown }
    }

    /// The same, but for one group.
    pub(super) fn without(&self, group: Field) -> Self {
        let shown = self
            .shown
            .iter()
            .copied()
            .filter(|field| *field != group)
            .collect();
        Self { shown }
    }

    /// Whether a group may be seen.
    pub(super) fn sees(&self, field: Field) -> bool {
        self.shown.contains(&field)
    }
}

/// The facts of two records, line by line, as far as the reader may see them.
pub(super) fn side_by_side(
    f: &Frame,
    see: &Sight,
    one: &PersonView,
    two: &PersonView,
    today: Day,
) -> Vec<(&'static str, String, String)> {
    let mut lines = Vec::new();
    let mut line = |key: &'static str, group: Field, text: &dyn Fn(&PersonView) -> String| {
        if see.sees(group) {
            lines.push((key, text(one), text(two)));
        }
    };
    line("person-names", Field::Identity, &|v| words::names(f, v));
    line("person-sex", Field::Identity, &|v| {
        v.sex
            .shown()
            .map(|sex| f.word("person-sex-", sex.code()))
            .unwrap_or_default()
    });
    line("person-birth", Field::Identity, &|v| {
        v.birth
            .shown()
            .map(|b| words::birth_and_age(f, b, today))
            .unwrap_or_default()
    });
    line("person-place", Field::Identity, &|v| {
        v.place.shown().map(words::place).unwrap_or_default()
    });
    line("person-village-of-origin", Field::Identity, &|v| {
        v.origin.shown().map(words::place).unwrap_or_default()
    });
    line("person-phones", Field::Contact, &|v| {
        joined(v.phones.iter().map(|item| words::phone(&item.value)))
    });
    line("person-papers", Field::Papers, &|v| {
        joined(v.identities.iter().map(|item| identity(f, &item.value)))
    });
    line("person-languages", Field::Languages, &|v| {
        v.languages
            .shown()
            .map(|l| languages(f, l))
            .unwrap_or_default()
    });
    line("person-code", Field::Identity, &|v| {
        akwaba_domain::registry::line::short_code_shown('P', v.id)
    });
    lines
}

/// The facts of one record as far as the reader may see them, for its own person: the label of each, and the fact.
#[cfg(not(target_arch = "wasm32"))]
pub(in crate::pages) fn told(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    view: &PersonView,
    today: Day,
) -> Vec<(String, String)> {
    let lines = side_by_side(f, &Sight::of(exchange), view, view, today);
    let known = lines.into_iter().filter(|(_, text, _)| !text.is_empty());
    known.map(|(key, text, _)| (f.t(key), text)).collect()
}

/// Texts one after another.
pub(super) fn joined(texts: impl IntoIterator<Item = String>) -> String {
    let texts: Vec<String> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    texts.join(" · ")
}

/// A birth, with where it is known from and what is to be known about its day.
pub(super) fn birth(f: &Frame, birth: &Birth, today: Day) -> String {
    let mut text = words::birth_and_age(f, birth, today);
    if let Some(origin) = birth.origin {
        text = format!("{text} · {}", f.word("person-origin-", origin.code()));
    }
    if birth.has_default_day() {
        let written =
            [birth.day, birth.month].map(|n| n.map(|n| format!("{n:02}/")).unwrap_or_default());
        let [day, month] = written;
        let written = format!("{day}{month}{}", birth.year.unwrap_or_default());
        text = format!(
            "{text} · {}",
            f.t1("person-birth-default", "written", written)
        );
    }
    text
}

/// An identity: what it is, its number, who issued it, until when.
pub(super) fn identity(f: &Frame, identity: &Identity) -> String {
    let kind = identity.label.as_ref().map_or_else(
        || f.word("person-document-", identity.kind.code()),
        |label| label.as_str().to_owned(),
    );
    let mut text = match &identity.number {
        Some(number) => f.tn(
            "person-paper-number",
            &[
                ("kind", kind.into()),
                ("number", number.as_str().to_owned().into()),
            ],
        ),
        None => kind,
    };
    let issued = identity.issued.map(|date| words::partial(f, date));
    let details = [
        identity
            .issuer
            .as_ref()
            .map(|issuer| issuer.as_str().to_owned()),
        issued.map(|date| f.t1("person-paper-issued", "date", date)),
        identity
            .expires
            .map(|date| f.t1("person-paper-expires", "date", words::partial(f, date))),
    ];
    for detail in details.into_iter().flatten() {
        text = format!("{text}, {detail}");
    }
    text
}

/// Languages, and who interprets.
pub(super) fn languages(f: &Frame, languages: &Languages) -> String {
    let spoken = languages
        .spoken
        .iter()
        .map(|l| f.word("person-language-", l.code()));
    let others = languages
        .others
        .as_ref()
        .map(|words| words.as_str().to_owned());
    let interpreter = languages
        .interpreter
        .map(|i| f.word("person-interpreter-", i.code()));
    let by = languages.by.as_ref().map(|words| words.as_str().to_owned());
    joined(spoken.chain(others).chain(interpreter).chain(by))
}

/// Difficulties: only those said, in the words of the questions.
pub(super) fn functioning(f: &Frame, known: &Functioning) -> String {
    let said = Domain::ALL.iter().filter_map(|domain| {
        let answer = known.answer(*domain)?;
        let (domain, answer) = (
            f.word("person-ability-", domain.code()),
            f.word("person-difficulty-", answer.code()),
        );
        Some(f.tn(
            "person-functioning-said",
            &[("domain", domain.into()), ("answer", answer.into())],
        ))
    });
    joined(said)
}

/// The safe ways to contact.
pub(in crate::pages) fn contact(f: &Frame, contact: &SafeContact) -> String {
    let ways = contact
        .ways
        .iter()
        .map(|way| f.word("person-way-", way.code()));
    let hours = contact
        .hours
        .as_ref()
        .map(|words| words.as_str().to_owned());
    let more = contact
        .words
        .as_ref()
        .map(|words| words.as_str().to_owned());
    joined(ways.chain(hours).chain(more))
}

/// A death.
pub(super) fn death(f: &Frame, death: &Death) -> String {
    let on = death.on.map_or_else(
        || f.t("person-died-some-day"),
        |date| f.t1("person-died-on", "date", words::partial(f, date)),
    );
    let origin = death
        .origin
        .map(|origin| f.word("person-origin-", origin.code()));
    joined([Some(on), origin].into_iter().flatten())
}

/// A box of the grid, and the word beside it.
pub(super) fn noted<T: Copy>(
    f: &Frame,
    family: &str,
    noted: &Noted<T>,
    code: fn(T) -> &'static str,
) -> String {
    let state = noted.state.map(|state| f.word(family, code(state)));
    let words = noted.words.as_ref().map(|words| words.as_str().to_owned());
    joined([state, words].into_iter().flatten())
}

/// An address with how to get there.
pub(super) fn place(place: &Place) -> String {
    let landmark = place
        .landmark
        .as_ref()
        .map(|words| words.as_str().to_owned());
    joined([Some(words::place(place)), landmark].into_iter().flatten())
}

/// Who must not be told: the person of the registry, the words, or both.
pub(in crate::pages) fn must_not_tell(
    who: &MustNotTell,
    names: &dyn Fn(EntityId) -> String,
) -> String {
    let words = who.words.as_ref().map(|words| words.as_str().to_owned());
    let person = who.person.map(names);
    let said: Vec<String> = [person, words].into_iter().flatten().collect();
    said.join(", ")
}
