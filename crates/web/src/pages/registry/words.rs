//! The facts of the registry as people say them.

use akwaba_domain::registry::birth::{Birth, Precision};
use akwaba_domain::registry::group::GroupLine;
use akwaba_domain::registry::line::PersonLine;
use akwaba_domain::registry::name::{Name, NameKind};
use akwaba_domain::registry::phone::Phone;
use akwaba_domain::registry::place::Place;
use akwaba_domain::registry::when::Partial;
use akwaba_domain::registry::{Day, PersonView, units};
use akwaba_journal::state::Source;

use crate::frame::Frame;
use crate::show;

/// All the names in one line: KOUASSI Affoué Marie, née KONÉ, « Tantie ».
pub(in crate::pages) fn names(frame: &Frame, view: &PersonView) -> String {
    let line = view.line();
    let mut text = line.short().as_str().to_owned();
    if line.surname.is_some() || !line.given.is_empty() {
        for name in &line.others {
            text.push_str(", ");
            text.push_str(&name_said(frame, name));
        }
    }
    text
}

/// A name with what kind it is: "née KONÉ", "dit Vieux Père".
pub(super) fn name_said(frame: &Frame, name: &Name) -> String {
    let text = name.text.as_str();
    match name.kind {
        NameKind::Given | NameKind::Surname => text.to_owned(),
        kind => frame.t1(&format!("person-name-said-{}", kind.code()), "name", text),
    }
}

/// Sex, age and place, as far as they are known.
pub(super) fn facts(frame: &Frame, line: &PersonLine, today: Day) -> String {
    let mut parts = Vec::new();
    parts.extend(line.sex.map(|sex| frame.word("person-sex-", sex.code())));
    parts.extend(
        line.birth
            .as_ref()
            .and_then(|birth| age(frame, birth, today)),
    );
    parts.extend(line.place.as_ref().map(place_short));
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

/// A birth as it is known: "14/03/1991", "mars 1991", "vers 1975"; an age where that is all.
pub(super) fn birth(frame: &Frame, birth: &Birth, today: Day) -> String {
    if birth.precision() == Precision::Age {
        return age(frame, birth, today).unwrap_or_default();
    }
    let (day, month, year) = birth.known();
    show::partial(frame.lang, day, month, year, birth.about)
}

/// A birth with the age beside it.
pub(in crate::pages) fn birth_and_age(frame: &Frame, birth_known: &Birth, today: Day) -> String {
    let said = birth(frame, birth_known, today);
    if birth_known.precision() == Precision::Age {
        return said;
    }
    match age(frame, birth_known, today) {
        Some(age) => format!("{said} ({age})"),
        None => said,
    }
}

/// The age today: "35 ans", "34 ou 35 ans", "51 ans environ", "7 mois".
pub(super) fn age(frame: &Frame, birth: &Birth, today: Day) -> Option<String> {
    let (youngest, oldest) = birth.ages_on(today)?;
    let (youngest, oldest) = (u32::try_from(youngest).ok()?, u32::try_from(oldest).ok()?);
    Some(match birth.precision() {
        Precision::Age | Precision::About => {
            show::age(frame.lang, (youngest + oldest) / 2 * 12, true)
        }
        Precision::Exact if oldest < 2 => show::age(frame.lang, months(birth, today)?, false),
        _ if youngest == oldest => frame.t1("person-age", "count", i64::from(youngest)),
        _ => frame.tn(
            "person-age-or",
            &[
                ("low", i64::from(youngest).into()),
                ("high", i64::from(oldest).into()),
            ],
        ),
    })
}

fn months(birth: &Birth, today: Day) -> Option<u32> {
    let born = Day::from_matching(birth.span()?.earliest())?.date();
    let today = today.date();
    let whole =
        i32::from(today.year() - born.year()) * 12 + i32::from(today.month() - born.month());
    u32::try_from(whole - i32::from(today.day() < born.day())).ok()
}

/// A date of which a part may be missing.
pub(super) fn partial(frame: &Frame, date: Partial) -> String {
    show::partial(frame.lang, date.day, date.month, Some(date.year), false)
}

/// A day: 14/03/1991.
pub(super) fn day(day: Day) -> String {
    show::civil(day.date())
}

/// "du 14/03/1991 au …", or nothing where neither end is known.
pub(super) fn period(frame: &Frame, from: Option<Day>, until: Option<Day>) -> String {
    match (from, until) {
        (None, None) => String::new(),
        (Some(from), None) => frame.t1("registry-since", "day", day(from)),
        (None, Some(until)) => frame.t1("registry-until", "day", day(until)),
        (Some(from), Some(until)) => frame.tn(
            "registry-from-until",
            &[("from", day(from).into()), ("until", day(until).into())],
        ),
    }
}

/// Locality and unit: "Ebimpé, Anyama, Abidjan".
pub(in crate::pages) fn place(place: &Place) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(
        place
            .locality
            .as_ref()
            .map(|words| words.as_str().to_owned()),
    );
    parts.extend(place.unit.as_deref().map(units::path));
    parts.join(", ")
}

/// Locality and the name of the unit alone: for lists.
pub(in crate::pages) fn place_short(place: &Place) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(
        place
            .locality
            .as_ref()
            .map(|words| words.as_str().to_owned()),
    );
    let unit = place.unit.as_deref().and_then(units::find);
    parts.extend(unit.map(|(_, unit)| unit.name.clone()));
    parts.join(", ")
}

/// A group in a list: its other name, its kind, its place.
pub(super) fn group_facts(frame: &Frame, line: &GroupLine) -> String {
    let kind = frame.word("group-kind-", line.kind.code());
    let other = line
        .other_name
        .as_ref()
        .map(|name| name.as_str().to_owned());
    let place = line.place.as_ref().map(place_short);
    let facts = [other, Some(kind), place].into_iter().flatten();
    facts
        .filter(|fact| !fact.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// A phone, and whose it is.
pub(in crate::pages) fn phone(phone: &Phone) -> String {
    let shown = show::phone(phone.number.as_str());
    match &phone.whose {
        Some(whose) => format!("{shown} ({})", whose.as_str()),
        None => shown,
    }
}

/// The short name of a list.
pub(super) fn short_name(frame: &Frame, line: &PersonLine) -> String {
    frame.name(line.name.as_str())
}

/// When something was written.
pub(super) fn when(frame: &Frame, source: Source) -> String {
    show::moment_of_micros(frame.lang, source.clock.micros)
}
