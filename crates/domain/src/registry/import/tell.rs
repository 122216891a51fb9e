//! How the cells of a list say what stands beside who a person is, and how they are read back.
//!
//! A consent, a tie and somebody who must not be told are one cell of several parts: `référencement | texte :
//! 2026-1 | langue : dioula | …`. The first part says what it is, the others begin with a word known here. Owns both ways,
//! so that a list that left comes back the same. Never guesses: what is not understood is asked again.

use super::super::birth::{Birth, Origin};
use super::super::consent::{Consent, GiveForm};
use super::super::contact::{MustNotTell, SafeContact, SafeContactForm};
use super::super::kin::{Relation, RelationForm};
use super::super::language::{Languages, LanguagesForm};
use super::super::person::Death;
use super::super::told::Told;
use super::super::when::{Day, Partial};
use super::grid::{self, typed};
use super::parts::{Label, Parts};
use super::words::{self, CONSENT_FORMS, INTERPRETERS, LANGUAGES, PURPOSES, RELATIONS, WAYS};
use super::{Column, said};
use crate::refusal::{Refusal, Refusals};

const SEPARATOR: &str = ", ";
const DIED: &str = "oui|yes|decede|decedee|deceased|died";

/// What cells tell, column by column. `french` chooses the words.
pub fn cells(told: &Told, french: bool) -> Vec<(Column, String)> {
    let mut cells = Vec::new();
    let mut put = |column, text: String| {
        if !text.is_empty() {
            cells.push((column, text));
        }
    };
    if let Some(languages) = &told.languages {
        let form = LanguagesForm::of(languages);
        let spoken = languages.spoken.iter();
        put(
            Column::Languages,
            list(spoken.map(|one| words::write(LANGUAGES, *one, french))),
        );
        put(Column::OtherLanguages, form.others);
        let needed = languages
            .interpreter
            .map(|one| words::write(INTERPRETERS, one, french));
        put(Column::Interpreter, needed.unwrap_or_default().to_owned());
        put(Column::InterpretedBy, form.by);
    }
    if let Some(contact) = &told.contact {
        let form = SafeContactForm::of(contact);
        let ways = contact.ways.iter();
        put(
            Column::ContactWays,
            list(ways.map(|way| words::write(WAYS, *way, french))),
        );
        put(Column::ContactHours, form.hours);
        put(Column::ContactWords, Parts::one(&form.words));
    }
    for other in &told.must_not_tell {
        let mut parts = Parts::new(french);
        parts.say(Label::Record, other.person.map(|id| id.to_string()));
        parts.say(
            Label::Who,
            other.words.as_ref().map(|w| w.as_str().to_owned()),
        );
        put(Column::MustNotTell, parts.write());
    }
    for consent in &told.consents {
        put(Column::Consent, consent_cell(consent, french));
    }
    for relation in &told.relations {
        let mut parts = Parts::new(french);
        parts.first(words::write(RELATIONS, relation.kind, french));
        parts.say(Label::Record, Some(relation.to.to_string()));
        parts.say(Label::From, relation.from.map(typed));
        parts.say(Label::Until, relation.until.map(typed));
        put(Column::Relation, parts.write());
    }
    if let Some(functioning) = &told.functioning {
        put(
            Column::Functioning,
            grid::functioning_cell(functioning, french),
        );
    }
    for (column, text) in grid::needs_cells(&told.needs, french) {
        put(column, text);
    }
    if let Some(death) = &told.death {
        let yes = if french { "oui" } else { "yes" };
        put(
            Column::Death,
            death.on.map_or(yes.to_owned(), Partial::typed),
        );
    }
    cells
}

fn consent_cell(consent: &Consent, french: bool) -> String {
    let said = |text: &Option<super::super::consent::ConsentWords>| {
        text.as_ref().map(|words| words.as_str().to_owned())
    };
    let mut parts = Parts::new(french);
    parts.first(words::write(PURPOSES, consent.purpose, french));
    parts.say(Label::About, said(&consent.about));
    parts.say(Label::Text, Some(consent.text_version.clone()));
    let language = words::write(LANGUAGES, consent.language, french);
    parts.say(Label::Language, Some(language.to_owned()));
    let form = words::write(CONSENT_FORMS, consent.form, french);
    parts.say(Label::Form, Some(form.to_owned()));
    parts.say(Label::By, said(&consent.by));
    parts.say(Label::Witness, said(&consent.witness));
    parts.say(Label::On, Some(typed(consent.on)));
    parts.say(Label::Withdrawn, consent.withdrawn.map(typed));
    parts.write()
}

fn list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(SEPARATOR)
}

/// A cell that is not understood.
fn form_of(column: Column) -> Refusal {
    Refusal::whole(match column {
        Column::Consent => "import-consent-form",
        Column::Relation => "import-relation-form",
        Column::MustNotTell => "import-must-not-tell-form",
        Column::Languages => "import-language-unknown",
        Column::Interpreter => "import-interpreter-unknown",
        _ => "import-way-unknown",
    })
}

fn codes<T: Copy>(
    column: Column,
    table: words::Words<T>,
    code: fn(T) -> &'static str,
    text: &str,
) -> Result<Vec<String>, Refusal> {
    let pieces = text
        .split([',', ';'])
        .map(str::trim)
        .filter(|piece| !piece.is_empty());
    let read = pieces.map(|piece| {
        let found = words::read(table, code, piece).ok_or_else(|| form_of(column))?;
        Ok(code(found).to_owned())
    });
    read.collect()
}

/// Reads the languages from their four cells, each of them empty or not.
///
/// # Errors
/// With the column at fault.
pub(super) fn languages(
    [spoken, others, interpreter, by]: [&str; 4],
) -> Result<Option<Languages>, (Column, Refusal)> {
    let at = |column| move |refusal| (column, refusal);
    let form = LanguagesForm {
        spoken: codes(Column::Languages, LANGUAGES, |l| l.code(), spoken)
            .map_err(at(Column::Languages))?,
        others: others.to_owned(),
        interpreter: codes(Column::Interpreter, INTERPRETERS, |i| i.code(), interpreter)
            .map_err(at(Column::Interpreter))?
            .into_iter()
            .next()
            .unwrap_or_default(),
        by: by.to_owned(),
    };
    form.parse().map_err(|wrong| {
        located(wrong, Column::Languages, |field| match field {
            "language-others" => Some(Column::OtherLanguages),
            "interpreter-by" => Some(Column::InterpretedBy),
            _ => None,
        })
    })
}

/// Reads the safe ways from their three cells.
///
/// # Errors
/// With the column at fault.
pub(super) fn contact(
    [ways, hours, said]: [&str; 3],
) -> Result<Option<SafeContact>, (Column, Refusal)> {
    let form = SafeContactForm {
        ways: codes(Column::ContactWays, WAYS, |way| way.code(), ways)
            .map_err(|refusal| (Column::ContactWays, refusal))?,
        hours: hours.to_owned(),
        words: Parts::plain(said),
    };
    form.parse().map_err(|wrong| {
        located(wrong, Column::ContactWays, |field| match field {
            "contact-hours" => Some(Column::ContactHours),
            "contact-words" => Some(Column::ContactWords),
            _ => None,
        })
    })
}

fn located(
    wrong: Refusals,
    otherwise: Column,
    column: impl Fn(&str) -> Option<Column>,
) -> (Column, Refusal) {
    let first = wrong.as_slice().first().cloned();
    let refusal = first.unwrap_or_else(|| form_of(otherwise));
    let named = refusal.field.as_deref().and_then(column);
    (named.unwrap_or(otherwise), refusal)
}

/// Reads somebody who must not be told.
///
/// # Errors
/// What to write instead.
pub(super) fn must_not_tell(text: &str) -> Result<Option<MustNotTell>, Refusal> {
    let parts = Parts::read(text, &[Label::Record, Label::Who]);
    let words = parts.get(Label::Who).or(parts.kind()).unwrap_or_default();
    let record = parts.get(Label::Record).unwrap_or_default();
    let read = MustNotTell::parse("", record, words);
    read.map_err(|refusal| match refusal.code {
        "choice-unknown" => form_of(Column::MustNotTell),
        _ => refusal,
    })
}

/// Reads a consent.
///
/// # Errors
/// What to write instead.
pub(super) fn consent(text: &str, today: Day) -> Result<Consent, Refusal> {
    let parts = Parts::read(
        text,
        &[
            Label::About,
            Label::Text,
            Label::Language,
            Label::Form,
            Label::By,
            Label::Witness,
            Label::On,
            Label::Withdrawn,
        ],
    );
    let of = |label| parts.get(label).unwrap_or_default();
    let unknown = || form_of(Column::Consent);
    let purpose = words::read(PURPOSES, |p| p.code(), parts.kind().unwrap_or_default());
    let language = words::read(LANGUAGES, |l| l.code(), of(Label::Language));
    let form = words::read(CONSENT_FORMS, |f| f.code(), of(Label::Form));
    let form = GiveForm {
        purpose: purpose.ok_or_else(unknown)?.code().to_owned(),
        about: of(Label::About).to_owned(),
        text_version: of(Label::Text).to_owned(),
        language: language.ok_or_else(unknown)?.code().to_owned(),
        form: form.ok_or_else(unknown)?.code().to_owned(),
        by: of(Label::By).to_owned(),
        witness: of(Label::Witness).to_owned(),
        on: of(Label::On).to_owned(),
    };
    if form.on.is_empty() || form.text_version.is_empty() {
        return Err(unknown());
    }
    let given = form
        .parse(today)
        .map_err(|wrong| first(wrong, Column::Consent))?;
    let withdrawn = Day::parse("", of(Label::Withdrawn))?;
    if withdrawn.is_some_and(|day| day > today) {
        return Err(Refusal::whole("date-in-future"));
    }
    if withdrawn.is_some_and(|day| day < given.on) {
        return Err(Refusal::whole("date-reversed"));
    }
    Ok(Consent { withdrawn, ..given })
}

/// Reads a tie.
///
/// # Errors
/// What to write instead.
pub(super) fn relation(text: &str, today: Day) -> Result<Relation, Refusal> {
    let parts = Parts::read(text, &[Label::Record, Label::From, Label::Until]);
    let of = |label| parts.get(label).unwrap_or_default().to_owned();
    let kind = words::read(
        RELATIONS,
        |kind| kind.code(),
        parts.kind().unwrap_or_default(),
    );
    let form = RelationForm {
        person: of(Label::Record),
        kind: kind
            .ok_or_else(|| form_of(Column::Relation))?
            .code()
            .to_owned(),
        from: of(Label::From),
        until: of(Label::Until),
    };
    form.parse(today)
        .map_err(|wrong| first(wrong, Column::Relation))
}

/// Reads a death from its two cells; a source alone says nothing.
///
/// # Errors
/// With the column at fault.
pub(super) fn death(
    [on, origin]: [&str; 2],
    birth: Option<&Birth>,
    today: Day,
) -> Result<Option<Death>, (Column, Refusal)> {
    let origin = said::origin(origin).map_err(|refusal| (Column::DeathOrigin, refusal))?;
    if on.is_empty() {
        return match origin {
            Some(_) => Err((Column::DeathOrigin, Refusal::whole("import-death-missing"))),
            None => Ok(None),
        };
    }
    let known = DIED
        .split('|')
        .any(|word| word == super::super::units::fold(on));
    let on = if known { "" } else { said::day(on) };
    let code = origin.map_or("", Origin::code);
    let read = Death::parse(on, code, birth, today);
    read.map(Some)
        .map_err(|wrong| (Column::Death, first(wrong, Column::Death)))
}

/// The first thing wrong in one cell; a choice that is missing means that the cell is not understood.
fn first(wrong: Refusals, column: Column) -> Refusal {
    let refusal = wrong.as_slice().first().cloned();
    let refusal = refusal.unwrap_or_else(|| form_of(column));
    match refusal.code {
        "choice-missing" | "choice-unknown" => form_of(column),
        _ => refusal,
    }
}

#[cfg(test)]
#[path = "tell_tests.rs"]
mod tests;
